"""Pages with pictures: they show what the API answers to the same parameters."""

import random
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from events.models import Event
from explorer.pages.urls import PICTURE_PAGES
from tests import cases, make
from tests.api_client import json_of, query_count
from tests.explorer.test_pages import CARELESS, page, text_of
from tests.long import IS_LONG

pytestmark = pytest.mark.usefixtures("article_data")

SEED = 1804
COMBINATIONS = 500 if IS_LONG else 40
# Filters and values that find something, to be combined
EVENT_FILTERS = {
    "actor": ("serbia", "kosovo", "nato", "hungary"),
    "type": ("statement", "treaty", "treaty.signing", "military"),
    "date__gte": ("1999-01-01", "2025-01-01"),
    "date__lte": ("2025-03-31", "2025-12-31"),
    "modality": ("occurred", "alleged"),
    "q": ("tirana", "Kosovo"),
    "country": ("serbia", "albania"),
}
DAYS = ("1995-01-01", "2009-04-01", "2025-03-18", "2025-04-02", "2026-01-01")
DATED = {"date_from": "2025-05-05", "date_to": "2025-05-05", "date_precision": "day"}
NAMES = [picture.name for picture in PICTURE_PAGES]


def links_to(html: str, folder: str) -> list[str]:
    """The keys of the records of a kind that a page leads to, each once, in order."""
    return list(dict.fromkeys(re.findall(rf'href="/{folder}/([^/"]+)/', html)))


def test_shows_what_the_api_answers(client: Client) -> None:
    chance = random.Random(SEED)  # noqa: S311 (no secret)
    with_results = 0
    for _ in range(COMBINATIONS):
        names = chance.sample(sorted(EVENT_FILTERS), chance.randint(1, 3))
        asked = {name: chance.choice(EVENT_FILTERS[name]) for name in names}
        found = json_of(client, "events/", page_size=500, **asked)["results"]
        html = client.get("/timeline/", asked).content.decode()
        ladder, _, rest = html.partition("<h2>")
        titles = re.findall(r'<div class="what">.*?<a href="/events/([^/]+)/"', ladder, re.S)

        assert set(titles) == {row["slug"] for row in found if row["date"]}, asked
        undated = {row["slug"] for row in found if not row["date"]}
        assert set(links_to(rest, "events")) == undated, asked
        with_results += bool(found)
    assert with_results >= COMBINATIONS / 2


@cases("on", *DAYS)
def test_shows_the_stances_and_the_state_of_a_day(client: Client, on: str) -> None:
    asked = {"kind__in": "alignment,recognition", "on": on, "page_size": 500}
    stances = {row["slug"] for row in json_of(client, "relationships/", **asked)["results"]}
    as_table = page(client, f"/stances/?as=table&on={on}")
    snapshot = json_of(client, "snapshot/", on=on)
    held = {
        row["slug"] for name in ("memberships", "offices", "alignments") for row in snapshot[name]
    }
    day = page(client, f"/on/?on={on}")

    assert set(links_to(as_table, "relationships")) == stances
    matrix = set(links_to(page(client, f"/stances/?on={on}"), "relationships"))
    assert stances <= matrix
    assert held <= set(links_to(day, "relationships"))
    assert f"Agreements in force: {len(snapshot['agreements_in_force'])}" in day


def test_compares_the_two_pacts_by_default_as_the_api_does(client: Client) -> None:
    html = page(client, "/compare/")
    found = json_of(
        client, "agreements/compare/", ids="tirana-declaration-2025,subotica-agreement-2025"
    )

    assert links_to(html, "topics").sort() == [row["code"] for row in found["topics"]].sort()
    assert f"In both: {len(found['common'])} topics" in html
    assert html.count("not mentioned in the recorded text") == sum(
        len(row["topics"]) for row in found["unique"]
    )
    assert page(client, "/compare/?ids=tirana-declaration-2025&ids=subotica-agreement-2025")


def test_coverage_has_the_numbers_of_the_api(client: Client) -> None:
    html = page(client, "/coverage/")
    numbers = re.findall(r'<a href="(/api/v1/[^"]+)">(\d+)</a>', html)

    assert len(numbers) == 5
    for address, number in numbers:
        answer = client.get(address.replace("&amp;", "&")).json()
        assert answer["count"] == int(number), address


@cases("name", *NAMES)
def test_the_same_picture_is_a_file_and_a_page_for_other_sites(client: Client, name: str) -> None:
    file, framed, own = (
        client.get(address) for address in (f"/{name}.svg", f"/embed/{name}/", f"/{name}/")
    )

    assert file["Content-Type"] == "image/svg+xml; charset=utf-8"
    svg = ElementTree.fromstring(file.content)  # noqa: S314 (our own text)
    assert svg.find("{http://www.w3.org/2000/svg}title").text  # type: ignore[union-attr]
    assert b"style" not in file.content
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert "frame-ancestors 'none'" in own["Content-Security-Policy"]
    assert own["X-Frame-Options"] == "DENY"
    assert f"/embed/{name}/" in own.content.decode()
    for response in (file, framed, own):
        assert not response.cookies
        assert response.has_header("ETag")


@cases(
    "address, detail",
    ("/timeline/?actr=serbia", "<b>actr</b>: There is no such parameter."),
    ("/timeline/?as=map", "<b>as</b>: The only choice is: table."),
    ("/timeline/?on=yesterday", "<b>on</b>: "),
    ("/stances/?on=2025-02-30", "<b>on</b>: "),
    ("/on/?on=x", "<b>on</b>: "),
    ("/compare/?ids=tirana-declaration-2025", "<b>ids</b>: "),
)
def test_says_what_is_wrong_with_an_address(client: Client, address: str, detail: str) -> None:
    assert detail in page(client, address, 400)
    file = client.get(address.replace("/?", ".svg?"))
    assert (file.status_code, file["Content-Type"]) == (400, "image/svg+xml; charset=utf-8")


def test_says_what_is_not_there(client: Client) -> None:
    assert "No event with a date matches." in page(client, "/timeline/?actor=nobody")
    assert "No stance is recorded" in page(client, "/stances/?on=1500-01-01")
    assert "No change with a date is recorded." in page(client, "/on/?on=1500-01-01")
    page(client, "/compare/?ids=tirana-declaration-2025,nothing", 404)


def test_empty_fields_of_a_form_ask_for_nothing(client: Client) -> None:
    plain = text_of(page(client, "/timeline/"))
    assert text_of(page(client, "/timeline/?actor=&type=&date__gte=&on=")) == plain


def test_shows_texts_as_texts_in_pictures(client: Client) -> None:
    event = make.publish(make.event("careless", title=f"Title {CARELESS}", **DATED))
    make.participation(event, make.publish(make.actor("someone", name=f"Name {CARELESS}")))

    for address in ("/timeline/", "/timeline/?as=table", "/timeline.svg", "/embed/timeline/"):
        html = client.get(address).content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)" in html


def test_drafts_are_in_no_picture(client: Client) -> None:
    make.event("secret", title="A secret meeting", **DATED)

    assert Event.objects.filter(slug="secret").exists()
    for name in NAMES:
        assert "secret" not in client.get(f"/{name}/").content.decode()


def test_long_timelines_have_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.pages.timeline.LADDER_ROWS", 10)
    first = page(client, "/timeline/")
    later: Any = re.search(r'<a rel="next" href="([^"]+)"', first)
    second = page(client, later.group(1).replace("&amp;", "&"))

    assert links_to(first, "events")[0] not in second
    assert 'rel="prev"' in second


@cases("name", *NAMES)
def test_takes_few_queries(client: Client, name: str) -> None:
    assert query_count(client, f"/{name}/") <= 12
