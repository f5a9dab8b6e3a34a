"""Events, links, figures, places and event types in the API: their fields and filters."""

from typing import Any

import pytest
from django.test import Client

from events.models import EventLink
from tests import cases, make
from tests.api_client import errors_of, keys_of

ALBANIA = {"slug": "albania", "name": "Albania", "kind": "state"}
SERBIA = {"slug": "serbia", "name": "Serbia", "kind": "state"}
REACTION = {"slug": "reaction", "title": "Reaction", "date": "2025-04-01"}
SIGNING = {"slug": "signing", "title": "Signing", "date": "2025-03-18"}
SHARE = {"metric": "spending_share", "unit": "percent_gdp"}


@pytest.fixture(autouse=True)
def events_in_spring_2025() -> None:
    albania, serbia, person = (make.actor(slug) for slug in ("albania", "serbia", "person"))
    make.publish(albania, serbia, person)
    tirana = make.place("tirana", country=albania, latitude="41.33", longitude="19.82")
    make.place("novi-sad", name="Нови Сад · Novi Sad", country=serbia, kind="admin")
    declaration = make.publish(make.agreement("declaration"))
    wire = make.source("wire")

    diplomacy = {"type": make.event_type("diplomacy"), "title": "Sezona e nënshkrimeve"}
    season = make.publish(make.event("season", on="2025-03/2025-05", **diplomacy))
    where: dict[str, Any] = {"place": tirana, "geo_precision": "settlement"}
    signing = make.event("signing", agreement=declaration, parent=season, **where)
    make.claim(signing, wire, locator="L1", credibility=2)
    make.claim(make.participation(signing, albania, "host"), wire, locator="L2")
    stance = {"stance": "opposes", "toward": serbia, "on_behalf_of": albania}
    make.participation(signing, person, "speaker", **stance)
    protest = {"type": make.event_type("statement.protest"), "modality": "alleged"}
    reaction = make.event("reaction", on=make.SUBOTICA_DAY, **protest)
    make.participation(reaction, serbia, "initiator")
    make.publish(signing, reaction)
    make.event_link(reaction, "response_to", signing)
    make.publish(make.figure(slug="guests", event=signing, value="12.50", **SHARE))
    make.publish(make.figure(slug="kfor", actor=albania, as_of="2025-03"))
    make.publish(make.event("undated", on=None))
    gazette = make.source("gazette")
    make.claim(season, gazette)
    make.claim(season, gazette, locator="L3")
    make.claim(season, make.source("hidden", review_status="draft"))
    make.claim(season, field="title", verdict="mentions")


def test_shows_an_event(client: Client):
    body = client.get("/api/v1/events/signing/").json()

    assert [row["source"]["slug"] for row in body.pop("claims")] == ["wire"]
    [host, speaker] = body.pop("participations")
    assert [row["locator"] for row in host.pop("claims")] == ["L2"]
    assert host == {
        "actor": ALBANIA,
        "role": "host",
        "stance": "none",
        "toward": None,
        "on_behalf_of": None,
        "capacity": "",
        "statement": "",
    }
    speaker_stance = [speaker[name] for name in ("stance", "toward", "on_behalf_of")]
    assert speaker_stance == ["opposes", SERBIA, ALBANIA]
    [figure] = body.pop("figures")
    assert (figure["slug"], figure["value"], len(figure["claims"])) == ("guests", 12.5, 1)
    assert body | {"updated_at": ""} == {
        "slug": "signing",
        "url": "http://testserver/api/v1/events/signing/",
        "title": "Signing",
        "summary": "",
        "type": {"code": "treaty.signing", "label": "Signing"},
        "modality": "occurred",
        "date": "2025-03-18",
        "date_from": "2025-03-18",
        "date_to": "2025-03-18",
        "date_precision": "day",
        "end_precision": "",
        "date_qualifier": "",
        "end_qualifier": "",
        "is_span": False,
        "lifecycle": "unknown",
        "dating": "stated",
        "undated_reason": "",
        "bounds": [],
        "place": {
            "slug": "tirana",
            "name": "Tirana",
            "kind": "settlement",
            "country": "albania",
            "latitude": 41.33,
            "longitude": 19.82,
        },
        "geo_precision": "settlement",
        "agreement": {"slug": "declaration", "title": "Declaration", "kind": "declaration"},
        "part_in_time": False,
        "parent": {
            "slug": "season",
            "title": "Sezona e nënshkrimeve",
            "date": "[2025-03..2025-05]",
        },
        "links": [
            {
                "direction": "in",
                "kind": "response_to",
                "event": REACTION,
                "lag": None,
                "lag_unit": "",
                "claims": [],
            }
        ],
        "identifiers": [],
        "updated_at": "",
    }


def test_shows_missing_values_as_null_and_no_rows_as_empty_lists(client: Client):
    body = client.get("/api/v1/events/undated/").json()

    assert {body[name] for name in ("date", "date_from", "place", "agreement", "parent")} == {None}
    assert body["participations"] == body["links"] == body["figures"] == []


def test_shows_an_event_link(client: Client):
    link = EventLink.objects.get()

    assert client.get(f"/api/v1/event-links/{link.public_id}/").json() == {
        "id": str(link.public_id),
        "url": f"http://testserver/api/v1/event-links/{link.public_id}/",
        "source": REACTION,
        "kind": "response_to",
        "target": SIGNING,
        "lag": None,
        "lag_unit": "",
        "claims": [],
    }


def test_shows_a_figure(client: Client):
    body = client.get("/api/v1/figures/kfor/").json()

    assert len(body.pop("claims")) == 1
    assert body | {"updated_at": ""} == {
        "url": "http://testserver/api/v1/figures/kfor/",
        "slug": "kfor",
        "metric": "troops",
        "value": 4686.0,
        "value_max": None,
        "comparator": "eq",
        "unit": "persons",
        "currency": "",
        "as_of": "2025-03-01",
        "as_of_precision": "month",
        "as_of_edtf": "2025-03",
        "actor": ALBANIA,
        "agreement": None,
        "event": None,
        "identifiers": [],
        "updated_at": "",
    }


def test_shows_a_place_and_a_type(client: Client):
    assert client.get("/api/v1/places/tirana/").json() == {
        "slug": "tirana",
        "url": "http://testserver/api/v1/places/tirana/",
        "name": "Tirana",
        "kind": "settlement",
        "country": ALBANIA,
        "parent": None,
        "latitude": 41.33,
        "longitude": 19.82,
        "geonames_id": None,
        "names": [],
        "identifiers": [],
    }
    assert client.get("/api/v1/event-types/treaty.signing/").json() == {
        "code": "treaty.signing",
        "url": "http://testserver/api/v1/event-types/treaty.signing/",
        "label": "Signing",
        "definition": "treaty.signing",
        "parent": {"code": "treaty", "label": "Treaty"},
        "crosswalks": [],
    }


def test_shows_names_of_a_place_by_language(client: Client):
    place = make.place("subotica")
    names = {"hu": "Szabadka", "sr-Cyrl": "Суботица", "und": "Maria-Theresiopel"}
    for language in reversed(names):
        make.place_name(place, names[language], language=language)

    assert client.get("/api/v1/places/subotica/").json()["names"] == [
        {"name": name, "language": language, "valid_from": None, "valid_to": None}
        for language, name in names.items()
    ]
    for text in ("szabadka", "Суботица", "theresiopel"):
        found = client.get("/api/v1/places/", {"q": text}).json()["results"]
        assert [each["slug"] for each in found] == ["subotica"]
    assert client.get("/api/v1/suggest/", {"q": "szab"}).json()["results"][0]["slug"] == "subotica"


@cases(
    "query, found",
    ({}, ["season", "signing", "reaction", "undated"]),
    ({"q": "NENSHKRIM"}, ["season"]),
    ({"date__gte": "2025-03-19"}, ["season", "reaction"]),
    ({"date__gte": "2025-05-31"}, ["season"]),
    ({"date__gte": "2025-06-01"}, []),
    ({"date__lte": "2025-03-01"}, ["season"]),
    ({"date__lte": "2025-03-18"}, ["season", "signing"]),
    ({"date__gte": "2025-03-18", "date__lte": "2025-03-18"}, ["season", "signing"]),
    ({"type": "treaty.signing"}, ["signing", "undated"]),
    ({"type": "statement"}, ["reaction"]),
    ({"modality": "alleged"}, ["reaction"]),
    ({"modality__in": "alleged,denied"}, ["reaction"]),
    ({"actor": "serbia"}, ["reaction"]),
    ({"country": "albania"}, ["signing"]),
    ({"country": "serbia"}, []),
    ({"place": "tirana"}, ["signing"]),
    ({"agreement": "declaration"}, ["signing"]),
    ({"linked_to": "signing"}, ["reaction"]),
    ({"linked_to": "reaction"}, ["signing"]),
    ({"parent": "season"}, ["signing"]),
    ({"source": "wire"}, ["signing"]),
    ({"source": "wire", "actor": "serbia"}, []),
    ({"during": "2025-03"}, ["season", "signing"]),
    ({"during": "2025-02"}, []),
    ({"during": "2025-03-19/2025-04-30"}, ["season", "reaction"]),
    ({"during": "../2025-03-17"}, ["season"]),
    ({"during": "../2025"}, ["season", "signing", "reaction"]),
    ({"during": "2025-06/.."}, []),
    ({"during": "2025-04-01/2025"}, ["season", "reaction"]),
    ({"date_precision": "month"}, ["season"]),
    ({"date_precision": "year"}, []),
    ({"date_precision__in": "month,unknown"}, ["season", "undated"]),
    ({"type__in": "statement,diplomacy"}, ["season", "reaction"]),
    ({"type__in": "treaty"}, ["signing", "undated"]),
    ({"type__not": "treaty"}, ["season", "reaction"]),
    ({"type__not": "treaty,statement.protest"}, ["season"]),
    ({"modality__not": "alleged"}, ["season", "signing", "undated"]),
    ({"actor__in": "serbia,albania"}, ["signing", "reaction"]),
    ({"actor__in": "serbia,nobody"}, ["reaction"]),
    ({"actor__all": "albania,person"}, ["signing"]),
    ({"actor__all": "albania,serbia"}, []),
    ({"actor__not": "albania"}, ["season", "reaction", "undated"]),
    ({"actor__not": "albania,serbia"}, ["season", "undated"]),
    ({"actor_role": "albania:host"}, ["signing"]),
    ({"actor_role": "albania:speaker"}, []),
    ({"stance": "opposes"}, ["signing"]),
    ({"stance": "supports"}, []),
    ({"country__in": "albania,serbia"}, ["signing"]),
    ({"country__in": "serbia,nowhere"}, []),
    ({"place__in": "tirana,novi-sad"}, ["signing"]),
    ({"place__in": "novi-sad"}, []),
    ({"bbox": "19.8,41,20,42"}, ["signing"]),
    ({"bbox": "20,41,21,42"}, []),
    ({"bbox": "170,41,20,42"}, ["signing"]),
    ({"bbox": "20,41,-170,42"}, []),
    ({"geo_precision": "settlement"}, ["signing"]),
    ({"geo_precision": "facility"}, []),
    ({"link_kind": "response_to"}, ["signing", "reaction"]),
    ({"link_kind": "follows"}, []),
    ({"link_kind": "response_to", "linked_to": "signing"}, ["reaction"]),
    ({"link_kind": "caused_by", "linked_to": "signing"}, []),
    ({"has_links": "true"}, ["signing", "reaction"]),
    ({"has_links": "false"}, ["season", "undated"]),
    ({"source_count__gte": "1", "actor": "albania"}, ["signing"]),
    ({"source_count__gte": "2"}, ["season"]),
    ({"source_count__gte": "3"}, []),
    ({"origin_count__gte": "1", "actor": "albania"}, ["signing"]),
    ({"origin_count__gte": "2"}, ["season"]),
    ({"origin_count__gte": "3"}, []),
    ({"slug__in": "undated,signing,nothing"}, ["signing", "undated"]),
    ({"updated_at__gte": "2020-01-01", "actor": "serbia"}, ["reaction"]),
    ({"updated_at__gte": "2999-01-01T00:00:00Z"}, []),
)
def test_filters_events(client: Client, query: dict, found: list[str]):
    assert keys_of(client, "events", **query) == found


@cases(
    "path, query, found",
    ("figures", {}, ["guests", "kfor"]),
    ("figures", {"metric": "troops"}, ["kfor"]),
    ("figures", {"metric__in": "troops,spending"}, ["kfor"]),
    ("figures", {"slug__in": "guests"}, ["guests"]),
    ("figures", {"updated_at__gte": "2999-01-01"}, []),
    ("figures", {"actor": "albania"}, ["kfor"]),
    ("figures", {"event": "signing"}, ["guests"]),
    ("figures", {"agreement": "declaration"}, []),
    ("figures", {"as_of__gte": "2025-03-31"}, ["kfor"]),
    ("figures", {"as_of__gte": "2025-04-01"}, []),
    ("figures", {"as_of__lte": "2025-03-01"}, ["kfor"]),
    ("figures", {"as_of__lte": "2025-02-28"}, []),
    ("places", {}, ["novi-sad", "tirana"]),
    ("places", {"q": "novi"}, ["novi-sad"]),
    ("places", {"country": "albania"}, ["tirana"]),
    ("places", {"country__in": "albania,serbia"}, ["novi-sad", "tirana"]),
    ("places", {"country__in": "serbia"}, ["novi-sad"]),
    ("places", {"kind": "admin"}, ["novi-sad"]),
    ("places", {"kind__in": "admin,water"}, ["novi-sad"]),
    ("places", {"slug__in": "tirana"}, ["tirana"]),
    ("places", {"bbox": "19,41,20,42"}, ["tirana"]),
    ("places", {"bbox": "19,42,20,43"}, []),
    ("event-types", {"parent": "treaty"}, ["treaty.signing"]),
)
def test_filters_other_lists(client: Client, path: str, query: dict, found: list[str]):
    assert keys_of(client, path, **query) == found


@cases(
    "query, n",
    ({"source": "reaction"}, 1),
    ({"source": "signing"}, 0),
    ({"target": "signing"}, 1),
    ({"event": "signing"}, 1),
    ({"event": "season"}, 0),
    ({"kind": "caused_by"}, 0),
    ({"kind__in": "caused_by,follows"}, 0),
    ({"kind__in": "caused_by,response_to"}, 1),
    ({"kind": "response_to"}, 1),
)
def test_filters_event_links(client: Client, query: dict, n: int):
    assert client.get("/api/v1/event-links/", query).json()["count"] == n


@cases(
    "query, code, hint",
    ({"during": "2025-13"}, "invalid", None),
    ({"during": "../.."}, "invalid", None),
    ({"during": "2025-04/2025-03"}, "conflict", None),
    ({"during": "2025-03/2025-04/2025-05"}, "invalid", None),
    ({"actor_role": "serbia:speeker"}, "unknown_choice", "serbia:speaker"),
    ({"actor_role": "serbia"}, "invalid", None),
    ({"actor_role": "Serbia:speaker"}, "invalid", None),
    ({"bbox": "1,2,3"}, "invalid", None),
    ({"bbox": "1,2,3,x"}, "invalid", None),
    ({"bbox": "1,4,3,2"}, "conflict", None),
    ({"bbox": "1,2,181,3"}, "out_of_range", None),
    ({"has_links": "yes"}, "unknown_choice", None),
    ({"actor__in": "a,B"}, "invalid", None),
    ({"actor__all": ",".join("abcdefghijk")}, "out_of_range", None),
    ({"slug__in": ",".join(["a"] * 101)}, "out_of_range", None),
    ({"type__in": "treaty,statment"}, "unknown_choice", "statement"),
    ({"source_count__gte": "0"}, "min_value", None),
    ({"updated_at__gte": "2025-03-18T25:00:00Z"}, "invalid", None),
    ({"updated_at__gte": "2025-03-18 10:00"}, "invalid", None),
    ({"sourc_count__gte": "1"}, "unknown_parameter", "source_count__gte"),
    ids=str,
)
def test_rejects_invalid_filters(client: Client, query: dict, code: str, hint: str):
    assert errors_of(client, "/api/v1/events/", **query) == {(*query, code, hint)}
