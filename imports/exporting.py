"""Rows of the database as the files that bring them in: what goes out comes in again and changes nothing.

PostgreSQL writes the lines; texts that a spreadsheet would take for a formula get a mark in front, which
is taken off again when the file comes in. Numbers, dates and codes are left as they are.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from imports.checking.columns import (
    Column,
    DateColumn,
    PartsColumn,
    literal,
    table_of,
)
from imports.checking.list_cells import listing
from imports.resources import Route, TableResource
from records.sql import sql_file

LINES_AT_ONCE = 2000
BOM = b"\xef\xbb\xbf"


def exported(resource: type[TableResource], rows: QuerySet | None = None) -> Iterator[bytes]:
    """A file of the rows, of all that are there without any, piece by piece in little memory."""
    names = resource.column_names()
    yield BOM + (",".join(names) + "\r\n").encode()
    for route in resource.routes():
        yield from _lines(route, names, rows)


def _lines(route: Route, names: list[str], rows: QuerySet | None) -> Iterator[bytes]:
    by_name = {column.name: column for column in route.columns}
    columns = [by_name[name] for name in names]
    wanted, parameters = _wanted(route, rows)
    sql = sql_file(
        "imports/exported_rows",
        texts=[_written(route, each, f"c{n}") for n, each in enumerate(columns)],
        cells=[f"{_cell(route, each)} AS c{n}" for n, each in enumerate(columns)],
        table=table_of(route.model),
        wanted=wanted,
    )
    # A cursor of the server lives in a transaction: rows come as they are read.
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(sql, parameters)
        while found := cursor.fetchmany(LINES_AT_ONCE):
            yield "".join(f"{text}\r\n" for (text,) in found).encode()


def _wanted(route: Route, rows: QuerySet | None) -> tuple[str, list[Any]]:
    wanted, parameters = "true", []
    if route.when:
        # Files about anything: the row that is spoken of is there.
        about = next(column for column in route.columns if column.name == "row")
        assert isinstance(about, Column)
        wanted = f"exported.{about.field.column} IS NOT NULL"
    if rows is not None:
        sql, found = rows.order_by().values("pk").query.sql_with_params()
        wanted += f" AND exported.id IN ({sql})"
        parameters = list(found)
    return wanted if parameters else wanted.replace("%%", "%"), parameters


def _cell(route: Route, column: Column | PartsColumn) -> str:
    """SQL of what a cell says."""
    if route.when and column.name == route.when[0]:
        return literal(route.when[1])
    return listing(column) if isinstance(column, PartsColumn) else f"({column.shown('exported')})"


def _written(route: Route, column: Column | PartsColumn, cell: str) -> str:
    """SQL of a cell as it stands between the commas: texts guarded where they look like a formula, and quoted."""
    is_code = isinstance(column, DateColumn) or getattr(column, "sort", "text") != "text"
    if is_code or (route.when and column.name == route.when[0]):
        return f"{cell}::text"
    guarded = rf"regexp_replace({cell}, E'^(''*[=+@\t\r-])', E'''\\1')"
    # The first look at a cell is all that most of them cost.
    return (
        rf"""CASE WHEN {cell} !~ E'^[''=+@-]|[",\r\n\t]|^\\s|\\s$' THEN {cell}"""
        rf""" WHEN {cell} ~ E'[",\r\n]|^\\s|\\s$' THEN '"' || replace({guarded}, '"', '""') || '"'"""
        f" ELSE {guarded} END"
    )
