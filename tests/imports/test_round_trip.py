"""What is exported comes back from an import as it was, in each format."""

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from actors.models import Actor
from agreements.models import AgreementLink
from balkanwatch.fixtures import dump_table, models_in_load_order
from events.models import Event, EventLink, Figure, Participation
from imports.applying import engine, multi_part
from imports.choices import FileFormat
from imports.exporting import export_rows
from imports.models import Import
from imports.reading.table_files import open_table
from imports.resources import known_resources
from imports.whole_exports import package_resources
from records.statistics import refresh_statistics
from sources.models import Claim
from tests import cases, database, make
from tests.imports.files import fault_texts, new_import, write
from tests.imports.world import World
from tests.long import IS_LONG
from tests.template_database import TemplateDatabases

# Texts that a separator, a quotation mark, an escape or a spreadsheet could change
AWKWARD = r"""
a|b a\|b a\ \ a\\ : a:b a\: :: ; a;preferred=false ;x= a; | =1+1 '=1+1 ''=1+1 -5 + @x 'x ' \x \n
" "a a"b" a,b x005F_ _x0041_ true NULL 1.0 007 1,5 2025-03-18 { [ é Шид 🙂
"""
TEXTS = [*AWKWARD.split(), "a\nb", "a\n\nb"]


@cases("file_format", *FileFormat)
def test_every_text_comes_back_from_every_column(file_format: FileFormat, tmp_path: Path):
    actors = [
        make.actor(f"actor-{n}", name=text.replace("\n", "¶")) for n, text in enumerate(TEXTS)
    ]
    event = make.event("event", on=None)
    for actor, text in zip(actors, TEXTS, strict=True):
        line = text.replace("\n", "¶")
        make.name(actor, line, language="sq")
        make.identifier(actor, "acled", line)
        make.identifier(actor, "acled", f"{line} 2", preferred=False)
        make.participation(event, actor, "speaker", capacity=line, statement=text)
        make.participation(event, actor, "host", capacity=line)
        make.participation(event, actor, "witness", statement=text)
        Actor.objects.filter(pk=actor.pk).update(description=text)
    make.claim(event, make.source("source"), locator="p: 3|4\\")
    contents = {
        name: b"".join(export_rows(known_resources()[name], file_format=file_format))
        for name in ("sources", "events_eventtype", "actors", "events", "events_event")
    }
    database.settle()
    database.empty()

    for name, content in contents.items():
        import_job = new_import(name)
        with open_table(write(tmp_path, content, name), encoding="utf-8", separator=",") as table:
            engine.import_file(import_job, table)
        assert (fault_texts(import_job), import_job.status) == ([], "done"), name

    for name, content in contents.items():
        again = b"".join(export_rows(known_resources()[name], file_format=file_format))
        assert again == content, name


# The files of all tables, or the compact files and those of tables without one; and the format
SHAPES = [("csv", False), ("csv", True), ("ndjson", True), ("xlsx", False)]
EVENTS = 20_000 if IS_LONG else 40
# What reviewers decide, and what they leave behind
REVIEW = {"review_status", "retraction_reason", "retracted_at", "merged_into"}

Contents = dict[str, bytes]


def exported(file_format: str, is_compact: bool) -> Contents:
    """All files, by name."""
    return {
        f"{name}.{file_format}": b"".join(
            export_rows(known_resources()[name], file_format=FileFormat(file_format))
        )
        for name in package_resources(is_compact=is_compact)
    }


def import_all(folder: Path, contents: Contents) -> Import:
    """Imports the files as one, in an order of chance."""
    paths = [write(folder, content, name) for name, content in contents.items()]
    random.Random(len(contents)).shuffle(paths)  # noqa: S311 (the same order each time)
    import_job = Import.objects.create(file_name="all")
    multi_part.import_files(import_job, paths, writes=True)
    faults = [text for part in import_job.parts.all() for text in fault_texts(part)]
    assert (faults, import_job.error, import_job.status) == ([], "", "done")
    # As after an import that is committed
    database.execute("SET LOCAL default_statistics_target TO DEFAULT", "ANALYZE")
    return import_job


def dumped() -> dict[str, list[str]]:
    """All rows of each table as the data set of fixtures/ writes them, without the review."""
    return {
        model.__name__: [
            line
            for line in dump_table(model).splitlines()
            if line.strip().partition(":")[0].strip('"') not in REVIEW
        ]
        for model in models_in_load_order()
    }


def empty() -> None:
    database.settle()
    database.empty()


def halve() -> None:
    """Takes away some of the rows of a world, and changes others."""
    database.settle()
    for model in (EventLink, AgreementLink):
        model.objects.all().delete()
    for rows in (
        Figure.objects,
        Participation.objects,
        Event.objects.filter(parts=None, figures=None),
    ):
        rows.filter(pk__in=[row.pk for row in rows.all()][::2]).delete()
    for row in Event.objects.all()[::3]:
        Event.objects.filter(pk=row.pk).update(
            title="Changed", summary="", place=None, geo_precision=""
        )
    for table in (each for each in models_in_load_order() if issubclass(each, Claim)):
        others = table.objects.exclude(credibility=1)
        table.objects.filter(pk__in=[row.pk for row in others][::2]).delete()
    database.settle()


@dataclass
class Exports:
    """What a world is exported as, in each format; and its rows, unless there are too many."""

    contents: dict[tuple[str, bool], Contents]
    rows: dict[str, list[str]]


@pytest.fixture(scope="module")
def exports(
    template_databases: TemplateDatabases, django_db_setup: None, django_db_blocker: Any
) -> Exports:
    with django_db_blocker.unblock(), template_databases.copied():
        World(EVENTS).make()
        refresh_statistics()
        contents = {shape: exported(*shape) for shape in SHAPES}
        return Exports(contents, {} if IS_LONG else dumped())


@cases("file_format, is_compact", *SHAPES)
def test_a_world_comes_back_into_an_empty_database(
    exports: Exports, file_format: str, is_compact: bool, tmp_path: Path
):
    contents = exports.contents[file_format, is_compact]

    import_all(tmp_path, contents)

    assert exported(file_format, is_compact) == contents
    assert exported("csv", is_compact=False) == exports.contents["csv", False]
    assert IS_LONG or dumped() == exports.rows


@cases("file_format, is_compact", *SHAPES)
def test_a_world_is_completed_in_a_half_filled_database(
    file_format: str, is_compact: bool, tmp_path: Path
):
    World(EVENTS).make()
    contents = exported(file_format, is_compact)
    halve()
    assert exported(file_format, is_compact) != contents

    import_all(tmp_path, contents)

    assert exported(file_format, is_compact) == contents


def test_files_of_one_type_may_refer_to_each_other(exports: Exports, tmp_path: Path):
    contents = dict(exports.contents["ndjson", True])
    whole = contents.pop("events.ndjson")
    lines = whole.splitlines(keepends=True)
    for number in range(3):
        contents[f"events-{number}.ndjson"] = b"".join(lines[number::3])

    import_job = import_all(tmp_path, contents)

    assert exported("ndjson", is_compact=True)["events.ndjson"] == whole
    assert any("is counted as line" in note for note in import_job.notes)


def test_files_have_every_field_but_those_of_the_review_and_of_the_database():
    for name in package_resources(is_compact=False):
        resource = known_resources()[name]
        fields = [*resource.model._meta.local_fields, *resource.model._meta.local_many_to_many]
        missing = {each.name for each in fields if not each.generated} - {*resource.column_names()}
        reviewed = {"submitted_by", "submitted_at", "reviewed_by", "reviewed_at", *REVIEW}
        kept = {"id", "is_public", "version", "created_at", "updated_at", "causal_rank"}
        assert missing <= reviewed | kept, name


@pytest.mark.usefixtures("article_data")
@cases("file_format, is_compact", *SHAPES)
def test_the_data_set_comes_back_into_an_empty_database(
    file_format: str, is_compact: bool, tmp_path: Path
):
    contents, before = exported(file_format, is_compact), dumped()
    empty()

    import_all(tmp_path, contents)

    assert exported(file_format, is_compact) == contents
    assert dumped() == before


@pytest.mark.usefixtures("article_data")
@cases("target", "all.zip", "all")
@cases("options", (), ("--format", "ndjson", "--compact"))
def test_a_command_exports_everything_and_another_imports_it(
    target: str, options: tuple[str, ...], tmp_path: Path
):
    before, path = dumped(), tmp_path / target
    call_command("export_files", str(path), *options)
    empty()

    call_command("import_csv", str(path))

    assert dumped() == before
    with pytest.raises(CommandError, match="exists already"):
        call_command("export_files", str(path), *options)
    call_command("export_files", str(tmp_path / f"2{target}"), *options)
    if path.is_file():
        assert (tmp_path / f"2{target}").read_bytes() == path.read_bytes()
