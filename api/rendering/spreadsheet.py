"""Writes XLSX files: one sheet, numbers as numbers, every text as text and never as a formula."""

import datetime as dt
from collections.abc import Iterable, Sequence
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

MAX_XLSX_ROWS = 50_000
# The limit of Excel, in characters
MAX_CELL_LENGTH = 32_767
# A fixed date, so that the same rows give the same bytes
CREATED_AT = dt.datetime(2000, 1, 1)  # noqa: DTZ001 (the format has no time zones)


class CellTooLongError(ValueError):
    """A text is longer than a cell can be."""


def write_workbook(
    names: Sequence[str], rows: Iterable[Sequence[str | float | bool | None]]
) -> IO[bytes]:
    """A temporary file with the workbook; rows are written to disk one by one.

    Raises CellTooLongError.
    """
    file = TemporaryFile()  # noqa: SIM115 (the response closes it)
    # xlsxwriter leaves its own files behind if the rows end in an error.
    with TemporaryDirectory() as folder:
        _write(file, folder, names, rows)
    file.seek(0)
    return file


def _write(
    file: IO[bytes],
    folder: str,
    names: Sequence[str],
    rows: Iterable[Sequence[str | float | bool | None]],
) -> None:
    # Imported when needed: it takes megabytes in every process.
    import xlsxwriter

    book = xlsxwriter.Workbook(file, {"constant_memory": True, "tmpdir": folder})
    book.set_properties({"created": CREATED_AT})
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(names):
        sheet.write_string(0, column, name)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, bool):
                sheet.write_boolean(number, column, value)
            elif isinstance(value, float):
                sheet.write_number(number, column, value)
            elif value is not None:
                if len(value) > MAX_CELL_LENGTH:
                    raise CellTooLongError
                sheet.write_string(number, column, value)
    book.close()
