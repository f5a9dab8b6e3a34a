"""The comparison of agreements in the API."""

import csv

import pytest
from django.test import Client

from tests import cases, make
from tests.api_client import codes_of

COMPARE = "/api/v1/agreements/compare/"


@pytest.fixture(autouse=True)
def three_pacts() -> None:
    cyber, industry = make.topic("hyb.cyber"), make.topic("mil.industry")
    drills = make.topic("mil.drills", label="=Drills")
    tirana, subotica = make.agreement("tirana"), make.agreement("subotica")
    make.clause(tirana, 2, topics=[cyber, industry])
    make.clause(tirana, 10, topics=[industry])
    make.clause(subotica, 1, topics=[industry, drills])
    hidden = make.agreement("hidden")
    make.clause(hidden, 1, topics=[cyber, make.topic("secret")])
    make.publish(tirana, subotica, make.agreement("bare"), make.agreement("empty"))


def test_compares_the_topics_of_two_agreements(client: Client):
    both = ["tirana.2", "tirana.10"]

    assert client.get(f"{COMPARE}?ids=tirana,subotica").json() == {
        "topics": [
            {"code": "hyb.cyber", "label": "Cyber"},
            {"code": "mil.drills", "label": "=Drills"},
            {"code": "mil.industry", "label": "Industry"},
        ],
        "agreements": [
            {"slug": "tirana", "title": "Tirana", "kind": "declaration"},
            {"slug": "subotica", "title": "Subotica", "kind": "declaration"},
        ],
        "cells": [
            {"topic": "hyb.cyber", "agreement": "tirana", "clauses": ["tirana.2"], "n": 1},
            {"topic": "mil.drills", "agreement": "subotica", "clauses": ["subotica.1"], "n": 1},
            {"topic": "mil.industry", "agreement": "tirana", "n": 2, "clauses": both},
            {"topic": "mil.industry", "agreement": "subotica", "clauses": ["subotica.1"], "n": 1},
        ],
        "common": ["mil.industry"],
        "unique": [
            {"agreement": "tirana", "topics": ["hyb.cyber"]},
            {"agreement": "subotica", "topics": ["mil.drills"]},
        ],
        "jaccard": [{"agreements": ["tirana", "subotica"], "value": 0.3333}],
    }


def test_compares_each_pair_of_several(client: Client):
    body = client.get(f"{COMPARE}?ids=bare,tirana,empty").json()

    assert [row["slug"] for row in body["agreements"]] == ["bare", "tirana", "empty"]
    assert body["common"] == []
    assert body["jaccard"] == [
        {"agreements": ["bare", "tirana"], "value": 0.0},
        {"agreements": ["bare", "empty"], "value": None},
        {"agreements": ["tirana", "empty"], "value": 0.0},
    ]


def test_exports_the_cells_as_csv(client: Client):
    answer = client.get(f"{COMPARE}?ids=tirana,subotica&format=csv")

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert list(csv.reader(answer.content.decode().splitlines())) == [
        ["topic", "label", "agreement", "clauses", "n"],
        ["hyb.cyber", "Cyber", "tirana", "tirana.2", "1"],
        ["mil.drills", "'=Drills", "subotica", "subotica.1", "1"],
        ["mil.industry", "Industry", "tirana", "tirana.2 tirana.10", "2"],
        ["mil.industry", "Industry", "subotica", "subotica.1", "1"],
    ]


@cases("form", "", "&format=csv")
def test_answers_for_a_draft_as_for_an_unknown_agreement(client: Client, form: str):
    urls = (f"{COMPARE}?ids=tirana,{slug}{form}" for slug in ("hidden", "nidden"))
    draft, unknown = map(client.get, urls)

    assert draft.status_code == unknown.status_code == 404
    assert draft["Content-Type"] == unknown["Content-Type"] == "application/problem+json"
    assert draft.content == unknown.content.replace(b"nidden", b"hidden")
    assert b"secret" not in draft.content


@cases(
    "query, parameter, code",
    ("", "ids", "required"),
    ("?ids=tirana", "ids", "out_of_range"),
    ("?ids=" + ",".join("abcdefghijk"), "ids", "out_of_range"),
    ("?ids=tirana,tirana", "ids", "repeated"),
    ("?ids=tirana,Tirana", "ids", "invalid"),
    ("?ids=tirana,subotica&page=1", "page", "unknown_parameter"),
    ("?ids=tirana,subotica&kind=treaty", "kind", "unknown_parameter"),
)
def test_refuses_invalid_parameters(client: Client, query: str, parameter: str, code: str):
    assert codes_of(client, COMPARE + query) == [(parameter, code)]


def test_offers_only_json_and_csv(client: Client):
    answer = client.get(f"{COMPARE}?ids=tirana,subotica&format=xml")

    assert answer.status_code == 406
    assert "json, csv" in answer.json()["detail"]
