"""Queries on events and places."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.fields import DateRangeField
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    BooleanField,
    Case,
    DateField,
    F,
    Func,
    Q,
    TextChoices,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.db.models.sql.compiler import SQLCompiler

from events.choices import CAUSAL_LINKS, Dating, Modality
from records.codes import CodedQuerySet
from records.querysets import SearchedQuerySet, within
from records.rules import last_day_of, possible_days
from sources.querysets import CitedRecordQuerySet

if TYPE_CHECKING:
    from events.models import Event


# The columns of the date of an event that bound its days
BOUNDING_COLUMNS = ("date_from", "date_to", "date_qualifier", "end_qualifier")


class Match(TextChoices):
    """How surely an event must have happened in the days that are asked for."""

    DEFAULT = "default", "Its days are known, and some of them are among these"
    CERTAIN = "certain", "All its days are among these"
    POSSIBLE = "possible", "Nothing speaks against it"


class HasBounds(Func):
    """Condition: what other rows say of the days of an event meets a condition on `events_bound`, with {0} for a value.

    With `negated`: nothing that other rows say meets it.
    """

    output_field = BooleanField()

    def __init__(self, condition: str, *values: Combinable, negated: bool = False) -> None:
        super().__init__(F("pk"), *values)
        self.condition, self.negated = condition, negated

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: object) -> Any:
        compiled = [compiler.compile(expression) for expression in self.source_expressions]
        (key, _params), *values = compiled
        condition = self.condition.format(*(sql for sql, _ in values))
        parameters = tuple(value for _, found in compiled for value in found)
        if self.negated:
            return (
                f"NOT EXISTS (SELECT FROM events_bound WHERE event_id = {key} AND {condition})",
                parameters,
            )
        # An array, so that PostgreSQL can use the index of events for it beside another one.
        found = f"SELECT event_id FROM events_bound WHERE {condition}"  # noqa: S608 (our own SQL)
        return f"{key} = ANY (ARRAY({found}))", parameters


class DatingOf(Func):
    """How the days of an event are known: a value of `Dating`."""

    output_field = TextField(choices=Dating.choices)
    template = (
        "coalesce((SELECT dating FROM events_bound WHERE event_id = %(key)s ORDER BY is_public LIMIT 1),"
        " CASE WHEN %(first)s IS NOT NULL AND (%(last)s IS NOT NULL OR %(span)s)"
        " OR %(last)s IS NOT NULL AND %(span)s THEN 'stated'"
        " WHEN coalesce(%(first)s, %(last)s) IS NULL THEN 'unknown' ELSE 'one_sided' END)"
    )

    def __init__(self, prefix: str = "") -> None:
        names = ("pk", "date_from", "date_to", "is_span")
        super().__init__(*(F(f"{prefix}{name}") for name in names))

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: object) -> Any:
        parts = [compiler.compile(expression)[0] for expression in self.source_expressions]
        return self.template % dict(zip(("key", "first", "last", "span"), parts, strict=True)), ()


class InferredDays(Func):
    """The first and the last day of an event that follow from other rows, as text with a slash; null if none do."""

    output_field = TextField()
    template = (
        "(SELECT concat(start_from, '/', end_to) FROM events_bound WHERE event_id = %(expressions)s"
        " ORDER BY is_public LIMIT 1)"
    )


def _days(first: dt.date | None, last: dt.date | None) -> Func:
    """SQL: the days from the first to the last; None: no limit."""
    return Func(
        Value(first),
        Value(last),
        Value("[]"),
        function="daterange",
        output_field=DateRangeField(),
    )


class PlaceQuerySet(CodedQuerySet, SearchedQuerySet):
    """Places."""

    aliases = "names"

    def inside(self, west: float, south: float, east: float, north: float) -> Self:
        """Places whose point lies in this box in degrees, which crosses the 180th meridian if west > east."""
        rows = self.filter(latitude__range=(south, north))
        if west <= east:
            return rows.filter(longitude__range=(west, east))
        return rows.filter(Q(longitude__gte=west) | Q(longitude__lte=east))


class EventQuerySet(CitedRecordQuerySet, SearchedQuerySet):
    """Events, by date, type, cause and effect."""

    # Recurring events have the same title.
    namesake_columns = ("date_from",)

    # The limits set by possibly_between()
    since: dt.date | None = None
    until: dt.date | None = None
    match: str = Match.DEFAULT

    def _clone(self) -> Self:
        clone: Any = super()._clone()  # type: ignore[misc]
        clone.since, clone.until, clone.match = self.since, self.until, self.match
        return clone

    def undated(self) -> Self:
        """Events without any known date."""
        return self.filter(date_from__isnull=True, date_to__isnull=True)

    def unplaced(self) -> Self:
        """Events without a place."""
        return self.filter(place__isnull=True)

    def of_type(self, *codes: str) -> Self:
        """Events of one of the types or of a narrower type."""
        return self.filter(within("type__code", *codes))

    def not_of_type(self, *codes: str) -> Self:
        """Events of none of the types and of no narrower type."""
        return self.exclude(within("type__code", *codes))

    def possibly_between(
        self, first: dt.date | None, last: dt.date | None, match: str = Match.DEFAULT
    ) -> Self:
        """Events that can have happened from the first to the last day, both included; None: no limit.

        By default, events whose days are known on both sides, stated or inferred; `certain`: all their days are
        between these two; `possible`: also events of which nothing speaks against it.
        """
        window = _days(first, last)
        if match == Match.CERTAIN:
            stated = Q(period__contained_by=window, date_from__isnull=False, date_to__isnull=False)
            stated &= Q(date_qualifier="", end_qualifier="")
            stated &= Q(HasBounds("is_contradictory", negated=True))
            rows = self.filter(stated | Q(HasBounds("bounded <@ {0}", window)))
        elif match == Match.POSSIBLE:
            ruled_out = HasBounds("NOT possible && {0}", window, negated=True)
            rows = self.alias(possible_days=possible_days(*BOUNDING_COLUMNS)).filter(
                Q(ruled_out), possible_days__overlap=window
            )
        else:
            rows = self.filter(
                Q(period__overlap=window)
                | Q(HasBounds("stated <> 'both' AND bounded && {0}", window))
            )
        rows.since = max(filter(None, (self.since, first)), default=None)
        rows.until = min(filter(None, (self.until, last)), default=None)
        rows.match = match
        return rows

    def split_for_index(self, day: Combinable, *, descending: bool) -> list[Self]:
        """The same events as up to three querysets, which in sequence are sorted by their first `day`.

        The overlap of periods alone would make PostgreSQL read all earlier events too. So the second
        queryset starts at the limit in the index on first days; the first has the events that had
        begun before.
        """
        rows = self.filter(LessThanOrEqual(day, Value(self.until))) if self.until else self
        if descending:
            return [rows]
        # Without `until`, the index has those without a first day there.
        last = [self.filter(date_from__isnull=True)] if self.until else []
        if not self.since:
            return [rows, *last]
        begun = rows.filter(date_from__lt=self.since)
        window = _days(self.since, self.until)
        if self.match == Match.DEFAULT:
            inferred = HasBounds("stated <> 'both' AND bounded && {0}", window)
            begun = begun.filter(Q(period__contains=self.since) | Q(inferred))
        elif self.match == Match.CERTAIN:
            begun = begun.filter(HasBounds("bounded <@ {0}", window))
        return [begun, rows.filter(GreaterThanOrEqual(day, Value(self.since))), *last]

    def dated_as(self, dating: str) -> Self:
        """Events whose days are known in this way: a value of `Dating`."""
        if dating in (Dating.INFERRED, Dating.CONTRADICTORY):
            return self.filter(HasBounds("dating = {0}", Value(dating)))
        return self.alias(dating_=DatingOf()).filter(dating_=dating)

    def with_contradictory_days(self) -> Self:
        """Events whose days cannot be as all rows say."""
        return self.dated_as(Dating.CONTRADICTORY)

    def occurred(self) -> Self:
        """Events that happened; not those that were announced, planned, alleged or denied."""
        return self.filter(modality=Modality.OCCURRED)

    def begun_by(self, day: dt.date) -> Self:
        """Events that can have happened or begun by the day."""
        return self.filter(date_from__lte=day)

    def begun_between(self, first: dt.date, last: dt.date) -> Self:
        """Events known to have happened or begun after the first day and up to the last."""
        begun = Case(
            When(is_span=True, then=last_day_of("date_from", "date_precision")),
            default=F("date_to"),
            output_field=DateField(),
        )
        return self.alias(begun_by=begun).filter(date_from__gt=first, begun_by__lte=last)

    def effects_of(
        self, events: Iterable["Event | int"], *, kinds: Iterable[str] = CAUSAL_LINKS
    ) -> Self:
        """Events with a link of one of the kinds to one of these, their direct cause."""
        return self.filter_distinct(links_out__kind__in=kinds, links_out__target__in=events)

    def causes_of(
        self, events: Iterable["Event | int"], *, kinds: Iterable[str] = CAUSAL_LINKS
    ) -> Self:
        """Events to which one of these, their direct effect, has a link of one of the kinds."""
        return self.filter_distinct(links_in__kind__in=kinds, links_in__source__in=events)
