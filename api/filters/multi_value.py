"""Filters that take several values: any of them, all of them, none of them."""

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

# Each value of a parameter such as `actor__all` is a condition of its own.
MAX_CONDITIONS = 10


class ChoiceNotFilter(ChoiceInFilter):
    """None of several values of a closed list."""

    def __init__(self, field_name: str, choices: Any) -> None:
        super().__init__(field_name, choices, "None of these values.", exclude=True)


class SlugInFilter(filters.BaseInFilter, SlugFilter):
    """Several slugs."""

    base_field_class = CommaSeparatedField


class ReferenceInFilter(filters.BaseInFilter, ReferenceFilter):
    """Rows one of whose references is any of the public records; with `exclude`, none of them."""

    base_field_class = CommaSeparatedField

    def filter(self, rows: QuerySet, value: Any) -> QuerySet:
        if not value:
            return rows
        return rows.exclude(self.meets(value)) if self.exclude else rows.filter(self.meets(value))


class ChildInFilter(filters.BaseInFilter, ChildFilter):
    """Rows with a public child that meets any of the values; with `exclude`, without one."""

    base_field_class = CommaSeparatedField

    def filter(self, rows: TableQuerySet, value: Any) -> TableQuerySet:
        if not value:
            return rows
        condition = self.meets(rows, value)
        return rows.filter(~condition if self.exclude else condition)


class ChildAllFilter(ChildInFilter):
    """Rows with a public child for each of the values, the same or another."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, at_most=MAX_CONDITIONS, **options)

    def filter(self, rows: TableQuerySet, value: Any) -> TableQuerySet:
        for slug in value or []:
            rows = rows.filter(self.meets(rows, [slug]))
        return rows


class TermInFilter(filters.BaseInFilter, TermFilter):
    """Several codes of a vocabulary, handed to the queryset's method of the name `queryset_method`."""

    base_field_class = CommaSeparatedField

    def filter(self, rows: QuerySet, value: Any) -> QuerySet:
        return getattr(rows, self.queryset_method)(*value) if value else rows


class UnpagedFilterSet(StrictFilterSet):
    """The parameters of a question that is no list: its answer comes whole."""

    paged = False


class RecordFilterSet(StrictFilterSet):
    """What the list of every sort of record can be narrowed to."""

    slug__in = SlugInFilter(field_name="slug", help_text="Slugs of the records wanted.")
    updated_at__gte = TimestampFilter(
        field_name="updated_at",
        lookup_expr="gte",
        help_text="Changed at this moment or later, such as 2025-03-18T09:30:00Z or 2025-03-18.",
    )
