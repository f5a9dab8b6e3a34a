"""Texts in cells that are no values: errors of spreadsheets, lost digits and letters, placeholders.

Each is recognised twice: in Python while a file is read, which is fast where there are none, and in SQL,
which finds all rows of a column that has some.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from imports.checking.sql import literal, literals
from imports.choices import FaultKind

ERRORS = frozenset(
    (
        *("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"),
        *("#GETTING_DATA", "Err:502", "Err:504", "Err:508", "Err:522"),
    )
)
_WORDS = (
    "null",
    "(null)",
    "nil",
    "nan",
    "n/a",
    "n.a.",
    "n. a.",
    "none",
    "undefined",
    "unknown",
    "tbd",
)
_SIGNS = ("-", "--", "---", "–", "—", "?", "??", "???", ".", "..", "...", "…", "/")
PLACEHOLDERS = frozenset(
    [*_SIGNS, *(form(word) for word in _WORDS for form in (str.lower, str.upper, str.capitalize))]
)
# Quick tests: a row without any of these has no such text
_WHOLE = ERRORS | PLACEHOLDERS
_PARTS = ("E+", "###", "?", "\ufffd", "Ã", "Ä", "Å", "Ă", "Ĺ", "Ð", "Ñ", "]")
# What UTF-8 letters become when they are read as Windows-1252 or Windows-1250: Å¡ or Ĺˇ for š, Ð± for б
_SECOND = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’•˜™š›œžŸŚŤŹśťźˇ˘ŁĄŞŻ˛łąşĽ˝ľż"


@dataclass(frozen=True)
class CellText:
    """A kind of text: whole cells that are one of `texts`, or cells that match `pattern`, in Python and SQL."""

    name: str
    kind: FaultKind
    advice: str | Promise
    texts: frozenset[str] = frozenset()
    pattern: str = ""
    never: str = ""

    def is_in(self, cell: str) -> bool:
        """Whether the cell is such a text."""
        if not self.pattern:
            return cell in self.texts
        return bool(re.search(self.pattern, cell)) and not (self.never and self.never in cell)

    def condition(self, cell: str) -> str:
        """SQL condition: the same."""
        if not self.pattern:
            return f"{cell} IN ({literals(sorted(self.texts))})"
        found = f"{cell} ~ {literal(self.pattern)}"
        return f"{found} AND position({literal(self.never)} in {cell}) = 0" if self.never else found


CELL_TEXTS = {
    each.name: each
    for each in (
        CellText(
            "error",
            FaultKind.SPREADSHEET,
            _(
                "“%(value)s” is an error of the spreadsheet. Correct the formula there, or empty the cell."
            ),
            texts=ERRORS,
        ),
        CellText(
            "too narrow",
            FaultKind.SPREADSHEET,
            _(
                "“%(value)s” is what a spreadsheet shows in a column that is too narrow. Widen it and save again."
            ),
            pattern="^###+$",
        ),
        CellText(
            "long number",
            FaultKind.SPREADSHEET,
            _(
                "“%(value)s” is a number that a spreadsheet has shortened: it keeps fifteen digits. "
                "Format the column as text and enter the number again."
            ),
            pattern=r"^-?[0-9]([.,][0-9]+)?E\+[0-9]{2,3}$",
        ),
        CellText(
            "placeholder",
            FaultKind.DOUBT,
            _("“%(value)s” looks like a placeholder. Empty the cell if there is no value."),
            texts=PLACEHOLDERS,
        ),
        CellText(
            "lost letters",
            FaultKind.DOUBT,
            _(
                "“%(value)s” may have lost letters when it was saved. Save the original again as UTF-8."
            ),
            pattern="\ufffd|[A-Za-z]\\?[a-z]|^[A-Z][a-z]+\\?$|[^?][?]{3,}|^[?]{4,}",
            never="://",
        ),
        CellText(
            "footnote",
            FaultKind.DOUBT,
            _("“%(value)s” ends with the mark of a footnote. Delete it."),
            pattern=r"[^ ]\[([0-9]{1,3}|[a-z]|[a-z]+ [0-9]+)\]$",
        ),
        CellText(
            "misread letters",
            FaultKind.DOUBT,
            _(
                "“%(value)s” seems to have been UTF-8 that a program misread. Save the original again as UTF-8."
            ),
            # Å and a space that does not break are Š.
            pattern=f"[ÃÄÅĂĹÐÑ][{_SECOND}]|Å [a-z]",
        ),
    )
}


def odd_cells(row: list[str]) -> Iterable[tuple[int, str]]:
    """The numbers of the cells of a row that are no values, with the names of what they are."""
    if _WHOLE.isdisjoint(row):
        text = "|".join(row)
        if not any(part in text for part in _PARTS):
            return ()
    return [
        (number, each.name)
        for number, cell in enumerate(row)
        for each in CELL_TEXTS.values()
        if cell and each.is_in(cell)
    ]
