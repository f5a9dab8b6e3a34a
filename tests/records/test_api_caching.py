"""Conditional requests, what caches may keep, and pages of other sites."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from actors.models import Actor
from api.caching import release, released_files
from events.models import Event
from records.publication import reading
from tests.asked import queries_of_any
from tests.builders import make_actor, make_event, make_participation, make_place, publish
from tests.project.test_changes import settle

pytestmark = pytest.mark.django_db

EVENTS = "/api/v1/events/"


def tag(client: Client, address: str, **headers: str) -> str:
    settle()
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer["ETag"]


def status(client: Client, address: str, etag: str) -> int:
    settle()
    return client.get(address, headers={"If-None-Match": etag}).status_code


def test_says_304_to_who_has_the_answer(client: Client) -> None:
    publish(make_event("signing"))
    for address in (EVENTS, f"{EVENTS}signing/", "/api/v1/meta/", "/api/v1/changes/"):
        etag = tag(client, address)
        answer = client.get(address, headers={"If-None-Match": etag})

        assert etag.startswith('W/"')
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag)
        assert answer["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
        assert "Content-Type" not in answer


def test_says_304_to_who_has_the_whole_list(client: Client) -> None:
    publish(make_event("signing"))
    settle()
    whole: Any = client.get("/api/v1/events.csv")
    etag = whole["ETag"]

    assert b"signing" in b"".join(whole.streaming_content)
    assert whole["Cache-Control"] == "no-store"
    for known in (etag, "*"):
        answer = client.get("/api/v1/events.csv", headers={"If-None-Match": known})
        assert (answer.status_code, answer.content) == (304, b"")
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_cursors")
            assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("query", ["expand=place", "facets=country"])
def test_says_200_when_something_has_changed_that_is_shown_as_asked_for(
    client: Client, query: str
) -> None:
    country = publish(make_actor("albania"))
    publish(make_event("signing", place=make_place("tirana", country=country)))
    etag = tag(client, f"{EVENTS}?{query}")

    Actor.objects.filter(id=country.id).update(name="Shqipëria")

    assert status(client, f"{EVENTS}?{query}", etag) == 200


def test_reads_no_row_for_a_304(client: Client) -> None:
    publish(make_event())
    etag = tag(client, EVENTS)

    assert queries_of_any(client, EVENTS, headers={"If-None-Match": etag}) == []


def test_says_200_when_something_shown_has_changed(client: Client) -> None:
    event, actor = publish(make_event("signing")), publish(make_actor("albania"))
    make_participation(event, actor)
    etag = tag(client, EVENTS)

    Actor.objects.filter(id=actor.id).update(name="Shqipëria")

    assert status(client, EVENTS, etag) == 200
    etag = tag(client, EVENTS)
    Event.objects.filter(id=event.id).update(review_status="retracted")
    assert status(client, EVENTS, etag) == 200


def test_keeps_the_etag_while_only_drafts_and_other_tables_change(client: Client) -> None:
    publish(make_event())
    draft = make_event("draft")
    etags = {
        address: tag(client, address)
        for address in (EVENTS, "/api/v1/actors/?active_on=2025-03-18")
    }
    places = tag(client, "/api/v1/topics/")

    Event.objects.filter(id=draft.id).update(title="Other")
    make_participation(draft, make_actor())
    draft.delete()
    assert {status(client, address, etag) for address, etag in etags.items()} == {304}

    publish(make_actor())
    assert status(client, "/api/v1/topics/", places) == 304


def test_tells_queries_formats_hosts_and_days_apart(client: Client, monkeypatch: Any) -> None:
    publish(make_event("signing"))
    first = tag(client, EVENTS)

    cite = f"{EVENTS}signing/cite/"
    others = [
        tag(client, f"{EVENTS}?page_size=2"),
        tag(client, f"{EVENTS}signing/"),
        tag(client, EVENTS, host="127.0.0.1"),
        tag(client, cite),
        tag(client, f"{cite}?format=csl-json"),
        tag(client, cite, accept="application/vnd.citationstyles.csl+json"),
    ]
    monkeypatch.setattr("api.views.ReadOnly.today", lambda *_: dt.date(2026, 2, 1))
    others.append(tag(client, EVENTS))
    monkeypatch.setattr("api.caching.release", lambda: "another")
    others.append(tag(client, EVENTS))

    assert len({first, *others}) == len(others) + 1
    assert release() == release()
    assert {".py", ".sql", ".html", ".txt"} == {path.suffix for path in released_files()}


def test_takes_parameters_in_any_order_for_the_same_query(client: Client) -> None:
    publish(make_event())

    one = tag(client, f"{EVENTS}?page_size=2&count=none")

    assert tag(client, f"{EVENTS}?count=none&page_size=2") == one


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("garbage", 200),
        ('W/"', 200),
        ('"other"', 200),
        ("", 200),
        ("*", 304),
        ('"a", {etag}', 304),
        ("{strong}", 304),
    ],
)
def test_reads_if_none_match_as_http_says(client: Client, sent: str, expected: int) -> None:
    publish(make_event())
    etag = tag(client, EVENTS)

    header = sent.format(etag=etag, strong=etag.removeprefix("W/"))

    assert status(client, EVENTS, header) == expected


def test_answers_head_as_get(client: Client) -> None:
    publish(make_event())
    etag = tag(client, EVENTS)

    assert client.head(EVENTS)["ETag"] == etag
    assert client.head(EVENTS, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize(
    "address",
    [
        f"{EVENTS}none/",
        f"{EVENTS}?kind=x",
        f"{EVENTS}?format=x",
        "/api/v1/none/",
        f"{EVENTS}?page=9",
    ],
)
def test_lets_no_cache_keep_an_error(client: Client, address: str) -> None:
    answer = client.get(address, headers={"If-None-Match": "*"})

    assert answer.status_code in {400, 404, 406}
    assert answer["Cache-Control"] == "no-store"
    assert "ETag" not in answer


def test_shows_readers_the_stamps_of_tables_alone(client: Client) -> None:
    with reading() as stamps:
        assert {"events_event", "records_change"} <= set(stamps)


def test_lets_pages_of_other_sites_read(client: Client) -> None:
    for address in (EVENTS, "/api/v1/none/", f"{EVENTS}?x=1"):
        answer = client.get(address, headers={"Origin": "https://elsewhere.example"})

        assert answer["Access-Control-Allow-Origin"] == "*"
        assert {"ETag", "Link", "Retry-After"} <= set(
            answer["Access-Control-Expose-Headers"].split(", ")
        )
        assert "Access-Control-Allow-Credentials" not in answer
        assert "Origin" not in answer.get("Vary", "")
    assert "Access-Control-Allow-Origin" not in client.get("/")


def test_answers_a_preflight_without_a_query(
    client: Client, django_assert_num_queries: Any
) -> None:
    asks = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}

    with django_assert_num_queries(0):
        answer = client.options(EVENTS, headers=asks)

    assert answer.status_code == 204
    assert {"Authorization", "If-None-Match"} <= set(
        answer["Access-Control-Allow-Headers"].split(", ")
    )
