"""How many queries each endpoint takes, whatever the number of its rows."""

from typing import Any

from django.test import Client

from agreements.models import Agreement
from events.models import Event
from tests import cases, make
from tests.api_client import json_and_query_count, query_count
from tests.project.contract import RESOURCES

# The keys of the page, and the rows with everything nested in them
QUERIES_OF_LIST = 2
QUERIES = {
    "events/timeline/": 1,
    "events/timeline/?split=type": 3,  # the total, the series, their labels
    "events/timeline/?split=actor": 3,
    "events/aggregate/?group_by=year,type": 2,  # the groups, the total
    "events/aggregate/?group_by=actor,role&fill=zero": 2,
    "agreements/compare/?ids={agreements}": 3,  # agreements, clauses, topics
}


def make_world(size: int) -> None:
    """So many rows in every table, each with children of every kind."""
    person = make.publish(make.actor(kind="person"))
    topic, event_type = make.topic("hyb.cyber"), make.event_type("treaty.signing")
    before = None
    for number in range(size):
        letter = "abcdefghij"[number]
        make.topic(f"hyb.{letter}").crosswalks.create(scheme="atop", code="X")
        make.event_type(f"treaty.{letter}").crosswalks.create(scheme="cameo", code="X")
        actor = make.actor()
        make.name(actor, "Name")
        make.identifier(actor, "acled", str(number))
        make.publish(actor, make.relationship(person, actor, kind="alignment", status="pro"))
        agreement = make.agreement(bloc=actor)
        make.claim(make.party(agreement, actor, signatory=person))
        clause = make.clause(agreement, topics=[topic])
        clause.concerns.set([actor])
        make.claim(clause)
        place = make.place(country=actor, parent=before and before[2])
        parent = before and before[1]
        event = make.event(type=event_type, agreement=agreement, place=place, parent=parent)
        make.claim(make.participation(event, actor, stance="supports", toward=person))
        make.publish(agreement, event, make.figure(event=event))
        if before:
            make.claim(make.agreement_link(agreement, "amends", before[0]))
            make.claim(make.event_link(event, "follows", before[1]))
        before = (agreement, event, place)


def rows_and_queries(client: Client, name: str, **query: Any) -> tuple[int, int]:
    body, queries = json_and_query_count(client, f"/api/v1/{name}/", **{"page_size": 500} | query)
    return len(body["results"]), queries


@cases("size", 2, 10)
def test_takes_the_stated_number_of_queries(client: Client, size: int):
    make_world(size)
    agreements = ",".join(Agreement.objects.values_list("slug", flat=True))

    for name in RESOURCES:
        rows, queries = rows_and_queries(client, name)
        assert (name, queries) == (name, QUERIES_OF_LIST)
        assert rows >= size - 1, name
    for path, stated in QUERIES.items():
        url = f"/api/v1/{path.format(agreements=agreements)}"
        assert (path, query_count(client, url)) == (path, stated)


@cases("size", 2, 10)
def test_takes_one_query_for_each_step_of_a_chain(client: Client, size: int):
    make_world(size)
    first = Event.objects.order_by("pk")[0].slug

    url = f"/api/v1/events/{first}/chain/?direction=out&depth=10"
    body, queries = json_and_query_count(client, url)

    assert len(body["nodes"]) == size
    assert queries <= 1 + size + 2  # the root, a query a step, links and their claims


def test_takes_one_more_query_to_count_or_to_check_a_code(client: Client):
    make_world(3)

    for name in RESOURCES:
        assert rows_and_queries(client, name, page_size=1) == (1, QUERIES_OF_LIST + 1), name
        not_counted = rows_and_queries(client, name, page_size=1, count="none")
        assert not_counted == (1, QUERIES_OF_LIST), name
    assert rows_and_queries(client, "events", type="treaty", page_size=1) == (1, 4)


def test_does_not_count_again_on_the_following_pages(client: Client):
    make_world(3)
    first = client.get("/api/v1/events/?page_size=1").json()

    second, queries = json_and_query_count(client, first["next"])

    assert queries == QUERIES_OF_LIST
    assert (second["count"], second["count_is_exact"]) == (3, True)


def test_takes_as_many_queries_for_a_record_as_for_a_list(client: Client):
    make_world(2)
    for name in RESOURCES:
        row = client.get(f"/api/v1/{name}/?page_size=1").json()["results"][0]
        assert json_and_query_count(client, row["url"]) == (row, QUERIES_OF_LIST)
