"""Dates of events in files: as in forms; intervals of older files for what happened once are read as sets."""

import csv
import io

import pytest

from events.models import Event
from records.dates import parse_window, window_text_of
from tests import cases, database, make
from tests.imports.files import check, fault_texts, import_text
from tests.records.test_edtf import STORED, is_span


@pytest.fixture(autouse=True)
def event_type() -> None:
    make.event_type("treaty.signing")


def events(*rows: tuple[str, str]) -> str:
    """A file of events, each with its date and whether it lasted."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["slug", "type", "title", "date", "is_span"])
    for number, row in enumerate(rows):
        writer.writerow([f"e{number:03}", "treaty.signing", f"Event {number}", *row])
    return out.getvalue()


def test_reads_all_texts_as_forms_do() -> None:
    import_job = import_text(
        "events", events(*((text, str(is_span(text)).lower()) for text in STORED))
    )

    assert fault_texts(import_job) == []
    assert [window_text_of(event) for event in Event.objects.order_by("slug")] == STORED


def test_reads_an_interval_of_what_happened_once_as_a_set() -> None:
    import_job = import_text("events", events(("2025-03-18/2025-04-01", "")))

    assert fault_texts(import_job) == []
    event = Event.objects.get()
    assert window_text_of(event) == "[2025-03-18..2025-04-01]"
    assert (str(event.date_from), str(event.date_to)) == ("2025-03-18", "2025-04-01")
    assert (event.is_span, event.lifecycle) == (False, "unknown")


@cases(
    "text, lasted, fault",
    ("2025/..", "", "write “[2025..]”"),
    ("../2025", "false", "write “[..2025]”"),
    ("[2025..]", "true", "write “2025/..”"),
    ("[2025-03..2025-05]", "true", "write “2025-03/2025-05”"),
    ("2001-29", "", "write “2001-23” instead"),
    ("{1960,1961}", "", "enter an event for each of them"),
)
def test_says_what_to_write(text: str, lasted: str, fault: str) -> None:
    [told] = fault_texts(check("events", events((text, lasted))))

    assert fault in told
    assert told.startswith("Line 2, column date: ")


def test_compares_a_set_with_what_the_event_is_already() -> None:
    make.event("mission", on="1999/..", is_span=True)
    database.settle()

    [told] = fault_texts(check("events", "slug,date\nmission,[1999..]"))

    assert "write “1999/..”" in told
    assert parse_window("1999/..", is_span=True)
