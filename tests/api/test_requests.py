"""What all of the API shares: errors, pages, strict parameters, reading only."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.test import Client
from rest_framework.test import APIRequestFactory

from api import errors
from api.pagination import pages
from api.pagination.pages import page_errors
from events.api.views import PlaceViewSet
from events.models import Event
from tests.builders import make_event, publish

pytestmark = pytest.mark.django_db

EVENTS = "/api/v1/events/"


def problem(client: Client, path: str, status: int, **headers: str) -> dict:
    answer = client.get(path, headers=headers)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert list(body) == ["type", "title", "status", "detail", "instance", "code", "errors"]
    assert body["status"] == status
    assert body["instance"] == path
    return body


def faults(client: Client, path: str) -> set[tuple[str, str, str | None]]:
    return {
        (fault["parameter"], fault["code"], fault["did_you_mean"])
        for fault in problem(client, path, 400)["errors"]
    }


def test_reports_all_faults_of_a_query_at_once(client: Client):
    publish(make_event())

    found = faults(
        client,
        EVENTS + "?typ=a&modality=ocurred&type=treaty.signin&date__gte=2025-02-30&actor=A%20B"
        "&date__lte=2025-01-01&date__lte=2025-01-02&modality__in=occurred,dened,&q=&page_size=501"
        "&page=0",
    )

    assert found == {
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


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "actor=%00",
        "type=%00",
        "type=100%25",
        "modality=%00",
        "modality__in=%00,occurred",
        "date__gte=2025-01-01%00",
        "date__gte=99999999999-01-01",
        "date__gte=2025-1-1",
        "date__gte=20250318",
        "date__gte=2025-W12-2",
        "q=" + "x" * 5000,
        "page=" + "9" * 5000,
        "page_size=1e2",
        "page=%D9%A1",
        "%00=1",
        "&".join(["a=1"] * 1500),
    ],
    ids=lambda query: query[:30],
)
def test_refuses_hostile_values(client: Client, query: str):
    assert problem(client, f"{EVENTS}?{query}", 400)


@pytest.mark.parametrize(
    "path",
    [
        "none/",
        "/",
        "%00/",
        "x/y/",
        "999999999999999999999/",
        "../event-links/999999999999999999/",
        "../clauses/x.99999/",
        "../claims/event-999999999999999999/",
        "../nothing/",
    ],
)
def test_finds_nothing_at_unknown_addresses(client: Client, path: str):
    where = EVENTS + path if not path.startswith("../") else "/api/v1/" + path[3:]

    body = problem(client, where, 404)

    assert body["code"] == "not_found"
    assert body["detail"] == errors.NOTHING_HERE


def test_says_which_methods_there_are(client: Client):
    for method in (client.post, client.put, client.patch, client.delete):
        answer = method(EVENTS, {}, content_type="application/json")

        assert answer.status_code == 405
        assert answer["Content-Type"] == "application/problem+json"
        assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert client.head(EVENTS).status_code == client.options(EVENTS).status_code == 200


def test_refuses_a_format_that_is_not_offered(client: Client):
    assert problem(client, EVENTS + "?format=xml", 406)["code"] == "not_acceptable"
    assert problem(client, EVENTS, 406, accept="text/html")
    assert client.get(EVENTS + "?format=json").status_code == 200


def test_speaks_english_whoever_asks(client: Client):
    path = EVENTS + "?q=%00"

    in_serbian = client.get(path, headers={"accept-language": "sr"})

    assert in_serbian.json()["errors"][0]["detail"] == "Null characters are not allowed."
    assert in_serbian.content == client.get(path).content
    assert in_serbian["Content-Language"] == "en"


def test_checks_the_parameters_of_a_single_record_too(client: Client):
    publish(make_event("signing"))

    assert faults(client, EVENTS + "signing/?page=1") == {("page", "unknown_parameter", None)}
    assert faults(client, "/api/v1/?formt=json") == {("formt", "unknown_parameter", "format")}


def test_answers_django_errors_as_problems_only_under_the_api():
    inside = APIRequestFactory().get("/api/v1/x")
    outside = APIRequestFactory().get("/x")

    for handler, status in [(errors.not_found, 404), (errors.bad_request, 400)]:
        assert handler(inside, ValueError()).status_code == status
        assert handler(inside, ValueError())["Content-Type"] == "application/problem+json"
        assert "problem" not in handler(outside, ValueError())["Content-Type"]
    assert errors.server_error(inside).status_code == 500
    assert errors.server_error(inside)["Content-Type"] == "application/problem+json"
    assert "problem" not in errors.server_error(outside)["Content-Type"]


def test_pages_lead_from_the_first_row_to_the_last(client: Client):
    for number in range(5):
        publish(make_event(f"event-of-{number}"))
    path: str | None = EVENTS + "?page=1&page_size=2&date__gte=2025-01-01"
    seen, counts = [], set()

    while path:
        body = client.get(path).json()
        assert list(body) == ["count", "count_is_exact", "next", "previous", "facets", "results"]
        seen += [row["slug"] for row in body["results"]]
        counts.add((body["count"], body["count_is_exact"]))
        path = body["next"]

    assert seen == [f"event-of-{number}" for number in range(5)]
    assert counts == {(5, True)}
    assert body["previous"] == (
        "http://testserver/api/v1/events/?date__gte=2025-01-01&page=2&page_size=2"
    )
    assert problem(client, EVENTS + "?page_size=2&page=4", 404)["code"] == "not_found"


def test_numbered_pages_end_where_cursors_go_on(client: Client, monkeypatch: pytest.MonkeyPatch):
    for slug in ("first", "second", "third"):
        publish(make_event(slug))
    monkeypatch.setattr(pages, "MAX_PAGED_ROWS", 2)

    body = client.get(EVENTS + "?page_size=1&page=2").json()

    assert (body["count"], body["count_is_exact"]) == (2, False)
    assert "cursor=" in body["next"]
    assert "page=2" not in body["next"]
    assert client.get(body["next"]).json()["results"][0]["slug"] == "third"
    assert faults(client, EVENTS + "?page_size=1&page=3") == {("page", "out_of_range", None)}


def test_an_empty_list_is_a_page(client: Client):
    assert client.get(EVENTS).json() == {
        "count": 0,
        "count_is_exact": True,
        "next": None,
        "previous": None,
        "facets": {},
        "results": [],
    }


def test_the_last_page_depends_on_the_size():
    def at_fault(query: str) -> list[str]:
        return [fault.parameter for fault in page_errors(QueryDict(query), PlaceViewSet)]

    assert at_fault("page=20&page_size=500") == []
    assert at_fault("page=21&page_size=500") == ["page"]


def test_timestamps_are_utc(client: Client):
    publish(make_event("signing"))

    stamp = client.get(EVENTS + "signing/").json()["updated_at"]

    assert stamp.endswith("Z")
    assert dt.datetime.fromisoformat(stamp) == Event.objects.get(slug="signing").updated_at
