"""What actors and their relationships can be asked."""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.db.models import OuterRef, Q, QuerySet, Subquery

from actors.choices import MEMBER_STATUSES, RelationshipKind, RelationshipStatus
from records.querysets import RecordQuerySet

if TYPE_CHECKING:
    from actors.models import Actor


class ActorQuerySet(RecordQuerySet):
    """Actors, asked for their standing towards each other on a day."""

    def named(self, text: str) -> Self:
        """Actors one of whose names contains the text, whatever its case and diacritics."""
        named = self.model.names.rel.related_model.objects.filter(name__unaccent__icontains=text)
        return self.filter(Q(name__unaccent__icontains=text) | Q(id__in=named.values("actor")))

    def members_of(self, organisation: "Actor", *, on: dt.date) -> Self:
        """Actors known to be full members on the day."""
        return self._standing(
            RelationshipKind.MEMBERSHIP, organisation, on=on, status__in=MEMBER_STATUSES
        )

    def permanent_members_of(self, organisation: "Actor", *, on: dt.date) -> Self:
        """Actors known to hold a permanent seat on the day."""
        return self._standing(
            RelationshipKind.MEMBERSHIP,
            organisation,
            on=on,
            status=RelationshipStatus.PERMANENT_MEMBER,
        )

    def recognising(self, actor: "Actor", *, on: dt.date) -> Self:
        """Actors known to recognise this one on the day."""
        return self._standing(
            RelationshipKind.RECOGNITION, actor, on=on, status=RelationshipStatus.RECOGNISED
        )

    def not_recognising(self, actor: "Actor", *, on: dt.date) -> Self:
        """Actors known not to recognise this one on the day; silence does not count as refusal."""
        return self._standing(
            RelationshipKind.RECOGNITION, actor, on=on, status=RelationshipStatus.NOT_RECOGNISED
        )

    def existing_on(self, day: dt.date) -> Self:
        """Actors known to have existed on the day."""
        return self.filter(period__contains=day)

    def with_office_on(self, day: dt.date) -> Self:
        """Adds `office` and `office_at`: the title held on the day and the slug of where."""
        offices = self._relationships().holding(RelationshipKind.OFFICE, on=day)
        held = offices.filter(subject=OuterRef("pk")).order_by("slug")
        return self.annotate(
            office=Subquery(held.values("title")[:1]),
            office_at=Subquery(held.values("object__slug")[:1]),
        )

    def _standing(
        self, kind: RelationshipKind, towards: "Actor", *, on: dt.date, **statuses: Any
    ) -> Self:
        relations = self._relationships().holding(kind, on=on).filter(object=towards, **statuses)
        return self.filter(id__in=relations.values("subject"))

    def _relationships(self) -> "RelationshipQuerySet":
        return self.model.relations_from.rel.related_model.objects.using(self.db).published()


class ActorNameQuerySet(QuerySet):
    """Names of actors."""

    def get_by_natural_key(self, actor: str, name: str, language: str) -> Any:
        return self.get(actor__slug=actor, name=name, language=language)


class ActorIdentifierQuerySet(QuerySet):
    """Codes of actors in other systems."""

    def get_by_natural_key(self, actor: str, scheme: str, value: str) -> Any:
        return self.get(actor__slug=actor, scheme=scheme, value=value)


class RelationshipQuerySet(RecordQuerySet):
    """Dated relations between actors."""

    def in_force_on(self, day: dt.date) -> Self:
        """Relations known to hold on the day; what has no known period is left out."""
        return self.filter(period__contains=day)

    def holding(self, kind: RelationshipKind, *, on: dt.date) -> Self:
        """Relations of one kind known to hold on the day."""
        return self.filter(kind=kind).in_force_on(on)

    def involving(self, actor: "Actor") -> Self:
        """Relations with the actor on either side."""
        return self.filter(Q(subject=actor) | Q(object=actor))

    def begun_between(self, first: dt.date, last: dt.date) -> Self:
        """Relations known to hold from a day within the two, the first excluded."""
        return self.filter(period__startswith__gt=first, period__startswith__lte=last)

    def ended_between(self, first: dt.date, last: dt.date) -> Self:
        """Relations that ceased to hold on a day within the two, the first excluded."""
        return self.filter(
            period__upper_inf=False, period__endswith__gt=first, period__endswith__lte=last
        )
