"""Reverts what an import wrote, except where later work depends on it.

A row stays if it was changed or reviewed since, or if a row that stays refers to it. A row whose change was taken
back counts as unchanged.
"""

from dataclasses import dataclass
from dataclasses import field as dataclass_field

from django.db import DatabaseError, transaction
from django.db.models import CASCADE, DO_NOTHING, Model
from django.utils.translation import gettext as _

from curation.database_errors import refusal_message
from imports.applying.rejections import is_rejection, rejected_changes
from imports.applying.writing import stamp_sql
from imports.checking.sql import AnyField, create_temp_table, fetch_rows, key_sql, literal, run
from imports.models import Import
from imports.undoing.later_work import is_as_imported, status_sql
from imports.undoing.restored_rows import CHANGES, restore_changed, restore_removed
from records.public_rows import models_by_table

# Temporary table of the rows to delete with their change
DELETED = "import_deleted"
MAX_REASONS = 50
# Rows that were touched since are compared with what the import wrote, but not more than these
MAX_COMPARED = 200


class UndoRefusedError(Exception):
    """Later work depends on all that the import wrote; `reasons` has a message for each case, up to a limit."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@dataclass
class Reverted:
    """What undoing does: how many rows of each table it deletes and restores, how many stay, and why."""

    deleted: dict[type[Model], int] = dataclass_field(default_factory=dict)
    restored: dict[type[Model], int] = dataclass_field(default_factory=dict)
    kept: int = 0
    reasons: list[str] = dataclass_field(default_factory=list)


def revert_import(import_job: Import) -> Reverted:
    """Deletes the rows that the import and its parts added, and restores those it changed, as far as possible.

    Raises UndoRefusedError if nothing can be undone.
    """
    models = _collect_changes(import_job)
    affected = _keep_what_is_needed(models)
    while rejected := _revert(models, affected):
        for number, reason in rejected.items():
            _keep(f"number = {number}", reason)
        affected = _keep_what_is_needed(models)
    found = _counts(models, affected)
    if found.kept and not found.deleted and not found.restored:
        raise UndoRefusedError(found.reasons)
    run(
        f"DELETE FROM imports_importchange WHERE {_is_own(import_job)} AND NOT EXISTS"  # noqa: S608 (our own tables)
        f" (SELECT FROM {CHANGES} kept WHERE kept.reason IS NOT NULL"
        ' AND kept.table_name = "table" AND kept.row = imports_importchange.row)'
    )
    return found


def preview_reverting(import_job: Import) -> Reverted:
    """What undoing would do now; changes nothing."""
    with transaction.atomic():
        models = _collect_changes(import_job)
        found = _counts(models, _keep_what_is_needed(models))
        transaction.set_rollback(True)
    return found


def _collect_changes(import_job: Import) -> list[type[Model]]:
    """Fills the table of changes with the reasons that a row itself gives to stay; returns the changed models."""
    create_temp_table(
        CHANGES,
        "SELECT row_number() OVER (ORDER BY min(of_id), min(change.number)) AS number,"  # noqa: S608 (our own tables)
        " change.table::text AS table_name, change.row, min(line) AS line, max(stamp) AS stamp,"
        " bool_or(was IS NULL) AS is_new, bool_or(removed) AS removed,"
        # Where two parts changed the same column, the first has its original value.
        " jsonb_object_agg(former.key, former.value ORDER BY change.id DESC)"
        " FILTER (WHERE former.key IS NOT NULL) AS was, NULL::text AS reason"
        " FROM imports_importchange change LEFT JOIN LATERAL jsonb_each(was) former ON true"
        f" WHERE {_is_own(import_job)} GROUP BY change.table, change.row",
    )
    run(f"CREATE UNIQUE INDEX ON {CHANGES} (table_name, row)")
    names = fetch_rows(f"SELECT DISTINCT table_name FROM {CHANGES} ORDER BY table_name")  # noqa: S608 (our own table)
    models = [models_by_table()[name] for (name,) in names]
    for model in models:
        _keep_touched_rows(import_job, model)
    return models


def _keep_touched_rows(import_job: Import, model: type[Model]) -> None:
    """Rows that were changed, deleted or reviewed since; locks the others."""
    table = model._meta.db_table
    own = f"table_name = {literal(table)} AND NOT removed"
    existing = f"{table} existing WHERE existing.id = {CHANGES}.row"
    run(
        f"SELECT 1 FROM {table} existing JOIN {CHANGES} change ON change.row = existing.id AND {own}"  # noqa: S608 (table and column names of models)
        " FOR UPDATE OF existing"
    )
    is_gone = f"{own} AND NOT EXISTS (SELECT FROM {existing})"
    # Nothing is left to undo of an added row that somebody deleted.
    run(f"DELETE FROM {CHANGES} WHERE is_new AND {is_gone}")  # noqa: S608 (our own table)
    _keep(is_gone, _("Line %(line)s: the row was deleted since."))
    key = f"(SELECT {key_sql(model, 'existing')} FROM {existing})"  # noqa: S608 (table and column names of models)
    is_reviewed = f"EXISTS (SELECT FROM {existing} AND {status_sql(model, 'existing')} <> 'draft')"
    reviewed = _("Line %(line)s: “%(key)s” was reviewed since; a second person must agree.")
    _keep(f"{own} AND {is_reviewed}", reviewed, key)
    is_changed = (
        f"EXISTS (SELECT FROM {existing} AND {stamp_sql(model, 'existing')} <> {CHANGES}.stamp)"
    )
    touched = fetch_rows(
        f"SELECT number, row, is_new FROM {CHANGES} WHERE {own} AND reason IS NULL AND {is_changed}"  # noqa: S608 (our own table)
        " ORDER BY number"
    )
    compared = {
        number: is_as_imported(import_job, model, row, is_whole=is_new)
        for number, row, is_new in touched[:MAX_COMPARED]
    }
    changed = [number for number, *_others in touched if not compared.get(number)]
    if changed:
        numbers = f"number IN ({', '.join(map(str, changed))})"
        _keep(numbers, _("Line %(line)s: “%(key)s” was changed since."), key)


def _keep(condition: str, reason: str, key: str = "''") -> None:
    """Keeps the rows that meet the SQL condition; the reason may name their line, and their key as SQL."""
    text = f"replace(replace({literal(reason)}, '%(line)s', line::text), '%(key)s', {key})"
    run(f"UPDATE {CHANGES} SET reason = {text} WHERE reason IS NULL AND {condition}")  # noqa: S608 (our own table)


def _keep_what_is_needed(models: list[type[Model]]) -> list[type[Model]]:
    """Keeps rows that those that stay refer to, and fills the table of rows to delete.

    Returns the models of these rows, parents first.
    """
    while True:
        affected = _collect_deleted(models)
        if not sum(_keep_referred_rows(model) for model in affected):
            return affected


def _collect_deleted(models: list[type[Model]]) -> list[type[Model]]:
    """Collects the rows to delete: new rows and, by cascade, their parts; returns their models, parents first."""
    create_temp_table(
        DELETED,
        f"SELECT table_name, row, number FROM {CHANGES} WHERE is_new AND reason IS NULL",  # noqa: S608 (our own table)
    )
    run(f"CREATE UNIQUE INDEX ON {DELETED} (table_name, row)")
    affected = list(models)
    for model in affected:
        for field in _referring_fields(model):
            if field.remote_field.on_delete is not CASCADE:
                continue
            table = field.model._meta.db_table
            added = run(
                f"INSERT INTO {DELETED} SELECT {literal(table)}, part.id, deleted.number FROM {table} part"  # noqa: S608 (table and column names of models)
                f" JOIN {DELETED} deleted ON deleted.row = part.{field.column}"
                f" AND deleted.table_name = {literal(model._meta.db_table)} ON CONFLICT DO NOTHING"
            )
            if added and field.model not in affected:
                affected.append(field.model)
    run(f"ANALYZE {DELETED}")
    return affected


def _keep_referred_rows(model: type[Model]) -> int:
    """Keeps changes that would delete a row of this table to which a row that stays refers; returns their number."""
    message = literal(_("“%(key)s” is used by %(other)s “%(by)s”."))
    kept = 0
    for field in _referring_fields(model):
        if field.remote_field.on_delete in {CASCADE, DO_NOTHING}:
            continue
        other, table, own = field.model, field.model._meta.db_table, model._meta.db_table
        values = {
            "%(key)s": f"(SELECT {key_sql(model, 'existing')} FROM {own} existing WHERE existing.id = used.row)",  # noqa: S608 (table and column names of models)
            "%(other)s": literal(other._meta.verbose_name),
            "%(by)s": f"(SELECT {key_sql(other, 'other')} FROM {table} other WHERE other.id = used.by_row)",  # noqa: S608 (table and column names of models)
        }
        reason = message
        for name, value in values.items():
            reason = f"replace({reason}, '{name}', {value})"
        kept += run(
            f"UPDATE {CHANGES} change SET reason = {reason} FROM ("  # noqa: S608 (table and column names of models)
            f"SELECT DISTINCT ON (deleted.number) deleted.number, deleted.row, other.id AS by_row"
            f" FROM {table} other JOIN {DELETED} deleted ON deleted.row = other.{field.column}"
            f" AND deleted.table_name = {literal(own)}"
            f" WHERE NOT EXISTS (SELECT FROM {DELETED} too WHERE too.table_name = {literal(table)}"
            " AND too.row = other.id) ORDER BY deleted.number, other.id) used"
            " WHERE change.number = used.number AND change.reason IS NULL"
        )
    return kept


def _revert(models: list[type[Model]], affected: list[type[Model]]) -> dict[int, str]:
    """Reverts all changes that do not stay; returns those that the database rejects, with its reasons."""

    def revert(first: int, last: int) -> None:
        numbers = f"number BETWEEN {first} AND {last}"
        for model in models:
            restore_changed(model, numbers)
        # Records go before their parts; otherwise each deleted part would count as an edit of its record.
        for model in affected:
            table = model._meta.db_table
            run(
                f"DELETE FROM {table} WHERE id IN"  # noqa: S608 (table and column names of models)
                f" (SELECT row FROM {DELETED} WHERE table_name = {literal(table)} AND {numbers})"
            )
        restore_removed(numbers)
        run("SET CONSTRAINTS ALL IMMEDIATE")
        run("SET CONSTRAINTS ALL DEFERRED")

    found = fetch_rows(f"SELECT number FROM {CHANGES} WHERE reason IS NULL ORDER BY number")  # noqa: S608 (our own table)
    numbers = [number for (number,) in found]
    if not numbers:
        return {}
    try:
        with transaction.atomic():
            revert(numbers[0], numbers[-1])
    except DatabaseError as error:
        if not is_rejection(error):
            raise
        rejected = rejected_changes(numbers, revert)
        text = _("Line %(line)s: %(reason)s")
        return {
            number: text.replace("%(reason)s", refusal_message(each))
            for number, each in rejected.items()
        }
    return {}


def _counts(models: list[type[Model]], affected: list[type[Model]]) -> Reverted:
    found = Reverted()
    tables = {model._meta.db_table: model for model in affected}
    deleted = fetch_rows(
        f"SELECT table_name, count(*) FROM {DELETED} GROUP BY table_name ORDER BY table_name"  # noqa: S608 (our own table)
    )
    named = {tables[name]: count for name, count in deleted}
    found.deleted = {m: n for m, n in named.items() if not m._meta.auto_created}
    restored = fetch_rows(
        f"SELECT table_name, count(*) FROM {CHANGES} WHERE NOT is_new AND reason IS NULL GROUP BY table_name"  # noqa: S608 (our own table)
    )
    counts = dict(restored)
    found.restored = {m: counts[m._meta.db_table] for m in models if m._meta.db_table in counts}
    kept = f"FROM {CHANGES} WHERE reason IS NOT NULL"
    ((found.kept,),) = fetch_rows(f"SELECT count(*) {kept}")
    reasons = fetch_rows(
        f"SELECT reason {kept} GROUP BY reason ORDER BY min(number) LIMIT {MAX_REASONS}"
    )
    found.reasons = [reason for (reason,) in reasons]
    return found


def _is_own(import_job: Import) -> str:
    """SQL condition: the change belongs to the import or to one of its parts."""
    parts = f"SELECT id FROM imports_import WHERE part_of_id = {import_job.pk}"  # noqa: S608 (table and column names of models)
    return f"(of_id = {import_job.pk} OR of_id IN ({parts}))"


def _referring_fields(model: type[Model]) -> list[AnyField]:
    """All foreign keys to this table."""
    fields: list[AnyField] = [
        f for m in models_by_table().values() for f in m._meta.local_concrete_fields
    ]
    relations = [field for field in fields if field.remote_field]
    return [field for field in relations if field.related_model._meta.concrete_model is model]
