"""All faults of a file are named at once: where, what, and what would be right."""

import re
from pathlib import Path
from typing import Any

import pytest

from events.choices import ParticipationRole
from events.models import Event, Participation, Place
from imports.applying import engine
from imports.reading.table_files import open_table
from tests import cases, database, make
from tests.imports.files import check, fault_texts, import_text, new_import, write


@pytest.fixture(autouse=True)
def cast() -> None:
    make.event_type("treaty.signing")
    for slug in ("albania", "croatia", "kosovo", "serbia"):
        make.actor(slug)
    make.place("tirana")
    make.source("bbc-2025")


def events(*rows: str) -> str:
    return "\n".join(["slug,type,title,date,place,participants,sources", *rows])


def test_names_every_fault_of_a_file_with_line_and_column() -> None:
    rows = (
        "one,treaty.signin,One,2025-02-30,Tirane,,",
        "two,treaty.signing,,2025-03/2024-03,,albana:signatory,bbc-2024",
        "Three,treaty.signing,Three,,,albania:signatorie,",
    )
    import_job = check("events", events(*rows))

    assert fault_texts(import_job) == [
        "Line 2, column date: “2025-02-30” does not exist in the calendar.",
        "Line 2, column place: “Tirane” is unknown; expected: place: slug, or its name. "
        "Did you mean “tirana”?",
        "Line 2, column type: “treaty.signin” is unknown; expected: event type: code. "
        "Did you mean “treaty.signing”?",
        "Line 3, column date: “2025-03/2024-03” ends before it starts.",
        "Line 3, column participants: “albana” is unknown; expected: actor: slug. "
        "Did you mean “albania”?",
        "Line 3, column sources: “bbc-2024” is unknown; expected: source: slug. "
        "Did you mean “bbc-2025”?",
        "Line 3, column title: “title” is empty; a value is required.",
        "Line 4, column participants: “signatorie” is not one of: "
        f"{', '.join(ParticipationRole.values)}. Did you mean “signatory”?",
        "Line 4, column slug: A slug has only lower-case letters, digits and single hyphens, "
        "such as tirana-signing-2025.",
    ]
    assert not Event.objects.exists()


def test_names_the_same_fault_once_with_its_count() -> None:
    rows = [f"event-{n},treaty.signing,Event {n},,,atlantis:signatory," for n in range(500)]

    import_job = check("events", events(*rows))

    assert import_job.counts["bad"] == 500
    (text,) = fault_texts(import_job)
    assert text.startswith("Line 2, 3, 4, 5, 6, column participants (500 times): “atlantis”")


def test_needs_a_column_only_for_new_rows() -> None:
    make.event("known")

    old = check("events", "slug,summary\nknown,Words")
    new = check("events", "slug,summary\nnew,Words")

    assert fault_texts(old) == []
    assert {f.column for f in new.faults.all()} == {"title", "type"}


ONE = "one,treaty.signing,One,,,,"


@cases(
    "resource, text, faults",
    (
        "events",
        events("one,treaty.signing,One,2025-04/..,,serbia:speaker:opposes,"),
        [
            "Line 2, column date: “2025-04/..” lasted. If it did, set “is span”; "
            "for something that happened once, write “[2025-04..]”.",
            "Line 2, column participants: A stance needs a target in “toward”, and a target needs a stance.",
        ],
    ),
    ("events", events(ONE, ONE), ["Line 3, column slug: “one” is already in line 2."]),
    (
        "events_place",
        "slug,name,kind,geonames_id\nother,Other,settlement,3185728",
        ["Line 2, column geonames_id: Another place has this GeoNames number."],
    ),
    (
        "events",
        events("one,treaty.signing,One,,novi,,"),
        ["Line 2, column place: “novi” is ambiguous: novi-pazar, novi-sad."],
    ),
    ids=["check constraint", "key twice", "unique constraint", "ambiguous name"],
)
def test_names_broken_rules_or_ambiguous_names(resource: str, text: str, faults: list[str]) -> None:
    make.place("durres", geonames_id=3185728)
    make.place("novi-sad", name="Novi")
    make.place("novi-pazar", name="Нови")

    assert fault_texts(check(resource, text)) == faults


@cases(
    "resource, text, faults",
    (
        "events",
        "titel,title,title\na,b,c",
        {
            (1, "missing_column", "slug", ""),
            (1, "unknown_column", "titel", "title"),
            (1, "doubled_column", "title", ""),
        },
    ),
    (
        "events_place",
        "slug,name,kind,latitude,longitude,geonames_id\na,A,settlement,12.3456789,x,-1",
        {(2, "number", name, "") for name in ("latitude", "longitude", "geonames_id")},
    ),
    ("events", events(f"one,treaty.signing,{'x' * 301},,,,"), {(2, "long", "title", "")}),
    (
        "events",
        events("one,treaty.signing,One", "two,treaty.signing,T\0wo,,,,"),
        {(2, "cells", "", ""), (3, "character", "", "")},
    ),
    *(
        (
            "events_event",
            f"slug,type,title,{name}\none,treaty.signing,One,1",
            {(1, "unknown_column", name, nearest)},
        )
        for name, nearest in {
            **dict.fromkeys(("id", "review_status", "is_public", "merged_into"), ""),
            "version": "geo_precision",
        }.items()
    ),
)
def test_finds_each_fault(resource: str, text: str, faults: set[tuple[object, ...]]) -> None:
    import_job = check(resource, text)

    assert {(f.line, f.kind, f.column, f.nearest) for f in import_job.faults.all()} == faults


@cases(
    "decimal, cell, value",
    (".", "41.334", "41.33400"),
    (",", "41,334", "41.33400"),
    (".", "41,33", "41.33000"),
    (".", "41,334", None),
    (",", "41.334", None),
    (",", "-1.334", None),
    (".", "41,3345", "41.33450"),
)
def test_reads_no_thousands_as_decimals(
    tmp_path: Path, decimal: str, cell: str, value: Any
) -> None:
    path = write(tmp_path, f"slug;name;kind;latitude;longitude\na;A;settlement;{cell};19")
    import_job = new_import("events_place")
    engine.import_file(import_job, open_table(path, decimal=decimal))

    faults = list(import_job.faults.values_list("line", "column", "kind"))
    assert faults == ([] if value else [(2, "latitude", "number")])
    found = Place.objects.filter(slug="a").values_list("latitude", flat=True)
    assert [str(latitude) for latitude in found] == ([value] if value else [])


@cases("other, faults", ("19,5", []), ("19", ["latitude"]))
def test_detects_the_decimal_sign(tmp_path: Path, other: str, faults: list[str]) -> None:
    """From numbers that cannot be thousands."""
    path = write(tmp_path, f"slug;name;kind;latitude;longitude\na;A;settlement;41,334;{other}\n")
    import_job = new_import("events_place")
    engine.import_file(import_job, open_table(path))

    assert [fault.column for fault in import_job.faults.all()] == faults


def test_changes_no_published_record() -> None:
    event = make.publish(make.event("known"))

    import_job = import_text("events", events("known,treaty.signing,Another title,,,,"))

    assert import_job.status == "failed"
    assert "name the user who proposes that" in import_job.error
    assert database.stored(event, "title") != "Another title"


def test_adds_nothing_to_a_published_record() -> None:
    make.publish(make.event("known"))

    import_job = import_text("events_participation", "event,actor,role\nknown,albania,signatory")

    assert "name the user who proposes that" in import_job.error
    assert not Participation.objects.exists()


def test_accepts_a_further_name_of_a_place_unless_a_place_has_it_as_its_own() -> None:
    subotica = make.place("subotica")
    for place, name in ((subotica, "Суботица"), (subotica, "Szabadka"), (subotica, "Tirana")):
        make.place_name(place, name)
    make.place_name(subotica, "Szabadka", language="hu")
    for slug in ("one", "two"):
        make.place_name(make.place(slug), "Somewhere")
    names = {"a": "szabadka", "b": "tirana", "c": "TIRANA"}

    rows = (f"{slug},treaty.signing,A,,{name},," for slug, name in names.items())
    import_job = import_text("events", events(*rows))
    ambiguous = check("events", events("d,treaty.signing,D,,somewhere,,"))

    assert fault_texts(import_job) == []
    places = Event.objects.order_by("slug").values_list("place__slug", flat=True)
    assert list(places) == ["subotica", "tirana", "tirana"]
    assert fault_texts(ambiguous) == ["Line 2, column place: “somewhere” is ambiguous: one, two."]


def test_quotes_at_most_80_characters_of_a_value() -> None:
    long = "x" * 50_000
    names = ("slug", "type", "title", "date", "place", "participants", "sources", long)

    import_job = check("events", f"{','.join(names)}\n{','.join([long] * 8)}")

    texts = fault_texts(import_job)
    assert len(texts) >= 6
    assert max(len(quoted) for text in texts for quoted in re.findall("“([^”]*)”", text)) == 80
    assert max(map(len, texts)) < 600


def test_names_unknown_columns_in_one_line() -> None:
    header = ["slug", "titel", *(f"column_{number:03}" for number in range(266))]

    (text,) = fault_texts(check("events", f"{','.join(header)}\n{'a' + ',' * 267}"))[:1]

    assert text.startswith("Line 1 (267 times): There is no column “")
    assert text.count("Known columns") == 1
    assert "and 251 more" in text


def test_names_values_of_one_kind_of_fault_in_one_line() -> None:
    places = ["Tirane", "Tiranë2", "Atlantis", "Lemuria", "Mu", "Hy Brasil"]
    rows = (f"e{n},treaty.signing,E,,{place},," for n, place in enumerate(places * 3))

    (text,) = fault_texts(check("events", events(*rows)))

    assert text.startswith("Line 2, 3, 4, 5, 6, column place (18 times): “Tirane” is unknown;")
    assert text.endswith("Likewise: “Atlantis”, “Hy Brasil”, “Lemuria” and 2 more.")


@cases(
    "cell, message",
    ("yesterday", "“yesterday” is not a supported date. Supported forms: 2025-03-18, 2025-03, "),
    ("2025-03/..", "“2025-03/..” is an interval; enter a single date."),
    ("18.03.2025", "“18.03.2025”: write it as 2025-03-18."),
    ("March 2025", "“March 2025”: Not in this form: type 2025-03."),
    ("2025-03-18 09:30:00", "“2025-03-18 09:30:00” has a time of day; write the date alone: "),
    ("18.3.2025 9:30", "“18.3.2025 9:30” has a time of day; write the date alone: 2025-03-18."),
    ("09:30:00", "“09:30:00” is a time of day; write a date, such as 2025-03-18."),
    ("45734", "“45734” seems to be the number that a spreadsheet stores for 2025-03-18."),
    (
        "45734.39583",
        "“45734.39583” seems to be the number that a spreadsheet stores for 2025-03-18.",
    ),
)
def test_says_how_to_write_a_single_date(cell: str, message: str) -> None:
    (text,) = fault_texts(check("agreements", agreement(signed=cell)))

    assert text.startswith(f"Line 2, column signed: {message}")
    assert "/.." not in text.replace(f"“{cell}”", "")


@cases(
    "cell, message",
    ("2025-03", "“2025-03” is not an exact day. Write its first day, 2025-03-01, "),
    ("2025", "“2025” is not an exact day. Write its first day, 2025-01-01, "),
    ("2025-02-30", "“2025-02-30”: There is no such day: 2025-02 has 28 days."),
    ("soon", "“soon” is not a day of the calendar, such as 2025-03-18."),
)
def test_says_how_to_write_an_exact_day(cell: str, message: str) -> None:
    (text,) = fault_texts(check("sources", f"slug,kind,title,accessed_on\none,news,One,{cell}"))

    assert text.startswith(f"Line 2, column accessed_on: {message}")


@cases(
    "cell, message",
    (
        "123456",
        "“123456” is not a number that fits here: at most 2 digits before the decimal sign.",
    ),
    ("12.3456789012", "“12.3456789012” is not a number with at most 5 decimals."),
    ("1 234 567", "“1 234 567” is not a number without separators of thousands, such as 1234.5."),
    ("2.5 %", "“2.5 %” is not a number without a percent sign, such as 2.5 for 2.5 %."),
    ("north", "“north” is not a number, such as 1234.5."),
)
def test_says_how_to_write_a_number(cell: str, message: str) -> None:
    row = f'slug,name,kind,latitude,longitude\na,A,settlement,"{cell}",19'

    assert fault_texts(check("events_place", row))[:1] == [f"Line 2, column latitude: {message}"]


def agreement(**cells: str) -> str:
    """An agreement with these cells, as a file."""
    cells = {"slug": "pact", "kind": "declaration", "title": "Pact", "status": "signed", **cells}
    return f"{','.join(cells)}\n{','.join(cells.values())}"
