"""Texts for people about changes that the database or a rule of the admin refuses."""

from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from records.label_translation import translate_message


class ChangeRefusedError(IntegrityError):
    """A change that breaks a rule; its text is the reason, for people."""


def refusal_message(error: Exception) -> str:
    """The reason why the database refused a change: the first line of the error without the name of the rule."""
    if isinstance(error, ChangeRefusedError):
        return str(error)
    if isinstance(error, ProtectedError):
        named = ", ".join(sorted(str(row) for row in error.protected_objects)[:5])
        return _("Other rows refer to it: %(rows)s.") % {"rows": named}
    line = str(error).partition("\n")[0]
    return translate_message(line.removesuffix(f" ({broken_rule(error)})"))


def broken_rule(error: Exception) -> str:
    """The name of the constraint or rule that the database refused a change for; empty for other errors."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
