"""Conventions of the whole project: names, help texts, docstrings, short files, complete migrations."""

import ast
import re
from pathlib import Path
from typing import Any

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.management import call_command
from django.db import models

from curation.history.tracking import Entry
from records.models import Record
from tests import cases, database
from tests.project.test_layers import LAYERS

# Why a file may be longer than 300 lines.
LONG_FILES = {
    "actors/models.py": "the data dictionary of its app, kept in one file; most lines are help texts",
    "agreements/models.py": "the data dictionary of its app, kept in one file",
    "events/models.py": "the data dictionary of its app, kept in one file",
}
# Django looks these names up itself.
NAMES_OF_FRAMEWORKS = {"Command", "application", "logger", "register", "urlpatterns"}
# Names that several modules define and other modules use only as module.name, with the reason.
USED_THROUGH_THEIR_MODULE: dict[str, str] = {}


def project_models() -> list[type[models.Model]]:
    """All models but the history tables, which are generated from them."""
    return [
        model
        for app in LAYERS
        for model in apps.get_app_config(app).get_models()
        if not model._meta.proxy and not issubclass(model, Entry)
    ]


def project_files() -> list[Path]:
    return [
        path
        for folder in [*LAYERS, "tests", "benchmarks"]
        for path in sorted((settings.BASE_DIR / folder).rglob("*.py"))
        if "migrations" not in path.parts
    ]


each_model = cases("model", *project_models(), ids=lambda m: m._meta.label)


def triggers_of(model: type[models.Model]) -> list[Any]:
    return getattr(model._meta, "triggers", [])


def relative(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR))


@each_model
def test_describes_what_a_row_is(model: type[models.Model]) -> None:
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}("), "that is Django's own docstring"


@each_model
def test_has_a_help_text_for_every_editable_field(model: type[models.Model]) -> None:
    silent = [
        field.name
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if field.editable and not field.auto_created and not field.help_text
    ]

    assert not silent


@each_model
def test_names_constraints_and_indexes_after_their_table(model: type[models.Model]) -> None:
    prefix = f"{model._meta.db_table}_"

    named = [item.name for item in [*model._meta.constraints, *model._meta.indexes]]

    assert [name for name in named if not name.startswith(prefix)] == []
    assert not model._meta.unique_together
    assert not [f.name for f in model._meta.local_fields if f.unique and not f.primary_key]


@each_model
def test_gives_every_constraint_its_own_message(model: type[models.Model]) -> None:
    standard = models.CheckConstraint.default_violation_error_message

    assert [c.name for c in model._meta.constraints if c.violation_error_message == standard] == []


@each_model
def test_shows_every_model_in_the_admin(model: type[models.Model]) -> None:
    assert admin.site.is_registered(model)


@each_model
def test_has_natural_keys(model: type[models.Model]) -> None:
    assert hasattr(model, "natural_key")
    assert hasattr(model._default_manager, "get_by_natural_key")


@cases(
    "model", *[m for m in project_models() if issubclass(m, Record)], ids=lambda m: m._meta.label
)
def test_inherits_the_constraints_and_triggers_of_records(model: type[models.Model]) -> None:
    def names(items: Any) -> set[str]:
        return {item.name.rpartition("_")[2] for item in items}

    assert names(Record._meta.constraints) <= names(model._meta.constraints)
    assert names(triggers_of(Record)) <= names(triggers_of(model))


def test_has_no_migration_to_make() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_installs_every_trigger_that_the_models_declare() -> None:
    declared = {trigger.get_pgid(model) for model, trigger in pgtrigger.registered()}
    installed = database.rows("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'pgtrigger%'")

    assert {name for (name,) in installed} == declared


def test_describes_every_file_in_a_docstring() -> None:
    undocumented = [
        relative(path)
        for path in project_files()
        if (text := path.read_text(encoding="utf-8")).strip()
        and not ast.get_docstring(ast.parse(text))
    ]

    assert undocumented == []


def test_keeps_files_short() -> None:
    long = []
    for path in project_files():
        limit = 500 if path.is_relative_to(settings.BASE_DIR / "tests") else 300
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > limit and relative(path) not in LONG_FILES:
            long.append(f"{relative(path)}: {lines}")

    assert long == []


def public_names(path: Path) -> set[str]:
    """Names of the public functions, classes and constants that a module defines."""
    names = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return {name for name in names if not name.startswith("_")} - NAMES_OF_FRAMEWORKS


def test_gives_one_meaning_to_each_public_name() -> None:
    modules: dict[str, list[str]] = {}
    for path in project_files():
        if path.relative_to(settings.BASE_DIR).parts[0] in LAYERS:
            for name in public_names(path) - set(USED_THROUGH_THEIR_MODULE):
                modules.setdefault(name, []).append(relative(path))

    assert {name: paths for name, paths in modules.items() if len(paths) > 1} == {}


def test_leaves_nothing_unfinished() -> None:
    unfinished = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b|mark\.(skip\b|xfail)")

    found = [
        relative(path)
        for path in project_files()
        if path != Path(__file__) and unfinished.search(path.read_text(encoding="utf-8"))
    ]

    assert not found
