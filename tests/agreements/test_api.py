"""Agreements, clauses and topics in the API: shape and filters."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from tests import cases, make
from tests.api_client import keys_of

ALBANIA = {"slug": "albania", "name": "Albania", "kind": "state"}
SUBOTICA = {"slug": "subotica", "title": "Subotica Pact", "kind": "agreement"}


@pytest.fixture(autouse=True)
def two_pacts() -> None:
    albania, kosovo, serbia = (make.actor(slug) for slug in ("albania", "kosovo", "serbia"))
    bloc = make.actor("trilateral", kind="bloc")
    make.publish(albania, kosovo, serbia, bloc)
    tirana = make.agreement("tirana", title="Deklaratë e Tiranës", bloc=bloc)
    force = {"status": "in_force", "signed_on": "2025-04", "in_force_on": dt.date(2025, 5, 1)}
    subotica = make.agreement("subotica", title="Subotica Pact", kind="agreement", **force)
    make.claim(make.party(tirana, albania), make.source("wire"), locator="L2")
    make.party(tirana, kosovo, role="witness")
    make.party(subotica, serbia)
    make.party(subotica, serbia, role="signatory")
    make.party(subotica, make.publish(make.actor("host")), role="host")
    for actor in (make.actor("draft"), make.publish(make.actor("hungary"))):
        make.party(subotica, actor)
    cyber = make.topic("hyb.cyber")
    cyber.crosswalks.create(scheme="atop", code="HYB", match="broad")
    industry = make.topic("mil.industry")
    clause = make.clause(tirana, 1, heading="Cyber defence", topics=[cyber], strength="intent")
    clause.concerns.set([serbia])
    make.clause(tirana, 2, heading="Industry", topics=[industry], commitment="consultation")
    make.clause(subotica, 1, heading="Armament", topics=[industry], strength="binding")
    make.agreement_link(subotica, "counters", tirana)
    make.claim(tirana, make.source("gazette"), field="title")
    make.publish(tirana, subotica)


SIGNATURE: dict[str, Any] = {
    "kind": "signed",
    "happened_on": "2025-03-18",
    "happened_precision": "day",
    "happened_on_edtf": "2025-03-18",
    "effective_on": None,
    "effective_precision": "unknown",
    "effective_on_edtf": None,
    "text": "",
    "representatives": [],
    "claims": [],
}


def test_shows_an_agreement(client: Client):
    body = client.get("/api/v1/agreements/tirana/").json()

    assert [clause["number"] for clause in body.pop("clauses")] == [1, 2]
    assert [c["source"]["slug"] for c in body.pop("claims")] == ["gazette"]
    [first, second] = body.pop("parties")
    assert [c["locator"] for c in first.pop("claims")] == ["L2"]
    assert first == {
        "actor": ALBANIA,
        "role": "party",
        "status": "signed",
        "status_on": "2025-03-18",
        "status_precision": "day",
        "status_on_edtf": "2025-03-18",
        "signatory": None,
        "signatory_capacity": "",
        "reservation": "",
        "actions": [SIGNATURE],
    }
    assert (second["actor"]["slug"], second["role"]) == ("kosovo", "witness")
    assert body | {"updated_at": ""} == {
        "slug": "tirana",
        "url": "http://testserver/api/v1/agreements/tirana/",
        "kind": "declaration",
        "title": "Deklaratë e Tiranës",
        "short_title": "",
        "status": "signed",
        "bindingness": "unknown",
        "open_to_accession": None,
        "bloc": {"slug": "trilateral", "name": "Trilateral", "kind": "bloc"},
        "summary": "",
        "signed_on": "2025-03-18",
        "signed_precision": "day",
        "signed_on_edtf": "2025-03-18",
        "in_force_on": None,
        "in_force_precision": "unknown",
        "in_force_on_edtf": None,
        "terminated_on": None,
        "terminated_precision": "unknown",
        "terminated_on_edtf": None,
        "text_status": "not_seen",
        "text_url": "",
        "links": [{"direction": "in", "kind": "counters", "agreement": SUBOTICA, "claims": []}],
        "identifiers": [],
        "updated_at": "",
    }
    [link] = client.get("/api/v1/agreements/subotica/").json()["links"]
    assert (link["direction"], link["agreement"]["slug"]) == ("out", "tirana")


def test_shows_a_clause_by_agreement_and_number(client: Client):
    body = client.get("/api/v1/clauses/tirana.1/").json()

    assert body == {
        "key": "tirana.1",
        "url": "http://testserver/api/v1/clauses/tirana.1/",
        "agreement": {"slug": "tirana", "title": "Deklaratë e Tiranës", "kind": "declaration"},
        "number": 1,
        "heading": "Cyber defence",
        "text": "",
        "text_basis": "paraphrase",
        "commitment": "cooperation",
        "strength": "intent",
        "activation": "standing",
        "topics": [{"code": "hyb.cyber", "label": "Cyber"}],
        "concerns": [{"slug": "serbia", "name": "Serbia", "kind": "state"}],
        "claims": [],
    }
    assert client.get("/api/v1/clauses/tirana.3/").status_code == 404
    assert client.get("/api/v1/clauses/tirana.01/").status_code == 404


def test_shows_a_topic(client: Client):
    assert client.get("/api/v1/topics/hyb.cyber/").json() == {
        "code": "hyb.cyber",
        "url": "http://testserver/api/v1/topics/hyb.cyber/",
        "label": "Cyber",
        "definition": "hyb.cyber",
        "parent": {"code": "hyb", "label": "Hyb"},
        "crosswalks": [{"scheme": "atop", "code": "HYB", "match": "broad"}],
    }


@cases(
    "query, found",
    ({}, ["subotica", "tirana"]),
    ({"q": "DEKLARATE"}, ["tirana"]),
    ({"kind": "declaration"}, ["tirana"]),
    ({"kind__in": "declaration,agreement"}, ["subotica", "tirana"]),
    ({"status": "in_force"}, ["subotica"]),
    ({"status__in": "signed,lapsed"}, ["tirana"]),
    ({"party": "albania"}, ["tirana"]),
    ({"party": "trilateral"}, []),
    ({"topic": "mil.industry"}, ["subotica", "tirana"]),
    ({"topic": "hyb"}, ["tirana"]),
    ({"signed_on__gte": "2025-03-18"}, ["subotica", "tirana"]),
    ({"signed_on__gte": "2025-03-19"}, ["subotica"]),
    ({"signed_on__gte": "2025-04-30"}, ["subotica"]),
    ({"signed_on__gte": "2025-05-01"}, []),
    ({"signed_on__lte": "2025-04-01"}, ["subotica", "tirana"]),
    ({"signed_on__lte": "2025-03-31"}, ["tirana"]),
    ({"in_force_on": "2025-05-01"}, ["subotica"]),
    ({"in_force_on": "2025-04-30"}, []),
    ({"bloc": "trilateral"}, ["tirana"]),
    ({"source": "gazette"}, ["tirana"]),
    ({"source": "wire"}, []),
    ({"topic": "mil.industry", "party": "serbia"}, ["subotica"]),
    ({"kind__not": "agreement"}, ["tirana"]),
    ({"status__not": "signed,lapsed"}, ["subotica"]),
    ({"party__in": "serbia,nobody"}, ["subotica"]),
    ({"party__in": "serbia,albania,kosovo"}, ["subotica", "tirana"]),
    ({"party__all": "albania,kosovo"}, ["tirana"]),
    ({"party__all": "albania,serbia"}, []),
    ({"party__not": "kosovo"}, ["subotica"]),
    ({"party__not": "kosovo,serbia"}, []),
    ({"party_count__gte": "1"}, ["subotica", "tirana"]),
    ({"party_count__gte": "2"}, ["subotica"]),
    ({"party_count__gte": "3"}, []),
    ({"topic__in": "hyb,mil.industry"}, ["subotica", "tirana"]),
    ({"topic__in": "hyb.cyber"}, ["tirana"]),
    ({"topic__all": "hyb,mil"}, ["tirana"]),
    ({"topic__all": "mil"}, ["subotica", "tirana"]),
    ({"topic__not": "hyb"}, ["subotica"]),
    ({"topic__not": "hyb.cyber,mil.industry"}, []),
    ({"slug__in": "tirana,nothing"}, ["tirana"]),
    ({"updated_at__gte": "2999-01-01"}, []),
)
def test_filters_agreements(client: Client, query: dict, found: list[str]):
    assert keys_of(client, "agreements", **query) == found


@cases(
    "query, found",
    ({}, ["subotica.1", "tirana.1", "tirana.2"]),
    ({"q": "INDUSTRY"}, ["tirana.2"]),
    ({"agreement": "tirana"}, ["tirana.1", "tirana.2"]),
    ({"topic": "mil"}, ["subotica.1", "tirana.2"]),
    ({"agreement__in": "tirana,nothing"}, ["tirana.1", "tirana.2"]),
    ({"agreement__in": "nothing"}, []),
    ({"topic__in": "hyb,mil.industry"}, ["subotica.1", "tirana.1", "tirana.2"]),
    ({"topic__in": "hyb.cyber,hyb"}, ["tirana.1"]),
    ({"commitment": "consultation"}, ["tirana.2"]),
    ({"commitment__in": "consultation,cooperation"}, ["subotica.1", "tirana.1", "tirana.2"]),
    ({"strength": "binding"}, ["subotica.1"]),
    ({"strength__in": "binding,intent"}, ["subotica.1", "tirana.1"]),
    ({"concerns": "serbia"}, ["tirana.1"]),
    ({"party": "serbia"}, ["subotica.1"]),
)
def test_filters_clauses(client: Client, query: dict, found: list[str]):
    assert keys_of(client, "clauses", **query) == found


def test_filters_topics(client: Client):
    assert keys_of(client, "topics") == ["hyb", "hyb.cyber", "mil", "mil.industry"]
    assert keys_of(client, "topics", parent="hyb") == ["hyb.cyber"]
