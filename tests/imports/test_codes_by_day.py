"""Codes mean the record that they stood for on the days of a row: cow:345 is Yugoslavia until 2006, then Serbia."""

import csv
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from actors.models import Actor, ActorIdentifier, Relationship
from agreements.models import Agreement
from events.models import Event, Figure
from imports.exporting import export_rows
from imports.resources import known_resources
from tests import cases, database, make
from tests.admin_page import AdminPage
from tests.api_client import json_of
from tests.imports.files import fault_texts, import_text, write

YUGOSLAVIA = {"active_from": "1918-12-01", "active_from_precision": "day"}
YUGOSLAVIA |= {"active_to": "2006-06-05", "active_to_precision": "day", "lifecycle": "ended"}
SERBIA = {"active_from": "2006-06-05", "active_from_precision": "day", "lifecycle": "ongoing"}


@pytest.fixture(autouse=True)
def states() -> None:
    yugoslavia, serbia = make.actor("yugoslavia", **YUGOSLAVIA), make.actor("serbia", **SERBIA)
    make.publish(yugoslavia, serbia)
    make.identifier(yugoslavia, "cow", "345", preferred=False)
    make.identifier(serbia, "cow", "345")
    make.identifier(yugoslavia, "iso2", "YU", valid_to="2003-07-23")
    make.identifier(yugoslavia, "iso2", "CS", preferred=False, valid_from="2003-07-23")
    make.identifier(make.actor("united-states"), "cow", "2")
    make.actor("nato")
    make.event_type("treaty.signing")


def slugs(client: Client, **query: str) -> list[str]:
    return [row["slug"] for row in json_of(client, "actors/", **query)["results"]]


@cases(
    "on, found",
    ("", ["serbia"]),
    ("1918-11-30", []),
    ("1953-02-28", ["yugoslavia"]),
    ("2006-06-04", ["yugoslavia"]),
    ("2006-06-05", ["serbia"]),
)
def test_finds_who_had_a_code_on_a_day(client: Client, on: str, found: list[str]) -> None:
    assert slugs(client, identifier="cow:345", **({"on": on} if on else {})) == found


@cases(
    "code, on, found",
    ("iso2:YU", "2003-07-22", ["yugoslavia"]),
    ("iso2:YU", "2003-07-23", []),
    ("iso2:CS", "1990-01-01", []),
    ("iso2:CS", "2004-01-01", ["yugoslavia"]),
    # Nobody has the code of a state that no longer exists, though its own days are open.
    ("iso2:CS", "2010-01-01", []),
)
def test_heeds_the_days_of_codes(client: Client, code: str, on: str, found: list[str]) -> None:
    assert slugs(client, identifier=code, on=on) == found


@cases("date, who", ("1953-02-28", "yugoslavia"), ("2006-06", "serbia"), ("2010", "serbia"))
def test_finds_participants_by_the_day_of_their_event(date: str, who: str) -> None:
    row = f"a,A,treaty.signing,{date},cow\\:345:signatory"

    done = import_text("events", f"slug,title,type,date,participants\n{row}")

    assert fault_texts(done) == []
    assert Event.objects.get().participations.get().actor.slug == who


def test_takes_the_start_of_what_lasted() -> None:
    row = "a,A,treaty.signing,1999/2008,true,cow\\:345:signatory"

    done = import_text("events", f"slug,title,type,date,is_span,participants\n{row}")

    assert fault_texts(done) == []
    assert Event.objects.get().participations.get().actor.slug == "yugoslavia"


def test_finds_participants_of_events_that_are_stored_by_their_days() -> None:
    for slug, day in (("before", "1953-02-28"), ("after", "2010-01-01")):
        make.event(slug, on=day)

    lists = import_text("events", "slug,participants\nbefore,cow\\:345:host\nafter,cow\\:345:host")
    table = import_text(
        "events_participation",
        "event,actor,role\nbefore,cow:345,speaker\nafter,cow:345,speaker\n",
    )

    assert fault_texts(lists) == fault_texts(table) == []
    for slug, who in (("before", "yugoslavia"), ("after", "serbia")):
        found = Event.objects.get(slug=slug).participations.values_list("actor__slug", flat=True)
        assert set(found) == {who}


def test_finds_both_sides_of_relationships_and_what_figures_are_about_by_their_days() -> None:
    header = "slug,subject,kind,status,object,start"
    rows = "a,cow:345,membership,member,nato,1953\nb,cow:345,membership,member,nato,2010\n"
    figures = "slug,actor,metric,value,unit,as_of\nc,cow:345,troops,5,persons,1991-06\n"

    done = import_text("relationships", f"{header}\n{rows}")
    counted = import_text("figures", figures)

    assert fault_texts(done) == fault_texts(counted) == []
    subjects = dict(Relationship.objects.values_list("slug", "subject__slug"))
    assert subjects == {"a": "yugoslavia", "b": "serbia"}
    assert Figure.objects.get().actor == Actor.objects.get(slug="yugoslavia")
    # What the file does not say is as it is stored.
    again = import_text("relationships", "slug,subject\na,cow:345\nb,cow:345\n")
    assert (fault_texts(again), again.counts["unchanged"]) == ([], 2)


def test_finds_parties_by_the_day_of_the_agreement() -> None:
    header = "slug,kind,title,status,signed,parties"
    rows = [f"{slug},treaty,T,signed,{day},cow\\:345:party:signed" for slug, day in AGREED.items()]

    done = import_text("agreements", "\n".join([header, *rows]))

    assert fault_texts(done) == []
    found = Agreement.objects.values_list("slug", "parties__actor__slug")
    assert dict(found) == {"a": "yugoslavia", "b": "serbia", "c": "serbia"}


AGREED = {"a": "1953-02-28", "b": "2010-01-01", "c": ""}


def test_says_for_whom_a_code_stands_where_it_stood_for_nobody() -> None:
    row = "a,A,treaty.signing,1900-01-01,cow\\:345:signatory"

    done = import_text("events", f"slug,title,type,date,participants\n{row}")

    assert fault_texts(done) == [
        "Line 2, column participants: “cow:345” is unknown; expected: a code for the day of the row; "
        "this one stands for yugoslavia 1918-12-01/2006-06-04, serbia 2006-06-05/...",
    ]


def test_takes_the_preferred_one_where_a_row_states_no_day() -> None:
    done = import_text(
        "events", "slug,title,type,participants\na,A,treaty.signing,cow\\:345:signatory"
    )

    assert fault_texts(done) == []
    assert Event.objects.get().participations.get().actor.slug == "serbia"


ATOP = """atopid,member,yrent,moent,dayent,yrexit,moexit,dayexit,phase
3180,345,1953,2,28,1955,1,1,1
3999,345,2010,0,0,0,0,0,1
3999,002,2010,0,0,0,0,0,1
"""


def test_resolves_members_of_atop_by_their_entry(tmp_path: Path) -> None:
    call_command("import_csv", write(tmp_path, ATOP), profile="atop-members")

    def members(slug: str) -> list[str]:
        parties = Agreement.objects.get(slug=slug).parties.order_by("actor__slug")
        return [party.actor.slug for party in parties]

    assert members("atop-3180") == ["yugoslavia"]
    assert members("atop-3999") == ["serbia", "united-states"]


@cases("code", "2", "02", "002")
def test_reads_numbers_with_and_without_zeros_in_front(client: Client, code: str) -> None:
    make.publish(Actor.objects.get(slug="united-states"))
    row = f"a,A,treaty.signing,cow\\:{code}:signatory"

    done = import_text("events", f"slug,title,type,participants\n{row}")

    assert fault_texts(done) == []
    assert Event.objects.get().participations.get().actor.slug == "united-states"
    assert slugs(client, identifier=f"cow:{code}") == ["united-states"]
    assert Actor.objects.admin_search(code).get().slug == "united-states"


def test_stores_numbers_without_zeros_whatever_way_they_come(admin_client: Client) -> None:
    canada = make.actor("canada")
    database.execute(
        "INSERT INTO actors_actoridentifier (actor_id, scheme, value, preferred)"
        f" VALUES ({canada.pk}, 'cow', '020', true)"
    )
    assert canada.identifiers.get().value == "20"

    page = AdminPage(admin_client, canada)
    page.add("identifiers", scheme="gw", value="020")
    assert page.save() == []
    assert set(canada.identifiers.values_list("scheme", "value")) == {("cow", "20"), ("gw", "20")}
    again = AdminPage(admin_client, canada)
    again.add("identifiers", scheme="gw", value="0020", preferred="")
    assert again.save() == ["The actor has this code already."]


@cases("resource", "actors", "actors_actoridentifier")
def test_changes_nothing_where_a_file_writes_a_known_number_with_zeros(resource: str) -> None:
    texts = {
        "actors": "slug,identifiers\nunited-states,cow:002",
        "actors_actoridentifier": "actor,scheme,value\nunited-states,cow,002",
    }

    done = import_text(resource, texts[resource])

    assert (fault_texts(done), done.counts.get("unchanged")) == ([], 1)
    assert ActorIdentifier.objects.get(actor__slug="united-states").value == "2"


def test_keeps_zeros_that_belong_to_a_code() -> None:
    source = make.source("book")
    make.identifier(source, "isbn", "0198278713")

    assert source.identifiers.get().value == "0198278713"


def test_writes_codes_with_their_days_and_reads_them_again() -> None:
    exported = b"".join(export_rows(known_resources()["actors"])).decode("utf-8-sig")
    rows: dict[str, Any] = {row["slug"]: row for row in csv.DictReader(exported.splitlines())}

    done = import_text("actors", exported)

    assert rows["yugoslavia"]["identifiers"] == (
        "cow:345;preferred=false|iso2:CS;preferred=false;valid_from=2003-07-23"
        "|iso2:YU;valid_to=2003-07-23"
    )
    assert (fault_texts(done), done.counts["unchanged"]) == ([], 4)


def test_converts_the_numbers_that_an_upgrade_finds() -> None:
    migration = import_module("actors.migrations.0006_numbers_without_zeros")
    canada, chile = make.publish(make.actor("canada")), make.actor("chile")
    database.settle()
    database.execute("ALTER TABLE actors_actoridentifier DISABLE TRIGGER USER")
    for actor, value, preferred in (
        (canada, "020", True),
        (canada, "20", False),
        (chile, "0020", True),
        (chile, "155", False),
    ):
        make.identifier(actor, "ged", value, preferred=preferred)
    database.settle()
    database.execute("ALTER TABLE actors_actoridentifier ENABLE TRIGGER USER")

    database.execute(migration.CONVERT)

    codes = ActorIdentifier.objects.filter(scheme="ged").order_by("actor__slug", "value")
    found = list(codes.values_list("actor__slug", "value", "preferred"))
    assert found == [("canada", "20", True), ("chile", "155", False), ("chile", "20", False)]


@cases(
    "actions, who",
    (":signed:1953-02-28", "yugoslavia"),
    (":acceded:2010-01-01", "serbia"),
    # Nothing says when: on the day of the agreement
    ("", "yugoslavia"),
)
@cases("resource", "agreements", "agreements_agreementparty")
def test_finds_a_party_by_the_days_of_its_actions(actions: str, who: str, resource: str) -> None:
    make.agreement("pact", signed_on="1953-02-28", signed_precision="day")
    texts = {
        "agreements": f"slug,parties\npact,cow\\:345:party{actions}",
        "agreements_agreementparty": f"agreement,actor,role,actions\npact,cow:345,party,{actions[1:]}",
    }

    done = import_text(resource, texts[resource])

    assert fault_texts(done) == []
    assert Agreement.objects.get().parties.get().actor.slug == who


def test_finds_a_party_that_can_only_have_joined_later() -> None:
    make.identifier(
        make.actor("croatia", active_from="1991-10-08", active_from_precision="day"), "cow", "344"
    )
    make.agreement("pact", signed_on="1949-04-04", signed_precision="day")

    done = import_text("agreements", "slug,parties\npact,cow\\:344:party")

    assert fault_texts(done) == []
    assert Agreement.objects.get().parties.get().actor.slug == "croatia"
