"""How many actors a list of standings says nothing about, because none of theirs is recorded."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from rest_framework.request import Request

from actors.choices import RelationshipKind
from actors.models import Actor, Relationship
from actors.querysets import ActorQuerySet
from api.absolute_urls import absolute_url
from api.errors import Json
from api.pagination.count_cache import cached_answer

# How the schema describes the note
WITHOUT_STANDING_SCHEMA: Json = {
    "type": "array",
    "description": "In lists of memberships, recognitions and alignments of one actor: how many "
    "actors of that kind have none that is recorded. Left out in other lists.",
    "items": {
        "type": "object",
        "required": ["standing", "towards", "of", "kinds", "on", "count", "url"],
        "properties": {
            "standing": {"type": "string", "description": "Kind of relationship."},
            "towards": {
                "type": ["string", "null"],
                "description": "Slug of the actor towards which they have none.",
            },
            "of": {
                "type": ["string", "null"],
                "description": "Slug of the actor that has none towards them.",
            },
            "kinds": {
                "type": "array",
                "items": {"type": "string"},
                "description": "Kinds of the actors that are counted.",
            },
            "on": {
                "type": ["string", "null"],
                "format": "date",
                "description": "The day of the list; null if it has none.",
            },
            "count": {"type": "integer"},
            "url": {"type": "string", "format": "uri", "description": "The list of these actors."},
        },
    },
}


@dataclass(frozen=True)
class StandingQuestion:
    """A kind of relationship to one actor: `other` is its primary key, `slug` its slug.

    `towards` says whether the relationships lead to it or come from it, `on` the day on which they hold.
    """

    kind: RelationshipKind
    other: int
    slug: str
    towards: bool
    on: dt.date | None

    def actors(self, rows: ActorQuerySet) -> ActorQuerySet:
        """Those of the actors that have no such relationship recorded."""
        return rows.without_standing(self.kind, self.other, towards=self.towards, on=self.on)

    def usual_kinds(self) -> list[str]:
        """The kinds of actors that have such relationships to any actor."""
        path = "subject__kind" if self.towards else "object__kind"
        found = Relationship.objects.filter(kind=self.kind).order_by(path)
        return list(found.values_list(path, flat=True).distinct())


def without_standing_note(
    question: StandingQuestion,
    kinds: Iterable[str],
    version: tuple[object, ...],
    request: Request | HttpRequest,
) -> Json:
    """How many actors of these kinds, by default the usual ones, have no recorded standing; with a link to them."""
    wanted = tuple(kinds)

    def compute() -> tuple[list[str], int]:
        of_kinds = list(wanted) or question.usual_kinds()
        return of_kinds, question.actors(Actor.objects.filter(kind__in=of_kinds)).count()

    found, count = cached_answer(("without standing", question, *wanted), version, compute)
    parameter = "no_standing_towards" if question.towards else "no_standing_of"
    query = {"kind" if len(found) == 1 else "kind__in": ",".join(found)}
    query[parameter] = f"{question.kind}:{question.slug}"
    if question.on:
        query["on"] = question.on.isoformat()
    url = absolute_url("actor-list", request=request)
    return {
        "standing": question.kind,
        "towards": question.slug if question.towards else None,
        "of": None if question.towards else question.slug,
        "kinds": found,
        "on": question.on and question.on.isoformat(),
        "count": count,
        "url": f"{url}?{urlencode(query, safe=':,')}",
    }
