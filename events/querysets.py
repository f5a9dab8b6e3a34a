"""What events, participants and figures can be asked."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.fields import DateRangeField
from django.db.models import Case, DateField, F, Func, Q, Value, When
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

from events.choices import CAUSAL_LINKS, Modality
from records.constraints import last_day_of
from records.querysets import SearchedQuerySet, within
from sources.querysets import CitedRecordQuerySet

if TYPE_CHECKING:
    from events.models import Event


class PlaceQuerySet(SearchedQuerySet):
    """Places."""

    aliases = "names"

    def inside(self, west: float, south: float, east: float, north: float) -> Self:
        """Places whose point lies in the box of degrees, across the 180th meridian if west > east."""
        rows = self.filter(latitude__range=(south, north))
        if west <= east:
            return rows.filter(longitude__range=(west, east))
        return rows.filter(Q(longitude__gte=west) | Q(longitude__lte=east))


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

    def responding_to(
        self, events: Iterable["Event | int"], *, kinds: Iterable[str] = CAUSAL_LINKS
    ) -> Self:
        """Events that one of these set off directly, by a link of one of the kinds."""
        return self._linked(kinds, "source", target__in=events)

    def setting_off(
        self, events: Iterable["Event | int"], *, kinds: Iterable[str] = CAUSAL_LINKS
    ) -> Self:
        """Events that set off one of these directly, by a link of one of the kinds."""
        return self._linked(kinds, "target", source__in=events)

    def _linked(self, kinds: Iterable[str], end: str, **other_end: Any) -> Self:
        """Events at one end of links of these kinds, by what is at the other end."""
        links: Any = self.model._meta.get_field("links_out").related_model
        found = links._default_manager.filter(kind__in=kinds, **other_end)
        return self.filter(pk__in=found.values(end))
