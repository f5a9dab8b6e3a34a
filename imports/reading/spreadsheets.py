"""Reads spreadsheets (.xlsx) row by row, each cell as a spreadsheet program shows it (`cell_formats.py`).

openpyxl parses them. Limits on what it is given to read bound the memory that a hostile file can take.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from imports.reading.cell_formats import cell_text
from imports.reading.delimited import (
    MAX_BLANK_ROWS,
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    NumberedRow,
    UnreadableFileError,
)
from imports.reading.sheet_notes import TRUE, SheetNotes

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from openpyxl import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

# Bytes, uncompressed
MAX_SHEET_BYTES = 100_000_000
MAX_MEMBER_BYTES = 20_000_000
# Bytes between the starts of two rows or shared strings
MAX_ROW_BYTES = 2_000_000
MAX_ROWS = 500_000
LAST_ROW_NUMBER = 1_048_576
# Start and end tags in a sheet of one and a half million cells
MAX_TAGS = 6_000_000
MAX_CHARACTERS = 500_000_000
# Where a row or a shared string starts
START = re.compile(rb"<(?:\w+:)?(?:row|si)[\s>/]")


def _unusual() -> str:
    return _("The spreadsheet has an unusual structure. Save the table as CSV.")


class LimitedStream(io.RawIOBase):
    """A member of the archive; reading stops with an error as soon as a limit is exceeded."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.rest = b""
        self.row_bytes = self.starts = self.tags = 0

    def close(self) -> None:
        self.file.close()
        super().close()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size if size >= 0 else MAX_MEMBER_BYTES + 1)
        seen = self.rest + data
        self.row_bytes += len(data)
        for start in START.finditer(seen):
            self.starts += 1
            self.row_bytes = len(seen) - start.start()
        self.tags += data.count(b"<") + 2 * data.count(b"/>")
        if self.starts > MAX_ROWS or self.tags > MAX_TAGS:
            message = _(
                "The spreadsheet has more than %(most)d rows, texts or cells. Save it as CSV."
            )
            raise UnreadableFileError(message, most=MAX_ROWS)
        # No spreadsheet program writes comments or entity declarations.
        if self.row_bytes > MAX_ROW_BYTES or b"<!" in seen:
            raise UnreadableFileError(_unusual())
        rest = seen[max(seen.rfind(b"<"), 0) :][:20]
        self.rest = b"" if b">" in rest or START.match(rest) else rest
        return data


class LimitedArchive(zipfile.ZipFile):
    """The archive of a spreadsheet; members that are too large are refused."""

    # openpyxl looks up the size of every sheet on opening and reads a sheet that states none. Until the
    # workbook is open, sheets are therefore given to it as empty.
    sheets_are_readable = False

    def open(self, name: str | zipfile.ZipInfo, *args: Any, **options: Any) -> Any:
        member = self.getinfo(name) if isinstance(name, str) else name
        is_sheet = "/worksheets/" in member.filename
        if is_sheet and not self.sheets_are_readable:
            empty = f'<worksheet xmlns="{SHEET_MAIN_NS}"><sheetData/></worksheet>'
            return io.BytesIO(empty.encode())
        most = MAX_SHEET_BYTES if is_sheet else MAX_MEMBER_BYTES
        if member.file_size > most:
            message = _(
                "“%(name)s” in the spreadsheet has more than %(most)d MB uncompressed. Save the table as CSV."
            )
            raise UnreadableFileError(message, name=member.filename, most=most // 1_000_000)
        return LimitedStream(super().open(member, *args, **options))


class SheetParser(WorkSheetParser):
    """Parses the cells of a sheet; refuses formulas that no spreadsheet program has calculated."""

    notes: SheetNotes

    def parse_cell(self, element: "Element") -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        is_empty = cell["value"] is None and element.get("t") != "str"
        if is_empty and element.find(FORMULA_TAG) is not None:
            message = _(
                "The formula in cell %(cell)s has no calculated value. Open the file in a spreadsheet "
                "program and save it."
            )
            cell_name = f"{get_column_letter(cell['column'])}{cell['row']}"
            raise UnreadableFileError(message, cell=cell_name)
        if element.get("t") == "inlineStr" and cell["value"]:
            # openpyxl does this only for shared texts.
            cell["value"] = unescape(cell["value"])
        return cell

    def parse_row(self, row: "Element") -> tuple[int, list[dict[str, Any]]]:
        number, cells = super().parse_row(row)
        if self.row_dimensions.pop(str(number), {}).get("hidden") in TRUE and cells:
            self.notes.see_hidden_row(number)
        return number, cells


def open_workbook(file: IO[bytes]) -> "Workbook":
    """The spreadsheet in an open file, for reading its sheets with `sheet_rows`."""
    reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
    reader.archive = archive = LimitedArchive(file)
    reader.read()
    archive.sheets_are_readable = True
    return reader.wb


def sheet_rows(
    sheet: "ReadOnlyWorksheet", header_row: int = 0, notes: list[str] | None = None
) -> Iterator[NumberedRow]:
    """The rows of a sheet that are not blank, as text, with their numbers.

    After the last row, `notes` has what a user should know about the rows below the header.
    """
    characters = blank = last_row = last_column = 0
    book = sheet.parent
    formats = [_number_format(book, style.numFmtId) for style in book._cell_styles] or ["General"]
    with sheet._get_source() as source:
        parser = SheetParser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        parser.notes = SheetNotes(header_row)
        for number, row in parser.parse():
            if number > LAST_ROW_NUMBER:
                raise UnreadableFileError(_unusual())
            filled = {}
            for cell in row:
                number_format = formats[cell["style_id"]]
                if text := cell_text(cell["value"], number_format):
                    filled[cell["column"]] = text
                    if number_format != "General":
                        parser.notes.see_cell(cell, number_format, text)
            blank = 0 if filled else blank + 1
            if blank > MAX_BLANK_ROWS:
                message = _("More than %(most)d rows before row %(row)d are blank. Delete them.")
                raise UnreadableFileError(message, most=MAX_BLANK_ROWS, row=number)
            if not filled:
                continue
            width = max(filled)
            if width > MAX_COLUMNS:
                message = _(
                    "Row %(row)d has a cell in column %(column)s; at most %(most)d columns are allowed."
                )
                column = get_column_letter(width)
                raise UnreadableFileError(message, row=number, column=column, most=MAX_COLUMNS)
            characters += sum(map(len, filled.values()))
            if characters > MAX_CHARACTERS or max(map(len, filled.values())) > MAX_CELL_CHARACTERS:
                message = _("Row %(row)d has too much text. Split large tables into several files.")
                raise UnreadableFileError(message, row=number)
            last_row, last_column = number, max(last_column, width)
            yield number, [filled.get(column, "") for column in range(1, width + 1)]
        if notes is not None:
            columns, merged = parser.column_dimensions.values(), parser.merged_cells
            notes += parser.notes.finish(columns, merged, (last_row, last_column))


def _number_format(book: "Workbook", number: int) -> str:
    """The number format with this number: one of the workbook's own, or a built-in one."""
    if number < BUILTIN_FORMATS_MAX_SIZE:
        return BUILTIN_FORMATS.get(number, "General")
    own: list[str] = book._number_formats
    return own[number - BUILTIN_FORMATS_MAX_SIZE]
