"""Lists can be paged with cursors in every order and direction, and count as requested."""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils.crypto import salted_hmac

from api.pagination import pages
from api.pagination.encryption import decrypt, encrypt
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


def cursor_of(client: Client, url: str) -> str:
    """The text of the cursor to the second page."""
    return parse_qs(urlsplit(client.get(url).json()["next"]).query)["cursor"][0]


def test_a_cursor_hides_what_it_holds(client: Client, six_events: None):
    for url, _ in SORTS:
        if "/events/" not in url:
            continue
        cursor = cursor_of(client, f"{url}&page_size=2")
        content = urlsafe_b64decode(cursor + "===")
        assert not re.search(rb"2025|null|false|early|undated", content)
        assert not any(str(event.pk).encode() in content for event in Event.objects.all()[:3])
        assert cursor == cursor_of(client, f"{url}&page_size=2"), "the same page, the same text"


def test_the_length_of_a_cursor_does_not_depend_on_primary_keys(client: Client):
    for key in (1, 22, 4_444, 123_456_789, 987_654_321_012):
        make.publish(make.event(f"event-{key}", id=key))

    pages_of_list = all_pages(client, f"{EVENTS}?page_size=1")

    assert len(pages_of_list) == 5
    assert len({len(page["next"]) for page in pages_of_list[1:-1]}) == 1


def test_refuses_a_cursor_with_any_change(client: Client, six_events: None, settings: Any):
    url = f"{EVENTS}?page_size=1"
    cursor = cursor_of(client, url)
    sealed = urlsafe_b64decode(cursor + "===")
    flipped = (
        sealed[:place] + bytes([sealed[place] ^ 1 << place % 8]) + sealed[place + 1 :]
        for place in range(len(sealed))
    )
    changed = [
        *(urlsafe_b64encode(each).decode().rstrip("=") for each in flipped),
        *(cursor[:-1], f"{cursor}A", f"{cursor}=", cursor[:22], cursor[::-1], f" {cursor}"),
    ]

    for text in changed:
        assert errors_of(client, url, cursor=text) == {("cursor", "invalid", None)}
    settings.SECRET_KEY = "another one"
    assert errors_of(client, url, cursor=cursor) == {("cursor", "invalid", None)}


def test_refuses_a_readable_cursor_of_earlier_versions(client: Client, six_events: None):
    content = json.dumps([["2025-03-01", "1"], False, 6, True])
    query = json.dumps(["event", [], content])
    signed = salted_hmac("api cursor", query).hexdigest()[:20] + content
    old = urlsafe_b64encode(signed.encode()).decode()

    assert errors_of(client, EVENTS, cursor=old) == {("cursor", "invalid", None)}


def test_encrypts_the_same_in_every_version(settings: Any):
    settings.SECRET_KEY = "a fixed key"
    text = '[["2025-03-18","0000000000000000012"],false,10000,false]'

    ciphertext = encrypt(text, purpose="a purpose", context="a context")

    assert (
        ciphertext
        == "10DF2-eKqQT2JPbu5TIlUBIznNfvqt-PIBqPIZZGIgAB6AHmr1ZJOJ7l4mo7e9KZhAKjW8gbcA0h3pH8oIhhql0UZK6rc-aD"
    )
    assert decrypt(ciphertext, purpose="a purpose", context="a context") == text
    assert decrypt(ciphertext, purpose="a purpose", context="another") is None
    assert decrypt(ciphertext, purpose="another", context="a context") is None
    assert decrypt("", purpose="a purpose", context="a context") is None
    for short in ("", "a", "ć" * 40):
        sealed = encrypt(short, purpose="p", context="")
        assert decrypt(sealed, purpose="p", context="") == short


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
