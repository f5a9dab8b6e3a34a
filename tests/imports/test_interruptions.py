"""Whatever interrupts an import, it writes all rows or none, says which, and can be tried again."""

import datetime as dt
import os
import random
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import psycopg2
import pytest
from django.core.files.base import ContentFile
from django.db import OperationalError, connection, connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from actors.models import Actor
from events.models import Event
from imports.applying import engine, jobs
from imports.applying.jobs import run_import
from imports.choices import ImportStep
from imports.models import Import
from records.lock_waits import IMPORT_LOCKS
from tests import cases, database, make
from tests.accounts.people import make_person
from tests.imports.files import table
from tests.long import IS_LONG

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 40
FILE = "slug,type,title,date,participants,sources\n" + "".join(
    f"e{n},treaty.signing,Event {n},2025-03-18,albania:signatory,bbc\n" for n in range(ROWS)
)
ROUNDS = 30 if IS_LONG else 12


@pytest.fixture(autouse=True)
def _data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "HEARTBEAT_SECONDS", 0.01)
    make.actor("albania")
    make.source("bbc")
    make.event_type("treaty.signing")


@pytest.fixture
def import_job() -> Import:
    """An upload that has not been checked."""
    made = Import.objects.create(
        file_name="events.csv", resource="events", user=make_person("mira", "importer")
    )
    made.upload.save("events.csv", ContentFile(FILE.encode()))
    return made


def in_other_session(sql: str, *values: Any) -> None:
    """Runs SQL in a separate session."""
    own = psycopg2.connect(**connection.get_connection_params())
    with own, own.cursor() as cursor:
        cursor.execute(sql, values)
    own.close()


def killed(import_job: Import) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def disconnected(import_job: Import) -> None:
    in_other_session("SELECT pg_terminate_backend(%s)", connection.connection.info.backend_pid)


def cancelled(import_job: Import) -> None:
    in_other_session("UPDATE imports_import SET cancelled_at = now() WHERE id = %s", import_job.pk)
    if any(isinstance(each, jobs.Heartbeat) for each in threading.enumerate()):
        with connection.connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(10)")


def out_of_disk(import_job: Import) -> None:
    raise OperationalError("could not extend file: No space left on device")


def in_a_worker(import_job: Import, fault: Callable[[Import], None] | None, at: int) -> int:
    """Runs the import in another process, with a fault at a statement; returns the number of statements."""
    connections.close_all()
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        # An event loop of the browser tests may hide an older connection, which the parent keeps using.
        for old in connections.all():
            old.connection = None
        seen = 0

        def counted(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
            nonlocal seen
            seen += 1
            os.write(writer, b".")
            if seen == at and fault:
                fault(import_job)
            return execute(sql, params, many, context)

        try:
            with connection.execute_wrapper(counted):
                run_import.call(import_job.pk)
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as statements:
        count = len(statements.read())
    os.waitpid(child, 0)
    return count


def work(import_job: Import, step: ImportStep, fault: Any = None, at: int = 0) -> int:
    jobs.queue_step(import_job, step)
    DBTaskResult.objects.update(status="RUNNING")
    count = in_a_worker(import_job, fault, at)
    import_job.refresh_from_db()
    return count


def open_page_later(import_job: Import, patience: int = 100) -> None:
    """Some minutes later, somebody opens the page of the import."""
    long_ago = timezone.now() - dt.timedelta(minutes=5)
    Import.objects.busy().filter(pk=import_job.pk).update(heartbeat_at=long_ago)
    while True:
        # The server needs a moment to notice that its client has died.
        jobs.end_lost_imports()
        import_job.refresh_from_db()
        if not import_job.is_busy or patience <= 0:
            break
        patience -= 1
        time.sleep(0.05)


@pytest.mark.slow
def test_writes_all_or_nothing_whatever_happens_at_any_statement(import_job: Import):
    chance = random.Random(20250318)  # noqa: S311 (the same faults each time)
    work(import_job, ImportStep.CHECK)
    statements = work(import_job, ImportStep.APPLY)
    assert (import_job.status, Event.objects.count()) == ("done", ROWS)
    work(import_job, ImportStep.UNDO)
    outcomes = set()

    for number in range(ROUNDS):
        fault = (killed, disconnected, cancelled, out_of_disk)[number % 4]
        work(import_job, ImportStep.CHECK)
        work(import_job, ImportStep.APPLY, fault, at=chance.randint(1, statements))
        open_page_later(import_job)

        rows = Event.objects.count()
        outcomes.add((fault.__name__, import_job.status))
        assert not import_job.is_busy
        assert rows == (ROWS if import_job.status == "done" else 0), (fault, import_job.status)
        assert import_job.status in {"done", "failed", "cancelled"}
        assert import_job.error or import_job.status != "failed"
        if import_job.status != "done":
            work(import_job, ImportStep.CHECK)
            work(import_job, ImportStep.APPLY)
        assert (import_job.status, Event.objects.count()) == ("done", ROWS)
        work(import_job, ImportStep.UNDO)
        assert (import_job.status, Event.objects.count()) == ("undone", 0)

    expected = {("killed", "failed"), ("disconnected", "failed"), ("cancelled", "cancelled")}
    assert expected <= outcomes


@cases("fault", killed, disconnected, cancelled, out_of_disk)
def test_an_import_that_could_not_be_undone_is_still_done(import_job: Import, fault: Any):
    work(import_job, ImportStep.CHECK)
    work(import_job, ImportStep.APPLY)

    work(import_job, ImportStep.UNDO, fault, at=20)
    open_page_later(import_job)

    assert (import_job.status, import_job.is_busy, Event.objects.count()) == ("done", False, ROWS)
    work(import_job, ImportStep.UNDO)
    assert (import_job.status, Event.objects.count()) == ("undone", 0)


def test_ends_a_check_whose_worker_was_killed(import_job: Import):
    work(import_job, ImportStep.CHECK, killed, at=30)
    assert import_job.status == "checking"

    open_page_later(import_job)

    assert import_job.status == "failed"
    assert "The worker stopped before it had finished." in import_job.error


def test_does_not_end_an_import_that_a_worker_runs(import_job: Import):
    work(import_job, ImportStep.CHECK, killed, at=30)
    own = psycopg2.connect(**connection.get_connection_params())
    with own.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [IMPORT_LOCKS, import_job.pk])

    open_page_later(import_job, patience=5)
    own.close()

    assert import_job.status == "checking"


def test_does_not_end_a_queued_import(import_job: Import):
    jobs.queue_step(import_job, ImportStep.CHECK)

    open_page_later(import_job, patience=2)

    assert (import_job.status, import_job.is_busy) == ("queued", True)


@cases("status, after", ("queued", "failed"), ("checking", "failed"), ("undoing", "done"))
def test_ends_an_import_whose_command_was_killed(import_job: Import, status: str, after: str):
    long_ago = timezone.now() - dt.timedelta(minutes=5)
    heartbeat = None if status == "queued" else long_ago
    Import.objects.update(status=status, heartbeat_at=heartbeat, created_at=long_ago)

    assert jobs.end_lost_imports() == 1

    import_job.refresh_from_db()
    assert import_job.status == after
    assert "stopped before it had finished" in import_job.error
    assert jobs.end_lost_imports() == 0


def test_the_same_file_imported_twice_at_once_is_written_once():
    start, outcomes = threading.Barrier(2), []

    def run() -> None:
        try:
            own = Import.objects.create(file_name="events.csv", resource="events")

            def progress(step: str, done: int, total: int) -> None:
                if step == "checking":
                    start.wait(20)

            engine.import_file(own, table(FILE), progress=progress)
            outcomes.append((own.status, own.error, own.counts))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    counts = [{"rows": ROWS, "faults": 0, state: ROWS} for state in ("new", "unchanged")]
    assert sorted(outcomes, key=str) == sorted([("done", "", each) for each in counts], key=str)
    assert Event.objects.count() == ROWS


def test_says_so_if_somebody_adds_a_row_while_it_is_imported(import_job: Import):
    def progress(step: str, done: int, total: int) -> None:
        if step == "writing":
            in_other_session(
                "INSERT INTO events_event (slug, title, type_id, review_status, note, summary,"
                " retraction_reason, modality, date_precision, end_precision, date_qualifier, end_qualifier,"
                " is_span, lifecycle, geo_precision) SELECT 'e3', 'Own', id, 'draft', '', '', '', 'occurred',"
                " 'unknown', '', '', '', false, 'unknown', ''"
                " FROM events_eventtype WHERE code = 'treaty.signing'"
            )

    engine.import_file(import_job, table(FILE), progress=progress)

    [fault] = import_job.faults.all()
    assert (import_job.status, fault.line, fault.kind) == ("failed", 5, "conflict")
    assert "e3" in str(fault)
    assert Event.objects.count() == 1


def test_locks_the_records_of_its_rows_before_it_writes_them():
    """A curator who edits a record adds a row that the file has, too: neither waits for the other for ever."""
    event, actor = make.event("talks"), Actor.objects.get()
    import_job = Import.objects.create(file_name="parts.csv", resource="events_participation")

    def write_file() -> None:
        try:
            engine.import_file(import_job, table("event,actor,role\ntalks,albania,host"))
        finally:
            connections.close_all()

    with (
        closing(database.new_session("-c records.loading=on")) as editing,
        editing.cursor() as cursor,
    ):
        cursor.execute(f"SELECT FROM events_event WHERE id = {event.pk} FOR NO KEY UPDATE")
        with ThreadPoolExecutor(1) as pool:
            writing = pool.submit(write_file)
            database.wait_until_another_waits_for(editing)
            cursor.execute(
                "INSERT INTO events_participation (event_id, actor_id, role, stance, capacity, statement)"
                f" VALUES ({event.pk}, {actor.pk}, 'host', 'none', '', '')"
            )
            editing.commit()
            writing.result(10)

    assert import_job.status == "failed"
    assert [fault.kind for fault in import_job.faults.all()] == ["conflict"]
