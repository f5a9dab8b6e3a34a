"""The orders that lists come in, and what stands beyond a row in one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import BooleanField, DateField, F, Func, Model, OrderBy, Q, TextField, Value
from django.db.models.functions import Cast

from records.constraints import or_infinite

# No two rows of a table share one
KEYS = {"id", "slug", "code"}


class RowComparison(Func):
    """Condition: the keys of a row, compared as one, are beyond the values."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, *pairs: Any, sign: str) -> None:
        super().__init__(*pairs)
        self.sign = sign

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **options: Any) -> Any:
        sides: list[str] = []
        parameters: list[Any] = []
        half = len(self.source_expressions) // 2
        for side in (self.source_expressions[:half], self.source_expressions[half:]):
            compiled = [compiler.compile(expression) for expression in side]
            sides.append(f"({', '.join(sql for sql, _ in compiled)})")
            parameters += [value for _, values in compiled for value in values]
        return f"{sides[0]} {self.sign} {sides[1]}", parameters


@dataclass(frozen=True)
class Order:
    """Rows of a model by fields, all up or all down, made total by the primary key.

    What has no date stands last either way.
    """

    model: type[Model]
    names: tuple[str, ...]
    descending: bool = False
    backwards: bool = False

    @cached_property
    def keys(self) -> tuple[OrderBy, ...]:
        return tuple(
            OrderBy(key, descending=self.descending != self.backwards) for key, _ in self._typed
        )

    @cached_property
    def _typed(self) -> list[tuple[Any, str]]:
        names = list(self.names)
        if not names or names[-1] not in KEYS:
            names.append("id")
        return [self._key(name) for name in names]

    def _key(self, name: str) -> tuple[Any, str]:
        model: Any = self.model
        *references, last = name.split("__")
        for reference in references:
            model = model._meta.get_field(reference).related_model
        field = model._meta.get_field(last)
        key: Any = F(name)
        if field.null:
            assert isinstance(field, DateField), f"{name} may be absent and is no date."
            key = or_infinite(name, "-infinity" if self.descending else "infinity")
        return key, field.rel_db_type(connection) if field.primary_key else field.db_type(
            connection
        )

    @property
    def texts(self) -> list[Cast]:
        """The keys of a row as texts, as cursors hold them."""
        return [Cast(key.expression, TextField()) for key in self.keys]

    def parts_of(self, rows: Any) -> list[Any]:
        """The rows in parts that follow each other in this order, where their queryset knows some."""
        key = self.keys[0]
        if self.names != ("date_from",) or not hasattr(rows, "one_after_the_other"):
            return [rows]
        parts: list[Any] = rows.split_for_index(key.expression, descending=key.descending)
        return parts

    def reversed(self) -> "Order":
        """The same order from its end."""
        return replace(self, backwards=not self.backwards)

    def of(self, rows: Any) -> Any:
        """The rows in this order."""
        return rows.order_by(*self.keys)

    def beyond(self, values: Sequence[str]) -> Q:
        """Condition: the row stands after the one with these keys, as texts."""
        up = self.descending == self.backwards
        keys = [key for key, _ in self._typed]
        typed = [
            Func(Value(value), template=f"%(expressions)s::{kind}")
            for value, (_, kind) in zip(values, self._typed, strict=True)
        ]
        whole = Q(RowComparison(*keys, *typed, sign=">" if up else "<"))
        if len({name.rpartition("__")[0] for name in self.names}) > 1:
            # An index on the first key can only help where it is compared alone.
            return Q(RowComparison(keys[0], typed[0], sign=">=" if up else "<=")) & whole
        return whole
