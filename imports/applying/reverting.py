"""Takes back what an import wrote, unless something newer stands on it."""

from typing import Any

from django.apps import apps
from django.db.models import CASCADE, DO_NOTHING, Model
from django.utils.translation import gettext as _

from imports.applying.writing import stamp_of
from imports.checking.columns import literal, shown_key, table_of
from imports.checking.targets import make, rows, run
from imports.models import Import

GONE = "import_gone"
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
                gone = f"SELECT row FROM {GONE} WHERE name = {literal(table_of(model))}"
                run(f"DELETE FROM {table_of(model)} WHERE id IN ({gone})")
            return
    raise UndoRefusedError(reasons[:REASONS])


def _models(import_: Import) -> list[type[Model]]:
    names = {
        name
        for (name,) in rows(f'SELECT DISTINCT "table" FROM imports_importchange {_of(import_)}')
    }
    tables = {table_of(model): model for model in _all_models()}
    return [tables[name] for name in sorted(names)]


def _all_models() -> list[type[Model]]:
    return [m for m in apps.get_models(include_auto_created=True) if not m._meta.proxy]


def _changes(import_: Import, model: type[Model]) -> str:
    """SQL of what the import did to one table, a row each: as it was before, and as it was left."""
    return (
        "(SELECT row, min(line) AS line, max(stamp) AS stamp, CASE WHEN NOT bool_or(was IS NULL)"
        # Where two parts changed the same column, the first of them knows what was there before.
        " THEN jsonb_object_agg(former.key, former.value ORDER BY id DESC)"
        " FILTER (WHERE former.key IS NOT NULL) END AS was"
        " FROM imports_importchange LEFT JOIN LATERAL jsonb_each(was) former ON true"
        f' {_of(import_)} AND "table" = {literal(table_of(model))} GROUP BY row)'
    )


def _of(import_: Import) -> str:
    """SQL of which changes are the import's own, or of one of its parts."""
    parts = f"SELECT id FROM imports_import WHERE part_of_id = {import_.pk}"
    return f"WHERE (of_id = {import_.pk} OR of_id IN ({parts}))"


def _edited(import_: Import, model: type[Model]) -> list[str]:
    """Rows that are not any more as the import left them; the others are held until the end."""
    table, changes = table_of(model), _changes(import_, model)
    run(f"SELECT 1 FROM {table} e JOIN {changes} c ON c.row = e.id FOR UPDATE OF e")
    found = rows(
        f"SELECT c.line, {shown_key(model, 'e')}, e.id FROM {changes} c LEFT JOIN {table} e ON e.id = c.row"
        f" WHERE e.id IS NULL OR {stamp_of(model, 'e')} <> c.stamp ORDER BY c.line LIMIT {REASONS}"
    )
    gone = _("Line %(line)s: the row was deleted since.")
    edited = _("Line %(line)s: “%(key)s” was changed since.")
    return [
        (gone if number is None else edited) % {"line": line, "key": key}
        for line, key, number in found
    ]


def _mark_gone(import_: Import, models: list[type[Model]]) -> list[type[Model]]:
    """Numbers of all rows that would go: the new ones and what is part of them; their models, parents first."""
    make(
        GONE,
        f'SELECT "table"::text AS name, row FROM imports_importchange {_of(import_)} AND was IS NULL',
    )
    run(f"CREATE UNIQUE INDEX ON {GONE} (name, row)")
    reached = list(models)
    for model in reached:
        for part, column, on_delete in _pointing_at(model):
            if on_delete is not CASCADE:
                continue
            added = run(
                f"INSERT INTO {GONE} SELECT {literal(table_of(part))}, o.id FROM {table_of(part)} o"
                f" JOIN {GONE} g ON g.row = o.{column} AND g.name = {literal(table_of(model))}"
                " ON CONFLICT DO NOTHING"
            )
            if added and part not in reached:
                reached.append(part)
    run(f"ANALYZE {GONE}")
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
        table = table_of(other)
        found = rows(
            f"SELECT {shown_key(model, 'e')}, {shown_key(other, 'o')} FROM {table} o"
            f" JOIN {GONE} g ON g.row = o.{column} AND g.name = {literal(table_of(model))}"
            f" JOIN {table_of(model)} e ON e.id = g.row WHERE NOT EXISTS (SELECT FROM {GONE} n"
            f" WHERE n.name = {literal(table)} AND n.row = o.id) LIMIT {REASONS}"
        )
        sentence = _("“%(key)s” is used by %(other)s “%(by)s”.")
        reasons += [
            sentence % {"key": key, "other": other._meta.verbose_name, "by": by}
            for key, by in found
        ]
    return reasons


def _restore(import_: Import, model: type[Model]) -> None:
    """Puts the columns back that the import changed."""
    changes = f"{_changes(import_, model)} c"
    columns = [
        name
        for (name,) in rows(
            f"SELECT DISTINCT jsonb_object_keys(c.was) FROM {changes} WHERE c.was IS NOT NULL"
        )
    ]
    if not columns:
        return
    table = table_of(model)
    sets = ", ".join(f"{name} = was.{name}" for name in columns)
    run(
        f"UPDATE {table} e SET {sets} FROM {changes}"
        f" CROSS JOIN LATERAL jsonb_populate_record(NULL::{table}, c.was) was"
        " WHERE c.row = e.id AND c.was IS NOT NULL"
    )
