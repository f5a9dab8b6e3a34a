"""Timelines and aggregates of events in the API."""

from typing import Any

import pytest
from django.test import Client

from events import grouping
from events.api import aggregate, timeline
from tests import cases, make
from tests.api_client import errors_of, json_of


@pytest.fixture(autouse=True)
def counted_events() -> None:
    albania, serbia, hidden = map(make.actor, ("albania", "serbia", "hidden"))
    make.publish(albania, serbia)
    tirana = make.place("tirana", country=albania)
    elsewhere = make.place("elsewhere", country=hidden)
    protest = make.event_type("statement.protest")
    pact = make.agreement("hidden-pact")
    signing = make.event("signing", place=tirana, agreement=make.publish(make.agreement("pact")))
    make.participation(signing, albania, "host")
    make.participation(signing, albania, "signatory", stance="supports", toward=serbia)
    make.participation(signing, hidden, "witness")
    second = make.event("second", on="2025-03-31", place=elsewhere, agreement=pact)
    make.participation(second, albania, "host")
    april = make.event("april", on="2025-04", type=protest, modality="alleged")
    make.participation(april, serbia, "initiator", stance="opposes", toward=albania)
    turn = make.event("new-year", on="2024-12-30/2025-01-02", type=protest)
    ongoing = {"is_span": True, "lifecycle": "ongoing"}
    mission = make.event("mission", on="2023-06/..", **ongoing, type=protest)
    make.publish(signing, second, april, turn, mission, make.event("undated", on=None))
    make.event("draft")


def ask(client: Client, question: str, **query: str) -> dict[str, Any]:
    return json_of(client, f"events/{question}/", **query)


def test_counts_events_per_month_by_default(client: Client):
    assert ask(client, "timeline") == {
        "interval": "month",
        "split": None,
        "series": [
            {
                "key": None,
                "label": "All events",
                "points": [
                    {"t": "2023-06-01", "n": 1},
                    {"t": "2025-03-01", "n": 2},
                    {"t": "2025-04-01", "n": 1},
                ],
                "imprecise": 1,
                "undated": 1,
            }
        ],
        "total": 6,
        "as_written": True,
        "imprecise": 1,
        "undated": 1,
    }


@cases(
    "interval, points, imprecise",
    ("day", {"2025-03-18": 1, "2025-03-31": 1}, 3),
    ("week", {"2024-12-30": 1, "2025-03-17": 1, "2025-03-31": 1}, 2),
    ("quarter", {"2023-04-01": 1, "2025-01-01": 2, "2025-04-01": 1}, 1),
    ("year", {"2023-01-01": 1, "2025-01-01": 3}, 1),
)
def test_counts_vague_dates_separately(client: Client, interval: str, points: dict, imprecise: int):
    body = ask(client, "timeline", interval=interval)

    assert {point["t"]: point["n"] for point in body["series"][0]["points"]} == points
    assert (body["imprecise"], body["undated"], body["total"]) == (imprecise, 1, 6)


def test_applies_the_filters_of_the_list_to_timelines(client: Client):
    assert ask(client, "timeline", actor="serbia")["total"] == 1
    assert ask(client, "timeline", during="2025")["undated"] == 0
    assert ask(client, "timeline", modality="denied")["series"] == []


@cases(
    "split, series",
    ("type", {"statement": "Statement", "treaty": "Treaty"}),
    ("subtype", {"statement.protest": "Protest", "treaty.signing": "Signing"}),
    ("modality", {"alleged": "Alleged", "occurred": "Occurred"}),
    ("country", {"albania": "Albania", None: "None"}),
    ("place", {"elsewhere": "Elsewhere", "tirana": "Tirana", None: "None"}),
    ("agreement", {"pact": "Pact", None: "None"}),
    ("actor", {"albania": "Albania", "serbia": "Serbia"}),
    ("role", {"host": "Host", "initiator": "Initiator", "signatory": "Signatory"}),
    ("stance", {"none": "None stated", "opposes": "Opposes", "supports": "Supports"}),
    ("date_precision", {"day": "Day", "month": "Month", "range": None, "unknown": "Unknown"}),
)
def test_splits_a_timeline(client: Client, split: str, series: dict[str | None, str]):
    body = ask(client, "timeline", split=split)

    shown = {row["key"]: row["label"] for row in body["series"]}
    assert list(shown) == list(series)
    assert [label for key, label in shown.items() if series[key]] == [
        *filter(None, series.values())
    ]
    assert body["total"] == 6


def test_counts_an_event_once_for_an_actor_with_two_roles(client: Client):
    [albania, _] = ask(client, "timeline", split="actor")["series"]

    assert albania["points"] == [{"t": "2025-03-01", "n": 2}]
    rows = ask(client, "aggregate", group_by="actor")["rows"]
    assert rows == [{"actor": "albania", "n": 2}, {"actor": "serbia", "n": 1}]


def test_groups_by_actor_role_and_stance_of_the_same_participation(client: Client):
    assert ask(client, "aggregate", group_by="actor,role,stance") == {
        "group_by": ["actor", "role", "stance"],
        "rows": [
            {"actor": "albania", "role": "host", "stance": "none", "n": 2},
            {"actor": "albania", "role": "signatory", "stance": "supports", "n": 1},
            {"actor": "serbia", "role": "initiator", "stance": "opposes", "n": 1},
        ],
        "total": 6,
        "as_written": True,
    }


def test_groups_by_date_with_null_last(client: Client):
    assert ask(client, "aggregate", group_by="year,type")["rows"] == [
        {"year": 2023, "type": "statement", "n": 1},
        {"year": 2025, "type": "statement", "n": 1},
        {"year": 2025, "type": "treaty", "n": 2},
        {"year": None, "type": "statement", "n": 1},
        {"year": None, "type": "treaty", "n": 1},
    ]
    rows = ask(client, "aggregate", group_by="month", actor="albania")["rows"]
    assert rows == [{"month": "2025-03", "n": 2}]


def test_adds_combinations_and_years_without_events(client: Client):
    rows = ask(client, "aggregate", group_by="year,type", fill="zero", during="2023/..")["rows"]

    assert [(row["year"], row["type"], row["n"]) for row in rows] == [
        (2023, "statement", 1),
        (2023, "treaty", 0),
        (2024, "statement", 0),
        (2024, "treaty", 0),
        (2025, "statement", 1),
        (2025, "treaty", 2),
        (None, "statement", 1),
        (None, "treaty", 0),
    ]


def test_adds_months_across_years(client: Client):
    make.publish(make.event("autumn", on="2024-11-05"))

    body = ask(client, "aggregate", group_by="month", fill="zero", date_precision="day")

    months = [("2024-11", 1), ("2024-12", 0), ("2025-01", 0), ("2025-02", 0), ("2025-03", 2)]
    assert [(row["month"], row["n"]) for row in body["rows"]] == months
    assert ask(client, "aggregate", group_by="month", fill="zero", q="nothing")["rows"] == []


def test_does_not_name_drafts(client: Client):
    for name in aggregate.GROUPS:
        assert "hidden" not in str(ask(client, "aggregate", group_by=name, fill="zero"))
    for name in grouping.SPLITS:
        assert "hidden" not in str(ask(client, "timeline", split=name)).lower()
    countries = ask(client, "aggregate", group_by="country")["rows"]
    assert countries == [{"country": "albania", "n": 1}, {"country": None, "n": 5}]


@cases("fill", "none", "zero")
def test_rejects_too_many_groups(client: Client, monkeypatch: pytest.MonkeyPatch, fill: str):
    query = {"group_by": "year,type", "fill": fill}
    monkeypatch.setattr(aggregate, "MAX_GROUPS", {"none": 5, "zero": 8}[fill])
    assert ask(client, "aggregate", **query)
    monkeypatch.setattr(aggregate, "MAX_GROUPS", {"none": 4, "zero": 7}[fill])

    found = errors_of(client, "/api/v1/events/aggregate/", **query)

    assert found == {("group_by", "too_many_groups", None)}


@cases("split", "", "&split=actor")
def test_rejects_too_many_points(client: Client, monkeypatch: pytest.MonkeyPatch, split: str):
    monkeypatch.setattr(timeline, "MAX_POINTS", 3)

    found = errors_of(client, f"/api/v1/events/timeline/?interval=year{split}")

    assert found == {("interval", "too_many_groups", None)}


@cases(
    "query, name, code, hint",
    ("timeline/?interval=moth", "interval", "unknown_choice", "month"),
    ("timeline/?split=typ", "split", "unknown_choice", "type"),
    ("timeline/?split=year", "split", "unknown_choice", None),
    ("timeline/?page=1", "page", "unknown_parameter", "place"),
    ("timeline/?modality=ocurred", "modality", "unknown_choice", "occurred"),
    ("aggregate/", "group_by", "required", None),
    ("aggregate/?group_by=yaer", "group_by", "unknown_choice", "year"),
    ("aggregate/?group_by=year,year", "group_by", "repeated", None),
    ("aggregate/?group_by=year,type,role,stance", "group_by", "out_of_range", None),
    ("aggregate/?group_by=year&fill=0", "fill", "unknown_choice", None),
    ("aggregate/?group_by=year&interval=day", "interval", "unknown_parameter", None),
)
def test_rejects_bad_parameters(client: Client, query: str, name: str, code: str, hint: str | None):
    assert errors_of(client, f"/api/v1/events/{query}") == {(name, code, hint)}
