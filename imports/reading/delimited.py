"""Delimited text: checked lines, rows with their line numbers, separator, decimal sign and header row."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path

from django.utils.translation import gettext as _

# A row and the number of its first line
NumberedRow = tuple[int, list[str]]

CHUNK_BYTES = 1_000_000
# At most this much of a value is quoted in a message
SHOWN_CHARACTERS = 80
MAX_LINE_CHARACTERS = MAX_ROW_CHARACTERS = 1_000_000
MAX_CELL_CHARACTERS = 100_000
MAX_BLANK_ROWS = 10_000
MAX_LINES = 5_000_000
MAX_COLUMNS = 500
# How much of a file is read to detect its separator, decimal sign and header row
SAMPLE_ROWS = 60
SAMPLE_CHARACTERS = 200_000

SEPARATOR_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
DECIMAL_SIGNS = {".": "point", ",": "comma"}
# Exactly three digits after the sign could be thousands, so they do not count
DECIMAL_COMMA = re.compile(r"-?\d+,(?!\d{3}$)\d+")
DECIMAL_POINT = re.compile(r"-?\d+\.(?!\d{3}$)\d+")


class UnreadableFileError(ValueError):
    """A file cannot be read; the message, whose placeholders `values` fill, says what would be right."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message % values if values else message)


def shortened(text: str) -> str:
    """The beginning of a text that is quoted in a message."""
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"


def read_sample(path: Path, encoding: str) -> list[str]:
    """The first lines: enough to detect how the file is written."""
    sample: list[str] = []
    filled = characters = 0
    with path.open(encoding=encoding, newline="") as lines:
        for line in checked_lines(lines):
            sample.append(line)
            filled += not line.isspace()
            characters += len(line)
            if filled >= SAMPLE_ROWS or characters >= SAMPLE_CHARACTERS:
                break
    return sample


def checked_lines(lines: TextIOWrapper) -> Iterator[str]:
    """Each line of an open file; raises UnreadableFileError for a line that no table has."""
    number = blank = 0
    while True:
        number += 1
        try:
            line = lines.readline(MAX_LINE_CHARACTERS)
        except UnicodeError:
            message = _(
                "Line %(line)d is not valid %(encoding)s. "
                "Choose another encoding, or save the file as UTF-8."
            )
            # The decoder is ahead of the lines that it has given.
            line_of_fault = invalid_line(Path(lines.name), lines.encoding) or number
            encoding = lines.encoding.removesuffix("-sig")
            raise UnreadableFileError(message, line=line_of_fault, encoding=encoding) from None
        if not line:
            return
        if number > MAX_LINES:
            message = _("The file has more than %(most)d lines. Split it into several files.")
            raise UnreadableFileError(message, most=MAX_LINES)
        if len(line) >= MAX_LINE_CHARACTERS:
            message = _("Line %(line)d is longer than %(most)d characters. Is this a table?")
            raise UnreadableFileError(message, line=number, most=MAX_LINE_CHARACTERS)
        if "\x00" in line:
            message = _("Line %(line)d contains a null character. Is the encoding right?")
            raise UnreadableFileError(message, line=number)
        blank = 0 if len(line) > 2 or line.strip() else blank + 1
        if blank > MAX_BLANK_ROWS:
            message = _("More than %(most)d lines before line %(line)d are blank. Delete them.")
            raise UnreadableFileError(message, most=MAX_BLANK_ROWS, line=number)
        yield line if number > 1 else line.removeprefix("\ufeff")


def invalid_line(path: Path, encoding: str) -> int | None:
    """The number of the first line of a file that is not valid in an encoding; None if all are."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line, follows_return = 1, False
    with path.open("rb") as file:
        while True:
            chunk = file.read(CHUNK_BYTES)
            try:
                text, is_valid = decoder.decode(chunk, final=not chunk), True
            except UnicodeDecodeError as error:
                text, is_valid = error.object[: error.start].decode(encoding, "ignore"), False
            except UnicodeError:
                return line
            # A carriage return and a line feed end one line, also in two chunks.
            pairs = text.count("\r\n") + (follows_return and text.startswith("\n"))
            line += text.count("\r") + text.count("\n") - pairs
            follows_return = text.endswith("\r") if text else follows_return
            if not is_valid:
                return line
            if not chunk:
                return None


def detect_separator(sample: list[str], notes: list[str]) -> str:
    """The separator that gives most of the first rows the same number of cells, more than one."""
    best, best_score = ",", 0
    for separator in SEPARATOR_NAMES:
        widths = Counter(len(row) for row in _sample_rows(sample, separator))
        width, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(1, 0))
        if width > 1 and count * min(width, 20) > best_score:
            best, best_score = separator, count * min(width, 20)
    if best_score:
        notes.append(_("Separator: %(name)s.") % {"name": SEPARATOR_NAMES[best]})
    return best


def parse_rows(
    lines: Iterable[str], separator: str, first_line: int, *, is_sample: bool = False
) -> Iterator[NumberedRow]:
    """Rows that are not blank, with the line they begin on; a sample may end within a row."""
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    characters = 0

    def limited() -> Iterator[str]:
        nonlocal characters
        for text in lines:
            characters += len(text)
            if characters > MAX_ROW_CHARACTERS:
                raise UnreadableFileError(_cell_too_long(), line=line)
            yield text

    reader = csv.reader(limited(), delimiter=separator, skipinitialspace=True, strict=not is_sample)
    line = first_line
    while True:
        characters = 0
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = _explain(str(error))
            raise UnreadableFileError(message, line=line, error=error) from None
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield line, cells
        line = first_line + reader.line_num


def _cell_too_long() -> str:
    return _("The row in line %(line)d has a cell that is too long. Is a quotation mark missing?")


def _explain(error: str) -> str:
    if "field larger" in error:
        return _cell_too_long()
    if "unexpected end" in error:
        return _("The row in line %(line)d has an opening quotation mark without a closing one.")
    if "expected after" in error:
        return _(
            "The row in line %(line)d has text right after a closing quotation mark. "
            "Inside a quoted cell, write each quotation mark twice."
        )
    return _("The row in line %(line)d cannot be read: %(error)s.")


def detect_decimal_sign(sample: list[str], separator: str) -> str:
    """The decimal sign of most numbers in the first rows; "" if none has decimals."""
    cells = [cell for row in _sample_rows(sample, separator) for cell in row]
    commas = sum(1 for cell in cells if DECIMAL_COMMA.fullmatch(cell))
    points = sum(1 for cell in cells if DECIMAL_POINT.fullmatch(cell))
    if commas > points:
        return ","
    return "." if points else ""


def _sample_rows(sample: list[str], separator: str) -> list[list[str]]:
    try:
        return [row for _line, row in parse_rows(sample, separator, 1, is_sample=True)]
    except UnreadableFileError:
        return []


def find_header(rows: list[NumberedRow], header: int | None) -> NumberedRow:
    """The line and names of the columns, from the first rows of a file.

    `header` is the line that the user chose. Raises UnreadableFileError for titles above the column
    names, and for missing or repeated names.
    """
    if header is not None:
        rows = [row for row in rows if row[0] >= header]
        if not rows or rows[0][0] != header:
            raise UnreadableFileError(_("Line %(line)d has no column names."), line=header)
    if not rows:
        raise UnreadableFileError(_("The file has no rows."))
    line, names = rows[0]
    while names and not names[-1]:
        names = names[:-1]
    if header is None:
        _refuse_title(rows, len(names))
    if len(names) > MAX_COLUMNS:
        message = _("The file has %(number)d columns; at most %(most)d are allowed.")
        raise UnreadableFileError(message, number=len(names), most=MAX_COLUMNS)
    if "" in names:
        message = _("Column %(number)d has no name in line %(line)d.")
        raise UnreadableFileError(message, number=names.index("") + 1, line=line)
    repeated = [name for name, count in Counter(names).items() if count > 1]
    if repeated:
        message = _("Line %(line)d has these column names more than once: %(names)s.")
        raise UnreadableFileError(message, line=line, names=", ".join(map(shortened, repeated[:5])))
    return line, names


def _refuse_title(rows: list[NumberedRow], width: int) -> None:
    """Raises UnreadableFileError if the first row is narrower than the table: it is a title."""
    filled = [(line, sum(map(bool, cells))) for line, cells in rows]
    usual = Counter(number for _line, number in filled).most_common(1)[0][0]
    typical = usual if usual > 1 else max(number for _line, number in filled)
    if (width >= 2 and width * 2 > typical) or typical < 2:
        return
    line = next(line for line, number in filled if number * 2 > typical and number > 1)
    message = _(
        "Line %(first)d does not contain the column names; line %(line)d seems to. Delete what is "
        "above it, or choose line %(line)d as the line of the column names."
    )
    raise UnreadableFileError(message, first=rows[0][0], line=line)
