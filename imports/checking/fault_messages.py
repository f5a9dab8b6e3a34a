"""Messages for users about the faults of a file."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from imports.choices import FaultKind

MESSAGES = {
    FaultKind.FILE: gettext_lazy("The file cannot be read: %(expected)s"),
    FaultKind.UNKNOWN_COLUMN: gettext_lazy(
        "There is no column “%(value)s”. Known columns: %(expected)s."
    ),
    FaultKind.DOUBLED_COLUMN: gettext_lazy("The column “%(value)s” appears twice."),
    FaultKind.MISSING_COLUMN: gettext_lazy("The column “%(column)s” is missing: %(expected)s."),
    FaultKind.CELLS: gettext_lazy("The row has %(value)s cells, the header has %(expected)s."),
    FaultKind.CHARACTER: gettext_lazy("The row contains a null character."),
    FaultKind.MISSING: gettext_lazy("“%(column)s” is empty; a value is required."),
    FaultKind.UNKNOWN: gettext_lazy("“%(value)s” is unknown; expected: %(expected)s."),
    FaultKind.AMBIGUOUS: gettext_lazy("“%(value)s” is ambiguous: %(expected)s."),
    FaultKind.CODE: gettext_lazy("“%(value)s” is not one of: %(expected)s."),
    FaultKind.NUMBER: gettext_lazy("“%(value)s” is not %(expected)s."),
    FaultKind.DATE: gettext_lazy("%(expected)s"),
    FaultKind.TRUTH: gettext_lazy("“%(value)s” is neither yes nor no: write true or false."),
    FaultKind.LONG: gettext_lazy(
        "The text is too long: “%(value)s”; at most %(expected)s characters."
    ),
    FaultKind.DUPLICATE: gettext_lazy("“%(value)s” is already in line %(expected)s."),
    FaultKind.RULE: gettext_lazy("%(expected)s"),
    FaultKind.NOT_DRAFT: gettext_lazy(
        "“%(value)s” is %(expected)s. An import only changes drafts; "
        "propose the change on the page of the record."
    ),
    FaultKind.CONFLICT: gettext_lazy(
        "“%(value)s” was changed since the preview. Check the file again."
    ),
    FaultKind.LEFT_OUT: gettext_lazy("A row of “%(value)s” was skipped: %(expected)s."),
    FaultKind.UNMATCHED: gettext_lazy(
        "“%(value)s” matches no record; the name is in the note of the row, or the row was skipped."
    ),
}
TEXT_LEFT_OUT = gettext_lazy("“%(value)s” was left out: it has more than %(expected)s characters.")
MESSAGE_FIELDS = ("kind", "column", "value", "expected", "nearest")


def fault_message(fault: Mapping[str, object]) -> str:
    """The message about a fault, given its `MESSAGE_FIELDS`, with the nearest known value if any."""
    kind = FaultKind(str(fault["kind"]))
    # A fault of this kind is about a row of a file, or about a text in a column.
    is_text = kind is FaultKind.LEFT_OUT and fault["column"]
    message = TEXT_LEFT_OUT if is_text else MESSAGES[kind]
    text = str(message) % fault
    if fault["nearest"]:
        text += " " + _("Did you mean “%(nearest)s”?") % fault
    return text
