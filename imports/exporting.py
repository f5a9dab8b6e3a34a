"""Exports rows as the files that import them: importing an export changes nothing.

PostgreSQL writes the lines. Texts that a spreadsheet would run as a formula get an apostrophe in front,
which importing removes. Numbers, dates and codes are written as they are.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.db.models import Model, QuerySet

from imports.checking.columns import ValueColumn
from imports.resources import AnyColumn, TableResource, TableRoute

LINES_PER_FETCH = 2000
BOM = b"\xef\xbb\xbf"


def export_rows(
    resource: type[TableResource], rows: QuerySet[Model] | None = None
) -> Iterator[bytes]:
    """The file of these rows, or of all rows, in pieces, so that memory does not grow with them."""
    names = resource.column_names()
    yield header_line(resource)
    for route in resource.routes():
        yield from _export_route(route, names, rows)


def header_line(resource: type[TableResource]) -> bytes:
    """The column names, after a byte order mark."""
    return BOM + (",".join(resource.column_names()) + "\r\n").encode()


def _export_route(
    route: TableRoute, names: list[str], rows: QuerySet[Model] | None
) -> Iterator[bytes]:
    by_name = {column.name: column for column in route.columns}
    columns = [by_name[name] for name in names]
    cells = ", ".join(f"({each.export_sql('exported')}) AS c{n}" for n, each in enumerate(columns))
    texts = ", ".join(_csv_sql(each, f"c{n}") for n, each in enumerate(columns))
    condition, parameters = _condition(route, rows)
    # OFFSET 0 keeps PostgreSQL from computing a cell once for each of its uses.
    sql = (
        f"SELECT array_to_string(ARRAY[{texts}], ',', '') FROM"  # noqa: S608 (table and column names of models)
        f" (SELECT {cells} FROM {route.model._meta.db_table} exported"
        f" WHERE {condition} ORDER BY exported.id OFFSET 0) cells"
    )
    # A server-side cursor needs a transaction; it sends the rows as they are read.
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(sql, parameters)
        while found := cursor.fetchmany(LINES_PER_FETCH):
            yield "".join(f"{text}\r\n" for (text,) in found).encode()


def _condition(route: TableRoute, rows: QuerySet[Model] | None) -> tuple[str, list[Any]]:
    """SQL condition for the rows to export, and its parameters."""
    condition, parameters = "true", []
    if route.when:
        # Claims: those about a row of this type.
        about = next(column for column in route.columns if column.name == "row")
        assert isinstance(about, ValueColumn)
        condition = f"exported.{about.field.column} IS NOT NULL"
    if rows is not None:
        sql, found = rows.order_by().values("pk").query.sql_with_params()
        condition += f" AND exported.id IN ({sql})"
        parameters = list(found)
    return condition if parameters else condition.replace("%%", "%"), parameters


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
