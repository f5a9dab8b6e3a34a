"""What readers get: a schema of views over the public rows, named like the tables, and nothing else.

The views are made from the models after each migration. A request that reads runs inside `reading()`:
one read-only transaction in which table names mean these views, under a role without rights on the
tables. Models and queries stay as they are; there is no filter that somebody could forget.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Field, ForeignKey, Model

from records.public_changes import change_recording_sql
from records.public_rows import PublicResource, is_flagged
from records.versions import version_counting_sql
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
    Takes one statement for both. Raises OperationalError for a query that runs longer than
    `settings.READING_TIMEOUT_MS`; whoever asks nothing for LONGEST_PAUSE loses the connection.
    """
    connection = connections[using]
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
            [settings.READER_ROLE, _taking_a_role(using)],
        )
        found = cursor.fetchone()
    return found[0] if found else "none"


def publish_schema(
    models: Sequence[type[Model]], shown: Sequence[PublicResource], using: str = DEFAULT_DB_ALIAS
) -> None:
    """Makes the role, the views, what records public changes and counts versions, unless all is as the models want it.

    `shown` are the tables whose rows are records of the API.
    """
    role = settings.READER_ROLE
    views = "\n".join(
        [
            *(view_of(model) for model in models),
            change_recording_sql(SCHEMA, models, shown),
            version_counting_sql(SCHEMA, models),
        ]
    )
    mark = hashlib.sha256(f"{role}\n{views}".encode()).hexdigest()
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT obj_description(oid) FROM pg_namespace WHERE nspname = %s", [SCHEMA])
        if cursor.fetchone() == (mark,):
            return
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA}; {views}")
        cursor.execute(f"COMMENT ON SCHEMA {SCHEMA} IS '{mark}'")
        cursor.execute(_let_role_read(role, _taking_a_role(using)))
        cursor.execute(_if_there_are_readers(models))
    reader_role.cache_clear()


def _if_there_are_readers(models: Sequence[type[Model]]) -> str:
    """What was shown before may look otherwise now: copies of it start anew."""
    rows = (f"EXISTS (SELECT FROM {SCHEMA}.{model._meta.db_table})" for model in models)
    return f"SELECT {SCHEMA}.start_anew() WHERE {' OR '.join(rows)}"


def withdraw_schema(using: str = DEFAULT_DB_ALIAS) -> None:
    """Takes the views away, so that a migration can change the tables below them."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


def view_of(model: type[Model]) -> str:
    """The statement that makes the view of a table: its public rows, and no key of a hidden one.

    A row is left out where something it needs is hidden; a reference it can do without is empty then.
    """
    table = model._meta.db_table
    columns, joins = [], []
    for field in model._meta.local_concrete_fields:
        column = f'"{field.column}"'
        if field.name in BLANK:
            columns.append(f"{BLANK[field.name]} AS {column}")
        elif _can_be_hidden(field) and field.name not in _needed(model):
            other, alias = field.related_model._meta.db_table, f"of_{field.name}"  # type: ignore[union-attr]
            kind = "JOIN" if model._meta.auto_created else "LEFT JOIN"
            joins.append(
                f"{kind} public.{other} {alias} ON {alias}.id = this.{column} AND {alias}.is_public"
            )
            columns.append(f"{alias}.id AS {column}")
        else:
            columns.append(f"this.{column}")
    condition = "WHERE this.is_public" if is_flagged(model) else ""
    return (
        f"CREATE VIEW {SCHEMA}.{table} AS SELECT {', '.join(columns)}"
        f" FROM public.{table} this {' '.join(joins)} {condition};"
    )


def _can_be_hidden(field: Field) -> bool:
    return isinstance(field, ForeignKey) and is_flagged(field.related_model)


def _needed(model: type[Model]) -> set[str]:
    """Foreign keys that a public row always has the public row behind: its trigger sees to that."""
    triggers = getattr(model._meta, "triggers", [])
    return {name for t in triggers if isinstance(t, Visibility) for name in t.others}


def _taking_a_role(using: str) -> str:
    """The privilege to take a role. Since PostgreSQL 16 who makes a role is a member that may not."""
    connection = connections[using]
    connection.ensure_connection()
    return "SET" if connection.connection.server_version >= 160000 else "MEMBER"


def _let_role_read(role: str, privilege: str) -> str:
    """Makes the role where that is allowed, and gives it the views and no table."""
    quoted = f'"{role}"'
    return f"""
        DO $do$
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
                CREATE ROLE {quoted} NOLOGIN;
            END IF;
            IF NOT pg_has_role(current_user, '{role}', '{privilege}') THEN
                GRANT {quoted} TO CURRENT_USER;
            END IF;
        EXCEPTION WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN
            RAISE NOTICE 'role {role}: %', SQLERRM;
        END $do$;
        DO $do$
        BEGIN
            IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
                GRANT USAGE ON SCHEMA {SCHEMA} TO {quoted};
                GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO {quoted};
            END IF;
        END $do$;
    """
