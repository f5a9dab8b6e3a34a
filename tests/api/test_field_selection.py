"""The parameters `fields` and `expand`."""

from typing import Any

import pytest
from django.test import Client

from api.compiler.json_rows import MAX_STATEMENTS, compile_statement_by_key
from api.field_selection import MAX_EXPAND_DEPTH, MAX_EXPANDED, MAX_FIELDS
from events.api.serializers import EventSerializer
from tests import cases, database, make
from tests.api_client import errors_of, json_of, query_count
from tests.project.test_api_queries import make_world

EVENTS = "/api/v1/events/"
SIGNING = f"{EVENTS}signing/"


@pytest.fixture
def signing() -> Any:
    albania = make.actor("albania")
    make.name(albania, "Shqipëria", "sq")
    minister = make.publish(make.actor("minister", kind="person", country=albania))
    agreement = make.publish(make.agreement("declaration", bloc=make.publish(albania)))
    event = make.event("signing", agreement=agreement, place=make.place("tirana", country=albania))
    make.claim(make.participation(event, minister, role="speaker"))
    return make.publish(event)


def only_row(client: Client, query: str) -> Any:
    [row] = json_of(client, EVENTS + query)["results"]
    return row


def test_returns_the_selected_fields_in_the_usual_order(client: Client, signing: Any):
    row = only_row(client, "?fields=place.name,participations.actor.slug,slug")

    assert row == {
        "slug": "signing",
        "place": {"name": "Tirana"},
        "participations": [{"actor": {"slug": "minister"}}],
    }
    assert list(row) == ["slug", "place", "participations"]
    record = json_of(client, f"{SIGNING}?fields=slug,place.name")
    assert record == {"slug": "signing", "place": {"name": "Tirana"}}


def test_a_name_selects_everything_below_it(client: Client, signing: Any):
    whole = only_row(client, "")

    row = only_row(client, "?fields=place,place.name,claims")
    assert row == {"place": whole["place"], "claims": whole["claims"]}


@cases("path, resource", ("agreement", "agreements"), ("place", "places"), ("type", "event-types"))
def test_expands_references_to_full_records(client: Client, signing: Any, path: str, resource: str):
    reference = only_row(client, "")[path]
    key = reference.get("slug") or reference["code"]

    row = only_row(client, f"?expand={path}")

    assert row[path] == json_of(client, f"/api/v1/{resource}/{key}/")
    assert json_of(client, f"{SIGNING}?expand={path}") == row


def test_expands_references_of_children_and_of_references(client: Client, signing: Any):
    row = only_row(client, "?expand=participations.actor.country,claims.source")
    [participation], [cited] = row["participations"], row["claims"]
    minister, albania = (
        json_of(client, f"/api/v1/actors/{slug}/") for slug in ("minister", "albania")
    )

    assert participation["actor"] == minister | {"country": albania}
    assert cited["source"]["reliability"] is not None
    assert only_row(client, "?expand=agreement.bloc")["agreement"]["bloc"] == albania


def test_expands_both_ends_of_links(client: Client, signing: Any):
    reaction = make.publish(make.event("reaction"))
    make.claim(make.event_link(reaction, "response_to", signing))

    for slug, other in (("signing", "reaction"), ("reaction", "signing")):
        [link] = json_of(client, f"{EVENTS}{slug}/?expand=links.event")["links"]
        assert link["event"] == json_of(client, f"{EVENTS}{other}/")


def test_expands_missing_and_unpublished_references_to_null(client: Client):
    make.publish(make.event(agreement=make.agreement("draft")))

    row = only_row(client, "?expand=agreement.bloc,place.country,parent")

    assert (row["agreement"], row["place"], row["parent"]) == (None, None, None)


def test_selects_fields_of_expanded_records(client: Client, signing: Any):
    query = "?expand=participations.actor&fields=participations.actor.names.name"

    assert only_row(client, query) == {"participations": [{"actor": {"names": []}}]}
    [error] = errors_of(client, f"{EVENTS}?fields=participations.actor.names")
    assert error == ("fields", "unknown_choice", "participations.actor.name")


@cases(
    "query, code, hint",
    ("fields=titel", "unknown_choice", "title"),
    ("fields=place.nam", "unknown_choice", "place.name"),
    ("fields=title.x", "unknown_choice", None),
    ("fields=", "empty", None),
    ("fields=slug,,title", "empty", None),
    ("fields=slug,slug", "repeated", None),
    ("fields=" + ",".join("abc" * 60), "out_of_range", None),
    ("expand=agrement", "unknown_choice", "agreement"),
    ("expand=title", "unknown_choice", None),
    ("expand=participations", "unknown_choice", "participations.actor"),
    ("expand=links.event.agreement.bloc", "out_of_range", None),
    ("expand=parent.parent.parent", "out_of_range", None),
    ("expand=", "empty", None),
)
def test_rejects_invalid_selections(client: Client, query: str, code: str, hint: str | None):
    make.publish(make.event("signing"))
    error = (query.partition("=")[0], code, hint)

    for url in (f"{EVENTS}?{query}", f"{SIGNING}?{query}", f"{EVENTS}?format=csv&{query}"):
        assert error in errors_of(client, url)


def test_reports_invalid_selections_with_all_other_errors(client: Client):
    found = errors_of(client, EVENTS + "?fields=titel&expand=x&facets=typ&page=0&nothing=1")

    assert {name for name, _, _ in found} == {"fields", "expand", "facets", "page", "nothing"}


def test_a_cursor_is_valid_for_every_selection(client: Client):
    make.publish(make.event(), make.event())
    following = json_of(client, EVENTS + "?page_size=1")["next"]

    assert json_of(client, f"{following}&fields=slug&expand=place&facets=type")


@cases("size", 2, 8)
def test_expanding_takes_no_more_queries(client: Client, size: int):
    make_world(size)
    references = "agreement.bloc,place.country,participations.actor.country,links.event.agreement"
    url = f"{EVENTS}?page_size=2&expand={references}"

    assert query_count(client, url) <= 3
    assert json_of(client, url)["results"]


def test_caches_a_limited_number_of_statements(client: Client, signing: Any):
    assert compile_statement_by_key.cache_info().maxsize == MAX_STATEMENTS
    before = compile_statement_by_key.cache_info().currsize

    for order in ("slug,title", "title,slug"):
        only_row(client, f"?fields={order}")

    assert compile_statement_by_key.cache_info().currsize <= min(before + 1, MAX_STATEMENTS)
    assert (MAX_EXPAND_DEPTH, MAX_EXPANDED, MAX_FIELDS) == (2, 10, 50)


def test_reads_only_the_tables_of_the_selected_fields(client: Client, signing: Any):
    sql = " ".join(database.queries_of(only_row, client, "?fields=slug"))

    assert "events_participation" not in sql
    assert "events_place" not in sql
    assert "participations" in EventSerializer().fields
