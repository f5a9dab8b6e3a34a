"""Filters by what rows refer to, and by the rows that refer to them."""

from typing import Any

from django.db.models import Model, Q, QuerySet

from api.filters.base import SlugFilter
from records.querysets import TableQuerySet


class ReferenceFilter(SlugFilter):
    """Rows one of whose references is the public record of this slug."""

    def __init__(self, records: type[Model], *paths: str, **options: Any) -> None:
        super().__init__(**options)
        self.records: Any = records
        self.paths = paths

    def filter(self, rows: QuerySet, value: Any) -> QuerySet:
        return rows.filter(self.meets([value])) if value else rows

    def meets(self, slugs: list[str]) -> Q:
        """Condition: one of the references is one of these records."""
        found = self.parent.public_ids(self.records, slugs)
        condition = Q()
        for path in self.paths or [self.field_name]:
            condition |= Q(**{f"{path}__in": found})
        return condition


class ChildFilter(SlugFilter):
    """Rows with a public child that meets a lookup; the children's relations are the keys.

    `child_lookups` is what else holds of the child.
    """

    def __init__(
        self,
        children: dict[str, str],
        *,
        child_lookups: dict[str, Any] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.children = children
        self.child_lookups = child_lookups or {}

    def filter(self, rows: TableQuerySet, value: Any) -> TableQuerySet:
        return rows.filter(self.meets(rows, [value])) if value else rows

    def meets(self, rows: TableQuerySet, slugs: list[str]) -> Q:
        """Condition: a child has one of these slugs."""
        condition = Q()
        for relation, lookup in self.children.items():
            lookups = {**self._having(rows, relation, lookup, slugs), **self.child_lookups}
            condition |= Q(rows.child_exists(relation, **lookups))
        return condition

    def _having(
        self, rows: TableQuerySet, relation: str, lookup: str, slugs: list[str]
    ) -> dict[str, Any]:
        reference, _, field = lookup.rpartition("__")
        if field != "slug":
            return {f"{lookup}__in": slugs}
        child: Any = rows.model._meta.get_field(relation).related_model
        records = child._meta.get_field(reference).related_model
        return {f"{reference}__in": self.parent.public_ids(records, slugs)}
