"""Requests to the API that also count their queries or collect their errors."""

import re
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.publication import reader_role

# Queries of every request that are not counted: its transaction, its settings, preparing statements
UNCOUNTED = "SAVEPOINT|ROLLBACK|RELEASE|SELECT set_config|PREPARE"


def json_and_query_count(client: Client, url: str, **query: Any) -> tuple[Any, int]:
    """The body of a response, and how many queries it took."""
    response, count = _response_and_query_count(client, url, query)
    return response.json(), count


def _response_and_query_count(client: Client, url: str, query: Any) -> tuple[Any, int]:
    reader_role("default")
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url, query)
    assert response.status_code == 200
    return response, len(_counted(captured))


def json_of(client: Client, path: str, **query: Any) -> Any:
    """The body of the answer at an address, or a path below /api/v1/."""
    response = client.get(path if "/api/v1/" in path else f"/api/v1/{path}", query)
    assert response.status_code == 200, response.content
    return response.json()


def keys_of(client: Client, path: str, **query: str) -> list[str]:
    """The key of each row of a list that fits on one page."""
    body = json_of(client, f"{path}/", **query)
    assert body["count"] == len(body["results"])
    return [row.get("slug") or row.get("key") or row["code"] for row in body["results"]]


def query_count(client: Client, url: str, **query: Any) -> int:
    """How many queries a response takes, in any format."""
    return _response_and_query_count(client, url, query)[1]


def queries_of(client: Client, url: str, **options: Any) -> list[str]:
    """The queries of a request with status 200 or 304."""
    reader_role("default")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url, **options).status_code in {200, 304}
    return _counted(captured)


def problems_of(client: Client, url: str, **query: Any) -> list[dict[str, Any]]:
    """The errors in a query that gets a 400."""
    response = client.get(url, query)
    assert response.status_code == 400, response.content
    assert response["Content-Type"] == "application/problem+json"
    return response.json()["errors"]


def errors_of(client: Client, url: str, **query: Any) -> set[tuple[str, str, str | None]]:
    """Parameter, code and hint of each error."""
    problems = problems_of(client, url, **query)
    return {(each["parameter"], each["code"], each["did_you_mean"]) for each in problems}


def codes_of(client: Client, url: str, **query: Any) -> list[tuple[str, str]]:
    """Parameter and code of each error, in their order."""
    return [(each["parameter"], each["code"]) for each in problems_of(client, url, **query)]


def _counted(captured: CaptureQueriesContext) -> list[str]:
    return [query["sql"] for query in captured if not re.match(UNCOUNTED, query["sql"])]
