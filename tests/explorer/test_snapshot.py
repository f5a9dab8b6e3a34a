"""Snapshots of a day, changes between two days, and signatories."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from explorer import snapshot
from tests import cases, make
from tests.api_client import codes_of, json_of, query_count

LISTS = [*snapshot.RELATIONS, "agreements_in_force", "agreements_signed"]


@pytest.fixture(autouse=True)
def snapshot_data() -> None:
    albania, kosovo, serbia = (make.actor(slug) for slug in ("albania", "kosovo", "serbia"))
    nato = make.actor("nato", kind="igo")
    person = make.actor("person", kind="person")
    make.publish(albania, kosovo, serbia, nato, person)
    ended = {"lifecycle": "ended", "end_on": "2025-03-20"}
    office = {"kind": "office", "status": "incumbent", "title": "Minister"}
    denial = {"kind": "recognition", "status": "not_recognised", "start_on": ""}
    heard = {"kind": "alignment", "status": "pro", "lifecycle": "unknown"}
    day, since = dt.date(2025, 3, 19), {"status": "observer", "start_on": make.SUBOTICA_DAY}
    make.publish(
        make.relationship(albania, nato, slug="albania-nato"),
        make.relationship(person, serbia, slug="minister", **office, **ended),
        make.relationship(serbia, kosovo, slug="serbia-kosovo", **denial, as_of=day),
        make.relationship(kosovo, nato, slug="last-heard", **heard, as_of=day),
        make.relationship(serbia, nato, slug="serbia-nato", **since),
    )
    pact = make.agreement("pact")
    make.party(pact, albania, signatory=person)
    make.party(pact, kosovo, status_on=make.SUBOTICA_DAY)
    make.party(pact, serbia, role="host")
    undated = {"signed_on": None, "in_force_on": "2025", "terminated_on": "2026"}
    force = {"status": "terminated", "in_force_on": dt.date(2025, 3, 18)}
    make.publish(
        pact,
        make.agreement("some-day-in-march", signed_on="2025-03"),
        make.agreement("short", **force, terminated_on=dt.date(2025, 3, 25)),
        make.agreement("in-some-year", status="lapsed", **undated),
    )
    make.publish(
        make.event("signing"),
        make.event("planned", modality="planned"),
        make.event("some-day", on="2025-03"),
        make.event("mission", on="2025-03-18/..", is_span=True, lifecycle="ongoing"),
        make.event("later", on="2025-04-03"),
    )


def slugs(answer: Any) -> dict[str, list[str]]:
    """The slugs in each list that is not empty."""
    lists = {name: rows for name, rows in answer.items() if isinstance(rows, list) and rows}
    return {name: [row["slug"] for row in rows] for name, rows in lists.items()}


def get_changes(client: Client, first: str, last: str) -> Any:
    return json_of(client, "snapshot/diff/", **{"from": first, "to": last})


def test_shows_what_held_on_a_day(client: Client):
    answer = json_of(client, "snapshot/", on="2025-03-18")

    assert list(answer) == ["on", *LISTS, "truncated"]
    assert (answer["on"], answer["truncated"]) == ("2025-03-18", False)
    assert slugs(answer) == {
        "memberships": ["albania-nato"],
        "offices": ["minister"],
        "alignments": ["last-heard"],
        "agreements_in_force": ["short"],
        "agreements_signed": ["pact", "short"],
    }
    office = {"subject": "person", "object": "serbia", "status": "incumbent", "title": "Minister"}
    assert answer["offices"] == [{"slug": "minister"} | office]
    pact = {"slug": "pact", "title": "Pact", "kind": "declaration", "parties": ["albania"]}
    assert answer["agreements_signed"][0] == pact


def test_shows_what_changed_between_two_days(client: Client):
    answer = get_changes(client, "2025-03-17", "2025-04-02")

    assert list(answer) == ["from", "to", "began", "ended", "agreements", "events", "truncated"]
    assert (answer["from"], answer["to"]) == ("2025-03-17", "2025-04-02")
    assert slugs(answer["began"]) == {"memberships": ["serbia-nato"]}
    assert slugs(answer["ended"]) == {"offices": ["minister"]}
    assert slugs(answer["agreements"]) == {
        "signed": ["pact", "short", "some-day-in-march"],
        "entered_into_force": ["short"],
        "ended": ["short"],
    }
    assert answer["agreements"]["signed"][0]["parties"] == ["albania", "kosovo"]
    assert answer["events"] == [
        {"slug": "mission", "title": "Mission", "type": "treaty.signing", "date": "2025-03-18/.."},
        {"slug": "signing", "title": "Signing", "type": "treaty.signing", "date": "2025-03-18"},
    ]


def test_includes_the_last_day_but_not_the_first(client: Client):
    changes = slugs(get_changes(client, "2025-03-17", "2025-03-18"))
    assert changes["events"] == ["mission", "signing"]
    assert "events" not in slugs(get_changes(client, "2025-03-18", "2025-03-19"))
    ended = get_changes(client, "2025-03-19", "2025-03-20")["ended"]
    assert slugs(ended) == {"offices": ["minister"]}


@cases(
    "first, last",
    ("2025-03-17", "2025-03-18"),
    ("2025-03-18", "2025-03-30"),
    ("2025-03-18", "2025-03-31"),
    ("2025-03-31", "2025-04-01"),
)
def test_finds_the_differences_between_two_snapshots(client: Client, first: str, last: str):
    before, after = (slugs(json_of(client, "snapshot/", on=day)) for day in (first, last))

    signed = slugs(get_changes(client, first, last)["agreements"]).get("signed", [])

    name = "agreements_signed"
    assert set(signed) == set(after.get(name, [])) - set(before.get(name, []))


def test_reports_that_a_list_is_truncated(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(snapshot, "MAX_SNAPSHOT_ROWS", 1)

    answer = json_of(client, "snapshot/", on="2025-03-18")

    assert answer["truncated"]
    assert slugs(answer)["agreements_signed"] == ["pact"]
    assert get_changes(client, "2025-03-17", "2025-04-02")["truncated"]


@cases(
    "path, query, errors",
    ("snapshot", {}, [("on", "required")]),
    ("snapshot", {"on": "2025-02-30"}, [("on", "invalid")]),
    ("snapshot", {"on": "2025-03-18", "kind": "office"}, [("kind", "unknown_parameter")]),
    ("snapshot/diff", {"from": "2025-03-18"}, [("to", "required")]),
    ("snapshot/diff", {"from": "2025-03-18", "to": "2025-03-18"}, [("to", "conflict")]),
    ("snapshot/diff", {"from": "2025-03-19", "to": "2025-03-18"}, [("to", "conflict")]),
    ("signatories", {"on": "x"}, [("agreement", "required"), ("on", "invalid")]),
)
def test_rejects_bad_parameters(client: Client, path: str, query: dict, errors: list[Any]):
    assert codes_of(client, f"/api/v1/{path}/", **query) == errors


def test_makes_the_stated_number_of_queries(client: Client):
    # Kinds of relationships, two lists of agreements with their parties
    assert query_count(client, "/api/v1/snapshot/?on=2025-03-18") == 1 + 2 * 2
    # What began and ended, three lists of agreements with their parties, events
    assert (
        query_count(client, "/api/v1/snapshot/diff/?from=2025-03-17&to=2025-04-02") == 2 + 2 * 3 + 1
    )


def signed(client: Client, **query: str) -> list[str]:
    return [row["actor"]["slug"] for row in json_of(client, "signatories/", **query)["signatories"]]


def test_shows_signatories(client: Client):
    answer = json_of(client, "signatories/", agreement="pact", on="2025-03-18", member_of="nato")

    assert answer == {
        "agreement": {"slug": "pact", "title": "Pact", "kind": "declaration"},
        "on": "2025-03-18",
        "member_of": "nato",
        "signatories": [
            {
                "actor": {"slug": "albania", "name": "Albania", "kind": "state"},
                "role": "party",
                "status": "signed",
                "status_on": "2025-03-18",
                "status_precision": "day",
                "status_on_edtf": "2025-03-18",
                "signatory": {"slug": "person", "name": "Person", "kind": "person"},
                "signatory_capacity": "",
                "reservation": "",
            }
        ],
    }


def test_filters_signatories_by_day_and_membership(client: Client):
    assert signed(client, agreement="pact", on="2025-03-17") == []
    assert signed(client, agreement="pact", on="2025-03-18") == ["albania"]
    assert signed(client, agreement="pact") == ["albania", "kosovo"]
    assert signed(client, agreement="pact", member_of="nato") == ["albania"]
    assert signed(client, agreement="pact", member_of="none") == []


def test_returns_null_for_an_unknown_agreement(client: Client):
    answer = json_of(client, "signatories/", agreement="none")

    assert (answer["agreement"], answer["signatories"]) == (None, [])
