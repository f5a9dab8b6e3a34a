"""The API reveals nothing about drafts: not by list, record, filter, count or search."""

from typing import Any

import pytest
from django.test import Client

from events.models import Event, EventLink, Figure
from explorer.network import NetworkKind
from tests import cases, make
from tests.api_client import json_of
from tests.project.contract import RESOURCES

# How many rows of each list are public in the world below
PUBLIC = {
    "actors": 2,
    "relationships": 1,
    "agreements": 1,
    "clauses": 1,
    "topics": 2,
    "events": 1,
    "event-types": 2,
    "event-links": 0,
    "figures": 1,
    "places": 1,
    "claims": 6,  # one for each of the other records
}


@pytest.fixture(autouse=True)
def world(request: pytest.FixtureRequest) -> None:
    make_drafts(getattr(request, "param", "draft"))


def make_drafts(review_status: str = "draft") -> None:
    """Published records that refer to drafts in every way; all drafts are named hidden."""
    drafts: dict[str, Any] = {"review_status": review_status}
    hidden = make.actor("hidden", name="Hidden", **drafts)
    make.name(hidden, "Hidden name")
    make.identifier(hidden, "iso3", "HID")
    make.identifier(hidden, "cow", "999")
    person = make.actor("hidden-person", kind="person", **drafts)
    public, ally = make.actor("public"), make.actor("ally", kind="armed_force", country=hidden)
    make.publish(public, ally)

    member = make.publish(make.relationship(ally, public, slug="alliance"))
    hidden_membership = make.publish(make.relationship(ally, hidden, slug="hidden-membership"))
    make.identifier(hidden_membership, "local", "hidden-membership")
    make.relationship(public, ally, slug="hidden-relation", kind="alignment", status="pro")

    source = make.source("hidden-source", title="Hidden", review_status="draft")
    make.identifier(source, "doi", "10.1000/hidden")
    hidden_pact = make.agreement("hidden-pact", title="Hidden pact", **drafts)
    make.party(hidden_pact, ally)
    topic = make.topic("hyb.cyber")
    make.clause(hidden_pact, heading="Hidden clause", topics=[topic])
    pact = make.agreement("pact", bloc=hidden)
    make.party(pact, public, signatory=person)
    party = make.party(pact, hidden)
    clause = make.clause(pact)
    clause.concerns.set([hidden])
    make.agreement_link(pact, "amends", hidden_pact)
    make.agreement_link(hidden_pact, "counters", pact)

    make.identifier(hidden_pact, "unts", "999")
    place = make.place("square", country=hidden)
    hidden_event = make.event("hidden-event", title="Hidden event", **drafts)
    make.participation(hidden_event, public)
    signing = make.event("signing", place=place, agreement=hidden_pact, parent=hidden_event)
    make.participation(signing, public, on_behalf_of=person)
    make.participation(signing, public, "speaker", stance="supports", toward=hidden)
    participation = make.participation(signing, hidden)
    make.event_link(signing, "follows", hidden_event)
    link = make.event_link(hidden_event, "implements", signing)
    make.publish(pact, signing)
    make.publish(make.figure(slug="count", event=signing))
    make.identifier(hidden_event, "ged", "999")
    make.publish(make.figure(slug="hidden-figure-of-event", event=hidden_event))
    make.identifier(Figure.objects.get(slug="hidden-figure-of-event"), "local", "hidden-figure")
    make.publish(make.figure(slug="hidden-figure-of-actor", actor=hidden))
    make.figure(slug="hidden-figure", event=signing)

    quote = "hidden words"
    for row in (public, member, pact, signing, clause):
        make.claim(row, source, quote=quote)
    for row in (hidden, hidden_pact, hidden_event, party, participation, link):
        make.claim(row, quote=quote)


@cases("name", *RESOURCES)
def test_lists_counts_and_shows_only_what_is_public(client: Client, name: str):
    page = json_of(client, f"{name}/")

    assert "hidden" not in str(page).lower()
    assert page["count"] == len(page["results"]) == PUBLIC.get(name, page["count"])
    for row in page["results"]:
        assert client.get(row["url"]).json() == row


DRAFTS = """
actors/{}hidden/ relationships/{}hidden-membership/ relationships/{}hidden-relation/
agreements/{}hidden-pact/ clauses/{}hidden-pact.1/ events/{}hidden-event/ figures/{}hidden-figure/
figures/{}hidden-figure-of-event/ figures/{}hidden-figure-of-actor/ sources/{}hidden-source/
actors/{}hidden/cite/ relationships/{}hidden-membership/cite/ agreements/{}hidden-pact/cite/
events/{}hidden-event/cite/ sources/{}hidden-source/cite/
"""


QUESTIONS_ABOUT_DRAFTS = [
    *(f"network/?kind={kind}&actor={{}}hidden" for kind in NetworkKind.values),
    *("signatories/?agreement={}hidden-pact", "signatories/?agreement=pact&member_of={}hidden"),
    *("actors/?recognising={}hidden", "actors/?not_recognising={}hidden"),
]


@cases(
    "path, status",
    *((path, 404) for path in DRAFTS.split()),
    *((question, 200) for question in QUESTIONS_ABOUT_DRAFTS),
)
def test_answers_about_a_draft_as_about_an_unknown_record(client: Client, path: str, status: int):
    draft, unknown = (client.get(f"/api/v1/{path.format(start)}") for start in ("", "no"))

    assert draft.status_code == unknown.status_code == status
    assert draft.content == unknown.content.replace(b"nohidden", b"hidden")


def test_hides_links_and_claims_of_drafts(client: Client):
    for link in EventLink.objects.all():
        assert client.get(f"/api/v1/event-links/{link.public_id}/").status_code == 404
    for row in Event.objects.get(slug="hidden-event").claims.all():
        assert client.get(f"/api/v1/claims/event-{row.public_id}/").status_code == 404


FINDS_NOTHING = """
actors/?q=hidden actors/?iso3=HID actors/?identifier=cow:999 actors/?country=hidden
actors/?member_of=hidden&on=2020-01-01
relationships/?subject=hidden relationships/?object=hidden relationships/?object__in=hidden
relationships/?actor=hidden relationships/?kind=alignment
agreements/?q=hidden agreements/?party=hidden agreements/?party=ally agreements/?topic=hyb
agreements/?bloc=hidden agreements/?source=hidden-source agreements/?party__in=hidden,ally
agreements/?party__all=public,hidden agreements/?party_count__gte=2
agreements/?topic__in=hyb,hyb.cyber
clauses/?q=hidden clauses/?agreement=hidden-pact clauses/?topic=hyb.cyber clauses/?concerns=hidden
clauses/?party=hidden clauses/?party=ally clauses/?agreement__in=hidden-pact
clauses/?topic__in=hyb.cyber
events/?q=hidden events/?actor=hidden events/?country=hidden events/?agreement=hidden-pact
events/?linked_to=hidden-event events/?parent=hidden-event events/?source=hidden-source
events/?actor__in=hidden,hidden-person events/?actor__all=public,hidden
events/?actor_role=hidden:signatory events/?stance=supports events/?country__in=hidden
events/?linked_to=hidden-event&link_kind=follows events/?link_kind=implements
events/?has_links=true events/?source_count__gte=2 events/?slug__in=hidden-event
event-links/?event=hidden-event event-links/?source=hidden-event event-links/?target=hidden-event
figures/?actor=hidden figures/?event=hidden-event places/?country=hidden places/?country__in=hidden
sources/?q=hidden sources/?identifier=doi:10.1000/hidden agreements/?identifier=unts:999
events/?identifier=ged:999 figures/?identifier=local:hidden-figure
relationships/?identifier=local:hidden-membership claims/?source=hidden-source claims/?record=actor:hidden
claims/?record=event:hidden-event claims/?record=agreement:hidden-pact
"""
LEAVES_NOTHING_OUT = """
actors/?member_of__not=hidden&on=2020-01-01 agreements/?party__not=hidden
agreements/?topic__not=hyb events/?actor__not=hidden events/?has_links=false
"""


@cases("path", *FINDS_NOTHING.split())
def test_finds_nothing_through_a_draft(client: Client, path: str):
    page = json_of(client, path)

    assert (page["count"], page["results"]) == (0, [])


@cases("path", *LEAVES_NOTHING_OUT.split())
def test_leaves_nothing_out_because_of_a_draft(client: Client, path: str):
    assert json_of(client, path)["count"] == PUBLIC[path.partition("/")[0]]


@pytest.mark.parametrize("world", ["in_review", "retracted"], indirect=True)
def test_treats_what_is_in_review_or_retracted_as_a_draft(client: Client):
    for name in RESOURCES:
        assert "hidden" not in str(json_of(client, f"{name}/")).lower()


def test_shows_unpublished_references_as_null(client: Client):
    signing, pact = json_of(client, "events/signing/"), json_of(client, "agreements/pact/")
    [participation], [party] = signing["participations"], pact["parties"]

    assert [
        signing["agreement"],
        signing["parent"],
        signing["place"]["country"],
        participation["on_behalf_of"],
        pact["bloc"],
        party["signatory"],
        json_of(client, "actors/ally/")["country"],
        json_of(client, "places/square/")["country"],
    ] == [None] * 8
    assert pact["clauses"][0]["concerns"] == pact["links"] == signing["links"] == []


QUESTIONS = [
    *(f"network/?kind={kind}&on=2025-12-31" for kind in NetworkKind.values),
    "network/?kind=membership&format=graphml",
    "network/?kind=co_participation&format=gexf",
    "meta/",
    "snapshot/?on=2025-03-18",
    "snapshot/diff/?from=1900-01-01&to=2025-12-31",
    "signatories/?agreement=pact&on=2025-12-31",
]


@cases("question", *QUESTIONS)
@pytest.mark.parametrize("world", ["draft", "in_review", "retracted"], indirect=True)
def test_shows_nothing_unpublished_in_answers_that_span_the_apps(client: Client, question: str):
    response = client.get(f"/api/v1/{question}")

    assert response.status_code == 200
    assert b"hidden" not in response.content.lower()


def test_counts_only_what_is_public_in_meta(client: Client):
    counted = {row["name"]: row["published"] for row in json_of(client, "meta/")["resources"]}

    assert counted == {**PUBLIC, "sources": json_of(client, "sources/")["count"]}
