"""Conditional requests, Cache-Control, and requests from other sites (CORS)."""

import datetime as dt
from typing import Any

from django.test import Client

from actors.models import Actor
from api.caching import release_digest
from events.models import Event
from records.publication import reading
from tests import cases, database, make
from tests.api_client import queries_of

EVENTS = "/api/v1/events/"


def etag_of(client: Client, url: str, **headers: str) -> str:
    database.settle()
    response = client.get(url, headers=headers)
    assert response.status_code == 200
    return response["ETag"]


def status(client: Client, url: str, etag: str) -> int:
    database.settle()
    return client.get(url, headers={"If-None-Match": etag}).status_code


def test_answers_304_if_the_client_has_the_current_response(client: Client) -> None:
    make.publish(make.event("signing"))
    for url in (EVENTS, f"{EVENTS}signing/", "/api/v1/meta/", "/api/v1/changes/"):
        etag = etag_of(client, url)
        response = client.get(url, headers={"If-None-Match": etag})

        assert etag.startswith('W/"')
        assert (response.status_code, response.content, response["ETag"]) == (304, b"", etag)
        assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
        assert "Content-Type" not in response


def test_answers_304_for_files_but_forbids_caching_them(client: Client) -> None:
    make.publish(make.event("signing"))
    database.settle()
    file: Any = client.get("/api/v1/events.csv")

    assert b"signing" in b"".join(file.streaming_content)
    assert file["Cache-Control"] == "no-store"
    for etag in (file["ETag"], "*"):
        response = client.get("/api/v1/events.csv", headers={"If-None-Match": etag})
        assert (response.status_code, response.content) == (304, b"")
        assert database.rows("SELECT count(*) FROM pg_cursors") == [(0,)]


@cases("query", "", "expand=place", "facets=country")
def test_answers_200_after_a_visible_change(client: Client, query: str) -> None:
    country = make.publish(make.actor("albania"))
    event = make.publish(make.event("signing", place=make.place("tirana", country=country)))
    make.participation(event, country)
    url = f"{EVENTS}?{query}"

    etag = etag_of(client, url)
    Actor.objects.filter(id=country.id).update(name="Shqipëria")
    assert status(client, url, etag) == 200

    etag = etag_of(client, url)
    Event.objects.filter(id=event.id).update(review_status="retracted")
    assert status(client, url, etag) == 200


def test_reads_no_row_for_a_304(client: Client) -> None:
    make.publish(make.event())
    etag = etag_of(client, EVENTS)

    assert queries_of(client, EVENTS, headers={"If-None-Match": etag}) == []


def test_keeps_the_etag_while_only_drafts_and_other_tables_change(client: Client) -> None:
    make.publish(make.event())
    draft = make.event("draft")
    urls = (EVENTS, "/api/v1/actors/?active_on=2025-03-18", "/api/v1/topics/")
    etags = {url: etag_of(client, url) for url in urls}

    Event.objects.filter(id=draft.id).update(title="Other")
    make.participation(draft, make.actor())
    draft.delete()
    assert {status(client, url, etag) for url, etag in etags.items()} == {304}

    make.publish(make.actor())
    assert status(client, "/api/v1/topics/", etags["/api/v1/topics/"]) == 304


def test_etags_vary_by_query_format_host_day_and_release(client: Client, monkeypatch: Any) -> None:
    make.publish(make.event("signing"))
    cite = f"{EVENTS}signing/cite/"
    urls = (EVENTS, f"{EVENTS}?page_size=2", f"{EVENTS}signing/", cite, f"{cite}?format=csl-json")
    etags = [etag_of(client, url) for url in urls]
    etags.append(etag_of(client, EVENTS, host="127.0.0.1"))
    etags.append(etag_of(client, cite, accept="application/vnd.citationstyles.csl+json"))
    monkeypatch.setattr("api.views.ReadOnlyView.today", lambda *_: dt.date(2026, 2, 1))
    etags.append(etag_of(client, EVENTS))
    monkeypatch.setattr("api.caching.release_digest", lambda: "another")
    etags.append(etag_of(client, EVENTS))
    # As in a restored copy
    monkeypatch.setattr("api.caching.database_identity", lambda: "another")
    etags.append(etag_of(client, EVENTS))

    assert len(set(etags)) == len(etags)
    assert release_digest() == release_digest()


def test_the_order_of_parameters_does_not_change_the_etag(client: Client) -> None:
    make.publish(make.event())

    etag = etag_of(client, f"{EVENTS}?page_size=2&count=none")

    assert etag_of(client, f"{EVENTS}?count=none&page_size=2") == etag


@cases(
    "sent, expected",
    ("garbage", 200),
    ('W/"', 200),
    ('"other"', 200),
    ("", 200),
    ("*", 304),
    ('"a", {etag}', 304),
    ("{strong}", 304),
)
def test_reads_if_none_match_as_http_defines_it(client: Client, sent: str, expected: int) -> None:
    make.publish(make.event())
    etag = etag_of(client, EVENTS)

    assert client.head(EVENTS)["ETag"] == etag
    header = sent.format(etag=etag, strong=etag.removeprefix("W/"))
    assert status(client, EVENTS, header) == expected
    assert client.head(EVENTS, headers={"If-None-Match": header}).status_code == expected


@cases("path", "events/none/", "events/?kind=x", "events/?format=x", "none/", "events/?page=9")
def test_forbids_caching_errors(client: Client, path: str) -> None:
    response = client.get(f"/api/v1/{path}", headers={"If-None-Match": "*"})

    assert response.status_code in {400, 404, 406}
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response


def test_readers_get_the_version_of_every_table() -> None:
    with reading() as stamps:
        assert {"events_event", "records_change"} <= set(stamps)


def test_allows_requests_from_other_sites(client: Client) -> None:
    for url in (EVENTS, "/api/v1/none/", f"{EVENTS}?x=1"):
        response = client.get(url, headers={"Origin": "https://elsewhere.example"})

        assert response["Access-Control-Allow-Origin"] == "*"
        exposed = response["Access-Control-Expose-Headers"].split(", ")
        assert {"ETag", "Link", "Retry-After"} <= set(exposed)
        assert "Access-Control-Allow-Credentials" not in response
        assert "Origin" not in response.get("Vary", "")
    assert "Access-Control-Allow-Origin" not in client.get("/")


def test_answers_preflights_without_a_query(client: Client, django_assert_num_queries: Any) -> None:
    headers = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}

    with django_assert_num_queries(0):
        response = client.options(EVENTS, headers=headers)

    assert response.status_code == 204
    allowed = response["Access-Control-Allow-Headers"].split(", ")
    assert {"Authorization", "If-None-Match"} <= set(allowed)
