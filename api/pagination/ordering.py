"""The orders of lists, and the condition for the rows after a given row."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.db.models.sql.compiler import SQLCompiler

from records.rules import or_infinite

# SQL and its parameters
Sql = tuple[str, tuple[Any, ...]]
UNIQUE_COLUMNS = {"id", "public_id", "slug", "code"}


class RowComparison(models.Func):
    """Compares two rows of expressions: (a, b) > (x, y)."""

    output_field = models.BooleanField()
    conditional = True

    def __init__(self, *sides: Combinable, sign: str) -> None:
        super().__init__(*sides)
        self.sign = sign

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: object) -> Sql:  # type: ignore[override]
        compiled = [compiler.compile(expression) for expression in self.source_expressions]
        half = len(compiled) // 2
        left, right = (
            ", ".join(sql for sql, _ in side) for side in (compiled[:half], compiled[half:])
        )
        parameters = tuple(value for _, values in compiled for value in values)
        return f"({left}) {self.sign} ({right})", parameters


class PrimaryKeyText(models.Func):
    """A primary key as text of a fixed width."""

    template = "lpad((%(expressions)s)::text, 19, '0')"
    output_field = models.TextField()


@dataclass(frozen=True)
class Order:
    """An order of rows by some fields, all ascending or all descending; the id breaks ties.

    Rows without a date come last in both directions. With `backwards` the list is read from its end.
    """

    model: type[models.Model]
    names: tuple[str, ...]
    descending: bool = False
    backwards: bool = False

    @cached_property
    def keys(self) -> tuple[models.OrderBy, ...]:
        descending = self.descending != self.backwards
        return tuple(models.OrderBy(key, descending=descending) for key, _ in self._typed_keys)

    @cached_property
    def _typed_keys(self) -> list[tuple[models.F | models.Func, str]]:
        """Each sort key with the name of its database type."""
        names = list(self.names)
        if not names or names[-1] not in UNIQUE_COLUMNS:
            names.append("id")
        return [self._typed_key(name) for name in names]

    def _typed_key(self, name: str) -> tuple[models.F | models.Func, str]:
        model: Any = self.model
        *references, last = name.split("__")
        for reference in references:
            model = model._meta.get_field(reference).related_model
        field = model._meta.get_field(last)
        key: models.F | models.Func = models.F(name)
        if field.null:
            assert isinstance(field, models.DateField), f"{name} may be null and is not a date."
            key = or_infinite(name, "-infinity" if self.descending else "infinity")
        of_type = field.rel_db_type if field.primary_key else field.db_type
        return key, of_type(connection)

    @property
    def keys_as_text(self) -> list[models.Func]:
        """The sort keys of a row as texts, as cursors hold them.

        Primary keys have a fixed width, so that the length of a cursor says nothing about their size.
        """
        pairs = zip(self.keys, self._typed_keys, strict=True)
        return [
            PrimaryKeyText(key.expression)
            if kind == "bigint"
            else Cast(key.expression, models.TextField())
            for key, (_, kind) in pairs
        ]

    def split(self, rows: models.QuerySet) -> list[models.QuerySet]:
        """The rows as consecutive parts, where their queryset offers that; else one part."""
        key = self.keys[0]
        if self.names[0] != "date_from" or not hasattr(rows, "split_for_index"):
            return [rows]
        return rows.split_for_index(key.expression, descending=key.descending)

    def reversed(self) -> "Order":
        """The same order read from its end."""
        return replace(self, backwards=not self.backwards)

    def apply(self, rows: models.QuerySet) -> models.QuerySet:
        """The rows in this order."""
        return rows.order_by(*self.keys)

    def after(self, values: Sequence[str]) -> models.Q:
        """Condition: the row comes after the one with these sort keys, given as texts."""
        ascending = self.descending == self.backwards
        keys = [key for key, _ in self._typed_keys]
        typed = [
            models.Func(models.Value(value), template=f"%(expressions)s::{kind}")
            for value, (_, kind) in zip(values, self._typed_keys, strict=True)
        ]
        condition = models.Q(RowComparison(*keys, *typed, sign=">" if ascending else "<"))
        if len({name.rpartition("__")[0] for name in self.names}) > 1:
            # An index on the first key is only used where that key is compared alone.
            first = RowComparison(keys[0], typed[0], sign=">=" if ascending else "<=")
            return models.Q(first) & condition
        return condition
