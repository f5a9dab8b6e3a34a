"""The crosswalk of a release: the codes of all records in other systems, in one file."""

from typing import Any, BinaryIO

from django.db import connection
from django.db.models import Model

from balkanwatch.fixtures import models_in_load_order
from records.identifiers import Identifier, codes_sql, identifiers_of
from records.sql import fill

CROSSWALK_PATH = "data/crosswalk.csv"
# What each column holds, and its type in the data package
CROSSWALK_COLUMNS = {
    "kind": ("string", "Kind of record: actor, agreement, event …"),
    "slug": ("string", "Slug of the record, in the table of its kind."),
    "scheme": ("string", "System that the code belongs to."),
    "value": ("string", "The code as written there."),
    "preferred": (
        "boolean",
        "Whether the code is the one to use for the record, and the record the one to find by it.",
    ),
    "valid_from": ("date", "First day on which the code stood for the record."),
    "valid_to": ("date", "First day on which it no longer did."),
}
KEY = ["kind", "slug", "scheme", "value"]
ABOUT_CROSSWALK = (
    "The codes of all records in other systems: those of the tables of identifiers, and the GeoNames "
    "numbers of places. load_release does not read this file."
)


def coded_models() -> list[type[Model]]:
    """The tables whose rows have codes."""
    return [model for model in models_in_load_order() if identifiers_of(model)]


def write_crosswalk(file: BinaryIO) -> None:
    """Writes all codes visible in the transaction, ordered by kind, slug, system and code."""
    queries = [
        fill(
            "SELECT :'kind' AS kind, known.slug, code.scheme, code.value, code.preferred,"
            ' code.valid_from, code.valid_to FROM (:codes) code JOIN :"table" known USING (id)',
            kind=str(model._meta.model_name),
            codes=codes_sql(model),
            table=model._meta.db_table,
        )
        for model in coded_models()
    ]
    cells = ", ".join("preferred::text" if c == "preferred" else c for c in CROSSWALK_COLUMNS)
    order = ", ".join(f'{column} COLLATE "C"' for column in KEY)
    selection = f"SELECT {cells} FROM ({' UNION ALL '.join(queries)}) codes ORDER BY {order}"  # noqa: S608 (table and column names of models)
    file.write(",".join(CROSSWALK_COLUMNS).encode() + b"\n")
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY ({selection}) TO STDOUT WITH (FORMAT csv)", file)


def crosswalk_schema() -> dict[str, Any]:
    """The columns of the file, for the data package."""
    systems = sorted({code for each in Identifier.__subclasses__() for code in each.schemes.values})
    kinds = sorted(str(model._meta.model_name) for model in coded_models())
    fields: list[dict[str, Any]] = [
        {"name": name, "type": kind, "description": text}
        for name, (kind, text) in CROSSWALK_COLUMNS.items()
    ]
    for field in fields:
        if field["name"] in (*KEY, "preferred"):
            field["constraints"] = {"required": True}
        if field["type"] == "boolean":
            field |= {"trueValues": ["true"], "falseValues": ["false"]}
    fields[0]["constraints"]["enum"] = kinds
    fields[2]["constraints"]["enum"] = systems
    return {"fields": fields, "missingValues": [""], "primaryKey": KEY, "foreignKeys": []}
