"""Which columns a serializer reads, in which tables, and by which joins."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import F, ForeignKey, Model
from django.db.models.expressions import Combinable
from rest_framework.serializers import ListSerializer, Serializer

from api.compiler.json_rows import RowPath, field_to_sql
from api.serializers import LinkListSerializer, RowSerializer
from records.public_rows import Join, JoinPath


class SerializerDependencies:
    """Collects the columns that a serializer shows of a model's rows, by the joins to their table."""

    def __init__(self, serializer: type[Serializer], model: type[Model]) -> None:
        self._columns: dict[JoinPath, set[str]] = defaultdict(set)
        self._add_row(serializer(), RowPath(model), ())

    def columns(self) -> dict[JoinPath, frozenset[str]]:
        """Columns by join path; the empty path is the record itself."""
        return {joins: frozenset(columns) for joins, columns in self._columns.items()}

    def _add_row(self, serializer: Serializer, path: RowPath, joins: JoinPath) -> None:
        for field in serializer.fields.values():
            if isinstance(field, ListSerializer) and isinstance(field.child, RowSerializer):
                self._add_children(field, field.child, path.model, joins)
            elif isinstance(field, RowSerializer) and not field.is_computed:
                key = path.foreign_key(field.source or "")
                self._add_row(field, RowPath(key.related_model), self._join(joins, key))
            else:
                for name in _column_names(field_to_sql(field, path)):
                    self._add_column(name.split("__"), path.model, joins)

    def _add_children(
        self, field: ListSerializer, child: Serializer, model: Any, joins: JoinPath
    ) -> None:
        if isinstance(field, LinkListSerializer):
            for _, links, other in LinkListSerializer.SIDES:
                relation = model._meta.get_field(links)
                inner = self._join_back(joins, relation.field)
                self._add_row(child, RowPath(relation.related_model, other=other), inner)
            return
        relation = model._meta.get_field(field.source)
        if relation.many_to_many:
            through = relation.remote_field.through._meta
            near = through.get_field(relation.m2m_field_name())
            far = through.get_field(relation.m2m_reverse_field_name())
            inner = self._join(self._join_back(joins, near), far)
        else:
            inner = self._join_back(joins, relation.field)
        self._add_row(child, RowPath(relation.related_model), inner)

    def _add_column(self, names: list[str], model: Any, joins: JoinPath) -> None:
        for name in names[:-1]:
            key = model._meta.get_field(name)
            model, joins = key.related_model, self._join(joins, key)
        last = model._meta.pk.name if names[-1] == "pk" else names[-1]
        # The direction of a link is a constant, no column.
        if last != "direction":
            self._columns[joins].add(model._meta.get_field(last).column)

    def _join(self, joins: JoinPath, key: ForeignKey) -> JoinPath:
        """Extends the path to the rows that a foreign key refers to."""
        self._columns[joins].add(key.column)
        return (*joins, Join(key.related_model, key.column, back=False))

    def _join_back(self, joins: JoinPath, key: ForeignKey) -> JoinPath:
        """Extends the path to the rows whose foreign key refers to these."""
        inner = (*joins, Join(key.model, key.column, back=True))
        self._columns[inner].add(key.column)
        return inner


def _column_names(expression: Combinable) -> Iterator[str]:
    parts = expression.flatten() if hasattr(expression, "flatten") else [expression]
    return (getattr(part, "name") for part in parts if isinstance(part, F))  # noqa: B009 (no stub)
