"""Opens a file of any honest kind as a header and rows of text, each with its line.

Nothing is guessed in silence: what was found out about a file is noted for the person who brings it,
who can overrule it, and what cannot be read is refused with what would be right.
"""

import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from imports.encodings import encoding_of, known_encoding
from imports.headers import header_of
from imports.reading import (
    SEPARATORS,
    Unreadable,
    decimal_of,
    lines_of,
    numbered,
    parsed,
    separator_of,
    texts_of,
)
from imports.spreadsheets import cells_of

__all__ = ["Table", "Unreadable", "open_table"]

LARGEST_FILE = 500_000_000
# Unpacked
LARGEST_SPREADSHEET = 150_000_000
# How many rows are looked at to find out how the file is written
SAMPLE_ROWS = 60
MOST_BROKEN = 1000
OTHER_KINDS = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "gzip",
    b"\xd0\xcf\x11\xe0": "Excel 97–2003 (.xls)",
    b"{\\rtf": "RTF",
    b"PAR1": "Parquet",
    b"SQLite format 3": "SQLite",
}
EXCEL_SAYS = re.compile(r"sep=(.)\s*$", re.IGNORECASE)


@dataclass
class Table:
    """A file as text: columns, and rows of as many cells, each with the line it begins on.

    Rows that have other than the columns are not given but named in `broken`, by line, as they are met.
    """

    columns: list[str]
    rows: Iterable[tuple[int, list[str]]]
    notes: list[str] = field(default_factory=list)
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    decimal: str = "."
    broken: dict[int, list[str]] = field(default_factory=dict)
    held: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.held.close()


def open_table(
    path: str | Path,
    *,
    encoding: str | None = None,
    separator: str | None = None,
    sheet: str | None = None,
    header: int | None = None,
) -> Table:
    """The table in a file: CSV with any separator, a spreadsheet (.xlsx), or either in a ZIP archive.

    What is not named is found out: `encoding`, `separator` (one character), `sheet` (its name),
    `header` (line of the column names). Unreadable says what is wrong, where, and what would be right.
    Reads the file twice, never whole; close the table, or use it in a `with`.
    """
    path = Path(path)
    _check_size(path)
    with path.open("rb") as file:
        start = file.read(16)
    for magic, kind in OTHER_KINDS.items():
        if start.startswith(magic):
            raise Unreadable(
                _(
                    "This is a file of the kind %(kind)s. Save the table as CSV in UTF-8, or as .xlsx."
                )
                % {"kind": kind}
            )
    if start.startswith(b"PK\x03\x04"):
        return _open_archive(path, encoding, separator, sheet, header)
    return _open_text(path, encoding, separator, header)


def _check_size(path: Path) -> None:
    size = path.stat().st_size
    if not size:
        raise Unreadable(_("The file is empty."))
    if size > LARGEST_FILE:
        raise Unreadable(
            _("The file has %(size)d MB; the most is %(most)d. Send it in parts.")
            % {"size": size // 1_000_000, "most": LARGEST_FILE // 1_000_000}
        )


def _open_text(
    path: Path, encoding: str | None, separator: str | None, header: int | None
) -> Table:
    notes: list[str] = []
    found = known_encoding(encoding) if encoding else encoding_of(path, notes)
    with lines_of(path, found) as lines:
        sample = [line for _number, line in islice(numbered(lines), SAMPLE_ROWS)]
    says = EXCEL_SAYS.match(sample[0]) if sample else None
    if separator is None:
        separator = says[1] if says else separator_of(sample, notes)
    elif separator not in SEPARATORS:
        raise Unreadable(_("The separator must be a comma, a semicolon, a tab or a vertical bar."))
    first = parsed(iter(sample[1:] if says else sample), separator, 2 if says else 1, cut=True)
    line, columns = header_of(list(first), header)
    held = ExitStack()
    lines = held.enter_context(lines_of(path, found))
    table = Table(columns, (), notes, found, separator, held=held)
    rows = parsed(islice(texts_of(lines), line - 1, None), separator, line)
    next(rows)
    table.rows = _of_width(rows, table)
    table.decimal = decimal_of(sample, separator)
    if table.decimal == ",":
        notes.append(_("Numbers have a decimal comma."))
    return table


def _open_archive(
    path: Path,
    encoding: str | None,
    separator: str | None,
    sheet: str | None,
    header: int | None,
) -> Table:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
            names = [part.filename for part in parts]
            if sum(part.file_size for part in parts) > LARGEST_SPREADSHEET or len(parts) > 1000:
                raise Unreadable(
                    _(
                        "Unpacked, the file has more than %(most)d MB. Save it as CSV, and send large tables in parts."
                    )
                    % {"most": LARGEST_SPREADSHEET // 1_000_000}
                )
            if "[Content_Types].xml" in names:
                return _open_workbook(path, sheet, header)
            if len(names) != 1 or not names[0].lower().endswith((".csv", ".tsv", ".txt")):
                raise Unreadable(
                    _("The archive must hold one CSV file and nothing else; it has: %(names)s.")
                    % {"names": ", ".join(names[:5]) or "–"}
                )
            unpacked = tempfile.NamedTemporaryFile(suffix=".csv")  # noqa: SIM115 (held by the table)
            with archive.open(parts[0]) as file:
                shutil.copyfileobj(file, unpacked)
            unpacked.flush()
    except (zipfile.BadZipFile, RuntimeError, EOFError) as error:
        raise Unreadable(
            _("The file is damaged or locked: %(error)s.") % {"error": error}
        ) from None
    table = _open_text(Path(unpacked.name), encoding, separator, header)
    table.held.callback(unpacked.close)
    return table


def _open_workbook(path: Path, sheet: str | None, header: int | None) -> Table:
    held = ExitStack()
    try:
        # As a file: its name says nothing about what it is.
        file = held.enter_context(path.open("rb"))
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, KeyError, ValueError, OSError, SyntaxError) as error:
        raise Unreadable(
            _("The spreadsheet cannot be read: %(error)s. Save it anew as .xlsx, or as CSV.")
            % {"error": error}
        ) from None
    held.callback(book.close)
    names = [each.title for each in book.worksheets]
    if sheet is not None and sheet not in names:
        held.close()
        raise Unreadable(
            _("There is no sheet “%(sheet)s”. The sheets are: %(names)s.")
            % {"sheet": sheet, "names": ", ".join(names)}
        )
    chosen = sheet or names[0]
    first = list(islice(cells_of(book[chosen]), SAMPLE_ROWS))
    line, columns = header_of(first, header)
    table = Table(columns, (), [], sheet=chosen, held=held)
    if sheet is None and len(names) > 1:
        table.notes.append(
            _("Read the first sheet, “%(sheet)s”. There are also: %(names)s.")
            % {"sheet": chosen, "names": ", ".join(names[1:])}
        )
    rows = (row for row in cells_of(book[chosen]) if row[0] > line)
    table.rows = _of_width(rows, table)
    return table


def _of_width(
    rows: Iterator[tuple[int, list[str]]], table: Table
) -> Iterator[tuple[int, list[str]]]:
    """Rows with a cell for each column; the others are named in `table.broken`."""
    width = len(table.columns)
    for line, cells in rows:
        if len(cells) > width and not any(cells[width:]):
            cells = cells[:width]
        if table.sheet and len(cells) < width:
            cells = cells + [""] * (width - len(cells))
        if len(cells) == width:
            yield line, cells
        elif len(table.broken) < MOST_BROKEN:
            table.broken[line] = cells
        else:
            raise Unreadable(
                _(
                    "More than %(most)d rows have other than %(width)d cells. Is the separator right?"
                )
                % {"most": MOST_BROKEN, "width": width}
            )
