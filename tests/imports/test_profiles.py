"""With the profiles every row of a file in another format is imported, or skipped with a reason."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from actors.models import Actor, Relationship
from agreements.models import Agreement
from events.models import Event, EventType, Figure, Place, PlaceName
from imports.choices import FaultKind
from imports.models import Import
from imports.profiles.mapping import CellMapper, Mapping, SourceRow
from imports.profiles.profile import PROFILES_FOLDER, Profile, ProfileError, read_profile
from tests import cases, make
from tests.imports.files import FILES, fault_texts, write


def import_files(profile: str, *names: str, **options: Any) -> Import:
    paths = (FILES / "profiles" / name for name in names)
    call_command("import_csv", *paths, profile=profile, **options)
    return Import.objects.without_parts().latest("pk")


def skipped_rows(import_job: Import, file: str) -> int:
    """How many rows of a source file were skipped."""
    faults = import_job.faults.filter(kind=FaultKind.LEFT_OUT, value=file)
    return faults.values("line").distinct().count()


@pytest.fixture
def force() -> None:
    for code in ("force", "force.clash", "force.incident"):
        if not EventType.objects.filter(code=code).exists():
            make.event_type(code)
    for slug in ("yugoslavia", "croatia", "bosnia-and-herzegovina"):
        make.actor(slug)


@cases("path", *sorted(PROFILES_FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_profile_is_valid(path: Path) -> None:
    assert read_profile(path.stem).parts


@cases(
    "change, message",
    (("title =", "titel ="), "titel"),
    (('into = "figures"', 'into = "numbers"'), "numbers"),
    (('value = "{best}"', 'value = "{beste}"'), "beste"),
    (('metric = "fatalities_best"', 'measure = "x"'), "measure"),
    (('codes = "event_type"', 'codes = "event_types"'), "event_types"),
    (("[[rows]]", "[[rows"), "TOML"),
    (('find = "actors"', 'find = "actors", except = ["{yeer}"]'), "no such column: yeer"),
    (('find = "actors"', 'find = "actor"'), "actor"),
    (('find = "actors"', 'find = "claims"'), "rows of this file have no name: claims"),
    (('find = "actors"', 'find = "actors", by = "isbn"'), "there is no such scheme: isbn"),
    (('find = "actors"', 'find = "actors", split = ""'), "split"),
    (('date = "day"', 'date = "day", precisions = "event_type"'), "precision"),
    (('key = "{', 'key = "{no_'), "the source file has no such column: no_"),
)
def test_names_faults_of_a_profile(change: tuple[str, str], message: str) -> None:
    text = (PROFILES_FOLDER / "ucdp-ged.toml").read_text()

    with pytest.raises(ProfileError, match=message):
        Profile(text.replace(*change))


def test_ucdp_ged_imports_every_event_with_its_figures(force: None, capsys: Any) -> None:
    import_files("ucdp-ged", "ucdp_ged_balkans.csv")

    assert Event.objects.filter(slug__startswith="ucdp-ged-").count() == 465
    assert Event.objects.filter(slug__startswith="ucdp-conflict-").count() == 17
    assert Figure.objects.count() == 465 + 17 * 3
    assert Place.objects.count() == 154
    event = Event.objects.get(slug="ucdp-ged-201949")
    assert (str(event.date_from), event.date_precision) == ("1991-07-20", "day")
    assert event.place
    assert (str(event.place.latitude), str(event.place.longitude)) == ("42.65056", "18.09139")
    assert event.parent and event.parent.slug == "ucdp-conflict-4873"
    assert [each.actor.slug for each in event.participations.all()] == ["croatia"]
    assert event.note == "Names without a record: SAO Krajina."
    conflict = {each.metric: int(each.value) for each in event.parent.figures.all()}
    assert conflict == {"fatalities_low": 161, "fatalities_best": 189, "fatalities_high": 189}
    assert [int(each.value) for each in event.figures.all()] == [1]
    said = capsys.readouterr().err
    assert "column participants: “SAO Krajina” matches no record" in said
    assert "8 names match no record" in said


def test_check_writes_nothing(force: None) -> None:
    import_files("ucdp-ged", "ucdp_ged_balkans.csv", check=True)

    assert not Event.objects.exists()


def test_refuses_a_file_that_does_not_belong_to_the_profile(force: None, tmp_path: Path) -> None:
    path = write(tmp_path, "a,b\n1,2\n", "other.csv")

    with pytest.raises(CommandError, match=r"other\.csv does not belong to this profile"):
        call_command("import_csv", path, profile="ucdp-ged")


def test_gleditsch_ward_makes_one_actor_per_code_with_all_its_spells(capsys: Any) -> None:
    make.actor("serbia").identifiers.create(scheme="gw", value="340")

    import_files("gw-states", "gw_states.csv")

    haiti = Actor.objects.get(slug="gw-41")
    assert Actor.objects.filter(slug__startswith="gw-").count() == 201
    known = (str(haiti.active_from), haiti.active_to, haiti.lifecycle)
    assert known == ("1816-01-01", None, "unknown")
    assert haiti.description == "1816-01-01 to 1915-07-04; 1934-08-15 on"
    colombia = Actor.objects.get(slug="gw-99")
    assert (str(colombia.active_to), colombia.lifecycle) == ("1830-09-23", "ended")
    assert "A row of “states” was skipped: it is known already." in capsys.readouterr().err


def test_geonames_imports_places_whose_number_is_unknown() -> None:
    for slug, code in (("albania", "AL"), ("serbia", "RS")):
        make.actor(slug).identifiers.create(scheme="iso2", value=code)
    for code in ("HR", "XK", "HU", "MK", "ME", "BA", "SI", "SK"):
        make.actor(f"state-{code.lower()}").identifiers.create(scheme="iso2", value=code)

    import_job = import_files("geonames-places", "places_balkans.csv")

    assert Place.objects.filter(slug__startswith="geonames-").count() == 61
    xarre = Place.objects.get(geonames_id=363200)
    assert xarre.country and xarre.country.slug == "albania"
    names = ["Cara", "Qare", "Qarë", "Xara", "Xare", "Xarja", "Xarra", "Xarre", "Xarë"]
    assert sorted(xarre.names.values_list("language", "name")) == [("und", each) for each in names]
    assert not Place.objects.filter(names__name=F("name")).exists()
    assert import_job.parts.get().counts["new"] == 61
    again = import_files("geonames-places", "places_balkans.csv")
    assert again.parts.get().counts["unchanged"] == 61


def test_leaves_out_and_reports_names_that_are_too_long(tmp_path: Path) -> None:
    make.actor("albania").identifiers.create(scheme="iso2", value="AL")
    columns = "geonameid,name,countrycode,latitude,longitude,alternatenames"
    long = "x" * 201
    row = f"1,Xarrë,AL,39.7,20.0,Xarrë|{long}|{'y' * 200}|Xarë|Xarë"

    import_job = import_files("geonames-places", str(write(tmp_path, f"{columns}\n{row}\n")))

    assert sorted(PlaceName.objects.values_list("name", flat=True)) == ["Xarë", "y" * 200]
    [told] = fault_texts(import_job)
    shown = long[:79] + "…"
    assert told == f"Line 2, column names: “{shown}” was left out: it has more than 200 characters."


def test_wikitimes_joins_events_with_their_sources_and_participants() -> None:
    for code in ("force", "diplomacy", "politics"):
        make.event_type(code)
    make.actor("united-nations", name="United Nations")

    names = ("events", "event_entities", "event_sources")
    import_job = import_files("wikitimes", *(f"wikitimes_{name}.csv" for name in names))

    event = Event.objects.get(slug="wikitimes-56657")
    assert [each.actor.slug for each in event.participations.all()] == ["united-nations"]
    sources = {each.source.slug for each in event.claims.all()}
    assert sources == {"wikitimes-source-74033", "wikitimes-source-74034"}
    assert "Palmyra" in event.note
    assert Event.objects.count() + skipped_rows(import_job, "events") == 30


def test_factbook_imports_participation_in_organisations() -> None:
    named = read_profile("factbook-organisations").mapping["codes"]["organisations"].values()
    for slug in named:
        make.actor(slug)

    import_job = import_files("factbook-organisations", "factbook_organisations.csv")

    assert Relationship.objects.count() + skipped_rows(import_job, "participation") == 157


def test_factbook_imports_each_contribution_to_kfor() -> None:
    make.event_type("military.deployment")
    make.actor("kfor", name="KFOR")
    make.actor("albania", name="Albania")

    import_files("factbook-kfor", "factbook_kfor.csv")

    assert Figure.objects.count() == 11
    event = Event.objects.get(slug="factbook-kfor-al-2025")
    participants = {(each.actor.slug, each.role) for each in event.participations.all()}
    assert participants == {("albania", "contributor"), ("kfor", "recipient")}
    assert [int(each.value) for each in event.figures.all()] == [250]


@cases(
    "text, code, edtf",
    ("2025-03-18", "1", "2025-03-18"),
    ("2025-03-18", "3", "2025-03"),
    ("18 March 2025", "1", "2025-03-18"),
    ("2025-3-0", "1", "2025-03"),
    ("2025-0-0", "1", "2025"),
    ("soon", "1", "soon"),
)
def test_date_is_as_precise_as_its_code_says(text: str, code: str, edtf: str) -> None:
    cells = CellMapper(Mapping(read_profile("acled"), {}, {}))
    cell = {"text": "{day}", "date": "day", "precision": "{code}", "precisions": "precision"}

    assert cells.text(cell, SourceRow(2, {"day": text, "code": code})) == edtf


ACLED = """event_id_cnty,event_date,time_precision,sub_event_type,actor1,assoc_actor_1,actor2,assoc_actor_2,location,latitude,longitude,geo_precision,source,notes,fatalities,year
XXX1,18 March 2025,1,Peaceful protest,A,,B,C; D,Somewhere,42.0,21.0,2,A paper,A constructed row,0,2025
XXX2,2025-03-19,2,Other,A,,,,Somewhere,42.0,21.0,1,A paper,Another,0,2025
"""
ATOP = """atopid,member,yrent,moent,dayent,yrexit,moexit,dayexit,phase
9999,1,1999,1,0,0,0,0,1
9999,2,1999,1,0,2001,2,3,1
"""


def test_acled_is_read_in_its_published_columns(tmp_path: Path, capsys: Any) -> None:
    make.event_type("politics.protest")
    make.actor("first").identifiers.create(scheme="acled", value="A")

    call_command("import_csv", write(tmp_path, ACLED), profile="acled")

    event = Event.objects.get()
    stored = (event.slug, str(event.date_from), event.geo_precision)
    assert stored == ("acled-xxx1", "2025-03-18", "near")
    assert event.note == "Sources that ACLED names: A paper. Names without a record: B; C; D."
    said = capsys.readouterr().err
    assert "Line 3: A row of “events” was skipped: “Other” is not in the code table" in said


def test_atop_members_become_parties_of_an_agreement(tmp_path: Path) -> None:
    make.actor("first").identifiers.create(scheme="cow", value="1")

    call_command("import_csv", write(tmp_path, ATOP), profile="atop-members")

    agreement = Agreement.objects.get()
    assert [party.actor.slug for party in agreement.parties.all()] == ["first"]
    terms = "1 from 1999-1-0 to 0-0-0; 2 from 1999-1-0 to 2001-2-3"
    assert agreement.note == f"{terms} Names without a record: 2."
