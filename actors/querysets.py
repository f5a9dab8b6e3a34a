"""Queries on actors and their relationships."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db.models import Exists, Q

from actors.choices import MEMBER_STATUSES, RelationshipKind, RelationshipStatus
from records.choices import Lifecycle
from records.lifetimes import can_exist_on
from records.querysets import SearchedQuerySet
from sources.querysets import CitedRecordQuerySet

if TYPE_CHECKING:
    from actors.models import Actor


class ActorQuerySet(CitedRecordQuerySet, SearchedQuerySet):
    """Actors."""

    aliases = "names"

    def members_of(self, *organisations: "Actor | int", on: dt.date) -> Self:
        """Actors known to be full members of one of the organisations on the day."""
        return self.filter(self._full_member_of(organisations, on))

    def not_members_of(self, *organisations: "Actor | int", on: dt.date) -> Self:
        """Actors not known to be full members of any of the organisations on the day."""
        return self.filter(~self._full_member_of(organisations, on))

    def recognising(self, *actors: "Actor | int", on: dt.date) -> Self:
        """Actors known to recognise one of these on the day."""
        return self._with_recognition(RelationshipStatus.RECOGNISED, actors, on)

    def not_recognising(self, *actors: "Actor | int", on: dt.date) -> Self:
        """Actors known not to recognise one of these on the day; silence is no refusal."""
        return self._with_recognition(RelationshipStatus.NOT_RECOGNISED, actors, on)

    def existing_on(self, day: dt.date) -> Self:
        """Actors known to have existed on the day."""
        return self.filter(period__contains=day)

    def possibly_existing_on(self, day: dt.date) -> Self:
        """Actors not known to have ended by the day, nor to have begun after it."""
        return self.filter(can_exist_on(self.model, day))

    def without_standing(
        self, kind: RelationshipKind, other: int, *, towards: bool, on: dt.date | None
    ) -> Self:
        """Actors without a recorded relationship of this kind to another actor, or from it.

        `other` is the primary key of that actor, which is left out itself. With a day, relationships count
        that are known to hold on it, and actors that can have existed on it.
        """
        relation, end = ("relations_from", "object") if towards else ("relations_to", "subject")
        recorded = self._referring(relation).filter(**{"kind": kind, end: other})
        rows = self
        if on:
            recorded, rows = recorded.in_force_on(on), rows.possibly_existing_on(on)
        return rows.exclude(pk=other).filter(~Exists(recorded))

    def _full_member_of(self, organisations: Iterable["Actor | int"], on: dt.date) -> Exists:
        memberships = self._own_relationships().full_memberships(on=on)
        return Exists(memberships.filter(object__in=organisations))

    def _with_recognition(
        self, status: RelationshipStatus, actors: Iterable["Actor | int"], on: dt.date
    ) -> Self:
        recognitions = self._own_relationships().holding(RelationshipKind.RECOGNITION, on=on)
        return self.filter(Exists(recognitions.filter(status=status, object__in=actors)))

    def _own_relationships(self) -> "RelationshipQuerySet":
        """Relationships of the actor of the outer query to others."""
        return self._referring("relations_from")


class RelationshipQuerySet(CitedRecordQuerySet):
    """Dated relationships between actors."""

    def in_force_on(self, day: dt.date) -> Self:
        """Relationships known to hold on the day, on which both actors can have existed.

        Those without a known period are left out. A successor need not have existed together with its predecessor.
        """
        actors = self.model._meta.get_field("subject").related_model
        both_exist = can_exist_on(actors, day, "subject__") & can_exist_on(actors, day, "object__")
        return self.filter(Q(kind=RelationshipKind.SUCCESSION) | both_exist, period__contains=day)

    def holding(self, kind: RelationshipKind, *, on: dt.date) -> Self:
        """Relationships of one kind known to hold on the day."""
        return self.filter(kind=kind).in_force_on(on)

    def full_memberships(self, *, on: dt.date) -> Self:
        """Full memberships known to hold on the day."""
        return self.holding(RelationshipKind.MEMBERSHIP, on=on).filter(status__in=MEMBER_STATUSES)

    def begun_between(self, first: dt.date, last: dt.date) -> Self:
        """Relationships that began after the first day and up to the last.

        Those without a known start are left out: their period starts with the first report.
        """
        return self.filter(
            start_on__isnull=False, period__startswith__gt=first, period__startswith__lte=last
        )

    def ended_between(self, first: dt.date, last: dt.date) -> Self:
        """Relationships that ended after the first day and up to the last.

        A relationship that is merely no longer reported has not ended.
        """
        return self.filter(
            lifecycle=Lifecycle.ENDED, period__endswith__gt=first, period__endswith__lte=last
        )
