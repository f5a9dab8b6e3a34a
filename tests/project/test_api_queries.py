"""How many queries each list of the API makes, whatever the number of its rows."""

from typing import Any

import pytest
from django.test import Client

from agreements.models import Agreement
from balkanwatch.api import router
from events.models import Event
from tests.asked import asked, queries_of
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

# Their keys, and the rows with all that is nested in them
QUERIES = dict.fromkeys((prefix for prefix, _, _ in router.registry), 2)


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


def listed(client: Client, path: str, **query: Any) -> tuple[int, int]:
    """How many rows the list has, and how many queries it made."""
    body, queries = asked(client, f"/api/v1/{path}/", **{"page_size": 500} | query)
    return len(body["results"]), queries


@pytest.mark.django_db
@pytest.mark.parametrize("size", [2, 10])
def test_makes_the_stated_number_of_queries(client: Client, size: int):
    make_world(size)

    counted = {path: listed(client, path) for path in QUERIES}

    assert {path: queries for path, (_, queries) in counted.items()} == QUERIES
    assert all(rows >= size - 1 for rows, _ in counted.values()), counted


@pytest.mark.django_db
@pytest.mark.parametrize("size", [2, 10])
def test_makes_the_stated_number_of_queries_for_questions(client: Client, size: int):
    make_world(size)

    for path, stated in QUESTIONS.items():
        assert (path, queries_of(client, f"/api/v1/{path}")) == (path, stated)


@pytest.mark.django_db
@pytest.mark.parametrize("size", [2, 10])
def test_makes_one_query_for_each_step_of_a_chain(client: Client, size: int):
    make_world(size)
    first = Event.objects.order_by("pk")[0].slug

    body, queries = asked(client, f"/api/v1/events/{first}/chain/?direction=out&depth=10")

    assert len(body["nodes"]) == size
    assert queries <= 1 + size + 2  # the root, a query a step, links and their claims


@pytest.mark.django_db
@pytest.mark.parametrize("size", [2, 10])
def test_makes_three_queries_for_a_comparison(client: Client, size: int):
    make_world(size)
    slugs = ",".join(Agreement.objects.values_list("slug", flat=True))

    queries = queries_of(client, f"/api/v1/agreements/compare/?ids={slugs}")

    assert queries == 3  # agreements, clauses, topics


@pytest.mark.django_db
def test_makes_one_query_more_to_count_what_a_page_does_not_show(client: Client):
    make_world(3)

    for path, queries in QUERIES.items():
        assert listed(client, path, page_size=1) == (1, queries + 1), path
        assert listed(client, path, page_size=1, count="none") == (1, queries), path


@pytest.mark.django_db
def test_makes_one_query_more_to_check_a_code(client: Client):
    make_world(3)

    assert listed(client, "events", type="treaty", page_size=1) == (1, 4)


@pytest.mark.django_db
def test_does_not_count_again_on_the_pages_that_follow(client: Client):
    make_world(3)
    first = client.get("/api/v1/events/?page_size=1").json()

    second, queries = asked(client, first["next"])

    assert queries == 2
    assert (second["count"], second["count_is_exact"]) == (3, True)


@pytest.mark.django_db
def test_shows_a_record_with_as_many_queries_as_a_list(client: Client):
    make_world(2)
    for path in QUERIES:
        row = client.get(f"/api/v1/{path}/?page_size=1").json()["results"][0]
        assert asked(client, row["url"]) == (row, QUERIES[path])
