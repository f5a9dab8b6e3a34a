"""Chains of cause and effect in the API."""

from typing import Any

import pytest
from django.test import Client

from events.api import chain
from tests import cases, make
from tests.api_client import errors_of, json_and_query_count, json_of


@pytest.fixture(autouse=True)
def linked_events() -> None:
    """War → talks → signing → protest → rally; the rally is also a response to the signing."""
    days = {"war": None, "talks": 1, "signing": 4, "protest": 9, "rally": 9, "quarrel": 9}
    events = {
        slug: make.publish(make.event(slug, on=f"2025-03-0{day}" if day else None))
        for slug, day in days.items()
    }
    make.event_link(events["talks"], "follows", events["war"])
    make.event_link(events["signing"], "implements", events["talks"])
    answer = make.event_link(events["protest"], "response_to", events["signing"])
    make.claim(answer, make.source("wire"), locator="L7")
    make.event_link(events["rally"], "caused_by", events["protest"])
    make.event_link(events["rally"], "response_to", events["signing"])
    make.event_link(events["quarrel"], "contradicts", events["signing"])
    hidden = make.event("hidden", on="2025-03-05")
    make.event_link(hidden, "response_to", events["signing"])
    after = make.publish(make.event("after-hidden", on="2025-03-06"))
    make.event_link(after, "response_to", hidden)


def get_chain(client: Client, slug: str, **query: str) -> dict[str, Any]:
    return json_of(client, f"events/{slug}/chain/", **query)


def depths(body: dict[str, Any]) -> list[tuple[str, int]]:
    return [(node["slug"], node["depth"]) for node in body["nodes"]]


def test_shows_the_effects_of_an_event(client: Client):
    body = get_chain(client, "signing", direction="out", depth="1")

    assert depths(body) == [("signing", 0), ("protest", 1), ("rally", 1)]
    assert body["root"] == "signing"
    assert body["truncated"] is False
    protest = {"slug": "protest", "title": "Protest", "date": "2025-03-09"}
    assert body["nodes"][1] == {**protest, "depth": 1}
    links = [(link["source"], link["kind"], link["target"]) for link in body["links"]]
    assert links == [
        ("protest", "response_to", "signing"),
        ("rally", "caused_by", "protest"),
        ("rally", "response_to", "signing"),
    ]
    assert [link["lag_days"] for link in body["links"]] == [5, 0, 5]
    assert [row["locator"] for row in body["links"][0]["claims"]] == ["L7"]


def test_shows_the_causes_of_an_event(client: Client):
    body = get_chain(client, "signing", direction="in")

    assert depths(body) == [("signing", 0), ("talks", 1), ("war", 2)]
    assert [link["lag_days"] for link in body["links"]] == [3, None]


def test_follows_causes_and_effects_without_changing_direction(client: Client):
    from_protest = [("protest", 0), ("signing", 1), ("rally", 1), ("talks", 2), ("war", 3)]
    assert depths(get_chain(client, "protest")) == from_protest
    from_talks = [("talks", 0), ("signing", 1), ("war", 1)]
    assert depths(get_chain(client, "talks", depth="1")) == from_talks


def test_follows_only_the_kinds_asked_for(client: Client):
    found = depths(get_chain(client, "signing", kind__in="implements,follows"))
    assert found == [("signing", 0), ("talks", 1), ("war", 2)]
    assert depths(get_chain(client, "quarrel")) == [("quarrel", 0)]


def test_ends_if_events_cause_each_other(client: Client):
    one, other = (make.publish(make.event(slug)) for slug in ("one", "other"))
    make.event_link(one, "response_to", other)
    make.event_link(other, "response_to", one)

    # The root, in each direction one step and one without new events, the links, their claims
    body, queries = json_and_query_count(client, "/api/v1/events/one/chain/", depth="10")

    assert queries == 7
    assert depths(body) == [("one", 0), ("other", 1)]
    assert len(body["links"]) == 2


def test_reports_that_it_is_truncated(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(chain, "MAX_NODES", 3)

    body = get_chain(client, "signing")

    assert depths(body) == [("signing", 0), ("protest", 1), ("rally", 1)]
    assert body["truncated"] is True
    monkeypatch.setattr(chain, "MAX_NODES", 5)
    assert get_chain(client, "signing")["truncated"] is False


def test_answers_for_a_draft_as_for_an_unknown_event(client: Client):
    draft, unknown = (client.get(f"/api/v1/events/{slug}/chain/") for slug in ("hidden", "nidden"))

    assert draft.status_code == unknown.status_code == 404
    assert draft.content == unknown.content.replace(b"nidden", b"hidden")


@cases(
    "query, name, code, hint",
    ("direction=forward", "direction", "unknown_choice", None),
    ("depth=0", "depth", "min_value", None),
    ("depth=11", "depth", "max_value", None),
    ("kind__in=contradicts", "kind__in", "unknown_choice", None),
    ("kind__in=caused", "kind__in", "unknown_choice", "caused_by"),
    ("page=1", "page", "unknown_parameter", None),
    ("depht=1", "depht", "unknown_parameter", "depth"),
)
def test_rejects_bad_parameters(client: Client, query: str, name: str, code: str, hint: str | None):
    assert errors_of(client, f"/api/v1/events/signing/chain/?{query}") == {(name, code, hint)}
