"""Networks of actors: their ties on a day, in all formats."""

import datetime as dt
import io
from typing import Any

import networkx
import pytest
from django.conf import settings
from django.test import Client

from explorer import network
from explorer.api.graphs import _text
from tests import cases, make
from tests.api_client import codes_of, json_of, query_count


@pytest.fixture(autouse=True)
def network_data() -> None:
    """Albania and Croatia in NATO, three signatory states, Serbia opposed to Kosovo."""
    states = ("albania", "croatia", "kosovo", "serbia")
    albania, croatia, kosovo, serbia = map(make.actor, states)
    nato = make.actor("nato", kind="igo", name="NATO & <allies>")
    make.publish(albania, croatia, kosovo, serbia, nato)
    candidate = {"status": "candidate"}
    against: dict[str, Any] = {"kind": "alignment", "status": "opposed"}
    make.publish(
        make.relationship(albania, nato, slug="albania-nato"),
        make.relationship(croatia, nato, slug="croatia-nato"),
        make.relationship(kosovo, nato, slug="kosovo-nato", **candidate),
        make.relationship(serbia, kosovo, slug="serbia-kosovo", **against),
        make.relationship(serbia, kosovo, slug="serbia-kosovo-two", **against | {"title": "NATO"}),
    )
    pact, meeting = make.agreement("pact"), make.event("meeting", on="2025-02-01")
    signing, denied = make.event("signing"), make.event("denied", modality="denied")
    for state in (albania, croatia, kosovo):
        make.party(pact, state)
        make.participation(signing, state)
        make.participation(denied, state)
    make.party(pact, serbia, role="witness")
    make.participation(signing, albania, "host")
    make.participation(meeting, albania)
    make.participation(meeting, kosovo)
    make.publish(pact, signing, meeting, denied)


def body(client: Client, **query: Any) -> Any:
    return json_of(client, "network/", **query)


def ties(client: Client, **query: Any) -> list[tuple[str, str, int]]:
    links = body(client, **query)["links"]
    return [(link["source"], link["target"], link["weight"]) for link in links]


def test_shows_a_network(client: Client):
    assert body(client, kind="membership", on="2025-03-18", actor="albania") == {
        "directed": True,
        "multigraph": False,
        "graph": {
            "kind": "membership",
            "on": "2025-03-18",
            "actor": "albania",
            "min_weight": 1,
            "truncated": False,
            "footnote": settings.STATUS_FOOTNOTE,
        },
        "nodes": [
            {"id": "albania", "name": "Albania", "kind": "state"},
            {"id": "nato", "name": "NATO & <allies>", "kind": "igo"},
        ],
        "links": [
            {
                "source": "albania",
                "target": "nato",
                "kind": "membership",
                "weight": 1,
                "statuses": ["member"],
                "rests_on": ["albania-nato"],
            }
        ],
    }


@cases(
    "query, found",
    ({"kind": "membership"}, [("albania", "nato", 1), ("croatia", "nato", 1)]),
    ({"kind": "membership", "on": "2009-03-31"}, []),
    ({"kind": "alignment"}, [("serbia", "kosovo", 2)]),
    (
        {"kind": "agreement"},
        [("albania", "croatia", 1), ("albania", "kosovo", 1), ("croatia", "kosovo", 1)],
    ),
    ({"kind": "agreement", "on": "2025-03-17"}, []),
    (
        {"kind": "co_participation"},
        [("albania", "kosovo", 2), ("albania", "croatia", 1), ("croatia", "kosovo", 1)],
    ),
    ({"kind": "co_participation", "on": "2025-03-17"}, [("albania", "kosovo", 1)]),
    ({"kind": "co_participation", "min_weight": "2"}, [("albania", "kosovo", 2)]),
    ({"kind": "co_participation", "min_weight": "3"}, []),
)
def test_ties_actors_by(client: Client, query: dict[str, str], found: list[Any]):
    assert ties(client, **query) == found


def test_shows_the_ties_among_those_tied_to_an_actor(client: Client):
    found = ties(client, kind="agreement", actor="kosovo")

    assert ("albania", "croatia", 1) in found
    assert ties(client, kind="co_participation", actor="croatia", min_weight="2") == []
    assert ties(client, kind="membership", actor="croatia") == [("croatia", "nato", 1)]


def test_shows_an_actor_without_ties_alone(client: Client):
    alone = body(client, kind="membership", actor="serbia")

    assert ([node["id"] for node in alone["nodes"]], alone["links"]) == (["serbia"], [])


def test_uses_today_by_default(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("explorer.api.views.NetworkView.today", lambda _: dt.date(2009, 3, 31))

    assert ties(client, kind="membership") == []


def test_reports_that_ties_are_left_out(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(network, "MAX_TIES", 1)

    cut = body(client, kind="co_participation")

    assert cut["graph"]["truncated"]
    assert [link["weight"] for link in cut["links"]] == [2]
    assert {node["id"] for node in cut["nodes"]} == {"albania", "kosovo"}


@cases("kind", "alignment", "co_participation")
def test_is_the_same_network_in_every_format(client: Client, kind: str):
    in_graphml, in_gexf = (
        client.get("/api/v1/network/", {"kind": kind, "format": name})
        for name in ("graphml", "gexf")
    )

    plain = networkx.node_link_graph(body(client, kind=kind), edges="links")
    graphml = networkx.read_graphml(io.BytesIO(in_graphml.content))
    gexf = networkx.read_gexf(io.BytesIO(in_gexf.content))

    assert in_graphml["Content-Type"].startswith("application/graphml+xml")
    assert in_gexf["Content-Type"].startswith("application/gexf+xml")
    assert plain.number_of_edges() > 0
    assert plain.is_directed() == graphml.is_directed() == gexf.is_directed()
    for read in (graphml, gexf):
        assert dict(read.nodes(data="name")) == dict(plain.nodes(data="name"))
        assert {frozenset(ends) for ends in read.edges} == {frozenset(ends) for ends in plain.edges}
        for first, second, tie in plain.edges(data=True):
            assert read.edges[first, second]["weight"] == tie["weight"]
            assert read.edges[first, second]["rests_on"] == " ".join(tie["rests_on"])


def test_removes_characters_that_xml_does_not_allow():
    assert _text("NATO\x01 & \ufffe<b>") == "NATO & <b>"


@cases(
    "query, name, code",
    ({}, "kind", "required"),
    ({"kind": ""}, "kind", "empty"),
    ({"kind": "memberships"}, "kind", "unknown_choice"),
    ({"kind": "membership", "on": "today"}, "on", "invalid"),
    ({"kind": "membership", "min_weight": "0"}, "min_weight", "min_value"),
    ({"kind": "membership", "actor": "NATO"}, "actor", "invalid"),
    ({"kind": "membership", "weight": "2"}, "weight", "unknown_parameter"),
    ({"kind": "membership", "actor": ["nato", "serbia"]}, "actor", "repeated"),
)
@cases("format", "json", "gexf")
def test_rejects_bad_parameters(client: Client, query: dict, name: str, code: str, format: str):
    assert codes_of(client, "/api/v1/network/", **query, format=format) == [(name, code)]


def test_names_the_available_formats(client: Client):
    answer = client.get("/api/v1/network/", {"kind": "membership", "format": "dot"})

    assert answer.status_code == 406
    assert "json, csv, graphml, gexf" in answer.json()["detail"]
    assert client.options("/api/v1/network/?kind=membership&format=gexf").status_code == 200


@cases("kind", *network.NetworkKind.values)
def test_makes_three_queries(client: Client, kind: str):
    assert query_count(client, f"/api/v1/network/?kind={kind}&actor=albania") == 3
