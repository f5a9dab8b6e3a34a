"""Networks of actors: the ties between them on a day and the public records behind each tie."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Count, F, Func, Q, TextChoices, TextField, Value
from django.db.models.functions import Cast

from actors.choices import RelationshipKind
from actors.models import Actor, Relationship
from agreements.models import AgreementParty
from events.models import Event, Participation
from records.querysets import TableQuerySet

# Limits of the ties in an answer and of the records listed for one tie
MAX_TIES = 2_000
MAX_GROUNDS = 50


class NetworkKind(TextChoices):
    """Kinds of ties between actors."""

    MEMBERSHIP = "membership", "The first is a full member of the second on the day"
    AGREEMENT = "agreement", "Both had signed the same agreement by the day"
    CO_PARTICIPATION = "co_participation", "Both took part in the same event, begun by the day"
    ALIGNMENT = "alignment", "The first is aligned with, or opposed to, the second on the day"


DIRECTED = (NetworkKind.MEMBERSHIP, NetworkKind.ALIGNMENT)


@dataclass(frozen=True)
class Network:
    """Actors, sorted by slug, and ties, sorted by weight, heaviest first, then by slugs."""

    directed: bool
    actors: list[Actor]
    ties: list[dict[str, Any]]
    truncated: bool


def network(kind: NetworkKind, *, on: dt.date, actor: str | None, min_weight: int) -> Network:
    """The network of one kind on a day.

    The weight of a tie is the number of records behind it; ties lighter than `min_weight` are left out.
    With the slug of an actor, the network has this actor, those tied to it, and the ties among them.
    """
    pairs = _pairs(kind, on)
    if actor:
        own = _ties(pairs.filter(Q(start=actor) | Q(end=actor)), min_weight)
        members = {end for tie in own for end in (tie["start"], tie["end"])} | {actor}
        pairs = pairs.filter(start__in=members, end__in=members)
    found = list(_ties(pairs, min_weight).order_by("-weight", "start", "end")[: MAX_TIES + 1])
    ties = [_tie(kind, row) for row in found[:MAX_TIES]]
    slugs = {end for tie in ties for end in (tie["source"], tie["target"])}
    actors = Actor.objects.filter(slug__in=slugs | ({actor} if actor else set()))
    return Network(
        directed=kind in DIRECTED,
        actors=sorted(actors, key=lambda each: each.slug),
        ties=sorted(ties, key=lambda tie: (-tie["weight"], tie["source"], tie["target"])),
        truncated=len(found) > MAX_TIES,
    )


def _ties(pairs: TableQuerySet, min_weight: int) -> Any:
    """One row for each pair of actors, with its weight and the records behind it."""
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


def _tie(kind: NetworkKind, row: dict[str, Any]) -> dict[str, Any]:
    """A tie between two actors, given by their slugs, and slugs of the records behind it."""
    return {
        "source": row["start"],
        "target": row["end"],
        "kind": kind.value,
        "weight": row["weight"],
        "statuses": [status for status in row["statuses"] if status],
        "rests_on": row["grounds"][:MAX_GROUNDS],
    }


def _pairs(kind: NetworkKind, on: dt.date) -> TableQuerySet:
    """Rows with the slugs of two actors, `start` and `end`, of a record, `ground`, and a `standing`."""
    if kind == NetworkKind.MEMBERSHIP:
        return _related(Relationship.objects.full_memberships(on=on))
    if kind == NetworkKind.ALIGNMENT:
        return _related(Relationship.objects.holding(RelationshipKind.ALIGNMENT, on=on))
    if kind == NetworkKind.AGREEMENT:
        # The standing of each party is asked for once, and not for each pair.
        signed = AgreementParty.objects.signing().signed_by(on).values("pk")
        rows = AgreementParty.objects.filter(IsOneOf(F("pk"), ArraySubquery(signed)))
        return _in_common(rows, "agreement", "parties")
    events = Event.objects.occurred().begun_by(on)
    return _in_common(Participation.objects.filter(event__in=events), "event", "participations")


class IsOneOf(Func):
    """Whether a value is in an array; a subquery in it runs once."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def _related(relations: TableQuerySet) -> TableQuerySet:
    return relations.annotate(
        start=F("subject__slug"), end=F("object__slug"), ground=F("slug"), standing=F("status")
    )


def _in_common(rows: TableQuerySet, record: str, relation: str) -> TableQuerySet:
    """Each two actors with the same record once; the one with the lower slug is the start."""
    other = f"{record}__{relation}"
    return rows.filter(
        **{f"{other}__in": rows, f"{other}__actor__slug__gt": F("actor__slug")}
    ).annotate(
        start=F("actor__slug"),
        end=F(f"{other}__actor__slug"),
        ground=F(f"{record}__slug"),
        standing=Cast(Value(""), TextField()),
    )
