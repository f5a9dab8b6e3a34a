"""Reads JSON with one object per line (NDJSON) as a table: the keys are the column names."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from api.compiler.csv_rows import escape_formula
from imports.reading.delimited import (
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    NumberedRow,
    UnreadableFileError,
    checked_lines,
)

# Separates items of a list, which are written as in CSV; a separator within one gets a backslash
_SEPARATOR = "|"
_BARE_SEPARATOR = re.compile(r"(?<!\\)((?:\\\\)*)\|")


def json_columns(path: Path) -> tuple[list[str], int]:
    """The keys of all objects, in the order of their first appearance, and the number of lines.

    Raises UnreadableFileError, also for a line that is no flat object.
    """
    names: dict[str, None] = {}
    count = 0
    for line, row in _objects(path):
        count = line
        names |= dict.fromkeys(row)
        if len(names) > MAX_COLUMNS:
            message = _("The file has %(number)d columns; at most %(most)d are allowed.")
            raise UnreadableFileError(message, number=len(names), most=MAX_COLUMNS)
    return list(names), count


def json_rows(path: Path, names: list[str]) -> Iterator[NumberedRow]:
    """The objects as rows of texts, with their lines."""
    for line, row in _objects(path):
        yield line, [_cell(row.get(name), name, line) for name in names]


def _objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open(encoding="utf-8-sig", newline="\n") as file:
        for line, text in enumerate(checked_lines(file), start=1):
            if text.isspace():
                continue
            try:
                # Numbers stay as they are written.
                row = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
                if "\\u" in text:
                    # Half a character cannot be stored.
                    json.dumps(row, ensure_ascii=False).encode()
            except (ValueError, RecursionError):
                row = None
            if not isinstance(row, dict) or not all(key.strip() for key in row):
                message = _("Line %(line)d is not a JSON object, such as {“slug”: “tirana”}.")
                raise UnreadableFileError(message, line=line)
            yield line, {key.strip(): value for key, value in row.items()}


def _cell(value: object, name: str, line: int) -> str:
    """A value as the cell of a file, guarded as in CSV if it looks like a formula after an apostrophe."""
    if isinstance(value, list) and not any(isinstance(each, list | dict) for each in value):
        items = (_cell(each, name, line) for each in value)
        return _SEPARATOR.join(_BARE_SEPARATOR.sub(r"\1\\|", item) for item in items)
    if isinstance(value, list | dict):
        message = _("Line %(line)d: “%(name)s” must be a text, a number or a list of texts.")
        raise UnreadableFileError(message, line=line, name=name[:80])
    if isinstance(value, bool):
        return str(value).lower()
    text = "" if value is None else str(value)
    if len(text) > MAX_CELL_CHARACTERS:
        message = _("Line %(line)d: the text of “%(name)s” is too long.")
        raise UnreadableFileError(message, line=line, name=name[:80])
    return escape_formula(text) if text.startswith("'") else text
