"""What a user should know about how a sheet was read: hidden parts, merged cells, and cells not read as stored."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from openpyxl.utils import get_column_letter

from imports.reading.cell_formats import is_percentage, shown_parts

if TYPE_CHECKING:
    from openpyxl.worksheet.merge import MergeCells

# At most this many rows, columns or merged cells are named
NAMED = 10
TRUE = ("1", "true")
NOTES = {
    "percentage": gettext_lazy(
        "Percentages are read as they are shown, %(text)s for %(text)s %%; the first is in cell %(cell)s."
    ),
    "part": gettext_lazy(
        "Cells that show only a month or a year are read as such; the first is %(text)s in cell %(cell)s."
    ),
    "no_year": gettext_lazy(
        "Cells show days without a year; it is taken from the value that is stored, "
        "first %(text)s in cell %(cell)s."
    ),
}


class SheetNotes:
    """Collects what is worth a note while the rows of a sheet are read; `first_row` has the column names."""

    def __init__(self, first_row: int) -> None:
        self.first_row = first_row
        self._cells: dict[str, tuple[str, str]] = {}
        self._hidden_rows: list[int] = []
        self._hidden_count = 0

    def see_cell(self, cell: Mapping[str, Any], number_format: str, text: str) -> None:
        """Takes a cell that was read as this text."""
        if cell["row"] > self.first_row and (name := _name(cell["data_type"], number_format)):
            where = f"{get_column_letter(cell['column'])}{cell['row']}"
            self._cells.setdefault(name, (where, text))

    def see_hidden_row(self, number: int) -> None:
        """Takes a row that has cells and is hidden."""
        self._hidden_count += number > self.first_row
        if number > self.first_row and len(self._hidden_rows) < NAMED:
            self._hidden_rows.append(number)

    def finish(
        self,
        columns: Iterable[Mapping[str, str]],
        merged: "MergeCells | None",
        size: tuple[int, int],
    ) -> list[str]:
        """The notes, given the columns with their attributes, merged cells, and the last row and column."""
        last_row, last_column = size
        notes = [
            str(NOTES[name]) % {"cell": cell, "text": text}
            for name, (cell, text) in self._cells.items()
        ]
        if self._hidden_count:
            text = ngettext(
                "%(count)s hidden row was read, too: %(rows)s.",
                "%(count)s hidden rows were read, too: %(rows)s.",
                self._hidden_count,
            )
            rows = _listed(map(str, self._hidden_rows), self._hidden_count)
            notes.append(text % {"count": self._hidden_count, "rows": rows})
        hidden = [
            get_column_letter(number)
            for column in columns
            if column.get("hidden") in TRUE
            for number in range(int(column["min"]), min(int(column["max"]), last_column) + 1)
        ]
        if hidden:
            text = _("Hidden columns were read, too: %(columns)s.")
            notes.append(text % {"columns": _listed(hidden, len(hidden))})
        ranges = [
            each.ref
            for each in (merged.mergeCell if merged else ())
            if self.first_row < each.min_row <= last_row
        ]
        if ranges:
            text = _(
                "Merged cells have their value in the first cell alone; the others are empty: %(cells)s."
            )
            notes.append(text % {"cells": _listed(ranges, len(ranges))})
        return notes


def _name(data_type: str, number_format: str) -> str:
    """The note that a cell of this type and format deserves, or ""."""
    if data_type == "n":
        return "percentage" if is_percentage(number_format) else ""
    shown = shown_parts(number_format)
    if data_type != "d" or not shown & {"year", "month", "day"}:
        return ""
    if "year" not in shown:
        return "no_year"
    return "" if shown & {"day", "time"} else "part"


def _listed(names: Iterable[str], count: int) -> str:
    """The first names, and dots if there are more."""
    shown = list(names)[:NAMED]
    return ", ".join(shown) + (", …" if count > len(shown) else "")
