"""What a query wants to see of each row: `fields`, `expand`, and what they refuse."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from api.compiler.json_rows import MAX_STATEMENTS, compile_statement_by_key
from api.field_selection import MAX_EXPAND_DEPTH, MAX_EXPANDED, MAX_FIELDS
from events.api.serializers import EventSerializer
from tests.asked import queries_of
from tests.builders import (
    claim,
    link_events,
    make_actor,
    make_agreement,
    make_event,
    make_name,
    make_participation,
    make_place,
    publish,
)
from tests.project.test_api_queries import make_world

pytestmark = pytest.mark.django_db
EVENTS = "/api/v1/events/"


@pytest.fixture
def signing() -> Any:
    albania = make_actor("albania")
    make_name(albania, "Shqipëria", "sq")
    minister = publish(make_actor("minister", kind="person", country=albania))
    agreement = publish(make_agreement("declaration", bloc=publish(albania)))
    event = make_event("signing", agreement=agreement, place=make_place("tirana", country=albania))
    claim(make_participation(event, minister, role="speaker"))
    return publish(event)


def only(client: Client, query: str) -> Any:
    answer = client.get(EVENTS + query)
    assert answer.status_code == 200, answer.content
    [row] = answer.json()["results"]
    return row


def faults(client: Client, path: str) -> set[tuple[str, str, str | None]]:
    answer = client.get(path)
    assert answer.status_code == 400, answer.content
    return {(f["parameter"], f["code"], f["did_you_mean"]) for f in answer.json()["errors"]}


def test_gives_the_fields_asked_for_in_the_usual_order(client: Client, signing: Any):
    row = only(client, "?fields=place.name,participations.actor.slug,slug")

    assert row == {
        "slug": "signing",
        "place": {"name": "Tirana"},
        "participations": [{"actor": {"slug": "minister"}}],
    }
    assert list(row) == ["slug", "place", "participations"]
    assert client.get(EVENTS + "signing/?fields=slug,place.name").json() == {
        "slug": "signing",
        "place": {"name": "Tirana"},
    }


def test_a_name_takes_all_that_is_below_it(client: Client, signing: Any):
    whole = only(client, "")

    assert only(client, "?fields=place,place.name,claims") == {
        "place": whole["place"],
        "claims": whole["claims"],
    }


@pytest.mark.parametrize(
    ("path", "resource"),
    [("agreement", "agreements"), ("place", "places"), ("type", "event-types")],
)
def test_gives_a_reference_as_its_whole_record(
    client: Client, signing: Any, path: str, resource: str
):
    short = only(client, "")[path]
    key = short.get("slug") or short["code"]

    row = only(client, f"?expand={path}")

    assert row[path] == client.get(f"/api/v1/{resource}/{key}/").json()
    assert client.get(f"{EVENTS}signing/?expand={path}").json() == row


def test_gives_references_of_children_and_behind_references(client: Client, signing: Any):
    row = only(client, "?expand=participations.actor.country,claims.source")
    [part] = row["participations"]
    [cited] = row["claims"]
    minister = client.get("/api/v1/actors/minister/").json()
    albania = client.get("/api/v1/actors/albania/").json()

    assert part["actor"] == minister | {"country": albania}
    assert cited["source"]["reliability"] is not None
    assert only(client, "?expand=agreement.bloc")["agreement"]["bloc"] == albania


def test_gives_both_ends_of_links_whole(client: Client, signing: Any):
    reaction = publish(make_event("reaction"))
    claim(link_events(reaction, "response_to", signing))

    for slug, other in (("signing", "reaction"), ("reaction", "signing")):
        [link] = client.get(f"{EVENTS}{slug}/?expand=links.event").json()["links"]
        assert link["event"] == client.get(f"{EVENTS}{other}/").json()


def test_null_stays_null(client: Client):
    publish(make_event())

    row = only(client, "?expand=agreement.bloc,place.country,parent")

    assert (row["agreement"], row["place"], row["parent"]) == (None, None, None)


def test_names_fields_of_what_is_expanded(client: Client, signing: Any):
    query = "?expand=participations.actor&fields=participations.actor.names.name"

    assert only(client, query) == {"participations": [{"actor": {"names": []}}]}
    assert ("fields", "unknown_choice", "participations.actor.name") in faults(
        client, f"{EVENTS}?fields=participations.actor.names"
    )


def test_an_unpublished_reference_is_not_expanded(client: Client):
    draft = make_agreement("secret")
    publish(make_event(agreement=draft))

    assert only(client, "?expand=agreement")["agreement"] is None


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("fields=titel", ("fields", "unknown_choice", "title")),
        ("fields=place.nam", ("fields", "unknown_choice", "place.name")),
        ("fields=title.x", ("fields", "unknown_choice", None)),
        ("fields=", ("fields", "empty", None)),
        ("fields=slug,,title", ("fields", "empty", None)),
        ("fields=slug,slug", ("fields", "repeated", None)),
        ("fields=slug&fields=title", ("fields", "repeated", None)),
        ("fields=" + ",".join("abc" * 60), ("fields", "out_of_range", None)),
        ("expand=agrement", ("expand", "unknown_choice", "agreement")),
        ("expand=title", ("expand", "unknown_choice", None)),
        ("expand=participations", ("expand", "unknown_choice", "participations.actor")),
        ("expand=links.event.agreement.bloc", ("expand", "out_of_range", None)),
        ("expand=parent.parent.parent", ("expand", "out_of_range", None)),
        ("expand=", ("expand", "empty", None)),
    ],
)
def test_refuses_what_makes_no_sense(client: Client, query: str, fault: Any):
    publish(make_event("signing"))

    for path in (EVENTS, f"{EVENTS}signing/"):
        assert fault in faults(client, f"{path}?{query}")
    assert fault in faults(client, f"{EVENTS}?format=csv&{query}")


def test_reports_faults_of_shape_with_all_others(client: Client):
    found = faults(client, EVENTS + "?fields=titel&expand=x&facets=typ&page=0&nothing=1")

    assert {name for name, _, _ in found} == {"fields", "expand", "facets", "page", "nothing"}


def test_a_cursor_leads_on_whatever_is_shown(client: Client):
    publish(make_event(), make_event())
    following = client.get(EVENTS + "?page_size=1").json()["next"]

    assert client.get(f"{following}&fields=slug&expand=place&facets=type").status_code == 200


@pytest.mark.parametrize("size", [2, 8])
def test_makes_no_more_queries_whatever_is_expanded(client: Client, size: int):
    make_world(size)
    everything = "agreement.bloc,place.country,participations.actor.country,links.event.agreement"

    asked = f"{EVENTS}?page_size=2&expand={everything}"

    assert queries_of(client, asked) <= 3
    assert client.get(asked).json()["results"]


def test_keeps_a_bounded_number_of_statements(client: Client, signing: Any):
    assert compile_statement_by_key.cache_info().maxsize == MAX_STATEMENTS
    before = compile_statement_by_key.cache_info().currsize

    for order in ("slug,title", "title,slug"):
        only(client, f"?fields={order}")

    assert compile_statement_by_key.cache_info().currsize <= min(before + 1, MAX_STATEMENTS)
    assert (MAX_EXPAND_DEPTH, MAX_EXPANDED, MAX_FIELDS) == (2, 10, 50)


def test_builds_only_what_is_asked_for(client: Client, signing: Any):
    with CaptureQueriesContext(connection) as captured:
        only(client, "?fields=slug")

    sql = " ".join(query["sql"] for query in captured)
    assert "events_participation" not in sql
    assert "events_place" not in sql
    assert "participations" in EventSerializer().fields
