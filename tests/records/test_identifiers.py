"""Codes in other systems: records of every kind have them, and are found, matched and exported by them."""

import csv
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from agreements.models import Agreement
from curation.merging.record_merge import merge, undo_merge
from events.models import Event, Place
from imports.exporting import export_rows
from imports.resources import known_resources
from records.identifiers import Identifier, identifiers_of, owner_of
from tests import cases, make
from tests.admin_page import AdminPage
from tests.api_client import json_of
from tests.imports.files import fault_texts, import_text

TABLES = {each._meta.db_table: each for each in Identifier.__subclasses__()}
# A code of each kind of record, by the name of its list in the API
CODES = {
    "actors": "cow:345",
    "relationships": "local:row-17",
    "agreements": "unts:541",
    "events": "ged:201949",
    "figures": "local:row-18",
    "places": "unlocode:RSBEG",
    "sources": "doi:10.1080/03050629908434958",
}


def records() -> dict[str, Any]:
    """A published record of each kind, by the name of its list in the API."""
    serbia, nato = make.actor("serbia"), make.actor("nato")
    event, agreement = make.event("clash"), make.agreement("pact")
    made = {
        "actors": serbia,
        "relationships": make.relationship(serbia, nato),
        "agreements": agreement,
        "events": event,
        "figures": make.figure(event=event),
    }
    make.publish(nato, *made.values())
    return {**made, "places": make.place("belgrade"), "sources": make.source("article")}


def test_gives_every_record_and_place_a_table_of_codes() -> None:
    owners: Any = {each._meta.get_field(owner_of(each)).related_model for each in TABLES.values()}

    assert owners == {type(record) for record in records().values()}
    assert {identifiers_of(owner) for owner in owners} == {*TABLES.values()}


@cases("name", *CODES)
def test_finds_and_shows_a_record_by_its_code(client: Client, name: str) -> None:
    record = records()[name]
    scheme, _, value = CODES[name].partition(":")
    make.identifier(record, scheme, value, valid_from="1949-04-04", valid_to="2006-06-03")

    page = json_of(client, f"{name}/", identifier=CODES[name])

    assert [row["slug"] for row in page["results"]] == [record.slug]
    shown = {"scheme": scheme, "value": value, "preferred": True}
    shown |= {"valid_from": "1949-04-04", "valid_to": "2006-06-03"}
    assert page["results"][0]["identifiers"] == [shown]
    assert json_of(client, f"{name}/{record.slug}/")["identifiers"] == [shown]
    assert json_of(client, f"{name}/", identifier=f"{CODES[name]}0")["count"] == 0


def test_finds_a_record_by_each_of_several_codes_of_a_scheme(client: Client) -> None:
    event = make.publish(make.event("clash"))
    make.identifier(event, "ged", "201949")
    make.identifier(event, "ged", "202150", preferred=False)

    for code in ("ged:201949", "ged:202150"):
        assert [row["slug"] for row in json_of(client, "events/", identifier=code)["results"]] == [
            "clash"
        ]


def test_prefers_the_record_for_which_a_shared_code_is_preferred(client: Client) -> None:
    for slug, preferred in (("serbia", True), ("yugoslavia", False)):
        make.identifier(make.publish(make.actor(slug)), "cow", "345", preferred=preferred)
    for slug in ("one", "two"):
        make.identifier(make.publish(make.actor(slug)), "cow", "999", preferred=False)

    def found(code: str) -> list[str]:
        return [row["slug"] for row in json_of(client, "actors/", identifier=code)["results"]]

    assert found("cow:345") == ["serbia"]
    assert found("cow:999") == ["one", "two"]


def test_finds_places_by_both_kinds_of_geonames_numbers(client: Client) -> None:
    place = make.place("tirana", geonames_id=3183875)
    make.identifier(place, "geonames", "8063097", preferred=False)

    def found(code: str) -> int:
        return int(json_of(client, "places/", identifier=code)["count"])

    assert found("geonames:3183875") == found("geonames:8063097") == 1
    assert found("geonames:1") == found("geonames:none") == found(f"geonames:{10**30}") == 0


@cases(
    "record, scheme, value, message",
    ("agreements", "unts", "I-541", "“UN Treaty Series registration number” looks like 541, with"),
    ("sources", "doi", "https://doi.org/10.1000/182", "in lower case and without https://doi.org/"),
    ("sources", "isbn", "978-0-19-827871-9", "looks like 9780198278719, without hyphens."),
    ("places", "wikidata", "3711", "A code of the scheme “Wikidata item” looks like Q403."),
    ("events", "acled", "1234", "A code of the scheme “ACLED event” looks like SRB1234."),
)
def test_says_what_a_code_looks_like(record: str, scheme: str, value: str, message: str) -> None:
    code = records()[record].identifiers.model(scheme=scheme, value=value)

    with pytest.raises(ValidationError) as refused:
        code.validate_constraints()

    assert message in " ".join(refused.value.messages)


def test_edits_codes_in_the_admin(admin_client: Client) -> None:
    agreement = make.agreement("pact")
    page = AdminPage(admin_client, agreement)
    page.add("identifiers", scheme="unts", value="I-541")

    [error] = page.save()
    assert "without “I-”" in error

    page.fill("identifiers-0", value="541", valid_from="1949")
    assert "identifiers-0" in str(page.save()) or not agreement.identifiers.exists()
    page.fill("identifiers-0", valid_from="1949-08-24")
    assert page.save() == []
    assert str(agreement.identifiers.get()) == "unts:541"
    history = admin_client.get(f"/admin/agreements/agreement/{agreement.pk}/history/")
    assert "541" in history.content.decode()


def test_moves_codes_when_records_are_merged_and_back() -> None:
    kept, gone = make.agreement("kept"), make.agreement("gone")
    make.identifier(kept, "unts", "541")
    make.identifier(gone, "unts", "542")
    make.identifier(gone, "pax", "389")

    made, _ = merge(duplicate=gone, kept=kept, by=make.submitter())

    codes = set(kept.identifiers.values_list("scheme", "value", "preferred"))
    assert codes == {("unts", "541", True), ("unts", "542", False), ("pax", "389", True)}
    undo_merge(made, by=make.submitter())
    assert [str(code) for code in kept.identifiers.all()] == ["unts:541"]
    assert Agreement.objects.get(slug="gone").identifiers.count() == 2


@cases("take, own, further", ([], 1, "2"), (["geonames_id"], 2, "1"))
def test_keeps_the_other_geonames_number_of_merged_places(
    take: list[str], own: int, further: str
) -> None:
    kept, gone = make.place("kept", geonames_id=1), make.place("gone", geonames_id=2)

    made, _ = merge(duplicate=gone, kept=kept, take=take, by=make.submitter())

    assert Place.objects.get(slug="kept").geonames_id == own
    assert [code.value for code in kept.identifiers.all()] == [further]
    undo_merge(made, by=make.submitter())
    assert [place.geonames_id for place in Place.objects.order_by("pk")] == [1, 2]
    assert not kept.identifiers.exists()


def test_names_records_by_their_codes_in_files() -> None:
    make.identifier(make.agreement("pact"), "unts", "541")
    make.place("tirana", geonames_id=3183875)
    make.event_type("treaty.signing")

    done = import_text(
        "events",
        "slug,title,type,agreement,place\nsigning,Signing,treaty.signing,unts:541,geonames:3183875",
    )

    assert fault_texts(done) == []
    make.identifier(make.actor("albania"), "iso2", "AL")
    done = import_text(
        "events", r"slug,participants\nsigning,iso2\:AL:signatory".replace(r"\n", "\n")
    )
    assert fault_texts(done) == []
    event = Event.objects.get(slug="signing")
    assert event.participations.get().actor.slug == "albania"
    assert str(event.agreement) == "Pact"
    assert str(event.place) == "Tirana"


def test_changes_the_record_that_has_the_code_in_place_of_a_slug() -> None:
    make.identifier(make.agreement("pact"), "unts", "541")

    done = import_text("agreements", "slug,title\nunts:541,The pact\npact-2,Other")

    assert fault_texts(done) == [
        "Line 3, column kind: The column “kind” is missing: new rows need it.",
        "Line 3, column status: The column “status” is missing: new rows need it.",
    ]
    done = import_text("agreements", "slug,title\nunts:541,The pact")
    assert (fault_texts(done), done.counts) == ([], {"rows": 1, "changed": 1, "faults": 0})
    assert Agreement.objects.get().title == "The pact"


@cases("code", "unts:1", "nothing:541", "cow:999", ":", "unts:")
def test_refuses_codes_of_no_record_or_of_several(code: str) -> None:
    for number in (1, 2):
        make.identifier(make.agreement(f"pact-{number}"), "cow", "999", preferred=False)
    make.event_type("treaty.signing")

    done = import_text("events", f"slug,title,type,agreement\na,A,treaty.signing,{code}")
    row = import_text("agreements", f"slug,title\n{code},The pact")

    [text] = fault_texts(done)
    assert text.startswith(f"Line 2, column agreement: “{code}” is ")
    assert ("ambiguous: pact-1, pact-2" in text) == (code == "cow:999")
    assert (
        f"Line 2, column slug: “{code}” is unknown; expected: a slug, or a code of one"
        in " ".join(fault_texts(row))
    )


def test_imports_and_exports_codes_that_are_preferred_and_others() -> None:
    text = "slug,kind,title,status,identifiers"
    rows = [
        "a,treaty,A,signed,pax:389|unts:541;valid_from=1949-08-24|unts:542;preferred=false",
        "b,treaty,B,signed,unts:541;preferred=false",
    ]

    done = import_text("agreements", "\n".join([text, *rows]))

    assert fault_texts(done) == []
    exported = b"".join(export_rows(known_resources()["agreements"])).decode("utf-8-sig")
    found = {row["slug"]: row for row in csv.DictReader(exported.splitlines())}
    assert [found[row[0]]["identifiers"] for row in rows] == [row.split(",")[-1] for row in rows]
    again = import_text("agreements", exported)
    assert (fault_texts(again), again.counts) == ([], {"rows": 2, "unchanged": 2, "faults": 0})


def test_finds_records_by_code_while_a_name_is_typed() -> None:
    make.identifier(make.event("clash"), "acled", "SRB1234")
    make.identifier(make.source("article"), "doi", "10.1000/182")
    place = make.place("tirana", geonames_id=3183875)

    assert Event.objects.admin_search("srb1234").get().slug == "clash"
    assert list(Place.objects.admin_search("3183875")) == [place]
