"""Finds which of many changes the database rejects, when they cannot all be made together."""

from collections.abc import Callable, Sequence

from django.db import Error, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from imports.checking.constraints import constraint_messages
from records.label_translation import translate_message

# At most this many rejected changes are named
MAX_NAMED = 50
FOREIGN_KEY_VIOLATION = "23503"
CHECK_VIOLATION = "23514"

# Makes the changes with numbers from the first to the last
Change = Callable[[int, int], None]


def is_rejection(error: Error) -> bool:
    """Whether rows are the cause: integrity (23…) or data (22…), not a lost connection or a full disk."""
    return _code(error)[:2] in {"22", "23", "P0"}


def rejected_changes(numbers: Sequence[int], change: Change) -> dict[int, Error]:
    """The numbers of rejected changes, up to a limit, with the errors; all changes are rolled back.

    What can be changed stays so while the others are tried, because these may depend on it. `numbers` are those of
    all changes, in order; the result has at least one of them.
    """
    found: dict[int, Error] = {}
    with transaction.atomic():
        _try_halves(numbers, change, found)
        # What was only rejected because another change came later is tried again.
        count = len(found) + 1
        while len(found) < count:
            count = len(found)
            found = {n: error for n in found if (error := _try(change, n, n))}
        transaction.set_rollback(True)
    own = {n: error for n, error in found.items() if _code(error) != FOREIGN_KEY_VIOLATION}
    if not found:
        # Rejected only if all are made at once
        _error = _try(change, numbers[0], numbers[-1])
        found = {numbers[0]: _error} if _error else {}
    return own or found


def _try_halves(numbers: Sequence[int], change: Change, found: dict[int, Error]) -> None:
    if not numbers or len(found) >= MAX_NAMED:
        return
    error = _try(change, numbers[0], numbers[-1])
    if error is None:
        return
    if len(numbers) == 1:
        found[numbers[0]] = error
        return
    half = len(numbers) // 2
    _try_halves(numbers[:half], change, found)
    _try_halves(numbers[half:], change, found)


def _try(change: Change, first: int, last: int) -> Error | None:
    """Makes these changes, or none of them if the database rejects one; returns its error."""
    try:
        with transaction.atomic():
            change(first, last)
    except Error as error:
        if not is_rejection(error):
            raise
        return error
    return None


def _code(error: Error) -> str:
    return getattr(error.__cause__, "pgcode", None) or ""


def constraint_message(model: type[Model], error: Error) -> str:
    """The message for users of a constraint that the database reports as violated."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", "") or ""
    if message := constraint_messages(model).get(name):
        return message
    # Rules across rows have messages of their own; those of PostgreSQL are not for users.
    own: str = getattr(diagnosis, "message_primary", "") or ""
    is_own = own and _code(error) == CHECK_VIOLATION
    return translate_message(own) if is_own else _("The database rejects this row.")
