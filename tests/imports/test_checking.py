"""Everything wrong in a file is named at once: where, what, what is right."""

from pathlib import Path

import pytest

from events.choices import ParticipationRole
from events.models import Event, Participation, Place
from imports.applying import engine
from imports.reading.table_files import open_table
from tests.builders import (
    make_actor,
    make_event,
    make_event_type,
    make_place,
    make_place_name,
    make_source,
    publish,
)
from tests.imports.files import bring_in, check, new_import, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cast() -> None:
    make_event_type("treaty.signing")
    for slug in ("albania", "croatia", "kosovo", "serbia"):
        make_actor(slug)
    make_place("tirana")
    make_source("bbc-2025")


def events(*rows: str, header: str = "slug,type,title,date,place,participants,sources") -> str:
    return "\n".join([header, *rows])


def test_names_every_fault_of_a_file_with_line_and_column() -> None:
    import_ = check(
        "events",
        events(
            "one,treaty.signin,One,2025-02-30,Tirane,,",
            "two,treaty.signing,,2025-03/2024-03,,albana:signatory,bbc-2024",
            "Three,treaty.signing,Three,,,albania:signatorie,",
        ),
    )

    assert told(import_) == [
        "Line 2, column date: “2025-02-30” does not exist in the calendar.",
        "Line 2, column place: “Tirane” is not known; expected: place: slug, or its name. "
        "Did you mean “tirana”?",
        "Line 2, column type: “treaty.signin” is not known; expected: event type: code. "
        "Did you mean “treaty.signing”?",
        "Line 3, column date: “2025-03/2024-03” ends before it starts.",
        "Line 3, column participants: “albana” is not known; expected: actor: slug. "
        "Did you mean “albania”?",
        "Line 3, column sources: “bbc-2024” is not known; expected: source: slug. "
        "Did you mean “bbc-2025”?",
        "Line 3, column title: “title” is empty; a value is needed.",
        "Line 4, column participants: “signatorie” is not one of: "
        f"{', '.join(ParticipationRole.values)}. Did you mean “signatory”?",
        "Line 4, column slug: A slug has lower-case letters, digits and single hyphens, "
        "such as tirana-signing-2025.",
    ]
    assert not Event.objects.exists()


def test_says_the_same_root_fault_once_with_its_count() -> None:
    rows = [f"event-{n},treaty.signing,Event {n},,,atlantis:signatory," for n in range(500)]

    import_ = check("events", events(*rows))

    assert import_.counts["bad"] == 500
    (sentence,) = told(import_)
    assert sentence.startswith("Line 2, 3, 4, 5, 6, column participants (500 times): “atlantis”")


def test_names_unknown_doubled_and_missing_columns() -> None:
    import_ = check("events", "titel,title,title\na,b,c")

    assert {(f.kind, f.column, f.nearest) for f in import_.faults.all()} == {
        ("missing_column", "slug", ""),
        ("unknown_column", "titel", "title"),
        ("doubled_column", "title", ""),
    }


def test_needs_a_column_only_for_new_rows() -> None:
    make_event("known")

    old = check("events", "slug,summary\nknown,Words")
    new = check("events", "slug,summary\nnew,Words")

    assert told(old) == []
    assert {f.column for f in new.faults.all()} == {"title", "type"}


def test_refuses_what_a_constraint_refuses_in_its_words() -> None:
    import_ = check("events", events("one,treaty.signing,One,2025-04/..,,serbia:speaker:opposes,"))

    assert told(import_) == [
        "Line 2, column date: Only an event that lasts can be without a last day.",
        "Line 2, column participants: A stance needs its target in “toward”, and a target needs a stance.",
    ]


def test_refuses_the_same_key_twice() -> None:
    row = "one,treaty.signing,One,,,,"

    import_ = check("events", events(row, row))

    assert told(import_) == [
        "Line 3, column slug: “one” is in line 2 already; a file says each thing once."
    ]


def test_refuses_a_code_that_another_row_has() -> None:
    make_place("durres", geonames_id=3185728)

    import_ = check("events_place", "slug,name,kind,geonames_id\nother,Other,settlement,3185728")

    assert told(import_) == ["Line 2, column geonames_id: Another place has this GeoNames number."]


def test_refuses_numbers_and_words_that_are_none() -> None:
    import_ = check(
        "events_place",
        "slug,name,kind,latitude,longitude,geonames_id\na,A,settlement,12.3456789,x,-1",
    )

    assert {f.column for f in import_.faults.all()} == {"latitude", "longitude", "geonames_id"}
    assert {f.kind for f in import_.faults.all()} == {"number"}


def test_reads_a_decimal_comma() -> None:
    import_ = bring_in(
        "events_place", 'slug,name,kind,latitude,longitude\na,A,settlement,"41,33",19.8'
    )

    assert told(import_) == []


@pytest.mark.parametrize(
    ("decimal", "cell", "value"),
    [
        (".", "41.334", "41.33400"),
        (",", "41,334", "41.33400"),
        (".", "41,33", "41.33000"),
        (".", "41,334", None),
        (",", "41.334", None),
        (",", "-1.334", None),
        (".", "41,3345", "41.33450"),
    ],
)
def test_takes_no_thousands_for_decimals(
    tmp_path: Path, decimal: str, cell: str, value: str | None
) -> None:
    path = tmp_path / "places.csv"
    path.write_text(f"slug;name;kind;latitude;longitude\na;A;settlement;{cell};19")
    import_ = new_import("events_place")
    engine.run_at_once(import_, open_table(path, decimal=decimal))

    assert [(f.line, f.column, f.kind) for f in import_.faults.all()] == (
        [] if value else [(2, "latitude", "number")]
    )
    found = Place.objects.filter(slug="a").values_list("latitude", flat=True)
    assert [str(latitude) for latitude in found] == ([value] if value else [])


@pytest.mark.parametrize(("other", "faults"), [("19,5", []), ("19", ["latitude"])])
def test_finds_the_decimal_sign_by_numbers_that_cannot_be_thousands(
    tmp_path: Path, other: str, faults: list[str]
) -> None:
    path = tmp_path / "places.csv"
    path.write_text(f"slug;name;kind;latitude;longitude\na;A;settlement;41,334;{other}\n")
    import_ = new_import("events_place")
    engine.run_at_once(import_, open_table(path))

    assert [fault.column for fault in import_.faults.all()] == faults


def test_says_what_is_too_long() -> None:
    import_ = check("events", events(f"one,treaty.signing,{'x' * 301},,,,"))

    assert import_.faults.get().kind == "long"


def test_names_rows_of_another_width_and_impossible_characters() -> None:
    import_ = check("events", events("one,treaty.signing,One", "two,treaty.signing,T\0wo,,,,"))

    assert [(f.line, f.kind) for f in import_.faults.all()] == [(2, "cells"), (3, "character")]


def test_changes_no_record_that_is_published() -> None:
    event = publish(make_event("known"))
    text = events(
        "known,treaty.signing,Another title,,,,",
        header="slug,type,title,date,place,participants,sources",
    )

    import_ = bring_in("events", text)

    assert "“known” is published. An import changes drafts alone" in " ".join(told(import_))
    event.refresh_from_db()
    assert event.title != "Another title"


def test_adds_nothing_to_a_record_that_is_published() -> None:
    publish(make_event("known"))

    import_ = bring_in("events_participation", "event,actor,role\nknown,albania,signatory")

    assert import_.faults.get().kind == "not_draft"
    assert not Participation.objects.exists()


@pytest.mark.parametrize("column", ["id", "review_status", "is_public", "version", "merged_into"])
def test_knows_no_column_that_is_not_a_curators(column: str) -> None:
    import_ = check("events_event", f"slug,type,title,{column}\none,treaty.signing,One,1")

    assert (import_.faults.get().kind, import_.faults.get().column) == ("unknown_column", column)


def test_tells_names_that_mean_several_places() -> None:
    make_place("novi-sad", name="Novi")
    make_place("novi-pazar", name="Нови")

    import_ = check("events", events("one,treaty.signing,One,,novi,,"))

    assert told(import_) == ["Line 2, column place: “novi” can mean several: novi-pazar, novi-sad."]


def test_takes_a_further_name_of_a_place_where_no_place_has_it_as_its_own() -> None:
    subotica = make_place("subotica")
    for place, name in ((subotica, "Суботица"), (subotica, "Szabadka"), (subotica, "Tirana")):
        make_place_name(place, name)
    make_place_name(subotica, "Szabadka", language="hu")
    for slug in ("one", "two"):
        make_place_name(make_place(slug), "Somewhere")

    import_ = bring_in(
        "events",
        events(
            "a,treaty.signing,A,,szabadka,,",
            "b,treaty.signing,B,,tirana,,",
            "c,treaty.signing,C,,TIRANA,,",
        ),
    )
    doubted = check("events", events("d,treaty.signing,D,,somewhere,,"))

    assert told(import_) == []
    assert list(Event.objects.order_by("slug").values_list("place__slug", flat=True)) == [
        "subotica",
        "tirana",
        "tirana",
    ]
    assert told(doubted) == ["Line 2, column place: “somewhere” can mean several: one, two."]
