"""How many events there are of each sort, by up to three dimensions at once."""

from itertools import product
from math import prod
from typing import Any

from rest_framework import serializers

from api.errors import InvalidParameters, ParameterError
from api.filters.base import ChoiceFilter, ChoiceInFilter
from api.filters.multi_value import UnpagedFilterSet
from api.serializers import RowSerializer
from events.api.filters import EventFilters
from events.api.timeline import SPLITS
from events.grouping import DIMENSIONS, TooManyGroupsError, counted, in_order, units_between

GROUPS = ("year", "month", *SPLITS)
MAX_DIMENSIONS = 3
MAX_GROUPS = 10_000


class AggregateFilters(EventFilters, UnpagedFilterSet):
    examples = {
        **EventFilters.examples,
        "group_by": "year,type",
        "fill": "zero",
    }

    group_by = ChoiceInFilter(
        choices=[(name, DIMENSIONS[name].title) for name in GROUPS],
        required=True,
        at_most=MAX_DIMENSIONS,
        different=True,
        method="no_filter",
        help_text="One to three dimensions.",
    )
    fill = ChoiceFilter(
        choices=[("none", "Only groups with events"), ("zero", "All combinations")],
        method="no_filter",
        help_text="`zero` adds the combinations without events, and the years or months between.",
    )


class AggregateSerializer(RowSerializer):
    """Numbers of events by what they have in common."""

    group_by = serializers.ListField(child=serializers.CharField())
    rows = serializers.ListField(
        child=serializers.DictField(),
        help_text="The key in each dimension, null where an event has none, and `n`; in the order "
        "of the dimensions, null last. Years are numbers, months 2025-03, all else is a slug, a "
        "code or a choice.",
    )
    total = serializers.IntegerField(help_text="Different events that were counted.")


def aggregate(events: Any, *, group_by: list[str], fill: bool) -> dict[str, Any]:
    """The groups of these events; InvalidParameters where they are too many."""
    try:
        found = {tuple(keys): n for *keys, n in counted(events, group_by, most=MAX_GROUPS)}
        if fill:
            found = dict.fromkeys(_combinations(group_by, found), 0) | found
    except TooManyGroupsError:
        detail = f"There are more than {MAX_GROUPS:,} groups; narrow it or take fewer dimensions."
        raise InvalidParameters([ParameterError("group_by", "too_many_groups", detail)]) from None
    rows = [
        {**{name: _text(name, key) for name, key in zip(group_by, keys, strict=True)}, "n": n}
        for keys, n in sorted(found.items(), key=lambda item: in_order(item[0]))
    ]
    return {"group_by": group_by, "rows": rows, "total": events.count()}


def _combinations(group_by: list[str], found: dict[tuple[Any, ...], int]) -> Any:
    """All combinations of the keys that occur, and of the years or months between them."""
    occurring = [{keys[place] for keys in found} for place in range(len(group_by))]
    for name, keys in zip(group_by, occurring, strict=True):
        if name in ("year", "month") and keys - {None}:
            keys |= set(units_between(name, keys - {None}))
    if prod(len(keys) for keys in occurring) > MAX_GROUPS:
        raise TooManyGroupsError
    return product(*occurring)


def _text(name: str, key: Any) -> Any:
    if key is None:
        return None
    return {"year": lambda: key.year, "month": lambda: key.isoformat()[:7]}.get(name, lambda: key)()
