"""Queries on agreements, their parties and clauses."""

import datetime as dt
from typing import Self, TypeVar

from django.db.models import DateField, Q, QuerySet, Value
from django.db.models.expressions import Combinable

from agreements.choices import SIGNING, SIGNING_ROLES
from agreements.standing import Standing, standing_on
from records.lifetimes import can_exist_on
from records.querysets import SearchedQuerySet, within
from records.rules import last_day_of
from sources.querysets import CitedQuerySet, CitedRecordQuerySet

Rows = TypeVar("Rows", bound=QuerySet)


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
        """Agreements known to have entered into force after the first day and up to the last."""
        entered_by = last_day_of("in_force_on", "in_force_precision")
        return self.alias(entered_by=entered_by).filter(in_force_on__gt=first, entered_by__lte=last)

    def ended_between(self, first: dt.date, last: dt.date) -> Self:
        """Agreements known to have ended after the first day and up to the last."""
        ended_by = last_day_of("terminated_on", "terminated_precision")
        return self.alias(ended_by=ended_by).filter(terminated_on__gt=first, ended_by__lte=last)

    def _with_signed_by(self) -> Self:
        """Adds the last day on which the agreement can have been signed."""
        return self.alias(signed_by=last_day_of("signed_on", "signed_precision"))


class AgreementPartyQuerySet(CitedQuerySet):
    """Actors in their roles in agreements."""

    def signed_by(self, day: dt.date) -> Self:
        """Roles of actors known to have signed by the day or to be bound on it, and not to have left or ended."""
        on = Value(day, output_field=DateField())
        exist = can_exist_on(self.model._meta.get_field("actor").related_model, day, "actor__")
        return self.alias(takes_part=Standing("takes_part", "pk", on)).filter(
            exist, takes_part=True
        )

    def with_standing(self, on: dt.date) -> Self:
        """Adds the standing on the day: `status`, `status_on`, `status_precision`, `reservation`."""
        return self.annotate(**standing_on(on))

    def signing(self) -> Self:
        """Roles with a signature: not hosts, witnesses or prospective parties."""
        return self.filter(role__in=SIGNING_ROLES)


class PartyActionQuerySet(CitedQuerySet):
    """What parties did."""

    def signing_by(self, day: dt.date) -> Self:
        """Signatures and consents by the day, or on an unknown one."""
        return signing_by(self, day)


class ClauseQuerySet(CitedQuerySet, SearchedQuerySet):
    """Clauses of agreements."""

    def on_topic(self, *codes: str) -> Self:
        """Clauses on one of the topics or on a narrower topic."""
        return self.filter_distinct(within("topics__code", *codes))


def signing_by(rows: Rows, day: dt.date | Combinable, action: str = "") -> Rows:
    """Those rows whose action is a signature or consent by the day, or undated; `action` is the lookup path to it."""
    happened_by = last_day_of(f"{action}happened_on", f"{action}happened_precision")
    is_undated = Q(**{f"{action}happened_on": None})
    return rows.alias(happened_by=happened_by).filter(
        is_undated | Q(happened_by__lte=day), **{f"{action}kind__in": SIGNING}
    )
