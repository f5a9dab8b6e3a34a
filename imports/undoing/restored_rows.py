"""Gives rows that an import changed or removed their former values back."""

import json

from django.db.models import Model

from curation.history.tracking import tracked_columns
from curation.merging.row_changes import insert_row
from imports.checking.sql import fetch_rows, literal, run
from records.public_rows import models_by_table

# Temporary table of the changes of an import: table, row, former values, and the reason if one stays
CHANGES = "import_reverted"


def restore_changed(model: type[Model], numbers: str) -> None:
    """Restores the former values of changed rows."""
    table = model._meta.db_table
    changes = (
        f"(SELECT * FROM {CHANGES} WHERE table_name = {literal(table)} AND NOT is_new AND NOT removed"  # noqa: S608 (our own table)
        f" AND reason IS NULL AND {numbers}) change"
    )
    names = fetch_rows(f"SELECT DISTINCT jsonb_object_keys(change.was) FROM {changes}")  # noqa: S608 (our own table)
    if not names:
        return
    values = ", ".join(f"{name} = former.{name}" for (name,) in names)
    run(
        f"UPDATE {table} existing SET {values} FROM {changes}"  # noqa: S608 (table and column names of models)
        f" CROSS JOIN LATERAL jsonb_populate_record(NULL::{table}, change.was) former"
        " WHERE change.row = existing.id"
    )


def restore_removed(numbers: str) -> None:
    """Adds removed rows again, those that others belong to before these."""
    rows = fetch_rows(
        f"SELECT table_name, was::text FROM {CHANGES} WHERE removed AND reason IS NULL AND {numbers} ORDER BY number"  # noqa: S608 (our own table)
    )
    for table, text in rows:
        model, was = models_by_table()[table], json.loads(text, parse_float=str)
        insert_row(model, {name: was[name] for name in tracked_columns(model)})
