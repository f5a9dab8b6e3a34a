"""How many requests a reader of the API may make in a minute, and how many of them are left."""

import datetime as dt
import logging
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection

from accounts.models import ApiKey
from accounts.querysets import digest_of
from accounts.rate_counter import ONE_MORE, Count, counted, sweep
from api.errors import WRONG_KEY
from records.sql import sql_file

logger = logging.getLogger(__name__)

MINUTE = dt.timedelta(minutes=1)
COUNT_KEY = sql_file("accounts/count_key", one_more=ONE_MORE)
# SQLSTATEs: read-only transaction, unlogged table on a replica, disk full
CANNOT_WRITE = {"25006", "0A000", "53100"}


@dataclass(frozen=True)
class Allowance:
    """What a reader may ask in a minute, and what of it is used."""

    policy: str
    rate: int
    count: Count

    @property
    def is_used_up(self) -> bool:
        return self.count.hits > self.rate

    @property
    def headers(self) -> dict[str, str]:
        """In the words of draft-ietf-httpapi-ratelimit-headers-10."""
        left = max(0, self.rate - self.count.hits)
        return {
            "RateLimit-Policy": f'"{self.policy}";q={self.rate};w={MINUTE.seconds}',
            "RateLimit": f'"{self.policy}";r={left};t={self.count.seconds}',
        }


class InvalidKeyError(Exception):
    """The key is none that is valid."""

    def __init__(self, why: str = WRONG_KEY) -> None:
        super().__init__(why)


def allowance_of_address(address: str) -> Allowance | None:
    """Counts a request of an address; None where none is counted."""
    if not settings.API_RATE:
        return None
    try:
        return Allowance("address", settings.API_RATE, counted("address", address, within=MINUTE))
    except DatabaseError as error:
        _go_on_uncounted(error)
        return None


def allowance_of_key(key: str) -> Allowance | None:
    """Counts a request made with a key; None where none is counted. Raises InvalidKeyError."""
    try:
        found = _count_key(key)
    except DatabaseError as error:
        _go_on_uncounted(error)
        if not ApiKey.objects.valid().of(key).exists():
            raise InvalidKeyError from None
        return None
    if not found:
        raise InvalidKeyError
    number, rate, hits, seconds = found
    if hits == 1:
        sweep()
        ApiKey.objects.filter(pk=number).used()
    rate = rate or settings.API_RATE_WITH_KEY
    return Allowance("key", rate, Count(hits, seconds)) if rate else None


def _count_key(key: str) -> tuple[int, int | None, int, int] | None:
    """Number and rate of a valid key, and its count."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT_KEY, [digest_of(key), MINUTE.total_seconds()])
        return cursor.fetchone()


def _go_on_uncounted(error: DatabaseError) -> None:
    """Lets readers in where the database can only be read: reading is worth more than its limit."""
    code = getattr(error.__cause__, "pgcode", None)
    if code not in CANNOT_WRITE:
        raise error
    _warn(code)


@cache
def _warn(code: str) -> None:
    """Once a process and reason, not once a request."""
    logger.warning("Requests of the API are not counted: the database is not written (%s).", code)
