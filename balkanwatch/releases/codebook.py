"""The codebook of a release: every table, column and code, from the models and the data package."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from balkanwatch.fixtures import models_in_load_order
from balkanwatch.releases.tables import DERIVED, released_fields


def codebook(descriptor: dict[str, Any]) -> str:
    """The codebook in Markdown; `descriptor` is that of the data package."""
    parts = [
        f"# Codebook of {descriptor['title']}, version {descriptor['version']}",
        descriptor["description"],
        "One CSV file per table, in UTF-8, separated by commas; an empty cell means that there is no value. "
        "A row is identified by its key, and other tables refer to it by that key. The precision of a date "
        "says whether it is that day, or the first day of a month, quarter, year or decade.",
    ]
    models = {model._meta.db_table: model for model in models_in_load_order()}
    for resource in descriptor["resources"]:
        parts += _table(resource)
        if model := models.get(resource["name"]):
            parts += _codes(model)
    return "\n\n".join(parts) + "\n"


def _table(resource: dict[str, Any]) -> Iterator[str]:
    schema = resource["schema"]
    yield f"## {resource['name']}"
    yield resource["description"]
    yield f"Key: {', '.join(f'`{name}`' for name in schema['primaryKey'])}."
    rows = [
        f"| `{field['name']}` | {field['type']} | {_required(field)} | {_line(field['description'])} |"
        for field in schema["fields"]
    ]
    yield "\n".join(["| column | type | required | description |", "|---|---|---|---|", *rows])
    if references := [_reference(key, resource) for key in schema["foreignKeys"]]:
        yield "\n".join(references)


def _codes(model: type[Model]) -> Iterator[str]:
    for field in released_fields(model):
        if codes := [pair for pair in field.flatchoices if pair[0] != ""]:
            rows = [f"| `{code}` | {label} |" for code, label in codes]
            yield "\n".join([f"| `{field.name}` | meaning |", "|---|---|", *rows])
    for column in DERIVED.get(model, []):
        if column.codes:
            rows = [f"| `{code}` | {label} |" for code, label in column.codes]
            yield "\n".join([f"| `{column.name}` | meaning |", "|---|---|", *rows])


def _reference(key: dict[str, Any], resource: dict[str, Any]) -> str:
    other = key["reference"]["resource"] or resource["name"]
    names = ", ".join(f"`{name}`" for name in key["fields"])
    return f"- {names}: a row of [{other}](#{other})"


def _required(field: dict[str, Any]) -> str:
    return "yes" if field.get("constraints", {}).get("required") else ""


def _line(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
