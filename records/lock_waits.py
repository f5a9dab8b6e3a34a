"""How long somebody who waits for an answer waits for a lock, such as one of an import that runs."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar

import psycopg2.errors
from django.db import DatabaseError
from django.utils.translation import gettext as _

from records.sql import run_sql

LOCK_WAIT_SECONDS = 5
# First number of the advisory locks that running imports hold; the second is the id of the import
IMPORT_LOCKS = 4711
# Seconds after which a statement of a transaction that begins now gives up waiting; 0 for never
lock_wait: ContextVar[int] = ContextVar("lock_wait", default=0)


@contextmanager
def limited_lock_waits() -> Iterator[None]:
    """Statements of transactions that begin inside fail after `LOCK_WAIT_SECONDS` of waiting for a lock."""
    token = lock_wait.set(LOCK_WAIT_SECONDS)
    try:
        yield
    finally:
        lock_wait.reset(token)


def waited_in_vain(error: BaseException | None) -> bool:
    """Whether this error is the end of such a wait."""
    return isinstance(getattr(error, "__cause__", None), psycopg2.errors.LockNotAvailable)


def lock_message() -> str:
    """What to tell people who waited in vain."""
    with suppress(DatabaseError):
        found = run_sql(
            "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = %s"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) LIMIT 1",
            [IMPORT_LOCKS],
        )
        if found:
            return _("An import is running; try again in a moment.")
    return _("Somebody else is changing the same rows; try again in a moment.")
