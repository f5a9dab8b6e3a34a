"""Compiles a serializer to one CSV line per row, and escapes spreadsheet formulas.

A column is a field by its dotted name: `slug`, `place.name`. Children are JSON in one cell. Null and
empty text are empty cells.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, Model, TextField
from django.db.models.expressions import Combinable
from django.db.models.sql.compiler import SQLCompiler
from rest_framework import serializers

from api.compiler.json_rows import MAX_STATEMENTS, RowPath, field_to_sql, null_if_missing
from api.pagination.ordering import Sql
from api.serializers import PublicIdField, RelatedSlugField, RowSerializer, SelfUrlField

FORMULA = re.compile(r"'*[=+\-@\t\r]")
NUMBER_FIELDS = (serializers.IntegerField, serializers.FloatField)
# Fields whose values never hold a comma, quote, line break or formula
PLAIN_FIELDS = (
    serializers.ChoiceField,
    serializers.DateField,
    serializers.DateTimeField,
    serializers.SlugField,
    SelfUrlField,
    PublicIdField,
    RelatedSlugField,
)


@dataclass(frozen=True)
class CsvColumn:
    """A column: the dotted name of a field, the kind of its cells, and its value in SQL.

    Kinds are number, boolean, plain (never needs quotes), nested (JSON) and text.
    """

    name: str
    kind: str
    value: Combinable


class Cell(Func):
    """A value as it stands between the commas; the template may use the value several times."""

    output_field = TextField()

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: object) -> Sql:  # type: ignore[override]
        sql, parameters = super().as_sql(compiler, connection)
        return sql, parameters * self.template.count("%(expressions)s")


class PlainCell(Cell):
    template = "(%(expressions)s)::text"


class NestedCell(Cell):
    """JSON: always in quotes, never a formula."""

    template = """'"' || replace((%(expressions)s)::text, '"', '""') || '"'"""


class TextCell(Cell):
    """Text, escaped where it would be a formula, in quotes where needed."""

    _mark = r"CASE WHEN %(expressions)s ~ E'^''*[=+@\t\r-]' THEN '''' ELSE '' END"
    template = (
        rf"""CASE WHEN %(expressions)s ~ E'[",\r\n]' THEN '"' || {_mark}"""
        rf""" || replace(%(expressions)s, '"', '""') || '"' ELSE {_mark} || %(expressions)s END"""
    )


class OnlyCell(Cell):
    """The cell of a table with one column: an empty one would be an empty line."""

    template = """coalesce(nullif(%(expressions)s, ''), '""')"""


class CsvLine(Func):
    """Cells joined by commas."""

    template = "array_to_string(ARRAY[%(expressions)s], ',', '')"
    output_field = TextField()


def escape_formula(text: str) -> str:
    """The text, with a ' in front where a spreadsheet would read it as a formula.

    That is where it starts with = + - @, a tab or a carriage return, after any number of '. So
    `unescape_formula` restores every text.
    """
    return f"'{text}" if FORMULA.match(text) else text


def unescape_formula(text: str) -> str:
    """Undoes `escape_formula`."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def csv_line(row: serializers.Serializer, path: RowPath) -> CsvLine:
    """The CSV line of a row, without its line end."""
    classes = {"nested": NestedCell, "text": TextCell}
    columns = csv_columns(row, path)
    cells = [classes.get(column.kind, PlainCell)(column.value) for column in columns]
    return CsvLine(*cells) if len(cells) > 1 else CsvLine(OnlyCell(*cells))


def csv_columns(row: serializers.Serializer, path: RowPath) -> Iterator[CsvColumn]:
    """The columns of a row; a nested record has one for each of its fields."""
    for name, field in row.fields.items():
        if isinstance(field, RowSerializer):
            source = field.source or ""
            for inner in csv_columns(field, path.follow(source)):
                value = null_if_missing(path, source, inner.value)
                yield CsvColumn(f"{name}.{inner.name}", inner.kind, value)
        else:
            yield CsvColumn(name, _kind_of(field), field_to_sql(field, path))


@lru_cache(MAX_STATEMENTS)
def column_kinds(
    serializer: Callable[[], serializers.Serializer], model: type[Model]
) -> dict[str, str]:
    """The kind of the cells of each column, by the name of the column."""
    return {column.name: column.kind for column in csv_columns(serializer(), RowPath(model))}


def parse_csv(
    lines: Iterable[str], kinds: Iterable[str]
) -> Iterator[list[str | float | bool | None]]:
    """The values of CSV lines as numbers, booleans and texts; None for an empty cell."""
    kinds = list(kinds)
    for cells in csv.reader(lines):
        yield [_value(cell, kind) for cell, kind in zip(cells, kinds, strict=True)]


def _kind_of(field: serializers.Field) -> str:
    if isinstance(field, serializers.ListSerializer | serializers.JSONField):
        return "nested"
    if isinstance(field, NUMBER_FIELDS):
        return "number"
    if isinstance(field, serializers.BooleanField):
        return "boolean"
    return "plain" if isinstance(field, PLAIN_FIELDS) else "text"


def _value(cell: str, kind: str) -> str | float | bool | None:
    if not cell:
        return None
    if kind == "number":
        return float(cell)
    if kind == "boolean":
        return cell == "true"
    return unescape_formula(cell) if kind == "text" else cell
