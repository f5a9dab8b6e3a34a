"""Filters with several values (any, all or none of them), and the filter sets that need them."""

from typing import Any

from django.db.models import QuerySet
from django_filters import filters

from api.filters.base import (
    ChoiceInFilter,
    SlugFilter,
    StrictFilterSet,
    TermFilter,
    TimestampFilter,
)
from api.filters.references import ChildFilter, ReferenceFilter
from api.filters.values import CommaSeparatedField
from records.querysets import TableQuerySet

# Each value of a parameter such as `actor__all` is a separate condition.
MAX_CONDITIONS = 10


class ChoiceNotFilter(ChoiceInFilter):
    """None of several values of a closed list."""

    def __init__(self, field_name: str, choices: Any) -> None:
        super().__init__(field_name, choices, "None of these values.", exclude=True)


class SlugInFilter(filters.BaseInFilter, SlugFilter):
    """Several slugs."""

    base_field_class = CommaSeparatedField


class ReferenceInFilter(filters.BaseInFilter, ReferenceFilter):
    """Rows of which one reference is any of the records; with `exclude`, none of them."""

    base_field_class = CommaSeparatedField

    def filter(self, rows: QuerySet, value: list[str] | None) -> QuerySet:
        return self.get_method(rows)(self.condition(value)) if value else rows


class ChildInFilter(filters.BaseInFilter, ChildFilter):
    """Rows with a public child that has any of the values; with `exclude`, rows without one."""

    base_field_class = CommaSeparatedField

    def filter(self, rows: TableQuerySet, value: list[str] | None) -> TableQuerySet:
        if not value:
            return rows
        condition = self.condition(rows, value)
        return rows.filter(~condition if self.exclude else condition)


class ChildAllFilter(ChildInFilter):
    """Rows that have a public child for each of the values."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, at_most=MAX_CONDITIONS, **options)

    def filter(self, rows: TableQuerySet, value: list[str] | None) -> TableQuerySet:
        for slug in value or []:
            rows = rows.filter(self.condition(rows, [slug]))
        return rows


class TermInFilter(filters.BaseInFilter, TermFilter):
    """Several codes of a vocabulary, passed to the `queryset_method`."""

    base_field_class = CommaSeparatedField

    def filter(self, rows: QuerySet, value: list[str] | None) -> QuerySet:
        return getattr(rows, self.queryset_method)(*value) if value else rows


class UnpagedFilterSet(StrictFilterSet):
    """The parameters of an endpoint whose response does not come in pages."""

    paged = False


class RecordFilterSet(StrictFilterSet):
    """The filters of every list of records."""

    slug__in = SlugInFilter(field_name="slug", help_text="Slugs of the records to return.")
    updated_at__gte = TimestampFilter(
        field_name="updated_at",
        lookup_expr="gte",
        help_text="Changed at this time or later, such as 2025-03-18T09:30:00Z or 2025-03-18.",
    )
