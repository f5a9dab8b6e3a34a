"""Health checks: /healthz and /readyz."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from balkanwatch.server import health
from imports.applying import presence

STRANGE_HOST: Any = {"HTTP_HOST": "10.0.0.7:8000"}


@pytest.fixture(autouse=True)
def _looks_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "REMEMBERED_SECONDS", -1)


@contextmanager
def worker() -> Iterator[None]:
    """A session that holds the lock of a worker."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock_shared(%s, %s)", presence.WORKER_LOCK)
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock_shared(%s, %s)", presence.WORKER_LOCK)


def ready(client: Client) -> tuple[int, str]:
    response = client.get("/readyz", **STRANGE_HOST)
    return response.status_code, response.content.decode()


def test_is_alive_under_any_host_and_without_the_database(
    client: Client, django_assert_num_queries: Any, settings: Any
) -> None:
    settings.SECURE_SSL_REDIRECT = True

    with django_assert_num_queries(0):
        response = client.get("/healthz", **STRANGE_HOST)

    assert (response.status_code, response.content) == (200, b"alive\n")
    assert response["Cache-Control"] == "no-store"
    assert client.post("/healthz").status_code == 405


def test_is_ready_with_database_migrations_and_worker(client: Client) -> None:
    with worker():
        assert ready(client) == (200, "ready\n")


def test_is_not_ready_without_a_worker_and_tells_only_the_log(client: Client, caplog: Any) -> None:
    assert ready(client) == (503, "not ready\n")
    assert "no worker is running" in caplog.text


def test_is_not_ready_while_a_job_waits_for_nobody(client: Client) -> None:
    job = DBTaskResult.objects.create(
        backend_name="default", task_path="x", args_kwargs={"args": [], "kwargs": {}}
    )
    DBTaskResult.objects.filter(pk=job.pk).update(
        enqueued_at=timezone.now() - 2 * presence.MAX_WAIT
    )

    with worker():
        assert ready(client) == (503, "not ready\n")
        DBTaskResult.objects.update(status="RUNNING")
        assert ready(client) == (200, "ready\n")


def test_is_not_ready_before_the_newest_migration(client: Client) -> None:
    app, name = max(health._newest_migrations())
    MigrationRecorder(connection).record_unapplied(app, name)

    with worker():
        assert ready(client) == (503, "not ready\n")


def test_is_not_ready_without_the_database(client: Client, monkeypatch: Any, caplog: Any) -> None:
    def fails(*_: object) -> None:
        raise OperationalError("could not connect to secret-host")

    monkeypatch.setattr(connections["default"], "cursor", fails)

    assert ready(client) == (503, "not ready\n")
    assert "secret-host" in caplog.text


def test_looks_once_a_second_at_most(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(health, "REMEMBERED_SECONDS", 60)
    looks = []

    def look() -> str:
        looks.append(1)
        return ""

    monkeypatch.setattr(health, "find_problem", look)

    readiness = health.Readiness()

    assert [readiness.is_ready() for _ in range(9)] == [True] * 9
    assert len(looks) == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_announces_itself_until_its_connection_ends(monkeypatch: Any) -> None:
    monkeypatch.setattr(presence, "HOLD_SECONDS", 0.05)
    assert presence.worker_problem() == "no worker is running"

    class StopError(Exception):
        pass

    def check_and_stop(_: float) -> None:
        assert presence.worker_problem() == ""
        raise StopError

    monkeypatch.setattr("imports.applying.presence.time.sleep", check_and_stop)
    with pytest.raises(StopError):
        presence._hold_lock()
    connection.close()

    assert presence.worker_problem() == "no worker is running"
