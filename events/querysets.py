"""What events, participants and figures can be asked."""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.fields import DateRangeField
from django.db.models import Exists, Func, OuterRef, Q, QuerySet, Value

from events.choices import LINKS_OF_CAUSE
from records.querysets import RecordQuerySet, TermQuerySet, within

if TYPE_CHECKING:
    from agreements.models import Agreement
    from events.models import Event


class EventTypeQuerySet(TermQuerySet):
    """Types of events."""


class PlaceQuerySet(QuerySet):
    """Places."""

    def get_by_natural_key(self, slug: str) -> Any:
        return self.get(slug=slug)


class EventQuerySet(RecordQuerySet):
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
            Value(first), Value(last), Value("[]"), function="daterange", output_field=DateRangeField()
        )
        return self.filter(period__overlap=window)

    def with_actor(self, slug: str) -> Self:
        """Events in which the actor of this slug takes part in any role."""
        return self.filter(self._takes_part(actor__slug=slug))

    def linked_to(self, event: "Event") -> Self:
        """Events with a link to or from this one."""
        return self.filter(Q(links_out__target=event) | Q(links_in__source=event)).distinct()

    def responding_to(self, event: "Event") -> Self:
        """Events that this one set off directly."""
        return self.filter(
            id__in=self._links().of_cause().filter(target=event).values("source")
        )

    def triggered_by(self, event: "Event") -> Self:
        """Events that this one set off, directly or through others; cycles end."""
        return self.filter(id__in=self._links().reached_from(event))

    def signing(self, agreement: "Agreement") -> Self:
        """Events in which the agreement was signed."""
        return self.of_type("treaty.signing").filter(agreement=agreement)

    def _takes_part(self, **who: Any) -> Exists:
        participations = self.model.participations.rel.related_model.objects
        return Exists(participations.filter(event=OuterRef("pk"), **who))

    def _links(self) -> "EventLinkQuerySet":
        return self.model.links_out.rel.related_model.objects.all()


class ParticipationQuerySet(QuerySet):
    """Who took part in events, as what, with which stance towards whom."""

    def get_by_natural_key(self, event: str, actor: str, role: str, toward: str | None) -> Any:
        return self.get(
            event__slug=event,
            actor__slug=actor,
            role=role,
            **({"toward__slug": toward} if toward else {"toward": None}),
        )


class EventLinkQuerySet(QuerySet):
    """Directed links between events: the source came of the target."""

    def of_cause(self) -> Self:
        """Links that say what set an event off."""
        return self.filter(kind__in=LINKS_OF_CAUSE)

    def reached_from(self, event: "Event") -> list[int]:
        """Ids of the events set off by this one through any number of links."""
        reached: set[int] = set()
        frontier = {event.pk}
        while frontier:
            effects = self.of_cause().filter(target__in=frontier).values_list("source", flat=True)
            frontier = set(effects) - reached - {event.pk}
            reached |= frontier
        return sorted(reached)

    def get_by_natural_key(self, source: str, target: str, kind: str) -> Any:
        return self.get(source__slug=source, target__slug=target, kind=kind)


class FigureQuerySet(RecordQuerySet):
    """Numbers with a day and a source."""
