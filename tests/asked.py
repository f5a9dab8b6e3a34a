"""Counts the queries that an answer takes."""

import re
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.publication import reader_role

# A savepoint, the settings of a reader with the stamps, the way back; what a connection prepares once
WAYS = "SAVEPOINT|ROLLBACK|RELEASE|SELECT set_config|PREPARE"


def asked(client: Client, address: str, **query: Any) -> tuple[Any, int]:
    """The body of an answer, and how many queries it took."""
    reader_role("default")
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.json(), len(_within(captured))


def queries_of(client: Client, address: str, **query: Any) -> int:
    """How many queries an answer takes."""
    return asked(client, address, **query)[1]


def queries_of_any(client: Client, address: str, **options: Any) -> list[str]:
    """The queries that a request makes inside its reading transaction."""
    reader_role("default")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, **options).status_code in {200, 304}
    return _within(captured)


def _within(captured: CaptureQueriesContext) -> list[str]:
    return [query["sql"] for query in captured if not re.match(WAYS, query["sql"])]


def errors_of(client: Client, url: str, **query: str) -> set[tuple[str, str, str | None]]:
    """Parameter, code and hint of each error in a query that gets a 400."""
    response = client.get(url, query)
    assert response.status_code == 400, response.content
    assert response["Content-Type"] == "application/problem+json"
    return {(e["parameter"], e["code"], e["did_you_mean"]) for e in response.json()["errors"]}
