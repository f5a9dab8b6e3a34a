"""Rows as a spreadsheet: one sheet, numbers as numbers, every text as text and never as a formula."""

import datetime as dt
from collections.abc import Iterable, Sequence
from tempfile import TemporaryFile
from typing import IO, Any

MAX_XLSX_ROWS = 50_000
# What a cell of Excel holds
MAX_CELL_LENGTH = 32_767
# The same rows make the same bytes.
MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 (the format knows no zones)


class CellTooLongError(ValueError):
    """A text is longer than a cell can be."""


def written(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> IO[bytes]:
    """The file, at its start; rows are written to disk as they come.

    Raises CellTooLongError.
    """
    # Not before it is wanted: it takes megabytes of every process.
    import xlsxwriter

    file = TemporaryFile()  # noqa: SIM115 (whoever sends it closes it)
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    book.set_properties({"created": MADE})
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    for number, name in enumerate(names):
        sheet.write_string(0, number, name)
    for place, row in enumerate(rows, start=1):
        for number, value in enumerate(row):
            if isinstance(value, bool):
                sheet.write_boolean(place, number, value)
            elif isinstance(value, float):
                sheet.write_number(place, number, value)
            elif value is not None:
                if len(value) > MAX_CELL_LENGTH:
                    raise CellTooLongError
                sheet.write_string(place, number, value)
    book.close()
    file.seek(0)
    return file
