"""Numbers of events per day, week, month, quarter or year."""

from collections.abc import Iterable, Mapping
from typing import Any

from rest_framework import serializers

from api.errors import InvalidParameters, ParameterError
from api.filters import filters
from api.filters.base import UnpagedFilterSet
from api.pagination.pages import AS_WRITTEN_HELP
from api.rendering.tables import TableRenderer
from api.serializers import RowSerializer
from events import grouping
from events.api.filters import EventFilters
from events.querysets import EventQuerySet

MAX_POINTS = 10_000


class TimelineFilters(EventFilters, UnpagedFilterSet):
    interval = filters.ChoiceFilter(
        [(name, name.title()) for name in grouping.INTERVALS],
        "Length of an interval; default: month.",
        method="no_filter",
        example="quarter",
    )
    split = filters.ChoiceFilter(
        [(name, grouping.DIMENSIONS[name].title) for name in grouping.SPLITS],
        "Returns one series per value of this dimension; default: one series for all events.",
        method="no_filter",
        example="type",
    )


class PointSerializer(RowSerializer):
    """Number of events that happened, or began if they are spans, in one interval."""

    t = serializers.DateField(help_text="First day of the interval; weeks start on Monday.")
    n = serializers.IntegerField()


class SeriesSerializer(RowSerializer):
    """Numbers of events with the same key over time."""

    key = serializers.CharField(allow_null=True, help_text="Null for events without a value.")
    label: Any = serializers.CharField(help_text="Label of the key.")
    points = PointSerializer(many=True, help_text="By date; intervals without events are left out.")
    imprecise = serializers.IntegerField(
        help_text="Number of events whose date is too vague for one interval."
    )
    undated = serializers.IntegerField()


class TimelineSerializer(RowSerializer):
    """Numbers of events over time."""

    interval = serializers.ChoiceField(
        choices=[(name, name.title()) for name in grouping.INTERVALS]
    )
    split = serializers.CharField(allow_null=True)
    series = SeriesSerializer(many=True, help_text="By key, null last.")
    total = serializers.IntegerField(help_text="Number of different events.")
    as_written = serializers.BooleanField(help_text=AS_WRITTEN_HELP)
    imprecise = serializers.IntegerField(
        help_text="Number of events whose date is too vague for one interval."
    )
    undated = serializers.IntegerField(help_text="Number of events without a date.")


class TimelineTable(TableRenderer):
    """One line for each point, and one for the events of a series that are in none."""

    def columns(self, data: Mapping[str, Any]) -> list[str]:
        return ["key", "label", "date", "t", "n"]

    def rows(self, data: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
        for series in data["series"]:
            named = {"key": series["key"], "label": series["label"]}
            for point in series["points"]:
                yield {**named, "date": "dated", **point}
            for date in ("imprecise", "undated"):
                if series[date]:
                    yield {**named, "date": date, "n": series[date]}


def timeline(events: EventQuerySet, *, interval: str, split: str) -> dict[str, object]:
    """The series of these events; raises InvalidParameters if they have too many points."""
    names = [interval, "dated", *([split] if split else [])]
    try:
        groups = grouping.count_groups(events, names, limit=MAX_POINTS)
        # An event can be in several series, but counts once in the total
        unsplit = grouping.count_groups(events, names[:2], limit=MAX_POINTS) if split else groups
    except grouping.TooManyGroupsError:
        detail = f"There are more than {MAX_POINTS:,} points. Add filters or use longer intervals."
        raise InvalidParameters([ParameterError("interval", "too_many_groups", detail)]) from None
    return {
        "interval": interval,
        "split": split or None,
        "series": _series(groups, split),
        "total": sum(unsplit.values()),
        **_without_interval(unsplit),
    }


def _series(groups: grouping.Groups, split: str) -> list[dict[str, object]]:
    by_key: dict[grouping.GroupKey, grouping.Groups] = {}
    for keys in sorted(groups, key=grouping.none_last):
        by_key.setdefault(keys[2] if split else None, {})[keys] = groups[keys]
    labels = grouping.labels_of(split, by_key) if split else {}
    unlabelled = "None" if split else "All events"
    return [
        {
            "key": key,
            "label": unlabelled if key is None else labels.get(key, key),
            "points": [{"t": keys[0], "n": n} for keys, n in by_key[key].items() if keys[0]],
            **_without_interval(by_key[key]),
        }
        for key in sorted(by_key, key=lambda key: grouping.none_last((key,)))
    ]


def _without_interval(groups: grouping.Groups) -> dict[str, int]:
    return {
        name: sum(
            n for (unit, is_dated, *_), n in groups.items() if (unit, is_dated) == (None, dated)
        )
        for name, dated in (("imprecise", 1), ("undated", 0))
    }
