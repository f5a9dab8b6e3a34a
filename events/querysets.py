"""What events, participants and figures can be asked."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.fields import DateRangeField
from django.db.models import Case, DateField, F, Func, IntegerField, Q, Value, When
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

from events.choices import LINKS_OF_CAUSE, Modality
from records.constraints import last_day_of
from records.querysets import SearchedQuerySet, TableQuerySet, TermQuerySet, within
from sources.querysets import CitedQuerySet, CitedRecordQuerySet

if TYPE_CHECKING:
    from events.models import Event


class EventTypeQuerySet(TermQuerySet):
    """Types of events."""


class PlaceQuerySet(SearchedQuerySet):
    """Places."""

    aliases = "names"

    def inside(self, west: float, south: float, east: float, north: float) -> Self:
        """Places whose point lies in the box of degrees, across the 180th meridian if west > east."""
        rows = self.filter(latitude__range=(south, north))
        if west <= east:
            return rows.filter(longitude__range=(west, east))
        return rows.filter(Q(longitude__gte=west) | Q(longitude__lte=east))

    def get_by_natural_key(self, slug: str) -> Any:
        return self.get(slug=slug)


class PlaceNameQuerySet(TableQuerySet):
    """Further names of places."""

    def get_by_natural_key(self, place: str, name: str, language: str) -> Any:
        return self.get(place__slug=place, name=name, language=language)


class EventQuerySet(CitedRecordQuerySet, SearchedQuerySet):
    """Events, asked by time, by who took part, and by what set off what."""

    # Events of one title happen again and again.
    namesake_columns = ("date_from",)

    # The days that they have been narrowed to
    since: dt.date | None = None
    until: dt.date | None = None

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone.since, clone.until = self.since, self.until
        return clone

    def undated(self) -> Self:
        """Events of which no day is known at all."""
        return self.filter(date_from__isnull=True)

    def unplaced(self) -> Self:
        """Events without a place."""
        return self.filter(place__isnull=True)

    def of_type(self, *codes: str) -> Self:
        """Events of one of the types or one below it."""
        return self.filter(within("type__code", *codes))

    def not_of_type(self, *codes: str) -> Self:
        """Events of none of the types and none below them."""
        return self.exclude(within("type__code", *codes))

    def possibly_between(self, first: dt.date | None, last: dt.date | None) -> Self:
        """Events that can have happened between the two days, both included; None leaves an end open."""
        window = Func(
            Value(first),
            Value(last),
            Value("[]"),
            function="daterange",
            output_field=DateRangeField(),
        )
        rows = self.filter(period__overlap=window)
        rows.since = max(filter(None, (self.since, first)), default=None)
        rows.until = min(filter(None, (self.until, last)), default=None)
        return rows

    def split_for_index(self, day: Any, *, descending: bool) -> list[Self]:
        """The same events in parts that follow each other in the order of their first `day`.

        Windows alone would have every event looked at that begins before those asked for. So the
        index on first days is told where to begin, and what had begun before is a part of its own.
        """
        rows = self.filter(LessThanOrEqual(day, Value(self.until))) if self.until else self
        if not self.since or descending:
            return [rows]
        begun = rows.filter(date_from__lt=self.since, period__contains=self.since)
        return [begun, rows.filter(GreaterThanOrEqual(day, Value(self.since)))]

    def occurred(self) -> Self:
        """Events that happened, rather than being announced, alleged or denied."""
        return self.filter(modality=Modality.OCCURRED)

    def begun_by(self, day: dt.date) -> Self:
        """Events that can have happened or begun by the day."""
        return self.filter(date_from__lte=day)

    def begun_between(self, first: dt.date, last: dt.date) -> Self:
        """Events known to have happened or begun on a day within the two, the first excluded."""
        begun = Case(
            When(is_span=True, then=last_day_of("date_from", "date_precision")),
            default=F("date_to"),
            output_field=DateField(),
        )
        return self.alias(begun_by=begun).filter(date_from__gt=first, begun_by__lte=last)

    def responding_to(self, event: "Event") -> Self:
        """Events that this one set off directly."""
        return self._set_off_by([event.pk])

    def triggered_by(self, event: "Event") -> Self:
        """Events that this one set off, directly or through others; cycles end."""
        reached: set[int] = set()
        frontier = {event.pk}
        while frontier:
            effects = self._everything()._set_off_by(frontier)
            frontier = set(effects.values_list("pk", flat=True)) - reached - {event.pk}
            reached |= frontier
        return self.filter(pk__in=reached)

    def with_days_after(self, event: "Event") -> Self:
        """Adds `days_after`: days from the first possible day of the event to that of each row."""
        days = Func(
            F("date_from"),
            Value(event.date_from),
            arg_joiner=" - ",
            template="(%(expressions)s)",
            output_field=IntegerField(),
        )
        return self.annotate(days_after=days)

    def _everything(self) -> Self:
        return self.model._default_manager.all()  # type: ignore[return-value]

    def _set_off_by(self, events: Iterable[int]) -> Self:
        return self.filter_distinct(
            links_out__kind__in=LINKS_OF_CAUSE, links_out__target__in=events
        )


class ParticipationQuerySet(CitedQuerySet):
    """Who took part in events, as what, with which stance towards whom."""

    def get_by_natural_key(self, event: str, actor: str, role: str, toward: str | None) -> Any:
        return self.get(
            event__slug=event,
            actor__slug=actor,
            role=role,
            **({"toward__slug": toward} if toward else {"toward": None}),
        )


class EventLinkQuerySet(CitedQuerySet):
    """Directed links between events: the source came of the target."""

    def get_by_natural_key(self, source: str, target: str, kind: str) -> Any:
        return self.get(source__slug=source, target__slug=target, kind=kind)


class FigureQuerySet(CitedRecordQuerySet):
    """Numbers with a day and a source."""
