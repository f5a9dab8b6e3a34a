"""Opens a file as a table of text: a header and rows with their line numbers.

Whatever is detected rather than stated is noted for the user, who can override it.
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
from typing import Self, TypedDict, Unpack

from django.utils.translation import gettext as _

from imports.reading import delimited
from imports.reading.delimited import NumberedRow, UnreadableFileError, parse_rows, shortened
from imports.reading.encodings import chosen_encoding, detect_encoding
from imports.reading.json_lines import json_columns, json_rows
from imports.reading.other_formats import refuse_other_archives, refuse_other_files
from imports.reading.spreadsheets import open_workbook, sheet_rows

MAX_FILE_BYTES = 500_000_000
MAX_UNPACKED_BYTES = 150_000_000
MAX_BROKEN_ROWS = 1000
# Ends of the names of tables
TEXT_SUFFIXES = (".csv", ".tsv", ".txt", ".ndjson", ".jsonl")
TABLE_SUFFIXES = (*TEXT_SUFFIXES, ".xlsx")
# What the libraries raise for a damaged archive or spreadsheet
DAMAGE_ERRORS = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError),
    *(OSError, SyntaxError, ValueError, LookupError, TypeError, AttributeError, OverflowError),
)
# Spreadsheet programs may write the separator in the first line
SEPARATOR_LINE = re.compile(r"sep=(.)\s*$", re.IGNORECASE)


class ReadOptions(TypedDict, total=False):
    """How to read a file; whatever is missing is detected."""

    encoding: str | None
    # One character
    separator: str | None
    # Name of the sheet of a workbook
    sheet: str | None
    # Line of the column names
    header: int | None
    # "." or ","
    decimal: str | None


@dataclass
class Table:
    """A file as text: column names, and rows with one cell per column and the line they begin on.

    Rows with another number of cells are not yielded but collected in `broken`, by line, while reading.
    """

    columns: list[str]
    rows: Iterable[NumberedRow]
    notes: list[str] = field(default_factory=list)
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    decimal: str = "."
    # Line of the column names
    header_line: int = 1
    # About how many rows there are; 0 if that is not known
    expected_rows: int = 0
    broken: dict[int, list[str]] = field(default_factory=dict)
    resources: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.resources.close()


def open_table(path: str | Path, **options: Unpack[ReadOptions]) -> Table:
    """The table in a file: delimited text, JSON lines or a spreadsheet, possibly in a ZIP archive.

    Raises UnreadableFileError. The file is read twice but never held in memory. Close the table, or
    use it in a `with` statement.
    """
    decimal = options.get("decimal")
    if decimal and decimal not in delimited.DECIMAL_SIGNS:
        raise UnreadableFileError(_("The decimal sign must be a point or a comma."))
    table = _open(Path(path), options)
    if sign := decimal or table.decimal:
        name = delimited.DECIMAL_SIGNS[sign]
        table.notes.append(_("Decimal sign: %(name)s.") % {"name": name})
    table.decimal = sign or "."
    return table


def _open(path: Path, options: ReadOptions) -> Table:
    size = path.stat().st_size
    if not size:
        raise UnreadableFileError(_("The file is empty."))
    if size > MAX_FILE_BYTES:
        text = _(
            "The file has %(size)d MB; at most %(most)d are allowed. Split it into several files."
        )
        megabytes, most = size // 1_000_000, MAX_FILE_BYTES // 1_000_000
        raise UnreadableFileError(text, size=megabytes, most=most)
    with path.open("rb") as file:
        start = file.read(64)
    refuse_other_files(path, start)
    if start.startswith(b"PK\x03\x04"):
        return _open_archive(path, options)
    return _open_plain(path, options)


def _open_plain(path: Path, options: ReadOptions) -> Table:
    """The table in a file of delimited text or JSON lines."""
    with path.open("rb") as file:
        start = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"{"):
        return _open_text(path, options)
    columns, lines = json_columns(path)
    notes = [_("Read as JSON lines in UTF-8.")]
    rows = json_rows(path, columns)
    return Table(columns, rows, notes, encoding="utf-8", decimal="", expected_rows=lines)


def _open_text(path: Path, options: ReadOptions) -> Table:
    notes: list[str] = []
    chosen = options.get("encoding")
    encoding = chosen_encoding(path, chosen, notes) if chosen else detect_encoding(path, notes)
    sample = delimited.read_sample(path, encoding)
    stated = SEPARATOR_LINE.match(sample[0]) if sample else None
    separator = options.get("separator")
    if separator is None:
        separator = stated[1] if stated else delimited.detect_separator(sample, notes)
    if separator not in delimited.SEPARATOR_NAMES:
        text = _("The separator must be a comma, a semicolon, a tab or a vertical bar.")
        raise UnreadableFileError(text)
    skipped = 1 if stated else 0
    first_rows = parse_rows(sample[skipped:], separator, skipped + 1, is_sample=True)
    line, columns = delimited.find_header(list(first_rows), options.get("header"))
    with ExitStack() as resources:
        file = resources.enter_context(path.open(encoding=encoding, newline=""))
        lines = islice(delimited.checked_lines(file), line - 1, None)
        rows = parse_rows(lines, separator, line)
        next(rows)
        table = Table(columns, (), notes, encoding, separator, resources=resources.pop_all())
        table.header_line = line
    table.rows = _complete_rows(rows, table)
    table.expected_rows = max(0, _count_lines(path) - line)
    table.decimal = delimited.detect_decimal_sign(sample, separator)
    return table


def _open_archive(path: Path, options: ReadOptions) -> Table:
    with ExitStack() as resources:
        with explained_damage():
            archive = resources.enter_context(zipfile.ZipFile(path))
            members = [member for member in archive.infolist() if not member.is_dir()]
            names = [member.filename for member in members]
            refuse_other_archives(names)
            if "[Content_Types].xml" in names:
                return _open_spreadsheet(path, options)
            if len(names) != 1 or not names[0].lower().endswith(TEXT_SUFFIXES):
                text = _("The archive must contain exactly one CSV file; it contains: %(names)s.")
                raise UnreadableFileError(text, names=", ".join(map(shortened, names[:5])) or "–")
            check_unpacked_size(members)
            unpacked = resources.enter_context(tempfile.NamedTemporaryFile(suffix=".csv"))
            with archive.open(members[0]) as file:
                shutil.copyfileobj(file, unpacked)
            unpacked.flush()
        table = _open_plain(Path(unpacked.name), options)
        table.resources.push(resources.pop_all())
        return table


def check_unpacked_size(members: list[zipfile.ZipInfo]) -> None:
    """Raises UnreadableFileError if the members of an archive are too large together."""
    if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        text = _("The file has more than %(most)d MB uncompressed. Split it into several files.")
        raise UnreadableFileError(text, most=MAX_UNPACKED_BYTES // 1_000_000)


def _open_spreadsheet(path: Path, options: ReadOptions) -> Table:
    chosen = options.get("sheet")
    with ExitStack() as resources:
        book = open_workbook(resources.enter_context(path.open("rb")))
        # Visible sheets first
        sheets = sorted(book.worksheets, key=lambda sheet: sheet.sheet_state != "visible")
        names = [sheet.title for sheet in sheets]
        if not names:
            raise UnreadableFileError(_("The spreadsheet has no sheets."))
        if chosen is not None and chosen not in names:
            text = _("There is no sheet “%(sheet)s”. The sheets are: %(names)s.")
            raise UnreadableFileError(text, sheet=shortened(chosen), names=", ".join(names))
        sheet = book[chosen or names[0]]
        first_rows = list(islice(sheet_rows(sheet), delimited.SAMPLE_ROWS))
        header_row, columns = delimited.find_header(first_rows, options.get("header"))
        table = Table(columns, (), sheet=sheet.title, decimal="", resources=resources.pop_all())
        table.header_line = header_row
        table.expected_rows = max(0, (sheet.max_row or 0) - header_row)
    is_hidden = {each.title for each in sheets if each.sheet_state != "visible"}
    others = [
        _("%(sheet)s (hidden)") % {"sheet": name} if name in is_hidden else name
        for name in names
        if name != sheet.title
    ]
    if chosen is None and others:
        note = _("Read the first sheet, “%(sheet)s”. Other sheets: %(names)s.")
        table.notes.append(note % {"sheet": sheet.title, "names": ", ".join(others)})
    if sheet.title in is_hidden:
        table.notes.append(_("The sheet “%(sheet)s” is hidden.") % {"sheet": sheet.title})

    def rows() -> Iterator[NumberedRow]:
        with explained_damage():
            found = sheet_rows(sheet, header_row, table.notes)
            yield from (row for row in found if row[0] > header_row)

    table.rows = _complete_rows(rows(), table)
    return table


def _count_lines(path: Path) -> int:
    """The number of lines of a text; a quoted line break counts, so that there may be fewer rows."""
    with path.open("rb") as file:
        blocks = iter(lambda: file.read(1_000_000), b"")
        return sum(block.count(b"\n") for block in blocks)


@contextmanager
def explained_damage() -> Iterator[None]:
    """Turns whatever libraries raise for a damaged file into an UnreadableFileError."""
    try:
        yield
    except DAMAGE_ERRORS as error:
        cause: BaseException | None = error
        # Our own error, if a library wrapped one
        while cause and not isinstance(cause, UnreadableFileError):
            cause = cause.__cause__ or cause.__context__
        text = _(
            "The file is damaged or locked. Save it again without a password, or as CSV in UTF-8."
        )
        raise cause or UnreadableFileError(text) from None


def _complete_rows(rows: Iterator[NumberedRow], table: Table) -> Iterator[NumberedRow]:
    """Rows with one cell per column; collects the others in `table.broken`."""
    width = len(table.columns)
    for line, cells in rows:
        if len(cells) > width and not any(cells[width:]):
            cells = cells[:width]
        if table.sheet and len(cells) < width:
            cells = cells + [""] * (width - len(cells))
        if len(cells) == width:
            yield line, cells
        elif len(table.broken) < MAX_BROKEN_ROWS:
            # Cells beyond the largest possible table are useless.
            table.broken[line] = cells[: 2 * delimited.MAX_COLUMNS]
        else:
            text = _("More than %(most)d rows do not have %(width)d cells. Is the separator right?")
            raise UnreadableFileError(text, most=MAX_BROKEN_ROWS, width=width)
