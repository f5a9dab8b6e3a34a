"""Brings the rows of a file into a table of the session: by COPY from the file, or from what is kept of it."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator

from django.db import connection

from api.compiler.csv_rows import unguarded
from imports.checking.checks import add_fault
from imports.checking.targets import run
from imports.choices import FaultKind
from imports.reading.table_files import Table
from records.sql import fill

INCOMING = "import_incoming"
# Rows between two signs of life
BATCH = 1_000

Progress = Callable[[str, int, int], None]


class Lines(io.RawIOBase):
    """Rows as a file that COPY reads, made as they are asked for: memory does not grow with them."""

    def __init__(
        self, rows: Iterable[tuple[int, list[str]]], width: int, progress: Progress
    ) -> None:
        self._rows, self._width, self._progress = iter(rows), width, progress
        self._rest = b""
        self.faults: list[tuple[int, FaultKind, str]] = []
        self.count = 0
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        while len(self._rest) < size and not self.error:
            try:
                batch = self._batch()
            except Exception as error:
                self.error, batch = error, b""
            if not batch:
                break
            self._rest += batch
        part, self._rest = self._rest[:size], self._rest[size:]
        return part

    def _batch(self) -> bytes:
        text = io.StringIO()
        csv.writer(text).writerows(self._next())
        self._progress("reading", self.count, 0)
        return text.getvalue().encode()

    def _next(self) -> Iterator[list[str | int]]:
        width = self._width
        for _ in range(BATCH):
            line, row = next(self._rows, (0, []))
            if not line:
                return
            # What guards a spreadsheet from formulas is not part of the text.
            cells = [unguarded(c) if c[:1] == "'" else c for c in map(str.strip, row)]
            if not any(cells):
                continue
            if len(cells) != width:
                self.faults.append((line, FaultKind.CELLS, str(len(cells))))
                cells = (cells + [""] * width)[:width]
            if any("\0" in cell for cell in cells):
                self.faults.append((line, FaultKind.CHARACTER, ""))
                cells = [cell.replace("\0", "\ufffd") for cell in cells]
            self.count += 1
            yield [line, *cells]


def stage_file(table: Table, progress: Progress) -> int:
    """Copies the rows of a file; the number of rows. Rows of another width are faults."""
    width = len(table.columns)
    names = [f"f{number}" for number in range(width)]
    _make(names)
    lines = Lines(table.rows, width, progress)
    with connection.cursor() as cursor:
        copy = 'COPY import_incoming (line, :"cells") FROM STDIN (FORMAT csv)'
        cursor.copy_expert(fill(copy, cells=names), lines)
    if lines.error:
        raise lines.error
    for line, cells in table.broken.items():
        lines.faults.append((line, FaultKind.CELLS, str(len(cells))))
    for line, kind, value in lines.faults:
        add_fault(line, kind, value=value, expected=str(width))
    _settle()
    return lines.count


def stage_kept(import_id: int, width: int) -> int:
    """The rows as an earlier check kept them; their number."""
    names = [f"f{number}" for number in range(width)]
    _make(names)
    count = run(
        "INSERT INTO import_incoming"
        " SELECT number, 0, :cells FROM imports_importrow WHERE of_id = :import_id",
        cells=[f"cells[{number + 1}]" for number in range(width)],
        import_id=import_id,
    )
    _settle()
    return count


def _make(names: list[str]) -> None:
    run("DROP TABLE IF EXISTS import_incoming")
    run(
        "CREATE TEMP TABLE import_incoming (line int, pos int DEFAULT 0, :cells) ON COMMIT DROP",
        cells=[f"{name} text" for name in names],
    )


def _settle() -> None:
    run("ANALYZE import_incoming")
