"""Pages for readers: what the API answers, as HTML, with the sources behind each fact."""

import re

import pytest
from django.test import Client

from actors.models import Actor
from api.public_paths import PAGE_PATHS
from explorer.pages.dates_in_words import in_words
from explorer.pages.record_pages import RECORD_PAGES, number
from explorer.pages.urls import PICTURE_PAGES
from tests import cases, make
from tests.api_client import json_of, query_count

pytestmark = pytest.mark.usefixtures("article_data")

CARELESS = "<script>alert(1)</script>\"'&"


def page(client: Client, address: str, status: int = 200) -> str:
    """The HTML at an address."""
    response = client.get(address)
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "text/html; charset=utf-8"
    return response.content.decode()


def text_of(html: str) -> str:
    """The words of a page, without tags, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@cases("prefix", *RECORD_PAGES)
def test_shows_each_published_record(client: Client, prefix: str) -> None:
    for row in json_of(client, f"{prefix}/", page_size=60)["results"]:
        html = page(client, f"/{prefix}/{row.get('slug') or row.get('code') or row['key']}/")

        assert f'href="{row["url"]}"' in html
        assert html.count("<h1") == 1


def test_says_how_the_facts_of_an_agreement_are_known(client: Client) -> None:
    html = page(client, "/agreements/tirana-declaration-2025/")
    text = text_of(html)

    assert "Signed 18 March 2025 European Security & Defence, line 1".replace("&", "&amp;") in text
    assert "fairly reliable (C) · probably true (2) · no quote recorded" in text
    assert "≠ 4 contradict" in text
    assert "Legally binding not stated" in text
    assert "In force since not recorded" in text
    assert "What it says: 14 clauses" in text
    assert html.count('id="clause-') == 14


def test_says_that_sources_disagree_and_keeps_causes_apart_from_effects(client: Client) -> None:
    text = text_of(page(client, "/events/subotica-signing-2025/"))

    assert "Sources disagree about this event." in text
    before, after = text.split("What followed from it")
    assert "Caused by: Student-led protests in Serbia" in before
    assert "Follows: Observers doubt that either alliance lasts" in after


def test_counts_as_the_api_does(client: Client) -> None:
    for actor in json_of(client, "actors/", page_size=20)["results"]:
        text = text_of(page(client, f"/actors/{actor['slug']}/"))
        for heading, path, name in (
            ("Events", "events/", "actor"),
            ("Agreements", "agreements/", "party"),
        ):
            found = json_of(client, path, **{name: actor["slug"]})["count"]
            assert f"{heading}: {found} " in text


def test_leads_from_the_front_page_to_what_both_pacts_say(client: Client) -> None:
    html = page(client, "/")

    for slug in ("tirana-declaration-2025", "subotica-agreement-2025"):
        assert f'href="/agreements/{slug}/"' in html
    assert '<dt>Events</dt><dd><a href="/api/v1/events/">54</a></dd>' in html


@cases(
    "asked, found",
    ("Вучић", "/actors/aleksandar-vucic/"),
    ("hybrid threats", "/agreements/tirana-declaration-2025/#clause-4"),
)
def test_search_leads_to_pages(client: Client, asked: str, found: str) -> None:
    html = client.get("/search/", {"q": asked}).content.decode()

    assert f'href="{found}"' in html


def test_search_says_when_nothing_is_found_and_when_only_similar_names_are(client: Client) -> None:
    assert "Nothing was found." in page(client, "/search/?q=zzzz")
    assert "No record has these words as written." in page(client, "/search/?q=albnia")
    assert "<form" in page(client, "/search/")
    assert "<b>kind</b>: " in page(client, "/search/?q=a&kind=x", 400)


def test_follows_merged_records_and_says_why_a_retracted_one_is_gone(client: Client) -> None:
    kept, merged, gone = (make.publish(make.actor(slug)) for slug in ("kept", "merged", "gone"))
    Actor.objects.filter(pk=merged.pk).update(review_status="retracted", merged_into=kept)
    Actor.objects.filter(pk=gone.pk).update(review_status="retracted", retraction_reason="Twice.")

    assert (
        client.get("/actors/merged/?from=link")["Location"]
        == "http://testserver/actors/kept/?from=link"
    )
    assert client.get("/actors/merged/").status_code == 308
    assert "This record was retracted" in page(client, "/actors/gone/", 410)
    assert "Twice." in page(client, "/actors/gone/", 410)
    assert "There is no such page" in page(client, "/actors/never/", 404)


def test_hides_drafts(client: Client) -> None:
    actor = make.publish(make.actor("utopia"))
    make.participation(make.event("secret", title="A secret meeting"), actor)

    assert "Events: 0 " in text_of(page(client, "/actors/utopia/"))
    page(client, "/events/secret/", 404)


def test_is_cached_by_its_version_and_sets_no_cookie(client: Client) -> None:
    make.publish(make.actor("utopia"))
    first = client.get("/actors/utopia/")
    again = client.get("/actors/utopia/", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert "public" in first["Cache-Control"]
    assert not first.cookies
    assert first.get("Vary", "") in {"", "Accept-Encoding"}
    assert (
        client.get("/actors/utopia/", headers={"Accept": "application/json"}).content
        == first.content
    )


def test_is_compressed_and_counted_like_the_api(client: Client, settings: object) -> None:
    make.publish(make.actor("utopia"))
    settings.API_RATE = 2  # type: ignore[attr-defined]

    packed = client.get("/actors/utopia/", headers={"Accept-Encoding": "gzip"})
    client.get("/api/v1/actors/")

    assert packed["Content-Encoding"] == "gzip"
    assert client.get("/actors/utopia/").status_code == 429


def test_shows_texts_as_texts(client: Client) -> None:
    actor = make.publish(
        make.actor("careless", name=f"Name {CARELESS}", description=f"Text {CARELESS}")
    )
    make.name(actor, f"Other {CARELESS}", language="sr")

    html = page(client, "/actors/careless/")

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


@cases(
    "address",
    "/",
    "/agreements/tirana-declaration-2025/",
    "/events/subotica-signing-2025/",
    "/actors/serbia/",
    "/sources/gardner-2025-new-alliances/",
)
def test_takes_few_queries(client: Client, address: str) -> None:
    assert query_count(client, address) <= 12


@cases(
    "edtf, words",
    (None, ""),
    ("2025-03-18", "18 March 2025"),
    ("2025-03", "March 2025"),
    ("2025", "2025"),
    ("199X", "the 1990s"),
    ("19XX", "the 1900s"),
    ("2025-21", "spring 2025"),
    ("2025-34", "the second quarter of 2025"),
    ("2025-03~", "about March 2025"),
    ("2025?", "perhaps 2025"),
    ("[2025-03-18..2025-04-01]", "some day between 18 March 2025 and 1 April 2025"),
    ("[2025-03-18..]", "on or after 18 March 2025"),
    ("[..2025]", "on or before 2025"),
    ("2019/2024", "from 2019 to 2024"),
    ("2024-04/..", "from April 2024, still going on"),
    ("2024-04/", "from April 2024, end not known"),
    ("/2024", "begin not known, to 2024"),
    ("../2024", "begin not known, to 2024"),
    ("not a date", "not a date"),
)
def test_writes_dates_in_words(edtf: str | None, words: str) -> None:
    assert in_words(edtf) == words


def test_writes_numbers_with_sign_and_unit() -> None:
    figure = {
        "value": 1234567.5,
        "value_max": None,
        "comparator": "eq",
        "unit": "persons",
        "currency": "",
    }

    assert number(figure) == "1,234,567.5 persons"
    assert (
        number(figure | {"value_max": 2000000.0, "currency": "EUR"})
        == "1,234,567.5 to 2,000,000 EUR"
    )
    assert number(figure | {"comparator": "gt"}).endswith("1,234,567.5 persons")


@cases("prefix", *RECORD_PAGES)
def test_records_of_the_api_lead_to_their_page(client: Client, prefix: str) -> None:
    row = json_of(client, f"{prefix}/", page_size=1)["results"][0]
    for address in (row["url"], f"{row['url'].rstrip('/')}.json"):
        link = client.get(address)["Link"]
        own = row["url"].replace("/api/v1", "")
        assert link == f'<{own}>; rel="alternate"; type="text/html"'
    assert "Link" not in client.get(own)


def test_all_pages_are_public_paths() -> None:
    pictures = {f"/{picture.name}{end}" for picture in PICTURE_PAGES for end in "/."}
    others = {"/search/", "/coverage/", "/about/", "/embed/", "/robots.txt", "/sitemap"}
    assert {f"/{prefix}/" for prefix in RECORD_PAGES} | pictures | others == set(PAGE_PATHS)
