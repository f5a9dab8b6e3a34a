"""Counts what happens within a time, exactly, for all processes and servers that share the database.

The table `accounts_count` is unlogged: what is in it is forgotten with a crash, and writing to it waits for
no disk. A row counts from its first event until its end and then from one again. Old rows are taken
away by whoever starts a new one, so that no more stay than are in use.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from records.sql import run_sql, sql_file

ONE_MORE = sql_file("accounts/one_more")
COUNT = sql_file("accounts/count", one_more=ONE_MORE)
SWEEP = """
    DELETE FROM accounts_count WHERE name IN (
        SELECT name FROM accounts_count WHERE ends_at < now() ORDER BY ends_at LIMIT 10
        FOR UPDATE SKIP LOCKED
    )
"""


@dataclass(frozen=True)
class Count:
    """How often something has happened in its window, and the seconds until that ends."""

    hits: int
    seconds: int


def count_one(kind: str, who: str, *, within: dt.timedelta) -> Count:
    """Counts one more, and says the number.

    Who it was is kept as a keyed digest: the table names no address and no user.
    """
    (found,) = run_sql(COUNT, [_name(kind, who), within.total_seconds()])
    count = Count(*found)
    if count.hits == 1:
        sweep()
    return count


def sweep() -> None:
    """Takes up to ten rows away whose window has ended."""
    run_sql(SWEEP)


def forget(kind: str, who: str) -> None:
    """Counts from the start again."""
    run_sql("DELETE FROM accounts_count WHERE name = %s", [_name(kind, who)])


def uncount(kind: str, who: str) -> None:
    """Counts one less."""
    run_sql("UPDATE accounts_count SET hits = hits - 1 WHERE name = %s", [_name(kind, who)])


def _name(kind: str, who: str) -> str:
    return f"{kind}:{salted_hmac(kind, who, algorithm='sha256').hexdigest()[:32]}"
