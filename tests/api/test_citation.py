"""Citations of records and lists: BibTeX and CSL-JSON."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client

from tests import cases, make
from tests.api_client import errors_of
from tests.project.contract import RESOURCES

GRADES = "NATO Admiralty code (source reliability, claim credibility) of the"
TEX_TITLE = "50 % of {NATO} & co_op #1: $5 ^ ~ \\x"


def cite(client: Client, path: str, **query: str) -> str:
    response = client.get(f"/api/v1/{path}/cite/", query)
    assert response.status_code == 200, response.content
    return response.content.decode()


def cite_csl(client: Client, path: str, **query: str) -> dict[str, Any]:
    [item] = json.loads(cite(client, path, format="csl-json", **query))
    return item


def test_cites_an_event_as_bibtex(client: Client):
    changed = make.publish(make.event("signing", title="Čović signs")).updated_at

    response = client.get("/api/v1/events/signing/cite/?accessed=2026-01-31")

    assert response["Content-Type"] == "text/x-bibtex; charset=utf-8"
    assert response.content.decode() == (
        "@misc{balkanwatch-event-signing,\n"
        "  title = {{Čović signs}},\n"
        "  publisher = {BalkanWatch},\n"
        f"  year = {{{changed.year}}},\n"
        f"  date = {{{changed:%Y-%m-%d}}},\n"
        f"  version = {{{changed:%Y-%m-%dT%H:%M:%SZ}}},\n"
        "  url = {http://testserver/events/signing/},\n"
        "  urldate = {2026-01-31},\n"
        f"  note = {{{GRADES} supporting claims: F6 (1)}},\n"
        "}\n"
    )


def test_cites_an_agreement_as_csl(client: Client):
    changed = make.publish(make.agreement("pact", title=TEX_TITLE, short_title="Pact")).updated_at
    url = "/agreements/pact/"

    response = client.get(f"/api/v1{url}cite/?format=csl-json&accessed=2026-01-31")

    assert response["Content-Type"].startswith("application/vnd.citationstyles.csl+json")
    [item] = json.loads(response.content)
    assert item == {
        "id": "balkanwatch-agreement-pact",
        "type": "dataset",
        "title": TEX_TITLE,
        "publisher": "BalkanWatch",
        "issued": {"date-parts": [[changed.year, changed.month, changed.day]]},
        "version": f"{changed:%Y-%m-%dT%H:%M:%SZ}",
        "URL": f"http://testserver{url}",
        "accessed": {"date-parts": [[2026, 1, 31]]},
        "note": f"{GRADES} supporting claims: F6 (1)",
    }


def test_states_the_grades_of_published_supporting_claims(client: Client):
    event = make.event("signing")
    reliable, draft = make.source(reliability="B"), make.source(review_status="draft")
    for source, credibility in ((reliable, 2), (make.source(), 2), (draft, 5)):
        make.claim(event, source, credibility=credibility)
    for credibility in (2, 3):
        make.claim(event, reliable, credibility=credibility, locator=f"L{credibility}")
    make.claim(event, verdict="contradicts", field="title", asserted_value="Pact", credibility=4)
    make.publish(event)

    record, listed = cite_csl(client, "events/signing"), cite_csl(client, "claims")
    entry = cite(client, "claims", credibility__lte="2")

    assert record["note"] == f"{GRADES} supporting claims: B2 (2), B3 (1), F2 (1)"
    assert listed["note"] == f"{GRADES} claims: B2 (2), B3 (1), F2 (1), F4 (1)"
    assert f"  note = {{{GRADES} claims: B2 (2), F2 (1)}},\n" in entry


def test_escapes_special_characters_of_tex(client: Client):
    make.publish(make.event("signing", title=TEX_TITLE))

    entry = cite(client, "events/signing")

    assert (
        r"title = {{50 \% of \textbraceleft{}NATO\textbraceright{} \& co\_op \#1: \$5 "
        r"\textasciicircum{} \textasciitilde{} \textbackslash{}x}}"
    ) in entry
    assert entry.count("{") == entry.count("}")


def test_cites_a_source_as_a_publication(client: Client):
    printed = {"title": "Law\n no. 5", "author": "A. B.", "publisher": "State & Co"}
    url = "https://gazette.example/a_b?x=50%25&y={1}"
    make.source("gazette", **printed, url=url, published_on="2025-03")

    item = cite_csl(client, "sources/gazette")

    assert cite(client, "sources/gazette", accessed="2026-01-31") == (
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
    make.source("leaflet", url="")

    entry = cite(client, "sources/leaflet")

    assert "year" not in entry
    assert "url =" not in entry
    assert not {"issued", "URL", "author"} & set(cite_csl(client, "sources/leaflet"))


def test_cites_actors_and_relations_as_of_today(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("api.views.ReadOnlyView.today", lambda *_: dt.date(2026, 2, 1))
    albania, nato = make.actor("albania"), make.actor("nato", name="NATO")
    make.publish(albania, nato, make.relationship(albania, nato, slug="albania-nato"))

    assert "title = {{Albania}}" in cite(client, "actors/albania")
    membership = cite(client, "relationships/albania-nato")
    assert "title = {{Albania: Member – NATO}}" in membership
    assert "urldate = {2026-02-01}" in membership


@cases("format", "bibtex", "csl-json")
@cases(
    "path, query",
    *(("events/signing", query) for query in ("accessed=today", "acessed=2026", "accessed=")),
    ("actors", "kind=zzz"),
    *(("actors", query) for query in ("accessed=soon", "page=1", "fields=slug", "x=1")),
)
def test_rejects_bad_parameters_in_every_format(client: Client, path: str, query: str, format: str):
    make.publish(make.event("signing"))

    [(parameter, _, _)] = errors_of(client, f"/api/v1/{path}/cite/?{query}&format={format}")

    assert parameter == query.partition("=")[0]


def test_offers_no_other_format_and_no_other_address(client: Client):
    make.publish(make.event("signing"))

    assert client.get("/api/v1/events/signing/cite/?format=ris").status_code == 406
    assert client.get("/api/v1/events/signing/site/").status_code == 404
    assert client.options("/api/v1/events/signing/cite/").status_code == 200


def test_cites_a_list_with_its_filters(client: Client):
    changed = make.publish(make.event("signing", modality="planned")).updated_at

    text = cite(client, "events", modality="planned", q="Sign & co", accessed="2026-01-31")

    assert text.startswith("@misc{balkanwatch-events-")
    assert r"title = {{BalkanWatch: events (modality=planned, q=Sign \& co)}}" in text
    assert "url = {http://testserver/api/v1/events/?modality=planned&q=Sign+%26+co}" in text
    assert "urldate = {2026-01-31}" in text
    assert f"date = {{{changed:%Y-%m-%d}}}" in cite(client, "events")


def test_cites_every_list_as_csl_json(client: Client):
    for name in RESOURCES:
        item = cite_csl(client, name)
        assert item["URL"] == f"http://testserver/api/v1/{name}/"
        assert item["title"] == f"BalkanWatch: {name.replace('-', ' ')}"


def test_a_draft_does_not_change_the_citation_of_a_list(client: Client):
    make.publish(make.actor("albania"))
    before = cite(client, "actors")

    make.actor("draft")

    assert cite(client, "actors") == before
