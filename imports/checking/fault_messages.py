"""Messages for users about the faults of a file."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from imports.choices import FaultKind
from imports.reading.delimited import shortened

MESSAGES = {
    FaultKind.FILE: _("The file cannot be read: %(expected)s"),
    FaultKind.UNKNOWN_COLUMN: _("There is no column “%(value)s”. Known columns: %(expected)s."),
    FaultKind.DOUBLED_COLUMN: _("The column “%(value)s” appears twice."),
    FaultKind.MISSING_COLUMN: _("The column “%(column)s” is missing: %(expected)s."),
    FaultKind.CELLS: _("The row has %(value)s cells, the header has %(expected)s."),
    FaultKind.CHARACTER: _("The row contains a null character."),
    FaultKind.MISSING: _("“%(column)s” is empty; a value is required."),
    FaultKind.UNKNOWN: _("“%(value)s” is unknown; expected: %(expected)s."),
    FaultKind.AMBIGUOUS: _("“%(value)s” is ambiguous: %(expected)s."),
    FaultKind.CODE: _("“%(value)s” is not one of: %(expected)s."),
    FaultKind.NUMBER: _("“%(value)s” is not %(expected)s."),
    FaultKind.DATE: _("%(expected)s"),
    FaultKind.TRUTH: _("“%(value)s” is neither yes nor no: write true or false."),
    FaultKind.LONG: _("The text is too long: “%(value)s”; at most %(expected)s characters."),
    FaultKind.DUPLICATE: _("“%(value)s” is already in line %(expected)s."),
    FaultKind.SPREADSHEET: _("%(expected)s"),
    FaultKind.RULE: _("%(expected)s"),
    FaultKind.NOT_DRAFT: _(
        "“%(value)s” is %(expected)s. An import only changes drafts; "
        "propose the change on the page of the record."
    ),
    FaultKind.ABSENT: _("“%(value)s” does not exist, so there is nothing to remove."),
    FaultKind.IN_REVIEW: _(
        "“%(value)s” is waiting for review and cannot be changed until it is published or sent back. "
        "%(expected)s, who submitted it, or a reviewer can send it back. The row is left out."
    ),
    FaultKind.RETRACTED: _("“%(value)s” was retracted and cannot be changed. The row is left out."),
    FaultKind.CONFLICT: _("“%(value)s” was changed since the preview. Check the file again."),
    FaultKind.LEFT_OUT: _("A row of “%(value)s” was skipped: %(expected)s."),
    FaultKind.UNMATCHED: _(
        "“%(value)s” matches no record; the name is in the note of the row, or the row was skipped."
    ),
    FaultKind.DOUBT: _("%(expected)s"),
    FaultKind.REFUSED_DOUBT: _("%(expected)s"),
}
TEXT_LEFT_OUT = _("“%(value)s” was left out: it has more than %(expected)s characters.")
# A quoted value in a message
QUOTED = re.compile("“([^”]*)”")
KEYS_SHOWN = 5
MESSAGE_FIELDS = ("kind", "column", "value", "expected", "nearest")


def fault_message(fault: Mapping[str, object]) -> str:
    """The message about a fault, given its `MESSAGE_FIELDS`, with the nearest known value if any."""
    kind = FaultKind(str(fault["kind"]))
    # A fault of this kind is about a row of a file, or about a text in a column.
    is_text = kind is FaultKind.LEFT_OUT and fault["column"]
    message = TEXT_LEFT_OUT if is_text else MESSAGES[kind]
    shown = {name: shortened(str(fault[name])) for name in ("column", "value", "nearest")}
    shown["expected"] = _shown_expectation(kind, str(fault["expected"]))
    text = str(message) % shown
    if fault["nearest"]:
        text += " " + gettext("Did you mean “%(nearest)s”?") % shown
    return text


def _shown_expectation(kind: FaultKind, text: str) -> str:
    """What would be right, with the beginning of each value that it quotes, and the first of several rows."""
    if kind is FaultKind.AMBIGUOUS:
        keys = text.split(", ")
        return ", ".join(keys[:KEYS_SHOWN]) + (", …" if len(keys) > KEYS_SHOWN else "")
    return QUOTED.sub(lambda found: f"“{shortened(found[1])}”", text)
