"""How records are cited: BibTeX and CSL-JSON."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client

from balkanwatch.api import router
from tests.builders import (
    claim,
    make_actor,
    make_agreement,
    make_event,
    make_relationship,
    make_source,
    publish,
)

pytestmark = pytest.mark.django_db
GRADES = "NATO Admiralty code (source reliability, claim credibility) of the"
HARD = "50 % of {NATO} & co_op #1: $5 ^ ~ \\x"


def cite(client: Client, path: str, **query: str) -> Any:
    answer = client.get(f"/api/v1/{path}/cite/", query)
    assert answer.status_code == 200, answer.content
    return answer


def test_cites_an_event_as_bibtex(client: Client):
    event = publish(make_event("signing", title="Čović signs"))
    changed = event.updated_at

    answer = cite(client, "events/signing", accessed="2026-01-31")

    assert answer["Content-Type"] == "text/x-bibtex; charset=utf-8"
    assert answer.content.decode() == (
        "@misc{balkanwatch-event-signing,\n"
        "  title = {{Čović signs}},\n"
        "  publisher = {BalkanWatch},\n"
        f"  year = {{{changed.year}}},\n"
        f"  date = {{{changed:%Y-%m-%d}}},\n"
        f"  version = {{{changed:%Y-%m-%dT%H:%M:%SZ}}},\n"
        "  url = {http://testserver/api/v1/events/signing/},\n"
        "  urldate = {2026-01-31},\n"
        f"  note = {{{GRADES} supporting claims: F6 (1)}},\n"
        "}\n"
    )


def test_cites_an_agreement_as_csl(client: Client):
    pact = publish(make_agreement("pact", title=HARD, short_title="Pact"))
    changed = pact.updated_at

    answer = cite(client, "agreements/pact", format="csl-json", accessed="2026-01-31")

    assert answer["Content-Type"].startswith("application/vnd.citationstyles.csl+json")
    assert json.loads(answer.content) == [
        {
            "id": "balkanwatch-agreement-pact",
            "type": "dataset",
            "title": HARD,
            "publisher": "BalkanWatch",
            "issued": {"date-parts": [[changed.year, changed.month, changed.day]]},
            "version": f"{changed:%Y-%m-%dT%H:%M:%SZ}",
            "URL": "http://testserver/api/v1/agreements/pact/",
            "accessed": {"date-parts": [[2026, 1, 31]]},
            "note": f"{GRADES} supporting claims: F6 (1)",
        }
    ]


def test_states_the_grades_of_published_supporting_claims(client: Client):
    event = make_event("signing")
    reliable, draft = make_source(reliability="B"), make_source(review_status="draft")
    for source, credibility in ((reliable, 2), (make_source(), 2), (draft, 5)):
        claim(event, source, credibility=credibility)
    for credibility in (2, 3):
        claim(event, reliable, credibility=credibility, locator=f"L{credibility}")
    claim(event, verdict="contradicts", field="title", asserted_value="Pact", credibility=4)
    publish(event)

    [record] = json.loads(cite(client, "events/signing", format="csl-json").content)
    [listed] = json.loads(cite(client, "claims", format="csl-json").content)
    entry = cite(client, "claims", credibility__lte="2").content.decode()

    assert record["note"] == f"{GRADES} supporting claims: B2 (2), B3 (1), F2 (1)"
    assert listed["note"] == f"{GRADES} claims: B2 (2), B3 (1), F2 (1), F4 (1)"
    assert f"  note = {{{GRADES} claims: B2 (2), F2 (1)}},\n" in entry


def test_escapes_what_means_something_to_tex(client: Client):
    publish(make_event("signing", title=HARD))

    entry = cite(client, "events/signing").content.decode()

    assert (
        r"title = {{50 \% of \textbraceleft{}NATO\textbraceright{} \& co\_op \#1: \$5 "
        r"\textasciicircum{} \textasciitilde{} \textbackslash{}x}}"
    ) in entry
    assert entry.count("{") == entry.count("}")


def test_cites_a_source_as_what_it_is(client: Client):
    make_source(
        "gazette",
        title="Law\n no. 5",
        author="A. B.",
        publisher="State & Co",
        url="https://gazette.example/a_b?x=50%25&y={1}",
        published_on=dt.date(2025, 3, 1),
        published_precision="month",
    )

    entry = cite(client, "sources/gazette", accessed="2026-01-31").content.decode()
    [item] = json.loads(cite(client, "sources/gazette", format="csl-json").content)

    assert entry == (
        "@misc{gazette,\n"
        "  author = {{A. B.}},\n"
        "  title = {{Law no. 5}},\n"
        "  publisher = {State \\& Co},\n"
        "  year = {2025},\n"
        "  date = {2025-03},\n"
        "  url = {https://gazette.example/a_b?x=50%25&y=%7B1%7D},\n"
        "  urldate = {2026-01-31},\n"
        "}\n"
    )
    assert item["type"] == "article-newspaper"
    assert item["author"] == [{"literal": "A. B."}]
    assert item["issued"] == {"date-parts": [[2025, 3]]}


def test_cites_an_undated_source_without_a_date(client: Client):
    make_source("leaflet", url="")

    entry = cite(client, "sources/leaflet").content.decode()
    [item] = json.loads(cite(client, "sources/leaflet", format="csl-json").content)

    assert "year" not in entry
    assert "url =" not in entry
    assert not {"issued", "URL", "author"} & set(item)


def test_cites_actors_and_relationships_and_takes_today(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("api.views.ReadOnlyView.today", lambda *_: dt.date(2026, 2, 1))
    albania, nato = make_actor("albania"), make_actor("nato", name="NATO")
    publish(albania, nato, make_relationship(albania, nato, slug="albania-nato"))

    assert "title = {{Albania}}" in cite(client, "actors/albania").content.decode()
    membership = cite(client, "relationships/albania-nato").content.decode()
    assert "title = {{Albania: Member – NATO}}" in membership
    assert "urldate = {2026-02-01}" in membership


@pytest.mark.parametrize("format", ["bibtex", "csl-json"])
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"accessed": "today"}, 400),
        ({"acessed": "2026-01-31"}, 400),
        ({"accessed": ""}, 400),
    ],
)
def test_refuses_alike_in_every_format(client: Client, query: Any, status: int, format: str):
    publish(make_event("signing"))

    answer = client.get("/api/v1/events/signing/cite/", {**query, "format": format})

    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert len(answer.json()["errors"]) == 1


def test_offers_no_other_format_and_no_other_address(client: Client):
    publish(make_event("signing"))

    assert client.get("/api/v1/events/signing/cite/?format=ris").status_code == 406
    assert client.get("/api/v1/events/signing/site/").status_code == 404
    assert client.options("/api/v1/events/signing/cite/").status_code == 200


def test_cites_a_list_with_its_filters(client: Client):
    publish(make_event("signing", modality="planned"))
    changed = client.get("/api/v1/events/signing/").json()["updated_at"]

    text = cite(
        client, "events", modality="planned", q="Sign & co", accessed="2026-01-31"
    ).content.decode()

    assert text.startswith("@misc{balkanwatch-events-")
    assert r"title = {{BalkanWatch: events (modality=planned, q=Sign \& co)}}" in text
    assert "url = {http://testserver/api/v1/events/?modality=planned&q=Sign+%26+co}" in text
    assert f"date = {{{changed[:10]}}}" in cite(client, "events").content.decode()
    assert "urldate = {2026-01-31}" in text


def test_cites_every_list_as_csl_json(client: Client):
    for prefix, _, _ in router.registry:
        [item] = json.loads(cite(client, prefix, format="csl-json").content)
        assert item["URL"] == f"http://testserver/api/v1/{prefix}/"
        assert item["title"] == f"BalkanWatch: {prefix.replace('-', ' ')}"


@pytest.mark.parametrize("query", ["accessed=soon", "page=1", "fields=slug", "kind=zzz", "x=1"])
def test_refuses_what_a_citation_of_a_list_does_not_take(client: Client, query: str):
    answer = client.get(f"/api/v1/actors/cite/?{query}")

    assert answer.status_code == 400
    assert [fault["parameter"] for fault in answer.json()["errors"]] == [query.partition("=")[0]]


def test_cites_lists_by_what_is_published(client: Client):
    publish(make_actor("albania"))
    before = cite(client, "actors").content

    make_actor("draft")

    assert cite(client, "actors").content == before
