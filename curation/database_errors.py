"""What is refused, in words for people: by the database, or by a rule of the admin."""

from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from records.label_translation import translate_message


class ChangeRefusedError(IntegrityError):
    """A change that a rule forbids; its text says why, to people."""


def refusal_message(error: Exception) -> str:
    """What the database says to people when it refuses a change: its first line without the rule's name."""
    if isinstance(error, ChangeRefusedError):
        return str(error)
    if isinstance(error, ProtectedError):
        named = ", ".join(sorted(str(row) for row in error.protected_objects)[:5])
        return _("Other rows refer to it: %(rows)s.") % {"rows": named}
    line = str(error).partition("\n")[0]
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    return translate_message(line.removesuffix(f" ({name})"))
