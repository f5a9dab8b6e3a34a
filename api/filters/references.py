"""Filters by what rows refer to, and by the rows that refer to them."""

from typing import Any

from django.db.models import Model, Q, QuerySet

from api.filters.base import SlugFilter
from records.querysets import TableQuerySet


class ReferenceFilter(SlugFilter):
    """Rows of which one reference is the public record with this slug."""

    def __init__(self, records: type[Model], *paths: str, **options: object) -> None:
        super().__init__(**options)
        self.records = records
        self.paths = paths

    def filter(self, rows: QuerySet, value: Any) -> QuerySet:
        return rows.filter(self.condition([value])) if value else rows

    def condition(self, slugs: list[str]) -> Q:
        """Condition: one of the references is one of these records."""
        found = self.parent.public_ids(self.records, slugs)
        condition = Q()
        for path in self.paths or [self.field_name]:
            condition |= Q(**{f"{path}__in": found})
        return condition


class ChildFilter(SlugFilter):
    """Rows with a public child that meets a lookup; `children` maps related names to lookups.

    `child_lookups` are further conditions on the child.
    """

    def __init__(
        self,
        children: dict[str, str],
        *,
        child_lookups: dict[str, object] | None = None,
        **options: object,
    ) -> None:
        super().__init__(**options)
        self.children = children
        self.child_lookups = child_lookups or {}

    def filter(self, rows: TableQuerySet, value: Any) -> TableQuerySet:
        return rows.filter(self.condition(rows, [value])) if value else rows

    def condition(self, rows: TableQuerySet, values: list[str]) -> Q:
        """Condition: a child has one of these values."""
        condition = Q()
        for relation, lookup in self.children.items():
            lookups = self._lookups(rows, relation, lookup, values) | self.child_lookups
            condition |= Q(rows.child_exists(relation, **lookups))
        return condition

    def _lookups(
        self, rows: TableQuerySet, relation: str, lookup: str, values: list[str]
    ) -> dict[str, object]:
        reference, _, field = lookup.rpartition("__")
        if field != "slug":
            return {f"{lookup}__in": values}
        child: Any = rows.model._meta.get_field(relation).related_model
        records = child._meta.get_field(reference).related_model
        return {f"{reference}__in": self.parent.public_ids(records, values)}
