"""Files of others are brought with a profile in the admin: looked at, imported and taken back as one."""

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from actors.models import Actor
from events.models import Event, EventType, Figure, Place
from imports.applying import engine, jobs
from imports.choices import FaultKind, ImportStatus
from imports.models import Import
from imports.profiles.profiles import FOLDER
from sources.models import Source
from tests.accounts.people import make_person
from tests.builders import make_actor, make_event_type, make_source
from tests.imports.test_admin import page_of, step, told

pytestmark = pytest.mark.django_db
FILES = Path(__file__).with_name("files") / "profiles"
UCDP = (FILES / "ucdp_ged_balkans.csv").read_bytes()
PRESS = ("wikitimes_events.csv", "wikitimes_event_entities.csv", "wikitimes_event_sources.csv")
TABLES = (Event, Figure, Place, Source)
# A data set of one file and two parts, of which the later refers to the earlier
OWN = """
title = "Meetings"
about = "A constructed data set."
[files.meetings]
columns = ["number", "what", "who", "dead"]
[[rows]]
into = "events"
from = "meetings"
[rows.columns]
slug = "meeting-{number}"
type = "meeting"
title = "{what}"
participants = [{ text = "{who}", find = "actors", as = "{}:participant" }]
[[rows]]
into = "figures"
from = "meetings"
[rows.columns]
slug = "meeting-{number}-dead"
event = "meeting-{number}"
metric = "fatalities_best"
value = "{dead}"
unit = "persons"
"""
MEETINGS = b"number,what,who,dead\n1,One,Shqip,0\n2,Two,First,1\n"


@pytest.fixture(autouse=True)
def _data(settings: Any, tmp_path: Path) -> None:
    settings.UPLOADS_DIR = tmp_path
    for code in ("force", "force.clash", "force.incident", "diplomacy", "politics", "meeting"):
        if not EventType.objects.filter(code=code).exists():
            make_event_type(code)
    for slug in ("yugoslavia", "croatia", "bosnia-and-herzegovina", "first", "albania"):
        make_actor(slug)


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_person("mira", "importer"))
    return client


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def sent(desk: Client, *files: SimpleUploadedFile, own: str = "", **said: str) -> Any:
    mapping = {"mapping": file("own.toml", own.encode())} if own else {}
    return desk.post(reverse("admin:imports_import_add"), {"file": files, **mapping, **said})


def bring(desk: Client, *files: SimpleUploadedFile, own: str = "", **said: str) -> Import:
    """Uploads files and lets the worker look at them."""
    answer = sent(desk, *files, own=own, **said)
    assert answer.status_code == 302, answer.context["form"].errors
    import_: Import = Import.objects.whole().latest("pk")
    jobs.run_import.call(import_.pk)
    import_.refresh_from_db()
    return import_


def bring_ucdp(desk: Client) -> Import:
    return bring(desk, file("ged.csv", UCDP), profile="ucdp-ged")


def bring_meetings(desk: Client, content: bytes = MEETINGS) -> Import:
    return bring(desk, file("meetings.csv", content), own=OWN)


def rows_there() -> list[int]:
    return [model._default_manager.count() for model in TABLES]


def part_of(import_: Import, resource: str) -> Import:
    return import_.parts.get(resource=resource)


def test_shows_what_each_file_of_ours_would_get_and_writes_nothing(desk: Client) -> None:
    before = rows_there()

    import_ = bring_ucdp(desk)

    assert (import_.status, import_.error) == (ImportStatus.CHECKED, "")
    made = [(part.resource, part.counts["new"]) for part in import_.parts.order_by("pk")]
    assert made[:2] == [("sources", 1), ("events_place", 154)]
    assert import_.counts["new"] == sum(count for _resource, count in made) == 1153
    assert rows_there() == before
    page = page_of(desk, import_)
    assert "SAO Krajina” matches no record" in page
    events = import_.parts.filter(resource="events").latest("pk")
    assert reverse("admin:imports_import_change", args=[events.pk]) in page
    preview = page_of(desk, events)
    assert "ucdp-ged-" in preview
    assert 'value="apply"' not in preview


def test_writes_all_parts_and_takes_them_back(desk: Client) -> None:
    before = rows_there()
    import_ = bring_ucdp(desk)

    step(desk, import_, "apply")

    assert (import_.status, import_.error) == (ImportStatus.DONE, "")
    assert Event.objects.count() == 465 + 17
    assert Figure.objects.count() == 465 + 17 * 3
    assert Event.objects.filter(review_status="draft").count() == 465 + 17

    step(desk, import_, "undo")

    assert (import_.status, import_.error) == (ImportStatus.UNDONE, "")
    assert rows_there() == before
    assert set(import_.parts.values_list("status", flat=True)) == {ImportStatus.UNDONE}


def test_the_same_files_change_nothing_the_second_time(desk: Client) -> None:
    step(desk, bring_ucdp(desk), "apply")
    before = list(Event.objects.order_by("pk").values())

    again = bring_ucdp(desk)
    step(desk, again, "apply")

    assert again.status == ImportStatus.DONE
    assert again.counts["unchanged"] == again.counts["rows"] > 1000
    assert list(Event.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("is_archive", [False, True])
def test_takes_several_files_at_once_or_in_an_archive(desk: Client, is_archive: bool) -> None:
    files = [file(name, (FILES / name).read_bytes()) for name in PRESS]
    if is_archive:
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w") as archive:
            archive.writestr("__MACOSX/._x", b"")
            for name in PRESS:
                archive.writestr(f"a folder/{name}", (FILES / name).read_bytes())
        files = [file("press.zip", whole.getvalue())]

    import_ = bring(desk, *files, profile="wikitimes")

    assert (import_.status, import_.error) == (ImportStatus.CHECKED, "")
    left = import_.faults.filter(kind=FaultKind.LEFT_OUT, value="events").count()
    assert part_of(import_, "events").counts["rows"] + left == 30


def test_a_profile_of_ones_own_is_kept_with_the_import(desk: Client) -> None:
    import_ = bring_meetings(desk)
    step(desk, import_, "apply")

    assert (import_.profile, import_.mapping) == ("Meetings", OWN)
    assert list(Figure.objects.order_by("slug").values_list("event__slug", flat=True)) == [
        "meeting-1",
        "meeting-2",
    ]


@pytest.mark.parametrize(
    ("said", "own", "says"),
    [
        ({}, OWN.replace("{dead}", "{lost}"), "their file has no such column: lost"),
        ({}, "title = ", "This is not TOML"),
        ({}, "\x00", "This is not TOML"),
        ({"profile": "acled"}, OWN, "not both"),
        ({"resource": "events"}, OWN, "A profile says itself"),
        ({"profile": "nonsense"}, "", "Select a valid choice"),
    ],
)
def test_what_is_said_wrongly_is_told_before_anything_is_kept(
    desk: Client, said: dict[str, str], own: str, says: str
) -> None:
    answer = sent(desk, file("meetings.csv", MEETINGS), own=own, **said)

    assert says in str(answer.context["form"].errors)
    assert not Import.objects.exists()


def test_says_what_was_found_out_about_each_file(desk: Client) -> None:
    import_ = bring_meetings(desk, "number;what;who;dead\n1;Šest;First;0\n".encode("cp1250"))

    assert import_.status == ImportStatus.CHECKED
    assert any(note.startswith("meetings.csv: ") and "1250" in note for note in import_.notes)
    assert "meetings.csv: " in page_of(desk, import_)


def test_reads_the_files_otherwise_when_told_to(desk: Client) -> None:
    import_ = bring_meetings(desk, b"A title\n" + MEETINGS)
    assert import_.status == ImportStatus.FAILED

    step(desk, import_, "check", header="2")

    assert (import_.status, import_.counts["new"]) == (ImportStatus.CHECKED, 4)


def test_several_files_without_a_profile_are_refused(desk: Client) -> None:
    answer = sent(desk, file("a.csv", MEETINGS), file("b.csv", MEETINGS))

    assert "Several files at once are for a profile" in str(answer.context["form"].errors)


def test_a_file_of_another_data_set_is_named(desk: Client) -> None:
    import_ = bring(desk, file("other.csv", b"a,b\n1,2\n"), profile="ucdp-ged")

    assert import_.status == ImportStatus.FAILED
    assert import_.error == "other.csv is no file of this profile."


def test_a_bad_row_of_a_part_keeps_all_parts_out(desk: Client) -> None:
    import_ = bring_meetings(desk, MEETINGS.replace(b"First,1", b"First,many"))

    assert import_.status == ImportStatus.CHECKED
    assert [part.counts["faults"] for part in import_.parts.order_by("pk")] == [0, 1]
    assert import_.counts["faults"] == 1
    assert 'value="apply"' not in page_of(desk, import_)
    step(desk, import_, "apply")
    assert not Event.objects.exists()


def test_rows_that_refer_to_a_bad_row_are_the_only_ones_it_makes_bad(desk: Client) -> None:
    import_ = bring_meetings(desk, MEETINGS.replace(b"1,One", b"1," + b"x" * 400))

    faults = [
        list(part.faults.values_list("line", "kind")) for part in import_.parts.order_by("pk")
    ]
    assert faults == [[(2, FaultKind.LONG)], [(2, FaultKind.UNKNOWN)]]


def test_what_changed_since_the_preview_is_not_overwritten(desk: Client) -> None:
    import_ = bring_ucdp(desk)
    slug = part_of(import_, "sources").rows.get().cells[0] or ""
    make_source(slug, title="Somebody else’s", review_status="draft")
    before = rows_there()

    step(desk, import_, "apply")

    assert import_.status == ImportStatus.FAILED
    assert "sources: Records were changed since the preview." in import_.error
    assert rows_there() == before
    assert part_of(import_, "sources").faults.get().kind == FaultKind.CONFLICT
    step(desk, import_, "check")
    assert import_.status == ImportStatus.CHECKED
    assert part_of(import_, "sources").counts["changed"] == 1


def test_a_part_that_breaks_off_leaves_nothing_of_the_others(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_ = bring_meetings(desk)
    whole = engine.apply

    def breaks_off(part: Import, **options: Any) -> None:
        if part.resource == "figures":
            raise DatabaseError("connection lost")
        whole(part, **options)

    monkeypatch.setattr(engine, "apply", breaks_off)
    step(desk, import_, "apply")

    assert import_.status == ImportStatus.FAILED
    assert "nothing was written: connection lost" in import_.error
    assert not Event.objects.exists()


def test_what_a_name_means_is_decided_for_all_parts(desk: Client) -> None:
    import_ = bring_meetings(desk)
    assert "Say what names mean" in page_of(desk, import_)
    url = reverse("admin:imports_import_names", args=[import_.pk])
    said = {"name": "Shqip", "table": "actors_actor", "choice": "", "other": "albania"}
    data = {f"form-0-{name}": value for name, value in said.items()}

    desk.post(url, {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, **data})
    jobs.run_import.call(import_.pk)
    import_.refresh_from_db()

    assert not import_.faults.exists()
    step(desk, import_, "apply")
    event = Event.objects.get(slug="meeting-1")
    assert [each.actor for each in event.participations.all()] == [
        Actor.objects.get(slug="albania")
    ]
    assert event.note == ""


def test_is_not_taken_back_where_a_part_was_edited_since(desk: Client) -> None:
    import_ = bring_meetings(desk)
    step(desk, import_, "apply")
    figure = Figure.objects.get(slug="meeting-1-dead")
    figure.value = 7
    figure.save()

    step(desk, import_, "undo")

    assert import_.status == ImportStatus.DONE
    assert "“meeting-1-dead” was changed since." in import_.error
    assert Event.objects.count() == 2


def test_a_part_is_not_worked_on_alone(desk: Client) -> None:
    part = part_of(bring_meetings(desk), "events")

    answer = step(desk, part, "apply")

    assert told(answer) == ["This is a part of an import, which is done as a whole."]
    assert not Event.objects.exists()


def test_parts_are_not_in_the_list_of_imports(desk: Client) -> None:
    import_ = bring_meetings(desk)

    rows = desk.get(reverse("admin:imports_import_changelist")).context["cl"].result_list

    assert [each.pk for each in rows] == [import_.pk]


def test_who_may_not_import_into_one_of_its_tables_neither_sees_nor_brings_it(
    desk: Client, client_class: type[Client] = Client
) -> None:
    import_ = bring_meetings(desk)
    person = make_person("ana", "importer")
    other = client_class()
    other.force_login(person)
    url = reverse("admin:imports_import_change", args=[import_.pk])
    assert other.get(url).status_code == 200

    group = person.groups.get()
    group.permissions.remove(group.permissions.get(codename="import_figure"))
    other.force_login(type(person).objects.get(pk=person.pk))

    assert other.get(url).status_code == 302
    answer = sent(other, file("meetings.csv", MEETINGS), own=OWN)
    assert "You may not import into the tables" in str(answer.context["form"].errors)
    page = other.get(reverse("admin:imports_import_add")).content.decode()
    assert 'value="factbook-organisations"' in page
    assert 'value="ucdp-ged"' not in page


def test_mapping_files_can_be_taken_and_their_keys_are_explained(desk: Client) -> None:
    answer: Any = desk.get(reverse("admin:imports_import_mapping", args=["ucdp-ged"]))
    page = desk.get(reverse("admin:imports_import_sorts")).content.decode()

    assert b"".join(answer.streaming_content) == (FOLDER / "ucdp-ged.toml").read_bytes()
    assert "Scheme of the code by which it is found" in page
    assert desk.get("/admin/imports/import/sorts/none/mapping.toml").status_code == 404


def test_rows_of_old_previews_are_forgotten_with_the_files(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_ = bring_meetings(desk)
    part = part_of(import_, "events")
    assert part.rows.exists()
    monkeypatch.setattr(jobs, "KEPT", dt.timedelta(days=-1))

    jobs.forget_old()

    assert not part.rows.exists()
