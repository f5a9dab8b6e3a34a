"""The list of all claims: what each is about, its order, its filters."""

import pytest
from django.test import Client

from events.models import Participation
from tests.builders import (
    claim,
    make_actor,
    make_agreement,
    make_event,
    make_figure,
    make_participation,
    make_party,
    make_source,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_signing() -> None:
    albania, person, wire = make_actor("albania"), make_actor("person"), make_source("wire")
    publish(albania, person, make_agreement("declaration"))
    signing = make_event("signing")
    claim(signing, wire, locator="L1", credibility=2)
    claim(make_participation(signing, albania, "host"), wire, locator="L2")
    make_participation(signing, person, "speaker", stance="opposes", toward=albania)
    publish(signing, make_figure(slug="guests", event=signing))


def claims(client: Client, **query: str) -> list[tuple[str, str, str | None]]:
    rows = client.get("/api/v1/claims/", query).json()["results"]
    return [(row["record"], row["about"], row["part"]) for row in rows]


def test_lists_the_claims_of_a_record_and_its_parts(client: Client):
    publish(agreement := make_agreement("pact"))
    claim(make_party(agreement, publish(make_actor("kosovo"))), make_source("gazette"))

    assert claims(client, record="event:signing") == [
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


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("source=wire", 2),
        ("source=wire&credibility__lte=2", 1),
        ("source=wire&credibility__lte=1", 0),
        ("source=wire&kind=report", 2),
        ("kind=motive", 0),
        ("source=wire&verdict=supports", 2),
        ("verdict=contradicts", 0),
        ("source=nobody", 0),
    ],
)
def test_filters_claims(client: Client, query: str, count: int):
    assert client.get(f"/api/v1/claims/?{query}").json()["count"] == count


def test_shows_a_claim(client: Client):
    row = claim(
        Participation.objects.get(role="speaker"),
        make_source("paper"),
        field="stance",
        verdict="contradicts",
        asserted_value="supports",
        attributed_to="Serbian officials",
        quote="Never.",
        credibility=3,
    )

    body = client.get(f"/api/v1/claims/event-{row.pk}/").json()

    assert body == {
        "key": f"event-{row.pk}",
        "url": f"http://testserver/api/v1/claims/event-{row.pk}/",
        "record": "event:signing",
        "about": "participation",
        "part": "person:speaker",
        "source": {"slug": "paper", "title": "paper", "kind": "news"},
        "locator": "",
        "field": "stance",
        "kind": "report",
        "verdict": "contradicts",
        "credibility": 3,
        "attributed_to": "Serbian officials",
        "asserted_value": "supports",
        "quote": "Never.",
    }
