"""Files of others, as a newcomer gets them: each message says what to do, and doing that imports the file."""

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from events.models import Event, Figure
from imports.models import Import, SavedProfile
from tests import cases
from tests.imports.files import FILES, doubt_texts, fault_texts, step, upload, write

pytestmark = pytest.mark.usefixtures("article_data")

# The tracker of a think tank, saved from an online spreadsheet
TRACKER = """Date,Category,Headline,Countries,Link,Confidence (1-5)
18 March 2025,Declaration,Three states sign a declaration,"Albania, Croatia, Kosovo",https://example.org/1,5
March 2025,Agreement,Serbia and Hungary negotiate,"Serbia, Hungary",https://example.org/2,4
"""
# A table copied from Wikipedia
WIKIPEDIA = """Date,Country,Agreement,Signed in,Status
18 March 2025[12],Kosovo[a],Joint declaration,Tirana,Signed
1 April 2025,Hungary,"Plan of military cooperation[13]",Belgrade[b],—
"""
# A regional office's list, from a spreadsheet in Serbian: Windows-1250, semicolons, decimal commas
SERBIAN = """Redni broj;Datum;Naziv događaja;Mesto;Učesnici;Budžet (mil. €)
1;18.3.2025.;Potpisivanje deklaracije u Tirani;Tirana;Albanija, Hrvatska, Kosovo*;1,5
2;1. 4. 2025.;Potpisivanje plana u Beogradu;Beograd;Srbija, Mađarska;
"""
# A table with a column for each year
PERSONNEL = "country,2021,2022,2023\nAlbania,8000,8500,\nSerbia,28150,28150,28500\n"
# SIPRI's table below its titles
SIPRI = """Military expenditure by country as percentage of gross domestic product,,,
,,,
Country,Notes,2023,2024
Europe,,,
Albania,,1.7%,2.0%
Serbia,‡,2.1%,2.6%
"""
GED = (FILES / "profiles" / "ucdp_ged_balkans.csv").read_bytes()
NOT_OURS = "These are not the columns of a BalkanWatch file: "
MAKE = "make a profile from this file; both are under Imports, “File types”."


def merged(folder: Path) -> bytes:
    """A workbook with merged titles, and names of columns in two rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Defence cooperation tracker"])
    sheet.merge_cells("A1:D1")
    sheet.append([])
    sheet.append(["When", None, "Where", "Comment"])
    sheet.merge_cells("A3:B3")
    sheet.append(["Date", "Title", "Place", "Remark"])
    sheet.append([dt.datetime(2025, 3, 18), "Declaration", "Tirana", "n/a"])  # noqa: DTZ001 (a day)
    sheet.append([dt.datetime(2025, 4, 1), "Roadmap", "Subotica", None])  # noqa: DTZ001 (a day)
    sheet["A6"].number_format = "mmm yy"
    book.save(folder / "tracker.xlsx")
    return (folder / "tracker.xlsx").read_bytes()


def said(client: Client, folder: Path, name: str, content: bytes) -> str:
    """What the admin says about a file that it cannot read; the command says the same."""
    error = upload(client, (name, content)).error
    with pytest.raises(CommandError) as refused:
        call_command("import_csv", str(write(folder, content, name)))
    assert str(refused.value) == f"Nothing was imported: {error}"
    return error


def make_profile(
    client: Client, content: bytes, resource: str, header: str = "", **choices: str
) -> Any:
    """Makes a profile from a sample file, and returns what it makes of the first rows."""
    url = reverse("admin:imports_savedprofile_add")
    sample: Any = {
        "file": SimpleUploadedFile("sample", content),
        "resource": resource,
        "header": header,
    }
    maker = client.post(url, sample).context["maker"]
    data = {name: maker[name].value() or "" for name in ("resource", "sample")}
    wide = maker.draft.YEAR if maker.draft.year_columns else ""
    data |= {"wide": wide, "name": "theirs", "title": "Theirs"}
    data |= {f"to-{name.replace('__', '-')}": value for name, value in choices.items()}
    _names, made = client.post(url, data | {"_preview": "1"}).context["maker"].preview()
    assert client.post(url, data | {"_save": "1"}).status_code == 302
    return made


def imported(client: Client, name: str, content: bytes) -> Import:
    import_job = upload(client, (name, content), profile=SavedProfile.objects.get().name)
    step(client, import_job, "apply")
    import_job.refresh_from_db()
    assert import_job.status == "done", import_job.error
    return import_job


EVENT = {
    "slug__text": "theirs-{Date}",
    "type__text": "diplomacy.meeting",
    "date__source": "Date",
    "participants__by": "name",
    "participants__item": "{}:participant",
}


def test_a_tracker_becomes_events_with_participants_from_one_cell(
    admin_client: Client, tmp_path: Path
):
    content = TRACKER.encode()
    error = said(admin_client, tmp_path, "tracker 2025.csv", content)
    assert error.startswith(NOT_OURS + "Date, Category, Headline, Countries, Link …. ")
    assert error.endswith(MAKE)

    more = {"title__source": "Headline", "participants__source": "Countries"}
    made = make_profile(admin_client, content, "events", **EVENT, **more, participants__split=",")
    imported(admin_client, "tracker 2025.csv", content)

    assert made[1][3] == "2025-03"
    first = Event.objects.get(title="Three states sign a declaration")
    assert sorted(p.actor.slug for p in first.participations.all()) == [
        "albania",
        "croatia",
        "kosovo",
    ]


def test_a_table_of_wikipedia_is_read_without_its_footnotes(admin_client: Client, tmp_path: Path):
    content = WIKIPEDIA.encode()
    assert "nearest profile" not in said(admin_client, tmp_path, "wiki.csv", content)

    more = {"title__source": "Agreement", "place__source": "Signed in", "place__by": "name"}
    made = make_profile(
        admin_client, content, "events", **EVENT, **more, participants__source="Country"
    )
    import_job = imported(admin_client, "wiki.csv", content)

    assert made[0] == [
        *("theirs-18-march-2025", "diplomacy.meeting", "Joint declaration", "2025-03-18"),
        *("tirana", "kosovo:participant"),
    ]
    [part] = import_job.parts.all()
    [doubt] = doubt_texts(part)
    assert "“Plan of military cooperation[13]” ends with the mark of a footnote." in doubt


def test_a_list_in_serbian_is_read_with_its_dates_and_names(admin_client: Client, tmp_path: Path):
    content = SERBIAN.replace("\n", "\r\n").encode("cp1250")
    assert "Naziv događaja, Mesto" in said(admin_client, tmp_path, "dogadjaji.csv", content)

    choices = EVENT | {
        "slug__text": "d-{Redni broj}",
        "title__source": "Naziv događaja",
        "date__source": "Datum",
        "place__source": "Mesto",
        "place__by": "name",
        "participants__source": "Učesnici",
        "participants__split": ",",
    }
    make_profile(admin_client, content, "events", **choices)
    import_job = imported(admin_client, "dogadjaji.csv", content)

    first, second = Event.objects.filter(slug__in=("d-1", "d-2")).order_by("slug")
    assert sorted(p.actor.slug for p in first.participations.all()) == [
        "albania",
        "croatia",
        "kosovo",
    ]
    assert [str(each.date_from) for each in (first, second)] == ["2025-03-18", "2025-04-01"]
    assert second.place and second.place.slug == "belgrade"
    assert import_job.notes[0].startswith("dogadjaji.csv: Read as windows-1250.")


def test_a_column_for_each_year_becomes_rows(admin_client: Client, tmp_path: Path):
    content = PERSONNEL.encode()
    assert said(admin_client, tmp_path, "personnel.csv", content).endswith(MAKE)

    make_profile(
        admin_client,
        content,
        "figures",
        slug__text="personnel-{country}-{column name}",
        metric__text="troops",
        value__source="cell",
        unit__text="persons",
        as_of__source="column name",
        actor__source="country",
        actor__by="name",
    )
    imported(admin_client, "personnel.csv", content)

    found = Figure.objects.filter(slug__startswith="personnel-").order_by("slug")
    assert [(each.slug, int(each.value)) for each in found][1:3] == [
        ("personnel-albania-2022", 8500),
        ("personnel-serbia-2021", 28150),
    ]


def test_a_workbook_with_merged_titles_asks_for_the_line_of_the_names(
    admin_client: Client, tmp_path: Path
):
    content = merged(tmp_path)
    error = said(admin_client, tmp_path, "tracker.xlsx", content)
    assert error.startswith("Line 1 does not contain the column names; line 3 seems to.")

    more = {"title__source": "Title", "place__source": "Place", "place__by": "name"}
    choices = {name: value for name, value in EVENT.items() if not name.startswith("part")}
    make_profile(admin_client, content, "events", header="4", **choices, **more)
    import_job = imported(admin_client, "tracker.xlsx", content)

    roadmap = Event.objects.get(title="Roadmap", slug__startswith="theirs")
    assert (str(roadmap.date_from), roadmap.date_precision) == ("2025-04-01", "month")
    assert "tracker.xlsx: The column names are in line 4." in import_job.notes


@cases(
    "name, content, profile, told, figures",
    (
        "GEDEvent.csv",
        GED,
        "ucdp-ged",
        "The file fits the profile “UCDP Georeferenced Event Dataset”: choose it, or give --profile ucdp-ged.",
        516,
    ),
    (
        "Share of GDP.csv",
        SIPRI.encode(),
        "sipri-share-of-gdp",
        "Line 1 does not contain the column names; line 3 seems to.",
        4,
    ),
)
def test_a_known_data_set_names_its_profile(
    admin_client: Client,
    tmp_path: Path,
    name: str,
    content: bytes,
    profile: str,
    told: str,
    figures: int,
):
    assert told in said(admin_client, tmp_path, name, content)
    before = Figure.objects.count()

    import_job = upload(admin_client, (name, content), profile=profile)
    assert not [text for part in import_job.parts.all() for text in fault_texts(part)]
    call_command("import_csv", str(tmp_path / name), profile=profile)

    assert Figure.objects.count() - before == figures
