"""Reverts what an import wrote, unless later work depends on it."""

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import CASCADE, DO_NOTHING, Model, Q, QuerySet
from django.utils.translation import gettext as _

from curation.history.tracking import tracked_columns
from curation.merging.row_changes import insert_row
from imports.applying.writing import stamp_sql
from imports.checking.sql import AnyField, create_temp_table, fetch_rows, key_sql, literal, run
from imports.models import Import, ImportChange

# Temporary table of the rows to delete: name of their table, and id
DELETED = "import_deleted"
MAX_REASONS = 50


class UndoRefusedError(Exception):
    """Later work depends on the import; `reasons` has a message for each case, up to a limit."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def revert_import(import_job: Import) -> None:
    """Deletes the rows that the import and its parts added, and restores those it changed."""
    models = _changed_models(import_job)
    reasons = [reason for model in models for reason in _edited_rows(import_job, model)]
    if not reasons:
        affected = _collect_deleted(import_job, models)
        reasons = [reason for model in affected for reason in _referring_rows(model)]
    if reasons:
        raise UndoRefusedError(reasons[:MAX_REASONS])
    for model in models:
        _restore(import_job, model)
    # Records go before their parts; otherwise each deleted part would count as an edit of its record.
    for model in affected:
        table = model._meta.db_table
        run(
            f"DELETE FROM {table} WHERE id IN"  # noqa: S608 (table and column names of models)
            f" (SELECT row FROM {DELETED} WHERE name = {literal(table)})"
        )
    _restore_removed(import_job)


@dataclass
class Reverted:
    """What undoing an import would do: how many rows of each table it deletes and restores, and why it cannot."""

    deleted: dict[type[Model], int] = dataclass_field(default_factory=dict)
    restored: dict[type[Model], int] = dataclass_field(default_factory=dict)
    reasons: list[str] = dataclass_field(default_factory=list)


def preview_reverting(import_job: Import) -> Reverted:
    """What undoing would do now; changes nothing."""
    found = Reverted()
    with transaction.atomic():
        models = _changed_models(import_job)
        found.reasons = [reason for model in models for reason in _edited_rows(import_job, model)]
        affected = _collect_deleted(import_job, models)
        if not found.reasons:
            found.reasons = [reason for model in affected for reason in _referring_rows(model)]
        tables = {model._meta.db_table: model for model in affected}
        deleted = fetch_rows(f"SELECT name, count(*) FROM {DELETED} GROUP BY name ORDER BY name")  # noqa: S608 (our own table)
        named = {tables[name]: count for name, count in deleted}
        found.deleted = {m: n for m, n in named.items() if not m._meta.auto_created}
        for model in models:
            changes = _changes_sql(import_job, model)
            ((count,),) = fetch_rows(f"SELECT count(*) FROM {changes} change WHERE was IS NOT NULL")  # noqa: S608 (table and column names of models)
            removed = removed_rows(import_job, model).count()
            if count + removed:
                found.restored[model] = count + removed
        transaction.set_rollback(True)
    found.reasons = found.reasons[:MAX_REASONS]
    return found


def _changed_models(import_job: Import) -> list[type[Model]]:
    tables = {model._meta.db_table: model for model in _all_models()}
    names = fetch_rows(
        f'SELECT DISTINCT "table" FROM imports_importchange WHERE {_is_own(import_job)}'  # noqa: S608 (table and column names of models)
    )
    return [tables[name] for (name,) in sorted(names)]


def _all_models() -> list[type[Model]]:
    return [m for m in apps.get_models(include_auto_created=True) if not m._meta.proxy]


def _is_own(import_job: Import) -> str:
    """SQL condition: the change belongs to the import or to one of its parts."""
    parts = f"SELECT id FROM imports_import WHERE part_of_id = {import_job.pk}"  # noqa: S608 (table and column names of models)
    return f"(of_id = {import_job.pk} OR of_id IN ({parts}))"


def _changes_sql(import_job: Import, model: type[Model]) -> str:
    """SQL of the changes to one table: each row with its former values (`was`) and its stamp."""
    return (
        "(SELECT row, min(line) AS line, max(stamp) AS stamp, CASE WHEN NOT bool_or(was IS NULL)"  # noqa: S608 (table and column names of models)
        # Where two parts changed the same column, the first has its original value.
        " THEN jsonb_object_agg(former.key, former.value ORDER BY id DESC)"
        " FILTER (WHERE former.key IS NOT NULL) END AS was"
        " FROM imports_importchange LEFT JOIN LATERAL jsonb_each(was) former ON true"
        f' WHERE {_is_own(import_job)} AND NOT removed AND "table" = {literal(model._meta.db_table)} GROUP BY row)'
    )


def _edited_rows(import_job: Import, model: type[Model]) -> list[str]:
    """Messages about rows that were changed or deleted since the import; locks all others."""
    table, changes = model._meta.db_table, _changes_sql(import_job, model)
    run(
        f"SELECT 1 FROM {table} existing JOIN {changes} change ON change.row = existing.id"  # noqa: S608 (table and column names of models)
        " FOR UPDATE OF existing"
    )
    found = fetch_rows(
        f"SELECT change.line, {key_sql(model, 'existing')}, existing.id FROM {changes} change"  # noqa: S608 (table and column names of models)
        f" LEFT JOIN {table} existing ON existing.id = change.row"
        f" WHERE existing.id IS NULL OR {stamp_sql(model, 'existing')} <> change.stamp"
        f" ORDER BY change.line LIMIT {MAX_REASONS}"
    )
    deleted = _("Line %(line)s: the row was deleted since.")
    edited = _("Line %(line)s: “%(key)s” was changed since.")
    return [
        (deleted if row_id is None else edited) % {"line": line, "key": key}
        for line, key, row_id in found
    ]


def _collect_deleted(import_job: Import, models: list[type[Model]]) -> list[type[Model]]:
    """Collects the rows to delete: new rows and, by cascade, their parts.

    Returns the models of these rows, parents first.
    """
    create_temp_table(
        DELETED,
        'SELECT "table"::text AS name, row FROM imports_importchange'  # noqa: S608 (table and column names of models)
        f" WHERE {_is_own(import_job)} AND was IS NULL",
    )
    run(f"CREATE UNIQUE INDEX ON {DELETED} (name, row)")
    affected = list(models)
    for model in affected:
        for field in _referring_fields(model):
            if field.remote_field.on_delete is not CASCADE:
                continue
            table = field.model._meta.db_table
            added = run(
                f"INSERT INTO {DELETED} SELECT {literal(table)}, part.id FROM {table} part"  # noqa: S608 (table and column names of models)
                f" JOIN {DELETED} deleted ON deleted.row = part.{field.column}"
                f" AND deleted.name = {literal(model._meta.db_table)} ON CONFLICT DO NOTHING"
            )
            if added and field.model not in affected:
                affected.append(field.model)
    run(f"ANALYZE {DELETED}")
    return affected


def _referring_fields(model: type[Model]) -> list[AnyField]:
    """All foreign keys to this table."""
    fields: list[AnyField] = [f for m in _all_models() for f in m._meta.local_concrete_fields]
    relations = [field for field in fields if field.remote_field]
    return [field for field in relations if field.related_model._meta.concrete_model is model]


def _referring_rows(model: type[Model]) -> list[str]:
    """Messages about rows that stay and refer to rows to delete."""
    message = _("“%(key)s” is used by %(other)s “%(by)s”.")
    reasons = []
    for field in _referring_fields(model):
        if field.remote_field.on_delete in {CASCADE, DO_NOTHING}:
            continue
        other, table = field.model, field.model._meta.db_table
        found = fetch_rows(
            f"SELECT {key_sql(model, 'existing')}, {key_sql(other, 'other')} FROM {table} other"  # noqa: S608 (table and column names of models)
            f" JOIN {DELETED} deleted ON deleted.row = other.{field.column}"
            f" AND deleted.name = {literal(model._meta.db_table)}"
            f" JOIN {model._meta.db_table} existing ON existing.id = deleted.row"
            f" WHERE NOT EXISTS (SELECT FROM {DELETED} too WHERE too.name = {literal(table)}"
            f" AND too.row = other.id) LIMIT {MAX_REASONS}"
        )
        kind = other._meta.verbose_name
        reasons += [message % {"key": key, "other": kind, "by": by} for key, by in found]
    return reasons


def removed_rows(import_job: Import, model: type[Model]) -> QuerySet[ImportChange]:
    """The rows of a table that the import or its parts removed, in the order in which they can be added again."""
    is_own = Q(import_job=import_job) | Q(import_job__part_of=import_job)
    found = ImportChange.objects.filter(is_own, table=model._meta.db_table, removed=True)
    return found.order_by("import_job", "number")


def _restore_removed(import_job: Import) -> None:
    """Adds removed rows again, those that others belong to before these."""
    models: Any = {
        model: removed_rows(import_job, model).first() for model in _changed_models(import_job)
    }
    first = {model: change.number for model, change in models.items() if change}
    for model in sorted(first, key=lambda each: first[each]):
        for change in removed_rows(import_job, model):
            columns = tracked_columns(model)
            was: dict[str, Any] = change.was or {}
            insert_row(model, {name: was[name] for name in columns})


def _restore(import_job: Import, model: type[Model]) -> None:
    """Restores the former values of changed rows."""
    changes = f"{_changes_sql(import_job, model)} change"
    names = fetch_rows(
        f"SELECT DISTINCT jsonb_object_keys(change.was) FROM {changes} WHERE change.was IS NOT NULL"  # noqa: S608 (table and column names of models)
    )
    if not names:
        return
    table = model._meta.db_table
    values = ", ".join(f"{name} = former.{name}" for (name,) in names)
    run(
        f"UPDATE {table} existing SET {values} FROM {changes}"  # noqa: S608 (table and column names of models)
        f" CROSS JOIN LATERAL jsonb_populate_record(NULL::{table}, change.was) former"
        " WHERE change.row = existing.id AND change.was IS NOT NULL"
    )
