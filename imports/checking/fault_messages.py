"""What is said to people about a fault."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from imports.choices import FaultKind

SENTENCES = {
    FaultKind.FILE: gettext_lazy("The file cannot be read: %(expected)s"),
    FaultKind.UNKNOWN_COLUMN: gettext_lazy("There is no column “%(value)s”. Known: %(expected)s."),
    FaultKind.DOUBLED_COLUMN: gettext_lazy("The column “%(value)s” is there twice."),
    FaultKind.MISSING_COLUMN: gettext_lazy("The column “%(column)s” is missing: %(expected)s."),
    FaultKind.CELLS: gettext_lazy("The row has %(value)s cells, the header has %(expected)s."),
    FaultKind.CHARACTER: gettext_lazy("The row holds a character that is no text (NUL)."),
    FaultKind.MISSING: gettext_lazy("“%(column)s” is empty; a value is needed."),
    FaultKind.UNKNOWN: gettext_lazy("“%(value)s” is not known; expected: %(expected)s."),
    FaultKind.AMBIGUOUS: gettext_lazy("“%(value)s” can mean several: %(expected)s."),
    FaultKind.CODE: gettext_lazy("“%(value)s” is not one of: %(expected)s."),
    FaultKind.NUMBER: gettext_lazy("“%(value)s” is not %(expected)s."),
    FaultKind.DATE: gettext_lazy("%(expected)s"),
    FaultKind.TRUTH: gettext_lazy("“%(value)s” is neither yes nor no: write true or false."),
    FaultKind.LONG: gettext_lazy(
        "The text is too long: “%(value)s”; at most %(expected)s characters."
    ),
    FaultKind.DUPLICATE: gettext_lazy(
        "“%(value)s” is in line %(expected)s already; a file says each thing once."
    ),
    FaultKind.RULE: gettext_lazy("%(expected)s"),
    FaultKind.NOT_DRAFT: gettext_lazy(
        "“%(value)s” is %(expected)s. An import changes drafts alone; "
        "propose the change on the page of the record."
    ),
    FaultKind.CONFLICT: gettext_lazy(
        "“%(value)s” was changed since the preview. Check the file again."
    ),
    FaultKind.LEFT_OUT: gettext_lazy("A row of “%(value)s” is left out: %(expected)s."),
    FaultKind.UNMATCHED: gettext_lazy(
        "“%(value)s” matches no record; the row has the name in its note, or is left out."
    ),
}
TEXT_LEFT_OUT = gettext_lazy("“%(value)s” is left out: it has more than %(expected)s characters.")


def sentence(kind: str, column: str, value: str, expected: str, nearest: str) -> str:
    """The fault as a sentence, with the nearest known value where there is one."""
    words = {"column": column, "value": value, "expected": expected}
    # A row is left out of a file, but a text of a column.
    is_text = kind == FaultKind.LEFT_OUT and column
    text = str(TEXT_LEFT_OUT if is_text else SENTENCES[FaultKind(kind)]) % words
    if nearest:
        text += " " + _("Did you mean “%(nearest)s”?") % {"nearest": nearest}
    return text
