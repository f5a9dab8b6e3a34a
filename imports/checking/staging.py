"""Copies the rows of a file into a temporary table, from the file or from an earlier check."""

import csv
import io
from collections.abc import Callable, Iterator

from django.db import connection

from api.compiler.csv_rows import unescape_formula
from imports.checking.cell_texts import odd_cells
from imports.checking.checks import add_fault
from imports.checking.sql import run
from imports.choices import FaultKind
from imports.reading.table_files import Table
from records.texts import clean_text, is_clean

# Temporary table of the rows: line, position (0), and cells f0, f1, …
INCOMING = "import_incoming"
# Progress is reported after each batch
BATCH_ROWS = 1_000

# Is called with the step, how many rows are done, and of how many (0: unknown)
Progress = Callable[[str, int, int], None]


class CopyStream(io.RawIOBase):
    """Rows as a CSV file for COPY, generated while it is read, so that memory does not grow with them."""

    def __init__(self, table: Table, progress: Progress) -> None:
        self._rows, self._width, self._progress = iter(table.rows), len(table.columns), progress
        self._expected = table.expected_rows
        self._rest = b""
        self.faults: list[tuple[int, FaultKind, str]] = []
        # Columns, and what some of their cells are instead of values
        self.odd: set[tuple[int, str]] = set()
        self.count = 0
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        while len(self._rest) < size and not self.error:
            try:
                batch = self._next_batch()
            except Exception as error:
                self.error, batch = error, b""
            if not batch:
                break
            self._rest += batch
        part, self._rest = self._rest[:size], self._rest[size:]
        return part

    def _next_batch(self) -> bytes:
        text = io.StringIO()
        csv.writer(text).writerows(self._next_rows())
        self._progress("reading", self.count, max(self._expected, self.count))
        return text.getvalue().encode()

    def _next_rows(self) -> Iterator[list[str | int]]:
        width = self._width
        for _ in range(BATCH_ROWS):
            line, row = next(self._rows, (0, []))
            if not line:
                return
            # An apostrophe that keeps spreadsheets from running a formula is not part of the text.
            cells = [unescape_formula(c) if c[:1] == "'" else c for c in clean_cells(row)]
            if not any(cells):
                continue
            if len(cells) != width:
                self.faults.append((line, FaultKind.CELLS, str(len(cells))))
                cells = (cells + [""] * width)[:width]
            self.odd.update(odd_cells(cells))
            if any("\0" in cell for cell in cells):
                self.faults.append((line, FaultKind.CHARACTER, ""))
                cells = [cell.replace("\0", "\ufffd") for cell in cells]
            self.count += 1
            yield [line, *cells]


def clean_cells(row: list[str]) -> list[str]:
    """The cells with their texts as they are stored, except that line feeds stay."""
    # Most rows are looked at once.
    if is_clean("|".join(row)):
        return [cell.strip() for cell in row]
    return [clean_text(cell) for cell in row]


def stage_file(table: Table, progress: Progress) -> tuple[int, set[tuple[int, str]]]:
    """Copies the rows of a file; rows of another width become faults.

    Returns the number of rows, and the columns that have cells which are no values (`odd_cells`).
    """
    width = len(table.columns)
    names = _create_table(width)
    stream = CopyStream(table, progress)
    with connection.cursor() as cursor:
        columns = ", ".join(["line", *names])
        cursor.copy_expert(f"COPY {INCOMING} ({columns}) FROM STDIN (FORMAT csv)", stream)
    if stream.error:
        raise stream.error
    for line, cells in table.broken.items():
        stream.faults.append((line, FaultKind.CELLS, str(len(cells))))
    for line, kind, value in stream.faults:
        add_fault(line, kind, value=value, expected=str(width))
    run(f"ANALYZE {INCOMING}")
    return stream.count, stream.odd


def stage_preview(import_id: int, width: int) -> int:
    """Copies the rows that an earlier check stored and returns their number."""
    _create_table(width)
    cells = ", ".join(f"cells[{number + 1}]" for number in range(width))
    count = run(
        f"INSERT INTO {INCOMING} SELECT number, 0, {cells} FROM imports_importrow WHERE of_id = {import_id}"  # noqa: S608 (table and column names of models)
    )
    run(f"ANALYZE {INCOMING}")
    return count


def _create_table(width: int) -> list[str]:
    """Creates the table and returns the names of its cells."""
    names = [f"f{number}" for number in range(width)]
    cells = "".join(f", {name} text" for name in names)
    run(
        f"DROP TABLE IF EXISTS {INCOMING};"
        f" CREATE TEMP TABLE {INCOMING} (line int, pos int DEFAULT 0{cells}) ON COMMIT DROP"
    )
    return names
