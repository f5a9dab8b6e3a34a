"""SQL expressions that write JSON values and URLs."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Combinable
from django.db.models.sql.compiler import SQLCompiler

from api.pagination.ordering import Sql


class JsonObject(models.Func):
    """A JSON object of named expressions, without spaces.

    `function` is called once for the object; a `FunctionColumn` reads what it returns.
    """

    def __init__(
        self, *values: Combinable, names: Sequence[str], function: models.Func | None = None
    ) -> None:
        super().__init__(*values, *filter(None, [function]), output_field=models.TextField())
        self.names = tuple(names)

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: object) -> Sql:  # type: ignore[override]
        columns: list[str] = []
        parameters: list[Any] = []
        for name, value in zip(self.names, self.source_expressions, strict=False):
            sql, values = compiler.compile(value)
            columns.append(f"{sql} AS {connection.ops.quote_name(name)}")
            parameters += values
        called = ""
        for function in self.source_expressions[len(self.names) :]:
            sql, values = compiler.compile(function)
            called = f" FROM {sql}"
            parameters += values
        return (
            f"(SELECT row_to_json(r) FROM (SELECT {', '.join(columns)}{called}) r)",  # noqa: S608 (columns compiled by Django)
            tuple(parameters),
        )


class FunctionColumn(models.Expression):
    """A column of what the `function` of a `JsonObject` returns."""

    def __init__(self, function: str, column: str, output_field: models.Field) -> None:
        super().__init__(output_field=output_field)
        self.function, self.column = function, column

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        return f"{self.function}.{self.column}", ()


class ArraySubquery(models.Subquery):
    """The values of a subquery as a PostgreSQL array."""

    template = "ARRAY(%(subquery)s)"
    output_field = models.TextField()


class JsonArray(models.Func):
    """One JSON array of the elements of several PostgreSQL arrays."""

    function = "array_to_json"
    arg_joiner = " || "
    output_field = models.TextField()


class Concatenation(models.Func):
    """Texts and numbers joined to one text."""

    template = "(%(expressions)s)"
    arg_joiner = " || "
    output_field = models.TextField()


class Literal(models.Expression):
    """A constant text, written into the SQL instead of being a parameter."""

    output_field: models.Field = models.TextField()

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        quoted = self.text.replace("'", "''").replace("%", "%%")
        return f"'{quoted}'::text", ()


class ListUrl(Literal):
    """The URL of a list in the API, filled in for each request; `text` is its view name."""

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        return "%s::text", (self,)


class AskedDay(Literal):
    """The day `on` of a request, or today, filled in for each request."""

    output_field = models.DateField()

    def __init__(self) -> None:
        super().__init__("on")

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        return "%s::date", (self,)


class JsonFloat(models.Func):
    """A decimal as JSON writes a float: 4686.0, 41.33."""

    template = (
        "(CASE WHEN scale(trim_scale(%(expressions)s)) = 0"
        " THEN trim_scale(%(expressions)s)::text || '.0'"
        " ELSE trim_scale(%(expressions)s)::text END)::json"
    )
    output_field = models.JSONField()


class UtcTimestamp(models.Func):
    """A timestamp in UTC with Z; the fraction of a second is left out where it is zero."""

    template = (
        "replace(to_char(%(expressions)s AT TIME ZONE 'UTC',"
        """ 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z')"""
    )
    output_field = models.TextField()
