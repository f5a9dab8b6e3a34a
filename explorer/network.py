"""Networks of actors: who is tied to whom on a day, and on which public records each tie rests."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Q, TextChoices, TextField, Value
from django.db.models.functions import Cast

from actors.choices import RelationshipKind
from actors.models import Actor, Relationship
from agreements.models import AgreementParty
from events.models import Event, Participation

# Links in one answer, and records named for one link
MAX_TIES = 2_000
MAX_GROUNDS = 50


class NetworkKind(TextChoices):
    """What ties actors together."""

    MEMBERSHIP = "membership", "The first is a full member of the second on the day"
    AGREEMENT = "agreement", "Both had signed the same agreement by the day"
    CO_PARTICIPATION = "co_participation", "Both took part in the same event, begun by the day"
    ALIGNMENT = "alignment", "The first is aligned with, or opposed to, the second on the day"


DIRECTED = (NetworkKind.MEMBERSHIP, NetworkKind.ALIGNMENT)


@dataclass(frozen=True)
class Network:
    """Actors by slug; ties with the heaviest first, then by the slugs of both ends."""

    directed: bool
    actors: list[Actor]
    ties: list[dict[str, Any]]
    truncated: bool


def network(kind: NetworkKind, *, on: dt.date, actor: str | None, min_weight: int) -> Network:
    """The network of one kind on a day.

    With an actor, its ego network: itself, those tied to it, and the ties among all of these. A tie
    has the weight of the records it rests on; lighter ones than `min_weight` count as none.
    """
    pairs = _pairs(kind, on)
    if actor:
        touching = _ties(pairs.filter(Q(start=actor) | Q(end=actor)), min_weight)
        circle = {end for tie in touching for end in (tie["start"], tie["end"])} | {actor}
        pairs = pairs.filter(start__in=circle, end__in=circle)
    ties = list(_ties(pairs, min_weight).order_by("-weight", "start", "end")[: MAX_TIES + 1])
    shown = [_tie(kind, tie) for tie in ties[:MAX_TIES]]
    ends = {end for tie in shown for end in (tie["source"], tie["target"])}
    actors = Actor.objects.filter(slug__in=ends | ({actor} if actor else set()))
    return Network(
        directed=kind in DIRECTED,
        actors=sorted(actors, key=lambda found: found.slug),
        ties=sorted(shown, key=lambda tie: (-tie["weight"], tie["source"], tie["target"])),
        truncated=len(ties) > MAX_TIES,
    )


def _ties(pairs: Any, min_weight: int) -> Any:
    """Each pair once, with the records it rests on."""
    return (
        pairs.values("start", "end")
        .annotate(
            weight=Count("ground", distinct=True),
            grounds=ArrayAgg("ground", distinct=True, order_by="ground"),
            statuses=ArrayAgg("standing", distinct=True, order_by="standing"),
        )
        .filter(weight__gte=min_weight)
        .order_by()
    )


def _tie(kind: NetworkKind, tie: dict[str, Any]) -> dict[str, Any]:
    return {
        "source": tie["start"],
        "target": tie["end"],
        "kind": kind.value,
        "weight": tie["weight"],
        "statuses": [status for status in tie["statuses"] if status],
        "rests_on": tie["grounds"][:MAX_GROUNDS],
    }


def _pairs(kind: NetworkKind, on: dt.date) -> Any:
    """Rows with `start`, `end`, `ground` (what the tie rests on) and `standing`."""
    if kind == NetworkKind.MEMBERSHIP:
        return _related(Relationship.objects.full_memberships(on=on))
    if kind == NetworkKind.ALIGNMENT:
        return _related(Relationship.objects.holding(RelationshipKind.ALIGNMENT, on=on))
    if kind == NetworkKind.AGREEMENT:
        return _together(AgreementParty.objects.signing().signed_by(on), "agreement")
    events = Event.objects.occurred().begun_by(on)
    return _together(Participation.objects.filter(event__in=events), "event")


def _related(relations: Any) -> Any:
    return relations.annotate(
        start=F("subject__slug"), end=F("object__slug"), ground=F("slug"), standing=F("status")
    )


def _together(rows: Any, whole: str) -> Any:
    """Each two actors of the same whole once, the one of the lower slug first."""
    others = {"agreement": "parties", "event": "participations"}[whole]
    other = f"{whole}__{others}"
    return rows.filter(
        **{f"{other}__in": rows, f"{other}__actor__slug__gt": F("actor__slug")}
    ).annotate(
        start=F("actor__slug"),
        end=F(f"{other}__actor__slug"),
        ground=F(f"{whole}__slug"),
        standing=Cast(Value(""), TextField()),
    )
