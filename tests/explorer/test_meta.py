"""The description of the API at /meta/."""

import datetime as dt

import pytest
from django.conf import settings
from django.test import Client

from balkanwatch.api import router
from explorer.api.urls import QUESTIONS
from tests import database, make
from tests.api_client import json_of


def test_describes_every_resource_and_question(client: Client):
    answer = json_of(client, "meta/")

    assert [row["name"] for row in answer["resources"]] == [name for name, _, _ in router.registry]
    assert [row["name"] for row in answer["questions"]] == [*QUESTIONS, "changes"]
    parameters = [p for row in answer["resources"] for p in row["filters"]]
    parameters += [p for row in answer["questions"] for p in row["parameters"]]
    assert all(len(p["description"]) > 8 for p in parameters)
    types = {"box", "choice", "code", "day", "moment", "number", "slug", "span", "text"}
    assert {p["type"] for p in parameters} == types
    assert all(bool(p["choices"]) == (p["type"] == "choice") for p in parameters)


def test_describes_a_filter_and_a_parameter(client: Client):
    answer = json_of(client, "meta/")
    [actors] = [row for row in answer["resources"] if row["name"] == "actors"]
    [network] = [row for row in answer["questions"] if row["name"] == "network"]

    assert (actors["key"], actors["order"]) == ("slug", ["slug"])
    assert actors["formats"] == ["json", "csv", "ndjson", "xlsx"]
    assert actors["expand"] == ["country", "claims.source"]
    assert actors["facets"] == ["kind", "country"]
    assert {"state", "igo"} < set({p["name"]: p for p in actors["filters"]}["kind"]["choices"])
    assert network["formats"] == ["json", "csv", "graphml", "gexf"]
    assert network["parameters"][0] == {
        "name": "kind",
        "type": "choice",
        "several": False,
        "description": "Kind of ties between actors.",
        "required": True,
        "choices": ["membership", "agreement", "co_participation", "alignment"],
        "example": "agreement",
    }


def test_gives_version_licence_and_limits(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("api.views.ReadOnlyView.today", lambda *_: dt.date(2026, 2, 1))
    make.publish(make.actor("albania"))
    make.publish(make.event("signing"))
    make.source("draft", review_status="draft")
    number = database.stamps()["records_change"]
    query = "SELECT changed_at FROM records_stamp WHERE table_name = 'records_change'"
    [(changed,)] = database.rows(query)

    answer = json_of(client, "meta/")

    assert answer["data_version"] == changed.isoformat().replace("+00:00", "Z")
    assert answer["last_change"] == number
    assert answer["api_version"] == "1.0.0"
    assert answer["licence"]["name"] == "CC BY 4.0"
    assert answer["status_footnote"] == settings.STATUS_FOOTNOTE
    what = f"BalkanWatch, data of {changed:%Y-%m-%d}, CC BY 4.0."
    assert answer["citation"] == f"{what} http://testserver/ (accessed 2026-02-01)."
    assert (answer["limits"]["page_size"], answer["limits"]["largest_page_size"]) == (50, 500)


def test_answers_without_any_data(client: Client):
    make.actor("draft")

    database.execute("UPDATE records_stamp SET number = 0, changed_at = NULL")
    answer = json_of(client, "meta/")

    assert (answer["data_version"], answer["last_change"]) == (None, 0)
    assert {row["published"] for row in answer["resources"]} == {0}


def test_rejects_parameters(client: Client):
    assert client.get("/api/v1/meta/?kind=state").status_code == 400
