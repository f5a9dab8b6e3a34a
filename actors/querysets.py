"""What actors and their relationships can be asked."""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from actors.choices import MEMBER_STATUSES, RelationshipKind, RelationshipStatus
from records.choices import Lifecycle, ReviewStatus
from records.querysets import SearchedQuerySet, TableQuerySet
from sources.querysets import CitedRecordQuerySet

if TYPE_CHECKING:
    from actors.models import Actor


class ActorQuerySet(CitedRecordQuerySet, SearchedQuerySet):
    """Actors, asked for their standing towards each other on a day."""

    aliases = "names"

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

    def _standing(
        self, kind: RelationshipKind, towards: "Actor", *, on: dt.date, **statuses: Any
    ) -> Self:
        """Actors with a published relationship of the kind and status that is known to hold."""
        return self.filter_distinct(
            relations_from__review_status=ReviewStatus.PUBLISHED,
            relations_from__kind=kind,
            relations_from__object=towards,
            relations_from__period__contains=on,
            **{f"relations_from__{name}": value for name, value in statuses.items()},
        )


class ActorNameQuerySet(TableQuerySet):
    """Names of actors."""

    def get_by_natural_key(self, actor: str, name: str, language: str) -> Any:
        return self.get(actor__slug=actor, name=name, language=language)


class ActorIdentifierQuerySet(TableQuerySet):
    """Codes of actors in other systems."""

    def get_by_natural_key(self, actor: str, scheme: str, value: str) -> Any:
        return self.get(actor__slug=actor, scheme=scheme, value=value)


class RelationshipQuerySet(CitedRecordQuerySet):
    """Dated relations between actors."""

    def in_force_on(self, day: dt.date) -> Self:
        """Relations known to hold on the day; what has no known period is left out."""
        return self.filter(period__contains=day)

    def holding(self, kind: RelationshipKind, *, on: dt.date) -> Self:
        """Relations of one kind known to hold on the day."""
        return self.filter(kind=kind).in_force_on(on)

    def full_memberships(self, *, on: dt.date) -> Self:
        """Memberships of those known to be full members on the day."""
        return self.holding(RelationshipKind.MEMBERSHIP, on=on).filter(status__in=MEMBER_STATUSES)

    def begun_between(self, first: dt.date, last: dt.date) -> Self:
        """Relations that began on a day within the two, the first excluded.

        What has no known start is left out: its period starts with a report, not with a change.
        """
        return self.filter(
            start_on__isnull=False, period__startswith__gt=first, period__startswith__lte=last
        )

    def ended_between(self, first: dt.date, last: dt.date) -> Self:
        """Relations that ceased to hold on a day within the two, the first excluded.

        What is only not reported any longer has not ended.
        """
        return self.filter(
            lifecycle=Lifecycle.ENDED, period__endswith__gt=first, period__endswith__lte=last
        )
