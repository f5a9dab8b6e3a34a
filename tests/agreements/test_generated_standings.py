"""2,000 generated actions: every way to ask for standings on a day gives what an oracle works out by itself."""

import csv
import datetime as dt
import io
import json
import random
from collections import Counter
from itertools import combinations

from django.test import Client

from agreements.models import AgreementParty, PartyAction
from records.dates import parse_date
from tests import cases, database, make
from tests.agreements.standing_oracle import (
    Act,
    Standing,
    random_days,
    random_history,
    random_text,
    span,
    standing,
)
from tests.api_client import json_of
from tests.long import IS_LONG

# About four actions per party, of which a third is refused
AGREEMENTS, ACTORS = (16, 60) if IS_LONG else (6, 30)
# Status, since when, reservations
Shown = tuple[str, str, str]
ACTIONS = 2_000 if IS_LONG else 300
DAYS = 500 if IS_LONG else 12
# Of the days, each in a database of its own
PARTS = 5 if IS_LONG else 1


class Generated:
    """Agreements with parties, what these did, and when each agreement was signed."""

    def __init__(self, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 (no secret)
        actors = [make.publish(make.actor(f"actor-{n:02}")) for n in range(ACTORS)]
        self.histories: dict[tuple[str, str], list[Act]] = {}
        self.agreed: dict[str, dt.date | None] = {}
        rows: list[PartyAction] = []
        for number in range(AGREEMENTS):
            signed = random_text(chance, chance.randrange(2_000)) if number else ""
            agreement = make.publish(make.agreement(f"pact-{number:02}", signed_on=signed))
            self.agreed[agreement.slug] = span(signed)[1] if signed else None
            for actor in actors:
                party = AgreementParty.objects.create(agreement=agreement, actor=actor)
                acts = random_history(chance)
                self.histories[agreement.slug, actor.slug] = acts
                rows += [_row(party, act) for act in acts]
        PartyAction.objects.bulk_create(rows)
        refused = AgreementParty.objects.extra(
            where=["impossible_order(agreements_agreementparty.id) IS NOT NULL"]
        )
        for party in refused.select_related("agreement", "actor"):
            del self.histories[party.agreement.slug, party.actor.slug]
            party.delete()
        database.settle()
        # As autovacuum does a minute after so many rows were added
        database.execute("ANALYZE agreements_agreementparty, agreements_partyaction")
        every = [act for acts in self.histories.values() for act in acts]
        assert len(every) >= ACTIONS
        self.days = random_days(chance, every, DAYS)

    def on(self, day: dt.date) -> dict[tuple[str, str], Standing]:
        """The standing of each party by agreement and actor."""
        return {
            key: standing(acts, self.agreed[key[0]], day) for key, acts in self.histories.items()
        }


def _row(party: AgreementParty, act: Act) -> PartyAction:
    (day, precision), (effect, exactness) = parse_date(act.on), parse_date(act.effect)
    return PartyAction(
        party=party,
        kind=act.kind,
        happened_on=day,
        happened_precision=precision,
        effective_on=effect,
        effective_precision=exactness,
        text=act.text,
    )


@cases("function", "party_standing", "standing_of")
def test_sql_gives_what_the_oracle_does(function: str) -> None:
    pact = Generated(1)
    wrong = []
    for day in pact.days:
        expected = pact.on(day)
        found = database.rows(
            "SELECT agreement.slug, actor.slug, standing.*"
            f" FROM agreements_agreementparty party CROSS JOIN LATERAL {function}(party.id, %s) standing"
            " JOIN agreements_agreement agreement ON agreement.id = party.agreement_id"
            " JOIN actors_actor actor ON actor.id = party.actor_id",
            day,
        )
        for agreement, actor, status, since, _precision, reservation, takes_part in found:
            standing_found = Standing(status, since, reservation, takes_part)
            if standing_found != expected[agreement, actor]:
                wrong.append((day, pact.histories[agreement, actor], standing_found))
    assert wrong == []


@cases("part", *range(PARTS))
def test_answers_give_what_the_oracle_does(client: Client, part: int) -> None:
    pact = Generated(2)
    for day in pact.days[part::PARTS]:
        expected = pact.on(day)
        signed = {key for key, each in expected.items() if each.takes_part}
        assert signatories_of(client, pact, day) == signed
        assert in_snapshot(client, day) == {
            key for key in signed if (agreed := pact.agreed[key[0]]) and agreed <= day
        }
        assert ties_of(client, day) == ties_between(signed)
        statuses = {
            key: (each.status, str(each.since or ""), each.reservation)
            for key, each in expected.items()
        }
        assert listed(client, day) == statuses
        assert listed_as_csv(client, day) == statuses


def signatories_of(client: Client, pact: Generated, day: dt.date) -> set[tuple[str, str]]:
    found = set()
    for slug in pact.agreed:
        answer = json_of(client, "signatories/", agreement=slug, on=day)
        found |= {(slug, row["actor"]["slug"]) for row in answer["signatories"]}
    return found


def in_snapshot(client: Client, day: dt.date) -> set[tuple[str, str]]:
    answer = json_of(client, "snapshot/", on=day)
    return {(row["slug"], party) for row in answer["agreements_signed"] for party in row["parties"]}


def ties_of(client: Client, day: dt.date) -> dict[tuple[str, str], int]:
    answer = json_of(client, "network/", kind="agreement", on=day)
    return {(tie["source"], tie["target"]): tie["weight"] for tie in answer["links"]}


def ties_between(signed: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    found: Counter[tuple[str, str]] = Counter()
    for agreement in {slug for slug, _actor in signed}:
        actors = sorted(actor for slug, actor in signed if slug == agreement)
        found.update(combinations(actors, 2))
    return dict(found)


def shown(party: dict[str, str]) -> Shown:
    """The standing of a party in an answer."""
    return party["status"], party["status_on"] or "", party["reservation"]


def listed(client: Client, day: dt.date) -> dict[tuple[str, str], Shown]:
    rows = json_of(client, "agreements/", on=day, page_size=100)["results"]
    return {
        (row["slug"], party["actor"]["slug"]): shown(party)
        for row in rows
        for party in row["parties"]
    }


def listed_as_csv(client: Client, day: dt.date) -> dict[tuple[str, str], Shown]:
    response = client.get("/api/v1/agreements.csv", {"on": str(day), "fields": "slug,parties"})
    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    return {
        (row["slug"], party["actor"]["slug"]): shown(party)
        for row in csv.DictReader(io.StringIO(text))
        for party in json.loads(row["parties"])
    }
