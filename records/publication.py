"""What readers get: a schema of views over the public rows, named like the tables, and nothing else.

The views are made from the models after each migration (records/installation.py). A request that reads
runs inside `reading()`: one read-only transaction in which table names mean these views, under a role
without rights on the tables. Models and queries stay as they are; there is no filter that somebody could forget.
Where that role or those views are not as they must be, nothing is read (records/verification.py).
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DataError, ProgrammingError, connections, transaction

from records.deadline import Deadline
from records.published_views import SCHEMA
from records.sql import fill
from records.verification import require_verified, verify_again

# How long a reader of a stream may take nothing, before PostgreSQL ends the transaction behind it
LONGEST_PAUSE = "60s"
# Errors of PostgreSQL after which what was verified is verified again: no permission; no such role, schema or view
NO_LONGER_VERIFIED = {"42501", "22023", "3F000", "42P01"}


@contextmanager
def reading(using: str = DEFAULT_DB_ALIAS) -> Iterator[dict[str, int]]:
    """Inside, every query sees the public rows only, and nothing can be written.

    Gives how often something public has changed in each table, as of before anything else is read.
    Takes one statement for both. Raises OperationalError for queries that together run longer
    than `settings.READING_TIMEOUT_MS`, and PublicationRefusedError, which is one, if readers could see
    anything else than what is public; a connection without a query for LONGEST_PAUSE is closed.
    """
    deadline = Deadline(settings.READING_TIMEOUT_MS)
    try:
        with transaction.atomic(using=using):
            stamps = _begin_reading(using)
            try:
                with connections[using].execute_wrapper(deadline):
                    yield json.loads(stamps or "{}")
            finally:
                # Nothing was written; rolling back undoes the settings, within another transaction too.
                transaction.set_rollback(True, using=using)
    except (ProgrammingError, DataError) as error:
        if getattr(error.__cause__, "pgcode", "") in NO_LONGER_VERIFIED:
            verify_again(using)
        raise


def _begin_reading(using: str) -> str | None:
    """Makes readers of the connection until its transaction ends; the stamps of all tables as JSON."""
    role = reader_role(using)
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT set_config('transaction_read_only', 'on', true),"
            " set_config('search_path', %s, true),"
            " set_config('statement_timeout', %s, true),"
            " set_config('idle_in_transaction_session_timeout', %s, true),"
            " set_config('plan_cache_mode', 'force_generic_plan', true),"
            " set_config('role', %s, true),"
            " (SELECT json_object_agg(table_name, number ORDER BY table_name)::text FROM records_stamp)",
            [f"{SCHEMA}, public", str(settings.READING_TIMEOUT_MS), LONGEST_PAUSE, role],
        )
        *_, stamps = cursor.fetchone()
    return stamps


def reader_role(using: str = DEFAULT_DB_ALIAS) -> str:
    """The role that readers take, once it is verified that it reads the public rows and nothing else."""
    require_verified(using)
    role: str = settings.READER_ROLE
    return role


def withdraw_schema(using: str = DEFAULT_DB_ALIAS) -> None:
    """Takes the views away, so that a migration can change the tables below them."""
    with connections[using].cursor() as cursor:
        cursor.execute(fill('DROP SCHEMA IF EXISTS :"schema" CASCADE', schema=SCHEMA))
