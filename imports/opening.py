"""Opens a file of any honest kind as a header and rows of text with their lines."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Table:
    """A file as text: its columns, and its rows, each with the line it begins on."""

    columns: list[str]
    rows: Iterable[tuple[int, list[str]]]
    notes: list[str] = field(default_factory=list)


def open_table(
    path: str | Path,
    *,
    encoding: str | None = None,
    separator: str | None = None,
    sheet: str | None = None,
) -> Table:
    """The table in a file of comma-separated values."""
    rows = _rows(Path(path), encoding or "utf-8-sig", separator or ",")
    _line, columns = next(rows, (1, []))
    return Table(columns, rows)


def _rows(path: Path, encoding: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=separator)
        line = 1
        for row in reader:
            if any(row):
                yield line, row
            line = reader.line_num + 1
