"""Profiles bring the files of others in completely: every row is in, or named with its reason."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from events.models import Event, EventType, Figure, Place
from imports.profiles import FOLDER, Profile, ProfileError, read_profile
from tests.builders import make_actor, make_event_type

pytestmark = pytest.mark.django_db

FILES = Path(__file__).with_name("files") / "profiles"


def bring_in(profile: str, *names: str, **options: Any) -> None:
    call_command("import_csv", *(FILES / name for name in names), profile=profile, **options)


@pytest.fixture
def force() -> None:
    for code in ("force", "force.clash", "force.incident"):
        if not EventType.objects.filter(code=code).exists():
            make_event_type(code)
    for slug in ("yugoslavia", "croatia", "bosnia-and-herzegovina"):
        make_actor(slug)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_profile_is_well_formed(path: Path) -> None:
    assert read_profile(path.stem).parts


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("title =", "titel ="), "titel"),
        (('into = "figures"', 'into = "numbers"'), "numbers"),
        (('value = "{best}"', 'value = "{beste}"'), "beste"),
        (('metric = "fatalities_best"', 'measure = "x"'), "measure"),
        (('codes = "event_type"', 'codes = "event_types"'), "event_types"),
        (("[[rows]]", "[[rows"), "TOML"),
    ],
)
def test_profile_that_is_wrong_says_where(change: tuple[str, str], says: str) -> None:
    text = (FOLDER / "ucdp-ged.toml").read_text()

    with pytest.raises(ProfileError, match=says):
        Profile(text.replace(*change))


def test_ucdp_ged_brings_in_every_event_with_its_figures(
    force: None, capsys: pytest.CaptureFixture[str]
) -> None:
    bring_in("ucdp-ged", "ucdp_ged_balkans.csv")

    assert Event.objects.filter(slug__startswith="ucdp-ged-").count() == 465
    assert Event.objects.filter(slug__startswith="ucdp-conflict-").count() == 17
    assert Figure.objects.count() == 465 + 17 * 3
    assert Place.objects.count() == 154
    event = Event.objects.get(slug="ucdp-ged-201949")
    assert (str(event.date_from), event.date_precision) == ("1991-07-20", "day")
    assert event.place and (str(event.place.latitude), str(event.place.longitude)) == (
        "42.65056",
        "18.09139",
    )
    assert event.parent and event.parent.slug == "ucdp-conflict-4873"
    assert [each.actor.slug for each in event.participations.all()] == ["croatia"]
    assert event.note == "Named, but not matched: SAO Krajina."
    conflict = {each.metric: int(each.value) for each in event.parent.figures.all()}
    assert conflict == {"fatalities_low": 161, "fatalities_best": 189, "fatalities_high": 189}
    assert [int(each.value) for each in event.figures.all()] == [1]
    said = capsys.readouterr().err
    assert "not matched, kept in the note: SAO Krajina (3 times)" in said


def test_second_import_of_the_same_file_changes_nothing(force: None) -> None:
    bring_in("ucdp-ged", "ucdp_ged_balkans.csv")
    before = list(Event.objects.order_by("pk").values())

    bring_in("ucdp-ged", "ucdp_ged_balkans.csv")

    assert list(Event.objects.order_by("pk").values()) == before


def test_check_leaves_nothing(force: None) -> None:
    bring_in("ucdp-ged", "ucdp_ged_balkans.csv", check=True)

    assert not Event.objects.exists()


def test_file_of_another_sort_is_refused(force: None, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")

    with pytest.raises(CommandError, match=r"other\.csv is no file of this profile"):
        call_command("import_csv", path, profile="ucdp-ged")
