"""Apps depend only on lower apps, by imports and by foreign keys named in strings."""

import ast
from pathlib import Path

from django.apps import apps
from django.conf import settings

from tests import cases

# From top to bottom; docs/architecture.md draws the same list.
LAYERS = [
    "balkanwatch",
    "explorer",
    "events",
    "agreements",
    "actors",
    "evidence",
    "sources",
    "accounts",
    "imports",
    "curation",
    "api",
    "records",
]


def python_files(app: str) -> list[Path]:
    return sorted((settings.BASE_DIR / app).rglob("*.py"))


def apps_named_in(path: Path) -> set[str]:
    """The apps that a file imports, or names in a string such as "actors.Actor"."""
    named = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            named |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            named.add((node.module or "").partition(".")[0])
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            app, dot, model = node.value.partition(".")
            if dot and app in LAYERS and model.isidentifier() and "migrations" not in path.parts:
                named.add(app)
    return named & set(LAYERS)


@cases("app", *LAYERS)
def test_imports_only_what_is_below(app: str) -> None:
    above = set(LAYERS[: LAYERS.index(app)])

    named = {str(path): apps_named_in(path) & above for path in python_files(app)}

    assert {path: found for path, found in named.items() if found} == {}


@cases("app", *LAYERS)
def test_points_foreign_keys_only_downward(app: str) -> None:
    above = set(LAYERS[: LAYERS.index(app)])

    upward = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.related_model and field.related_model._meta.app_label in above
    ]

    assert not upward


def test_finds_the_dependencies_of_a_file() -> None:
    named = apps_named_in(settings.BASE_DIR / "events" / "models.py")
    assert named == {"actors", "agreements", "events", "records", "sources"}


def test_lists_every_app() -> None:
    packages = {path.parent.name for path in settings.BASE_DIR.glob("*/__init__.py")}

    assert packages - {"tests", "benchmarks"} == set(LAYERS)
