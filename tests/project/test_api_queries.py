"""How many queries each list of the API makes, whatever the number of its rows."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.models import Agreement
from balkanwatch.api import router
from events.models import Event
from records.publication import reader_role
from tests.asked import AROUND, WAYS
from tests.builders import (
    claim,
    link_agreements,
    link_events,
    make_actor,
    make_agreement,
    make_clause,
    make_event,
    make_event_type,
    make_figure,
    make_identifier,
    make_name,
    make_participation,
    make_party,
    make_place,
    make_relationship,
    make_topic,
    publish,
)

# One for the rows with all that is nested in them
QUERIES = dict.fromkeys((prefix for prefix, _, _ in router.registry), 1) | {
    "claims": 2,  # their keys, and the rows of all three tables
}


QUESTIONS = {
    "events/timeline/": 1,
    "events/timeline/?split=type": 3,  # the whole, the series, their labels
    "events/timeline/?split=actor": 3,
    "events/aggregate/?group_by=year,type": 2,  # the groups, the whole
    "events/aggregate/?group_by=actor,role&fill=zero": 2,
}


def make_world(size: int) -> None:
    """As many rows of everything, each with children of every sort."""
    person = publish(make_actor(kind="person"))
    topic, event_type = make_topic("hyb.cyber"), make_event_type("treaty.signing")
    before = None
    for number in range(size):
        make_topic(f"hyb.{'abcdefghij'[number]}").crosswalks.create(scheme="atop", code="X")
        make_event_type(f"treaty.{'abcdefghij'[number]}").crosswalks.create(
            scheme="cameo", code="X"
        )
        actor = make_actor()
        make_name(actor, "Name")
        make_identifier(actor, "acled", str(number))
        publish(actor, make_relationship(person, actor, kind="alignment", status="pro"))
        agreement = make_agreement(bloc=actor)
        claim(make_party(agreement, actor, signatory=person))
        clause = make_clause(agreement, topics=[topic])
        clause.concerns.set([actor])
        claim(clause)
        place = make_place(country=actor, parent=before and before[2])
        event = make_event(
            type=event_type, agreement=agreement, place=place, parent=before and before[1]
        )
        claim(make_participation(event, actor, stance="supports", toward=person))
        publish(agreement, event, make_figure(event=event))
        if before:
            claim(link_agreements(agreement, "amends", before[0]))
            claim(link_events(event, "follows", before[1]))
        before = (agreement, event, place)


def queries_of(client: Client, path: str, **query: Any) -> tuple[int, int]:
    """How many rows the list has, and how many queries it made inside its reading transaction."""
    reader_role("default")
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(f"/api/v1/{path}/", {"page_size": 500} | query)
    assert answer.status_code == 200
    asked = [
        q for q in captured if not re.match(WAYS, q["sql"]) and "records_stamp" not in q["sql"]
    ]
    return len(answer.json()["results"]), len(asked)


@pytest.mark.django_db
@pytest.mark.parametrize("size", [2, 10])
def test_makes_the_stated_number_of_queries(client: Client, size: int):
    make_world(size)

    counted = {path: queries_of(client, path) for path in QUERIES}

    assert {path: queries for path, (_, queries) in counted.items()} == QUERIES
    assert all(rows >= size - 1 for rows, _ in counted.values()), counted


@pytest.mark.django_db
@pytest.mark.parametrize("size", [2, 10])
def test_makes_the_stated_number_of_queries_for_questions(client: Client, size: int):
    make_world(size)

    for path, stated in QUESTIONS.items():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/api/v1/{path}").status_code == 200
        assert (path, len(captured)) == (path, stated + AROUND)


@pytest.mark.django_db
@pytest.mark.parametrize("size", [2, 10])
def test_makes_one_query_for_each_step_of_a_chain(client: Client, size: int):
    make_world(size)
    first = Event.objects.order_by("pk")[0].slug

    with CaptureQueriesContext(connection) as captured:
        body = client.get(f"/api/v1/events/{first}/chain/?direction=out&depth=10").json()

    assert len(body["nodes"]) == size
    assert (
        len(captured) <= 1 + size + 2 + AROUND
    )  # the root, a query a step, links and their claims


@pytest.mark.django_db
@pytest.mark.parametrize("size", [2, 10])
def test_makes_three_queries_for_a_comparison(client: Client, size: int):
    make_world(size)
    slugs = ",".join(Agreement.objects.values_list("slug", flat=True))

    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/api/v1/agreements/compare/?ids={slugs}").status_code == 200

    assert len(captured) == 3 + AROUND  # agreements, clauses, topics


@pytest.mark.django_db
def test_makes_one_query_more_to_count_what_a_page_does_not_show(client: Client):
    make_world(3)

    for path, queries in QUERIES.items():
        assert queries_of(client, path, page_size=1) == (1, queries + 1), path
        assert queries_of(client, path, page_size=1, count="none") == (1, queries), path


@pytest.mark.django_db
def test_makes_one_query_more_to_check_a_code(client: Client):
    make_world(3)

    assert queries_of(client, "events", type="treaty", page_size=1) == (1, 3)


@pytest.mark.django_db
def test_does_not_count_again_on_the_pages_that_follow(client: Client):
    make_world(3)
    first = client.get("/api/v1/events/?page_size=1").json()

    with CaptureQueriesContext(connection) as captured:
        second = client.get(first["next"]).json()

    assert len(captured) == 1 + AROUND
    assert (second["count"], second["count_is_exact"]) == (3, True)


@pytest.mark.django_db
def test_shows_a_record_with_one_query(client: Client):
    make_world(2)
    for path in QUERIES:
        row = client.get(f"/api/v1/{path}/?page_size=1").json()["results"][0]
        with CaptureQueriesContext(connection) as captured:
            assert client.get(row["url"]).json() == row
        assert len(captured) == QUERIES[path] + AROUND, path
