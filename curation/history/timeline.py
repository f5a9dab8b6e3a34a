"""The history of a record as people read it: who changed which field, from what to what."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Field, ForeignKey, Model
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from curation.editing.field_labels import claimed_field, date_fields
from curation.history.revisions import (
    ColumnValues,
    RecordTree,
    Revision,
    RowChange,
    RowKey,
    column_values,
    history_table,
)
from curation.history.tracking import CHANNELS, ENTRIES, tracked_columns, tracked_fields
from records.models import Record
from records.sql import run_sql

PER_PAGE = 20
# Of one revision; further ones are only counted
MAX_ENTRIES = 200
# Fields that review, merging and the database set cannot be restored.
NOT_RESTORED = {field.name for field in Record._meta.local_fields} - {"slug", "note"}
# What a row keeps whatever else of it is restored; a restored row gets it back, if the history knows it.
KEPT_BY_ROW = {"public_id", "former_ids"}


@dataclass(frozen=True)
class FieldChange:
    """One field of a row, before and after."""

    name: str
    label: str
    old: str
    new: str
    columns: tuple[str, ...]
    can_be_restored: bool


@dataclass(frozen=True)
class ChangedRow:
    """One row that a revision added, changed or deleted (`kind`)."""

    token: str
    kind: str
    title: str
    fields: list[FieldChange]


@dataclass(frozen=True)
class RevisionView:
    """One revision as the page shows it."""

    token: str
    at: dt.datetime
    who: str
    why: str
    channel: str
    origin: str
    rows: list[ChangedRow]
    further: int


class Timeline:
    """A page of a record's history."""

    def __init__(self, tree: RecordTree, number: int) -> None:
        number = max(1, number)
        # The numbers of the pages before and after this one; 0 if there is none
        self.newer = number - 1
        first, last = self.newer * PER_PAGE, number * PER_PAGE
        found, total = tree.revisions(first=first, last=last, max_entries=MAX_ENTRIES)
        self.older = number + 1 if last < total else 0
        names = DisplayNames(tree)
        names.fetch_references(change for revision in found for change in revision.changes)
        self.revisions = [names.revision_view(revision) for revision in found]


class DisplayNames:
    """Names of rows and texts of values; fetches the rows that they refer to all at once."""

    def __init__(self, tree: RecordTree, references: dict[RowKey, Model] | None = None) -> None:
        self.tree = tree
        self.dates = date_fields()
        self.references = {} if references is None else references

    def fetch_references(self, changes: Iterable[RowChange]) -> None:
        """Fetches what these changes refer to, and what the names of those rows are made of."""
        states = [
            (change.row[0], values)
            for change in changes
            for values in (change.before, change.after)
            if values is not None
        ]
        for _level in range(3):
            wanted = {
                (_target(field), values[field.column])
                for model, values in states
                for field in _foreign_keys(model)
                if values.get(field.column) is not None
            }
            wanted -= self.references.keys()
            fetched = _fetch_rows(wanted)
            self.references |= {row: row_of(row[0], values) for row, values in fetched.items()}
            self.references |= _fetch_untracked(wanted)
            states = [(model, values) for (model, _key), values in fetched.items()]
        for row in self.references.values():
            self._attach_references(row)

    def revision_view(self, revision: Revision) -> RevisionView:
        context = revision.context
        return RevisionView(
            token=revision.token,
            at=revision.ended,
            who=context.get("name", ""),
            why=context.get("why", ""),
            channel=str(CHANNELS.get(context.get("through", ""), _("outside the site"))),
            origin=context.get("what", ""),
            rows=[self.changed_row(change) for change in revision.changes],
            further=revision.further,
        )

    def changed_row(self, change: RowChange) -> ChangedRow:
        model = change.row[0]
        kind = "changed"
        if change.before is None or change.after is None:
            kind = "deleted" if change.before else "added"
        values = change.after or change.before or {}
        noun = capfirst(str(ENTRIES[model]._meta.verbose_name))
        if about := self._claimed_row(model, values):
            noun = _("%(claim)s about %(row)s") % {"claim": noun, "row": about}
        return ChangedRow(
            token=row_token(change.row),
            kind=kind,
            title=f"{noun}: {self.name(model, values)}",
            fields=self.field_changes(change),
        )

    def _claimed_row(self, model: type[Model], values: ColumnValues) -> str:
        """The row that a claim is about, as people read it; empty for other rows."""
        arc: dict[str, type[Model]] = getattr(model, "arc", {})
        for name, target in arc.items():
            if (key := values.get(f"{name}_id")) is not None:
                noun, row = target._meta.verbose_name, self.references.get((target, key))
                if (target, key) == (self.tree.model, self.tree.key):
                    return _("this %(kind)s") % {"kind": noun}
                return f"{noun} “{_safe_str(row)}”" if row else f"{noun} {key}"
        return ""

    def name(self, model: type[Model], values: ColumnValues) -> str:
        row = row_of(model, values)
        self._attach_references(row)
        if model._meta.auto_created:
            return " – ".join(self._field_text(row, field) for field in _foreign_keys(model))
        return _safe_str(row)

    def field_changes(self, change: RowChange) -> list[FieldChange]:
        """The fields that differ; of a row that was added or deleted, those with a value."""
        model = change.row[0]
        was, now = change.before or {}, change.after or {}
        old, new = row_of(model, was), row_of(model, now)
        for row in (old, new):
            self._attach_references(row)
        dates = self.dates.get(model, {})
        date_columns = {column for date in dates.values() for column in date.columns}
        changes = [
            FieldChange(
                name, str(date.label), date.text_of(old), date.text_of(new), date.columns, True
            )
            for name, date in dates.items()
            if all(hasattr(old, column) for column in date.columns)
        ]
        changes += [
            FieldChange(
                field.name,
                capfirst(str(field.verbose_name)),
                self._field_text(old, field) if change.before else "",
                self._field_text(new, field) if change.after else "",
                (str(field.column),),
                field.name not in NOT_RESTORED | KEPT_BY_ROW,
            )
            for field in tracked_fields(model)
            if not field.primary_key
            and was.get(str(field.column)) != now.get(str(field.column))
            # A public id never changes, and says nothing to people.
            and field.name not in {"public_id", *date_columns}
            # That the row is part of the record goes without saying.
            and (field.column, self.tree.model) not in self.tree.parts.get(model, [])
        ]
        return [each for each in changes if each.old != each.new]

    def _field_text(self, row: Model, field: Field) -> str:
        """A field of a row as people read it."""
        value = getattr(row, field.attname)
        if value is None or value == "":
            return ""
        if isinstance(field, ForeignKey):
            other = self.references.get((_target(field), value))
            return _safe_str(other) if other else _("no longer there (%(key)s)") % {"key": value}
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, dt.datetime):
            return localtime(value).strftime("%Y-%m-%d %H:%M")
        if field.name == "field" and hasattr(row, "arc"):
            return claimed_field(row)
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return str(value)

    def _attach_references(self, row: Model) -> None:
        """Sets the rows that this one refers to, so that its name takes no query."""
        for field in row._meta.concrete_fields:
            if isinstance(field, ForeignKey):
                other = self.references.get((_target(field), getattr(row, field.attname)))
                if other is not None:
                    field.set_cached_value(row, other)


def changed_rows(
    tree: RecordTree, changes: list[RowChange], references: dict[RowKey, Model] | None = None
) -> list[ChangedRow]:
    """Changes as people read them; with `references`, what they refer to is known already."""
    names = DisplayNames(tree, references)
    if references is None:
        names.fetch_references(changes)
    return [names.changed_row(change) for change in changes]


def row_of(model: type[Model], values: ColumnValues) -> Model:
    """An unsaved row with these values; its other columns are empty."""
    row = model()
    for column, field in tracked_columns(model).items():
        setattr(row, field.attname, values.get(column))
    return row


def row_token(row: RowKey) -> str:
    model, key = row
    return f"{model._meta.db_table}:{key}"


def _safe_str(row: Any) -> str:
    try:
        return (isinstance(row, AbstractUser) and row.get_full_name()) or str(row)
    except (ObjectDoesNotExist, AttributeError, TypeError, ValueError):
        # The rows that it is named after are gone, and so is their history.
        return f"{row._meta.verbose_name} {row.pk}"


def _foreign_keys(model: type[Model]) -> list[ForeignKey]:
    return [field for field in tracked_fields(model) if isinstance(field, ForeignKey)]


def _target(field: ForeignKey) -> Any:
    return field.related_model


def _fetch_untracked(wanted: Iterable[RowKey]) -> dict[RowKey, Model]:
    """Those of the rows that are of tables without a history, such as users; they are never deleted."""
    keys = defaultdict(list)
    for model, key in wanted:
        if model not in ENTRIES:
            keys[model].append(key)
    return {
        (model, row.pk): row
        for model, pks in keys.items()
        for row in model._default_manager.filter(pk__in=pks)
    }


def _fetch_rows(wanted: set[RowKey]) -> dict[RowKey, ColumnValues]:
    """The values of these rows, of deleted ones from the history, in one query; only of tracked tables."""
    keys = defaultdict(list)
    for model, key in wanted:
        if model in ENTRIES:
            keys[model].append(key)
    if not keys:
        return {}
    tables = {model._meta.db_table: model for model in keys}
    queries = [
        f"SELECT '{table}', id, to_jsonb(live_row) FROM {table} live_row WHERE id = ANY(%s) UNION ALL"  # noqa: S608 (table and column names of models)
        f" (SELECT DISTINCT ON (id) '{table}', id, to_jsonb(history_row) FROM {history_table(model)} history_row"
        f" WHERE id = ANY(%s) AND NOT EXISTS (SELECT FROM {table} live_row WHERE live_row.id = history_row.id)"
        " ORDER BY id, pgh_id DESC)"
        for table, model in tables.items()
    ]
    params = [keys[model] for model in tables.values() for _twice in range(2)]
    found = run_sql(" UNION ALL ".join(queries), params)
    return {(tables[table], key): column_values(tables[table], row) for table, key, row in found}
