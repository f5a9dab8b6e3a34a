"""The blocs by which pictures colour actors and events; the page on the method states the same rule."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from actors.models import Actor, Relationship
from events.choices import ParticipationRole


@dataclass(frozen=True)
class Bloc:
    """Some actors and their full members; `code` is that of its colour."""

    code: str
    label: str
    actors: tuple[str, ...] = ()


# The first bloc to which an actor belongs counts, so the pacts come before older and wider organisations
BLOCS = (
    Bloc("adriatic", "Adriatic Bloc", ("adriatic-bloc",)),
    Bloc("serbia-hungary", "Serbia and Hungary", ("serbia-hungary-alliance",)),
    Bloc("west", "NATO, EU, US", ("nato", "european-union", "united-states")),
    Bloc("east", "Russia, China", ("russia", "china")),
)
OTHERS = Bloc("others", "Others")
COLUMNS = (*BLOCS, OTHERS)
BLOC_OF_ACTOR = {slug: bloc for bloc in BLOCS for slug in bloc.actors}
# Who is only the object of an event does not give it its colour, unless nobody else took part
PASSIVE_ROLES = (
    ParticipationRole.TARGET,
    ParticipationRole.ADDRESSEE,
    ParticipationRole.RECIPIENT,
    ParticipationRole.SUBJECT,
    ParticipationRole.WITNESS,
)


@dataclass(frozen=True)
class BlocsOfActors:
    """To which bloc each actor belongs, by slug."""

    by_actor: Mapping[str, Bloc]

    def of_actor(self, slug: str) -> Bloc:
        return self.by_actor.get(slug, OTHERS)

    def of_event(self, event: Mapping[str, Any]) -> Bloc:
        """The bloc of the first participant that acts and belongs to one; `event` is an answer of the API."""
        rows = event["participations"]
        acting = [row for row in rows if row["role"] not in PASSIVE_ROLES] or rows
        blocs = (self.of_actor(row["actor"]["slug"]) for row in acting)
        return next((bloc for bloc in blocs if bloc is not OTHERS), OTHERS)


def blocs_of_actors(slugs: Iterable[str], on: dt.date) -> BlocsOfActors:
    """The blocs of these actors on a day; persons, forces and institutions belong to that of their country."""
    countries = dict(Actor.objects.filter(slug__in=set(slugs)).values_list("slug", "country__slug"))
    states = {country or slug for slug, country in countries.items()}
    memberships = Relationship.objects.full_memberships(on=on).filter(
        subject__slug__in=states, object__slug__in=BLOC_OF_ACTOR
    )
    found: dict[str, Bloc] = {}
    for member, organisation in memberships.values_list("subject__slug", "object__slug"):
        blocs = [BLOC_OF_ACTOR[organisation], *([found[member]] if member in found else [])]
        found[member] = min(blocs, key=BLOCS.index)
    own = {slug: BLOC_OF_ACTOR[slug] for slug in states & BLOC_OF_ACTOR.keys()}
    by_state = found | own
    return BlocsOfActors(
        {
            slug: by_state[country or slug]
            for slug, country in countries.items()
            if (country or slug) in by_state
        }
    )
