"""300 EDTF texts, from the specification and like it: stored without loss, or refused with what to write instead."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from edtf import parse_edtf

from actors.models import Actor
from curation.editing.forms import EdtfDate, EdtfWindow
from events.models import Event
from imports.exporting import export_rows
from imports.resources import known_resources
from records.dates import (
    WINDOW_COLUMNS,
    Window,
    parse_date,
    parse_window,
    window_text,
    window_text_of,
)
from records.edtf_advice import text_to_write
from tests import cases, database, make
from tests.imports.files import check, fault_texts, import_text

# The examples of the specification (loc.gov/standards/datetime), level by level, and those that it replaced
SPECIFICATION = Path(__file__).with_name("edtf_specification.txt").read_text().split()
_UNITS = ("2004-02-29", "1999-12", "2001-22", "2001-36", "2000", "198X", "18XX")
_STARTS, _ENDS = ("1985-04-12", "1985-04", "1984~", "197X"), ("1986", "1985-35", "1986-01-02?")
LIKE_IT = [
    *(f"{unit}{sign}" for unit, sign in product(_UNITS, ("", "~", "?", "%"))),
    *(f"{start}/{end}" for start, end in product((*_STARTS, ".."), (*_ENDS, ".."))),
    *(f"[{start}..{end}]" for start, end in product((*_STARTS, ""), (*_ENDS, ""))),
    *(f"2001-{number}" for number in range(13, 45)),
    *(f"{start}/{end}" for start, end in product(("0001", "1066-10-14", "12XX"), _UNITS)),
    *(
        f"[{start}..{end}]"
        for start, end in product(("1389-06-15", "15XX", "0999~", "1912-10"), _UNITS)
    ),
    *(f"{unit}{sign}/.." for unit, sign in product(_UNITS, ("", "?"))),
    *(f"[..{unit}]" for unit in _UNITS),
    *(f"2004-0{month}-XX" for month in range(1, 10)),
    *(f"[200{n},201{n}]" for n in range(10)),
]
TEXTS = list(dict.fromkeys([*SPECIFICATION, *LIKE_IT]))
# Winter is that of meteorologists: the library ends it with its year.
WINTER = "24"


def stored(text: str) -> Window | None:
    try:
        return parse_window(text)
    except ValidationError:
        return None


STORED = [text for text in TEXTS if stored(text)]


def is_span(text: str) -> bool:
    return "/" in text


def test_there_are_300_texts_and_most_are_stored() -> None:
    assert len(TEXTS) >= 300
    assert len(STORED) > 180


@cases("text", *STORED)
def test_what_is_written_is_read_unchanged(text: str) -> None:
    window = parse_window(text)
    columns: Any = astuple(window)
    written = window_text(*columns, is_span=is_span(text))

    assert written == text
    assert parse_window(written, is_span=is_span(text)) == window


@cases("text", *[text for text in TEXTS if text not in STORED])
def test_a_refusal_says_what_to_write(text: str) -> None:
    with pytest.raises(ValidationError) as refused:
        parse_window(text)

    [message] = refused.value.messages
    assert text in message
    if advised := text_to_write(text):
        assert f"“{advised}”" in message
        assert stored(advised), advised
        if "/" not in text and ".." not in text:
            assert library_days(advised) in (None, library_days(text))


def library_days(text: str) -> list[Any] | None:
    """The outer days of a text as the library reads it; None where it has no grammar for the text, or fails."""
    try:
        parsed = parse_edtf(text)
        moments = parsed.lower_strict(), parsed.upper_strict()
    except Exception:
        return None
    return [None if isinstance(moment, float) else moment[:3] for moment in moments]


COMPARED = [text for text in STORED if library_days(text) and text[-2:] != WINTER]


def test_the_library_reads_most_of_them() -> None:
    assert len(COMPARED) > 110


@cases("text", *COMPARED)
def test_the_days_are_those_of_the_library(text: str) -> None:
    window = parse_window(text)
    days = [day and day.timetuple()[:3] for day in (window.date_from, window.date_to)]

    assert days == library_days(text)


REFUSED = [text for text in TEXTS if text not in STORED]
ACTIVE = ("active_from", "active_from_precision")


def single(text: str) -> tuple[Any, str] | None:
    """A text as a single date, such as that of an actor; None where it is refused as one."""
    try:
        return parse_date(text)
    except ValidationError:
        return None


def file_of(head: list[str], rows: Iterable[Sequence[str]]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows([head, *rows])
    return file.getvalue()


def exported(resource: str, column: str) -> list[str]:
    """The cells of a column of an exported file, sorted by its slugs."""
    text = b"".join(export_rows(known_resources()[resource])).decode("utf-8-sig")
    return [row[column] for row in csv.DictReader(io.StringIO(text))]


def refused_lines(resource: str, text: str) -> set[int | None]:
    """The lines of a file that have faults."""
    return set(check(resource, text).faults.values_list("line", flat=True))


def test_a_file_reads_and_writes_them_unchanged() -> None:
    make.event_type("treaty.signing")
    rows = [
        [f"e{number:03}", "E", "treaty.signing", text, str(is_span(text)).lower()]
        for number, text in enumerate(STORED)
    ]

    done = import_text("events", file_of(["slug", "title", "type", "date", "is_span"], rows))

    assert fault_texts(done) == []
    assert [window_text_of(event) for event in Event.objects.order_by("slug")] == STORED
    assert exported("events", "date") == STORED


def test_file_form_and_database_refuse_the_same_texts() -> None:
    rows = [[f"e{number}", "E", "treaty.signing", text] for number, text in enumerate(REFUSED)]
    text = file_of(["slug", "title", "type", "date"], rows)
    make.event_type("treaty.signing")

    assert refused_lines("events", text) == set(range(2, len(REFUSED) + 2))
    assert (
        database.rows(
            "SELECT t FROM unnest(%s) t, read_window(t) w WHERE form IS NOT NULL", REFUSED
        )
        == []
    )
    for each in REFUSED:
        with pytest.raises(ValidationError):
            EdtfWindow(label="Date").clean(each)


def test_single_dates_are_the_same_in_file_form_database_and_api(client: Any) -> None:
    texts = [text for text in TEXTS if single(text)]
    others = [text for text in TEXTS if not single(text)]
    head = ["slug", "kind", "name", "active_from"]

    done = import_text(
        "actors", file_of(head, ([f"a{n:03}", "state", "A", text] for n, text in enumerate(texts)))
    )

    assert fault_texts(done) == []
    actors = Actor.objects.order_by("slug")
    assert list(actors.values_list(*ACTIVE)) == [single(text) for text in texts]
    field = EdtfDate(*ACTIVE, label="From")
    assert [field.clean(text) for text in texts] == [single(text) for text in texts]
    in_sql = f"SELECT date_text({', '.join(ACTIVE)}) FROM actors_actor ORDER BY slug"
    assert [text for (text,) in database.rows(in_sql)] == exported("actors", "active_from") == texts
    make.publish(*actors)
    answer = client.get("/api/v1/actors/?sort=slug&page_size=500").json()
    assert [actor["active_from_edtf"] for actor in answer["results"]] == texts

    rows = [[f"b{number}", "state", "B", text] for number, text in enumerate(others)]
    assert refused_lines("actors", file_of(head, rows)) == set(range(2, len(others) + 2))
    for each in others:
        with pytest.raises(ValidationError):
            field.clean(each)


def test_form_database_and_api_agree(client: Any) -> None:
    field = EdtfWindow(label="Date")
    for number, text in enumerate(STORED):
        columns = dict(zip(WINDOW_COLUMNS, field.clean(text), strict=True))
        make.publish(make.event(f"e{number:03}", on=None, is_span=is_span(text), **columns))

    shown = [window_text_of(event) for event in Event.objects.order_by("slug")]
    in_sql = "SELECT window_text(%s, is_span) FROM events_event ORDER BY slug"
    written = [text for (text,) in database.rows(in_sql.replace("%s", ", ".join(WINDOW_COLUMNS)))]
    answer = client.get("/api/v1/events/?sort=slug&page_size=500").json()

    assert shown == written == STORED
    assert [event["date"] for event in answer["results"]] == STORED
