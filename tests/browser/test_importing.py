"""A curator uploads a file with faults, fixes it, imports it, looks at the result and undoes it."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from events.models import Event
from imports.models import Import
from tests import make
from tests.accounts.people import make_person
from tests.browser.conftest import log_in_as
from tests.browser.test_pages import violations
from tests.imports.test_parts import MEETINGS, OWN

HEADER = "slug;type;title;date;place;participants;sources"
FILE = f"""{HEADER}
tirana;treaty.signing;Potpisivanje u Tirani;2025-03-18;tirana;albania:signatory;bbc
šibenik;treaty.signing;Sastanak;2025-99-99;;;bbc
cacak;treaty.sining;Susret u Čačku;2025-03;;;bbc
krusevac;treaty.signing;Skup;2025-03;Kruševac;;bbc
talks;treaty.signing;Pregovori;2025-03;;;bbc
"""


@pytest.fixture
def curator(page: Page, live_server: Any, settings: Any, tmp_path: Path) -> Page:
    """A page with a logged-in user who edits and imports."""
    settings.UPLOADS_DIR = tmp_path / "uploads"
    make.actor("albania")
    make.place("tirana", name="Tirana")
    make.source("bbc")
    make.event_type("treaty.signing")
    log_in_as(page, make_person("mira", "curator", "importer"), live_server.url)
    return page


def upload(page: Page, name: str, content: bytes) -> None:
    """Uploads a file and waits until it has been checked."""
    page.goto("/admin/events/event/")
    page.get_by_role("link", name="Import", exact=True).click()
    file: Any = {"name": name, "mimeType": "text/csv", "buffer": content}
    page.get_by_label("File:", exact=True).set_input_files([file])
    page.get_by_role("button", name="Check the file").click()
    expect(page.locator(".import-status")).to_contain_text("Checked")


@pytest.mark.usefixtures("worker")
def test_uploads_fixes_imports_and_undoes_a_file(curator: Page):
    upload(curator, "događaji.csv", FILE.encode("cp1250"))
    faults = curator.locator(".import-faults")
    expect(faults).to_contain_text("2025-99-99")
    expect(faults).to_contain_text("Did you mean “treaty.signing”?")
    expect(faults).to_contain_text("“Kruševac” is unknown")
    expect(curator.get_by_role("button", name="Import", exact=True)).to_have_count(0)
    assert violations(curator) == []

    with curator.expect_download() as download:
        curator.get_by_role("link", name="Download the invalid rows").click()
    text = Path(download.value.path()).read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["title"] for row in rows] == ["Sastanak", "Susret u Čačku", "Skup"]
    assert all(row["error"] for row in rows)

    fixed = text.replace("2025-99-99,", "2025-03-19,").replace("šibenik", "sibenik")
    fixed = fixed.replace("treaty.sining,", "treaty.signing,").replace("Kruševac,", "Tirana,", 1)
    upload(curator, "fixed.csv", fixed.encode())
    expect(curator.locator(".import-rows tbody tr")).to_have_count(3)
    assert violations(curator) == []

    curator.get_by_role("button", name="Import", exact=True).click()
    expect(curator.locator(".import-status")).to_contain_text("Done")
    assert sorted(Event.objects.values_list("slug", flat=True)) == ["cacak", "krusevac", "sibenik"]
    assert violations(curator) == []
    curator.get_by_role("link", name="Susret u Čačku").click()
    expect(curator.locator("#id_title")).to_have_value("Susret u Čačku")

    curator.go_back()
    curator.get_by_role("button", name="Undo this import").click()
    expect(curator.get_by_text("These rows will be deleted")).to_be_visible()
    assert violations(curator) == []
    curator.get_by_role("button", name="Undo this import").click()
    expect(curator.locator(".import-status")).to_contain_text("Undone")
    assert not Event.objects.exists()


def test_pages_are_accessible(curator: Page):
    Import.objects.create(file_name="events.csv", resource="events", step="check")
    number = Import.objects.get().pk
    whole = Import.objects.create(file_name="a.csv", mapping="x", profile="own", status="checked")
    Import.objects.create(file_name="a.csv", resource="events", part_of=whole, status="checked")
    for address in ("", "add/", "sorts/", f"{number}/change/", f"{whole.pk}/change/"):
        curator.goto(f"/admin/imports/import/{address}")
        assert (address, violations(curator)) == (address, [])
    curator.goto(f"/admin/imports/import/{number}/change/")
    expect(curator.locator("#progress")).to_contain_text("Waiting for the worker")


@pytest.mark.usefixtures("worker")
def test_decides_what_names_mean_and_imports_the_rest(curator: Page):
    row = "tirana;treaty.signing;Signing;2025-03-18;tirana;Republic of Albania:signatory;bbc"
    upload(curator, "names.csv", f"{HEADER}\n{row}\n".encode())
    curator.get_by_role("link", name="Decide what names mean").click()
    expect(curator.locator("h2").filter(has_text="Republic of Albania")).to_be_visible()
    assert violations(curator) == []

    curator.get_by_label("Or another record, by its name or slug").fill("albania")
    curator.get_by_role("button", name="Save and check again").click()
    expect(curator.locator(".import-status")).to_contain_text("Checked")
    expect(curator.get_by_role("link", name="Decide what names mean")).to_have_count(0)
    curator.get_by_role("button", name="Import", exact=True).click()
    expect(curator.locator(".import-status")).to_contain_text("Done")

    assert Event.objects.get().participations.get().actor.slug == "albania"


@pytest.mark.usefixtures("worker")
def test_imports_files_with_an_own_profile(curator: Page):
    make.event_type("meeting")
    curator.goto("/admin/imports/import/add/")
    meetings: Any = {"name": "meetings.csv", "mimeType": "text/csv", "buffer": MEETINGS}
    own: Any = {"name": "own.toml", "mimeType": "application/toml", "buffer": OWN.encode()}
    curator.get_by_label("File:", exact=True).set_input_files(meetings)
    curator.get_by_label("Own profile").set_input_files(own)
    curator.get_by_role("button", name="Check the file").click()
    expect(curator.locator(".import-status")).to_contain_text("Checked")
    expect(curator.get_by_text("“Shqip” matches no record")).to_be_visible()
    expect(curator.locator(".import-rows tbody tr")).to_have_count(2)
    assert violations(curator) == []

    curator.get_by_role("link", name="events", exact=True).click()
    expect(curator.get_by_role("cell", name="meeting-1")).to_be_visible()
    assert violations(curator) == []
    curator.get_by_role("link", name="meetings.csv").click()
    curator.get_by_role("button", name="Import", exact=True).click()
    expect(curator.locator(".import-status")).to_contain_text("Done")
    assert Event.objects.count() == 2

    curator.get_by_role("button", name="Undo this import").click()
    expect(curator.get_by_text("These rows will be deleted")).to_be_visible()
    assert violations(curator) == []
    curator.get_by_role("button", name="Undo this import").click()
    expect(curator.locator(".import-status")).to_contain_text("Undone")
    assert not Event.objects.exists()
