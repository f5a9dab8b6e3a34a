"""What events, participants and figures can be asked."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.fields import DateRangeField
from django.db.models import F, Func, IntegerField, Q, Value

from events.choices import LINKS_OF_CAUSE
from records.querysets import TableQuerySet, TermQuerySet, within
from sources.querysets import CitedQuerySet, CitedRecordQuerySet

if TYPE_CHECKING:
    from agreements.models import Agreement
    from events.models import Event


class EventTypeQuerySet(TermQuerySet):
    """Types of events."""


class PlaceQuerySet(TableQuerySet):
    """Places."""

    def get_by_natural_key(self, slug: str) -> Any:
        return self.get(slug=slug)


class EventQuerySet(CitedRecordQuerySet):
    """Events, asked by time, by who took part, and by what set off what."""

    def titled(self, text: str) -> Self:
        """Events whose title or summary contains the text, whatever its case and diacritics."""
        return self.filter(
            Q(title__unaccent__icontains=text) | Q(summary__unaccent__icontains=text)
        )

    def of_type(self, code: str) -> Self:
        """Events of the type or one below it."""
        return self.filter(within("type__code", code))

    def possibly_between(self, first: dt.date | None, last: dt.date | None) -> Self:
        """Events that can have happened between the two days, both included; None leaves an end open."""
        window = Func(
            Value(first),
            Value(last),
            Value("[]"),
            function="daterange",
            output_field=DateRangeField(),
        )
        return self.filter(period__overlap=window)

    def with_actor(self, slug: str) -> Self:
        """Events in which the actor of this slug takes part in any role."""
        return self.having(participations__actor__slug=slug)

    def linked_to(self, event: "Event") -> Self:
        """Events with a link to or from this one."""
        return self.having(Q(links_out__target=event) | Q(links_in__source=event))

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

    def signing(self, agreement: "Agreement") -> Self:
        """Events in which the agreement was signed."""
        return self.of_type("treaty.signing").filter(agreement=agreement)

    def _everything(self) -> Self:
        return self.model._default_manager.all()  # type: ignore[return-value]

    def _set_off_by(self, events: Iterable[int]) -> Self:
        return self.having(links_out__kind__in=LINKS_OF_CAUSE, links_out__target__in=events)


class ParticipationQuerySet(CitedQuerySet):
    """Who took part in events, as what, with which stance towards whom."""

    def shown(self, path: str = "", *, given: str = "") -> Q:
        """As for every row; and a stance is not shown without the target it needs."""
        toward = self._shown_at(self.model._meta.get_field("toward"), path)
        return super().shown(path, given=given) & (Q(**{f"{path}toward__isnull": True}) | toward)

    def get_by_natural_key(self, event: str, actor: str, role: str, toward: str | None) -> Any:
        return self.get(
            event__slug=event,
            actor__slug=actor,
            role=role,
            **({"toward__slug": toward} if toward else {"toward": None}),
        )


class EventLinkQuerySet(CitedQuerySet):
    """Directed links between events: the source came of the target."""

    def of_cause(self) -> Self:
        """Links that say what set an event off."""
        return self.filter(kind__in=LINKS_OF_CAUSE)

    def get_by_natural_key(self, source: str, target: str, kind: str) -> Any:
        return self.get(source__slug=source, target__slug=target, kind=kind)


class FigureQuerySet(CitedRecordQuerySet):
    """Numbers with a day and a source."""

    arc = ("actor", "agreement", "event")
