"""Addresses of merged and retracted records, and the feed of changes."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from actors.models import Actor
from events.models import Event
from tests import cases, database, make
from tests.api_client import codes_of, json_of


def merge(record: Any, into: Any) -> None:
    type(record).objects.filter(id=record.id).update(review_status="retracted", merged_into=into)


PATHS = ["/", "/chain/?depth=2", "/cite/?accessed=2026-01-31&format=csl-json", ".json?fields=slug"]


@cases("path", *PATHS)
def test_redirects_from_a_merged_record(client: Client, path: str) -> None:
    remaining, merged = make.publish(make.event("remaining")), make.publish(make.event("merged"))
    merge(merged, remaining)

    response = client.get(f"/api/v1/events/merged{path}")

    assert (response.status_code, response.json()["code"]) == (308, "merged")
    assert response["Location"] == f"http://testserver/api/v1/events/remaining{path}"
    assert response["Content-Type"] == "application/problem+json"
    assert client.head(f"/api/v1/events/merged{path}")["Location"] == response["Location"]


@cases("path", "", "chain/", "cite/")
def test_says_when_and_why_a_record_was_retracted(client: Client, path: str) -> None:
    event = make.publish(make.event("signing"))
    reason = "It never happened."
    Event.objects.update(review_status="retracted", retraction_reason=reason)
    retracted_at = database.stored(event, "retracted_at")

    response = client.get(f"/api/v1/events/signing/{path}")

    assert (response.status_code, response["Cache-Control"]) == (410, "no-store")
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["tombstone"] == {
        "resource": "events",
        "slug": "signing",
        "retracted_at": retracted_at.isoformat().replace("+00:00", "Z"),
        "reason": reason,
    }


def test_has_no_tombstone_for_what_never_was_public(client: Client) -> None:
    make.event("draft")
    merge(make.event("merged"), make.publish(make.event("remaining")))
    make.event("retracted", review_status="retracted")

    for slug in ("draft", "merged", "retracted", "nothing"):
        body = client.get(f"/api/v1/events/{slug}/").json()
        assert (body["status"], body["code"]) == (404, "not_found")
        assert "tombstone" not in body


def test_redirects_only_to_public_records(client: Client) -> None:
    draft, merged = make.actor("draft"), make.publish(make.actor("merged"))
    merge(merged, draft)

    assert client.get("/api/v1/actors/merged/").status_code == 410
    make.publish(draft)
    assert client.get("/api/v1/actors/merged/")["Location"].endswith("/actors/draft/")


def test_redirects_to_the_last_record_of_a_chain_of_merges(client: Client) -> None:
    first, second, third = (make.publish(make.actor(slug)) for slug in ("a", "b", "c"))
    merge(first, second)
    merge(second, third)
    database.settle()

    assert client.get("/api/v1/actors/a/")["Location"].endswith("/actors/c/")


def test_refuses_to_merge_into_a_merged_record() -> None:
    first, second, third = (make.publish(make.actor(slug)) for slug in ("a", "b", "c"))
    merge(second, third)

    for record in (first, third):
        with pytest.raises(IntegrityError, match="is merged itself"), transaction.atomic():
            merge(record, second)
            database.settle()


def test_sets_the_time_of_a_retraction() -> None:
    rows = Actor.objects.filter(id=make.publish(make.actor()).id)
    rows.update(review_status="retracted")
    retracted_at = rows.get().retracted_at

    rows.update(retracted_at=None, note="x")
    assert rows.get().retracted_at == retracted_at
    rows.update(review_status="published")
    assert rows.get().retracted_at is None


def feed(client: Client, **query: Any) -> Any:
    database.settle()
    return json_of(client, "changes/", **query)


def test_lists_changes_since_a_number_or_a_time(client: Client) -> None:
    since = database.stamps()["records_change"]
    make.publish(make.event("signing"))
    changes = feed(client, since=since)["results"]

    of_events = [row for row in changes if row["resource"] == "events"]
    [event] = of_events
    assert (event["key"], event["url"]) == ("signing", "http://testserver/api/v1/events/signing/")
    assert feed(client, since=since, resource="events")["results"] == of_events
    numbers = [row["number"] for row in changes]
    assert numbers == list(range(since + 1, since + 1 + len(numbers)))
    assert feed(client, since=changes[0]["at"])["results"] == changes
    assert feed(client, since="2999-01-01")["results"] == []
    assert feed(client, page_size=1)["results"][0]["number"] == 1


def test_can_be_continued_at_any_time(client: Client) -> None:
    since = database.stamps()["records_change"]
    make.publish(make.event("one"))
    first = feed(client, since=since, page_size=1)
    second = client.get(first["next"]).json()

    assert (first["more"], len(first["results"])) == (True, 1)
    assert second["results"][0]["number"] == since + 2
    last = feed(client, since=database.stamps()["records_change"])
    assert (last["results"], last["more"]) == ([], False)
    make.publish(make.event("two"))
    database.settle()
    assert client.get(last["next"]).json()["results"] != []


@cases(
    "name, value, code",
    ("since", "yesterday", "invalid"),
    ("since", "-1", "invalid"),
    ("since", "999999999999", "out_of_range"),
    ("since", "", "empty"),
    ("resource", "event", "unknown_choice"),
    ("page_size", "501", "max_value"),
    ("page", "1", "unknown_parameter"),
)
def test_rejects_invalid_parameters(client: Client, name: str, value: str, code: str) -> None:
    assert codes_of(client, "/api/v1/changes/", **{name: value}) == [(name, code)]
