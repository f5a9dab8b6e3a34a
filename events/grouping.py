"""Counts of events by date, type, place, participant and other dimensions."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    F,
    Func,
    Model,
    Q,
    TextChoices,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.lookups import Exact

from actors.models import Actor
from agreements.models import Agreement
from events.choices import Modality, ParticipationRole, Stance
from events.models import EventType, Participation, Place
from events.querysets import EventQuerySet
from records.choices import WindowPrecision
from records.rules import last_day_of

INTERVALS = ("day", "week", "month", "quarter", "year")

# A value of a dimension, None for events without one
GroupKey = str | int | dt.date | None
# Numbers of events by their keys in each dimension
Groups = dict[tuple[GroupKey, ...], int]
Labels = dict[GroupKey, str]


class TooManyGroupsError(Exception):
    """There are more groups than one answer may have."""


@dataclass(frozen=True)
class Dimension:
    """A property that events are grouped by.

    `key` returns its expression for a lookup prefix that leads to the event; to the participation if
    `participants` is set.
    """

    title: str
    key: Callable[[str], Combinable]
    labels: Callable[[set[GroupKey]], Labels] = lambda keys: {}
    participants: bool = False


def count_groups(events: EventQuerySet, names: Sequence[str], *, limit: int) -> Groups:
    """The number of events for each combination of keys in these dimensions, unsorted.

    An event counts once per group, but in a group for each of its public participants if a dimension is
    about these. Raises TooManyGroupsError if there are more than `limit` groups.
    """
    dimensions = {f"by_{name}": DIMENSIONS[name] for name in names}
    if any(dimension.participants for dimension in dimensions.values()):
        rows: Any = Participation.objects.filter(event__in=events.order_by().values("pk"))
        prefix, number = "event__", Count("event", distinct=True)
    else:
        rows, prefix, number = events, "", Count("pk")
    keys = {
        name: each.key("" if each.participants else prefix) for name, each in dimensions.items()
    }
    groups = rows.order_by().annotate(**keys).values_list(*keys).annotate(number=number)
    found = list(groups[: limit + 1])
    if len(found) > limit:
        raise TooManyGroupsError
    return {tuple(keys): n for *keys, n in found}


def unit_of(interval: str, prefix: str) -> Case:
    """First day of the interval in which an event happened, or began if it is a span.

    NULL if the event is undated or its date is too vague for one interval. Weeks start on Monday.
    """
    began = f"{prefix}date_from"
    last = Case(
        When(Q(**{f"{prefix}is_span": True}), then=last_day_of(began, f"{prefix}date_precision")),
        default=F(f"{prefix}date_to"),
        output_field=DateField(),
    )
    first_unit, last_unit = _first_day(F(began), interval), _first_day(last, interval)
    same: Any = Exact(first_unit, last_unit)
    return Case(When(same, then=first_unit), output_field=DateField())


def _first_day(day: F | Case, interval: str) -> Func:
    # Inside other expressions, Django's Trunc returns a timestamp in the time zone of the session
    template = "date_trunc('%(interval)s', (%(expressions)s)::timestamp)::date"
    return Func(day, template=template, interval=interval, output_field=DateField())


def _field(name: str) -> Callable[[str], F]:
    return lambda prefix: F(f"{prefix}{name}")


def _first_level(prefix: str) -> Func:
    code = F(f"{prefix}type__code")
    return Func(code, Value("."), Value(1), function="split_part", output_field=CharField())


def _labels(records: type[Model], key: str, label: str) -> Callable[[set[GroupKey]], Labels]:
    rows = records._default_manager
    return lambda keys: dict(rows.filter(**{f"{key}__in": keys}).values_list(key, label))


def _choices(choices: type[TextChoices]) -> Callable[[set[GroupKey]], Labels]:
    return lambda keys: dict(choices.choices)


def _time(interval: str) -> Dimension:
    return Dimension(interval.title(), lambda prefix: unit_of(interval, prefix))


def _is_dated(prefix: str) -> Case:
    undated = Q(**{f"{prefix}date_from": None, f"{prefix}date_to": None})
    return Case(When(undated, then=0), default=1)


ACTOR_NAMES = _labels(Actor, "slug", "name")
TYPE_LABELS = _labels(EventType, "code", "label")
DIMENSIONS: dict[str, Dimension] = {
    **{interval: _time(interval) for interval in INTERVALS},
    "dated": Dimension("Dated", _is_dated),
    "type": Dimension("Type, first level", _first_level, TYPE_LABELS),
    "subtype": Dimension("Type", _field("type__code"), TYPE_LABELS),
    "modality": Dimension("Modality", _field("modality"), _choices(Modality)),
    "country": Dimension("Country", _field("place__country__slug"), ACTOR_NAMES),
    "place": Dimension("Place", _field("place__slug"), _labels(Place, "slug", "name")),
    "agreement": Dimension(
        "Agreement", _field("agreement__slug"), _labels(Agreement, "slug", "title")
    ),
    "actor": Dimension("Actor", _field("actor__slug"), ACTOR_NAMES, participants=True),
    "role": Dimension("Role", _field("role"), _choices(ParticipationRole), participants=True),
    "stance": Dimension("Stance", _field("stance"), _choices(Stance), participants=True),
    "date_precision": Dimension(
        "Precision of the date", _field("date_precision"), _choices(WindowPrecision)
    ),
}
# Dimensions other than time
SPLITS = tuple(name for name in DIMENSIONS if name not in {*INTERVALS, "dated"})


def labels_of(name: str, keys: Iterable[GroupKey]) -> Labels:
    """Labels for keys of a dimension; keys without a label are left out."""
    return DIMENSIONS[name].labels({key for key in keys if key is not None})


def none_last(keys: tuple[GroupKey, ...]) -> tuple[tuple[bool, Any], ...]:
    """Sort key for groups: by their keys, None after all other values."""
    return tuple((key is None, "" if key is None else key) for key in keys)


def units_between(interval: str, days: set[dt.date]) -> list[dt.date]:
    """First days of all months or years from the earliest to the latest of the days."""
    first, last = min(days), max(days)
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    step = {"month": 1, "year": 12}[interval]
    return [dt.date(month // 12, month % 12 + 1, 1) for month in months[::step]]
