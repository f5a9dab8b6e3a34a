"""Reads the history of a record: entries of all rows that are or were part of it, grouped into revisions.

A revision is what one transaction changed in one context. A page of revisions takes two queries,
however long the history is.
"""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import Model

from curation.history.tracking import ENTRIES, parent_keys, tracked_columns
from records.sql import run_sql

# A row by its table and key, and the values of its columns by name
RowKey = tuple[type[Model], int]
ColumnValues = dict[str, Any]
# Tables with their columns that refer to an owner, and the owner
Owners = dict[type[Model], list[tuple[str, type[Model]]]]


@dataclass(frozen=True)
class RowChange:
    """What a revision did to one row: `before` is None for an added row, `after` for a deleted one."""

    row: RowKey
    before: ColumnValues | None
    after: ColumnValues | None


@dataclass(frozen=True)
class Revision:
    """What one transaction changed; `context` holds who, why and how, and is empty for plain SQL."""

    transaction: int
    context_id: str
    began: dt.datetime
    ended: dt.datetime
    context: dict[str, Any]
    changes: list[RowChange]
    # The number of entries that `changes` leaves out
    further: int

    @property
    def token(self) -> str:
        return f"{self.transaction}:{self.context_id}"


class RecordTree:
    """A row with all rows that are or were part of it, and their parts."""

    def __init__(self, model: type[Model], key: int) -> None:
        self.model, self.key = model, key
        self.parts = tree_tables(model)
        # Names of the queries for the keys of each part
        self._keys = {part: f"part_{number}" for number, part in enumerate(self.parts)}
        self._by_table = {part._meta.db_table: part for part in self.parts}

    def revisions(
        self, *, first: int, last: int, max_entries: int | None
    ) -> tuple[list[Revision], int]:
        """Revisions by number, 0 being the newest, with up to `max_entries` each, and the number of all."""
        found = self._grouped_entries("", [], first, last - first)
        return self._with_changes(found, max_entries), found[0][-1] if found else 0

    def newest(self, *, max_entries: int | None) -> Revision | None:
        """The newest revision; None if there is no history."""
        revisions, _count = self.revisions(first=0, last=1, max_entries=max_entries)
        return revisions[0] if revisions else None

    def revision(self, token: str) -> Revision | None:
        """The revision with this token and all its changes; None if the record has no such revision."""
        transaction, _, context_id = token.partition(":")
        if not (transaction.isascii() and transaction.isdecimal() and len(transaction) < 19):
            return None
        condition = "WHERE pgh_transaction = %s::bigint AND coalesce(pgh_context_id::text, '') = %s"
        found = self._grouped_entries(condition, [transaction, context_id.replace("\0", "")], 0, 1)
        revisions = self._with_changes(found, None)
        return revisions[0] if revisions else None

    def at(self, moment: dt.datetime, *, inclusive: bool = True) -> dict[RowKey, ColumnValues]:
        """The rows as they were at the moment, or right before it."""
        until = "<=" if inclusive else "<"
        queries = [
            f"(SELECT DISTINCT ON (id) '{part._meta.db_table}', id, pgh_label, to_jsonb(history_row)"  # noqa: S608 (table and column names of models)
            f" FROM {history_table(part)} history_row WHERE id IN (SELECT id FROM {keys})"
            f" AND pgh_created_at {until} %s ORDER BY id, pgh_id DESC)"
            for part, keys in self._keys.items()
        ]
        return self._rows(queries, [moment] * len(queries))

    def now(self) -> dict[RowKey, ColumnValues]:
        """The rows as they are."""
        queries = [
            f"SELECT '{part._meta.db_table}', id, '', to_jsonb(live_row) FROM {part._meta.db_table} live_row"  # noqa: S608 (table and column names of models)
            f" WHERE id IN (SELECT id FROM {keys})"
            for part, keys in self._keys.items()
        ]
        return self._rows(queries, [])

    def _rows(self, queries: list[str], params: Sequence[Any]) -> dict[RowKey, ColumnValues]:
        """Rows of queries for table, key, label of the last entry, and the row as JSON."""
        return {
            (self._by_table[table], key): column_values(self._by_table[table], row)
            for table, key, label, row in self._query(" UNION ALL ".join(queries), params)
            if label != "delete"
        }

    def _grouped_entries(
        self, condition: str, params: Sequence[Any], offset: int, limit: int
    ) -> list[Any]:
        """The newest revisions: transaction, context id, first and last time, context, counts of entries and of all."""
        entries = " UNION ALL ".join(
            "SELECT pgh_transaction, pgh_context_id, pgh_created_at, pgh_context"  # noqa: S608 (table and column names of models)
            f" FROM {history_table(part)} WHERE id IN (SELECT id FROM {keys})"
            for part, keys in self._keys.items()
        )
        return self._query(
            f"""
            SELECT pgh_transaction, coalesce(pgh_context_id::text, ''), min(pgh_created_at),
                max(pgh_created_at), (array_agg(pgh_context ORDER BY pgh_created_at DESC))[1],
                count(*), count(*) OVER ()
            FROM ({entries}) entries {condition}
            GROUP BY 1, 2 ORDER BY 4 DESC, 1 DESC LIMIT %s OFFSET %s
            """,  # noqa: S608 (table and column names of models)
            [*params, limit, offset],
        )

    def _with_changes(self, found: list[Any], max_entries: int | None) -> list[Revision]:
        """The grouped entries as revisions with the rows that they changed."""
        if not found:
            return []
        entries = " UNION ALL ".join(
            f"SELECT '{part._meta.db_table}' AS part, history_row.id, pgh_id, pgh_label, pgh_created_at,"  # noqa: S608 (table and column names of models)
            " pgh_transaction, coalesce(pgh_context_id::text, '') AS context_id, to_jsonb(history_row) AS row,"
            f" (SELECT to_jsonb(earlier_row) FROM {history_table(part)} earlier_row"
            " WHERE earlier_row.id = history_row.id AND earlier_row.pgh_id < history_row.pgh_id"
            " ORDER BY earlier_row.pgh_id DESC LIMIT 1) AS was"
            f" FROM {history_table(part)} history_row WHERE history_row.id IN (SELECT id FROM {keys})"
            for part, keys in self._keys.items()
        )
        rows = self._query(
            f"""
            SELECT part, id, pgh_label, pgh_transaction, context_id, row, was FROM (
                SELECT *, row_number() OVER (
                    PARTITION BY pgh_transaction, context_id ORDER BY pgh_created_at, pgh_id
                ) AS number
                FROM ({entries}) entries
                WHERE (pgh_transaction, context_id) IN (SELECT * FROM unnest(%s::bigint[], %s::text[]))
            ) numbered
            WHERE number <= coalesce(%s, number) ORDER BY number
            """,  # noqa: S608 (table and column names of models)
            [[row[0] for row in found], [row[1] for row in found], max_entries],
        )
        changed: dict[tuple[int, str], dict[RowKey, list[Any]]] = {}
        for table, key, label, transaction, context_id, row, was in rows:
            part = self._by_table[table]
            old = row if label == "delete" else was
            before = None if label == "insert" or old is None else column_values(part, old)
            after = None if label == "delete" else column_values(part, row)
            # A row that one revision changed several times: from its first to its last state.
            states = changed.setdefault((transaction, context_id), {})
            states.setdefault((part, key), [before, after])[1] = after
        return [
            Revision(
                transaction=transaction,
                context_id=context_id,
                began=began,
                ended=ended,
                context=json.loads(context or "{}"),
                changes=[
                    RowChange(row, before, after)
                    for row, (before, after) in changed.get((transaction, context_id), {}).items()
                    if before != after
                ],
                further=max(0, count - max_entries) if max_entries else 0,
            )
            for transaction, context_id, began, ended, context, count, _ in found
        ]

    def _query(self, sql: str, params: Sequence[Any]) -> list[Any]:
        """Rows of a query that may use the keys of each part by the names in `_keys`."""
        keys = ["part_0 AS (SELECT %s::bigint AS id)"]
        for part, owners in list(self.parts.items())[1:]:
            queries = (
                f"SELECT id FROM {history_table(part)} WHERE {column} IN (SELECT id FROM {self._keys[owner]})"  # noqa: S608 (table and column names of models)
                for column, owner in owners
            )
            keys.append(f"{self._keys[part]} AS MATERIALIZED ({' UNION '.join(queries)})")
        return run_sql(f"WITH {', '.join(keys)} {sql}", [self.key, *params])


@cache
def tree_tables(model: type[Model]) -> Owners:
    """The tables whose rows can be part of a row of this one: itself first, owners before their parts.

    Each comes with its columns that refer to an owner, and the owner.
    """
    owners_of: Owners = {model: []}
    found = [model]
    for owner in found:
        for part in ENTRIES:
            for key in parent_keys(part):
                if key.related_model is owner and part is not model:
                    owners_of.setdefault(part, []).append((key.column, owner))
                    if part not in found:
                        found.append(part)
    ordered: Owners = {}
    while len(ordered) < len(owners_of):
        for part, owners in owners_of.items():
            if part not in ordered and all(owner in ordered for _, owner in owners):
                ordered[part] = owners
    return ordered


def history_table(model: type[Model]) -> str:
    """The table that holds the entries of this one."""
    return ENTRIES[model]._meta.db_table


def column_values(model: type[Model], row: str) -> ColumnValues:
    """The tracked columns of a row in JSON."""
    return typed_values(model, json.loads(row, parse_float=Decimal))


def typed_values(model: type[Model], values: ColumnValues) -> ColumnValues:
    """The tracked columns of a row whose values are as JSON has them; those that it lacks are None."""
    fields = tracked_columns(model).items()
    return {column: field.to_python(values.get(column)) for column, field in fields}
