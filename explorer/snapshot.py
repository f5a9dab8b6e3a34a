"""What is known to hold on a day, and what changed between two days."""

import datetime as dt
from typing import TypeVar

from django.db.models import Model, Prefetch, QuerySet

from actors.choices import RelationshipKind
from actors.models import Relationship
from actors.querysets import RelationshipQuerySet
from agreements.models import Agreement, AgreementParty
from agreements.querysets import AgreementQuerySet
from events.models import Event

Row = TypeVar("Row", bound=Model)

# Limit of each list in an answer; longer lists are available from the resources.
MAX_SNAPSHOT_ROWS = 5_000
# Names of the lists of relationships, with their kinds
RELATIONS = {
    "memberships": RelationshipKind.MEMBERSHIP,
    "offices": RelationshipKind.OFFICE,
    "parts": RelationshipKind.PART_OF,
    "recognitions": RelationshipKind.RECOGNITION,
    "alignments": RelationshipKind.ALIGNMENT,
    "cooperations": RelationshipKind.COOPERATION,
    "successions": RelationshipKind.SUCCESSION,
}


def snapshot(*, on: dt.date) -> dict[str, object]:
    """Everything that is known to hold on the day; lists are sorted by slug."""
    limit = ListLimit()
    agreements = _agreements(signed_by=on)
    return {
        "on": on,
        **_by_kind(Relationship.objects.in_force_on(on), limit),
        "agreements_in_force": limit.apply(agreements.in_force_on(on)),
        "agreements_signed": limit.apply(agreements.signed_by(on)),
        "truncated": limit.exceeded,
    }


def changes(*, first: dt.date, last: dt.date) -> dict[str, object]:
    """What began, ended, was signed or happened after the first day and up to the last.

    Lists are sorted by slug, events by date.
    """
    limit = ListLimit()
    agreements = _agreements(signed_by=last)
    events = Event.objects.occurred().begun_between(first, last)
    return {
        "from": first,
        "to": last,
        "began": _by_kind(Relationship.objects.begun_between(first, last), limit),
        "ended": _by_kind(Relationship.objects.ended_between(first, last), limit),
        "agreements": {
            "signed": limit.apply(agreements.signed_between(first, last)),
            "entered_into_force": limit.apply(agreements.entered_into_force_between(first, last)),
            "ended": limit.apply(agreements.ended_between(first, last)),
        },
        "events": limit.apply(events.select_related("type").order_by("date_from", "slug")),
        "truncated": limit.exceeded,
    }


class ListLimit:
    """Limits lists to MAX_SNAPSHOT_ROWS and remembers whether one was longer."""

    def __init__(self) -> None:
        self.exceeded = False

    def apply(self, rows: "QuerySet[Row] | list[Row]") -> list[Row]:
        found = list(rows[: MAX_SNAPSHOT_ROWS + 1])
        self.exceeded = self.exceeded or len(found) > MAX_SNAPSHOT_ROWS
        return found[:MAX_SNAPSHOT_ROWS]


def _by_kind(relations: RelationshipQuerySet, limit: ListLimit) -> dict[str, list[Relationship]]:
    """The relationships of each kind, asked for together."""
    rows = relations.select_related("subject", "object").order_by("slug")
    first, *others = (
        rows.filter(kind=kind)[: MAX_SNAPSHOT_ROWS + 1] for kind in RELATIONS.values()
    )
    found: dict[str, list[Relationship]] = {kind: [] for kind in RELATIONS.values()}
    for row in sorted(first.union(*others, all=True), key=lambda each: each.slug):
        found[row.kind].append(row)
    return {name: limit.apply(found[kind]) for name, kind in RELATIONS.items()}


def _agreements(*, signed_by: dt.date) -> AgreementQuerySet:
    """Agreements with the parties that had signed by the day as `signed_parties`."""
    signed = AgreementParty.objects.signing().signed_by(signed_by)
    rows = signed.select_related("actor").order_by("actor__slug", "role")
    return Agreement.objects.prefetch_related(
        Prefetch("parties", rows, to_attr="signed_parties")
    ).order_by("slug")
