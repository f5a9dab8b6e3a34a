"""Whatever interrupts an import, its rows are none or all, it says which, and it can be tried again."""

import datetime as dt
import os
import random
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.core.files.base import ContentFile
from django.db import OperationalError, connection, connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from events.models import Event
from imports import jobs
from imports.choices import Step
from imports.engine import LOCKS
from imports.jobs import run_import
from imports.models import Import
from tests.accounts.people import make_person
from tests.builders import make_actor, make_event_type, make_source
from tests.long import IS_LONG

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 40
FILE = "slug,type,title,date,participants,sources\n" + "".join(
    f"e{n},treaty.signing,Event {n},2025-03-18,albania:signatory,bbc\n" for n in range(ROWS)
)
ROUNDS = 30 if IS_LONG else 12


@pytest.fixture(autouse=True)
def _data(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.UPLOADS_DIR = tmp_path
    monkeypatch.setattr(jobs, "PULSE_SECONDS", 0.01)
    make_actor("albania")
    make_source("bbc")
    make_event_type("treaty.signing")


@pytest.fixture
def import_() -> Import:
    """A file that waits to be checked."""
    made = Import.objects.create(
        file_name="events.csv", resource="events", who=make_person("mira", "importer")
    )
    made.upload.save("events.csv", ContentFile(FILE.encode()))
    return made


def aside(sql: str, *values: Any) -> None:
    """Runs SQL in a session of its own, whatever becomes of the others."""
    own = psycopg2.connect(**connection.get_connection_params())
    with own, own.cursor() as cursor:
        cursor.execute(sql, values)
    own.close()


def killed(import_: Import) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def disconnected(import_: Import) -> None:
    aside("SELECT pg_terminate_backend(%s)", connection.connection.info.backend_pid)


def cancelled(import_: Import) -> None:
    aside("UPDATE imports_import SET cancelled_at = now() WHERE id = %s", import_.pk)
    if any(isinstance(each, jobs.Pulse) for each in threading.enumerate()):
        with connection.connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(10)")


def out_of_disk(import_: Import) -> None:
    raise OperationalError("could not extend file: No space left on device")


def in_a_worker(import_: Import, fault: Callable[[Import], None] | None, at: int) -> int:
    """Works in a process of its own, where the fault comes at a statement; the number of statements."""
    connections.close_all()
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        # A browser's loop in this thread hides an older connection, which stays the parent's.
        for old in connections.all():
            old.connection = None
        seen = 0

        def counted(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
            nonlocal seen
            seen += 1
            os.write(writer, b".")
            if seen == at and fault:
                fault(import_)
            return execute(sql, params, many, context)

        try:
            with connection.execute_wrapper(counted):
                run_import.call(import_.pk)
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as statements:
        count = len(statements.read())
    os.waitpid(child, 0)
    return count


def work(import_: Import, step: Step, fault: Any = None, at: int = 0) -> int:
    jobs.ask(import_, step)
    DBTaskResult.objects.update(status="RUNNING")
    count = in_a_worker(import_, fault, at)
    import_.refresh_from_db()
    return count


def look_after_silence(import_: Import, patience: int = 100) -> None:
    """Time passes, and somebody looks at the page."""
    long_ago = timezone.now() - dt.timedelta(minutes=5)
    Import.objects.busy().filter(pk=import_.pk).update(heartbeat_at=long_ago)
    while True:
        # The server needs a moment to see that its client is gone.
        jobs.end_lost()
        import_.refresh_from_db()
        if not import_.is_busy or patience <= 0:
            break
        patience -= 1
        time.sleep(0.05)


def test_leaves_all_or_nothing_whatever_happens_when(import_: Import):
    chance = random.Random(20250318)  # noqa: S311 (the same faults each time)
    work(import_, Step.CHECK)
    statements = work(import_, Step.APPLY)
    assert (import_.status, Event.objects.count()) == ("done", ROWS)
    work(import_, Step.UNDO)
    outcomes = set()

    for number in range(ROUNDS):
        fault = (killed, disconnected, cancelled, out_of_disk)[number % 4]
        work(import_, Step.CHECK)
        work(import_, Step.APPLY, fault, at=chance.randint(1, statements))
        look_after_silence(import_)

        rows = Event.objects.count()
        outcomes.add((fault.__name__, import_.status))
        assert not import_.is_busy
        assert rows == (ROWS if import_.status == "done" else 0), (fault, import_.status)
        assert import_.status in {"done", "failed", "cancelled"}
        assert import_.error or import_.status != "failed"
        if import_.status != "done":
            work(import_, Step.CHECK)
            work(import_, Step.APPLY)
        assert (import_.status, Event.objects.count()) == ("done", ROWS)
        work(import_, Step.UNDO)
        assert (import_.status, Event.objects.count()) == ("undone", 0)

    assert {
        ("killed", "failed"),
        ("disconnected", "failed"),
        ("cancelled", "cancelled"),
    } <= outcomes


@pytest.mark.parametrize("fault", [killed, disconnected, cancelled, out_of_disk])
def test_leaves_an_import_done_that_could_not_be_taken_back(import_: Import, fault: Any):
    work(import_, Step.CHECK)
    work(import_, Step.APPLY)

    work(import_, Step.UNDO, fault, at=20)
    look_after_silence(import_)

    assert (import_.status, import_.is_busy, Event.objects.count()) == ("done", False, ROWS)
    work(import_, Step.UNDO)
    assert (import_.status, Event.objects.count()) == ("undone", 0)


def test_ends_a_check_whose_worker_was_killed(import_: Import):
    work(import_, Step.CHECK, killed, at=30)
    assert import_.status == "checking"

    look_after_silence(import_)

    assert import_.status == "failed"
    assert "The worker stopped before it was done." in import_.error


def test_ends_nothing_that_somebody_works_on(import_: Import):
    work(import_, Step.CHECK, killed, at=30)
    own = psycopg2.connect(**connection.get_connection_params())
    with own.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCKS, import_.pk])

    look_after_silence(import_, patience=5)
    own.close()

    assert import_.status == "checking"


def test_leaves_alone_what_waits_in_the_queue(import_: Import):
    jobs.ask(import_, Step.CHECK)

    look_after_silence(import_, patience=2)

    assert (import_.status, import_.is_busy) == ("queued", True)
