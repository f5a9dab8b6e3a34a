"""The history of a record as people read it: who changed which field of what, from what to what."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import admin
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.db.models import Field, ForeignKey, Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from curation.editing.forms import EdtfDate
from curation.history.revisions import Change, Revision, RowKey, Values, Whole, table_of, values_of
from curation.history.tracking import ENTRIES, WAYS, columns_of, tracked_fields
from records.models import Record
from records.sql import sql_file

PER_PAGE = 20
# Of one revision; the others are counted
MOST_ENTRIES = 200
# What review, merging and the database decide is no wording to be put back.
NOT_RESTORED = {field.name for field in Record._meta.local_fields} - {"slug", "note"}


@dataclass(frozen=True)
class Line:
    """One field of a row, before and after."""

    name: str
    label: str
    old: str
    new: str
    columns: tuple[str, ...]
    can_be_restored: bool


@dataclass(frozen=True)
class ChangedRow:
    """One row that a revision added, changed or deleted."""

    token: str
    kind: str
    title: str
    lines: list[Line]


@dataclass(frozen=True)
class Told:
    """One revision with its words."""

    token: str
    at: dt.datetime
    who: str
    why: str
    way: str
    what: str
    rows: list[ChangedRow]
    further: int


class Timeline:
    """A page of a record's history, read when it is first looked at."""

    def __init__(self, whole: Whole, number: int = 1) -> None:
        self.whole = whole
        self.number = max(1, number)

    @cached_property
    def _read(self) -> tuple[list[Revision], int]:
        first = (self.number - 1) * PER_PAGE
        return self.whole.revisions(first=first, last=first + PER_PAGE, most=MOST_ENTRIES)

    @cached_property
    def revisions(self) -> list[Told]:
        found, _total = self._read
        words = Words(self.whole)
        words.learn(change for revision in found for change in revision.changes)
        return [told(revision, words) for revision in found]

    @property
    def count(self) -> int:
        return self._read[1]

    @property
    def newer(self) -> int:
        return self.number - 1

    @property
    def older(self) -> int:
        return self.number + 1 if self.number * PER_PAGE < self.count else 0


class Words:
    """What rows and values are called; the rows they refer to are fetched all at once."""

    def __init__(self, whole: Whole) -> None:
        self.whole = whole
        self.dates = _dates()
        self.known: dict[RowKey, Model] = {}

    def learn(self, changes: Iterable[Change]) -> None:
        """Fetches what these changes refer to, and what it takes to name that."""
        states = [
            (change.row[0], values)
            for change in changes
            for values in (change.before, change.after)
            if values is not None
        ]
        for _round in range(2):
            wanted = {
                (_named(field), values[field.column])
                for model, values in states
                for field in tracked_fields(model)
                if isinstance(field, ForeignKey) and values.get(field.column) is not None
            }
            fetched = _fetched(wanted - self.known.keys())
            self.known |= {row: row_of(row[0], values) for row, values in fetched.items()}
            states = [(model, values) for (model, _key), values in fetched.items()]
        for row in self.known.values():
            self._refer(row)

    def title(self, model: type[Model], values: Values) -> str:
        """What kind of row it is, and its name."""
        kind = capfirst(str(ENTRIES[model]._meta.verbose_name))
        return f"{kind}: {self.name(model, values)}"

    def name(self, model: type[Model], values: Values) -> str:
        row = row_of(model, values)
        self._refer(row)
        if model._meta.auto_created:
            keys = [field for field in tracked_fields(model) if isinstance(field, ForeignKey)]
            return " – ".join(self.text(row, field) for field in keys)
        return _str(row)

    def lines(self, model: type[Model], before: Values | None, after: Values | None) -> list[Line]:
        """The fields that differ; of a row that was added or deleted, those that hold something."""
        old, new = (row_of(model, values or {}) for values in (before, after))
        for row in (old, new):
            self._refer(row)
        dates = self.dates.get(model, {})
        of_dates = {column for date in dates.values() for column in date.columns}
        lines = [
            Line(name, str(date.label), date.text_of(old), date.text_of(new), date.columns, True)
            for name, date in dates.items()
            if all(hasattr(old, column) for column in date.columns)
        ]
        lines += [
            Line(
                field.name,
                capfirst(str(field.verbose_name)),
                self.text(old, field) if before else "",
                self.text(new, field) if after else "",
                (str(field.column),),
                field.name not in NOT_RESTORED,
            )
            for field in tracked_fields(model)
            if not field.primary_key
            and field.name not in of_dates
            and not self._is_owner(model, field)
        ]
        return [line for line in lines if line.old != line.new]

    def text(self, row: Any, field: Field) -> str:
        """What a field of a row holds, as it is shown to people."""
        value = getattr(row, field.attname)
        if value is None or value == "":
            return ""
        if isinstance(field, ForeignKey):
            other = self.known.get((_named(field), value))
            return _str(other) if other else _("no longer there (%(key)s)") % {"key": value}
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return str(value)

    def _is_owner(self, model: type[Model], field: Field) -> bool:
        """Whether it says no more than that the row is part of the record of the page."""
        return (field.column, self.whole.model) in self.whole.parts.get(model, [])

    def _refer(self, row: Model) -> None:
        """Gives the row what it refers to, so that its name takes no query."""
        for field in row._meta.concrete_fields:
            if isinstance(field, ForeignKey):
                other = self.known.get((_named(field), getattr(row, field.attname)))
                if other is not None:
                    field.set_cached_value(row, other)


def told(revision: Revision, words: Words) -> Told:
    said = revision.said
    return Told(
        token=revision.token,
        at=revision.ended,
        who=said.get("name", ""),
        why=said.get("why", ""),
        way=str(WAYS.get(said.get("through", ""), _("outside the site"))),
        what=said.get("what", ""),
        rows=[changed_row(change, words) for change in revision.changes],
        further=revision.further,
    )


def changed_rows(whole: Whole, changes: list[Change]) -> list[ChangedRow]:
    """The rows of a plan with their words."""
    words = Words(whole)
    words.learn(changes)
    return [changed_row(change, words) for change in changes]


def changed_row(change: Change, words: Words) -> ChangedRow:
    model, key = change.row
    kind = "added" if change.before is None else "deleted" if change.after is None else "changed"
    return ChangedRow(
        token=f"{model._meta.db_table}:{key}",
        kind=kind,
        title=words.title(model, change.after or change.before or {}),
        lines=words.lines(model, change.before, change.after),
    )


def row_of(model: type[Model], values: Values) -> Model:
    """A row that is not saved, holding these values; the others are empty."""
    row = model()
    for column, field in columns_of(model).items():
        setattr(row, field.attname, values.get(column))
    return row


def _str(row: Model) -> str:
    try:
        return str(row)
    except (ObjectDoesNotExist, AttributeError, TypeError, ValueError):
        # What it is named after is gone without a trace.
        return f"{row._meta.verbose_name} {row.pk}"


def _named(field: ForeignKey) -> type[Model]:
    model: Any = field.related_model
    return model


def _fetched(wanted: set[RowKey]) -> dict[RowKey, Values]:
    """What these rows hold, or held when they were deleted, in one query for all tables that are tracked."""
    keys: dict[type[Model], list[int]] = {}
    for model, key in wanted:
        if model in ENTRIES:
            keys.setdefault(model, []).append(key)
    if not keys:
        return {}
    tables = {model._meta.db_table: model for model in keys}
    each = [
        sql_file("curation/rows_or_last_entries", table=table, history=table_of(model))
        for table, model in tables.items()
    ]
    params = [keys[model] for model in tables.values() for _twice in range(2)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each), params)
        found = cursor.fetchall()
    return {
        (tables[table], key): values
        for table, key, row in found
        if (values := values_of(tables[table], row)) is not None
    }


def _dates() -> dict[type[Model], dict[str, EdtfDate]]:
    """The dates that forms of the admin show as one text, by table."""
    found: dict[type[Model], dict[str, EdtfDate]] = {}
    for page in admin.site._registry.values():
        for each in (page, *page.inlines):
            declared: dict[str, Any] = getattr(each.form, "declared_fields", {})
            dates = {name: field for name, field in declared.items() if isinstance(field, EdtfDate)}
            if dates:
                found.setdefault(page.model if each is page else each.model, dates)
    return found
