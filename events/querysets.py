"""Queries on events and places."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.fields import DateRangeField
from django.db.models import Case, DateField, F, Func, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

from events.choices import CAUSAL_LINKS, Modality
from records.codes import CodedQuerySet
from records.querysets import SearchedQuerySet, within
from records.rules import last_day_of
from sources.querysets import CitedRecordQuerySet

if TYPE_CHECKING:
    from events.models import Event


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

    def _clone(self) -> Self:
        clone: Any = super()._clone()  # type: ignore[misc]
        clone.since, clone.until = self.since, self.until
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

    def possibly_between(self, first: dt.date | None, last: dt.date | None) -> Self:
        """Events that can have happened from the first to the last day, both included; None: no limit."""
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

    def split_for_index(self, day: Combinable, *, descending: bool) -> list[Self]:
        """The same events as up to three querysets, which in sequence are sorted by their first `day`.

        The overlap of periods alone would make PostgreSQL read all earlier events too. So the second
        queryset starts at the limit in the index on first days; the first has the events that had
        begun before.
        """
        rows = self.filter(LessThanOrEqual(day, Value(self.until))) if self.until else self
        if descending:
            return [rows]
        # Those with an open start are last; without `until`, the index has them there.
        open_start = self.filter(date_from__isnull=True, date_to__isnull=False)
        last = [open_start] if self.until else []
        if not self.since:
            return [rows, *last]
        begun = rows.filter(date_from__lt=self.since, period__contains=self.since)
        return [begun, rows.filter(GreaterThanOrEqual(day, Value(self.since))), *last]

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
