"""Rate limits of the API: how many requests a reader may make per minute, and how many are left."""

import datetime as dt
import logging
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db import DatabaseError

from accounts.models import ApiKey
from accounts.querysets import digest_of
from accounts.rate_counter import ONE_MORE, Count, count_one, sweep
from api.errors import INVALID_KEY_DETAIL
from records.sql import run_sql

logger = logging.getLogger(__name__)

MINUTE = dt.timedelta(minutes=1)
# Finds a valid key and counts a request in one statement; returns no row for an invalid key.
COUNT_KEY = f"""
    WITH key AS (
        SELECT id, rate FROM accounts_apikey
        WHERE digest = %s AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
    ), counted AS (
        INSERT INTO accounts_count AS this SELECT 'key:' || id, now() + make_interval(secs => %s), 1 FROM key {ONE_MORE}
    )
    SELECT key.id, key.rate, counted.* FROM key, counted
"""  # noqa: S608 (table and column names of models)
# SQLSTATEs: read-only transaction, unlogged table on a replica, disk full
CANNOT_WRITE = {"25006", "0A000", "53100"}


@dataclass(frozen=True)
class Allowance:
    """A reader's rate limit and its use in the current minute."""

    policy: str
    rate: int
    count: Count

    @property
    def is_used_up(self) -> bool:
        return self.count.hits > self.rate

    @property
    def headers(self) -> dict[str, str]:
        """Headers of draft-ietf-httpapi-ratelimit-headers-10."""
        left = max(0, self.rate - self.count.hits)
        return {
            "RateLimit-Policy": f'"{self.policy}";q={self.rate};w={MINUTE.seconds}',
            "RateLimit": f'"{self.policy}";r={left};t={self.count.seconds}',
        }


class InvalidKeyError(Exception):
    """The API key is invalid, revoked or expired."""

    def __init__(self, why: str = INVALID_KEY_DETAIL) -> None:
        super().__init__(why)


def allowance_of_address(address: str) -> Allowance | None:
    """Counts a request of an address; None if requests are not counted."""
    if not settings.API_RATE:
        return None
    try:
        return Allowance("address", settings.API_RATE, count_one("address", address, within=MINUTE))
    except DatabaseError as error:
        _continue_uncounted(error)
        return None


def allowance_of_key(key: str) -> Allowance | None:
    """Counts a request with a key; None if requests are not counted. Raises InvalidKeyError."""
    try:
        found = run_sql(COUNT_KEY, [digest_of(key), MINUTE.total_seconds()])
    except DatabaseError as error:
        _continue_uncounted(error)
        if not ApiKey.objects.valid().with_key(key).exists():
            raise InvalidKeyError from None
        return None
    if not found:
        raise InvalidKeyError
    ((number, rate, hits, seconds),) = found
    if hits == 1:
        sweep()
        ApiKey.objects.filter(pk=number).record_use()
    rate = rate or settings.API_RATE_WITH_KEY
    return Allowance("key", rate, Count(hits, seconds)) if rate else None


def _continue_uncounted(error: DatabaseError) -> None:
    """Raises the error again unless the database is read-only: then requests go on without limits."""
    code = getattr(error.__cause__, "pgcode", None)
    if code not in CANNOT_WRITE:
        raise error
    _warn(code)


@cache
def _warn(code: str) -> None:
    """Logs once per process and reason."""
    logger.warning("API requests are not counted: the database cannot be written (%s).", code)
