"""Imports with a profile in the admin: several parts, previewed, imported and undone as one."""

import datetime as dt
import io
import zipfile
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from events.models import Event, EventType, Figure, Place
from imports.applying import engine, jobs
from imports.choices import FaultKind, ImportStatus
from imports.models import Import
from imports.profiles.profile import PROFILES_FOLDER
from sources.models import Source
from tests import cases, make
from tests.accounts.people import make_person
from tests.admin_page import client_of, messages_of
from tests.imports.files import FILES, download, page_text, post_upload, run, step, upload

SOURCE_FILES = FILES / "profiles"
UCDP = (SOURCE_FILES / "ucdp_ged_balkans.csv").read_bytes()
PRESS = ("wikitimes_events.csv", "wikitimes_event_entities.csv", "wikitimes_event_sources.csv")
TABLES = (Event, Figure, Place, Source)
# A profile of one file and two parts, of which the second refers to the first
OWN = """
title = "Meetings"
about = "A data set for tests."
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
def _data() -> None:
    for code in ("force", "force.clash", "force.incident", "diplomacy", "politics", "meeting"):
        if not EventType.objects.filter(code=code).exists():
            make.event_type(code)
    for slug in ("yugoslavia", "croatia", "bosnia-and-herzegovina", "first", "albania"):
        make.actor(slug)


def upload_ucdp(importer: Client) -> Import:
    return upload(importer, ("ged.csv", UCDP), profile="ucdp-ged")


def upload_meetings(importer: Client, content: bytes = MEETINGS) -> Import:
    return upload(importer, ("meetings.csv", content), own=OWN)


def row_counts() -> list[int]:
    return [model._default_manager.count() for model in TABLES]


def part_of(import_job: Import, resource: str) -> Import:
    return import_job.parts.get(resource=resource)


def test_previews_each_part_and_writes_nothing(importer: Client) -> None:
    before = row_counts()

    import_job = upload_ucdp(importer)

    assert (import_job.status, import_job.error) == (ImportStatus.CHECKED, "")
    made = [(part.resource, part.counts["new"]) for part in import_job.parts.order_by("pk")]
    assert made[:2] == [("sources", 1), ("events_place", 154)]
    assert import_job.counts["new"] == sum(count for _resource, count in made) == 1153
    assert row_counts() == before
    page = page_text(importer, import_job)
    assert "SAO Krajina” matches no record" in page
    events = import_job.parts.filter(resource="events").latest("pk")
    assert reverse("admin:imports_import_change", args=[events.pk]) in page
    preview = page_text(importer, events)
    assert "ucdp-ged-" in preview
    assert 'value="apply"' not in preview


@pytest.mark.slow
def test_writes_all_parts_and_undoes_them(importer: Client) -> None:
    before = row_counts()
    import_job = upload_ucdp(importer)

    step(importer, import_job, "apply")

    assert (import_job.status, import_job.error) == (ImportStatus.DONE, "")
    assert Event.objects.count() == 465 + 17
    assert Figure.objects.count() == 465 + 17 * 3
    assert Event.objects.filter(review_status="draft").count() == 465 + 17

    step(importer, import_job, "undo")

    assert (import_job.status, import_job.error) == (ImportStatus.UNDONE, "")
    assert row_counts() == before
    assert set(import_job.parts.values_list("status", flat=True)) == {ImportStatus.UNDONE}


@pytest.mark.slow
def test_the_same_files_change_nothing_the_second_time(importer: Client) -> None:
    step(importer, upload_ucdp(importer), "apply")
    before = list(Event.objects.order_by("pk").values())

    again = upload_ucdp(importer)
    step(importer, again, "apply")

    assert again.status == ImportStatus.DONE
    assert again.counts["unchanged"] == again.counts["rows"] > 1000
    assert list(Event.objects.order_by("pk").values()) == before


@cases("is_archive", False, True)
def test_accepts_several_files_at_once_or_in_an_archive(importer: Client, is_archive: bool) -> None:
    files = [(name, (SOURCE_FILES / name).read_bytes()) for name in PRESS]
    if is_archive:
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w") as archive:
            archive.writestr("__MACOSX/._x", b"")
            for name, content in files:
                archive.writestr(f"a folder/{name}", content)
        files = [("press.zip", whole.getvalue())]

    import_job = upload(importer, *files, profile="wikitimes")

    assert (import_job.status, import_job.error) == (ImportStatus.CHECKED, "")
    left = import_job.faults.filter(kind=FaultKind.LEFT_OUT, value="events").count()
    assert part_of(import_job, "events").counts["rows"] + left == 30


def test_stores_an_own_profile_with_the_import(importer: Client) -> None:
    import_job = upload_meetings(importer)
    step(importer, import_job, "apply")

    assert (import_job.profile, import_job.mapping) == ("Meetings", OWN)
    events = Figure.objects.order_by("slug").values_list("event__slug", flat=True)
    assert list(events) == ["meeting-1", "meeting-2"]


@cases(
    "data, own, message",
    ({}, OWN.replace("{dead}", "{lost}"), "the source file has no such column: lost"),
    ({}, "title = ", "This is not TOML"),
    ({}, "\x00", "This is not TOML"),
    ({"profile": "acled"}, OWN, "not both"),
    ({"resource": "events"}, OWN, "With a profile, leave the file type empty"),
    ({"profile": "nonsense"}, "", "Select a valid choice"),
)
def test_stores_no_invalid_input(importer: Client, data: Any, own: str, message: str) -> None:
    answer = post_upload(importer, ("meetings.csv", MEETINGS), own=own, **data)

    assert message in str(answer.context["form"].errors)
    assert not Import.objects.exists()


def test_notes_what_was_detected_in_each_file(importer: Client) -> None:
    text = "number;what;who;dead\n1;Šest;First;0\n"
    import_job = upload_meetings(importer, text.encode("cp1250"))

    assert import_job.status == ImportStatus.CHECKED
    assert any(note.startswith("meetings.csv: ") and "1250" in note for note in import_job.notes)
    assert "meetings.csv: " in page_text(importer, import_job)


def test_reads_the_files_as_the_user_chooses(importer: Client) -> None:
    import_job = upload_meetings(importer, b"A title\n" + MEETINGS)
    assert import_job.status == ImportStatus.CHECKED
    assert import_job.notes[-1] == "meetings.csv: The column names are in line 2."
    step(importer, import_job, "check", header="1")
    import_job.refresh_from_db()
    assert import_job.status == ImportStatus.FAILED

    step(importer, import_job, "check", header="2")

    assert (import_job.status, import_job.counts["new"]) == (ImportStatus.CHECKED, 4)


def test_refuses_a_file_type_for_several_files(importer: Client) -> None:
    files = [("a.csv", MEETINGS), ("b.csv", MEETINGS)]

    answer = post_upload(importer, *files, resource="events")

    assert "With several files, leave the file type empty" in str(answer.context["form"].errors)


def test_names_a_file_that_does_not_belong_to_the_profile(importer: Client) -> None:
    import_job = upload(importer, ("other.csv", b"a,b\n1,2\n"), profile="ucdp-ged")

    assert import_job.status == ImportStatus.FAILED
    first, missing, unknown = import_job.error.splitlines()
    assert first == "other.csv does not belong to this profile."
    assert missing.startswith("Missing columns (14): id, conflict_id, latitude,")
    assert unknown == "Columns that it does not know (2): a, b."


def test_an_invalid_row_in_a_part_prevents_importing_all_parts(importer: Client) -> None:
    import_job = upload_meetings(importer, MEETINGS.replace(b"First,1", b"First,many"))

    assert import_job.status == ImportStatus.CHECKED
    assert [part.counts["faults"] for part in import_job.parts.order_by("pk")] == [0, 1]
    assert import_job.counts["faults"] == 1
    assert 'value="apply"' not in page_text(importer, import_job)
    step(importer, import_job, "apply")
    assert not Event.objects.exists()


def test_an_invalid_row_only_invalidates_rows_that_refer_to_it(importer: Client) -> None:
    import_job = upload_meetings(importer, MEETINGS.replace(b"1,One", b"1," + b"x" * 400))

    found = import_job.parts.order_by("pk").values_list("faults__line", "faults__kind")
    assert list(found) == [(2, FaultKind.LONG), (2, FaultKind.UNKNOWN)]


@pytest.mark.slow
def test_does_not_overwrite_what_changed_since_the_preview(importer: Client) -> None:
    import_job = upload_ucdp(importer)
    slug = part_of(import_job, "sources").rows.get().cells[0] or ""
    make.source(slug, title="Someone else’s", review_status="draft")
    before = row_counts()

    step(importer, import_job, "apply")

    assert import_job.status == ImportStatus.FAILED
    assert "sources: Records were changed since the preview." in import_job.error
    assert row_counts() == before
    assert part_of(import_job, "sources").faults.get().kind == FaultKind.CONFLICT
    step(importer, import_job, "check")
    assert import_job.status == ImportStatus.CHECKED
    assert part_of(import_job, "sources").counts["changed"] == 1


def test_writes_no_part_if_one_breaks_off(importer: Client, monkeypatch: Any) -> None:
    import_job = upload_meetings(importer)
    original = engine.apply_checked

    def break_off(part: Import, **options: Any) -> None:
        if part.resource == "figures":
            raise DatabaseError("connection lost")
        original(part, **options)

    monkeypatch.setattr(engine, "apply_checked", break_off)
    step(importer, import_job, "apply")

    assert import_job.status == ImportStatus.FAILED
    assert "nothing was written: connection lost" in import_job.error
    assert not Event.objects.exists()


def test_refuses_doubtful_values_in_all_parts_on_request(importer: Client) -> None:
    meetings = MEETINGS.replace(b"Two", b"NULL")

    usual = upload(importer, ("meetings.csv", meetings), own=OWN)
    strict = upload(importer, ("meetings.csv", meetings), own=OWN, strict="on")

    assert usual.counts["faults"] == 0
    assert strict.counts["faults"] > 0
    assert part_of(strict, "events").faults.get().kind == FaultKind.REFUSED_DOUBT


def test_a_decision_on_a_name_counts_for_all_parts(importer: Client) -> None:
    import_job = upload_meetings(importer)
    assert "Decide what names mean" in page_text(importer, import_job)
    url = reverse("admin:imports_import_names", args=[import_job.pk])
    decision = {"name": "Shqip", "table": "actors_actor", "choice": "", "other": "albania"}
    data = {f"form-0-{name}": value for name, value in decision.items()}

    importer.post(url, {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, **data})
    run(import_job)

    assert not import_job.faults.exists()
    step(importer, import_job, "apply")
    event = Event.objects.get(slug="meeting-1")
    assert [each.actor.slug for each in event.participations.all()] == ["albania"]
    assert event.note == ""


@pytest.mark.django_db(transaction=True)
def test_keeps_a_row_of_a_part_that_was_edited_since_and_what_it_needs(importer: Client) -> None:
    import_job = upload_meetings(importer)
    step(importer, import_job, "apply")
    figure = Figure.objects.get(slug="meeting-1-dead")
    figure.value = 7
    figure.save()

    step(importer, import_job, "undo")

    assert import_job.status == ImportStatus.DONE
    assert "“meeting-1-dead” was changed since." in import_job.error
    assert "“meeting-1” is used by figure “meeting-1-dead”." in import_job.error
    assert Event.objects.get().slug == "meeting-1"


def test_refuses_steps_of_a_single_part(importer: Client) -> None:
    part = part_of(upload_meetings(importer), "events")

    answer = step(importer, part, "apply")

    [told] = messages_of(answer)
    assert told == "This is a part of an import; work on the whole import instead."
    assert not Event.objects.exists()


def test_does_not_list_parts(importer: Client) -> None:
    import_job = upload_meetings(importer)

    rows = importer.get(reverse("admin:imports_import_changelist")).context["cl"].result_list

    assert [each.pk for each in rows] == [import_job.pk]


def test_needs_the_permission_for_the_tables_of_all_parts(importer: Client) -> None:
    import_job = upload_meetings(importer)
    person = make_person("ana", "importer")
    other = client_of(person)
    url = reverse("admin:imports_import_change", args=[import_job.pk])
    assert other.get(url).status_code == 200

    group = person.groups.get()
    group.permissions.remove(group.permissions.get(codename="import_figure"))
    other.force_login(type(person).objects.get(pk=person.pk))

    assert other.get(url).status_code == 302
    answer = post_upload(other, ("meetings.csv", MEETINGS), own=OWN)
    errors = str(answer.context["form"].errors)
    assert "You do not have permission to import into the tables" in errors
    page = other.get(reverse("admin:imports_import_add")).content.decode()
    assert 'value="factbook-organisations"' in page
    assert 'value="ucdp-ged"' not in page


def test_offers_mapping_files_and_explains_their_keys(importer: Client) -> None:
    text = download(importer, "mapping", "ucdp-ged")
    page = importer.get(reverse("admin:imports_import_sorts")).content.decode()

    assert text == (PROFILES_FOLDER / "ucdp-ged.toml").read_bytes()
    assert "Scheme of the code to find the row by" in page
    assert importer.get("/admin/imports/import/sorts/none/mapping.toml").status_code == 404


def test_deletes_old_previews_with_files(importer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    import_job = upload_meetings(importer)
    part = part_of(import_job, "events")
    assert part.rows.exists()
    monkeypatch.setattr(jobs, "RETENTION", dt.timedelta(days=-1))

    jobs.delete_old_uploads()

    assert not part.rows.exists()
