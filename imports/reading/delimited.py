"""Lines and rows of a file of separated values, each with its number; what is no table is refused."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

from django.utils.translation import gettext as _

LONGEST_LINE = LONGEST_ROW = 1_000_000
LONGEST_CELL = 100_000
MOST_BLANK = 10_000
MOST_LINES = 5_000_000
# How much is looked at to find out how a file is written
SAMPLE_ROWS = 60
SAMPLE_LETTERS = 200_000

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
DECIMAL_SIGNS = {".": "point", ",": "comma"}
# Three digits after it could be thousands, and prove nothing
DECIMAL_COMMA = re.compile(r"-?\d+,(?!\d{3}$)\d+")
DECIMAL_POINT = re.compile(r"-?\d+\.(?!\d{3}$)\d+")


class Unreadable(ValueError):  # noqa: N818 (it is told to people)
    """Why a file cannot be read, and what would be right; `header` is the line where one seems to be."""

    def __init__(self, message: str, header: int | None = None) -> None:
        super().__init__(message)
        self.header = header


def lines_of(path: Path, encoding: str) -> TextIOWrapper:
    return path.open(encoding=encoding, newline="")


def beginning_of(path: Path, encoding: str) -> list[str]:
    """The first lines, as many as show how the file is written."""
    sample: list[str] = []
    filled = letters = 0
    with lines_of(path, encoding) as lines:
        for line in lines_checked(lines):
            sample.append(line)
            filled += not line.isspace()
            letters += len(line)
            if filled >= SAMPLE_ROWS or letters >= SAMPLE_LETTERS:
                break
    return sample


def lines_checked(lines: TextIOWrapper) -> Iterator[str]:
    """Each line; Unreadable for what no table has."""
    number = blank = 0
    while True:
        number += 1
        try:
            line = lines.readline(LONGEST_LINE)
        except UnicodeError:
            raise Unreadable(
                _(
                    "Line %(line)d or one soon after it is not in %(encoding)s. Name another encoding, "
                    "or save the file as UTF-8."
                )
                % {"line": number, "encoding": lines.encoding.removesuffix("-sig")}
            ) from None
        if not line:
            return
        if number > MOST_LINES:
            raise Unreadable(
                _("The file has more than %(most)d lines. Send it in parts.") % {"most": MOST_LINES}
            )
        if len(line) >= LONGEST_LINE:
            raise Unreadable(
                _("Line %(line)d is longer than %(most)d characters. Is this a table?")
                % {"line": number, "most": LONGEST_LINE}
            )
        if "\x00" in line:
            raise Unreadable(
                _("Line %(line)d has a null character. Is the encoding right?") % {"line": number}
            )
        blank = 0 if len(line) > 2 or line.strip() else blank + 1
        if blank > MOST_BLANK:
            raise Unreadable(
                _("More than %(most)d lines up to line %(line)d are blank. Delete them.")
                % {"most": MOST_BLANK, "line": number}
            )
        yield line if number > 1 else line.removeprefix("\ufeff")


def separator_of(sample: list[str], notes: list[str]) -> str:
    """The separator by which most of the first rows have the same number of cells, more than one."""
    best, certain = ",", 0
    for separator in SEPARATORS:
        widths = Counter(len(row) for row in _some_rows(sample, separator))
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
    letters = 0

    def counted() -> Iterator[str]:
        nonlocal letters
        for text in lines:
            letters += len(text)
            if letters > LONGEST_ROW:
                raise Unreadable(_too_long(line))
            yield text

    reader = csv.reader(counted(), delimiter=separator, skipinitialspace=True, strict=not cut)
    line = first
    while True:
        letters = 0
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable(_why(error, line)) from None
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield line, cells
        line = first + reader.line_num


def _too_long(line: int) -> str:
    return _(
        "The row of line %(line)d has a cell that is too long. Is a quotation mark not closed?"
    ) % {"line": line}


def _why(error: csv.Error, line: int) -> str:
    text = str(error)
    if "field larger" in text:
        return _too_long(line)
    if "unexpected end" in text:
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
    """The sign before decimals in most of the first cells that have one."""
    cells = [cell for row in _some_rows(sample, separator) for cell in row]
    commas = sum(1 for cell in cells if DECIMAL_COMMA.fullmatch(cell))
    points = sum(1 for cell in cells if DECIMAL_POINT.fullmatch(cell))
    return "," if commas > points else "."


def _some_rows(sample: list[str], separator: str) -> list[list[str]]:
    try:
        return [row for _line, row in parsed(iter(sample), separator, 1, cut=True)]
    except Unreadable:
        return []
