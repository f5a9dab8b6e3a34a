"""Lists can be paged with cursors in every order and direction, and count as requested."""

from typing import Any

import pytest
from django.test import Client

from api.pagination import pages
from events.models import Event
from tests import make
from tests.api_client import errors_of
from tests.project.contract import RESOURCES
from tests.project.test_api_queries import make_world

EVENTS = "/api/v1/events/"
SORTS = [
    (f"/api/v1/{prefix}/?sort={sort}", sort)
    for prefix, view in RESOURCES.items()
    for sort in pages.sort_choices(view)
]


def all_pages(client: Client, url: str | None, link: str = "next") -> list[dict[str, Any]]:
    """The pages from a URL on, in the direction of the link."""
    found = []
    while url:
        found.append(client.get(url).json())
        url = found[-1][link]
    return found


def values(found: list[dict[str, Any]], name: str) -> list[str]:
    return [row[name] for page in found for row in page["results"]]


@pytest.fixture
def six_events() -> None:
    """Two events on the same day, one earlier, one later, two undated."""
    for slug, month in (("b", 3), ("a", 3), ("early", 1), ("late", 6)):
        make.publish(make.event(slug, on=f"2025-0{month}-01"))
    for slug in ("undated-b", "undated-a"):
        make.publish(make.event(slug, on=None))


def test_puts_undated_rows_last_in_both_directions(client: Client, six_events: None):
    for sort, expected in {
        "date_from": ["early", "b", "a", "late", "undated-b", "undated-a"],
        "-date_from": ["late", "a", "b", "early", "undated-a", "undated-b"],
        "slug": ["a", "b", "early", "late", "undated-a", "undated-b"],
    }.items():
        found = all_pages(client, f"{EVENTS}?page_size=1&sort={sort}")
        assert values(found, "slug") == expected


@pytest.mark.slow
def test_leads_through_every_list_in_every_order_and_back(client: Client):
    make_world(4)
    Event.objects.update(summary="Touched.")  # all with the same `updated_at`
    make.publish(agreement := make.agreement("zz-last"))
    for number in (2, 1, 3):
        make.claim(make.clause(agreement, number=number))

    for url, _ in SORTS:
        whole = client.get(f"{url}&page_size=500").json()
        first = f"{url}&page_size=2"
        forwards = all_pages(client, first)
        backwards = all_pages(client, forwards[-2]["next"] if forwards[1:] else first, "previous")

        assert len(values(forwards, "url")) == whole["count"] > 0, url
        assert values(forwards, "url") == values([whole], "url"), url
        assert values(backwards[::-1], "url") == values(forwards, "url"), url
        assert backwards[-1]["previous"] is None
        assert {page["count"] for page in forwards} == {whole["count"]}


def test_a_minus_reverses_an_order(client: Client):
    make_world(3)
    for url, sort in SORTS:
        if sort.startswith("-"):
            addresses = (url.replace("sort=-", "sort="), url)
            ascending, descending = (values([client.get(a).json()], "url") for a in addresses)
            assert sorted(ascending) == sorted(descending)
            if "_on" not in sort and "date_" not in sort:
                assert ascending == descending[::-1], url


def test_rejects_an_unknown_order(client: Client):
    assert errors_of(client, EVENTS + "?sort=sulg&count=all") == {
        ("sort", "unknown_choice", "slug"),
        ("count", "unknown_choice", None),
    }
    assert errors_of(client, EVENTS + "?sort=-review_status") == {("sort", "unknown_choice", None)}


def test_a_cursor_is_only_valid_for_its_query(client: Client, six_events: None):
    cursor = client.get(EVENTS + "?page_size=1&modality=occurred").json()["next"]

    assert client.get(cursor + "&count=exact").status_code == 200
    assert client.get(cursor.replace("page_size=1", "page_size=2")).status_code == 200
    for wrong in (
        cursor.replace("modality=occurred", "modality=denied"),
        cursor.replace("&modality=occurred", ""),
        cursor.replace("modality=occurred&", ""),
        cursor + "&sort=slug",
        cursor.replace("/events/", "/figures/").replace("&modality=occurred", ""),
        *(f"{EVENTS}?cursor={text}" for text in ("W10%3D", "%00", "x" * 4000, "ć")),
    ):
        assert ("cursor", "invalid", None) in errors_of(client, wrong), wrong
    assert errors_of(client, EVENTS + "?cursor=") == {("cursor", "empty", None)}
    assert errors_of(client, cursor + "&page=1") == {("cursor", "conflict", None)}


def test_sends_a_link_header(client: Client, six_events: None):
    first = client.get(EVENTS + "?page_size=2")
    second = client.get(first.json()["next"])

    assert first["Link"] == f'<{first.json()["next"]}>; rel="next"'
    body = second.json()
    assert second["Link"] == f'<{body["next"]}>; rel="next", <{body["previous"]}>; rel="prev"'
    assert "Link" not in client.get(EVENTS)


def test_counts_as_requested(client: Client, six_events: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pages, "MAX_PAGED_ROWS", 4)
    following = client.get(f"{EVENTS}?page_size=1").json()["next"]

    for url, count, is_exact in (
        (f"{EVENTS}?page_size=1", 4, False),
        (f"{EVENTS}?page_size=1&count=exact", 6, True),
        (f"{EVENTS}?page_size=1&count=none", None, False),
        (f"{EVENTS}?page_size=4&count=none", None, False),
        (f"{EVENTS}?page_size=1&date__lte=2025-03-01&count=auto", 3, True),
        (following, 4, False),
        (f"{following}&count=exact", 6, True),
    ):
        body = client.get(url).json()
        assert (body["count"], body["count_is_exact"]) == (count, is_exact), url
