"""Rows as lines of CSV, written by PostgreSQL, and what guards the reader of a spreadsheet.

A column is a field by its dotted name: `slug`, `place.name`. Children stand as JSON in one cell.
Null and empty text are empty cells.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Func, TextField
from rest_framework import serializers

from api.compiler.json_rows import MAX_STATEMENTS, RowPath, field_to_sql, null_if_missing
from api.serializers import RelatedSlugField, RowSerializer, SelfUrlField

FORMULA = re.compile(r"'*[=+\-@\t\r]")
NUMBERS = (serializers.IntegerField, serializers.FloatField)
# What holds no comma, quote, line break or formula
PLAIN = (
    *NUMBERS,
    serializers.BooleanField,
    serializers.ChoiceField,
    serializers.DateField,
    serializers.DateTimeField,
    serializers.SlugField,
    SelfUrlField,
    RelatedSlugField,
)


@dataclass(frozen=True)
class CsvColumn:
    """A column of a table: the dotted name of a field, how it is written, its value in SQL."""

    name: str
    kind: str
    value: Any


class CsvCell(Func):
    """A value as it stands between the commas."""

    output_field = TextField()

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **options: Any) -> Any:
        sql, parameters = super().as_sql(compiler, connection)
        return sql, list(parameters) * self.template.count("%(expressions)s")


class PlainCell(CsvCell):
    template = "(%(expressions)s)::text"


class NestedCell(CsvCell):
    """JSON: always with quotes around, never a formula."""

    template = """'"' || replace((%(expressions)s)::text, '"', '""') || '"'"""


class TextCell(CsvCell):
    """Text with a mark in front where it would be a formula, with quotes around where needed."""

    _guard = r"CASE WHEN %(expressions)s ~ E'^''*[=+@\t\r-]' THEN '''' ELSE '' END"
    template = (
        rf"""CASE WHEN %(expressions)s ~ E'[",\r\n]' THEN '"' || {_guard}"""
        rf""" || replace(%(expressions)s, '"', '""') || '"' ELSE {_guard} || %(expressions)s END"""
    )


class OnlyCell(CsvCell):
    """The cell of a table with one column: empty it would be an empty line."""

    template = """coalesce(nullif(%(expressions)s, ''), '""')"""


class CsvLine(Func):
    """Cells with commas between."""

    template = "array_to_string(ARRAY[%(expressions)s], ',', '')"
    output_field = TextField()


CELLS: dict[str, type[CsvCell]] = {
    "number": PlainCell,
    "boolean": PlainCell,
    "plain": PlainCell,
    "nested": NestedCell,
    "text": TextCell,
}


def escape_formula(text: str) -> str:
    """The text with a ' in front where a spreadsheet would take it for a formula.

    That is where it starts with = + - @, a tab or a carriage return, whatever number of ' stands
    before it: so `unescape_formula` finds every text again.
    """
    return f"'{text}" if FORMULA.match(text) else text


def unescape_formula(text: str) -> str:
    """The text that `escape_formula` made this one of."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def csv_line(row: Any, path: RowPath) -> CsvLine:
    """The line of a row, without its end."""
    cells = [CELLS[column.kind](column.value) for column in csv_columns(row, path)]
    return CsvLine(*cells) if len(cells) > 1 else CsvLine(OnlyCell(*cells))


def csv_columns(row: Any, path: RowPath) -> Iterator[CsvColumn]:
    """The columns of a row: nested records take one for each of their fields."""
    for name, field in row.fields.items():
        if isinstance(field, RowSerializer):
            source: Any = field.source
            for inner in csv_columns(field, path.below(source)):
                value = null_if_missing(path, source, inner.value)
                yield CsvColumn(f"{name}.{inner.name}", inner.kind, value)
        else:
            yield CsvColumn(name, _kind_of(field), field_to_sql(field, path))


@lru_cache(MAX_STATEMENTS)
def column_kinds(serializer: Any, model: Any) -> dict[str, str]:
    """What sort of values each column has, by its name."""
    return {column.name: column.kind for column in csv_columns(serializer(), RowPath(model))}


def parse_csv(lines: Iterable[str], kinds: Iterable[str]) -> Iterator[list[Any]]:
    """The values of lines: numbers, truths, texts; None for an empty cell."""
    kinds = list(kinds)
    for cells in csv.reader(lines):
        yield [_value(cell, kind) for cell, kind in zip(cells, kinds, strict=True)]


def _kind_of(field: Any) -> str:
    if isinstance(field, serializers.ListSerializer):
        return "nested"
    if isinstance(field, NUMBERS):
        return "number"
    if isinstance(field, serializers.BooleanField):
        return "boolean"
    return "plain" if isinstance(field, PLAIN) else "text"


def _value(cell: str, kind: str) -> Any:
    if not cell:
        return None
    if kind == "number":
        return float(cell)
    if kind == "boolean":
        return cell == "true"
    return unescape_formula(cell) if kind == "text" else cell
