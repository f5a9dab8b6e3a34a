"""Counts events by what they have in common: when, what, where, and who took part."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, DateField, F, Func, Q, Value, When
from django.db.models.lookups import Exact

from actors.models import Actor
from agreements.models import Agreement
from events.choices import Modality, ParticipationRole, Stance
from events.models import EventType, Participation, Place
from records.choices import WindowPrecision
from records.constraints import last_day_of

INTERVALS = ("day", "week", "month", "quarter", "year")


class TooManyGroupsError(Exception):
    """More groups than an answer can hold."""


@dataclass(frozen=True)
class Dimension:
    """Something that tells events apart, as an expression below the lookup path of an event.

    A `participants` dimension is about a part in the event, below the path of a participation.
    """

    title: str
    key: Callable[[str], Any]
    labels: Callable[[set[str]], dict[str, str]] = lambda keys: {}
    participants: bool = False


def counted(events: Any, names: Sequence[str], *, most: int) -> list[tuple[Any, ...]]:
    """One tuple for each group of the events: its key in each dimension, and how many they are.

    An event counts once in a group, and in as many groups as its public participants make. Raises
    TooManyGroupsError beyond `most` groups. No order.
    """
    if any(DIMENSIONS[name].participants for name in names):
        rows: Any = Participation.objects.filter(event__in=events.order_by().values("pk"))
        path, number = "event__", Count("event", distinct=True)
    else:
        rows, path, number = events, "", Count("pk")
    keys = {f"by_{name}": DIMENSIONS[name].key(path) for name in names}
    groups = rows.order_by().annotate(**keys).values_list(*keys).annotate(number=number)
    found = list(groups[: most + 1])
    if len(found) > most:
        raise TooManyGroupsError
    return found


def unit_of(interval: str, path: str) -> Case:
    """First day of the unit of time in which an event happened, or began if it lasted.

    NULL where the event is undated, or not known so exactly that it lies in one unit. A week starts
    on Monday.
    """
    began = f"{path}date_from"
    last = Case(
        When(Q(**{f"{path}is_span": True}), then=last_day_of(began, f"{path}date_precision")),
        default=F(f"{path}date_to"),
        output_field=DateField(),
    )
    first_unit, last_unit = _first_day(F(began), interval), _first_day(last, interval)
    same: Any = Exact(first_unit, last_unit)
    return Case(When(same, then=first_unit), output_field=DateField())


def _first_day(day: Any, interval: str) -> Func:
    # Django's Trunc gives a moment inside other expressions, and in the session's time zone
    template = "date_trunc('%(interval)s', (%(expressions)s)::timestamp)::date"
    return Func(day, template=template, interval=interval, output_field=DateField())


def _slug_of(reference: str) -> Callable[[str], F]:
    """The slug of a reference, NULL where there is none."""
    return lambda path: F(f"{path}{reference}__slug")


def _own(field: str) -> Callable[[str], F]:
    return lambda path: F(f"{path}{field}")


def _of_part(field: str) -> Callable[[str], F]:
    return lambda path: F(field)


def _first_level(path: str) -> Func:
    code = F(f"{path}type__code")
    return Func(code, Value("."), Value(1), function="split_part", output_field=CharField())


def _named(records: Any, key: str, label: str) -> Callable[[set[str]], dict[str, str]]:
    return lambda keys: dict(records.objects.filter(**{f"{key}__in": keys}).values_list(key, label))


def _chosen(choices: Iterable[tuple[Any, Any]]) -> Callable[[set[str]], dict[str, str]]:
    return lambda keys: dict(choices)


def _time(interval: str) -> Dimension:
    return Dimension(interval.title(), lambda path: unit_of(interval, path))


DIMENSIONS: dict[str, Dimension] = {
    **{interval: _time(interval) for interval in INTERVALS},
    "dated": Dimension(
        "Dated", lambda path: Case(When(Q(**{f"{path}date_from": None}), then=0), default=1)
    ),
    "type": Dimension("Type, first level", _first_level, _named(EventType, "code", "label")),
    "subtype": Dimension("Type", _own("type__code"), _named(EventType, "code", "label")),
    "modality": Dimension("Modality", _own("modality"), _chosen(Modality.choices)),
    "country": Dimension("Country", _slug_of("place__country"), _named(Actor, "slug", "name")),
    "place": Dimension("Place", _own("place__slug"), _named(Place, "slug", "name")),
    "agreement": Dimension("Agreement", _slug_of("agreement"), _named(Agreement, "slug", "title")),
    "date_precision": Dimension(
        "Precision of the date", _own("date_precision"), _chosen(WindowPrecision.choices)
    ),
    "actor": Dimension(
        "Actor", _of_part("actor__slug"), _named(Actor, "slug", "name"), participants=True
    ),
    "role": Dimension(
        "Role", _of_part("role"), _chosen(ParticipationRole.choices), participants=True
    ),
    "stance": Dimension("Stance", _of_part("stance"), _chosen(Stance.choices), participants=True),
}


def labels_of(name: str, keys: Iterable[str | None]) -> dict[str, str]:
    """What people call the keys of a dimension."""
    return DIMENSIONS[name].labels({key for key in keys if key is not None})


def in_order(keys: tuple[Any, ...]) -> tuple[tuple[bool, Any], ...]:
    """Sorts groups by their keys, what is not known last."""
    return tuple((key is None, "" if key is None else key) for key in keys)


def units_between(interval: str, days: set[dt.date]) -> list[dt.date]:
    """First days of all months or years from the earliest to the latest of the days."""
    first, last = min(days), max(days)
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    step = {"month": 1, "year": 12}[interval]
    return [dt.date(month // 12, month % 12 + 1, 1) for month in months[::step]]
