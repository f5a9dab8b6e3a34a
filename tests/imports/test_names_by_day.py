"""Names mean the record that was called so on the day of a row; their dates are kept in forms, files and the API."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from actors.models import Actor, ActorName
from agreements.models import Agreement
from events.models import Event, PlaceName
from imports.exporting import export_rows
from imports.profiles.lookup import RecordLookup
from imports.resources import known_resources
from records.dates import parse_window
from tests import cases, make
from tests.admin_page import AdminPage
from tests.api_client import json_of
from tests.imports.files import fault_texts, import_text

FORMER = "Former Republic"


@pytest.fixture
def states() -> None:
    """Two states that had the same name, one after the other, and a third whose name is only its own."""
    old = make.actor("old", name="Old", active_from="1918", active_to="1992", lifecycle="ended")
    new = make.actor("new", name="Serbia", active_from="2006-06-05")
    other = make.actor("other", name="Other")
    make.name(old, "Republic")
    make.name(new, "Republic")
    make.name(other, FORMER, valid_to="2019-02-12")
    make.name(new, FORMER, valid_from="2019")


@cases(
    "name, day, found",
    ("Serbia", "", "new"),
    ("Serbia", "1878", ""),
    ("Serbia", "2006", "new"),
    ("Republic", "", ""),
    ("Republic", "1953-02-28", "old"),
    ("Republic", "2010", "new"),
    ("Republic", "1999", ""),
    (FORMER, "2018-12-31", "other"),
    (FORMER, "2019-02-13", "new"),
    (FORMER, "2019-01", ""),
)
def test_a_name_means_who_was_called_so_on_the_day(
    states: None, name: str, day: str, found: str
) -> None:
    assert RecordLookup().find("actors", name, "", parse_window(day)) == found


def test_a_name_of_one_record_alone_means_it_also_when_it_was_no_longer_used() -> None:
    make.name(make.actor("other"), FORMER, valid_to="2019-02-12")

    assert RecordLookup().find("actors", FORMER, "", parse_window("2022")) == "other"


def exported(name: str) -> str:
    return b"".join(export_rows(known_resources()[name])).decode("utf-8-sig")


def test_files_keep_the_dates_of_names() -> None:
    names = "en:short:A;B\\;C|mk:former:Name: one;valid_from=1991;valid_to=2019-02-12"
    done = import_text("actors", f"slug,kind,name,names\none,state,One,{names}")
    import_text(
        "places", "slug,kind,name,names\nsubotica,settlement,Subotica,de:Theresiopel;valid_to=184X"
    )

    assert fault_texts(done) == []
    former = ActorName.objects.get(language="mk")
    assert (former.name, former.valid_from, former.valid_from_precision) == (
        "Name: one",
        dt.date(1991, 1, 1),
        "year",
    )
    assert PlaceName.objects.get().valid_to_precision == "decade"
    for name in ("actors", "places", "actors_actorname", "events_placename"):
        text = exported(name)
        again = import_text(name, text)
        assert fault_texts(again) == []
        assert exported(name) == text
    assert "mk:former:Name: one;valid_from=1991;valid_to=2019-02-12" in exported("actors")


def test_a_file_says_what_is_wrong_with_the_date_of_a_name() -> None:
    done = import_text("actors", "slug,kind,name,names\none,state,One,en:short:A;valid_to=soon")

    [text] = fault_texts(done)
    assert "soon" in text


def test_the_form_and_the_api_show_the_dates_of_names(admin_client: Client, client: Client) -> None:
    actor = make.publish(make.actor("one", name="One"))
    page = AdminPage(admin_client, Actor.objects.create(slug="two", kind="state", name="Two"))
    page.add(
        "names", name="Former", language="en", kind="former", used_from="1991", used_to="2019-02"
    )

    assert page.save() == []

    made = ActorName.objects.get()
    assert (made.valid_from_precision, made.valid_to) == ("year", dt.date(2019, 2, 1))
    ActorName.objects.update(actor=actor)
    [shown] = json_of(client, "actors/one/")["names"]
    assert (shown["valid_from"], shown["valid_to"]) == ("1991", "2019-02")


@cases(
    "date, place",
    ("1914-06-28", "old"),
    ("1960", "new"),
    ("1930/1940", ""),
    ("", ""),
)
def test_finds_the_place_that_was_called_so_on_the_day_of_an_event(date: str, place: str) -> None:
    make.event_type("treaty.signing")
    make.place_name(make.place("old"), "Petrograd", valid_from="1914", valid_to="1924-01-26")
    make.place_name(make.place("new"), "Петроград", valid_from="1946")

    done = import_text(
        "events", f"slug,title,type,date,is_span,place\na,A,treaty.signing,{date},true,Petrograd"
    )

    if place:
        assert fault_texts(done) == []
        assert Event.objects.values_list("place__slug", flat=True).get() == place
    else:
        assert "Petrograd" in fault_texts(done)[0]


@cases("dates, precisions", ("2025-05-01,", ("day", "unknown")), (",", ("unknown", "unknown")))
def test_reads_days_of_files_without_precisions(dates: str, precisions: Any) -> None:
    head = "slug,kind,title,status,signed_on,signed_precision"
    row = "one,treaty,One,in_force,2025-01-01,year"

    done = import_text("agreements_agreement", f"{head},in_force_on,terminated_on\n{row},{dates}")

    assert fault_texts(done) == []
    agreement = Agreement.objects.get()
    assert (agreement.in_force_precision, agreement.terminated_precision) == precisions


def test_reads_and_writes_imprecise_entry_into_force(client: Client) -> None:
    head = "slug,kind,title,status,signed,in_force_on,terminated_on"
    done = import_text("agreements", f"{head}\none,treaty,One,lapsed,1990,1995-04,199X")

    assert fault_texts(done) == []
    for name in ("agreements", "agreements_agreement"):
        text = exported(name)
        assert fault_texts(import_text(name, text)) == []
        assert exported(name) == text
    make.publish(Agreement.objects.get())
    shown = json_of(client, "agreements/one/")
    assert (shown["in_force_on_edtf"], shown["terminated_on_edtf"]) == ("1995-04", "199X")
