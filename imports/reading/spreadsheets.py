"""Spreadsheets (.xlsx) read row by row; their cells as text, as one sees them.

openpyxl reads them; what it would hold of a hostile one is bounded by what it is given to read.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from imports.reading.delimited import LONGEST_CELL, MOST_BLANK, Unreadable

# Bytes, unpacked
LARGEST_SHEET = 100_000_000
LARGEST_PART = 20_000_000
# Bytes of a row, or of a text; more is made to fill the memory
LARGEST_ROW = 2_000_000
MOST_ROWS = 500_000
LAST_ROW = 1_048_576
# Openings and closings in a sheet of one and a half million cells
MOST_TAGS = 6_000_000
MOST_LETTERS = 500_000_000
# Where a row or a text begins
START = re.compile(rb"<(?:\w+:)?(?:row|si)[\s>/]")


class Stream:
    """A part of a spreadsheet, refused as soon as more than is sensible stands between two of its rows."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.rest = b""
        self.since = self.starts = self.tags = 0

    def __enter__(self) -> "Stream":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        self.file.close()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size if size >= 0 else LARGEST_PART + 1)
        seen = self.rest + data
        self.since += len(data)
        for start in START.finditer(seen):
            self.starts += 1
            self.since = len(seen) - start.start()
        self.tags += data.count(b"<") + 2 * data.count(b"/>")
        if self.starts > MOST_ROWS or self.tags > MOST_TAGS:
            raise Unreadable(
                _("The spreadsheet has more than %(most)d rows, texts or cells. Save it as CSV.")
                % {"most": MOST_ROWS}
            )
        # No spreadsheet program writes comments or declares entities
        if self.since > LARGEST_ROW or b"<!" in seen:
            raise Unreadable(_("The spreadsheet is not of a usual kind. Save the table as CSV."))
        rest = seen[max(seen.rfind(b"<"), 0) :][:20]
        self.rest = b"" if b">" in rest or START.match(rest) else rest
        return data


class Archive(zipfile.ZipFile):
    """The parts of a spreadsheet, none larger than is sensible."""

    # openpyxl looks for the size of every sheet, and where none is stated reads all of it: not before they are wanted
    sheets_wanted = False

    def open(self, name: Any, *args: Any, **options: Any) -> Any:
        part = self.getinfo(name) if isinstance(name, str) else name
        is_sheet = "/worksheets/" in part.filename
        if is_sheet and not self.sheets_wanted:
            return io.BytesIO(
                f'<worksheet xmlns="{SHEET_MAIN_NS}"><sheetData/></worksheet>'.encode()
            )
        most = LARGEST_SHEET if is_sheet else LARGEST_PART
        if part.file_size > most:
            raise Unreadable(
                _(
                    "Unpacked, “%(name)s” in the spreadsheet has more than %(most)d MB. Save the table as CSV."
                )
                % {"name": part.filename, "most": most // 1_000_000}
            )
        return Stream(super().open(part, *args, **options))


class Cells(WorkSheetParser):
    """Reads the cells of a sheet; refuses formulas that no spreadsheet program has calculated."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        empty = cell["value"] is None and element.get("t") != "str"
        if empty and element.find(FORMULA_TAG) is not None:
            raise Unreadable(
                _(
                    "Cell %(cell)s has a formula without a value. Open the file in a spreadsheet program "
                    "and save it there."
                )
                % {"cell": f"{get_column_letter(cell['column'])}{cell['row']}"}
            )
        return cell


def workbook_of(file: IO[bytes]) -> Any:
    """The spreadsheet in an open file."""
    reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
    reader.archive = archive = Archive(file)
    reader.read()
    archive.sheets_wanted = True
    return reader.wb


def cells_of(sheet: Any, most_columns: int) -> Iterator[tuple[int, list[str]]]:
    """Rows of a sheet with something in them, as one sees them, each with its number."""
    letters = blank = 0
    book = sheet.parent
    with sheet._get_source() as source:
        parser = Cells(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, row in parser.parse():
            if number > LAST_ROW:
                raise Unreadable(
                    _("The spreadsheet is not of a usual kind. Save the table as CSV.")
                )
            filled = {cell["column"]: text for cell in row if (text := text_of(cell["value"]))}
            blank = 0 if filled else blank + 1
            if blank > MOST_BLANK:
                raise Unreadable(
                    _("More than %(most)d rows up to row %(row)d are blank. Delete them.")
                    % {"most": MOST_BLANK, "row": number}
                )
            if not filled:
                continue
            width = max(filled)
            if width > most_columns:
                raise Unreadable(
                    _("Row %(row)d has a cell in column %(column)s; the most is %(most)d columns.")
                    % {"row": number, "column": get_column_letter(width), "most": most_columns}
                )
            letters += sum(map(len, filled.values()))
            if letters > MOST_LETTERS or max(map(len, filled.values())) > LONGEST_CELL:
                raise Unreadable(
                    _("Row %(row)d has too much text. Send large tables in parts.")
                    % {"row": number}
                )
            yield number, [filled.get(column, "") for column in range(1, width + 1)]


def text_of(value: Any) -> str:
    """What a cell shows: days as 2025-03-18, numbers as they are and not as they are rounded."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        # A spreadsheet has fifteen digits, and shows no more
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    return str(value).strip()
