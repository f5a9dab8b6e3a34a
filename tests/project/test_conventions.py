"""What the whole project holds to: names, help texts, docstrings, short files, nothing left out."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.management import call_command
from django.db import connection, models

from curation.history import Entry
from records.models import Record

OURS = [
    "balkanwatch",
    "explorer",
    "events",
    "agreements",
    "actors",
    "sources",
    "accounts",
    "imports",
    "curation",
    "records",
]
# Why a file may be longer than 300 lines.
LONG_FILES = {
    "actors/models.py": "the data dictionary of its app, kept in one file; most lines are help texts",
    "agreements/models.py": "the data dictionary of its app, kept in one file",
    "events/models.py": "the data dictionary of its app, kept in one file",
    "tests/project/test_constraints.py": "a table of one line for each constraint",
}


def our_models() -> list[type[models.Model]]:
    """All but the tables of the history, which are made from these."""
    return [
        model
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        if not model._meta.proxy and not issubclass(model, Entry)
    ]


def our_files() -> list[Path]:
    return [
        path
        for folder in [*OURS, "tests", "benchmarks"]
        for path in sorted((settings.BASE_DIR / folder).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def triggers_of(model: type[models.Model]) -> list[Any]:
    return getattr(model._meta, "triggers", [])


def relative(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR))


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_says_what_one_row_is(model: type[models.Model]) -> None:
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}("), "that is Django's own docstring"


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_helps_with_every_field_a_curator_sees(model: type[models.Model]) -> None:
    silent = [
        field.name
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if field.editable and not field.auto_created and not field.help_text
    ]

    assert not silent


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_names_constraints_and_indexes_after_their_table(model: type[models.Model]) -> None:
    prefix = f"{model._meta.db_table}_"

    named = [item.name for item in [*model._meta.constraints, *model._meta.indexes]]

    assert [name for name in named if not name.startswith(prefix)] == []
    assert not model._meta.unique_together
    assert not [f.name for f in model._meta.local_fields if f.unique and not f.primary_key]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_gives_every_constraint_a_message_of_its_own(model: type[models.Model]) -> None:
    standard = models.CheckConstraint.default_violation_error_message

    assert [c.name for c in model._meta.constraints if c.violation_error_message == standard] == []


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_shows_every_model_in_the_admin(model: type[models.Model]) -> None:
    assert admin.site.is_registered(model)


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_addresses_every_row_by_a_natural_key(model: type[models.Model]) -> None:
    assert hasattr(model, "natural_key")
    assert hasattr(model._default_manager, "get_by_natural_key")


@pytest.mark.parametrize(
    "model", [m for m in our_models() if issubclass(m, Record)], ids=lambda m: m._meta.label
)
def test_keeps_what_every_record_shares(model: type[models.Model]) -> None:
    def names(items: Any) -> set[str]:
        return {item.name.rpartition("_")[2] for item in items}

    assert names(Record._meta.constraints) <= names(model._meta.constraints)
    assert names(triggers_of(Record)) <= names(triggers_of(model))


@pytest.mark.django_db
def test_has_no_migration_to_make() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_installs_every_trigger_that_the_models_declare() -> None:
    declared = {
        trigger.get_pgid(model) for model in apps.get_models() for trigger in triggers_of(model)
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'pgtrigger%%'")
        installed = {name for (name,) in cursor.fetchall()}

    assert installed == declared


def test_says_in_one_sentence_what_each_file_is_for() -> None:
    texts = {relative(path): path.read_text(encoding="utf-8") for path in our_files()}

    silent = [name for name, text in texts.items() if text.strip() and not documented(text)]

    assert not silent, "\n".join(silent)


def documented(text: str) -> bool:
    return ast.get_docstring(ast.parse(text)) is not None


def test_keeps_files_short() -> None:
    lengths = {
        relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in our_files()
    }

    long = [
        f"{name}: {lines} lines"
        for name, lines in lengths.items()
        if lines > (500 if name.startswith("tests/") else 300) and name not in LONG_FILES
    ]

    assert not long, "\n".join(long)


def test_leaves_nothing_unfinished() -> None:
    unfinished = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b|mark\.(skip\b|xfail)")

    found = [
        relative(path)
        for path in our_files()
        if path != Path(__file__) and unfinished.search(path.read_text(encoding="utf-8"))
    ]

    assert not found
