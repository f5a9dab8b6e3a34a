"""Addresses of records that were merged or retracted, and the feed of changes."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from actors.models import Actor
from events.models import Event
from tests.builders import make_actor, make_event, publish
from tests.project.test_changes import settle, stamps

pytestmark = pytest.mark.django_db


def merge(record: Any, into: Any) -> None:
    type(record).objects.filter(id=record.id).update(review_status="retracted", merged_into=into)


@pytest.mark.parametrize(
    "rest", ["", "chain/?depth=2", "cite/?accessed=2026-01-31&format=csl-json"]
)
def test_sends_readers_of_a_merged_record_on(client: Client, rest: str) -> None:
    stays, goes = publish(make_event("stays")), publish(make_event("goes"))
    merge(goes, stays)

    answer = client.get(f"/api/v1/events/goes/{rest}")

    assert answer.status_code == 308
    assert answer["Location"] == f"http://testserver/api/v1/events/stays/{rest}"
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "merged"
    assert client.head(f"/api/v1/events/goes/{rest}")["Location"] == answer["Location"]


def test_sends_readers_of_a_merged_record_on_with_the_format_at_the_end(client: Client) -> None:
    stays, goes = publish(make_event("stays")), publish(make_event("goes"))
    merge(goes, stays)

    answer = client.get("/api/v1/events/goes.json?fields=slug")

    assert answer.status_code == 308
    assert answer["Location"] == "http://testserver/api/v1/events/stays.json?fields=slug"


@pytest.mark.parametrize("rest", ["", "chain/", "cite/"])
def test_says_when_and_why_a_record_was_retracted(client: Client, rest: str) -> None:
    event = publish(make_event("signing"))
    Event.objects.filter(id=event.id).update(
        review_status="retracted", retraction_reason="It never happened."
    )
    moment: Any = Event.objects.get(id=event.id).retracted_at

    answer = client.get(f"/api/v1/events/signing/{rest}")

    assert (answer.status_code, answer["Cache-Control"]) == (410, "no-store")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["tombstone"] == {
        "resource": "events",
        "slug": "signing",
        "retracted_at": moment.isoformat().replace("+00:00", "Z"),
        "reason": "It never happened.",
    }


def test_knows_nothing_of_what_never_was_public(client: Client) -> None:
    draft, merged, stays = make_event("draft"), make_event("merged"), publish(make_event("stays"))
    merge(merged, stays)
    make_event("retracted", review_status="retracted")

    for slug in (draft.slug, merged.slug, "retracted", "nothing"):
        body = client.get(f"/api/v1/events/{slug}/").json()
        assert (body["status"], body["code"]) == (404, "not_found")
        assert "tombstone" not in body


def test_never_sends_readers_to_what_is_not_public(client: Client) -> None:
    draft, goes = make_actor("draft"), publish(make_actor("goes"))
    merge(goes, draft)

    assert client.get("/api/v1/actors/goes/").status_code == 410
    publish(draft)
    assert client.get("/api/v1/actors/goes/")["Location"].endswith("/actors/draft/")


def test_leads_from_every_merged_record_to_the_one_that_stayed(client: Client) -> None:
    first, second, third = (publish(make_actor(slug)) for slug in ("a", "b", "c"))
    merge(first, second)
    merge(second, third)
    settle()

    assert client.get("/api/v1/actors/a/")["Location"].endswith("/actors/c/")


def test_merges_nothing_into_what_is_merged_itself() -> None:
    first, second, third = (publish(make_actor(slug)) for slug in ("a", "b", "c"))
    merge(second, third)

    with pytest.raises(IntegrityError, match="is merged itself"), transaction.atomic():
        merge(first, second)
        settle()
    with pytest.raises(IntegrityError, match="is merged itself"), transaction.atomic():
        merge(third, second)
        settle()


def test_keeps_the_time_of_a_retraction_itself() -> None:
    actor = publish(make_actor())
    Actor.objects.filter(id=actor.id).update(review_status="retracted")
    at = Actor.objects.get(id=actor.id).retracted_at

    Actor.objects.filter(id=actor.id).update(retracted_at=None, note="x")
    assert Actor.objects.get(id=actor.id).retracted_at == at
    Actor.objects.filter(id=actor.id).update(review_status="published")
    assert Actor.objects.get(id=actor.id).retracted_at is None


def feed(client: Client, **query: Any) -> Any:
    settle()
    answer = client.get("/api/v1/changes/", query)
    assert answer.status_code == 200
    return answer.json()


def test_lists_changes_from_a_number_a_moment_or_the_start(client: Client) -> None:
    since = stamps()["records_change"]
    publish(make_event("signing"))
    whole = feed(client, since=since)

    assert [row["key"] for row in whole["results"] if row["resource"] == "events"] == ["signing"]
    numbers = [row["number"] for row in whole["results"]]
    assert numbers == list(range(since + 1, since + 1 + len(numbers)))
    assert feed(client, since=whole["results"][0]["at"])["results"] == whole["results"]
    assert feed(client, since="2999-01-01")["results"] == []
    assert feed(client, page_size=1)["results"][0]["number"] == 1


def test_leads_on_for_ever(client: Client) -> None:
    since = stamps()["records_change"]
    publish(make_event("one"))
    first = feed(client, since=since, page_size=1)
    second = client.get(first["next"]).json()

    assert (first["more"], len(first["results"])) == (True, 1)
    assert second["results"][0]["number"] == since + 2
    last = feed(client, since=stamps()["records_change"])
    assert (last["results"], last["more"]) == ([], False)
    publish(make_event("two"))
    settle()
    assert client.get(last["next"]).json()["results"] != []


def test_narrows_changes_to_a_resource(client: Client) -> None:
    since = stamps()["records_change"]
    publish(make_event("signing"))

    rows = feed(client, since=since, resource="events")["results"]

    assert [(row["resource"], row["url"]) for row in rows] == [
        ("events", "http://testserver/api/v1/events/signing/")
    ]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"since": "yesterday"}, "invalid"),
        ({"since": "-1"}, "invalid"),
        ({"since": "999999999999"}, "out_of_range"),
        ({"since": ""}, "empty"),
        ({"resource": "event"}, "unknown_choice"),
        ({"page_size": "501"}, "max_value"),
        ({"page": "1"}, "unknown_parameter"),
    ],
)
def test_refuses_what_makes_no_sense(client: Client, query: dict[str, str], code: str) -> None:
    answer = client.get("/api/v1/changes/", query)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == code
