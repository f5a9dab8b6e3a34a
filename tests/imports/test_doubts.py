"""Possible but doubtful values are listed and do not prevent importing, unless the user has them refused."""

import pytest
from django.test import Client

from events.models import Event, Place
from imports.applying import engine
from imports.models import Import
from tests import cases, make
from tests.imports.files import (
    check,
    doubt_texts,
    fault_texts,
    import_text,
    new_import,
    page_text,
    step,
    table,
    upload,
)

HEADER = "slug,type,title,date,place,note"


@pytest.fixture(autouse=True)
def cast() -> None:
    make.event_type("treaty.signing")


def events(*rows: str) -> str:
    return "\n".join([HEADER, *rows])


def dated(*years: int) -> str:
    return events(*(f"event-{n},treaty.signing,Event {n},{y},," for n, y in enumerate(years)))


def strict(resource: str, text: str) -> Import:
    import_job = new_import(resource, options={"strict": True})
    engine.import_file(import_job, table(text))
    return import_job


@cases(
    "cell, text",
    ("NULL", "“NULL” looks like a placeholder. Empty the cell if there is no value."),
    ("n/a", "“n/a” looks like a placeholder. Empty the cell if there is no value."),
    ("-", "“-” looks like a placeholder. Empty the cell if there is no value."),
    ("???", "“???” looks like a placeholder. Empty the cell if there is no value."),
    ("Tirana[12]", "“Tirana[12]” ends with the mark of a footnote. Delete it."),
    (
        "Bo?i?",
        "“Bo?i?” may have lost letters when it was saved. Save the original again as UTF-8.",
    ),
    (
        "Ni\ufffd",
        "“Ni\ufffd” may have lost letters when it was saved. Save the original again as UTF-8.",
    ),
    (
        "Å abac".replace(" ", "\u00a0"),
        "“Å abac” seems to have been UTF-8 that a program misread. Save the original again as UTF-8.",
    ),
    (
        "ÄŚaÄŤak",
        "“ÄŚaÄŤak” seems to have been UTF-8 that a program misread. Save the original again as UTF-8.",
    ),
)
def test_doubts_texts_that_are_no_values(cell: str, text: str) -> None:
    row = f"one,treaty.signing,One,,,{cell}"

    import_job = import_text("events", events(row))
    refused = strict("events", events(row.replace("one", "two")))

    assert (fault_texts(import_job), import_job.status) == ([], "done")
    assert doubt_texts(import_job) == [f"Line 2, column note: {text}"]
    assert fault_texts(refused) == [f"Line 2, column note: {text}"]
    assert (refused.status, doubt_texts(refused)) == ("checked", [])
    assert list(Event.objects.values_list("slug", flat=True)) == ["one"]


@cases(
    "cell",
    *(
        "Is it?",
        "https://example.org/?q=a",
        "https://example.org/a?b",
        "“Ä” is a letter",
        "A-B",
        "Null Island",
    ),
    *("Đurđe Ñandú", "What? Why?", "5 ?"),
)
def test_has_no_doubts_about_ordinary_texts(cell: str) -> None:
    assert doubt_texts(check("events", events(f"one,treaty.signing,One,,,{cell}"))) == []


@cases("cell", "#N/A", "#REF!", "#DIV/0!", "Err:502", "#####", "1.23457E+17", "1,2E+18")
def test_refuses_what_a_spreadsheet_shows_instead_of_a_value(cell: str) -> None:
    row = f'one,treaty.signing,One,"{cell}",,"{cell}"'

    import_job = import_text("events", events(row))

    assert import_job.status == "checked"
    assert {(f.column, f.kind) for f in import_job.faults.all()} == {
        ("date", "spreadsheet"),
        ("note", "spreadsheet"),
    }


def test_doubts_a_year_far_from_the_others() -> None:
    import_job = check("events", dated(*[1991, 1999, 2008, 2025] * 4, 2205))

    assert doubt_texts(import_job) == [
        "Line 18, column date: “2205” is far from the other dates in this column, 1991 to 2025."
    ]


@cases(
    "years",
    # Too few to say what is usual
    (*[2025] * 8, 1225),
    # A history of two periods
    (*[1912] * 6, *[2025] * 6),
    # No gap
    (1878, 1900, 1912, 1934, 1945, 1966, 1980, 1991, 1999, 2008, 2025),
)
def test_has_no_doubts_about_ordinary_years(years: tuple[int, ...]) -> None:
    assert doubt_texts(check("events", dated(*years))) == []


def test_doubts_a_place_under_a_further_name() -> None:
    make.place_name(make.place("subotica"), "Szabadka")

    import_job = check("events", events("one,treaty.signing,One,,szabadka,"))

    assert doubt_texts(import_job) == [
        "Line 2, column place: “szabadka” is read as “subotica”, of which it is a further name."
    ]


PLACES = "slug,name,kind,latitude,longitude"


def test_doubts_a_new_place_that_is_known_under_another_name() -> None:
    subotica = make.place("subotica", name="Subotica", latitude="46.1", longitude="19.66556")
    make.place_name(subotica, "Szabadka")

    import_job = import_text(
        "places",
        f"{PLACES}\nszabadka,SZABADKA,settlement,46.1,19.66556\nmaria,Maria-Theresiopel,settlement,46.1,19.6656\n"
        "subotica,Subotica,settlement,46.1,19.66556\nother,Other,settlement,40,20",
    )

    assert fault_texts(import_job) == []
    assert doubt_texts(import_job) == [
        "Line 2, column name: “SZABADKA” is a name of “subotica”. Use that row if it is the same.",
        "Line 3, column latitude: At “46.1, 19.6656” there is “subotica” already. Use that row if it is the same "
        "under another name.",
    ]
    assert Place.objects.count() == 4


def test_doubts_nothing_that_is_stored_already() -> None:
    import_text("events", events("one,treaty.signing,One,,,NULL"))

    again = check("events", events("one,treaty.signing,One,,,NULL"))

    assert (again.counts["unchanged"], doubt_texts(again)) == (1, [])


def test_keeps_the_doubts_when_the_rows_are_written() -> None:
    import_job = check("events", events("one,treaty.signing,One,,,NULL"))

    engine.apply_checked(import_job)

    assert (import_job.status, len(doubt_texts(import_job))) == ("done", 1)


def test_shows_doubts_in_the_admin_and_refuses_them_on_request(importer: Client) -> None:
    content = events("one,treaty.signing,One,,,NULL").encode()

    import_job = upload(importer, ("events.csv", content))

    page = page_text(importer, import_job)
    assert "To know before you import" in page
    assert "“NULL” looks like a placeholder" in page
    assert 'value="apply"' in page
    step(importer, import_job, "check", strict="on")
    import_job.refresh_from_db()
    assert import_job.options["strict"] is True
    page = page_text(importer, import_job)
    assert "To know before you import" not in page
    assert 'value="apply"' not in page
    assert import_job.rows.get().state == "bad"
