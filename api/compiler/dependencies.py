"""What a serializer reads: the columns of every table behind a record, and the ways to them."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import F, Model

from api.compiler.json_rows import RowPath, field_to_sql
from api.serializers import LinkListSerializer, RowSerializer
from records.public_rows import Join, JoinPath


class SerializerDependencies:
    """Collects the columns that a serializer shows of a model's rows, by the way to their table."""

    def __init__(self, serializer: Any, model: type[Model]) -> None:
        self.found: dict[JoinPath, set[str]] = defaultdict(set)
        self._of_row(serializer(), RowPath(model), ())

    def columns(self) -> dict[JoinPath, frozenset[str]]:
        """The columns by way; the empty way is the record itself."""
        return {way: frozenset(columns) for way, columns in self.found.items()}

    def _of_row(self, serializer: Any, path: RowPath, way: JoinPath) -> None:
        for field in serializer.fields.values():
            child = getattr(field, "child", None)
            if type(field) is getattr(child, "list_class", None):
                self._of_children(child, field, path.model, way)
            elif isinstance(field, RowSerializer):
                reference = path.reference(field.source or "")
                self._of_row(field, RowPath(reference.related_model), self._to(way, reference))
            else:
                for name in names_in(field_to_sql(field, path)):
                    self._of_column(name.split("__"), path.model, way)

    def _of_children(self, child: Any, field: Any, model: type[Model], way: JoinPath) -> None:
        if isinstance(field, LinkListSerializer):
            for _, links, other in LinkListSerializer.SIDES:
                relation: Any = model._meta.get_field(links)
                there = self._back(way, relation.field)
                self._of_row(child, RowPath(relation.related_model, other=other), there)
            return
        relation = model._meta.get_field(field.source)
        if relation.many_to_many:
            through = relation.remote_field.through._meta
            near = through.get_field(relation.m2m_field_name())
            far = through.get_field(relation.m2m_reverse_field_name())
            there = self._to(self._back(way, near), far)
        else:
            there = self._back(way, relation.field)
        self._of_row(child, RowPath(relation.related_model), there)

    def _of_column(self, names: list[str], model: Any, way: JoinPath) -> None:
        for name in names[:-1]:
            reference = model._meta.get_field(name)
            model, way = reference.related_model, self._to(way, reference)
        last = model._meta.pk.name if names[-1] == "pk" else names[-1]
        # The direction of a link is a word of ours.
        if last != "direction":
            self.found[way].add(model._meta.get_field(last).column)

    def _to(self, way: JoinPath, reference: Any) -> JoinPath:
        """The way on to what a foreign key points at."""
        self.found[way].add(reference.column)
        return (*way, Join(reference.related_model, reference.column, back=False))

    def _back(self, way: JoinPath, reference: Any) -> JoinPath:
        """The way on to the rows that point here."""
        there = (*way, Join(reference.model, reference.column, back=True))
        self.found[there].add(reference.column)
        return there


def names_in(expression: Any) -> Iterator[Any]:
    """The names of columns in an expression of the ORM."""
    parts = expression.flatten() if hasattr(expression, "flatten") else [expression]
    return (getattr(part, "name") for part in parts if isinstance(part, F))  # noqa: B009 (no stub)
