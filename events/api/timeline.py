"""How many events there were in each day, week, month, quarter or year."""

from typing import Any

from rest_framework import serializers

from api.errors import InvalidParameters, ParameterError
from api.filters.base import ChoiceFilter
from api.filters.multi_value import UnpagedFilterSet
from api.serializers import RowSerializer
from events.api.filters import EventFilters
from events.grouping import (
    DIMENSIONS,
    INTERVALS,
    TooManyGroupsError,
    counted,
    in_order,
    labels_of,
)

SPLITS = (
    "type",
    "subtype",
    "modality",
    "country",
    "place",
    "agreement",
    "actor",
    "role",
    "stance",
    "date_precision",
)
MAX_POINTS = 10_000


class TimelineFilters(EventFilters, UnpagedFilterSet):
    examples = {
        **EventFilters.examples,
        "interval": "quarter",
        "split": "type",
    }

    interval = ChoiceFilter(
        choices=[(name, name.title()) for name in INTERVALS],
        method="no_filter",
        help_text="Unit of time; month unless given.",
    )
    split = ChoiceFilter(
        choices=[(name, DIMENSIONS[name].title) for name in SPLITS],
        method="no_filter",
        help_text="A series for each of these; one for all events without it.",
    )


class PointSerializer(RowSerializer):
    """How many events happened, or began if they lasted, in one unit of time."""

    t = serializers.DateField(help_text="First day of the unit; a week starts on Monday.")
    n = serializers.IntegerField()


class SeriesSerializer(RowSerializer):
    """The events of one sort over time."""

    key = serializers.CharField(allow_null=True, help_text="Null for events that have none.")
    label = serializers.CharField(help_text="What people call it.")  # type: ignore[assignment]
    points = PointSerializer(many=True, help_text="By time; units without events are left out.")
    imprecise = serializers.IntegerField(
        help_text="Dated, but not so exactly that they lie in one unit."
    )
    undated = serializers.IntegerField()


class TimelineSerializer(RowSerializer):
    """Events over time."""

    interval = serializers.ChoiceField(choices=[(name, name.title()) for name in INTERVALS])
    split = serializers.CharField(allow_null=True)
    series = SeriesSerializer(many=True, help_text="By key, events that have none last.")
    total = serializers.IntegerField(help_text="Different events in all series.")
    imprecise = serializers.IntegerField(help_text="How many of them are in no point.")
    undated = serializers.IntegerField(help_text="How many of them are without any date.")


def timeline(events: Any, *, interval: str, split: str) -> dict[str, Any]:
    """The series of these events; InvalidParameters where they have too many points."""
    names = [interval, "dated", *([split] if split else [])]
    try:
        groups = counted(events, names, most=MAX_POINTS)
        whole = counted(events, names[:2], most=MAX_POINTS) if split else groups
    except TooManyGroupsError:
        detail = f"There are more than {MAX_POINTS:,} points; narrow it or take longer intervals."
        raise InvalidParameters([ParameterError("interval", "too_many_groups", detail)]) from None
    return {
        "interval": interval,
        "split": split or None,
        "series": _series(groups, split),
        "total": sum(group[-1] for group in whole),
        **_without_unit(whole),
    }


def _series(groups: list[tuple[Any, ...]], split: str) -> list[dict[str, Any]]:
    by_key: dict[Any, list[tuple[Any, ...]]] = {}
    for group in groups:
        by_key.setdefault(group[2] if split else None, []).append(group)
    labels = labels_of(split, by_key) if split else {}
    unlabelled = "None" if split else "All events"
    return [
        {
            "key": key,
            "label": unlabelled if key is None else labels.get(key, key),
            "points": sorted(
                ({"t": group[0], "n": group[-1]} for group in by_key[key] if group[0]),
                key=lambda point: point["t"],
            ),
            **_without_unit(by_key[key]),
        }
        for key in sorted(by_key, key=lambda key: in_order((key,)))
    ]


def _without_unit(groups: list[tuple[Any, ...]]) -> dict[str, int]:
    missing = [(group[1], group[-1]) for group in groups if group[0] is None]
    return {
        "imprecise": sum(number for dated, number in missing if dated),
        "undated": sum(number for dated, number in missing if not dated),
    }
