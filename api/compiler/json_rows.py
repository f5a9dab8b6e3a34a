"""Compiles a serializer to one SQL statement that returns the JSON of each row.

Fields become ORM expressions, nested records become joins, and lists of children become correlated
subqueries. Each serializer is compiled once. For a page, the statement takes the primary keys of its
rows and is prepared once per connection (`prepared_statements.py`). For a whole list, the queryset of
the list replaces the table.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.datastructures import BaseTable
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request

from api.absolute_urls import absolute_url
from api.compiler.expressions import (
    ArraySubquery,
    AskedDay,
    JsonArray,
    JsonFloat,
    JsonObject,
    ListUrl,
    UtcTimestamp,
)
from api.pagination.ordering import Order, Sql

# Stands in the SQL where the rows go
ROWS_PLACEHOLDER = "/* the page of rows */"
# How many statements are cached: `fields` and `expand` allow more than memory could hold
MAX_STATEMENTS = 128
# REST framework escapes these too: valid in JSON, but not in JavaScript before 2019
JS_LINE_SEPARATORS = {"\u2028": "\\u2028", "\u2029": "\\u2029"}


class UnknownFieldError(TypeError):
    """A serializer field that has no SQL expression."""


class RawJson(str):
    """JSON text that is sent as it is."""

    @classmethod
    def from_text(cls, text: str) -> "RawJson":
        for character, escaped in JS_LINE_SEPARATORS.items():
            text = text.replace(character, escaped)
        return cls(text)


@dataclass(frozen=True)
class RowPath:
    """Where a serializer reads its row: the model, and the lookup prefix from the queryset to it.

    `other` is the foreign key that the source `other` means inside a link.
    """

    model: type[models.Model]
    prefix: str = ""
    other: str = ""

    def lookup(self, source: str) -> str:
        """The lookup of a field from the queryset."""
        return self.prefix + self._field_name(source).replace(".", "__")

    def foreign_key(self, source: str) -> models.ForeignKey:
        return self.model._meta.get_field(self._field_name(source))  # type: ignore[return-value]

    def follow(self, source: str) -> "RowPath":
        """The path of the record that a foreign key refers to."""
        related = self.foreign_key(source).related_model
        return RowPath(related, f"{self.lookup(source)}__")

    def _field_name(self, source: str) -> str:
        return self.other if source == "other" and self.other else source


def json_object(serializer: serializers.Serializer, path: RowPath) -> JsonObject:
    """The JSON object that the serializer writes for the row at this path."""
    _require_matching_sql(serializer)
    fields = serializer.fields
    values = [field_to_sql(field, path) for field in fields.values()]
    function = getattr(serializer, "function_to_sql", lambda path: None)(path)
    return JsonObject(*values, names=list(fields), function=function)


def field_to_sql(field: serializers.Field, path: RowPath) -> Combinable:
    """The value that a field writes; raises UnknownFieldError where there is no SQL for it."""
    if hasattr(field, "to_sql"):
        _require_matching_sql(field)
        return field.to_sql(path)
    child = getattr(field, "child", None)
    if child is not None and type(field) is getattr(child, "list_class", None):
        return JsonArray(*child.children_to_sql(path, field.source))
    if type(field) not in FIELDS:
        raise UnknownFieldError(f"{type(field).__name__} “{field.field_name}” has no SQL.")
    return FIELDS[type(field)](models.F(path.lookup(field.source or "")))


def null_if_missing(path: RowPath, source: str, value: Combinable) -> Combinable:
    """The value, or null where the foreign key refers to no record."""
    if not path.foreign_key(source).null and not path.prefix:
        return value
    return models.Case(
        models.When(**{f"{path.lookup(source)}__isnull": False}, then=value), default=None
    )


def children_subquery(
    serializer: serializers.Serializer,
    path: RowPath,
    source: str,
    *,
    other: str = "",
    **aliases: models.Expression,
) -> ArraySubquery:
    """The JSON of each child of a row, in the order of the child's model.

    `other` is the foreign key to the other end of a link; `aliases` are further values that the
    serializer reads.
    """
    relation: Any = path.foreign_key(source)
    model = relation.related_model
    name = relation.remote_field.name if relation.many_to_many else relation.field.name
    order = [key for key in model._meta.ordering if key != name]
    children = model._default_manager.filter(**{name: models.OuterRef(path.lookup("pk"))})
    children = children.alias(**aliases).order_by(*order)
    return ArraySubquery(children.values_list(json_object(serializer, RowPath(model, other=other))))


def _require_matching_sql(field: serializers.Field) -> None:
    """Raises UnknownFieldError where a subclass overrides the Python output but not `to_sql`."""
    depth_of_sql = _depth(type(field), "to_sql")
    for method in ("to_representation", "get_url"):
        if hasattr(field, method) and _depth(type(field), method) < depth_of_sql:
            raise UnknownFieldError(f"{type(field).__name__} overrides {method} but not to_sql.")


def _depth(kind: type, name: str) -> int:
    return next(depth for depth, base in enumerate(kind.__mro__) if name in vars(base))


def _unchanged(value: models.F) -> models.F:
    return value


# The REST framework fields that have SQL; a subclass needs its own `to_sql`.
FIELDS: dict[type[serializers.Field], Callable[[models.F], Combinable]] = {
    serializers.BigIntegerField: _unchanged,
    serializers.BooleanField: _unchanged,
    serializers.CharField: _unchanged,
    serializers.ChoiceField: _unchanged,
    serializers.DateField: _unchanged,
    serializers.DateTimeField: UtcTimestamp,
    serializers.FloatField: JsonFloat,
    serializers.IntegerField: _unchanged,
    serializers.SlugField: _unchanged,
    serializers.URLField: _unchanged,
}


class RowsTable(BaseTable):
    """The selected rows in place of their table."""

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        return f"({ROWS_PLACEHOLDER}) {connection.ops.quote_name(str(self.table_alias))}", (self,)


@dataclass(frozen=True)
class Statement:
    """SQL that returns the JSON of each selected row, followed by its sort keys if it is ordered."""

    sql: str
    parameters: list[Any]

    def for_rows(self, rows: models.QuerySet, request: Request) -> Sql:
        """The SQL and its parameters for the rows of a queryset."""
        # Generated columns, such as search vectors, are left out: no serializer reads them.
        names = [f.attname for f in rows.model._meta.concrete_fields if not f.generated]
        sql, values = rows.values_list(*names).query.get_compiler(rows.db).as_sql()
        return self.sql.replace(ROWS_PLACEHOLDER, sql), tuple(self.bind(values, request))

    def bind(self, rows: Sequence[object], request: Request) -> list[Any]:
        """The parameters of the statement; `rows` are those of the selected rows."""
        parameters: list[Any] = []
        for parameter in self.parameters:
            if isinstance(parameter, RowsTable):
                parameters += rows
            elif isinstance(parameter, ListUrl):
                parameters.append(absolute_url(parameter.text, request=request))
            elif isinstance(parameter, AskedDay):
                parameters.append(asked_day(request))
            else:
                parameters.append(parameter)
        return parameters


@lru_cache(MAX_STATEMENTS)
def compile_statement(
    serializer: Callable[[], serializers.Serializer],
    order: Order,
    row_expression: Callable[[serializers.Serializer, RowPath], models.Expression] = json_object,
) -> Statement:
    """The statement for rows in this order; `row_expression` writes a row, usually as JSON."""
    rows = order.apply(order.model._base_manager.all())
    text = Cast(row_expression(serializer(), RowPath(order.model)), models.TextField())
    return _compiled(rows.values_list(text, *order.keys_as_text))


@lru_cache(MAX_STATEMENTS)
def compile_statement_by_key(
    serializer: Callable[[], serializers.Serializer], model: type[models.Model]
) -> Statement:
    """The statement for a list of primary keys: returns key and JSON of each row, unordered."""
    json = Cast(json_object(serializer(), RowPath(model)), models.TextField())
    statement = _compiled(model._base_manager.order_by().values_list("pk", json))
    rows = f"SELECT * FROM {model._meta.db_table} WHERE id = ANY(%s::bigint[])"  # noqa: S608 (table name of a model)
    return replace(statement, sql=statement.sql.replace(ROWS_PLACEHOLDER, rows))


def _compiled(rows: models.QuerySet) -> Statement:
    query: Any = rows.query
    alias = query.get_initial_alias()
    query.alias_map[alias] = RowsTable(rows.model._meta.db_table, alias)
    sql, parameters = query.get_compiler(connection=connection).as_sql()
    return Statement(sql, list(parameters))


def asked_day(request: Request) -> dt.date:
    """The day `on` of a request whose parameters have been checked; today if it names none."""
    day = request.query_params.get("on")
    return dt.date.fromisoformat(day) if day else timezone.localdate()


def fetch_all(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """All rows that a statement returns."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
