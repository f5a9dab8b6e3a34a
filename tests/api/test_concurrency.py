"""Limits on requests that take long, and the end of work for clients that have gone."""

import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from api.abandonment import CLIENT_GONE, cancelled_when_abandoned
from api.concurrency import ANALYSES, EXPORTS, WAITING_BYTES, ConcurrencyLimit, TooBusyError
from api.pagination import rows
from records.publication import reading
from tests import cases, make
from tests.api.test_exports import abort
from tests.project.contract import RESOURCES

API = "/api/v1/"
QUESTIONS = ["search/?q=x", "suggest/?q=xy", "network/?kind=agreement", "meta/"]
ANALYSED = [
    *QUESTIONS,
    "snapshot/?on=2025-03-18",
    "snapshot/diff/?from=2025-01-01&to=2025-02-01",
    "events/timeline/",
    "events/timeline.csv",
    "network/?kind=agreement&format=csv",
    "events/aggregate/?group_by=year",
    "events/signing/chain/",
    "agreements/compare/?ids=pact,pact-2",
    "events/cite/?format=bibtex",
    "events/?facets=type",
    "events/?count=exact",
    "events/?q=signing",
]
PLAIN = [
    *(f"{name}/" for name in RESOURCES),
    "",
    "events/signing/",
    "events/signing/cite/?format=bibtex",
    "changes/",
    "signatories/?agreement=pact",
    "docs/",
    "openapi.json",
]
FILES = ["events.csv", "events.ndjson", "events.geojson", "events.xlsx", "claims/?format=csv"]


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in (ANALYSES, EXPORTS):
        monkeypatch.setattr(limit, "patience", 0)


@pytest.fixture
def records() -> None:
    make.publish(make.event("signing"), make.agreement("pact"), make.agreement("pact-2"))


@contextmanager
def all_taken(limit: ConcurrencyLimit) -> Iterator[None]:
    with ExitStack() as slots:
        for _ in range(limit.running):
            slots.enter_context(limit.slot())
        yield


@contextmanager
def all_places_taken(limit: ConcurrencyLimit) -> Iterator[None]:
    """Nobody else may even wait."""
    number = limit.running + limit.waiting
    for _ in range(number):
        assert limit._admitted.acquire(blocking=False)
    yield
    limit._admitted.release(number)


def free_slots(limit: ConcurrencyLimit) -> int:
    return limit._running._value


def assert_busy(response: Any) -> None:
    assert response.status_code == 503, response
    assert response.json()["code"] == "busy"
    assert response["Content-Type"] == "application/problem+json"
    assert response["Retry-After"] == "5"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("records")
@cases("path", *ANALYSED)
def test_refuses_analyses_above_their_limit(client: Client, path: str) -> None:
    with all_taken(ANALYSES):
        assert_busy(client.get(API + path))
    assert client.get(API + path).status_code == 200
    assert free_slots(ANALYSES) == ANALYSES.running


@pytest.mark.usefixtures("records")
@cases("path", *FILES)
def test_refuses_files_above_their_limit(client: Client, path: str) -> None:
    with all_taken(EXPORTS):
        assert_busy(client.get(API + path))
    abort(client.get(API + path))
    assert free_slots(EXPORTS) == EXPORTS.running


@pytest.mark.usefixtures("records")
@cases("path", *PLAIN)
def test_pages_and_records_need_no_slot(client: Client, path: str) -> None:
    with all_taken(EXPORTS), all_taken(ANALYSES):
        assert client.get(API + path).status_code == 200


@pytest.mark.usefixtures("records")
def test_an_unchanged_answer_and_an_error_need_no_slot(client: Client) -> None:
    snapshot = API + "snapshot/?on=2025-03-18"
    etag = client.get(snapshot)["ETag"]

    with all_taken(ANALYSES):
        assert client.get(snapshot, headers={"If-None-Match": etag}).status_code == 304
        assert client.get(API + "snapshot/?on=never").status_code == 400
        assert client.options(snapshot).status_code == 200


@pytest.mark.parametrize("path", [FILES[0], FILES[-1], "snapshot/?on=2025-03-18"])
def test_refuses_without_a_transaction_when_nobody_may_wait(
    client: Client, django_assert_num_queries: Any, path: str
) -> None:
    with all_places_taken(EXPORTS), all_places_taken(ANALYSES), django_assert_num_queries(0):
        assert_busy(client.get(API + path))
        assert client.head(API + path).status_code == 503


def test_a_streamed_file_holds_its_slot_until_it_is_written(client: Client) -> None:
    make.publish(make.actor())
    file: Any = client.get(API + "actors.csv")
    assert free_slots(EXPORTS) == EXPORTS.running - 1
    abort(file)
    assert free_slots(EXPORTS) == EXPORTS.running


@cases("query", "?nothing=1", "?fields=nothing")
def test_a_refused_file_gives_its_slot_back(client: Client, query: str) -> None:
    for _ in range(EXPORTS.running + 1):
        assert client.get(f"{API}events.csv{query}").status_code == 400
        abort(client.head(API + "events.csv"))

    assert free_slots(EXPORTS) == EXPORTS.running


def test_refuses_files_while_unread_answers_fill_the_disk(client: Client, settings: Any) -> None:
    full: Any = {WAITING_BYTES: lambda: settings.SERVER_BUFFER_MB * 1_000_000}
    empty: Any = {WAITING_BYTES: lambda: 0}

    assert_busy(client.get(API + "events.csv", **full))
    assert client.get(API + "events/", **full).status_code == 200
    abort(client.get(API + "events.csv", **empty))


def test_some_requests_wait_and_others_are_refused_at_once() -> None:
    limit = ConcurrencyLimit("full", running=1, waiting=1, patience=5.0)

    def take(seconds: float) -> bool:
        try:
            with limit.slot():
                time.sleep(seconds)
                return True
        except TooBusyError:
            return False

    with ThreadPoolExecutor(3) as pool:
        started = time.monotonic()
        results = list(pool.map(take, [0.3, 0.3, 0.3]))

    assert sorted(results) == [False, True, True]
    assert 0.5 < time.monotonic() - started < 5


def test_a_request_waits_only_for_so_long() -> None:
    limit = ConcurrencyLimit("full", running=1, waiting=1, patience=0.1)

    for _ in range(3):
        with limit.slot(), pytest.raises(TooBusyError), limit.slot():
            pass


def gone_after(calls: int) -> dict[str, Any]:
    """The environment of a request whose client is gone when asked the next time after so many."""
    asked: list[int] = []

    def is_gone() -> bool:
        asked.append(1)
        return len(asked) > calls

    return {CLIENT_GONE: is_gone}


@cases("path", *FILES)
def test_stops_writing_a_file_when_the_client_has_gone(
    client: Client, monkeypatch: pytest.MonkeyPatch, path: str, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(rows, "FIRST_BATCH_SIZE", 1)
    monkeypatch.setattr(rows, "BATCH_SIZE", 1)
    make.publish(*(make.event() for _ in range(20)))
    read = []
    original = rows.SerializedRows.batches

    def counted(*arguments: Any) -> Iterator[list[str]]:
        for batch in original(*arguments):
            read.append(batch)
            yield batch

    monkeypatch.setattr(rows.SerializedRows, "batches", counted)

    response: Any = client.get(API + path, **gone_after(3))
    if response.streaming:
        b"".join(response.streaming_content)
        abort(response)

    assert 1 <= len(read) < 6
    assert list(tmp_path.iterdir()) == []
    assert free_slots(EXPORTS) == EXPORTS.running


def test_cancels_the_query_of_a_client_that_has_gone() -> None:
    request = RequestFactory().get("/", **gone_after(0))
    started = time.monotonic()

    with (
        pytest.raises(OperationalError, match="cancel"),
        reading(),
        cancelled_when_abandoned(request),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT pg_sleep(20)")

    assert time.monotonic() - started < 5


def test_cancels_nothing_after_the_request() -> None:
    request = RequestFactory().get("/", **gone_after(0))
    with reading(), cancelled_when_abandoned(request):
        pass

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(1.2)")


def test_answers_a_client_that_has_gone_without_a_traceback_in_the_log(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def cancelled(*_: object, **__: object) -> None:
        raise OperationalError("canceling statement due to user request")

    monkeypatch.setattr(rows.SerializedRows, "page", cancelled)

    assert client.get(API + "events/", **gone_after(0)).status_code == 503
    assert not [record for record in caplog.records if record.exc_info]
    assert client.get(API + "events/").status_code == 503
    assert [record for record in caplog.records if record.exc_info]


def test_limits_all_queries_of_a_request_together(settings: Any) -> None:
    settings.READING_TIMEOUT_MS = 600
    started = time.monotonic()

    with pytest.raises(OperationalError), reading(), connection.cursor() as cursor:
        for _ in range(20):
            cursor.execute("SELECT pg_sleep(0.25)")

    assert 0.5 < time.monotonic() - started < 1.5


def test_a_quick_request_costs_no_further_query(django_assert_num_queries: Any) -> None:
    with reading(), django_assert_num_queries(3), connection.cursor() as cursor:
        for _ in range(3):
            cursor.execute("SELECT 1")
