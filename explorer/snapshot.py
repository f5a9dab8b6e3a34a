"""What is known to hold on a day, and what changed between two days."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from actors.choices import RelationshipKind
from actors.models import Relationship
from agreements.models import Agreement, AgreementParty
from events.models import Event

# Rows that a list of an answer may have; beyond, the filters of the resources are the way.
MAX_SNAPSHOT_ROWS = 5_000
# How answers call the relations of each kind
RELATIONS = {
    "memberships": RelationshipKind.MEMBERSHIP,
    "offices": RelationshipKind.OFFICE,
    "parts": RelationshipKind.PART_OF,
    "recognitions": RelationshipKind.RECOGNITION,
    "alignments": RelationshipKind.ALIGNMENT,
    "cooperations": RelationshipKind.COOPERATION,
    "successions": RelationshipKind.SUCCESSION,
}


@dataclass(frozen=True)
class Snapshot:
    """What held on a day; `truncated` says whether a list was cut short."""

    on: dt.date
    relations: dict[str, list[Relationship]]
    agreements_in_force: list[Agreement]
    agreements_signed: list[Agreement]
    truncated: bool


@dataclass(frozen=True)
class Changes:
    """What changed after the first day, up to the last one."""

    first: dt.date
    last: dt.date
    began: dict[str, list[Relationship]]
    ended: dict[str, list[Relationship]]
    agreements: dict[str, list[Agreement]]
    events: list[Event]
    truncated: bool


def snapshot(*, on: dt.date) -> Snapshot:
    """All that is known to hold on the day; lists by slug."""
    cut = Cut()
    agreements = _agreements(signed_by=on)
    return Snapshot(
        on=on,
        relations=_by_kind(Relationship.objects.in_force_on(on), cut),
        agreements_in_force=cut.short(agreements.in_force_on(on)),
        agreements_signed=cut.short(agreements.signed_by(on)),
        truncated=cut.happened,
    )


def changes(*, first: dt.date, last: dt.date) -> Changes:
    """What began, ended, was signed or happened after the first day, up to the last; by slug."""
    cut = Cut()
    agreements = _agreements(signed_by=last)
    events = Event.objects.occurred().begun_between(first, last)
    return Changes(
        first=first,
        last=last,
        began=_by_kind(Relationship.objects.begun_between(first, last), cut),
        ended=_by_kind(Relationship.objects.ended_between(first, last), cut),
        agreements={
            "signed": cut.short(agreements.signed_between(first, last)),
            "entered_into_force": cut.short(agreements.entered_into_force_between(first, last)),
            "ended": cut.short(agreements.ended_between(first, last)),
        },
        events=cut.short(events.select_related("type").order_by("date_from", "slug")),
        truncated=cut.happened,
    )


class Cut:
    """Cuts lists at MAX_SNAPSHOT_ROWS and remembers whether one was longer."""

    def __init__(self) -> None:
        self.happened = False

    def short(self, rows: Any) -> list[Any]:
        found = list(rows[: MAX_SNAPSHOT_ROWS + 1])
        self.happened = self.happened or len(found) > MAX_SNAPSHOT_ROWS
        return found[:MAX_SNAPSHOT_ROWS]


def _by_kind(relations: Any, cut: Cut) -> dict[str, list[Relationship]]:
    rows = relations.select_related("subject", "object").order_by("slug")
    return {name: cut.short(rows.filter(kind=kind)) for name, kind in RELATIONS.items()}


def _agreements(*, signed_by: dt.date) -> Any:
    """Agreements with those that had signed by the day, as `signed_parties`."""
    signed = AgreementParty.objects.signing().signed_by(signed_by)
    rows = signed.select_related("actor").order_by("actor__slug", "role")
    return Agreement.objects.prefetch_related(
        Prefetch("parties", rows, to_attr="signed_parties")
    ).order_by("slug")
