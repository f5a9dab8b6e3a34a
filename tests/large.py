"""Records with many rows, each with a claim and words of ordinary length, made in few statements."""

from typing import Any

from actors.models import Actor
from agreements.models import Agreement, AgreementClaim, AgreementParty, Clause, PartyAction
from events.models import Event, EventClaim, EventLink, Participation
from sources.models import Source
from tests import make

TEXT = (
    "The parties consult each other on threats to their critical infrastructure and networks, exchange what"
    " they know of them, and hold joint exercises every second year in the country that presides. "
)
QUOTE = "The parties shall consult each other."


def make_large_agreement(parties: int, clauses: int, *, slug: str = "large") -> Agreement:
    """A draft with so many parties and clauses, each with a claim; clauses with topics and whom they concern."""
    source = _source(slug)
    fields = {"title": "Agreement of many", "kind": "treaty", "status": "signed"}
    agreement = Agreement.objects.create(slug=slug, **fields)
    actors = _actors(slug, parties)
    topic = make.topic("pol", label="Policy", definition="Policy.")
    of_party = AgreementParty.objects.bulk_create(
        AgreementParty(agreement=agreement, actor=actor) for actor in actors
    )
    PartyAction.objects.bulk_create(PartyAction(party=party, kind="signed") for party in of_party)
    of_clause = Clause.objects.bulk_create(
        Clause(agreement=agreement, number=number, heading=f"Article {number}", text=TEXT * 2)
        for number in range(1, clauses + 1)
    )
    topic.clauses.add(*of_clause)
    actors[0].concerning_clauses.add(*of_clause)
    cited: Any = [{"party": row} for row in of_party] + [{"clause": row} for row in of_clause]
    AgreementClaim.objects.bulk_create(
        AgreementClaim(source=source, locator=f"L{line}", quote=QUOTE, **about)
        for line, about in enumerate(cited, start=1)
    )
    return agreement


def make_large_event(participants: int, links: int, *, slug: str = "large") -> Event:
    """A draft with so many participants and links to earlier events, each with a claim."""
    source = _source(slug)
    kind = make.event_type("treaty", definition="Treaty.")
    earlier = Event.objects.bulk_create(
        Event(slug=f"{slug}-{n}", title=f"Earlier event {n}", type=kind) for n in range(links)
    )
    event = Event.objects.create(slug=slug, title="Event of many", type=kind)
    actors = _actors(slug, participants)
    of_actor = Participation.objects.bulk_create(
        Participation(event=event, actor=actor, role="participant", statement=TEXT)
        for actor in actors
    )
    of_link = EventLink.objects.bulk_create(
        EventLink(source=event, target=other, kind="follows") for other in earlier
    )
    cited: Any = [{"participation": row} for row in of_actor] + [{"link": row} for row in of_link]
    EventClaim.objects.bulk_create(
        EventClaim(source=source, locator=f"L{line}", quote=QUOTE, **about)
        for line, about in enumerate(cited, start=1)
    )
    return event


def _source(slug: str) -> Source:
    title = "Text of the agreement, as published in the official gazette"
    return Source.objects.create(slug=f"{slug}-source", title=title, kind="treaty_text")


def _actors(slug: str, number: int) -> list[Actor]:
    return Actor.objects.bulk_create(
        Actor(slug=f"{slug}-actor-{n}", name=f"Ministry of Defence {n}", kind="institution")
        for n in range(number)
    )
