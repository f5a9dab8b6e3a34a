"""A file is brought in the admin, looked at, imported, taken back; lists are exported."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from events.models import Event
from imports.applying.jobs import run_import
from imports.models import Import
from imports.resources import known_resources
from tests.accounts.people import make_person
from tests.admin_page import list_url
from tests.builders import make_actor, make_event, make_event_type, make_place, make_source
from tests.imports.files import told as told_of

pytestmark = pytest.mark.django_db
FILE = """slug;type;title;date;place;participants;sources
tirana;treaty.signing;Potpisivanje u Tirani, Šibenik;2025-03-18;tirana;albania:signatory;bbc
talks;treaty.signing;Talks;2025-03;;;bbc
"""
BAD = FILE.replace("2025-03-18", "2025-99-99").replace(";bbc", ";nobody")


@pytest.fixture(autouse=True)
def _data(settings: Any, tmp_path: Path) -> None:
    settings.UPLOADS_DIR = tmp_path
    make_actor("albania")
    make_place("tirana", name="Tirana")
    make_source("bbc")
    make_event_type("treaty.signing")


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_person("mira", "importer"))
    return client


def bring(desk: Client, text: str | bytes, name: str = "events.csv", **said: str) -> Import:
    """Uploads a file and lets the worker look at it."""
    content = text.encode("cp1250") if isinstance(text, str) else text
    data = {"file": SimpleUploadedFile(name, content), **said}
    answer = desk.post(reverse("admin:imports_import_add"), data)
    assert answer.status_code == 302, answer.context["form"].errors
    import_ = Import.objects.latest("pk")
    run_import.call(import_.pk)
    import_.refresh_from_db()
    return import_


def page_of(desk: Client, import_: Import, **query: str) -> str:
    answer = desk.get(reverse("admin:imports_import_change", args=[import_.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def step(desk: Client, import_: Import, name: str, **said: str) -> Any:
    url = reverse("admin:imports_import_step", args=[import_.pk])
    answer = desk.post(url, {"step": name, **said}, follow=True)
    run_import.call(import_.pk)
    import_.refresh_from_db()
    return answer


def content_of(answer: Any) -> bytes:
    """A file that is sent piece by piece."""
    return b"".join(answer.streaming_content)


def told(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_finds_out_what_a_file_is_and_how_it_is_written(desk: Client):
    import_ = bring(desk, FILE)

    assert (import_.status, import_.resource, import_.error) == ("checked", "events", "")
    assert import_.counts == {"rows": 2, "new": 2, "faults": 0}
    assert "Šibenik" in page_of(desk, import_)
    assert "Cells are separated by: semicolon." in page_of(desk, import_)
    assert not Event.objects.exists()


def test_queues_and_does_nothing_heavy_in_the_request(desk: Client):
    data = {"file": SimpleUploadedFile("events.csv", FILE.encode())}

    answer = desk.post(reverse("admin:imports_import_add"), data, follow=True)

    import_ = Import.objects.get()
    assert (import_.status, import_.step) == ("queued", "check")
    assert "Waiting for the worker" in answer.content.decode()
    url = reverse("admin:imports_import_progress", args=[import_.pk])
    assert desk.get(url).json() == {
        "busy": True,
        "status": "queued",
        "text": "Waiting for the worker …",
    }


def test_writes_drafts_and_takes_them_back(desk: Client):
    import_ = bring(desk, FILE)

    step(desk, import_, "apply")

    assert import_.status == "done"
    assert set(Event.objects.values_list("review_status", flat=True)) == {"draft"}
    page = page_of(desk, import_)
    assert reverse("admin:events_event_change", args=[Event.objects.get(slug="talks").pk]) in page

    step(desk, import_, "undo")

    assert import_.status == "undone"
    assert not Event.objects.exists()


def test_says_why_an_import_cannot_be_taken_back(desk: Client):
    import_ = bring(desk, FILE)
    step(desk, import_, "apply")
    Event.objects.filter(slug="talks").update(summary="More")

    step(desk, import_, "undo")

    assert (import_.status, import_.is_busy) == ("done", False)
    assert "Line 3: “talks” was changed since." in page_of(desk, import_)


def test_shows_running_and_past_imports_on_the_front_page(desk: Client, client: Client):
    done = bring(desk, FILE, "first.csv")
    Import.objects.create(file_name="running.csv", resource="events", step="check", who=done.who)
    bring(desk, FILE, "second.csv")

    page = desk.get(reverse("admin:index")).content.decode()

    assert page.index("running.csv") < page.index("second.csv") < page.index("first.csv")
    assert "2 rows" in page
    client.force_login(make_person("vera", "viewer"))
    assert "running.csv" not in client.get(reverse("admin:index")).content.decode()


def test_says_of_an_import_in_work_that_it_is(desk: Client):
    import_ = bring(desk, FILE)
    url = reverse("admin:imports_import_step", args=[import_.pk])
    desk.post(url, {"step": "apply"})

    answer = desk.post(url, {"step": "apply"}, follow=True)

    assert told(answer) == ["The import is being worked on already."]


def test_cancels_what_waits(desk: Client):
    data = {"file": SimpleUploadedFile("events.csv", FILE.encode())}
    desk.post(reverse("admin:imports_import_add"), data)
    import_ = Import.objects.get()

    step(desk, import_, "cancel")

    assert (import_.status, import_.step) == ("cancelled", "nothing")


def test_shows_each_root_fault_once_and_the_bad_rows(desk: Client):
    import_ = bring(desk, BAD)

    page = page_of(desk, import_, state="bad")
    rows = desk.get(reverse("admin:imports_import_bad_rows", args=[import_.pk]))

    assert import_.counts["bad"] == 2
    assert page.count("Line 2, 3, column sources: “nobody” is not known") == 1
    assert 'value="apply"' not in page
    text = content_of(rows).decode("utf-8-sig")
    header, first, _second = csv.reader(io.StringIO(text))
    assert header[-1] == "error"
    assert "2025-99-99" in first[-1]


def test_takes_mended_bad_rows_with_their_column_of_errors(desk: Client):
    import_ = bring(desk, BAD)
    rows = desk.get(reverse("admin:imports_import_bad_rows", args=[import_.pk]))
    text = content_of(rows).decode("utf-8-sig")

    mended = bring(desk, text.replace("2025-99-99,", "2025-03-18,").replace("nobody", "bbc", 1))

    assert mended.resource == "events"
    assert mended.counts["new"] == 1
    again = desk.get(reverse("admin:imports_import_bad_rows", args=[mended.pk]))
    header = content_of(again).decode("utf-8-sig").splitlines()[0]
    assert header.count("error") == 1


def test_gives_the_good_rows_of_a_bad_file(desk: Client):
    import_ = bring(desk, FILE.replace("2025-03-18", "2025-99-99"))
    rows = desk.get(reverse("admin:imports_import_good_rows", args=[import_.pk]))

    good = bring(desk, content_of(rows))

    assert good.counts == {"rows": 1, "new": 1, "faults": 0}


def test_gives_rows_of_another_width_back_whole(desk: Client):
    import_ = bring(desk, FILE + "a;b\n")

    rows = desk.get(reverse("admin:imports_import_bad_rows", args=[import_.pk]))

    assert import_.counts["bad"] == 1
    assert "Line 4: The row has 2 cells, the header has 7." in page_of(desk, import_)
    text = content_of(rows).decode("utf-8-sig")
    assert text.splitlines()[1].startswith("a,b,,,,,,")


def test_lets_people_overrule_how_a_file_is_read(desk: Client):
    import_ = bring(desk, "A title\n\n" + FILE)
    assert import_.status == "failed"
    assert "line 3 seems to" in page_of(desk, import_)

    step(desk, import_, "check", header="3", resource="events")

    assert (import_.status, import_.counts["new"]) == ("checked", 2)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7 something", "This is a file of the kind PDF."),
        (b"a,b\n1,2\n", "The columns do not tell what sort of file this is."),
    ],
)
def test_says_what_is_wrong_with_a_file_that_is_no_table(desk: Client, content: bytes, reason: str):
    import_ = bring(desk, content)

    assert import_.status == "failed"
    assert reason in page_of(desk, import_)


def test_takes_no_file_that_is_too_large(desk: Client, settings: Any):
    settings.UPLOAD_MAX_MB = 0
    data = {"file": SimpleUploadedFile("events.csv", FILE.encode())}

    answer = desk.post(reverse("admin:imports_import_add"), data)

    assert "the most is 0" in str(answer.context["form"].errors)
    assert not Import.objects.exists()


def test_keeps_pages_small_whatever_is_in_the_file(desk: Client):
    nasty = "<&\"'" * 2000
    rows = "".join(
        f'x{n};"{nasty.replace(chr(34), chr(34) * 2)}";y;2025-99-9{n};;;\n' for n in range(9)
    )
    rows += "".join(f"s{n};treaty.signing;{'ш' * 3000};2025-03-18;;;\n" for n in range(60))
    import_ = bring(desk, (FILE + rows).encode())

    sizes = [len(page_of(desk, import_, state=s).encode()) for s in ("", "new", "bad")]

    assert import_.counts["rows"] == 71
    assert max(sizes) <= 150 * 1024


def test_asks_for_the_right_to_each_table_that_a_file_is_for(client: Client):
    person = make_person("pia")
    for name in ("view_import", "import_event", "import_participation"):
        person.user_permissions.add(Permission.objects.get(codename=name))
    person.user_permissions.add(Permission.objects.get(codename="import_eventtype"))
    client.force_login(person)

    import_ = bring(client, FILE)

    assert import_.status == "failed"
    assert import_.error == "You may not import into the tables that this file is for."


def test_shows_nobody_the_imports_of_tables_that_are_not_theirs(client: Client):
    theirs = Import.objects.create(file_name="events.csv", resource="events", status="checked")
    person = make_person("pia")
    for name in ("view_import", "import_eventtype"):
        person.user_permissions.add(Permission.objects.get(codename=name))
    client.force_login(person)

    page = client.get(reverse("admin:imports_import_change", args=[theirs.pk]))
    rows = client.get(reverse("admin:imports_import_bad_rows", args=[theirs.pk]))

    assert page.headers["Location"] == "/admin/"
    assert rows.status_code == 404


def exported(desk: Client, name: str, **query: str) -> bytes:
    answer = desk.get(reverse("admin:imports_import_export", args=[name]), query)
    assert answer.status_code == 200
    return content_of(answer)


def test_exports_what_the_list_shows(desk: Client):
    make_event("early", modality="planned")
    make_event("late")

    text = exported(desk, "events", modality__exact="planned").decode("utf-8-sig")

    assert [row["slug"] for row in csv.DictReader(io.StringIO(text))] == ["early"]


def test_guards_texts_and_leaves_numbers_alone(desk: Client):
    make_place("deep", name="=1+1", latitude="-41.5", longitude="20")
    make_event("quoted", title='\'="x",\ny', review_status="draft")

    places, events = exported(desk, "events_place"), exported(desk, "events")

    assert b"'=1+1" in places
    assert b",-41.5" in places
    again = bring(desk, events)
    assert again.counts == {"rows": 1, "unchanged": 1, "faults": 0}
    assert bring(desk, places).counts == {"rows": 2, "unchanged": 2, "faults": 0}


def test_links_lists_with_imports_and_exports_where_permitted(client: Client):
    export = reverse("admin:imports_import_export", args=["events"])
    for role, links in (("viewer", 0), ("curator", 1), ("importer", 2)):
        client.force_login(make_person(f"the-{role}", role))
        page = client.get(list_url(Event), {"q": "a b"}).content.decode()

        assert (f'href="{export}?q=a+b"' in page) == (links > 0)
        assert ("imports/import/add/?resource=events" in page) == (links > 1)


@pytest.mark.parametrize("name", sorted(known_resources()))
def test_gives_a_template_and_an_example_of_each_file(desk: Client, name: str):
    template = desk.get(reverse("admin:imports_import_template", args=[name]))
    example = desk.get(reverse("admin:imports_import_example", args=[name]))

    names = content_of(template).decode("utf-8-sig").strip().split(",")
    assert names == known_resources()[name].column_names()
    assert content_of(example).startswith(b"PK")


def test_reads_its_own_example(desk: Client):
    make_event("one", review_status="draft")
    example = desk.get(reverse("admin:imports_import_example", args=["events"]))

    import_ = bring(desk, content_of(example), name="events.xlsx")

    assert (import_.error, told_of(import_)) == ("", [])
    assert (import_.resource, import_.counts["unchanged"]) == ("events", 1)
