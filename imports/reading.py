"""Lines and rows of a file of separated values, each with its number; what is no table is refused."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

LONGEST_LINE = 1_000_000
LONGEST_CELL = 100_000

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
DECIMAL_COMMA = re.compile(r"-?\d+,\d+")
DECIMAL_POINT = re.compile(r"-?\d+\.\d+")


class Unreadable(ValueError):  # noqa: N818 (it is told to people)
    """Why a file cannot be read, and what would be right; `header` is the line where one seems to be."""

    def __init__(self, message: str, header: int | None = None) -> None:
        super().__init__(message)
        self.header = header


def lines_of(path: Path, encoding: str) -> IO[str]:
    return path.open(encoding=encoding, newline="")


def texts_of(lines: IO[str]) -> Iterator[str]:
    return (text for _number, text in numbered(lines))


def numbered(lines: IO[str]) -> Iterator[tuple[int, str]]:
    """Each line with its number; Unreadable for one that no table has."""
    number = 0
    while True:
        number += 1
        try:
            line = lines.readline(LONGEST_LINE)
        except UnicodeDecodeError as error:
            raise Unreadable(
                _(
                    "Line %(line)d or one soon after it is not in %(encoding)s. Name another encoding, "
                    "or save the file as UTF-8."
                )
                % {"line": number, "encoding": error.encoding}
            ) from None
        if not line:
            return
        if len(line) >= LONGEST_LINE:
            raise Unreadable(
                _("Line %(line)d is longer than %(most)d characters. Is this a table?")
                % {"line": number, "most": LONGEST_LINE}
            )
        if "\x00" in line:
            raise Unreadable(
                _("Line %(line)d has a null character. Is the encoding right?") % {"line": number}
            )
        yield number, line


def separator_of(sample: list[str], notes: list[str]) -> str:
    """The separator by which most of the first rows have the same number of cells, more than one."""
    best, certain = ",", 0
    for separator in SEPARATORS:
        widths = Counter(
            len(row) for _line, row in parsed(iter(sample), separator, 1, cut=True) if any(row)
        )
        width, often = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(1, 0))
        if width > 1 and often * min(width, 20) > certain:
            best, certain = separator, often * min(width, 20)
    if best != ",":
        notes.append(_("Cells are separated by: %(name)s.") % {"name": SEPARATORS[best]})
    return best


def parsed(
    lines: Iterator[str], separator: str, first: int, *, cut: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """Rows and the lines they begin on; `cut` means that the lines may end within a row."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=not cut)
    line = first
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if cut:
                return
            raise Unreadable(_why(error, line)) from None
        if any(cell.strip() for cell in row):
            yield line, [cell.strip() for cell in row]
        line = first + reader.line_num


def _why(error: csv.Error, line: int) -> str:
    text = str(error)
    if "field larger" in text or "unexpected end" in text:
        return _("The row of line %(line)d has a quotation mark that is not closed.") % {
            "line": line
        }
    if "expected after" in text:
        return _(
            "The row of line %(line)d has text right after a closing quotation mark. Inside a quoted cell "
            "a quotation mark is written twice."
        ) % {"line": line}
    return _("The row of line %(line)d cannot be read: %(error)s.") % {"line": line, "error": text}


def decimal_of(sample: list[str], separator: str) -> str:
    cells = [cell for _line, row in parsed(iter(sample), separator, 1, cut=True) for cell in row]
    commas = sum(1 for cell in cells if DECIMAL_COMMA.fullmatch(cell))
    points = sum(1 for cell in cells if DECIMAL_POINT.fullmatch(cell))
    return "," if separator != "," and commas > points else "."
