"""Rows that earlier files of an import propose to add to published records, which its later files may refer to.

No table has such rows before they are accepted. Until the end of the import they are in temporary tables, one for
each table, with all its columns, and are read together with it.
"""

import json
from collections.abc import Iterable

from django.apps import apps
from django.db.models import Model

from curation.history.tracking import tracked_columns
from curation.review.corrections import StoredChange
from imports.checking.sql import fetch_rows, run
from records.public_rows import models_by_table
from records.sql import run_sql

PREFIX = "import_proposed_"


def remember_proposed_rows(changes: Iterable[StoredChange]) -> None:
    """Keeps the rows that these changes would add."""
    added: dict[type[Model], list[str]] = {}
    for change in changes:
        if change["before"] is None:
            rows = added.setdefault(apps.get_model(change["model"]), [])
            rows.append(json.dumps(change["after"]))
    for model, rows in added.items():
        table = model._meta.db_table
        if PREFIX + table not in _tables():
            run(
                f"CREATE TEMP TABLE {PREFIX}{table} ON COMMIT DROP AS SELECT * FROM {table} WITH NO DATA"  # noqa: S608 (table of a model)
            )
        run_sql(
            f"INSERT INTO {PREFIX}{table} SELECT row.* FROM unnest(%s::jsonb[]) added"  # noqa: S608 (table of a model)
            f" CROSS JOIN LATERAL jsonb_populate_record(NULL::{table}, added) row",
            [rows],
        )
        run(f"ANALYZE {PREFIX}{table}")


def forget_proposed_rows() -> None:
    """Ends with the import; the rows are then in its proposals."""
    for name in _tables():
        run(f"DROP TABLE {name}")


def known_rows(model: type[Model]) -> str:
    """SQL of the rows of a table and of those that are proposed for it.

    `seen` is the text of the version in the database of a row, NULL for proposed ones.
    """
    table = model._meta.db_table
    rows = f"SELECT *, xmin::text AS seen FROM {table}"  # noqa: S608 (table of a model)
    if PREFIX + table in _tables():
        rows += f" UNION ALL SELECT *, NULL FROM {PREFIX}{table}"  # noqa: S608 (table of a model)
    return f"({rows})"


def insert_proposed_rows() -> None:
    """Adds the rows to their tables, those that others refer to first; for trials, which are rolled back."""
    for name in _tables():
        table = name.removeprefix(PREFIX)
        columns = ", ".join(tracked_columns(models_by_table()[table]))
        run(
            f"INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM {name}"  # noqa: S608 (table and column names of models)
        )


def _tables() -> list[str]:
    """The temporary tables, in the order in which they were made."""
    found = fetch_rows(
        "SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema()"  # noqa: S608 (our own names)
        f" AND starts_with(relname::text, '{PREFIX}') ORDER BY oid"
    )
    return [name for (name,) in found]
