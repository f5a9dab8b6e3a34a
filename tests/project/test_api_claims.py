"""The list of all claims: what each is about, its order, its filters."""

import pytest
from django.test import Client

from events.models import Participation
from tests import cases, make


@pytest.fixture(autouse=True)
def a_signing() -> None:
    albania, person, wire = make.actor("albania"), make.actor("person"), make.source("wire")
    make.publish(albania, person, make.agreement("declaration"))
    signing = make.event("signing")
    make.claim(signing, wire, locator="L1", credibility=2)
    make.claim(make.participation(signing, albania, "host"), wire, locator="L2")
    make.participation(signing, person, "speaker", stance="opposes", toward=albania)
    make.publish(signing, make.figure(slug="guests", event=signing))


def claims(client: Client, **query: str) -> list[tuple[str, str, str | None]]:
    rows = client.get("/api/v1/claims/", query).json()["results"]
    return [(row["record"], row["about"], row["part"]) for row in rows]


def test_lists_the_claims_of_a_record_and_its_parts(client: Client):
    make.publish(agreement := make.agreement("pact"))
    make.claim(make.party(agreement, make.publish(make.actor("kosovo"))), make.source("gazette"))

    assert sorted(claims(client, record="event:signing"), key=str) == [
        ("event:signing", "event", None),
        ("event:signing", "participation", "albania:host"),
    ]
    assert claims(client, record="event:none") == []
    assert claims(client, record="figure:signing") == []
    assert claims(client, record="actor:albania") == [("actor:albania", "actor", None)]
    assert claims(client, source="gazette") == [("agreement:pact", "party", "kosovo:party")]


def test_lists_the_claims_of_all_tables_in_a_stable_order(client: Client):
    rows = client.get("/api/v1/claims/").json()
    tables = [row["key"].partition("-")[0] for row in rows["results"]]

    assert rows["count"] == len(rows["results"]) == len({row["key"] for row in rows["results"]})
    assert tables == sorted(tables)
    assert set(tables) == {"actor", "agreement", "event"}
    paged = [
        client.get("/api/v1/claims/", {"page_size": 1, "page": page}).json()["results"][0]
        for page in range(1, rows["count"] + 1)
    ]
    assert paged == rows["results"]


@cases(
    "query, count",
    ("source=wire", 2),
    ("source=wire&credibility__lte=2", 1),
    ("source=wire&credibility__lte=1", 0),
    ("source=wire&kind=report", 2),
    ("kind=motive", 0),
    ("source=wire&verdict=supports", 2),
    ("verdict=contradicts", 0),
    ("source=nobody", 0),
)
def test_filters_claims(client: Client, query: str, count: int):
    assert client.get(f"/api/v1/claims/?{query}").json()["count"] == count


def test_shows_a_claim(client: Client):
    row = make.claim(
        Participation.objects.get(role="speaker"),
        make.source("paper"),
        field="stance",
        verdict="contradicts",
        asserted_value="supports",
        attributed_to="Serbian officials",
        quote="Never.",
        credibility=3,
    )

    body = client.get(f"/api/v1/claims/event-{row.public_id}/").json()

    assert body == {
        "key": f"event-{row.public_id}",
        "url": f"http://testserver/api/v1/claims/event-{row.public_id}/",
        "record": "event:signing",
        "about": "participation",
        "part": "person:speaker",
        "source": {"slug": "paper", "title": "paper", "kind": "news", "relies_on": None},
        "locator": "",
        "field": "stance",
        "kind": "report",
        "verdict": "contradicts",
        "credibility": 3,
        "attributed_to": "Serbian officials",
        "asserted_value": "supports",
        "quote": "Never.",
    }
