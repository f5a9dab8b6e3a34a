"""Profiles for the published layouts of other data sets account for every row, and say what a file lacks.

The rows are made up after the published codebooks: the files may not be redistributed or were not at hand. Only
`ucdp-ged` is tested on real rows (test_profiles.py).
"""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from actors.models import Actor
from agreements.models import Agreement
from events.models import Event, Figure, Place
from imports.choices import FaultKind
from imports.models import Import
from imports.profiles.profile import Profile, known_profiles
from imports.profiles.source_files import column_fit, nearest_profile
from imports.reading.delimited import UnreadableFileError
from tests import cases, make
from tests.imports.files import upload, write

# GED 24.1, all 49 columns
GED = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]
# The export tool, and the API without a choice of fields
ACLED = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
PAX = [
    "Con",
    "Contp",
    "PP",
    "PPName",
    "Reg",
    "AgtId",
    "Ver",
    "Agt",
    "Dat",
    "Status",
    "Lgt",
    "N_characters",
    "Agtp",
    "Stage",
    "StageSub",
    "Part",
    "ThrdPart",
    "OthAgr",
    "Loc1ISO",
    "Loc2ISO",
    "Loc1GWNO",
    "Loc2GWNO",
    "UcdpCon",
    "UcdpAgr",
    "PamAgr",
    "CowWar",
]
PAX += [f"Provision{number}" for number in range(266 - len(PAX))]
ATOP = [
    "atopid",
    "cowid",
    "begyr",
    "begmo",
    "begday",
    "begpub",
    "endyr",
    "endmo",
    "endday",
    "ineffect",
    "estmode",
    "pubsecr",
    "secrart",
    "length",
    "defense",
    "offense",
    "neutral",
    "nonagg",
    "consul",
    "active",
]
ATOP += [f"mem{number}" for number in range(1, 60)]


def table(columns: list[str], *rows: dict[str, str]) -> str:
    """A file with these columns, empty where a row says nothing."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def run(tmp_path: Path, profile: str, text: str) -> Import:
    call_command("import_csv", write(tmp_path, text), profile=profile)
    return Import.objects.without_parts().latest("pk")


def skipped(import_job: Import) -> dict[int, str]:
    """The reason for each source line that was skipped."""
    faults = import_job.faults.filter(kind=FaultKind.LEFT_OUT, column="")
    return dict(faults.values_list("line", "expected"))


def ged_row(number: str, **cells: str) -> dict[str, str]:
    row = {"id": number, "type_of_violence": "1", "conflict_new_id": "412", "best": "3", "low": "2"}
    row |= {
        "conflict_name": "Serbia (Yugoslavia): Kosovo",
        "side_a": "Government of Serbia (Yugoslavia)",
    }
    row |= {"side_b": "UCK", "where_prec": "1", "where_coordinates": "Glogovac town", "high": "4"}
    row |= {"latitude": "42.62", "longitude": "20.9", "date_prec": "1", "country": "Kosovo"}
    row |= dict.fromkeys(("date_start", "date_end"), "1998-03-24 00:00:00.000")
    return row | cells


@pytest.fixture
def force() -> None:
    for code in ("force.clash", "force.incident"):
        make.event_type(code)
    make.actor("yugoslavia")


def test_ucdp_ged_imports_all_columns(force: None, tmp_path: Path) -> None:
    rows = [
        ged_row("4"),
        ged_row("5", date_end="1998-03-26 00:00:00.000", where_prec="4"),
        ged_row("6", type_of_violence="3", where_prec=""),
        ged_row("7", type_of_violence="9"),
    ]

    done = run(tmp_path, "ucdp-ged-full", table(GED, *rows))

    assert len(GED) == 49
    assert list(skipped(done)) == [5]
    found = Event.objects.exclude(parent=None).order_by("slug")
    assert [str(event.identifiers.get()) for event in found] == ["ged:4", "ged:5", "ged:6"]
    windows = [(str(e.date_from), str(e.date_to), e.date_precision, e.geo_precision) for e in found]
    assert windows == [
        ("1998-03-24", "1998-03-24", "day", "settlement"),
        ("1998-03-24", "1998-03-26", "range", "admin1"),
        ("1998-03-24", "1998-03-24", "day", ""),
    ]
    assert [[p.role for p in event.participations.all()] for event in found] == [
        ["participant"],
        ["participant"],
        ["initiator"],
    ]
    assert {event.parent.slug for event in found if event.parent} == {"ucdp-conflict-412"}
    assert Figure.objects.count() == 9
    assert Place.objects.get().name == "Glogovac town"


def test_ucdp_ged_imports_files_with_fewer_columns_below_known_records(
    force: None, tmp_path: Path
) -> None:
    war, clash = make.event("kosovo-war"), make.event("known-clash")
    make.identifier(war, "ucdp", "412")
    make.identifier(clash, "ged", "5")
    needed = known_profiles()["ucdp-ged-full"].mapping["files"]["events"]["columns"]
    rows = [{name: ged_row(number)[name] for name in needed} for number in ("4", "5")]

    done = run(tmp_path, "ucdp-ged-full", table(needed, *rows))

    assert skipped(done) == {2: "it is known already", 3: "it is known already"}
    event = Event.objects.get(slug="ucdp-ged-4")
    assert (event.parent, event.geo_precision) == (war, "")
    figures = set(Figure.objects.values_list("event__slug", "metric"))
    assert figures == {("ucdp-ged-4", "fatalities_best"), ("known-clash", "fatalities_best")}


def acled_row(number: str, **cells: str) -> dict[str, str]:
    row = {"event_id_cnty": number, "event_date": "2025-03-18", "time_precision": "1"}
    row |= {"sub_event_type": "Peaceful protest", "actor1": "Protesters", "location": "Nis"}
    row |= {"latitude": "43.32", "longitude": "21.9", "geo_precision": "1", "country": "Serbia"}
    return row | {"source": "A paper", "notes": "A constructed row.", "fatalities": "0"} | cells


@cases("columns", ACLED, [*ACLED, "population_best"], [name for name in ACLED if name != "tags"])
def test_acled_imports_the_export_and_the_api(columns: list[str], tmp_path: Path) -> None:
    make.event_type("politics.protest")
    make.actor("serbia", name="Serbia")
    make.identifier(make.event("known"), "acled", "SRB2")
    rows = [acled_row("SRB1", event_date="18 March 2025"), acled_row("SRB2"), acled_row("SRB3")]
    rows[2]["sub_event_type"] = "Agreement"

    done = run(tmp_path, "acled", table(columns, *rows))

    reasons = skipped(done)
    assert reasons.keys() == {3, 4}
    assert reasons[3] == "it is known already"
    event = Event.objects.get(slug="acled-srb1")
    assert (str(event.identifiers.get()), str(event.date_from)) == ("acled:SRB1", "2025-03-18")
    assert event.place and event.place.country
    assert event.place.country.slug == "serbia"


def test_pa_x_imports_266_columns(tmp_path: Path) -> None:
    signed = "Multiparty signed/agreed"
    row = {"Con": "Bosnia and Herzegovina", "Agtp": "Inter", "Stage": "SubComp", "Status": signed}
    rows = [
        row | {"AgtId": "389", "Agt": "Dayton", "Dat": "1995-11-21", "Part": "A; B"},
        row | {"AgtId": "390", "Agt": "Other", "Dat": "14/12/1995"},
        row | {"AgtId": "391", "Agt": "Unclear", "Status": "Status unclear"},
    ]

    done = run(tmp_path, "pa-x", table(PAX, *rows))

    assert len(PAX) == 266
    assert list(skipped(done)) == [4]
    found = Agreement.objects.order_by("slug")
    stored = [(str(a.identifiers.get()), str(a.signed_on), a.signed_precision) for a in found]
    assert stored == [("pax:389", "1995-11-21", "day"), ("pax:390", "1995-12-14", "day")]
    assert "Parties: A; B Third parties:" in found[0].note
    assert not done.faults.filter(kind=FaultKind.UNMATCHED).exists()


def test_atop_imports_alliances_with_a_column_for_each_member(tmp_path: Path) -> None:
    for slug, code in (("serbia", "345"), ("croatia", "344")):
        make.identifier(make.actor(slug), "cow", code)
    obligations = dict.fromkeys(("defense", "offense", "neutral", "nonagg", "consul"), "0")
    row = obligations | {"begyr": "1999", "begmo": "4", "begday": "0", "endyr": "0"}
    rows = [
        row | {"atopid": "3001", "mem1": "345", "mem2": "344", "mem3": "0"},
        row | {"atopid": "3002", "mem1": "345", "mem2": "999"},
        row | {"atopid": "3003"},
    ]

    done = run(tmp_path, "atop", table(ATOP, *rows))

    assert skipped(done) == {4: "it has no value in the columns of values"}
    found = {a.slug: a for a in Agreement.objects.all()}
    assert [p.actor.slug for p in found["atop-3001"].parties.all()] == ["croatia", "serbia"]
    assert [p.actor.slug for p in found["atop-3002"].parties.all()] == ["serbia"]
    first = found["atop-3001"]
    assert (str(first.signed_on), first.signed_precision) == ("1999-04-01", "month")
    assert str(first.identifiers.get()) == "atop:3001"
    assert "Names without a record: 999." in found["atop-3002"].note


def test_wikidata_imports_query_results(tmp_path: Path) -> None:
    item = "http://www.wikidata.org/entity/"
    make.identifier(make.actor("nato"), "wikidata", "Q7184")
    make.identifier(make.actor("serbia"), "iso2", "RS")
    actors = (
        f"item,itemLabel,kind,inception\n{item}Q7184,NATO,igo,1949-04-04T00:00:00Z\n"
        f"{item}Q81299,OSCE,igo,1995-01-01T00:00:00Z\n{item}Q81299,OSCE,igo,1975-08-01T00:00:00Z\n"
    )
    places = f"item,itemLabel,kind,coord,iso2\n{item}Q3711,Belgrade,settlement,Point(20.4568 44.8178),RS\n"
    agreements = f"item,itemLabel,date\n{item}Q1,A treaty,1990-09-12T00:00:00Z\n"

    done = run(tmp_path, "wikidata-actors", actors)
    run(tmp_path, "wikidata-places", places)
    run(tmp_path, "wikidata-agreements", agreements)

    assert skipped(done) == {2: "it is known already"}
    osce = Actor.objects.get(slug="wikidata-q81299")
    assert (str(osce.active_from), osce.active_from_precision) == ("1995-01-01", "year")
    place = Place.objects.get()
    assert (str(place.latitude), str(place.longitude), str(place.country)) == (
        "44.81780",
        "20.45680",
        "Serbia",
    )
    assert str(place.identifiers.get()) == "wikidata:Q3711"
    assert str(Agreement.objects.get().signed_on) == "1990-01-01"


SIPRI = """Military expenditure by country as percentage of gross domestic product,,,,
Countries are grouped by region,,,,
,,,,
Country,Notes,2022,2023,2024
Europe,,,,
Albania,,1.2%,1.70%,xxx
Serbia,a,...,2.3%,2.6%
Nowhere,,1.0%,,
"""


def test_sipri_has_a_column_for_each_year_below_titles(tmp_path: Path) -> None:
    make.actor("albania", name="Albania")
    make.actor("serbia", name="Serbia")

    done = run(tmp_path, "sipri-share-of-gdp", SIPRI)

    figures = sorted(
        (f.actor.slug, str(f.as_of), str(f.value)) for f in Figure.objects.all() if f.actor
    )
    assert figures == [
        ("albania", "2022-01-01", "1.20"),
        ("albania", "2023-01-01", "1.70"),
        ("serbia", "2023-01-01", "2.30"),
        ("serbia", "2024-01-01", "2.60"),
    ]
    assert skipped(done) == {
        5: "it has no value in the columns of values",
        8: "“Nowhere” is not known among actors",
    }


def test_names_missing_and_renamed_columns(tmp_path: Path) -> None:
    renamed = {"latitude": "lat", "date_start": "start_date", "side_a": "sideA"}
    columns = [renamed.get(name, name) for name in GED if name not in {"best", "conflict_name"}]

    with pytest.raises(CommandError) as refused:
        run(tmp_path, "ucdp-ged-full", table(columns, {"id": "4"}))

    lines = str(refused.value).splitlines()
    assert len(lines) <= 10
    assert lines[1] == "Missing columns (2): conflict_name, best."
    assert lines[2] == (
        "Perhaps renamed (3): side_a → sideA, latitude → lat, date_start → start_date."
    )


def test_says_which_profile_is_nearest_to_a_file_of_unknown_type(admin_client: Any) -> None:
    columns = [name for name in GED if name != "best"]

    job = upload(admin_client, ("events.csv", table(columns, {"id": "4"}).encode()))

    lines = job.error.splitlines()
    assert (
        lines[1]
        == "The nearest profile is “UCDP Georeferenced Event Dataset, all columns” (ucdp-ged-full)."
    )
    assert lines[2] == "Missing columns (1): best."
    assert nearest_profile(["a", "b"]) == []


@cases("name", *sorted(known_profiles()))
def test_recognises_the_columns_of_each_profile(name: str) -> None:
    for file in known_profiles()[name].mapping["files"].values():
        columns = [*file["columns"], *(["2020", "mem1"] if "wide" in file else [])]
        fit = column_fit([each for each in columns if each], file)
        assert not fit.missing
        assert not fit.renamed


def test_lists_the_most_frequent_unmatched_names_in_ten_lines(
    force: None, tmp_path: Path, capsys: Any
) -> None:
    rows = [ged_row(str(number), side_b=f"Group {number % 12}") for number in range(1, 41)]

    run(tmp_path, "ucdp-ged-full", table(GED, *rows))

    told = [line for line in capsys.readouterr().err.splitlines() if "match" in line]
    assert len(told) == 10
    assert "(4 times)" not in told[-1]
    assert told[0].startswith("Line 2, 14, 26, 38, column participants: “Group 1”")
    assert told[-1].startswith("12 names match no record")


@cases(
    "change, message",
    (('"mem[0-9]+"', '"mem["'), "this is no regular expression"),
    (('value = "member"', 'value = "members"'), "the source file has no such column: member"),
)
def test_names_faults_of_wide_files(change: tuple[str, str], message: str) -> None:
    text = known_profiles()["atop"].text

    with pytest.raises(ValueError, match=message):
        Profile(text.replace(*change))


def test_refuses_what_is_no_table_for_a_profile(tmp_path: Path) -> None:
    with pytest.raises((CommandError, UnreadableFileError), match=r"empty|rows"):
        run(tmp_path, "atop", "")
