"""Rate limits of the API, per address and per key, and their headers."""

import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from socket import socket
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.db import OperationalError, connection
from django.test import Client

from accounts import rate_limits
from balkanwatch.server.child_processes import MANAGE, ChildProcess
from tests import cases, database, make

NOWHERE = "/api/v1/nowhere/"


@pytest.fixture(autouse=True)
def three_a_minute(settings: Any) -> None:
    settings.API_RATE, settings.API_RATE_WITH_KEY = 3, 5
    # Not a table of a model, so counts of other tests may be left.
    database.execute("DELETE FROM accounts_count")


def statuses(client: Client, number: int, **options: Any) -> list[int]:
    return [client.get(NOWHERE, **options).status_code for _ in range(number)]


def end_windows() -> None:
    database.execute("UPDATE accounts_count SET ends_at = now() - interval '1 second'")


def counted() -> list[str]:
    """Whose requests are counted."""
    return [name for (name,) in database.rows("SELECT name FROM accounts_count")]


def test_limits_requests_of_each_address_per_minute(client: Client):
    assert statuses(client, 5) == [404, 404, 404, 429, 429]
    assert statuses(client, 1, REMOTE_ADDR="192.0.2.9") == [404]
    end_windows()
    assert statuses(client, 4) == [404, 404, 404, 429]


@cases("path", "", "actors/", "actors/none/", "actors/?x=1", "docs/", "actors")
def test_reports_the_remaining_requests_in_every_response(client: Client, path: str):
    answer = client.get(f"/api/v1/{path}")

    assert answer["RateLimit-Policy"] == '"address";q=3;w=60'
    assert answer["RateLimit"] == '"address";r=2;t=60'


def test_says_when_to_try_again(client: Client):
    statuses(client, 3)
    answer = client.get(NOWHERE)

    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "throttled"
    assert answer["Retry-After"] == "60"
    assert answer["RateLimit"] == '"address";r=0;t=60'
    assert answer["Cache-Control"] == "no-store"


def test_does_not_count_other_pages_and_preflights(client: Client):
    client.get("/admin/login/")
    preflight = {"Origin": "https://a.example", "Access-Control-Request-Method": "GET"}
    for _ in range(9):
        client.options("/api/v1/actors/", headers=preflight)

    assert "RateLimit" not in client.get("/downloads/").headers
    assert counted() == []
    assert statuses(client, 3) == [404, 404, 404]


def test_sets_no_limit_where_the_rate_is_zero(client: Client, settings: Any):
    settings.API_RATE = 0

    assert set(statuses(client, 9)) == {404}
    assert counted() == []


def test_stores_no_address(client: Client):
    client.get(NOWHERE, REMOTE_ADDR="192.0.2.9")

    [name] = counted()
    assert re.fullmatch("address:[0-9a-f]{32}", name)


def test_removes_old_rows(client: Client):
    for number in range(9):
        statuses(client, 1, REMOTE_ADDR=f"192.0.2.{number}")
    end_windows()
    statuses(client, 1, REMOTE_ADDR="198.51.100.1")

    assert len(counted()) == 1


def test_counts_each_key_separately(client: Client):
    _, key = make.key()
    _, other = make.key(rate=1)
    statuses(client, 4)

    assert statuses(client, 6, headers=bearer(key)) == [404, 404, 404, 404, 404, 429]
    assert statuses(client, 2, headers=bearer(other)) == [404, 429]
    assert client.get(NOWHERE, headers=bearer(key))["RateLimit-Policy"] == '"key";q=5;w=60'


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_counts_refused_keys_by_address(client: Client):
    wrong = bearer("bw_" + "x" * 43)

    assert statuses(client, 4, headers=wrong) == [401, 401, 401, 429]
    assert statuses(client, 1) == [429]


@cases("with_key", False, True)
def test_counts_in_one_query(client: Client, django_assert_num_queries: Any, with_key: bool):
    options: dict[str, Any] = {"headers": bearer(make.key()[1])} if with_key else {}
    statuses(client, 1, **options)

    with django_assert_num_queries(1):
        statuses(client, 1, **options)


def test_continues_uncounted_if_read_only(client: Client, transactional_db: None, caplog: Any):
    rate_limits._warn.cache_clear()
    _, key = make.key()
    database.execute("SET default_transaction_read_only = on")
    try:
        assert statuses(client, 5) == [404] * 5
        assert statuses(client, 6, headers=bearer(key)) == [404] * 6
        assert statuses(client, 1, headers=bearer("bw_" + "x" * 43)) == [401]
    finally:
        database.execute("SET default_transaction_read_only = off")
    assert len([r for r in caplog.records if "not counted" in r.message]) == 1


def test_answers_503_without_a_database(client: Client, monkeypatch: Any):
    def fails(*_: Any, **__: Any) -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("accounts.rate_limits.count_one", fails)

    answer = client.get(NOWHERE)

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")


@pytest.fixture
def two_workers(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port of a server with two processes on the test database, limited to 50 requests a minute."""
    parameters = connection.get_connection_params()
    place = {name: str(parameters[name]) for name in ("host", "port") if parameters.get(name)}
    login = ":".join(quote(str(parameters[n])) for n in ("user", "password") if parameters.get(n))
    address = f"postgresql://{login}@/{parameters['dbname']}?{urlencode(place)}"
    environment = {"DATABASE_URL": address, "API_RATE": "50", "LOG_LEVEL": "CRITICAL"}
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(200)
        command = [*MANAGE, "serve", str(listening.fileno())]
        with (
            ChildProcess(command, inherits=[listening.fileno()]),
            ChildProcess(command, inherits=[listening.fileno()]),
        ):
            yield int(listening.getsockname()[1])


@pytest.mark.slow
def test_applies_the_limit_across_processes(two_workers: int):
    def status(_: int) -> int:
        asking = HTTPConnection("127.0.0.1", two_workers, timeout=30)
        asking.request("GET", NOWHERE)
        return asking.getresponse().status

    with ThreadPoolExecutor(16) as pool:
        given = Counter(pool.map(status, range(150)))

    assert given == {404: 50, 429: 100}
