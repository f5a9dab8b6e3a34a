"""Rows of a list are exported in chosen columns and a chosen format, by those who may."""

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from actors.models import Actor
from balkanwatch.apps import published_models
from events.models import EventClaim
from tests import cases, make
from tests.accounts.people import make_person
from tests.admin_page import list_url
from tests.imports.files import download

CHOOSE = "admin:imports_import_choose_export"
EXPORT = "admin:imports_import_export"
EVERYTHING = "admin:imports_import_everything"


@pytest.fixture
def curator(client: Client) -> Client:
    client.force_login(make_person("ana", "curator"))
    return client


def choose_rows(client: Client, *rows: Any, across: str = "0", query: str = "") -> Any:
    data = {"action": "export_selected", "_selected_action": [row.pk for row in rows]}
    url = list_url(type(rows[0])) + query
    return client.post(url, {**data, "select_across": across, "index": "0"}, follow=True)


def slugs(content: bytes) -> list[str]:
    return [row["slug"] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]


def test_an_action_leads_to_the_page_that_exports_the_chosen_rows(curator: Client):
    first, second, _other = make.event("first"), make.event("second"), make.event("other")

    answer = choose_rows(curator, first, second)

    page = answer.content.decode()
    assert "2 chosen rows." in page
    assert answer.request["PATH_INFO"] == reverse(CHOOSE, args=["events"])
    chosen = answer.context["kept"]
    assert slugs(download(curator, "export", "events", **dict(chosen))) == ["first", "second"]


def test_exports_all_rows_of_a_filtered_list(curator: Client):
    rows = [make.event("early", modality="planned"), make.event("late")]

    answer = choose_rows(curator, rows[0], across="1", query="?modality__exact=planned")

    assert "All rows that the list shows." in answer.content.decode()
    assert answer.context["kept"] == [("modality__exact", "planned")]
    assert slugs(download(curator, "export", "events", modality__exact="planned")) == ["early"]


def test_offers_the_file_of_the_whole_table_too(curator: Client):
    event = make.event("first")

    page = choose_rows(curator, event).content.decode()

    assert f"{reverse(CHOOSE, args=['events_event'])}?_keys={event.pk}" in page


@cases("file_format", "csv", "xlsx", "ndjson")
def test_exports_chosen_columns_in_a_chosen_format(curator: Client, file_format: str):
    make.event("first", title="First")
    url = reverse(EXPORT, args=["events"])

    answer: Any = curator.get(url, {"_format": file_format, "_columns": ["title", "slug"]})

    content = b"".join(answer.streaming_content)
    assert f'filename="events.{file_format}"' in answer["Content-Disposition"]
    if file_format == "ndjson":
        assert json.loads(content) == {"slug": "first", "title": "First"}
    elif file_format == "xlsx":
        sheet = load_workbook(io.BytesIO(content)).active
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        assert rows == [["slug", "title"], ["first", "First"]]
    else:
        assert content.decode("utf-8-sig") == "slug,title\r\nfirst,First\r\n"


def test_exports_a_workbook_of_empty_cells(curator: Client):
    make.event("first")

    assert download(curator, "export", "events", _format="xlsx", _columns="place").startswith(b"PK")


def test_says_which_rows_do_not_fit_into_a_workbook(curator: Client):
    make.event("first", summary="x" * 40_000)
    url = reverse(EXPORT, args=["events"])

    answer = curator.get(url, {"_format": "xlsx"}, follow=True)

    assert "A text is too long for a cell of a workbook." in answer.content.decode()
    assert answer.context["file_type"] == "events"


@cases(
    "query",
    {"_format": "pdf"},
    {"_columns": "review_status; DROP"},
    {"_keys": "1.x"},
    {"_keys": "9" * 30},
    {"unknown": "1"},
)
def test_answers_404_to_what_there_is_not(curator: Client, query: dict[str, str]):
    answer = curator.get(reverse(EXPORT, args=["events"]), query)

    assert answer.status_code == 404


def test_every_list_of_the_data_set_has_buttons_and_the_action(client: Client):
    client.force_login(make_person("root", "administrator"))
    for model in published_models():
        if model._meta.auto_created:
            continue
        page = client.get(list_url(model))
        text = page.content.decode()
        assert "imports/import/add/?resource=" in text, model
        assert "/choose/" in text, model
        assert "export_selected" in admin.site._registry[model].get_actions(page.wsgi_request), (
            model
        )


def test_exports_the_claims_of_one_list(curator: Client):
    make.claim(make.event("talks"), make.source("bbc"))
    make.claim(make.actor("albania"), make.source("nato"))

    page = choose_rows(curator, EventClaim.objects.get())
    chosen = dict(page.context["kept"])
    content = download(curator, "export", "claims", **chosen).decode("utf-8-sig")

    assert chosen["_table"] == "events.eventclaim"
    assert [row["source"] for row in csv.DictReader(io.StringIO(content))] == ["bbc"]


@cases("code, allowed", ("export", False), ("view", True), ("publish", False), (None, False))
def test_asks_for_the_permission_that_the_setting_of_the_library_names(
    client: Client, settings: Any, code: str | None, allowed: bool
):
    settings.IMPORT_EXPORT_EXPORT_PERMISSION_CODE = code
    settings.IMPORT_EXPORT_IMPORT_PERMISSION_CODE = code
    client.force_login(make_person("vera", "viewer"))
    make.actor("albania")

    for name in (CHOOSE, EXPORT):
        answer = client.get(reverse(name, args=["actors"]))
        assert answer.status_code == (200 if allowed else 403)
    page = client.get(list_url(Actor)).content.decode()
    assert ("export_selected" in page, "/choose/" in page) == (allowed, allowed)
    assert ("imports/import/add/" in page) == allowed


def test_an_importer_needs_the_permission_of_the_setting(client: Client, settings: Any):
    settings.IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "publish"
    client.force_login(make_person("mira", "importer"))

    assert client.get(reverse("admin:imports_import_add")).status_code == 403


@cases(
    "query, names",
    ({"format": "csv", "files": "tables"}, ["actors_actor.csv", "events_event.csv"]),
    ({"format": "ndjson", "files": "compact"}, ["actors.ndjson", "events.ndjson"]),
    ({"format": "xlsx", "files": "tables"}, ["actors_actor.xlsx", "events_event.xlsx"]),
)
def test_exports_everything_as_one_archive(
    curator: Client, tmp_path: Path, query: dict[str, str], names: list[str]
):
    make.event("first")
    page = curator.get(reverse(CHOOSE, args=["events"])).content.decode()
    assert reverse(EVERYTHING) in page
    assert "One file for each table" in curator.get(reverse(EVERYTHING)).content.decode()

    content = download(curator, "everything", **query)

    files = zipfile.ZipFile(io.BytesIO(content))
    assert files.testzip() is None
    assert set(names) < set(files.namelist())
    path = tmp_path / "all.zip"
    options = ["--compact"] if query["files"] == "compact" else []
    call_command("export_files", str(path), "--format", query["format"], *options)
    assert content == path.read_bytes()


def test_says_that_everything_does_not_fit_into_workbooks(curator: Client, tmp_path: Path):
    make.event("first", summary="x" * 40_000)

    page = curator.get(reverse(EVERYTHING), {"format": "xlsx", "files": "tables"})

    assert "A text is too long for a cell of a workbook." in page.content.decode()
    with pytest.raises(CommandError, match="too long"):
        call_command("export_files", str(tmp_path / "all.zip"), "--format", "xlsx")
    assert not list(tmp_path.glob("all.zip"))


def test_everything_needs_the_permission_for_every_table(client: Client):
    client.force_login(make_person("vera", "viewer"))

    assert client.get(reverse(EVERYTHING)).status_code == 403
    assert reverse(EVERYTHING) not in client.get(list_url(Actor)).content.decode()


def test_the_list_of_imports_offers_to_export_everything(importer: Client):
    page = importer.get(reverse("admin:imports_import_changelist")).content.decode()

    assert reverse(EVERYTHING) in page
