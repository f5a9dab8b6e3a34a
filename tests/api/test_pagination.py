"""Lists are walked by cursors, in any order offered, to and fro, and counted as asked."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from api.pagination import pages
from balkanwatch.api import router
from events.models import Event
from tests.builders import claim, make_agreement, make_clause, make_event, publish
from tests.project.test_api_queries import make_world

pytestmark = pytest.mark.django_db

EVENTS = "/api/v1/events/"
SORTS = [(prefix, sort) for prefix, view, _ in router.registry for sort in pages.sort_choices(view)]


def faults(client: Client, path: str) -> set[tuple[str, str, str | None]]:
    answer = client.get(path)
    assert answer.status_code == 400
    return {(f["parameter"], f["code"], f["did_you_mean"]) for f in answer.json()["errors"]}


def walk(client: Client, path: str | None, way: str = "next") -> list[dict[str, Any]]:
    """The pages from an address on."""
    found = []
    while path:
        found.append(client.get(path).json())
        path = found[-1][way]
    return found


def urls(found: list[dict[str, Any]]) -> list[str]:
    return [row["url"] for page in found for row in page["results"]]


@pytest.fixture
def undated() -> None:
    """Two events of one day, one earlier, one later, two undated."""
    for slug, month in (("b", 3), ("a", 3), ("early", 1), ("late", 6)):
        day = dt.date(2025, month, 1)
        publish(make_event(slug, date_from=day, date_to=day, date_precision="day"))
    for slug in ("undated-b", "undated-a"):
        no_date: dict[str, Any] = {"date_from": None, "date_to": None, "date_precision": "unknown"}
        publish(make_event(slug, **no_date))


def test_puts_what_has_no_date_last_in_both_directions(client: Client, undated: None):
    def sorted_by(sort: str) -> list[str]:
        rows = walk(client, f"{EVENTS}?page_size=1&sort={sort}")
        return [row["slug"] for page in rows for row in page["results"]]

    assert sorted_by("date_from") == ["early", "b", "a", "late", "undated-b", "undated-a"]
    assert sorted_by("-date_from") == ["late", "a", "b", "early", "undated-a", "undated-b"]
    assert sorted_by("slug") == ["a", "b", "early", "late", "undated-a", "undated-b"]


def test_leads_through_every_list_in_every_order_and_back(client: Client):
    make_world(4)
    Event.objects.update(summary="Touched.")  # all with the same `updated_at`
    publish(agreement := make_agreement("zz-last"))
    for number in (2, 1, 3):
        claim(make_clause(agreement, number=number))

    for prefix, sort in SORTS:
        path = f"/api/v1/{prefix}/?sort={sort}"
        whole = client.get(f"{path}&page_size=500").json()
        there = walk(client, f"{path}&page_size=2")
        last = f"{path}&page_size=2" if len(there) == 1 else there[-2]["next"]
        back = walk(client, last, "previous")

        assert len(urls(there)) == whole["count"] > 0, (prefix, sort)
        assert urls(there) == urls([whole]), (prefix, sort)
        assert urls(back[::-1]) == urls(there), (prefix, sort)
        assert back[-1]["previous"] is None
        assert {page["count"] for page in there} == {whole["count"]}


def test_a_minus_turns_an_order_round(client: Client):
    make_world(3)
    for prefix, sort in SORTS:
        if sort.startswith("-"):
            up, down = (
                urls([client.get(f"/api/v1/{prefix}/?sort={way}").json()])
                for way in (sort[1:], sort)
            )
            assert sorted(up) == sorted(down)
            if "_on" not in sort and "date_" not in sort:
                assert up == down[::-1], (prefix, sort)


def test_an_order_that_is_not_offered_is_an_error(client: Client):
    assert faults(client, EVENTS + "?sort=sulg&count=all") == {
        ("sort", "unknown_choice", "slug"),
        ("count", "unknown_choice", None),
    }
    assert faults(client, EVENTS + "?sort=-review_status") == {("sort", "unknown_choice", None)}


def test_a_cursor_belongs_to_its_query(client: Client, undated: None):
    cursor = client.get(EVENTS + "?page_size=1&modality=occurred").json()["next"]

    assert client.get(cursor + "&count=exact").status_code == 200
    assert client.get(cursor.replace("page_size=1", "page_size=2")).status_code == 200
    for wrong in (
        cursor.replace("modality=occurred", "modality=denied"),
        cursor.replace("&modality=occurred", ""),
        cursor.replace("modality=occurred&", ""),
        cursor + "&sort=slug",
        cursor.replace("/events/", "/figures/").replace("&modality=occurred", ""),
        EVENTS + "?cursor=W10%3D",
        EVENTS + "?cursor=%00",
        EVENTS + "?cursor=" + "x" * 4000,
        EVENTS + "?cursor=ć",
    ):
        assert ("cursor", "invalid", None) in faults(client, wrong), wrong
    assert faults(client, EVENTS + "?cursor=") == {("cursor", "empty", None)}
    assert faults(client, cursor + "&page=1") == {("cursor", "conflict", None)}


def test_links_stand_in_the_header_too(client: Client, undated: None):
    first = client.get(EVENTS + "?page_size=2")
    second = client.get(first.json()["next"])

    assert first["Link"] == f'<{first.json()["next"]}>; rel="next"'
    body = second.json()
    assert second["Link"] == f'<{body["next"]}>; rel="next", <{body["previous"]}>; rel="prev"'
    assert "Link" not in client.get(EVENTS)


def test_counts_as_asked(client: Client, undated: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pages, "MAX_PAGED_ROWS", 4)

    def counted(query: str) -> tuple[int | None, bool]:
        body = client.get(f"{EVENTS}?{query}").json()
        return body["count"], body["count_is_exact"]

    assert counted("page_size=1") == (4, False)
    assert counted("page_size=1&count=exact") == (6, True)
    assert counted("page_size=1&count=none") == (None, False)
    assert counted("page_size=4&count=none") == (None, False)
    assert counted("page_size=1&date__lte=2025-03-01&count=auto") == (3, True)
    following = client.get(f"{EVENTS}?page_size=1").json()["next"]
    assert client.get(following).json()["count_is_exact"] is False
    assert client.get(f"{following}&count=exact").json()["count"] == 6
