"""Releases contain all published data and nothing else, can be loaded, and are reproducible."""

import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, override_settings
from frictionless import Package

from actors.models import Actor
from balkanwatch.fixtures import models_in_load_order
from balkanwatch.releases import package
from balkanwatch.releases.tables import headings, key_columns
from events.models import Event, Place, PlaceIdentifier
from records.identifiers import Identifier
from records.natural_keys import natural_key_fields
from tests import cases, database, make

DAY = "2026-11-22"


@pytest.fixture(scope="module")
def released(article_data: Any, django_db_blocker: Any, tmp_path_factory: Any) -> Path:
    """Folder with release 2026.1 of the data set; the database also contains a draft and a note."""
    with django_db_blocker.unblock():
        make.identifier(make.event("a-secret-draft", note="internal remark"), "ged", "1")
        Event.objects.filter(slug="tirana-signing-2025").update(note="internal remark")
        return release(tmp_path_factory.mktemp("releases"))


@pytest.fixture
def home(settings: Any, released: Path, tmp_path: Path) -> Path:
    """A copy of it for the test."""
    settings.RELEASES_DIR = tmp_path / "releases"
    shutil.copytree(released, settings.RELEASES_DIR)
    return settings.RELEASES_DIR


def release(home: Path) -> Path:
    with override_settings(RELEASES_DIR=home):
        call_command("release", "2026.1", date=DAY, stdout=io.StringIO())
    return home


def load(folder: Path) -> None:
    call_command("load_release", folder, stdout=io.StringIO())


def files(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def released_again(released: Path, django_db_blocker: Any, tmp_path_factory: Any) -> Path:
    """The same release, written from a database that has loaded it."""
    with django_db_blocker.unblock():
        database.empty()
        load(released / "2026.1")
        return release(tmp_path_factory.mktemp("again"))


def test_gives_the_same_bytes_after_loading_it(released: Path, released_again: Path):
    assert len(files(released)) == 38
    assert files(released_again) == files(released)
    assert Event.objects.get(slug="tirana-signing-2025").is_public
    assert not Event.objects.filter(slug="a-secret-draft").exists()


def test_contains_only_published_data(home: Path):
    whole = b"".join(files(home / "2026.1").values())
    assert b"tirana-signing-2025" in whole
    assert b"a-secret-draft" not in whole
    assert b"internal remark" not in whole
    for model in models_in_load_order():
        path = home / "2026.1" / package.table_path(model)
        rows = list(csv.reader(path.open(encoding="utf-8")))
        public = model._default_manager.all()
        if "is_public" in {field.name for field in model._meta.fields}:
            public = public.filter(is_public=True)
        assert (len(rows) - 1, rows[0]) == (public.count(), headings(model))


def test_has_all_public_codes_in_one_file(home: Path):
    text = (home / "2026.1" / "data" / "crosswalk.csv").read_text(encoding="utf-8")
    rows = text.splitlines()

    assert rows[0] == "kind,slug,scheme,value,preferred,valid_from,valid_to"
    assert "agreement,north-atlantic-treaty,unts,541,true,," in rows
    assert "place,tirana,geonames,3183875,true,," in rows
    assert "a-secret-draft" not in text
    public = [
        each.objects.filter(**{"is_public": True} if each is not PlaceIdentifier else {}).count()
        for each in Identifier.__subclasses__()
    ]
    assert len(rows) - 1 == sum(public) + Place.objects.exclude(geonames_id=None).count()


def test_is_a_valid_data_package(home: Path):
    report = Package(str(home / "2026.1" / "datapackage.json")).validate()

    assert report.flatten(["name", "fieldName", "type", "note"]) == []
    assert report.stats["tasks"] == len(models_in_load_order()) + 1  # and the crosswalk


def test_explains_every_column_and_code(home: Path):
    book = (home / "2026.1" / "CODEBOOK.md").read_text(encoding="utf-8")
    described = json.loads((home / "2026.1" / "datapackage.json").read_text(encoding="utf-8"))

    for table in described["resources"]:
        assert f"## {table['name']}\n" in book
        for field in table["schema"]["fields"]:
            assert field["description"]
            assert f"| `{field['name']}` | {field['type']} |" in book
    assert "| `in_force` | In force |" in book


@pytest.mark.usefixtures("article_data")
def test_uses_the_same_natural_keys_as_fixtures():
    for model in models_in_load_order():
        row: Any = model._default_manager.first()
        if "claim" not in model._meta.db_table:
            assert len(key_columns(model)) == len(row.natural_key()), model
            assert len(natural_key_fields(model)) <= len(row.natural_key())


def test_cannot_be_overwritten(home: Path):
    before = files(home)

    with pytest.raises(CommandError, match=r"2026\.1 already exists"):
        release(home)

    assert files(home) == before


@cases("version", "1", "2026", "v2026.1", "2026.1/..", "../2026.1", "")
def test_refuses_an_invalid_version(settings: Any, tmp_path: Path, version: str):
    settings.RELEASES_DIR = tmp_path / "releases"

    with pytest.raises(CommandError, match="is not a version"):
        call_command("release", version)

    assert not settings.RELEASES_DIR.exists()


def test_hides_an_unfinished_release(home: Path):
    (home / "2026.1").rename(home / ".2026.1")

    assert Client().get("/downloads/").context["releases"] == []
    assert Client().get("/downloads/.2026.1/README.md").status_code == 404


def test_loads_only_into_an_empty_database(home: Path):
    with pytest.raises(CommandError, match="already contains data"):
        load(home / "2026.1")


def test_refuses_changed_files(home: Path):
    (home / "2026.1" / "data" / "events_event.csv").write_text("slug\n")

    with pytest.raises(CommandError, match=r"missing or damaged: data/events_event\.csv"):
        load(home / "2026.1")


def test_refuses_references_to_missing_rows(home: Path):
    database.empty()
    places = home / "2026.1" / "data" / "events_place.csv"
    text = places.read_text(encoding="utf-8")
    places.write_text(text.replace(",albania,western-", ",albanie,western-"), encoding="utf-8")
    package._write_checksums(home / "2026.1")

    refused = pytest.raises(CommandError, match="events_place, row 3: country is albanie")
    with transaction.atomic(), refused:
        load(home / "2026.1")

    assert not Actor.objects.exists()


def test_is_served_with_all_files(home: Path):
    client = Client()

    page = client.get("/downloads/")
    addresses = re.findall(r'href="/downloads/([^"]*)"', page.content.decode())

    assert len(addresses) == 38
    for address in addresses:
        answer: Any = client.get(f"/downloads/{address}")
        name = address.partition("/")[2]
        path = home / (name if name.endswith(".zip") else f"2026.1/{name}")
        assert b"".join(answer.streaming_content) == path.read_bytes()
        assert answer["ETag"]


def test_supports_conditional_requests(home: Path):
    first = Client().get("/downloads/2026.1/README.md")

    again = Client().get("/downloads/2026.1/README.md", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304


OUTSIDE = """
2026.1/../../secret_key 2026.1/%2e%2e/%2e%2e/secret_key 2026.1//etc/passwd 2026.1/data
2026.2/README.md ../README.md .2026.1/README.md
"""


@cases("address", *OUTSIDE.split())
def test_serves_only_files_of_releases(home: Path, address: str):
    assert Client().get(f"/downloads/{address}").status_code == 404
