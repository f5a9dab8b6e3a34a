"""Serializers as SQL: one statement that gives the JSON text of each row, as the serializer writes it.

Fields become expressions of the ORM, nested records joins, children correlated subqueries, compiled
once for each serializer. A page of a list names its rows by their primary keys, to be planned once a
connection (api/compiler/prepared_statements.py); whole lists put a query of theirs in the middle.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import (
    Case,
    Expression,
    F,
    Func,
    JSONField,
    Model,
    OuterRef,
    Subquery,
    TextField,
    When,
)
from django.db.models.functions import Cast
from django.db.models.sql.datastructures import BaseTable
from rest_framework import serializers

from api.absolute_urls import address_of
from api.pagination.ordering import Order
from records.sql import fill

PAGE = "/* the page of rows */"
# Statements that are kept: with `fields` and `expand` there are more than memory
MOST_STATEMENTS = 128
# As REST framework does: valid in JSON, but not in JavaScript before 2019
SEPARATORS = {"\u2028": "\\u2028", "\u2029": "\\u2029"}


class UnknownFieldError(TypeError):
    """A field of a serializer that SQL has no expression for."""


class Text(str):
    """JSON text that goes to the reader as it is."""

    @classmethod
    def of(cls, text: str) -> "Text":
        for character, escaped in SEPARATORS.items():
            text = text.replace(character, escaped)
        return cls(text)


class Object(Func):
    """A JSON object of named expressions, without spaces."""

    def __init__(self, *values: Any, names: Sequence[str]) -> None:
        super().__init__(*values, output_field=TextField())
        self.names = tuple(names)

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **options: Any) -> Any:
        columns, parameters = [], []
        for name, value in zip(self.names, self.source_expressions, strict=True):
            sql, values = compiler.compile(value)
            columns.append(f"{sql} AS {connection.ops.quote_name(name)}")
            parameters += values
        sql = "(SELECT row_to_json(json_row) FROM (SELECT :columns) AS json_row)"
        return fill(sql, columns=columns), parameters


class Children(Subquery):
    """The values of a subquery as an array of PostgreSQL."""

    template = "ARRAY(%(subquery)s)"
    output_field = TextField()


class Array(Func):
    """A JSON array of what several arrays of PostgreSQL hold, one after the other."""

    function = "array_to_json"
    arg_joiner = " || "
    output_field = TextField()


class Joined(Func):
    """One text after the other; numbers as digits."""

    template = "(%(expressions)s)"
    arg_joiner = " || "
    output_field = TextField()


class Word(Expression):
    """A text of ours, written into the statement."""

    output_field = TextField()

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        quoted = self.text.replace("'", "''").replace("%", "%%")
        return f"'{quoted}'::text", []


class ListAddress(Word):
    """The address of a list of the API, known once somebody asks; `text` is its view's name."""

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s::text", [self]


class Float(Func):
    """A number with decimals as JSON writes a float: 4686.0, 41.33."""

    template = (
        "(CASE WHEN scale(trim_scale(%(expressions)s)) = 0"
        " THEN trim_scale(%(expressions)s)::text || '.0'"
        " ELSE trim_scale(%(expressions)s)::text END)::json"
    )
    output_field = JSONField()


class Moment(Func):
    """A moment in UTC with Z, without the fraction of a second where that is zero."""

    template = (
        "replace(to_char(%(expressions)s AT TIME ZONE 'UTC',"
        """ 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z')"""
    )
    output_field = TextField()


@dataclass(frozen=True)
class Position:
    """Where a field stands: the model at hand, the lookup path to it, how its link calls a side."""

    model: type[Model]
    path: str = ""
    other: str = ""

    def at(self, source: str) -> str:
        return self.path + self._named(source).replace(".", "__")

    def reference(self, source: str) -> Any:
        return self.model._meta.get_field(self._named(source))

    def below(self, source: str) -> "Position":
        return Position(self.reference(source).related_model, f"{self.at(source)}__")

    def _named(self, source: str) -> str:
        return self.other if source == "other" and self.other else source


def object_of(serializer: Any, position: Position) -> Object:
    """The JSON object that a serializer writes of the row at this position."""
    _refuse_own_words(serializer)
    fields = serializer.fields
    return Object(*(value_of(field, position) for field in fields.values()), names=list(fields))


def value_of(field: Any, position: Position) -> Any:
    """What a field writes; raises UnknownFieldError where SQL cannot say it."""
    if hasattr(field, "in_sql"):
        _refuse_own_words(field)
        return field.in_sql(position)
    child: Any = getattr(field, "child", None)
    if type(field) is getattr(child, "list_class", None):
        return Array(*child.rows_in_sql(position, field.source))
    if type(field) not in FIELDS:
        raise UnknownFieldError(f"{type(field).__name__} “{field.field_name}” is not known to SQL.")
    return FIELDS[type(field)](F(position.at(field.source)))


def shown(position: Position, source: str, value: Any) -> Any:
    """What is shown of a reference: the value, or null where there is no record."""
    reference = position.reference(source)
    if not reference.null and not position.path:
        return value
    return Case(When(**{f"{position.at(source)}__isnull": False}, then=value), default=None)


def children(
    serializer: Any, position: Position, source: str, *, other: str = "", **known: Any
) -> Children:
    """The children of a row, each as the serializer writes it, in their model's order.

    `other` is what links call their other side, `known` what else the serializer reads of them.
    """
    relation = position.reference(source)
    model = relation.related_model
    rows = model._default_manager
    name = relation.remote_field.name if relation.many_to_many else relation.field.name
    order = [key for key in model._meta.ordering if key != name]
    rows = rows.filter(**{name: OuterRef(position.at("pk"))}).alias(**known).order_by(*order)
    return Children(rows.values_list(object_of(serializer, Position(model, other=other))))


def _refuse_own_words(field: Any) -> None:
    """A subclass that writes its value in another way must say so in SQL too."""
    ways = [way for way in ("to_representation", "get_url") if hasattr(field, way)]
    depth = {name: _depth(type(field), name) for name in (*ways, "in_sql")}
    if any(depth[way] < depth["in_sql"] for way in ways):
        raise UnknownFieldError(f"{type(field).__name__} writes what its `in_sql` does not know.")


def _depth(kind: type, name: str) -> int:
    return next(depth for depth, base in enumerate(kind.__mro__) if name in vars(base))


# The fields of REST framework that SQL knows; a subclass is another field.
FIELDS: dict[type, Callable[[F], Any]] = {
    **dict.fromkeys(
        [
            serializers.BigIntegerField,
            serializers.BooleanField,
            serializers.CharField,
            serializers.ChoiceField,
            serializers.DateField,
            serializers.IntegerField,
            serializers.SlugField,
            serializers.URLField,
        ],
        lambda value: value,
    ),
    serializers.DateTimeField: Moment,
    serializers.FloatField: Float,
}


class PageTable(BaseTable):
    """The rows of a page in the place of their table."""

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return f"({PAGE}) {connection.ops.quote_name(self.table_alias)}", [self]


@dataclass(frozen=True)
class Statement:
    """SQL that gives the JSON text of each row of a page, then other texts that were asked for."""

    sql: str
    parameters: list[Any]

    def around(self, rows: Any, request: Any) -> tuple[str, list[Any]]:
        """This statement for the rows of a queryset, and its parameters."""
        # What is searched in stays away: it is selected as a null without a name.
        names = [f.attname for f in rows.model._meta.concrete_fields if not f.generated]
        page, values = rows.values_list(*names).query.get_compiler(rows.db).as_sql()
        return self.sql.replace(PAGE, page), self.values(values, request)

    def values(self, page: Sequence[Any], request: Any) -> list[Any]:
        """The parameters, where the page of rows has these."""
        parameters: list[Any] = []
        for parameter in self.parameters:
            if isinstance(parameter, PageTable):
                parameters += page
            elif isinstance(parameter, ListAddress):
                parameters.append(address_of(parameter.text, request=request))
            else:
                parameters.append(parameter)
        return parameters


@lru_cache(MOST_STATEMENTS)
def statement(
    serializer: Callable[[], Any], order: Order, written: Callable[[Any, Position], Any] = object_of
) -> Statement:
    """The statement for rows in this order; `written` makes one expression of the serializer."""
    rows: Any = order.of(order.model._base_manager.all())
    text = Cast(written(serializer(), Position(order.model)), TextField())
    return _compiled(rows.values_list(text, *order.texts))


@lru_cache(MOST_STATEMENTS)
def statement_by_key(serializer: Callable[[], Any], model: type[Model]) -> Statement:
    """The statement for rows named by a list of primary keys: key and JSON text of each, in no order."""
    json = Cast(object_of(serializer(), Position(model)), TextField())
    found = _compiled(model._base_manager.order_by().values_list("pk", json))
    page = fill('SELECT * FROM :"table" WHERE id = ANY(%s::bigint[])', table=model._meta.db_table)
    return replace(found, sql=found.sql.replace(PAGE, page))


def _compiled(rows: Any) -> Statement:
    query, model = rows.query, rows.model
    alias = query.get_initial_alias()
    query.alias_map[alias] = PageTable(model._meta.db_table, alias)
    sql, parameters = query.get_compiler(connection=connection).as_sql()
    return Statement(sql, list(parameters))


def fetch(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """All rows that a statement gives."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
