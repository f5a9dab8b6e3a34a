"""Facets: how many rows of the whole list have each value."""

from typing import Any

import pytest
from django.test import Client

from api.filters import facets
from api.filters.facets import MAX_FACETS
from tests import cases, make
from tests.api_client import errors_of, json_and_query_count, json_of
from tests.project.contract import RESOURCES
from tests.project.test_api_queries import make_world

EVENTS = "/api/v1/events/"


def counted(client: Client, query: str) -> dict[str, list[tuple[str, str, int]]]:
    return {
        name: [(row["value"], row["label"], row["n"]) for row in rows]
        for name, rows in json_of(client, EVENTS + query)["facets"].items()
    }


@pytest.fixture
def three_events() -> None:
    albania, serbia = make.publish(make.actor("albania")), make.publish(make.actor("serbia"))
    signing, war = make.event_type("treaty.signing"), make.event_type("force.war")
    here = make.place("here", country=albania)
    first = make.event("first", type=signing, place=here)
    second = make.event("second", type=signing, modality="planned")
    third = make.event("third", type=war, place=here)
    make.participation(first, albania, role="host")
    for event, actor in ((first, albania), (first, serbia), (second, serbia)):
        make.participation(event, actor)
    make.publish(first, second, third)


def test_counts_the_whole_list_by_number_and_value(client: Client, three_events: None):
    found = counted(client, "?page_size=1&facets=type,actor,country,modality")

    assert found == {
        "type": [("treaty.signing", "Signing", 2), ("force.war", "War", 1)],
        "actor": [("serbia", "Serbia", 2), ("albania", "Albania", 1)],
        "country": [("albania", "Albania", 2)],
        "modality": [("occurred", "Occurred", 2), ("planned", "Planned", 1)],
    }


def test_counts_the_filtered_list(client: Client, three_events: None):
    signing, war = ("treaty.signing", "Signing", 1), ("force.war", "War", 1)
    page = "page=1&sort=-slug"

    assert counted(client, "?facets=type&actor=albania") == {"type": [signing]}
    assert counted(client, "?facets=type&q=zzz") == {"type": []}
    assert counted(client, f"?facets=type&slug__in=first,third&{page}") == {"type": [war, signing]}


def test_is_empty_unless_requested(client: Client, three_events: None):
    assert counted(client, "") == {}


def test_counts_no_draft(client: Client, three_events: None):
    draft = make.event("draft", type=make.event_type("aid.funding"))
    make.participation(draft, make.actor("ghost"))

    found = counted(client, "?facets=type,actor")

    assert {value for value, _, _ in found["type"]} == {"treaty.signing", "force.war"}
    assert {value for value, _, _ in found["actor"]} == {"albania", "serbia"}


def test_returns_the_most_frequent_values(client: Client, three_events: None, monkeypatch: Any):
    monkeypatch.setattr(facets, "MAX_FACET_VALUES", 1)

    assert counted(client, "?facets=type") == {"type": [("treaty.signing", "Signing", 2)]}


@cases(
    "value, code, hint",
    ("", "empty", None),
    ("type,", "empty", None),
    ("type,type", "repeated", None),
    ("typ", "unknown_choice", "type"),
    ("q", "unknown_choice", None),
    ("type,modality,country,place,agreement,actor,stance", "out_of_range", None),
)
def test_rejects_invalid_facets(client: Client, value: str, code: str, hint: str | None):
    assert errors_of(client, EVENTS, facets=value) == {("facets", code, hint)}


def test_can_leave_out_its_own_filter(client: Client, three_events: None):
    signing, war = ("treaty.signing", "Signing", 2), ("force.war", "War", 1)
    both = {
        "type": [("treaty.signing", "Signing", 1)],
        "actor": [("albania", "Albania", 1), ("serbia", "Serbia", 1)],
    }
    query = "?facets=type,actor&type__in=treaty&actor=albania"

    assert counted(client, query) == both
    assert counted(client, f"{query}&facet_filters=all") == both
    assert counted(client, f"{query}&facet_filters=others") == {
        "type": [("treaty.signing", "Signing", 1)],
        "actor": [("serbia", "Serbia", 2), ("albania", "Albania", 1)],
    }
    assert counted(client, "?facets=type&type__not=treaty&facet_filters=others") == {
        "type": [signing, war]
    }
    listed = json_of(client, f"{EVENTS}?facets=type&type=force&facet_filters=others")
    assert (listed["count"], [row["slug"] for row in listed["results"]]) == (1, ["third"])


def test_takes_one_query_whichever_filters_it_respects(client: Client, three_events: None):
    query = "?facets=modality,date_precision&modality=planned&date_precision=day&facet_filters="

    body, queries = json_and_query_count(client, f"{EVENTS}{query}others")

    assert body["facets"]["modality"] == [
        {"value": "occurred", "label": "Occurred", "n": 2},
        {"value": "planned", "label": "Planned", "n": 1},
    ]
    assert queries == json_and_query_count(client, f"{EVENTS}{query}all")[1]


def test_leaves_out_its_own_filter_in_lists_of_several_tables(client: Client):
    claim = make.claim(make.publish(make.event()), verdict="supports")
    claims = "/api/v1/claims/?facets=verdict&verdict=contradicts&facet_filters="

    assert claim.pk
    assert json_of(client, f"{claims}all")["facets"] == {"verdict": []}
    [row] = json_of(client, f"{claims}others")["facets"]["verdict"]
    assert (row["value"], row["n"]) == ("supports", 2)


@cases(
    "query, code, hint",
    ("facets=type&facet_filters=other", "unknown_choice", "others"),
    ("facets=type&facet_filters=", "empty", None),
    ("facet_filters=others", "incomplete", None),
    ("facets=type&facet_filters=all&facet_filters=others", "repeated", None),
)
def test_rejects_invalid_modes(client: Client, query: str, code: str, hint: str | None):
    assert errors_of(client, f"{EVENTS}?{query}") == {("facet_filters", code, hint)}


@cases("prefix, view", *RESOURCES.items())
def test_values_are_those_of_the_filter_with_the_same_name(client: Client, prefix: str, view: Any):
    make_world(3)
    names = list(view.filterset_class.facets)

    assert set(names) <= set(view.filterset_class.base_filters)
    for start in range(0, len(names), MAX_FACETS):
        some = ",".join(names[start : start + MAX_FACETS])
        body, queries = json_and_query_count(client, f"/api/v1/{prefix}/?facets={some}")
        assert queries <= 3
        for name, rows in body["facets"].items():
            for row in rows:
                filtered = client.get(f"/api/v1/{prefix}/", {name: row["value"]}).json()
                assert filtered["count"] >= row["n"] > 0, (name, row)
                assert row["label"]
