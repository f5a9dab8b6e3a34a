"""What readers get: a schema of views over the public rows, named like the tables, and nothing else.

The views are made from the models after each migration (records/installation.py). A request that reads
runs inside `reading()`: one read-only transaction in which table names mean these views, under a role
without rights on the tables. Models and queries stay as they are; there is no filter that somebody could forget.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Model

from records.deadline import Deadline
from records.public_rows import can_be_hidden, is_flagged, table_name
from records.sql import fill, quote_name, sql_file
from records.visibility import Visibility

SCHEMA = "published"
# Never shown, whatever a query asks for.
BLANK = {
    "note": "''::text",
    "version": "0",
    "submitted_by": "NULL::integer",
    "submitted_at": "NULL::timestamptz",
    "reviewed_by": "NULL::integer",
    "reviewed_at": "NULL::timestamptz",
}
# How long a reader of a stream may take nothing, before PostgreSQL ends the transaction behind it
LONGEST_PAUSE = "60s"


@contextmanager
def reading(using: str = DEFAULT_DB_ALIAS) -> Iterator[dict[str, int]]:
    """Inside, every query sees the public rows only, and nothing can be written.

    Gives how often something public has changed in each table, as of before anything else is read.
    Takes one statement for both. Raises OperationalError for queries that together run longer than
    `settings.READING_TIMEOUT_MS`; whoever asks nothing for LONGEST_PAUSE loses the connection.
    """
    connection = connections[using]
    deadline = Deadline(settings.READING_TIMEOUT_MS)
    with transaction.atomic(using=using):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('transaction_read_only', 'on', true),"
                " set_config('search_path', %s, true),"
                " set_config('statement_timeout', %s, true),"
                " set_config('idle_in_transaction_session_timeout', %s, true),"
                " set_config('plan_cache_mode', 'force_generic_plan', true),"
                " set_config('role', %s, true),"
                " (SELECT json_object_agg(table_name, number ORDER BY table_name)::text FROM records_stamp)",
                [
                    f"{SCHEMA}, public",
                    str(settings.READING_TIMEOUT_MS),
                    LONGEST_PAUSE,
                    reader_role(using),
                ],
            )
            *_, stamps = cursor.fetchone()
        try:
            with connection.execute_wrapper(deadline):
                yield json.loads(stamps or "{}")
        finally:
            # Nothing was written; rolling back undoes the settings, within another transaction too.
            transaction.set_rollback(True, using=using)


@cache
def reader_role(using: str) -> str:
    """The role that readers take; "none" keeps the connection's own where there is no such role."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT rolname FROM pg_roles"
            " WHERE rolname = %s AND pg_has_role(current_user, oid, %s)",
            [settings.READER_ROLE, privilege_to_take_roles(using)],
        )
        found = cursor.fetchone()
    return found[0] if found else "none"


def privilege_to_take_roles(using: str) -> str:
    """The privilege to take a role. Since PostgreSQL 16 who makes a role is a member that may not."""
    connection = connections[using]
    connection.ensure_connection()
    return "SET" if connection.connection.server_version >= 160000 else "MEMBER"


def withdraw_schema(using: str = DEFAULT_DB_ALIAS) -> None:
    """Takes the views away, so that a migration can change the tables below them."""
    with connections[using].cursor() as cursor:
        cursor.execute(fill('DROP SCHEMA IF EXISTS :"schema" CASCADE', schema=SCHEMA))


def view_of(model: type[Model]) -> str:
    """The statement that makes the view of a table: its public rows, and no key of a hidden one.

    A row is left out where something it needs is hidden; a reference it can do without is empty then.
    """
    columns, joins = [], []
    for field in model._meta.local_concrete_fields:
        column = quote_name(str(field.column))
        if field.name in BLANK:
            columns.append(f"{BLANK[field.name]} AS {column}")
        elif can_be_hidden(field) and field.name not in _needed(model):
            other = f"of_{field.name}"
            join = (
                'JOIN public.:"table" AS :other ON :other.id = this.:"column" AND :other.is_public'
            )
            joins.append(
                fill(
                    join if model._meta.auto_created else f"LEFT {join}",
                    table=table_name(field.related_model),  # type: ignore[arg-type]
                    column=str(field.column),
                    other=other,
                )
            )
            columns.append(f"{other}.id AS {column}")
        else:
            columns.append(f"this.{column}")
    return sql_file(
        "records/published_view",
        schema=SCHEMA,
        table=table_name(model),
        columns=columns,
        joins=" ".join(joins),
        condition="WHERE this.is_public" if is_flagged(model) else "",
    )


def _needed(model: type[Model]) -> set[str]:
    """Foreign keys that a public row always has the public row behind: its trigger sees to that."""
    triggers = getattr(model._meta, "triggers", [])
    return {name for t in triggers if isinstance(t, Visibility) for name in t.others}
