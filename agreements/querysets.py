"""Queries on agreements, their parties and clauses."""

import datetime as dt
from typing import Self

from django.db.models import Q

from agreements.choices import SIGNED_AT_FIRST, SIGNED_OR_BOUND, SIGNING_ROLES, PartyStatus
from records.querysets import SearchedQuerySet, within
from records.rules import last_day_of
from sources.querysets import CitedQuerySet, CitedRecordQuerySet


class AgreementQuerySet(CitedRecordQuerySet, SearchedQuerySet):
    """Agreements."""

    def undated(self) -> Self:
        """Agreements without a known date of signature."""
        return self.filter(signed_on__isnull=True)

    def on_topic(self, *codes: str) -> Self:
        """Agreements with a clause on one of the topics or on a narrower topic."""
        return self.filter_distinct(within("clauses__topics__code", *codes))

    def on_all_topics(self, *codes: str) -> Self:
        """Agreements with a clause on each of the topics or on a narrower topic."""
        rows = self
        for code in codes:
            rows = rows.on_topic(code)
        return rows

    def not_on_topic(self, *codes: str) -> Self:
        """Agreements without a clause on any of the topics or on a narrower topic."""
        on_topic = self.model._default_manager.filter(within("clauses__topics__code", *codes))
        return self.exclude(pk__in=on_topic.values("pk"))

    def with_signatory_count(self) -> Self:
        """Adds `signatory_count` to filter by: how many different actors are party or signatory."""
        return self.alias(
            signatory_count=self.distinct_child_count("parties", "actor", role__in=SIGNING_ROLES)
        )

    def in_force_on(self, day: dt.date) -> Self:
        """Agreements known to be in force on the day."""
        return self.filter(period__contains=day)

    def signed_by(self, day: dt.date) -> Self:
        """Agreements known to have been signed on the day or before."""
        return self._with_signed_by().filter(signed_by__lte=day)

    def signed_between(self, first: dt.date, last: dt.date) -> Self:
        """Agreements known to have been signed after the first day and up to the last."""
        return self._with_signed_by().filter(signed_by__gt=first, signed_by__lte=last)

    def entered_into_force_between(self, first: dt.date, last: dt.date) -> Self:
        """Agreements that entered into force after the first day and up to the last."""
        return self.filter(in_force_on__gt=first, in_force_on__lte=last)

    def ended_between(self, first: dt.date, last: dt.date) -> Self:
        """Agreements that ended after the first day and up to the last."""
        return self.filter(terminated_on__gt=first, terminated_on__lte=last)

    def _with_signed_by(self) -> Self:
        """Adds the last day on which the agreement can have been signed."""
        return self.alias(signed_by=last_day_of("signed_on", "signed_precision"))


class AgreementPartyQuerySet(CitedQuerySet):
    """Actors in their roles in agreements."""

    def signed_by(self, day: dt.date) -> Self:
        """Roles of actors known to have signed by the day, or to be bound without signing.

        Actors that have ratified count as signatories from the day of the agreement.
        """
        known = self.alias(
            since=last_day_of("status_on", "status_precision"),
            signed=last_day_of("agreement__signed_on", "agreement__signed_precision"),
        )
        return known.filter(
            Q(status__in=SIGNED_OR_BOUND, since__lte=day)
            | Q(status__in=SIGNED_AT_FIRST, signed__lte=day)
            | Q(status=PartyStatus.SIGNED, status_on__isnull=True, signed__lte=day)
        )

    def signing(self) -> Self:
        """Roles with a signature: not hosts, witnesses or prospective parties."""
        return self.filter(role__in=SIGNING_ROLES)


class ClauseQuerySet(CitedQuerySet, SearchedQuerySet):
    """Clauses of agreements."""

    def on_topic(self, *codes: str) -> Self:
        """Clauses on one of the topics or on a narrower topic."""
        return self.filter_distinct(within("topics__code", *codes))
