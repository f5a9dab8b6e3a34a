"""Search and suggestions: published records only, best first, with checked parameters."""

from typing import Any

import pytest
from django.test import Client

from explorer.search import SEARCHED_KINDS
from tests import cases, make
from tests.api_client import codes_of, json_of, query_count


def results(client: Client, path: str, **query: Any) -> list[Any]:
    return json_of(client, f"{path}/", **query)["results"]


@pytest.fixture
def tirana_records() -> None:
    """One public record of each kind about Tirana."""
    actor = make.actor("albania")
    make.name(actor, "Тирана", "sr-Cyrl", kind="metonym")
    agreement = make.agreement("tirana-declaration", summary="Signed. It was in Tiranë. Later.")
    make.clause(agreement, 3, heading="On Tirana")
    make.publish(actor, agreement, make.event("signing", title="Signing in Tirana"))
    make.place("tirana")
    make.source("report", title="Report from Tirana")


about_tirana = pytest.mark.usefixtures("tirana_records")


@about_tirana
def test_finds_every_kind_of_record(client: Client):
    found = results(client, "search", q="tirana")

    assert {row["kind"] for row in found} == set(SEARCHED_KINDS)
    assert found[0] | {"rank": 0} == {
        "resource": "places",
        "kind": "place",
        "slug": "tirana",
        "url": "http://testserver/api/v1/places/tirana/",
        "title": "Tirana",
        "snippet": "",
        "rank": 0,
    }
    assert [row["rank"] for row in found] == sorted((row["rank"] for row in found), reverse=True)


@about_tirana
def test_gives_urls_of_the_records(client: Client):
    for row in results(client, "search", q="tirana"):
        assert client.get(row["url"]).status_code == 200


@about_tirana
def test_shows_the_best_sentence_as_written(client: Client):
    [row] = results(client, "search", q="TIRANE", kind="agreement")

    assert row["snippet"] == "It was in Tiranë."


@about_tirana
def test_limits_results_by_number_and_kind(client: Client):
    assert len(results(client, "search", q="tirana", page_size=2)) == 2
    [clause] = results(client, "search", q="tirana", kind="clause")
    assert clause["slug"] == "tirana-declaration.3"


@about_tirana
def test_leaves_out_similar_names_if_a_name_matches_as_written(client: Client):
    make.place("tiranos", name="Tiranos")

    assert {row["kind"] for row in results(client, "search", q="signing")} == {"event"}
    assert "tiranos" not in [row["slug"] for row in results(client, "suggest", q="tirana")]


@about_tirana
@cases("text", "ti", "Тир", "tirna", "tirnaa")
def test_suggests_while_typing(client: Client, text: str):
    found = results(client, "suggest", q=text)

    assert {"resource": "places", "kind": "place", "slug": "tirana", "label": "Tirana"} in found
    assert "albania" in [row["slug"] for row in found]


def test_suggests_names_with_the_prefix_first(client: Client):
    for name in ["The Tirana talks", "Tirana, a history of it", "Tirana"]:
        make.place(name=name)

    labels = [row["label"] for row in results(client, "suggest", q="tira")]

    assert labels == ["Tirana", "Tirana, a history of it", "The Tirana talks"]


def test_suggests_ten_at_most(client: Client):
    for _ in range(12):
        make.place(name="Tirana")

    assert len(results(client, "suggest", q="tir")) == 10


@about_tirana
def test_links_pages(client: Client):
    whole = [row["url"] for row in results(client, "search", q="tirana")]

    first = client.get("/api/v1/search/", {"q": "tirana", "page_size": "4"})
    second = client.get(first.json()["next"]).json()

    assert [row["url"] for page in (first.json(), second) for row in page["results"]] == whole
    assert (second["count"], second["count_is_exact"], second["next"]) == (6, True, None)
    assert first["Link"] == f'<{first.json()["next"]}>; rel="next"'
    assert client.get(first.json()["next"].replace("page=2", "page=3")).status_code == 404


def test_says_whether_results_match_as_written(client: Client):
    make.place("tirana")

    assert client.get("/api/v1/search/?q=tirana").json()["as_written"] is True
    near = client.get("/api/v1/search/?q=tirnaa").json()
    assert (near["as_written"], near["count"]) == (False, 1)


def test_ranks_the_newest_of_very_many_and_says_so(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("records.querysets.FEW", 3)
    monkeypatch.setattr("records.querysets.SAMPLE", 4)
    monkeypatch.setattr("records.querysets.LATEST", 2)
    for number in range(4):
        make.place(f"tirana-{number}", name="Tirana" + " again" * (3 - number))

    answer = client.get("/api/v1/search/?q=tirana").json()
    names = client.get("/api/v1/places/?q=tirana").json()

    assert (answer["count"], answer["count_is_exact"]) == (2, False)
    assert [row["slug"] for row in answer["results"]] == ["tirana-3", "tirana-2"]
    assert names["count"] == 4


def test_suggests_nothing_for_excluded_words_only(client: Client):
    make.place("tirana")

    assert results(client, "suggest", q="-ti") == []


@cases(
    "path, query, errors",
    ("search", "", [("q", "required")]),
    ("search", "q=%20", [("q", "empty")]),
    ("search", "q=%00", [("q", "null_characters_not_allowed")]),
    ("search", "q=" + "x" * 201, [("q", "max_length")]),
    ("search", "q=a&q=b", [("q", "repeated")]),
    ("search", "q=a&knd=b&kind=b", [("knd", "unknown_parameter"), ("kind", "unknown_choice")]),
    ("search", "q=a&page_size=101", [("page_size", "max_value")]),
    ("search", "q=a&page_size=%D9%A3", [("page_size", "invalid")]),
    ("search", "q=a&page=0", [("page", "min_value")]),
    ("search", "q=a&page_size=100&page=11", [("page", "max_value")]),
    ("suggest", "q=a", [("q", "min_length")]),
    ("suggest", "q=ab&kind=actor", [("kind", "unknown_parameter")]),
    ("places", "q=", [("q", "empty")]),
    ("places", "q=%00", [("q", "null_characters_not_allowed")]),
)
def test_rejects_invalid_parameters(client: Client, path: str, query: str, errors: list[Any]):
    assert codes_of(client, f"/api/v1/{path}/?{query}") == errors


@cases("path", "search", "suggest", "places", "actors")
@cases(
    "text",
    *("%%", "''", "\\\\", '""', "--", '-"', "& | ! <->", ":* :A", "()", "((((", "a" * 200, "€ 😀"),
    *('"' * 200, '-"' * 100, "or or or", "a or", "\u0301\u0301", "\ufffd\ufffd", "ab%_\\"),
)
def test_answers_any_text(client: Client, path: str, text: str):
    make.place("tirana")

    assert isinstance(results(client, path, q=text), list)


@about_tirana
@cases(
    "path, text, queries",
    # The terms; for each of six kinds the matches, their ranks, the shown columns
    ("search", "tirana", 1 + 3 * 6),
    # The terms; names with the prefix, twice for actors and places; other matches, their ranks; the shown columns
    ("suggest", "tirana", 1 + 7 + 2 * 5 + 5),
    ("places", "tirana", 2 + 2),
)
def test_makes_the_stated_number_of_queries(client: Client, path: str, text: str, queries: int):
    assert query_count(client, f"/api/v1/{path}/", q=text) == queries


def make_drafts() -> None:
    """Unpublished records that have the words of published ones and words of their own."""
    hidden = make.actor("hidden", name="Tirana secret", description="Tirana")
    make.name(hidden, "Tirnaa")
    pact = make.agreement("hidden-pact", title="Tirana secret", summary="Tirnaa")
    make.clause(pact, heading="Tirana secret", text="Tirnaa")
    make.event("hidden-event", title="Tirana secret", summary="Tirnaa", review_status="in_review")
    make.source("hidden-source", title="Tirana Tirnaa secret", review_status="draft")


@about_tirana
@cases("path", "search", "suggest", "actors", "agreements", "events", "sources")
@cases("text", "tirana", "tirnaa", "secret", "secrte", "tirana -secret")
def test_answers_as_if_there_were_no_drafts(client: Client, path: str, text: str):
    before = client.get(f"/api/v1/{path}/", {"q": text})
    make_drafts()

    after = client.get(f"/api/v1/{path}/", {"q": text})

    assert before.status_code == 200
    assert after.content == before.content
