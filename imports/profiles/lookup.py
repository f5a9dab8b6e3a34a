"""Finds existing rows by the names and codes that files in other formats use for them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Model

from imports.checking.columns import ValueColumn
from imports.checking.related_columns import ListColumn
from imports.checking.sql import fetch_rows, key_fields, literal
from imports.resources import known_resources
from records.choices import ReviewStatus
from records.codes import canonical_code
from records.dates import UNDATED, Window
from records.identifiers import codes_sql, identifiers_of, schemes_of
from records.lifetimes import lifetime_sql, validity_sql
from records.models import Record

# Used like a scheme: names and codes whose meaning users have decided
REMEMBERED_SCHEME = "\0remembered"
NEVER, ALWAYS = dt.date.max, dt.date.min


class Days(NamedTuple):
    """The days from the first one until the last one is over; None without limit."""

    first: dt.date | None
    until: dt.date | None

    def overlap(self, window: Window) -> bool:
        """Whether one of them is in the window."""
        is_begun = (self.first or ALWAYS) <= (window.date_to or NEVER)
        return is_begun and (window.date_from or ALWAYS) < (self.until or NEVER)


class Holder(NamedTuple):
    """A row that a code stands for on these days."""

    key: str
    preferred: bool
    days: Days


class NamedRow(NamedTuple):
    """A row that can have existed on some days, and was called so on some."""

    key: str
    lived: Days
    used: Days


class RecordLookup:
    """Finds rows by a name, compared as in searches, or by a code; each list is read once.

    A merged record stands for the one it was merged into; other retracted records are not found.
    """

    def __init__(self) -> None:
        self._lists: dict[tuple[str, str], dict[str, set[str]]] = {}
        self._holders: dict[tuple[str, str], dict[str, list[Holder]]] = {}
        self._named: dict[str, dict[str, list[NamedRow]]] = {}
        self._folded: dict[str, str] = {}

    def find(self, file: str, text: str, by: str = "", day: Window = UNDATED) -> str:
        """The key of the one row of a BalkanWatch file with this name, or this code of the scheme `by`, on the day.

        If there is none, the row that users decided the text to mean; otherwise "".
        """
        if by in schemes_of(known_resources()[file].model):
            found = self._with_code(file, by, text, day)
        elif by:
            found = self._list(file, by).get(text, set())
        else:
            found = self._with_name(file, text, day)
        found = found or self._list(file, REMEMBERED_SCHEME).get(self._fold(text), set())
        return next(iter(found)) if len(found) == 1 else ""

    def _with_code(self, file: str, by: str, text: str, day: Window) -> set[str]:
        """The keys of the rows for which the code is preferred; if there are none, of all."""
        model = known_resources()[file].model
        if (file, by) not in self._holders:
            self._holders[file, by] = _holders_by_code(model, by)
        table = identifiers_of(model)
        code = canonical_code(table.schemes, by, text) if table else text
        holders = self._holders[file, by].get(code, [])
        if day != UNDATED:
            holders = [holder for holder in holders if holder.days.overlap(day)]
        preferred = {holder.key for holder in holders if holder.preferred}
        return preferred or {holder.key for holder in holders}

    def _with_name(self, file: str, text: str, day: Window) -> set[str]:
        """The keys of the rows with a name that can have existed on the day: those called so then, or else all."""
        if file not in self._named:
            self._named[file] = _rows_by_name(file)
        named = self._named[file].get(self._fold(text), [])
        if day != UNDATED:
            named = [row for row in named if row.lived.overlap(day)]
            named = [row for row in named if row.used.overlap(day)] or named
        return {row.key for row in named}

    def _list(self, file: str, by: str) -> dict[str, set[str]]:
        if (file, by) not in self._lists:
            remembered = by == REMEMBERED_SCHEME
            read = _keys_by_remembered_name(file) if remembered else _keys_by_column(file, by)
            self._lists[file, by] = read
        return self._lists[file, by]

    def _fold(self, text: str) -> str:
        if text not in self._folded:
            self._folded[text] = fetch_rows(f"SELECT folded({literal(text)})")[0][0]
        return self._folded[text]


def _rows_by_name(file: str) -> dict[str, list[NamedRow]]:
    """Rows by folded name, by folded further names, and by the key itself."""
    resource = known_resources()[file]
    table, key = resource.model._meta.db_table, _key_column(resource.model)
    lived, always = lifetime_sql(resource.model, "known"), "daterange(NULL, NULL)"
    queries = [
        f"SELECT known.id, {text} AS text, {lived} AS lived, {always} AS used FROM {table} known"  # noqa: S608 (table and column names of models)
        for text in ("folded(known.name)", f"known.{key}")
    ]
    for column in resource.columns():
        if isinstance(column, ListColumn) and column.name == "names":
            names, parent = column.model._meta.db_table, column.parent.column
            queries.append(
                f"SELECT known.id, folded(further.name) AS text, {lived} AS lived, {validity_sql('further')} AS used"  # noqa: S608 (table and column names of models)
                f" FROM {names} further JOIN {table} known ON known.id = further.{parent}"
            )
    found = defaultdict(list)
    columns = "lower(lived), upper(lived), lower(used), upper(used)"
    for query in queries:
        for text, row_key, *days in _texts_and_keys(resource.model, query, columns):
            found[text].append(NamedRow(row_key, Days(*days[:2]), Days(*days[2:])))
    return found


def _keys_by_remembered_name(file: str) -> dict[str, set[str]]:
    model = known_resources()[file].model
    table = literal(model._meta.db_table)
    query = f'SELECT row AS id, folded AS text FROM imports_namematch WHERE "table" = {table}'  # noqa: S608 (table and column names of models)
    return _grouped(_texts_and_keys(model, query))


def _holders_by_code(model: type[Model], by: str) -> dict[str, list[Holder]]:
    """The rows that each code of a scheme stands for."""
    codes = (
        "SELECT code.id, code.value AS text, code.preferred, lower(code.days), upper(code.days)"  # noqa: S608 (table and column names of models)
        f" FROM ({codes_sql(model)}) code WHERE code.scheme = {literal(by)} AND NOT isempty(code.days)"
    )
    found = defaultdict(list)
    columns = "texts.preferred, texts.lower, texts.upper"
    for text, key, preferred, first, until in _texts_and_keys(model, codes, columns):
        found[text].append(Holder(key, preferred, Days(first, until)))
    return found


def _keys_by_column(file: str, by: str) -> dict[str, set[str]]:
    """Keys by the value of a column."""
    model = known_resources()[file].model
    for column in known_resources()[file].columns():
        if column.name == by and isinstance(column, ValueColumn):
            query = f"SELECT id, {column.field.column}::text AS text FROM {model._meta.db_table}"  # noqa: S608 (table and column names of models)
            return _grouped(_texts_and_keys(model, query))
    return {}


def _texts_and_keys(model: type[Model], texts: str, columns: str = "") -> list[tuple[Any, ...]]:
    """Texts, and the keys of the rows they stand for; `texts` is SQL of `id`, `text`, and other wanted `columns`."""
    table, key = model._meta.db_table, _key_column(model)
    also = f", {columns}" if columns else ""
    if not issubclass(model, Record):
        return fetch_rows(
            f"SELECT texts.text, known.{key}{also} FROM ({texts}) texts"  # noqa: S608 (table and column names of models)
            f" JOIN {table} known ON known.id = texts.id"
        )
    return fetch_rows(
        "WITH RECURSIVE current AS ("  # noqa: S608 (table and column names of models)
        f" SELECT id, {key} AS key FROM {table} WHERE review_status <> '{ReviewStatus.RETRACTED}'"
        f" UNION SELECT merged.id, current.key FROM {table} merged"
        " JOIN current ON merged.merged_into_id = current.id)"
        f" SELECT texts.text, current.key{also} FROM ({texts}) texts"
        " JOIN current ON current.id = texts.id"
    )


def _key_column(model: type[Model]) -> str:
    return str(key_fields(model)[0].column)


def _grouped(pairs: Iterable[tuple[Any, ...]]) -> dict[str, set[str]]:
    found = defaultdict(set)
    for text, key in pairs:
        found[text].add(key)
    return dict(found)
