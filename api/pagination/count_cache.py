"""Answers to small questions that lists ask again and again, remembered for as long as nothing public changes."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.db import connection

T = TypeVar("T")
# How many answers a process remembers
MOST_REMEMBERED = 1000
_remembered: dict[Hashable, Any] = {}


def remembered(question: Hashable, version: Hashable, answer: Callable[[], T]) -> T:
    """The answer to a question about one version of the data; looked up where it is not known.

    The version must have been read before the answer is looked up, so that an answer can be newer
    than its version says, which nobody will read again, and never older. Nothing is remembered for
    an empty version.
    """
    key = (connection.settings_dict["NAME"], question, version)
    if version and key in _remembered:
        return _remembered[key]
    found = answer()
    if len(_remembered) >= MOST_REMEMBERED:
        _remembered.clear()
    if MOST_REMEMBERED and version:
        _remembered[key] = found
    return found
