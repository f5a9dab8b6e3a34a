"""Errors of the machine and of the settings, explained to the person who starts a command."""

import errno
from collections.abc import Iterator

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

FULL = "There is no space left on the disk. Free some, then run the same command again: nothing is half done."
NOT_WRITABLE = (
    "BalkanWatch cannot write to its folder{place}. Copy it to a folder of your own, or ask its owner "
    "for the right to write; data, database and uploads live in var/."
)
NO_SPACE = "No space left on device"


def explanation(error: BaseException) -> str:
    """A sentence about an error that the person in front of the machine can deal with; otherwise empty."""
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.errno in (errno.ENOSPC, errno.EDQUOT):
            return FULL
        if isinstance(cause, OSError) and cause.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
            return NOT_WRITABLE.format(place=f" ({cause.filename})" if cause.filename else "")
        if isinstance(cause, ImproperlyConfigured):
            return f"The settings are not complete: {cause}"
        if isinstance(cause, OperationalError):
            return FULL if NO_SPACE in str(cause) else str(cause).strip()
    return ""


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The errors that led to an error, the first one first."""
    chain = [error]
    while earlier := chain[-1].__cause__ or chain[-1].__context__:
        chain.append(earlier)
    return reversed(chain)
