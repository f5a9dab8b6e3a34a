"""Facets: how many rows of the whole list have each value."""

from typing import Any

import pytest
from django.test import Client

from api.filters import facets
from api.filters.facets import MAX_FACETS
from balkanwatch.api import router
from tests.asked import queries_of
from tests.builders import (
    make_actor,
    make_event,
    make_event_type,
    make_participation,
    make_place,
    publish,
)
from tests.project.test_api_queries import make_world

pytestmark = pytest.mark.django_db
EVENTS = "/api/v1/events/"


def counted(client: Client, query: str) -> dict[str, list[tuple[str, str, int]]]:
    answer = client.get(EVENTS + query)
    assert answer.status_code == 200, answer.content
    return {
        name: [(row["value"], row["label"], row["n"]) for row in rows]
        for name, rows in answer.json()["facets"].items()
    }


@pytest.fixture
def three_events() -> None:
    albania, serbia = publish(make_actor("albania")), publish(make_actor("serbia"))
    signing, war = make_event_type("treaty.signing"), make_event_type("force.war")
    here = make_place("here", country=albania)
    first = make_event("first", type=signing, place=here)
    second = make_event("second", type=signing, modality="planned")
    third = make_event("third", type=war, place=here)
    make_participation(first, albania, role="host")
    make_participation(first, albania, role="signatory")
    make_participation(first, serbia, role="signatory")
    make_participation(second, serbia, role="signatory")
    publish(first, second, third)


def test_counts_the_whole_list_by_number_and_value(client: Client, three_events: None):
    found = counted(client, "?page_size=1&facets=type,actor,country,modality")

    assert found == {
        "type": [("treaty.signing", "Signing", 2), ("force.war", "War", 1)],
        "actor": [("serbia", "Serbia", 2), ("albania", "Albania", 1)],
        "country": [("albania", "Albania", 2)],
        "modality": [("occurred", "Occurred", 2), ("planned", "Planned", 1)],
    }


def test_counts_what_the_filters_leave(client: Client, three_events: None):
    assert counted(client, "?facets=type&actor=albania") == {
        "type": [("treaty.signing", "Signing", 1)]
    }
    assert counted(client, "?facets=type&q=zzz") == {"type": []}
    assert counted(client, "?facets=type&slug__in=first,third&page=1&sort=-slug")["type"] == [
        ("force.war", "War", 1),
        ("treaty.signing", "Signing", 1),
    ]


def test_is_empty_unless_asked_for(client: Client, three_events: None):
    assert counted(client, "") == {}


def test_counts_nothing_unpublished(client: Client, three_events: None):
    draft = make_event("draft", type=make_event_type("aid.funding"))
    make_participation(draft, make_actor("ghost"))

    found = counted(client, "?facets=type,actor")

    assert {value for value, _, _ in found["type"]} == {"treaty.signing", "force.war"}
    assert {value for value, _, _ in found["actor"]} == {"albania", "serbia"}


def test_gives_the_most_frequent_values(
    client: Client, three_events: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(facets, "MAX_FACET_VALUES", 1)

    assert counted(client, "?facets=type") == {"type": [("treaty.signing", "Signing", 2)]}


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ("", ("empty", None)),
        ("type,", ("empty", None)),
        ("type,type", ("repeated", None)),
        ("typ", ("unknown_choice", "type")),
        ("q", ("unknown_choice", None)),
        ("type,modality,country,place,agreement,actor,stance", ("out_of_range", None)),
    ],
)
def test_refuses_what_makes_no_sense(client: Client, asked: str, fault: Any):
    answer = client.get(EVENTS, {"facets": asked})

    assert answer.status_code == 400
    assert [(f["code"], f["did_you_mean"]) for f in answer.json()["errors"]] == [fault]


@pytest.mark.parametrize("prefix", [prefix for prefix, _, _ in router.registry])
def test_values_are_those_that_the_filter_of_the_name_takes(client: Client, prefix: str):
    make_world(3)
    views: dict[str, Any] = {name: view for name, view, _ in router.registry}
    view = views[prefix]
    names = list(view.filterset_class.facets)

    assert set(names) <= set(view.filterset_class.base_filters)
    for start in range(0, len(names), MAX_FACETS):
        some = ",".join(names[start : start + MAX_FACETS])
        path = f"/api/v1/{prefix}/?facets={some}"
        assert queries_of(client, path) <= 3
        for name, rows in client.get(path).json()["facets"].items():
            for row in rows:
                narrowed = client.get(f"/api/v1/{prefix}/", {name: row["value"]}).json()
                assert narrowed["count"] >= row["n"] > 0, (name, row)
                assert row["label"]
