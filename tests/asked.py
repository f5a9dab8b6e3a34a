"""Counts the queries of a request."""

import re
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.publication import reader_role

# Not counted: savepoints, the settings of a reader, and what a connection prepares once
NOT_COUNTED = "SAVEPOINT|ROLLBACK|RELEASE|SELECT set_config|PREPARE"


def asked(client: Client, address: str, **query: Any) -> tuple[Any, int]:
    """The response as JSON, and the number of queries."""
    reader_role("default")
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.json(), len(_within(captured))


def queries_of(client: Client, address: str, **query: Any) -> int:
    """The number of queries of a request."""
    return asked(client, address, **query)[1]


def queries_of_any(client: Client, address: str, **options: Any) -> list[str]:
    """The SQL of the queries in the reading transaction of a request."""
    reader_role("default")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, **options).status_code in {200, 304}
    return _within(captured)


def _within(captured: CaptureQueriesContext) -> list[str]:
    return [query["sql"] for query in captured if not re.match(NOT_COUNTED, query["sql"])]
