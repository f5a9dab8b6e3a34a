"""Numbers of events by up to three dimensions."""

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import product
from math import prod
from typing import Any

from rest_framework import serializers

from api.errors import InvalidParameters, ParameterError
from api.filters import filters
from api.filters.base import UnpagedFilterSet
from api.pagination.pages import AS_WRITTEN_HELP
from api.rendering.tables import TableRenderer
from api.serializers import RowSerializer, TextListField
from events import grouping
from events.api.filters import EventFilters
from events.querysets import EventQuerySet

GROUPS = ("year", "month", *grouping.SPLITS)
MAX_DIMENSIONS = 3
MAX_GROUPS = 10_000


class AggregateFilters(EventFilters, UnpagedFilterSet):
    group_by = filters.ChoiceInFilter(
        "group_by",
        [(name, grouping.DIMENSIONS[name].title) for name in GROUPS],
        "One to three dimensions.",
        required=True,
        at_most=MAX_DIMENSIONS,
        different=True,
        method="no_filter",
        example="year,type",
    )
    fill = filters.ChoiceFilter(
        [("none", "Only groups with events"), ("zero", "All combinations")],
        "`zero` adds combinations without events, and the years or months in between.",
        method="no_filter",
        example="zero",
    )


class AggregateSerializer(RowSerializer):
    """Numbers of events by dimension."""

    group_by = TextListField()
    rows = serializers.ListField(
        child=serializers.DictField(),
        help_text="The key in each dimension, null for events without one, and the number `n`; "
        "sorted by dimension, null last. Years are numbers, months 2025-03, other keys are slugs, "
        "codes or choices.",
    )
    total = serializers.IntegerField(help_text="Number of different events.")
    as_written = serializers.BooleanField(help_text=AS_WRITTEN_HELP)


class AggregateTable(TableRenderer):
    """One line for each group: its key in each dimension, and the number of events."""

    def columns(self, data: Mapping[str, Any]) -> list[str]:
        return [*data["group_by"], "n"]

    def rows(self, data: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
        rows: list[Mapping[str, Any]] = data["rows"]
        return rows


def aggregate(events: EventQuerySet, *, group_by: list[str], fill: bool) -> dict[str, object]:
    """The groups of these events; raises InvalidParameters if there are too many."""
    try:
        found = grouping.count_groups(events, group_by, limit=MAX_GROUPS)
        if fill:
            found = dict.fromkeys(_combinations(group_by, found), 0) | found
    except grouping.TooManyGroupsError:
        detail = f"There are more than {MAX_GROUPS:,} groups. Add filters or use fewer dimensions."
        raise InvalidParameters([ParameterError("group_by", "too_many_groups", detail)]) from None
    rows = [
        {**{name: _value(name, key) for name, key in zip(group_by, keys, strict=True)}, "n": n}
        for keys, n in sorted(found.items(), key=lambda group: grouping.none_last(group[0]))
    ]
    return {"group_by": group_by, "rows": rows, "total": events.count()}


def _combinations(
    group_by: list[str], found: grouping.Groups
) -> Iterable[tuple[grouping.GroupKey, ...]]:
    """All combinations of the keys found, with the years or months between them."""
    keys_found = [{keys[place] for keys in found} for place in range(len(group_by))]
    for name, keys in zip(group_by, keys_found, strict=True):
        days = {key for key in keys if isinstance(key, dt.date)}
        if name in ("year", "month") and days:
            keys |= set(grouping.units_between(name, days))
    if prod(len(keys) for keys in keys_found) > MAX_GROUPS:
        raise grouping.TooManyGroupsError
    return product(*keys_found)


def _value(name: str, key: grouping.GroupKey) -> str | int | None:
    """The key as shown: years as numbers, months as 2025-03."""
    if isinstance(key, dt.date):
        return key.year if name == "year" else key.isoformat()[:7]
    return key
