"""Actors and relationships in the API: shape and filters."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from actors.api.views import ActorViewSet
from actors.models import Actor
from tests import cases, make
from tests.api_client import keys_of, problems_of

STATES = ["croatia", "serbia", "yugoslavia"]


@pytest.fixture(autouse=True)
def cast() -> None:
    serbia = make.actor("serbia", active_from="2006-06-05")
    yugoslavia = make.actor("yugoslavia", lifecycle="ended")
    nato = make.actor("nato", kind="igo", name="NATO")
    croatia = make.actor("croatia", active_from="1991", lifecycle="ongoing")
    vucic = make.actor("aleksandar-vucic", kind="person", name="Aleksandar Vučić", country=serbia)
    make.name(vucic, "Александар Вучић", "sr-Cyrl")
    make.name(croatia, "Hrvatska", "hr")
    make.name(croatia, "Republika Hrvatska", "hr", kind="official")
    make.party(subotica := make.agreement("subotica"), serbia)
    make.party(make.agreement("hidden"), croatia)
    make.identifier(serbia, "cow", "345")
    make.identifier(yugoslavia, "cow", "345", preferred=False)
    make.identifier(serbia, "iso3", "SRB")
    make.publish(serbia, yugoslavia, nato, croatia, vucic, subotica)
    office = {"kind": "office", "status": "incumbent", "title": "President"}
    make.publish(
        make.relationship(croatia, nato, slug="croatia-nato"),
        make.relationship(vucic, serbia, slug="vucic-president", **office, start_on="2017-05-31"),
        make.relationship(serbia, nato, slug="serbia-nato", status="observer"),
    )


def test_shows_an_actor(client: Client):
    make.claim(make.actor("albania"), make.source("wire"), field="name", locator="L3")
    albania = Actor.objects.get(slug="albania")
    make.name(albania, "Shqipëria", "sq")
    make.identifier(albania, "iso2", "AL")
    make.publish(albania)

    body = client.get("/api/v1/actors/albania/").json()

    assert body | {"updated_at": ""} == {
        "slug": "albania",
        "url": "http://testserver/api/v1/actors/albania/",
        "kind": "state",
        "name": "Albania",
        "country": None,
        "description": "",
        "active_from": None,
        "active_from_precision": "unknown",
        "active_from_edtf": None,
        "active_to": None,
        "active_to_precision": "unknown",
        "active_to_edtf": None,
        "lifecycle": "unknown",
        "names": [
            {
                "name": "Shqipëria",
                "language": "sq",
                "kind": "short",
                "valid_from": None,
                "valid_to": None,
            }
        ],
        "identifiers": [
            {
                "scheme": "iso2",
                "value": "AL",
                "preferred": True,
                "valid_from": None,
                "valid_to": None,
            }
        ],
        "claims": [
            {
                "source": {"slug": "wire", "title": "wire", "kind": "news", "relies_on": None},
                "locator": "L3",
                "field": "name",
                "kind": "report",
                "verdict": "supports",
                "credibility": 6,
                "attributed_to": "",
                "asserted_value": "",
                "quote": "",
            }
        ],
        "updated_at": "",
    }


def test_shows_a_relationship(client: Client):
    body = client.get("/api/v1/relationships/vucic-president/").json()

    assert len(body.pop("claims")) == 1
    assert body | {"updated_at": ""} == {
        "slug": "vucic-president",
        "url": "http://testserver/api/v1/relationships/vucic-president/",
        "subject": {"slug": "aleksandar-vucic", "name": "Aleksandar Vučić", "kind": "person"},
        "kind": "office",
        "status": "incumbent",
        "object": {"slug": "serbia", "name": "Serbia", "kind": "state"},
        "title": "President",
        "start_on": "2017-05-31",
        "start_precision": "day",
        "start_on_edtf": "2017-05-31",
        "end_on": None,
        "end_precision": "unknown",
        "end_on_edtf": None,
        "lifecycle": "ongoing",
        "as_of": None,
        "identifiers": [],
        "updated_at": "",
    }


@cases(
    "query, found",
    ({"q": "vucic"}, ["aleksandar-vucic"]),
    ({"q": "ВУЧИЋ"}, ["aleksandar-vucic"]),
    ({"q": "hrvatska"}, ["croatia"]),
    ({"q": "100%"}, []),
    ({"kind": "igo"}, ["nato"]),
    ({"kind__in": "igo,person"}, ["aleksandar-vucic", "nato"]),
    ({"iso3": "SRB"}, ["serbia"]),
    ({"identifier": "cow:345"}, ["serbia"]),
    ({"identifier": "cow:346"}, []),
    ({"country": "serbia"}, ["aleksandar-vucic"]),
    ({"member_of": "nato", "on": "2020-01-01"}, ["croatia"]),
    ({"member_of": "nato", "on": "2009-03-31"}, []),
    ({"member_of": "serbia"}, []),
    ({"kind__not": "igo,state"}, ["aleksandar-vucic"]),
    ({"country__in": "serbia,croatia"}, ["aleksandar-vucic"]),
    ({"country__in": "croatia"}, []),
    ({"member_of__not": "nato", "on": "2020-01-01", "kind": "state"}, ["serbia", "yugoslavia"]),
    ({"member_of__not": "nato,serbia", "on": "2009-03-31", "kind": "state"}, STATES),
    ({"member_of__not": "nobody", "kind": "igo"}, ["nato"]),
    ({"slug__in": "nato,serbia,nobody"}, ["nato", "serbia"]),
    ({"updated_at__gte": "2999-01-01"}, []),
    ({"party_to": "subotica"}, ["serbia"]),
    ({"party_to": "hidden"}, []),
    ({"party_to": "nothing"}, []),
    ({"active_on": "1991-12-31"}, ["croatia"]),
    ({"active_on": "1991-12-30"}, []),
)
def test_filters_actors(client: Client, query: dict, found: list[str]):
    assert keys_of(client, "actors", **query) == found


def test_uses_today_for_memberships_without_a_day(client: Client, monkeypatch: Any):
    def on(day: dt.date) -> list[str]:
        monkeypatch.setattr(ActorViewSet, "today", staticmethod(lambda: day))
        return keys_of(client, "actors", member_of="nato")

    assert on(dt.date(2009, 4, 1)) == ["croatia"]
    assert on(dt.date(2009, 3, 31)) == []


@cases(
    "query, parameter, hint",
    ({"on": "2020-01-01"}, "on", None),
    ({"identifier": "345"}, "identifier", None),
    ({"identifier": "cwo:345"}, "identifier", "cow:345"),
    ({"iso3": "srb"}, "iso3", None),
    ({"party_two": "x"}, "party_two", "party_to"),
)
def test_refuses_invalid_parameters(client: Client, query: dict, parameter: str, hint: str):
    [fault] = problems_of(client, "/api/v1/actors/", **query)

    assert (fault["parameter"], fault["did_you_mean"]) == (parameter, hint)


@cases(
    "query, found",
    ({"kind": "membership"}, ["croatia-nato", "serbia-nato"]),
    ({"kind__in": "office,part_of"}, ["vucic-president"]),
    ({"status": "observer"}, ["serbia-nato"]),
    ({"status__in": "observer,member"}, ["croatia-nato", "serbia-nato"]),
    ({"subject": "serbia"}, ["serbia-nato"]),
    ({"object": "serbia"}, ["vucic-president"]),
    ({"actor": "serbia"}, ["serbia-nato", "vucic-president"]),
    ({"actor": "serbia", "kind": "office"}, ["vucic-president"]),
    ({"kind__not": "office"}, ["croatia-nato", "serbia-nato"]),
    ({"status__not": "member,observer"}, ["vucic-president"]),
    ({"subject__in": "serbia,nobody"}, ["serbia-nato"]),
    ({"object__in": "serbia,nobody"}, ["vucic-president"]),
    ({"slug__in": "serbia-nato"}, ["serbia-nato"]),
    ({"updated_at__gte": "2999-01-01"}, []),
    ({"on": "2017-05-30"}, ["croatia-nato", "serbia-nato"]),
    ({"on": "2017-05-31"}, ["croatia-nato", "serbia-nato", "vucic-president"]),
)
def test_filters_relationships(client: Client, query: dict, found: list[str]):
    assert keys_of(client, "relationships", **query) == found


def test_filters_by_recognition(client: Client):
    kosovo = make.publish(make.actor("kosovo"))
    for slug, status in (("croatia", "recognised"), ("serbia", "not_recognised")):
        state = Actor.objects.get(slug=slug)
        make.publish(make.relationship(state, kosovo, kind="recognition", status=status))

    assert keys_of(client, "actors", recognising="kosovo") == ["croatia"]
    assert keys_of(client, "actors", not_recognising="kosovo") == ["serbia"]
    assert keys_of(client, "actors", not_recognising="kosovo", on="2009-03-31") == []
    assert keys_of(client, "actors", recognising="kosovo", member_of="nato") == ["croatia"]
    assert keys_of(client, "actors", not_recognising="kosovo", member_of="nato") == []
