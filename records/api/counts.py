"""How many rows lists have, remembered for as long as nothing public changes in the tables they read."""

from collections.abc import Callable, Hashable

from django.db import connection

# How many counts a process remembers
MOST_REMEMBERED = 1000
_remembered: dict[Hashable, int] = {}


def remembered(question: Hashable, version: Hashable, count: Callable[[], int]) -> int:
    """The count that answers a question about one version of the data; counted where it is not known.

    The version must have been read before the rows are counted, so that a count can be newer than
    its version says, which nobody will read again, and never older.
    """
    key = (connection.settings_dict["NAME"], question, version)
    known = _remembered.get(key)
    if known is not None:
        return known
    number = count()
    if len(_remembered) >= MOST_REMEMBERED:
        _remembered.clear()
    if MOST_REMEMBERED:
        _remembered[key] = number
    return number
