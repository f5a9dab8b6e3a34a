"""Opens a file of any honest kind as a header and rows of text, each with its line.

Nothing is guessed in silence: what was found out about a file is noted for the person who brings it,
who can overrule it, and what cannot be read is refused with what would be right.
"""

import lzma
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from django.utils.translation import gettext as _

from imports.reading.delimited import (
    DECIMAL_SIGNS,
    SAMPLE_ROWS,
    SEPARATORS,
    Unreadable,
    beginning_of,
    decimal_of,
    lines_checked,
    lines_of,
    parsed,
    separator_of,
)
from imports.reading.encodings import encoding_of, known_encoding
from imports.reading.header_row import MOST_COLUMNS, header_of
from imports.reading.spreadsheets import cells_of, workbook_of

__all__ = ["Table", "Unreadable", "open_table"]

LARGEST_FILE = 500_000_000
LARGEST_UNPACKED = 150_000_000
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
    b"<!doctype": "HTML",
    b"<html": "HTML",
    b"<table": "HTML",
    b"<?xml": "XML",
    b"[{": "JSON",
    b'{"': "JSON",
}
# What a damaged archive or spreadsheet makes the libraries raise
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError),
    *(OSError, SyntaxError, ValueError, LookupError, TypeError, AttributeError, OverflowError),
)
EXCEL_SAYS = re.compile(r"sep=(.)\s*$", re.IGNORECASE)


@dataclass
class Table:
    """A file as text: columns, and rows of as many cells, each with the line it begins on.

    Rows that have other than the columns are not given but kept in `broken`, by line, as they are met.
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
    decimal: str | None = None,
) -> Table:
    """The table in a file: CSV with any separator, a spreadsheet (.xlsx), or either in a ZIP archive.

    What is not named is found out: `encoding`, `separator` (one character), `sheet` (its name),
    `header` (line of the column names), `decimal` (the sign before
    decimals). Unreadable says what is wrong, where, and what would be right.
    Reads the file twice, never whole; close the table, or use it in a `with`.
    """
    table = _opened(Path(path), encoding, separator, sheet, header)
    if decimal:
        if decimal not in DECIMAL_SIGNS:
            raise Unreadable(_("The sign before decimals must be a point or a comma."))
        table.decimal = decimal
    if table.decimal == ",":
        table.notes.append(_("Numbers have a decimal comma."))
    return table


def _opened(
    path: Path, encoding: str | None, separator: str | None, sheet: str | None, header: int | None
) -> Table:
    _check_size(path)
    with path.open("rb") as file:
        start = file.read(64)
    for magic, kind in OTHER_KINDS.items():
        if start.startswith(magic) or _plain(start).startswith(magic):
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


def _plain(start: bytes) -> bytes:
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()


def _open_text(
    path: Path, encoding: str | None, separator: str | None, header: int | None
) -> Table:
    notes: list[str] = []
    found = known_encoding(encoding) if encoding else encoding_of(path, notes)
    sample = beginning_of(path, found)
    says = EXCEL_SAYS.match(sample[0]) if sample else None
    if separator is None:
        separator = says[1] if says else separator_of(sample, notes)
    if separator not in SEPARATORS:
        raise Unreadable(_("The separator must be a comma, a semicolon, a tab or a vertical bar."))
    first = parsed(iter(sample[1:] if says else sample), separator, 2 if says else 1, cut=True)
    line, columns = header_of(list(first), header)
    with ExitStack() as held:
        lines = lines_checked(held.enter_context(lines_of(path, found)))
        rows = parsed(islice(lines, line - 1, None), separator, line)
        next(rows)
        table = Table(columns, (), notes, found, separator, held=held.pop_all())
    table.rows = _of_width(rows, table)
    table.decimal = decimal_of(sample, separator)
    return table


def _open_archive(
    path: Path,
    encoding: str | None,
    separator: str | None,
    sheet: str | None,
    header: int | None,
) -> Table:
    with ExitStack() as held:
        with damage_told():
            archive = held.enter_context(zipfile.ZipFile(path))
            parts = [part for part in archive.infolist() if not part.is_dir()]
            names = [part.filename for part in parts]
            if "[Content_Types].xml" in names:
                return _open_workbook(path, sheet, header)
            if len(names) != 1 or not names[0].lower().endswith((".csv", ".tsv", ".txt")):
                raise Unreadable(
                    _("The archive must hold one CSV file and nothing else; it has: %(names)s.")
                    % {"names": ", ".join(names[:5]) or "–"}
                )
            if parts[0].file_size > LARGEST_UNPACKED:
                raise Unreadable(
                    _("Unpacked, the file has more than %(most)d MB. Send it in parts.")
                    % {"most": LARGEST_UNPACKED // 1_000_000}
                )
            unpacked = held.enter_context(tempfile.NamedTemporaryFile(suffix=".csv"))
            with archive.open(parts[0]) as file:
                shutil.copyfileobj(file, unpacked)
            unpacked.flush()
        table = _open_text(Path(unpacked.name), encoding, separator, header)
        table.held.push(held.pop_all())
        return table


def _open_workbook(path: Path, sheet: str | None, header: int | None) -> Table:
    with ExitStack() as held:
        book = workbook_of(held.enter_context(path.open("rb")))
        seen = [each.title for each in book.worksheets if each.sheet_state == "visible"]
        names = seen + [each.title for each in book.worksheets if each.title not in seen]
        if not names:
            raise Unreadable(_("The spreadsheet has no sheets."))
        if sheet is not None and sheet not in names:
            raise Unreadable(
                _("There is no sheet “%(sheet)s”. The sheets are: %(names)s.")
                % {"sheet": sheet, "names": ", ".join(names)}
            )
        chosen = sheet or names[0]
        first = list(islice(cells_of(book[chosen], MOST_COLUMNS), SAMPLE_ROWS))
        line, columns = header_of(first, header)
        table = Table(columns, (), sheet=chosen, held=held.pop_all())
    if sheet is None and len(names) > 1:
        table.notes.append(
            _("Read the first sheet, “%(sheet)s”. There are also: %(names)s.")
            % {"sheet": chosen, "names": ", ".join(names[1:])}
        )
    rows = (row for row in cells_of(book[chosen], MOST_COLUMNS) if row[0] > line)
    table.rows = _of_width(_whole(rows), table)
    return table


def _whole(rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    with damage_told():
        yield from rows


@contextmanager
def damage_told() -> Iterator[None]:
    """What a damaged file makes libraries raise becomes Unreadable."""
    try:
        yield
    except DAMAGED as error:
        raise _damaged(error) from None


def _damaged(error: BaseException | None) -> Unreadable:
    """What we said ourselves, within what a library made of it; else that the file is damaged."""
    while error is not None:
        if isinstance(error, Unreadable):
            return error
        error = error.__cause__ or error.__context__
    return Unreadable(
        _("The file is damaged or locked. Save it anew, without a password, or as CSV in UTF-8.")
    )


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
            # No table has as many: what is beyond says nothing more.
            table.broken[line] = cells[: 2 * MOST_COLUMNS]
        else:
            raise Unreadable(
                _(
                    "More than %(most)d rows have other than %(width)d cells. Is the separator right?"
                )
                % {"most": MOST_BROKEN, "width": width}
            )
