"""Statements that tests send to the database."""

import time
from collections.abc import Callable
from typing import Any

import psycopg2
from django.db import connection
from django.test.utils import CaptureQueriesContext

from balkanwatch.fixtures import models_in_load_order


def execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def rows(query: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """The answer to a query."""
    with connection.cursor() as cursor:
        cursor.execute(query, parameters or None)
        return cursor.fetchall()


def settle() -> None:
    """Does what happens at commit, deferred checks too, because a test that rolls back never commits."""
    execute("SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED")


def drop(cursor: Any, name: str) -> None:
    """Drops a database, and ends the sessions of this user in it.

    `WITH (FORCE)` needs the superuser while autovacuum works there; without it the server ends autovacuum.
    """
    cursor.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user",
        [name],
    )
    cursor.execute(f"DROP DATABASE IF EXISTS {name}")


def stamps() -> dict[str, int]:
    """The number of the last public change of each table."""
    settle()
    return dict(rows("SELECT table_name, number FROM records_stamp"))


def empty() -> None:
    """Truncates the tables of the data set."""
    tables = ", ".join(model._meta.db_table for model in models_in_load_order())
    execute(f"TRUNCATE {tables} CASCADE")


def queries_of(function: Callable[..., Any], *arguments: Any, **options: Any) -> list[str]:
    """The statements that a call sends."""
    with CaptureQueriesContext(connection) as captured:
        function(*arguments, **options)
    return [query["sql"] for query in captured]


def stored(record: Any, *fields: str) -> Any:
    """What the database holds in a field of a record, or in several."""
    row = type(record)._base_manager.get(pk=record.pk)
    values = tuple(getattr(row, name) for name in fields)
    return values if len(values) > 1 else values[0]


def new_session(options: str = "") -> Any:
    """A connection beside that of the test."""
    parameters = connection.get_connection_params()
    for name in ("cursor_factory", "context", "options"):
        parameters.pop(name, None)
    return psycopg2.connect(**parameters, options=options)


def wait_until_another_waits_for(session: Any, seconds: float = 30) -> None:
    """Returns when a session of this database waits for a lock of this one; other test processes have their own."""
    until = time.monotonic() + seconds
    while not rows(
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND %s = ANY(pg_blocking_pids(pid))",
        session.info.backend_pid,
    ):
        assert time.monotonic() < until, "Nothing waits for a lock of this session."
        time.sleep(0.01)
