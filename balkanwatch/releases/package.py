"""A release as a folder: tables, Frictionless data package, codebook, licence, citation, checksums."""

import datetime as dt
import hashlib
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Field, Model

from balkanwatch.fixtures import models_in_load_order
from balkanwatch.releases import tables
from balkanwatch.releases.codebook import codebook
from balkanwatch.releases.crosswalk import (
    ABOUT_CROSSWALK,
    CROSSWALK_PATH,
    crosswalk_schema,
    write_crosswalk,
)
from records.natural_keys import natural_key_fields
from records.publication import reading

VERSION = re.compile(r"\d{4}\.\d{1,3}")
PACKAGE_NAME = "balkanwatch"
DATA_SET_TITLE = "BalkanWatch: security and defence alliances in the Western Balkans"
CHECKSUMS = "SHA256SUMS"
TEXTS = Path(__file__).parent / "texts"
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
# https://specs.frictionlessdata.io/table-schema/#types-and-formats
FIELD_TYPES = {"Boolean": "boolean", "Date": "date", "Decimal": "number", "Float": "number"}
# A fixed time, so that the same files give the same archive
FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def build_release(version: str, date: dt.date, home: Path) -> Path:
    """Writes a release of the currently published data into `home`; returns its folder.

    A ZIP archive is written next to the folder. Raises FileExistsError if the version exists.
    """
    folder = home / version
    if folder.exists():
        raise FileExistsError(f"Release {version} already exists and cannot be changed.")
    unfinished = home / f".{version}"
    shutil.rmtree(unfinished, ignore_errors=True)
    (unfinished / "data").mkdir(parents=True)
    _write_tables(unfinished, date)
    _write_texts(unfinished, version, date)
    _write_checksums(unfinished)
    _archive(unfinished, home / f"{archive_name(version)}.part", version)
    (home / f"{archive_name(version)}.part").replace(home / archive_name(version))
    unfinished.replace(folder)
    return folder


def archive_name(version: str) -> str:
    return f"{PACKAGE_NAME}-{version}.zip"


def table_path(model: type[Model]) -> str:
    """Path of a table's file within a release."""
    return f"data/{model._meta.db_table}.csv"


def checksums_of(folder: Path) -> dict[str, str]:
    """The recorded SHA-256 of each file of a release, by path."""
    lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines)}


def damaged_files(folder: Path) -> list[str]:
    """Files of a release that are missing or do not match their checksum."""
    return [
        path
        for path, digest in checksums_of(folder).items()
        if not (folder / path).is_file() or _digest(folder / path) != digest
    ]


def _write_tables(folder: Path, date: dt.date) -> None:
    """Writes all tables as of the day, from one snapshot of the database."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        with reading(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            for model in models_in_load_order():
                with (folder / table_path(model)).open("wb") as file:
                    file.write(",".join(tables.headings(model)).encode() + b"\n")
                    tables.write_table(model, file, date)
            with (folder / CROSSWALK_PATH).open("wb") as file:
                write_crosswalk(file)


def _write_texts(folder: Path, version: str, date: dt.date) -> None:
    descriptor = _descriptor(folder, version, date)
    files = {
        "datapackage.json": json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n",
        "CODEBOOK.md": codebook(descriptor),
    }
    for path in sorted(TEXTS.iterdir()):
        text = path.read_text(encoding="utf-8")
        files[path.name] = text.replace("VERSION", version).replace("DATE", date.isoformat())
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _write_checksums(folder: Path) -> None:
    paths = [path for path in _paths(folder) if path != CHECKSUMS]
    lines = [f"{_digest(folder / path)}  {path}\n" for path in paths]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def _archive(folder: Path, path: Path, version: str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in _paths(folder):
            info = zipfile.ZipInfo(f"{PACKAGE_NAME}-{version}/{name}", FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            with (folder / name).open("rb") as file, archive.open(info, "w") as packed:
                shutil.copyfileobj(file, packed)


def _paths(folder: Path) -> list[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in files)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _descriptor(folder: Path, version: str, date: dt.date) -> dict[str, Any]:
    """The data package (https://specs.frictionlessdata.io/data-package/)."""
    return {
        "profile": "tabular-data-package",
        "name": PACKAGE_NAME,
        "title": DATA_SET_TITLE,
        "description": "Who agreed to what, when, who reacted, and how do we know: actors, agreements, "
        "clauses and dated events, every statement tied to a source. " + settings.STATUS_FOOTNOTE,
        "version": version,
        "created": f"{date.isoformat()}T00:00:00Z",
        "keywords": ["Western Balkans", "security", "defence", "alliances", "events"],
        "contributors": [{"title": "BalkanWatch contributors", "role": "author"}],
        "licenses": [LICENCE],
        "resources": [
            *(_resource(model, folder) for model in models_in_load_order()),
            {
                "name": "crosswalk",
                "title": "codes in other systems",
                "description": ABOUT_CROSSWALK,
                **_file(CROSSWALK_PATH, folder),
                "schema": crosswalk_schema(),
            },
        ],
    }


def _resource(model: type[Model], folder: Path) -> dict[str, Any]:
    return {
        "name": model._meta.db_table,
        "title": str(model._meta.verbose_name_plural),
        "description": str(model.__doc__),
        **_file(table_path(model), folder),
        "schema": {
            "fields": [
                *(_described(column) for column in tables.file_columns(model)),
                *(_described_list(field) for field in tables.list_fields(model)),
                *(_described_derived(column) for column in tables.DERIVED.get(model, [])),
            ],
            "missingValues": [""],
            "primaryKey": [column.name for column in tables.key_columns(model)],
            "foreignKeys": list(_foreign_keys(model)),
        },
    }


def _file(path: str, folder: Path) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": (folder / path).stat().st_size,
        "hash": f"sha256:{_digest(folder / path)}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
    }


def _described(column: tables.ReleaseColumn) -> dict[str, Any]:
    field, holds = column.field, column.holds
    internal = holds.get_internal_type().removesuffix("Field")
    kind = "integer" if internal.endswith("Integer") else FIELD_TYPES.get(internal, "string")
    text: dict[str, Any] = {"name": column.name, "type": kind}
    if kind == "boolean":
        text |= {"trueValues": ["true"], "falseValues": ["false"]}
    if internal == "UUID":
        text["format"] = "uuid"
    text["description"] = str(field.help_text)
    constraints: dict[str, Any] = {}
    if not field.null and not holds.null and not (kind == "string" and field.blank):
        constraints["required"] = True
    if field is holds and field.flatchoices:
        constraints["enum"] = [str(value) for value, _ in field.flatchoices if value != ""]
        if kind == "integer":
            constraints["enum"] = [value for value, _ in field.flatchoices]
    elif kind == "string" and holds.max_length and internal != "UUID":
        constraints["maxLength"] = holds.max_length
    return text | ({"constraints": constraints} if constraints else {})


def _described_list(field: Any) -> dict[str, Any]:
    (key,) = natural_key_fields(field.related_model)
    other = field.related_model._meta.db_table
    return {
        "name": field.name,
        "type": "string",
        "description": f"{field.help_text} Values of `{key}` in `{other}`, joined by “{tables.CODE_SEPARATOR}”.",
    }


def _described_derived(column: tables.DerivedColumn) -> dict[str, Any]:
    text: dict[str, Any] = {
        "name": column.name,
        "type": column.kind,
        "description": column.about,
    }
    return text | ({"constraints": {"enum": [c for c, _ in column.codes]}} if column.codes else {})


def _foreign_keys(model: type[Model]) -> Iterator[dict[str, Any]]:
    fields: dict[Field, list[str]] = {}
    for column in tables.file_columns(model):
        if column.field is not column.holds:
            fields.setdefault(column.field, []).append(column.name)
    for field, names in fields.items():
        other: Any = field.related_model
        yield {
            "fields": names,
            "reference": {
                "resource": "" if other is model else other._meta.db_table,
                "fields": [column.name for column in tables.key_columns(other)],
            },
        }
