"""Takes back what an import wrote, unless something newer stands on it."""

from typing import Any

from django.apps import apps
from django.db.models import CASCADE, DO_NOTHING, Model
from django.utils.translation import gettext as _

from imports.applying.writing import stamp_of
from imports.checking.columns import shown_key, table_of
from imports.checking.targets import make, rows, run
from imports.models import Import
from records.sql import fill, sql_file

REASONS = 50


class UndoRefusedError(Exception):
    """Something newer stands on the import; `reasons` has a sentence for each, the first fifty."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def take_back(import_: Import) -> None:
    """Deletes what the import added with all its parts, and restores what it changed."""
    models = _models(import_)
    reasons = [reason for model in models for reason in _edited(import_, model)]
    if not reasons:
        reached = _mark_gone(import_, models)
        reasons = [reason for model in reached for reason in _used(model)]
        if not reasons:
            for model in models:
                _restore(import_, model)
            # What is part of a record goes after it: else each would still be counted as edited.
            for model in reached:
                run(
                    'DELETE FROM :"table" WHERE id IN'
                    " (SELECT row FROM import_gone WHERE name = :'table')",
                    table=table_of(model),
                )
            return
    raise UndoRefusedError(reasons[:REASONS])


def _models(import_: Import) -> list[type[Model]]:
    changed = 'SELECT DISTINCT "table" FROM imports_importchange WHERE :of_import'
    names = {name for (name,) in rows(changed, of_import=_of(import_))}
    tables = {table_of(model): model for model in _all_models()}
    return [tables[name] for name in sorted(names)]


def _all_models() -> list[type[Model]]:
    return [m for m in apps.get_models(include_auto_created=True) if not m._meta.proxy]


def _changes(import_: Import, model: type[Model]) -> str:
    """SQL of what the import did to one table, a row each: as it was before, and as it was left."""
    return sql_file("imports/changes_of_import", of_import=_of(import_), table=table_of(model))


def _of(import_: Import) -> str:
    """SQL condition: a change is the import's own, or of one of its parts."""
    return fill(
        "(of_id = :whole OR of_id IN (SELECT id FROM imports_import WHERE part_of_id = :whole))",
        whole=import_.pk,
    )


def _edited(import_: Import, model: type[Model]) -> list[str]:
    """Rows that are not any more as the import left them; the others are held until the end."""
    table, changes = table_of(model), _changes(import_, model)
    run(
        'SELECT 1 FROM :"table" AS present JOIN :changes AS change ON change.row = present.id'
        " FOR UPDATE OF present",
        table=table,
        changes=changes,
    )
    found = rows(
        sql_file(
            "imports/edited_rows",
            key=shown_key(model, "present"),
            changes=changes,
            table=table,
            stamp=stamp_of(model, "present"),
            most=REASONS,
        )
    )
    gone = _("Line %(line)s: the row was deleted since.")
    edited = _("Line %(line)s: “%(key)s” was changed since.")
    return [
        (gone if number is None else edited) % {"line": line, "key": key}
        for line, key, number in found
    ]


def _mark_gone(import_: Import, models: list[type[Model]]) -> list[type[Model]]:
    """Numbers of all rows that would go: the new ones and what is part of them; their models, parents first."""
    added_rows = (
        'SELECT "table"::text AS name, row FROM imports_importchange'
        " WHERE :of_import AND was IS NULL"
    )
    make("import_gone", fill(added_rows, of_import=_of(import_)))
    run("CREATE UNIQUE INDEX ON import_gone (name, row)")
    reached = list(models)
    for model in reached:
        for part, column, on_delete in _pointing_at(model):
            if on_delete is not CASCADE:
                continue
            added = run(
                sql_file(
                    "imports/mark_parts",
                    part=table_of(part),
                    column=column,
                    table=table_of(model),
                )
            )
            if added and part not in reached:
                reached.append(part)
    run("ANALYZE import_gone")
    return reached


def _pointing_at(model: type[Model]) -> list[tuple[type[Model], str, Any]]:
    """Tables with a foreign key to this one, its column, and what a deletion means there."""
    return [
        (each, str(field.column), field.remote_field.on_delete)
        for each in _all_models()
        for field in each._meta.local_concrete_fields
        if field.remote_field and field.related_model._meta.concrete_model is model  # type: ignore[union-attr]
    ]


def _used(model: type[Model]) -> list[str]:
    """Rows that stay and that point at rows which would go."""
    reasons = []
    for other, column, on_delete in _pointing_at(model):
        if on_delete in {CASCADE, DO_NOTHING}:
            continue
        found = rows(
            sql_file(
                "imports/used_rows",
                key=shown_key(model, "present"),
                key_of_other=shown_key(other, "other"),
                other=table_of(other),
                column=column,
                table=table_of(model),
                most=REASONS,
            )
        )
        sentence = _("“%(key)s” is used by %(other)s “%(by)s”.")
        reasons += [
            sentence % {"key": key, "other": other._meta.verbose_name, "by": by}
            for key, by in found
        ]
    return reasons


def _restore(import_: Import, model: type[Model]) -> None:
    """Puts the columns back that the import changed."""
    changes = _changes(import_, model)
    written = (
        "SELECT DISTINCT jsonb_object_keys(change.was) FROM :changes AS change"
        " WHERE change.was IS NOT NULL"
    )
    columns = [name for (name,) in rows(written, changes=changes)]
    if not columns:
        return
    run(
        sql_file(
            "imports/restore_rows",
            table=table_of(model),
            assignments=[f"{name} = former.{name}" for name in columns],
            changes=changes,
        )
    )
