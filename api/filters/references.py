"""Filters by what rows refer to, and by the rows that refer to them."""

from typing import Any

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Subquery

from api.filters.base import SlugFilter


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

    def filter(self, rows: QuerySet, value: Any) -> QuerySet:
        return rows.filter(self.condition(rows, [value])) if value else rows

    def condition(self, rows: QuerySet, values: list[str]) -> Q:
        """Condition: a child has one of these values."""
        condition = Q()
        for relation, lookup in self.children.items():
            lookups = self._lookups(rows, relation, lookup, values) | self.child_lookups
            condition |= Q(child_exists(rows, relation, **lookups))
        return condition

    def _lookups(
        self, rows: QuerySet, relation: str, lookup: str, values: list[str]
    ) -> dict[str, object]:
        reference, _, field = lookup.rpartition("__")
        if field != "slug":
            return {f"{lookup}__in": values}
        child: Any = rows.model._meta.get_field(relation).related_model
        records = child._meta.get_field(reference).related_model
        return {f"{reference}__in": self.parent.public_ids(records, values)}


def child_exists(rows: QuerySet, relation: str, **lookups: object) -> Exists:
    """Condition: a public row that refers to the row by this relation meets the lookups."""
    reference: Any = rows.model._meta.get_field(relation)
    children = reference.related_model._default_manager
    return Exists(children.filter(**{reference.field.name: OuterRef("pk")}, **lookups))


def distinct_child_count(rows: QuerySet, relation: str, field: str, **lookups: object) -> Subquery:
    """The number of different values of a field in the public rows that refer to the row."""
    reference: Any = rows.model._meta.get_field(relation)
    name = reference.field.name
    children = reference.related_model._default_manager.order_by()
    counts = (
        children.filter(**{name: OuterRef("pk")}, **lookups)
        .values(name)
        .annotate(number=Count(field, distinct=True))
    )
    return Subquery(counts.values("number"))
