"""Says why the database rejects a row, without names of tables and rules."""

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from imports.checking.constraints import constraint_messages
from records.label_translation import translate_message

# In the context of an error that a trigger raised
RAISED = "at RAISE"
# What the database's own errors mean, by their code
REJECTIONS = {
    "23505": gettext_lazy("This row exists already."),
    "23503": gettext_lazy("A row that this one refers to does not exist any more."),
    "23502": gettext_lazy("A required value is missing."),
    "23514": gettext_lazy("A value breaks a rule of this table."),
    "22001": gettext_lazy("A text is too long."),
    "22003": gettext_lazy("A number is too large."),
}


def constraint_message(model: type[Model], error: Exception) -> str:
    """The message for users of a rule that the database reports as broken."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", "") or ""
    if message := constraint_messages(model).get(name):
        return message
    # Triggers raise errors with messages for users; those of the database itself name tables and rules.
    if RAISED in (getattr(diagnosis, "context", "") or ""):
        return translate_message(getattr(diagnosis, "message_primary", ""))
    code = getattr(error.__cause__, "pgcode", None) or ""
    return str(REJECTIONS.get(code, _("The database refuses this row.")))
