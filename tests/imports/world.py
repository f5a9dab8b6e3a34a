"""A generated world: rows of every kind, in every state that files can describe, with awkward texts."""

import datetime as dt
import itertools
import random
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from actors.choices import STATUSES_OF_KIND
from actors.models import Actor, ActorClaim, ActorIdentifier, ActorName, Relationship
from agreements.choices import ActionKind
from agreements.models import (
    Agreement,
    AgreementClaim,
    AgreementLink,
    AgreementParty,
    Clause,
    PartyAction,
    Representative,
    Topic,
    TopicCrosswalk,
)
from events.choices import CHRONOLOGICAL_LINKS
from events.models import (
    Event,
    EventClaim,
    EventLink,
    EventType,
    EventTypeCrosswalk,
    Figure,
    Participation,
    Place,
    PlaceName,
)
from records.dates import parse_date, parse_window
from records.identifiers import Identifier, owner_of
from records.models import own_fields
from sources.models import Source

WORDS = r"""
plain a|b c:d e;f g\h i\ | : ; \ '=1+1 =1+1 -5 +1 @x 'x # , 007 1.0 true NULL n/a _x0041_ é Шид 🙂
"""
LINES = [
    *WORDS.split(),
    'a "b" c',
    "a, b",
    "a | b : c",
    "x" * 40,
    "a b;preferred=false",
    "“quoted”",
]
DATES = ("2025-03-18", "2025-03", "2025", "199X", "2025-33", "")
# Actors begin before anything in which they take part
BEGINNINGS = ("1801-03-18", "1801-03", "1801", "180X", "")
WINDOWS = (
    *DATES,
    "2025-04/..",
    "2025-04-01/..",
    "2025-04-01/2025-04-05",
    "2025-03/2025-05",
    "1991/1995",
)
FORMER = ("", "", "0b5d3c1e-8a47-4f0c-9a2e-6f1d2c3b4a59 1b5d3c1e-8a47-4f0c-9a2e-6f1d2c3b4a59")
# What is counted, with a unit of it
NUMBERS = (
    {"metric": "troops", "unit": "persons", "value": "42"},
    {"metric": "participants", "unit": "states", "value": "1234567", "value_max": "9999999"},
    {"metric": "spending", "unit": "currency", "currency": "EUR", "value": "1234567.25"},
    {"metric": "spending_share", "unit": "percent_gdp", "value": "0.5"},
)
BATCH = 5000


class World:
    """Makes the rows for a number of events; the same number makes the same world, but for its ids."""

    def __init__(self, events: int) -> None:
        self.chance = random.Random(events)  # noqa: S311 (the same rows each time)
        self.count = events

    def line(self) -> str:
        """A text of one line that is not empty."""
        return f"{self.chance.choice(LINES)} {self.chance.randint(1, 9)}"

    def maybe(self) -> str:
        return self.line() if self.chance.random() < 0.5 else ""

    def text(self) -> str:
        """Some lines, or none."""
        return "\n".join(self.line() for _line in range(self.chance.randint(0, 3)))

    def one(self, rows: Sequence[Any]) -> Any:
        return self.chance.choice(rows)

    def some(self, rows: Sequence[Any]) -> Any:
        """One of the rows, or none."""
        return self.one(rows) if self.chance.random() < 0.5 else None

    def code(self, model: Any, name: str) -> Any:
        """A code that a field can have."""
        return self.one([code for code, _label in model._meta.get_field(name).flatchoices])

    def date(self, name: str, dates: Sequence[str] = DATES) -> dict[str, Any]:
        day, precision = parse_date(self.one(dates))
        stem = name.removesuffix("_on")
        return {name: day, f"{stem}_precision": precision}

    def slugs(self, model: Any, count: int) -> list[dict[str, Any]]:
        stem = model.__name__.lower()
        return [{"slug": f"{stem}-{n}", "note": self.text()} for n in range(count)]

    def make(self) -> None:
        """Makes all rows, in one transaction."""
        with transaction.atomic():
            self._make_vocabularies()
            self._make_sources()
            self._make_actors()
            self._make_agreements()
            self._make_events()
            self._make_codes()
            self._make_claims()

    def _make_vocabularies(self) -> None:
        for model, crosswalk in ((Topic, TopicCrosswalk), (EventType, EventTypeCrosswalk)):
            for root in ("arms", "talks"):
                parent = self._term(model, root, None)
                for word in ("one", "two"):
                    term = self._term(model, f"{root}.{word}", parent)
                    scheme, match = self.code(crosswalk, "scheme"), self.code(crosswalk, "match")
                    crosswalk.objects.create(
                        term=term, scheme=scheme, match=match, code=self.line()
                    )
        self.topics, self.types = list(Topic.objects.all()), list(EventType.objects.all())

    def _term(self, model: Any, code: str, parent: Any) -> Any:
        fields = {"label": self.line(), "definition": self.line() + "\n" + self.line()}
        return model.objects.create(code=code, parent=parent, **fields)

    def _make_sources(self) -> None:
        self.sources = Source.objects.bulk_create(
            Source(
                kind=self.code(Source, "kind"),
                title=self.line(),
                author=self.maybe(),
                publisher=f"Publisher {n}",
                language=self.one(["", "sq", "sr-Cyrl"]),
                url=self.one(["", "https://example.org/?a=1&b=2"]),
                accessed_on=self.one([None, dt.date(2025, 1, 2)]),
                licence=self.maybe(),
                reliability=self.code(Source, "reliability"),
                **self.date("published_on"),
                **fields,
            )
            for n, fields in enumerate(self.slugs(Source, 5 + self.count // 50))
        )

    def _make_actors(self) -> None:
        count = 10 + self.count // 100
        states = Actor.objects.bulk_create(
            Actor(slug=f"state-{n}", kind="state", name=self.line()) for n in range(count)
        )
        others = Actor.objects.bulk_create(
            Actor(
                kind=self.one(["person", "institution", "igo"]),
                name=self.line(),
                country=self.some(states),
                description=self.text(),
                lifecycle="ended",
                **self.date("active_from", BEGINNINGS),
                **fields,
            )
            for fields in self.slugs(Actor, count)
        )
        self.actors = [*states, *others]
        ActorName.objects.bulk_create(
            ActorName(
                actor=actor,
                name=f"{self.line()} {n}",
                language=self.one(["sq", "mul", "sr-Latn"]),
                kind=self.code(ActorName, "kind"),
            )
            for actor in self.actors
            for n in range(self.chance.randint(0, 3))
        )
        # One code that means two actors
        for actor, preferred in zip(states, (True, False), strict=False):
            ActorIdentifier.objects.create(
                actor=actor, scheme="cow", value="345", preferred=preferred
            )
        kinds = [(kind, status) for kind, each in STATUSES_OF_KIND.items() for status in each]
        Relationship.objects.bulk_create(
            Relationship(
                subject=self.one(states),
                object=self.one(others),
                kind=kind,
                status=status,
                title=f"{self.line()} {n}",
                lifecycle=self.one(["ended", "unknown"]),
                as_of=self.one([None, dt.date(2025, 6, 1)]),
                **self.date("start_on"),
                **fields,
            )
            for n, (fields, (kind, status)) in enumerate(
                (each, self.one(kinds)) for each in self.slugs(Relationship, 10 + self.count // 50)
            )
        )

    def _make_agreements(self) -> None:
        agreements = Agreement.objects.bulk_create(
            Agreement(
                kind=self.code(Agreement, "kind"),
                title=self.line(),
                short_title=self.maybe(),
                status="signed",
                bindingness=self.code(Agreement, "bindingness"),
                open_to_accession=self.one([None, True, False]),
                bloc=self.some(self.actors),
                summary=self.text(),
                text_status=self.code(Agreement, "text_status"),
                text_url=self.one(["", "https://example.org/a|b"]),
                **self.date("signed_on"),
                **fields,
            )
            for fields in self.slugs(Agreement, 6 + self.count // 100)
        )
        self.agreements = agreements
        self.parties = AgreementParty.objects.bulk_create(
            AgreementParty(
                agreement=agreement,
                actor=actor,
                role=self.code(AgreementParty, "role"),
            )
            for agreement in agreements
            for actor in self.chance.sample(self.actors, 3)
        )
        self._make_actions()
        self.clauses = Clause.objects.bulk_create(
            Clause(agreement=agreement, number=number, heading=self.line(), text=self.text())
            for agreement in agreements
            for number in (1, 2, 10)
        )
        for clause in self.clauses:
            clause.topics.set(self.chance.sample(self.topics, 2))
            clause.concerns.set(self.chance.sample(self.actors, self.chance.randint(0, 2)))
        self.agreement_links = AgreementLink.objects.bulk_create(
            AgreementLink(
                source=one,
                target=other,
                kind=self.code(AgreementLink, "kind"),
                former_ids=self.one(FORMER),
            )
            for one, other in itertools.pairwise(agreements)
        )

    def _make_events(self) -> None:
        regions = Place.objects.bulk_create(
            Place(slug=f"region-{n}", name=self.line(), kind="region") for n in range(3)
        )
        places = Place.objects.bulk_create(
            Place(
                slug=f"place-{n}",
                name=f"{self.line()} {n}",
                kind=self.code(Place, "kind"),
                country=self.some(self.actors),
                parent=self.some(regions),
                geonames_id=n,
                **self.one([{}, {"latitude": "41.33000", "longitude": "-19.82000"}]),
            )
            for n in range(8 + self.count // 50)
        )
        PlaceName.objects.bulk_create(
            PlaceName(place=place, name=f"{self.line()} {n}", language=self.one(["sq", "und"]))
            for place in places
            for n in range(self.chance.randint(0, 3))
        )
        self.events = Event.objects.bulk_create(
            (self._event(places, fields) for fields in self.slugs(Event, self.count)), BATCH
        )
        for event in self.chance.sample(self.events, self.count // 10):
            event.parent = self.one([each for each in self.events[:20] if each is not event])
            event.save(update_fields=["parent"])
        self.participations = Participation.objects.bulk_create(
            (
                self._participation(event, actor)
                for event in self.events
                for actor in self.chance.sample(self.actors, self.chance.randint(0, 3))
            ),
            BATCH,
        )
        self.event_links = EventLink.objects.bulk_create(
            EventLink(
                source=one,
                target=other,
                kind=self.one([CHRONOLOGICAL_LINKS[2], "contradicts"]),
                former_ids=self.one(FORMER),
            )
            for one, other in zip(self.events[::9], self.events[1::9], strict=False)
            if not (one.date_to and other.date_from and other.date_from > one.date_to)
        )
        about: dict[str, list[Any]] = {
            "actor": self.actors,
            "agreement": self.agreements,
            "event": self.events,
        }
        self.figures = Figure.objects.bulk_create(
            Figure(
                comparator=self.code(Figure, "comparator"),
                **self.one(NUMBERS),
                **{name: self.one(about[name]) for name in [self.one(list(about))]},
                **self._as_of(),
                **fields,
            )
            for fields in self.slugs(Figure, 10 + self.count // 20)
        )

    def _as_of(self) -> dict[str, Any]:
        day, precision = parse_date(self.one(DATES))
        return {"as_of": day, "as_of_precision": precision}

    def _event(self, places: list[Place], fields: dict[str, Any]) -> Event:
        window = parse_window(self.one(WINDOWS))
        is_open = window.date_from is not None and window.date_to is None
        place = self.some(places)
        return Event(
            type=self.one(self.types),
            title=self.line(),
            summary=self.text(),
            modality=self.code(Event, "modality"),
            date_from=window.date_from,
            date_to=window.date_to,
            date_precision=window.precision,
            is_span=is_open or self.chance.random() < 0.3,
            lifecycle=self.one(["ongoing", "unknown"])
            if is_open
            else self.one(["ended", "unknown"]),
            place=place,
            geo_precision=self.one(["facility", "near", ""]) if place else "",
            agreement=self.some(self.agreements),
            **fields,
        )

    def _participation(self, event: Event, actor: Actor) -> Participation:
        toward = self.some([each for each in self.actors[:5] if each is not actor])
        return Participation(
            event=event,
            actor=actor,
            role=self.code(Participation, "role"),
            stance=self.one(["supports", "opposes"]) if toward else "none",
            toward=toward,
            on_behalf_of=self.some([each for each in self.actors[5:9] if each is not actor]),
            capacity=self.maybe(),
            statement=self.text(),
        )

    def _make_codes(self) -> None:
        """Codes of records of every kind, of which some are no longer valid, and only one of a scheme is preferred."""
        for model in Identifier.__subclasses__():
            owner = owner_of(model)
            of: Any = model._meta.get_field(owner).related_model
            rows = list(of._default_manager.order_by("pk"))
            code: Any = model
            code.objects.bulk_create(
                code(
                    scheme="local",
                    value=f"{self.line()} {n}:{number}",
                    preferred=number == 0,
                    valid_from=self.one([None, dt.date(1991, 1, 1)]),
                    valid_to=self.one([None, dt.date(2006, 6, 5)]),
                    **{owner: row},
                )
                for n, row in enumerate(rows[:500])
                for number in range(self.chance.randint(0, 2))
            )

    def _make_actions(self) -> None:
        """The first action of half of the parties, and representatives for some of these."""
        first = (ActionKind.INVITED, ActionKind.DECLINED, ActionKind.SIGNED, ActionKind.ACCEDED)
        self.actions = PartyAction.objects.bulk_create(
            PartyAction(
                party=party, kind=self.one(first), text=self.text(), **self.date("happened_on")
            )
            for party in self.parties[::2]
        )
        Representative.objects.bulk_create(
            Representative(
                action=action,
                person=next(each for each in self.actors if each != action.party.actor),
                office=self.maybe(),
            )
            for action in self.actions[::2]
        )

    def _make_claims(self) -> None:
        """Claims about rows of every kind, of which some are confirmed by two publishers, neither published."""
        tables: list[tuple[Any, dict[str, Sequence[Any]]]] = [
            (ActorClaim, {"actor": self.actors, "relationship": list(Relationship.objects.all())}),
            (
                AgreementClaim,
                {
                    "agreement": self.agreements,
                    "party": self.parties,
                    "action": self.actions,
                    "clause": self.clauses,
                    "link": self.agreement_links,
                },
            ),
            (
                EventClaim,
                {
                    "event": self.events,
                    "participation": self.participations,
                    "link": self.event_links,
                    "figure": self.figures,
                },
            ),
        ]
        for model, arc in tables:
            claims = (
                self._claim(model, name, row, n)
                for name, rows in arc.items()
                for row in rows
                for n in range(self.chance.randint(0, 2))
            )
            model.objects.bulk_create(claims, BATCH)
            confirmed = (
                model(source=source, credibility=1, locator="twice", **{name: row})
                for name, rows in arc.items()
                for row in rows[::7]
                for source in self.sources[:2]
            )
            model.objects.bulk_create(confirmed, BATCH)

    def _claim(self, model: Any, name: str, row: Any, number: int) -> Any:
        field = self.one(["", *own_fields(type(row))])
        verdict = self.code(model, "verdict") if field else "supports"
        return model(
            source=self.one(self.sources),
            locator=f"{self.line()[:50]} {number}",
            attributed_to=self.maybe(),
            field=field,
            kind=self.code(model, "kind"),
            verdict=verdict,
            asserted_value=self.line() if verdict == "contradicts" else self.maybe(),
            quote=self.text(),
            credibility=self.one([2, 3, 6]),
            former_ids=self.one(FORMER),
            **{name: row},
        )
