"""Imports in the admin: upload, preview, import, undo; exports of lists."""

import csv
import io
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.models import Event
from imports.models import Import
from imports.reading.table_files import open_table
from imports.resources import known_resources
from tests import cases, make
from tests.accounts.people import make_person
from tests.admin_page import list_url, messages_of
from tests.imports.files import download, fault_texts, page_text, post_upload, step, upload

FILE = """slug;type;title;date;place;participants;sources
tirana;treaty.signing;Potpisivanje u Tirani, Šibenik;2025-03-18;tirana;albania:signatory;bbc
talks;treaty.signing;Talks;2025-03;;;bbc
"""
INVALID = FILE.replace("2025-03-18", "2025-99-99").replace(";bbc", ";nobody")


@pytest.fixture(autouse=True)
def _data() -> None:
    make.actor("albania")
    make.place("tirana", name="Tirana")
    make.source("bbc")
    make.event_type("treaty.signing")


def upload_text(client: Client, text: str, name: str = "events.csv") -> Import:
    return upload(client, (name, text.encode("cp1250")))


def rows_file(client: Client, name: str, import_job: Import) -> str:
    return download(client, name, import_job.pk).decode("utf-8-sig")


def test_detects_file_type_encoding_and_separator(importer: Client):
    import_job = upload_text(importer, FILE)

    assert (import_job.status, import_job.resource, import_job.error) == ("checked", "events", "")
    assert import_job.counts == {"rows": 2, "new": 2, "faults": 0}
    assert "Šibenik" in page_text(importer, import_job)
    assert "Separator: semicolon." in page_text(importer, import_job)
    assert not Event.objects.exists()


def test_only_queues_the_check_in_the_request(importer: Client):
    post_upload(importer, ("events.csv", FILE.encode()))

    import_job = Import.objects.get()
    assert (import_job.status, import_job.step) == ("queued", "check")
    assert "Waiting for the worker" in page_text(importer, import_job)
    url = reverse("admin:imports_import_progress", args=[import_job.pk])
    text = "Waiting for the worker …"
    assert importer.get(url).json() == {
        "busy": True,
        "status": "queued",
        "heading": "Queued",
        "text": text,
    }


def test_writes_drafts_and_undoes_them(importer: Client):
    import_job = upload_text(importer, FILE)

    step(importer, import_job, "apply")

    assert import_job.status == "done"
    assert list(Event.objects.values_list("review_status", flat=True)) == ["draft", "draft"]
    talks = Event.objects.get(slug="talks")
    assert reverse("admin:events_event_change", args=[talks.pk]) in page_text(importer, import_job)

    step(importer, import_job, "undo")

    assert import_job.status == "undone"
    assert not Event.objects.exists()


@cases(
    "status, progress, heading, text",
    ("checking", ("reading", 0, 0), "Checking", "Reading the file …"),
    (
        "checking",
        ("reading", 2000, 12000),
        "Checking",
        "Reading the file: row 2,000 of about 12,000",
    ),
    ("checking", ("checking", 0, 12000), "Checking", "Checking: 12,000 rows …"),
    ("applying", ("writing", 0, 12000), "Importing", "Writing: 12,000 rows …"),
    ("undoing", ("undoing", 0, 12000), "Undoing", "Undoing: 12,000 rows …"),
    ("checked", None, "Queued", "Waiting for the worker …"),
)
def test_shows_the_heading_of_the_running_step_and_totals(
    importer: Client, status: str, progress: Any, heading: str, text: str
):
    step_name, done, total = progress or ("", 0, 0)
    import_job = Import.objects.create(
        file_name="a.csv",
        resource="events",
        status=status,
        step="apply",
        progress={"step": step_name, "done": done, "of": total},
        heartbeat_at=timezone.now(),
    )
    url = reverse("admin:imports_import_progress", args=[import_job.pk])

    told = importer.get(url).json()

    assert (told["heading"], told["text"]) == (heading, text)
    assert f'<strong id="progress-heading">{heading}</strong>' in page_text(importer, import_job)


def test_knows_about_how_many_rows_a_file_has(tmp_path: Any):
    path = tmp_path / "events.csv"
    path.write_text(FILE)

    with open_table(path) as opened:
        assert opened.expected_rows == 2


def test_asks_with_counts_before_it_undoes_an_import(importer: Client):
    import_job = upload_text(importer, FILE)
    step(importer, import_job, "apply")
    url = reverse("admin:imports_import_step", args=[import_job.pk])

    asked = importer.post(url, {"step": "undo"})

    deleted = {str(kind): count for kind, count in asked.context["deleted"]}
    assert deleted == {"Events": "2", "Participants": "1", "Claims": "2"}
    assert asked.context["restored"] == []
    assert 'name="confirmed" value="yes"' in asked.content.decode()
    assert Event.objects.count() == 2
    import_job.refresh_from_db()
    assert (import_job.status, import_job.is_busy) == ("done", False)


@pytest.mark.django_db(transaction=True)
def test_says_instead_of_asking_why_an_import_cannot_be_undone(importer: Client):
    import_job = upload_text(importer, FILE)
    step(importer, import_job, "apply")
    url = reverse("admin:imports_import_step", args=[import_job.pk])

    Event.objects.filter(slug="talks").update(summary="More")
    asked = importer.post(url, {"step": "undo"})
    assert asked.context["reverted"].reasons == ["Line 3: “talks” was changed since."]
    assert "These rows stay, because later work depends on them (1)" in asked.content.decode()
    assert 'name="confirmed"' in asked.content.decode()

    Event.objects.filter(slug="tirana").update(summary="More")
    asked = importer.post(url, {"step": "undo"})
    assert len(asked.context["reverted"].reasons) == 2
    assert 'name="confirmed"' not in asked.content.decode()


@pytest.mark.django_db(transaction=True)
def test_says_why_an_import_cannot_be_undone(importer: Client):
    import_job = upload_text(importer, FILE)
    step(importer, import_job, "apply")
    Event.objects.filter(slug="talks").update(summary="More")

    step(importer, import_job, "undo")

    assert (import_job.status, import_job.is_busy) == ("done", False)
    assert "Line 3: “talks” was changed since." in page_text(importer, import_job)


def test_shows_running_and_past_imports_on_the_front_page(importer: Client):
    done = upload_text(importer, FILE, "first.csv")
    Import.objects.create(file_name="running.csv", resource="events", step="check", user=done.user)
    upload_text(importer, FILE, "second.csv")

    page = importer.get(reverse("admin:index")).content.decode()

    assert page.index("running.csv") < page.index("second.csv") < page.index("first.csv")
    assert "2 rows" in page
    importer.force_login(make_person("vera", "viewer"))
    assert "running.csv" not in importer.get(reverse("admin:index")).content.decode()


def test_refuses_a_step_while_another_is_queued(importer: Client):
    import_job = upload_text(importer, FILE)
    url = reverse("admin:imports_import_step", args=[import_job.pk])
    importer.post(url, {"step": "apply"})

    answer = importer.post(url, {"step": "apply"}, follow=True)

    assert messages_of(answer) == ["The import is already queued or running."]


def test_cancels_a_queued_step(importer: Client):
    post_upload(importer, ("events.csv", FILE.encode()))
    import_job = Import.objects.get()

    step(importer, import_job, "cancel")

    assert (import_job.status, import_job.step) == ("cancelled", "nothing")


def test_shows_each_distinct_fault_once_and_the_invalid_rows(importer: Client):
    import_job = upload_text(importer, INVALID)

    page = page_text(importer, import_job, state="bad")

    assert import_job.counts["bad"] == 2
    assert page.count("Line 2, 3, column sources: “nobody” is unknown") == 1
    assert 'value="apply"' not in page
    header, first, _second = csv.reader(io.StringIO(rows_file(importer, "bad_rows", import_job)))
    assert header == [*FILE.splitlines()[0].split(";"), "error"]
    assert first[0] == "tirana"
    assert "2025-99-99" in first[-1]


def test_accepts_fixed_rows_with_their_error_column(importer: Client):
    text = rows_file(importer, "bad_rows", upload_text(importer, INVALID))

    text = text.replace("2025-99-99,", "2025-03-18,").replace("nobody", "bbc", 1)
    fixed = upload(importer, ("events.csv", text.encode()))

    assert (fixed.resource, fixed.counts["new"]) == ("events", 1)
    assert rows_file(importer, "bad_rows", fixed).splitlines()[0].count("error") == 1


def test_offers_the_valid_rows_of_a_file_with_faults(importer: Client):
    import_job = upload_text(importer, FILE.replace("2025-03-18", "2025-99-99"))

    valid = upload(importer, ("events.csv", download(importer, "good_rows", import_job.pk)))

    assert valid.counts == {"rows": 1, "new": 1, "faults": 0}


def test_offers_rows_of_another_width_completely(importer: Client):
    import_job = upload_text(importer, FILE + "a;b\n")

    assert import_job.counts["bad"] == 1
    message = "Line 4: The row has 2 cells, the header has 7."
    assert message in page_text(importer, import_job)
    assert rows_file(importer, "bad_rows", import_job).splitlines()[1].startswith("a,b,,,,,,")


def test_reads_a_file_as_the_user_chooses(importer: Client):
    import_job = upload_text(importer, "A title\n\n" + FILE)
    assert import_job.status == "failed"
    assert "line 3 seems to" in page_text(importer, import_job)

    step(importer, import_job, "check", header="3", resource="events")

    assert (import_job.status, import_job.counts["new"]) == ("checked", 2)


@cases(
    "content, reason",
    (b"%PDF-1.7 something", "The file is in PDF format."),
    (b"a,b\n1,2\n", "These are not the columns of a BalkanWatch file: a, b."),
)
def test_says_why_a_file_cannot_be_read(importer: Client, content: bytes, reason: str):
    import_job = upload(importer, ("events.csv", content))

    assert import_job.status == "failed"
    assert reason in page_text(importer, import_job)


def test_refuses_a_file_that_is_too_large(importer: Client, settings: Any):
    settings.UPLOAD_MAX_MB = 0

    answer = post_upload(importer, ("events.csv", FILE.encode()))

    assert "at most 0 are allowed" in str(answer.context["form"].errors)
    assert not Import.objects.exists()


def test_keeps_pages_small_whatever_is_in_the_file(importer: Client):
    hostile = '<&""\'' * 2000
    rows = "".join(f'x{n};"{hostile}";y;2025-99-9{n};;;\n' for n in range(9))
    rows += "".join(f"s{n};treaty.signing;{'ш' * 3000};2025-03-18;;;\n" for n in range(60))
    import_job = upload(importer, ("events.csv", (FILE + rows).encode()))

    sizes = [len(page_text(importer, import_job, state=s).encode()) for s in ("", "new", "bad")]

    assert import_job.counts["rows"] == 71
    assert max(sizes) <= 150 * 1024


def person_with(*codenames: str) -> Any:
    person = make_person("pia")
    person.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return person


def test_needs_the_permission_for_each_table_of_a_file(client: Client):
    permissions = ("import_event", "import_participation", "import_eventtype")
    client.force_login(person_with("view_import", *permissions))

    import_job = upload_text(client, FILE)

    assert import_job.status == "failed"
    assert import_job.error == "You do not have permission to import into the tables of this file."


def test_hides_imports_into_tables_that_a_user_may_not_import_into(client: Client):
    import_job = Import.objects.create(file_name="a.csv", resource="events", status="checked")
    client.force_login(person_with("view_import", "import_eventtype"))

    page = client.get(reverse("admin:imports_import_change", args=[import_job.pk]))
    rows = client.get(reverse("admin:imports_import_bad_rows", args=[import_job.pk]))

    assert page.headers["Location"] == "/admin/"
    assert rows.status_code == 404


def test_exports_what_the_list_shows(importer: Client):
    make.event("early", modality="planned")
    make.event("late")

    text = download(importer, "export", "events", modality__exact="planned").decode("utf-8-sig")

    assert [row["slug"] for row in csv.DictReader(io.StringIO(text))] == ["early"]


def test_escapes_formulas_in_texts_but_not_in_numbers(importer: Client):
    make.place("deep", name="=1+1", latitude="-41.5", longitude="20")
    make.event("quoted", title='\'="x",\ny', review_status="draft")

    places = download(importer, "export", "events_place")
    events = download(importer, "export", "events")

    assert b"'=1+1" in places
    assert b",-41.5" in places
    for content, count in ((events, 1), (places, 2)):
        again = upload(importer, ("again.csv", content))
        assert again.counts == {"rows": count, "unchanged": count, "faults": 0}


def test_links_lists_with_imports_and_exports_where_permitted(client: Client):
    export = reverse("admin:imports_import_choose_export", args=["events"])
    for role, links in (("viewer", 0), ("curator", 1), ("importer", 2)):
        client.force_login(make_person(f"the-{role}", role))
        page = client.get(list_url(Event), {"q": "a b"}).content.decode()

        assert (f'href="{export}?q=a+b"' in page) == (links > 0)
        assert ("imports/import/add/?resource=events" in page) == (links > 1)


@cases("name", *sorted(known_resources()))
def test_offers_a_template_and_an_example_of_each_file(importer: Client, name: str):
    names = download(importer, "template", name).decode("utf-8-sig").strip().split(",")

    assert names == known_resources()[name].column_names()
    assert download(importer, "example", name).startswith(b"PK")


def test_imports_its_own_example(importer: Client):
    make.event("one", review_status="draft")

    import_job = upload(importer, ("events.xlsx", download(importer, "example", "events")))

    assert (import_job.error, fault_texts(import_job)) == ("", [])
    assert (import_job.resource, import_job.counts["unchanged"]) == ("events", 1)
