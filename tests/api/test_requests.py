"""What all endpoints share: errors, pages, strict parameters, read-only methods, English."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.test import Client
from rest_framework.test import APIRequestFactory

from accounts.middleware import MAX_PARAMETERS
from api import errors
from api.filters.base import MAX_HINTS
from api.pagination import pages
from api.pagination.pages import page_errors
from balkanwatch import error_pages
from events.api.views import PlaceViewSet
from events.models import Event
from tests import cases, database, make
from tests.api_client import errors_of

EVENTS = "/api/v1/events/"
LIST_MEMBERS = ["count", "count_is_exact", "as_written", "next", "previous", "facets", "results"]


def problem(client: Client, path: str, status: int, **headers: str) -> dict:
    response = client.get(path, headers=headers)
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert list(body) == ["type", "title", "status", "detail", "instance", "code", "errors"]
    assert (body["status"], body["instance"]) == (status, path)
    return body


def test_reports_all_errors_of_a_query_at_once(client: Client):
    make.publish(make.event())

    query = "typ=a&modality=ocurred&type=treaty.signin&date__gte=2025-02-30&actor=A%20B&page=0&q="
    query += "&date__lte=2025-01-01&date__lte=2025-01-02&modality__in=occurred,dened,&page_size=501"

    assert errors_of(client, f"{EVENTS}?{query}") == {
        ("typ", "unknown_parameter", "type"),
        ("modality", "unknown_choice", "occurred"),
        ("type", "unknown_choice", "treaty.signing"),
        ("date__gte", "invalid", None),
        ("actor", "invalid", None),
        ("date__lte", "repeated", None),
        ("modality__in", "unknown_choice", "denied"),
        ("modality__in", "empty", None),
        ("q", "empty", None),
        ("page_size", "out_of_range", None),
        ("page", "out_of_range", None),
    }


@cases(
    "query",
    *("type=100%25", "modality__in=%00,occurred", "date__gte=2025-01-01%00", "%00=1"),
    *("q=" + "x" * 5000, "page=" + "9" * 5000, "page_size=1e2", "page=%D9%A1", "a=1&" * 1500),
    ids=lambda query: query[:30],
)
def test_rejects_hostile_values(client: Client, query: str):
    assert problem(client, f"{EVENTS}?{query}", 400)


UNKNOWN = "events/none/ events// events/%00/ events/x/y/ events/999999999999999999999/ nothing/"
UNKNOWN += " event-links/999999999999999999/ clauses/x.99999/ claims/event-999999999999999999/"


@cases("path", *UNKNOWN.split())
def test_finds_nothing_at_unknown_addresses(client: Client, path: str):
    body = problem(client, f"/api/v1/{path}", 404)

    assert (body["code"], body["detail"]) == ("not_found", errors.NOT_FOUND_DETAIL)


def test_is_read_only(client: Client):
    for method in (client.post, client.put, client.patch, client.delete):
        response = method(EVENTS, {}, content_type="application/json")

        assert response.status_code == 405
        assert response["Content-Type"] == "application/problem+json"
        assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert client.head(EVENTS).status_code == client.options(EVENTS).status_code == 200


def test_rejects_a_format_that_is_not_available(client: Client):
    assert problem(client, EVENTS + "?format=xml", 406)["code"] == "not_acceptable"
    assert problem(client, EVENTS, 406, accept="text/html")
    assert client.get(EVENTS + "?format=json").status_code == 200


def test_answers_in_english_whatever_the_client_accepts(client: Client):
    path = EVENTS + "?q=%00"

    in_serbian = client.get(path, headers={"accept-language": "sr"})

    assert in_serbian.json()["errors"][0]["detail"] == "Null characters are not allowed."
    assert in_serbian.content == client.get(path).content
    assert in_serbian["Content-Language"] == "en"


def test_checks_the_parameters_of_a_single_record_too(client: Client):
    make.publish(make.event("signing"))

    assert errors_of(client, EVENTS + "signing/?page=1") == {("page", "unknown_parameter", None)}
    assert errors_of(client, "/api/v1/?formt=json") == {("formt", "unknown_parameter", "format")}


def test_turns_django_errors_into_problems_only_under_the_api():
    inside, outside = (APIRequestFactory().get(path) for path in ("/api/v1/x", "/x"))
    for handler, status in (
        (lambda request: error_pages.not_found_page(request, ValueError()), 404),
        (lambda request: error_pages.bad_request_page(request, ValueError()), 400),
        (error_pages.server_error_page, 500),
    ):
        assert handler(inside).status_code == status
        assert handler(inside)["Content-Type"] == "application/problem+json"
        assert handler(outside).status_code == status
        assert "text/html" in handler(outside)["Content-Type"]


def test_numbered_pages_lead_from_the_first_row_to_the_last(client: Client):
    for number in range(5):
        make.publish(make.event(f"event-of-{number}"))
    path: str | None = EVENTS + "?page=1&page_size=2&date__gte=2025-01-01"
    slugs, counts = [], set()

    while path:
        body = client.get(path).json()
        assert list(body) == LIST_MEMBERS
        slugs += [row["slug"] for row in body["results"]]
        counts.add((body["count"], body["count_is_exact"]))
        path = body["next"]

    assert slugs == [f"event-of-{number}" for number in range(5)]
    assert counts == {(5, True)}
    assert body["previous"] == f"http://testserver{EVENTS}?date__gte=2025-01-01&page=2&page_size=2"
    assert problem(client, EVENTS + "?page_size=2&page=4", 404)["code"] == "not_found"


def test_a_cursor_follows_the_last_numbered_page(client: Client, monkeypatch: pytest.MonkeyPatch):
    make.publish(*map(make.event, ("first", "second", "third")))
    monkeypatch.setattr(pages, "MAX_PAGED_ROWS", 2)

    body = client.get(EVENTS + "?page_size=1&page=2").json()

    assert (body["count"], body["count_is_exact"]) == (2, False)
    assert "cursor=" in body["next"]
    assert "page=2" not in body["next"]
    assert client.get(body["next"]).json()["results"][0]["slug"] == "third"
    assert errors_of(client, EVENTS + "?page_size=1&page=3") == {("page", "out_of_range", None)}


def test_an_empty_list_is_a_page(client: Client):
    count, links = (
        {"count": 0, "count_is_exact": True, "as_written": True},
        {"next": None, "previous": None},
    )
    assert client.get(EVENTS).json() == {**count, **links, "facets": {}, "results": []}


@cases("page, parameters", (20, []), (21, ["page"]))
def test_the_last_page_number_depends_on_the_page_size(page: int, parameters: list[str]):
    found = page_errors(QueryDict(f"page={page}&page_size=500"), PlaceViewSet)

    assert [error.parameter for error in found] == parameters


def test_timestamps_are_utc(client: Client):
    make.publish(make.event("signing"))

    timestamp = client.get(EVENTS + "signing/").json()["updated_at"]

    assert timestamp.endswith("Z")
    assert dt.datetime.fromisoformat(timestamp) == Event.objects.get(slug="signing").updated_at


@cases("path", EVENTS, EVENTS + "signing/", "/api/v1/search/", "/api/v1/meta/")
def test_refuses_very_many_parameters_before_anything_is_read(client: Client, path: str) -> None:
    query = "&".join(f"p{number}" for number in range(MAX_PARAMETERS + 1))
    statements = database.queries_of(client.get, f"{path}?{query}")
    body = problem(client, f"{path}?{query}", 400)

    assert body["detail"] == f"The query has more than {MAX_PARAMETERS} parameters."
    assert statements == []


def test_seeks_similar_names_for_the_first_unknown_parameters_only(client: Client) -> None:
    query = "&".join(f"tipe{number}=1" for number in range(MAX_HINTS + 5))
    errors = problem(client, f"{EVENTS}?{query}", 400)["errors"]

    assert len(errors) == MAX_HINTS + 5
    assert sum(error["did_you_mean"] is not None for error in errors) == MAX_HINTS
