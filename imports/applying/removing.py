"""Removes rows that a file names, with all that belongs to them, and keeps them for undoing and for proposals."""

import json

from django.apps import apps
from django.db.models import CASCADE, Model

from curation.history.tracking import tracked_columns
from curation.review.corrections import StoredChange
from imports.checking.sql import AnyField, fetch_rows, run
from imports.checking.targets import Target
from records.public_rows import models_by_table

# Temporary table of the removed rows, those that belong to others after them (`depth`)
REMOVED = "import_removed"
ROOT_OF_REMOVED = "line, root_table, root_id, root_version"


def remove_rows(targets: list[Target], lines: str) -> bool:
    """Removes the rows that meet the SQL condition `lines`; false if one has changed since it was read."""
    removing = [target for target in targets if target.removes]
    if not removing:
        return True
    run(
        f"DROP TABLE IF EXISTS {REMOVED}; CREATE TEMP TABLE {REMOVED} (depth int, name text, id bigint,"
        " line int, root_table text, root_id bigint, root_version int, was jsonb, UNIQUE (name, id)) ON COMMIT DROP"
    )
    models: list[type[Model]] = []
    for target in removing:
        rows = f"{target.final_table} final WHERE final.state = 'removed' AND {lines}"
        found = run(
            f"INSERT INTO {REMOVED} SELECT 0, '{target.table}', existing.id, {ROOT_OF_REMOVED}, to_jsonb(existing)"  # noqa: S608 (table and column names of models)
            f" FROM (SELECT * FROM {rows}) final JOIN {target.table} existing"
            " ON existing.id = final.id AND existing.xmin::text = coalesce(final.seen, existing.xmin::text)"
        )
        ((expected,),) = fetch_rows(f"SELECT count(*) FROM {rows}")  # noqa: S608 (our own table)
        if found != expected:
            return False
        models.append(target.model)
    for model in models:
        models += [part for part in _add_parts(model) if part not in models]
    for model in reversed(models):
        table = model._meta.db_table
        run(f"DELETE FROM {table} WHERE id IN (SELECT id FROM {REMOVED} WHERE name = '{table}')")  # noqa: S608 (table and column names of models)
    return True


def removed_changes() -> list[tuple[str, int, int | None, int, StoredChange]]:
    """The record of each removed row, its version, the line, and the change; what belongs to a row comes before it."""
    rows = fetch_rows(
        f"SELECT root_table, root_id, root_version, line, name, was::text FROM {REMOVED} ORDER BY depth DESC, id"  # noqa: S608 (our own table)
    )
    found = []
    for table, key, version, line, name, text in rows:
        model = models_by_table()[name]
        row = json.loads(text, parse_float=str)
        before = {column: row[column] for column in tracked_columns(model)}
        change: StoredChange = {
            "model": model._meta.label,
            "id": row["id"],
            "before": before,
            "after": None,
        }
        found.append((table, key, version, line, change))
    return found


def log_removed(import_id: int) -> None:
    """Logs the removed rows for undoing."""
    last = f"SELECT coalesce(max(number), 0) FROM imports_importchange WHERE of_id = {import_id}"  # noqa: S608 (our own table)
    run(
        'INSERT INTO imports_importchange (of_id, number, line, "table", row, was, stamp, removed)'  # noqa: S608 (our own table)
        f" SELECT {import_id}, ({last}) + row_number() OVER (ORDER BY depth, id), line, name, id, was, '', true"
        f" FROM {REMOVED}"
    )


def _add_parts(model: type[Model]) -> list[type[Model]]:
    """Adds the rows that belong to removed rows of a table; returns their tables."""
    found: list[type[Model]] = []
    for part in apps.get_models(include_auto_created=True):
        fields: list[AnyField] = [*part._meta.local_concrete_fields]
        for field in fields:
            remote = field.remote_field
            if not remote or remote.on_delete is not CASCADE or field.related_model is not model:
                continue
            table = part._meta.db_table
            added = run(
                f"INSERT INTO {REMOVED} SELECT removed.depth + 1, '{table}', part.id, {ROOT_OF_REMOVED}, to_jsonb(part)"  # noqa: S608 (table and column names of models)
                f" FROM {table} part JOIN {REMOVED} removed ON removed.id = part.{field.column}"
                f" AND removed.name = '{model._meta.db_table}' ON CONFLICT DO NOTHING"
            )
            if added:
                found.append(part)
    return found
