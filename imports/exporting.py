"""Exports rows as the files that import them: importing an export changes nothing, and into an empty database it
brings back everything but the review.

PostgreSQL writes the lines. In CSV, texts that a spreadsheet would run as a formula get an apostrophe in front,
which importing removes. Numbers, dates and codes are written as they are. Rows and items of lists are sorted by
their keys, so that the same rows give the same bytes in every database.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from api.compiler.csv_rows import unescape_formula
from api.rendering.spreadsheet import CellTooLongError, write_workbook
from imports.checking.columns import BooleanColumn, DecimalColumn, ValueColumn
from imports.checking.related_columns import ListColumn
from imports.checking.sql import order_sql
from imports.choices import FileFormat
from imports.reading.spreadsheets import LAST_ROW_NUMBER
from imports.resources import AnyColumn, TableResource, TableRoute

LINES_PER_FETCH = 2000
BOM = b"\xef\xbb\xbf"
# A workbook stores numbers with this many significant digits
MAX_NUMBER_DIGITS = 15
BYTES_PER_PIECE = 1_000_000


class ExportRefusedError(ValueError):
    """The rows do not fit into a file of this format; the message says which one takes them."""


def export_rows(
    resource: type[TableResource],
    rows: QuerySet[Model] | None = None,
    file_format: FileFormat = FileFormat.CSV,
    names: Sequence[str] = (),
) -> Iterator[bytes]:
    """The file of these rows, or of all rows, in pieces, so that memory does not grow with them.

    `names` are the columns to export, all without it. Raises ExportRefusedError.
    """
    names = names or resource.column_names()
    if file_format is FileFormat.XLSX:
        yield from _workbook(resource, rows, names)
        return
    if file_format is FileFormat.CSV:
        yield header_line(resource, names)
    end = "\r\n" if file_format is FileFormat.CSV else "\n"
    line = _csv_line if file_format is FileFormat.CSV else _json_line
    for batch in _batches(resource, rows, names, line):
        yield "".join(f"{text}{end}" for text in batch).encode()


def export_cells(
    resource: type[TableResource], rows: QuerySet[Model] | None, names: Sequence[str]
) -> Iterator[list[str]]:
    """The cells of these rows, or of all rows, in these columns, as texts that nothing guards."""
    for row in _parsed_lines(resource, rows, names):
        yield [_plain_text(cell) or "" for cell in row]


def _parsed_lines(
    resource: type[TableResource], rows: QuerySet[Model] | None, names: Sequence[str]
) -> Iterator[list[str]]:
    lines = (line for batch in _batches(resource, rows, names, _csv_line) for line in batch)
    # The line of an empty cell in an only column is empty.
    return (row or [""] for row in csv.reader(lines))


def header_line(resource: type[TableResource], names: Sequence[str] = ()) -> bytes:
    """The column names, after a byte order mark."""
    return BOM + (",".join(names or resource.column_names()) + "\r\n").encode()


def _batches(
    resource: type[TableResource], rows: QuerySet[Model] | None, names: Sequence[str], line: Any
) -> Iterator[list[str]]:
    """Lines of the file, some at a time; `line` makes the SQL of one from its columns."""
    for route in resource.routes():
        if rows is not None and rows.model._meta.concrete_model is not route.model:
            continue
        by_name = {column.name: column for column in route.columns}
        columns = [by_name[name] for name in names]
        cells = ", ".join(
            f"({_cell_sql(each, is_list=line is _json_line)}) AS c{n}"
            for n, each in enumerate(columns)
        )
        condition, parameters = _condition(route, rows)
        order = ", ".join(
            f"{each} NULLS FIRST" for each in order_sql(route.model, "exported", route.order)
        )
        # OFFSET 0 keeps PostgreSQL from computing a cell once for each of its uses.
        sql = (
            f"SELECT {line(columns)} FROM"  # noqa: S608 (table and column names of models)
            f" (SELECT {cells} FROM {route.model._meta.db_table} exported"
            f" WHERE {condition} ORDER BY {order} OFFSET 0) cells"
        )
        # A server-side cursor needs a transaction; it sends the rows as they are read.
        with transaction.atomic(), connection.chunked_cursor() as cursor:
            cursor.execute(sql, parameters)
            while found := cursor.fetchmany(LINES_PER_FETCH):
                yield [text for (text,) in found]


def _condition(route: TableRoute, rows: QuerySet[Model] | None) -> tuple[str, list[Any]]:
    """SQL condition for the rows to export, and its parameters."""
    condition, parameters = "true", []
    if route.when:
        # Claims: those about a row of this type.
        about = next(column for column in route.columns if column.name == "row")
        assert isinstance(about, ValueColumn)
        condition = f"exported.{about.field.column} IS NOT NULL"
    if rows is not None:
        try:
            sql, found = rows.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            return "false", []
        condition += f" AND exported.id IN ({sql})"
        parameters = list(found)
    return condition if parameters else condition.replace("%%", "%"), parameters


def _cell_sql(column: AnyColumn, *, is_list: bool) -> str:
    """SQL of the cell of a row; with `is_list`, a list is an array of its items."""
    if is_list and isinstance(column, ListColumn):
        return column.export_items_sql("exported")
    return column.export_sql("exported")


def _csv_line(columns: Sequence[AnyColumn]) -> str:
    """SQL of a row as a line of CSV."""
    texts = ", ".join(_csv_sql(each, f"c{n}") for n, each in enumerate(columns))
    return f"array_to_string(ARRAY[{texts}], ',', '')"


def _csv_sql(column: AnyColumn, cell: str) -> str:
    """SQL of a cell as CSV: texts are guarded where they look like a formula, and quoted where necessary."""
    if not column.is_text:
        return f"{cell}::text"
    guarded = rf"regexp_replace({cell}, E'^(''*[=+@\t\r-])', E'''\\1')"
    # Most cells pass the first, cheap test.
    return (
        rf"""CASE WHEN {cell} !~ E'^[''=+@-]|[",\r\n\t]|^\\s|\\s$' THEN {cell}"""
        rf""" WHEN {cell} ~ E'[",\r\n]|^\\s|\\s$' THEN '"' || replace({guarded}, '"', '""') || '"'"""
        f" ELSE {guarded} END"
    )


def _json_line(columns: Sequence[AnyColumn]) -> str:
    """SQL of a row as a JSON object: numbers, truth values, texts, lists of items, and null for an empty cell."""
    values = ", ".join(
        f'{_json_sql(each, f"c{n}")} AS "{each.name}"' for n, each in enumerate(columns)
    )
    return f"(SELECT row_to_json(line)::text FROM (SELECT {values}) line)"  # noqa: S608 (names of columns)


def _json_sql(column: AnyColumn, cell: str) -> str:
    if isinstance(column, ListColumn):
        return f"coalesce({cell}, ARRAY[]::text[])"
    if _is_number(column):
        return f"{cell}::numeric"
    return f"{cell}::boolean" if isinstance(column, BooleanColumn) else f"nullif({cell}::text, '')"


def _is_number(column: AnyColumn) -> bool:
    """Whether the cells are numbers, such as amounts and grades."""
    if isinstance(column, ListColumn):
        return False
    return isinstance(column, DecimalColumn) or "Integer" in column.field.get_internal_type()


def _workbook(
    resource: type[TableResource], rows: QuerySet[Model] | None, names: Sequence[str]
) -> Iterator[bytes]:
    by_name = {column.name: column for column in resource.columns()}
    numeric = [_is_number(by_name[name]) for name in names]
    try:
        lines = _parsed_lines(resource, rows, names)
        file = write_workbook(names, _workbook_rows(lines, numeric))
    except (CellTooLongError, csv.Error):
        text = _("A text is too long for a cell of a workbook. Export as CSV or NDJSON.")
        raise ExportRefusedError(text) from None
    with file:
        yield from iter(lambda: file.read(BYTES_PER_PIECE), b"")


def _workbook_rows(
    rows: Iterable[list[str]], numeric: Sequence[bool]
) -> Iterator[list[str | float | None]]:
    """Rows of CSV as cells of a workbook, where no text is run as a formula."""
    for number, row in enumerate(rows, start=2):
        if number > LAST_ROW_NUMBER:
            text = _("These are more rows than a workbook can hold. Export as CSV or NDJSON.")
            raise ExportRefusedError(text)
        yield [
            _number(cell) if is_number else _plain_text(cell)
            for cell, is_number in zip(row, numeric, strict=True)
        ]


def _number(cell: str) -> str | float | None:
    """A number, unless it has more digits than a workbook keeps."""
    digits = sum(map(str.isdigit, cell))
    return (float(cell) if digits <= MAX_NUMBER_DIGITS else cell) if cell else None


def _plain_text(cell: str) -> str | None:
    """A text without the apostrophe that guards it in CSV, unless importing would remove another one."""
    text = unescape_formula(cell)
    return (cell if text.startswith("'") else text) or None
