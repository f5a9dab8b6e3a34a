"""Reads the history of a record: the entries of all rows that are or were part of it, grouped to revisions.

A revision is what one transaction changed under one context. However long the history is, a page of it
takes two queries.
"""

import datetime as dt
import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Model

from curation.history.tracking import ENTRIES, parent_keys, tracked_columns

# A row: its table and its key. What it held: its columns by name.
RowKey = tuple[type[Model], int]
Values = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """What a revision did to one row: None before it was added, and after it was deleted."""

    row: RowKey
    before: Values | None
    after: Values | None


@dataclass(frozen=True)
class Revision:
    """What one transaction changed, as it was said when it did; nothing is said by plain SQL."""

    transaction: int
    context: str
    began: dt.datetime
    ended: dt.datetime
    said: dict[str, Any]
    changes: list[Change]
    # How many entries there are beyond those of `changes`
    further: int

    @property
    def token(self) -> str:
        return f"{self.transaction}:{self.context}"


class RecordTree:
    """A row with all the rows that are or were part of it, and their parts."""

    def __init__(self, model: type[Model], key: int) -> None:
        self.model, self.key = model, key
        self.parts = tree_tables(model)
        self._names = {part: f"part_{number}" for number, part in enumerate(self.parts)}
        self._by_table = {part._meta.db_table: part for part in self.parts}

    def revisions(self, *, first: int, last: int, most: int | None) -> tuple[list[Revision], int]:
        """Revisions by number, the newest being 0, with `most` entries each, and how many there are."""
        found = self._asked(
            f"""
            SELECT e.pgh_transaction, coalesce(e.pgh_context_id::text, ''), min(e.pgh_created_at),
                max(e.pgh_created_at), (array_agg(e.pgh_context ORDER BY e.pgh_created_at DESC))[1],
                count(*), count(*) OVER ()
            FROM ({self._each("SELECT pgh_transaction, pgh_context_id, pgh_created_at, pgh_context")}) e
            GROUP BY 1, 2 ORDER BY 4 DESC, 1 DESC LIMIT %s OFFSET %s
            """,
            [last - first, first],
        )
        return self._with_changes(found, most), found[0][-1] if found else 0

    def revision(self, token: str) -> Revision | None:
        """The revision of this token with all its changes; None if the record has no such revision."""
        transaction, _, context = token.partition(":")
        if not (transaction.isascii() and transaction.isdecimal() and len(transaction) < 19):
            return None
        found = self._asked(
            f"""
            SELECT %s::bigint, %s::text, min(e.pgh_created_at), max(e.pgh_created_at),
                (array_agg(e.pgh_context ORDER BY e.pgh_created_at DESC))[1], count(*), 1
            FROM (
                {self._each("SELECT pgh_transaction, pgh_context_id, pgh_created_at, pgh_context")}
            ) e
            WHERE e.pgh_transaction = %s::bigint AND coalesce(e.pgh_context_id::text, '') = %s
            HAVING count(*) > 0
            """,
            [transaction, context.replace("\0", ""), transaction, context.replace("\0", "")],
        )
        revisions = self._with_changes(found, None)
        return revisions[0] if revisions else None

    def at(self, moment: dt.datetime, *, inclusive: bool = True) -> dict[RowKey, Values]:
        """What was there at the moment, or right before it."""
        until = "<=" if inclusive else "<"
        each = [
            f"(SELECT DISTINCT ON (id) '{part._meta.db_table}', id, pgh_label, to_jsonb(e)"
            f" FROM {history_table(part)} e WHERE id IN (SELECT id FROM {name})"
            f" AND pgh_created_at {until} %s ORDER BY id, pgh_id DESC)"
            for part, name in self._names.items()
        ]
        found = self._asked(" UNION ALL ".join(each), [moment] * len(each))
        return {
            (self._by_table[table], key): values_of(self._by_table[table], row)
            for table, key, label, row in found
            if label != "delete"
        }

    def now(self) -> dict[RowKey, Values]:
        """What is there."""
        each = [
            f"SELECT '{part._meta.db_table}', id, to_jsonb(r) FROM {part._meta.db_table} r"
            f" WHERE id IN (SELECT id FROM {name})"
            for part, name in self._names.items()
        ]
        return {
            (self._by_table[table], key): values_of(self._by_table[table], row)
            for table, key, row in self._asked(" UNION ALL ".join(each), [])
        }

    def _with_changes(self, found: list[Any], most: int | None) -> list[Revision]:
        """The rows that the revisions found changed, each from what it was before to what it was after."""
        if not found:
            return []
        each = [
            f"SELECT '{part._meta.db_table}' AS part, e.id, e.pgh_id, e.pgh_label, e.pgh_created_at,"
            " e.pgh_transaction, coalesce(e.pgh_context_id::text, '') AS context, to_jsonb(e) AS row,"
            f" (SELECT to_jsonb(was) FROM {history_table(part)} was WHERE was.id = e.id"
            " AND was.pgh_id < e.pgh_id ORDER BY was.pgh_id DESC LIMIT 1) AS was"
            f" FROM {history_table(part)} e WHERE e.id IN (SELECT id FROM {name})"
            for part, name in self._names.items()
        ]
        entries = self._asked(
            f"""
            SELECT part, id, pgh_label, pgh_transaction, context, row, was FROM (
                SELECT e.*, row_number() OVER (
                    PARTITION BY e.pgh_transaction, e.context ORDER BY e.pgh_created_at, e.pgh_id
                ) AS number
                FROM ({" UNION ALL ".join(each)}) e
                WHERE (e.pgh_transaction, e.context)
                    IN (SELECT * FROM unnest(%s::bigint[], %s::text[]))
            ) numbered
            WHERE number <= coalesce(%s, number) ORDER BY number
            """,
            [[row[0] for row in found], [row[1] for row in found], most],
        )
        changed: dict[tuple[int, str], dict[RowKey, list[Any]]] = {}
        for table, key, label, transaction, context, row, was in entries:
            part = self._by_table[table]
            held = row if label == "delete" else was
            before = None if label == "insert" or held is None else values_of(part, held)
            after = None if label == "delete" else values_of(part, row)
            rows = changed.setdefault((transaction, context), {})
            # A row that one revision changed more than once: from the first to the last.
            rows.setdefault((part, key), [before, after])[1] = after
        return [
            Revision(
                transaction=transaction,
                context=context,
                began=began,
                ended=ended,
                said=json.loads(said) if said else {},
                changes=[
                    Change(row, before, after)
                    for row, (before, after) in changed.get((transaction, context), {}).items()
                    if before != after
                ],
                further=max(0, count - most) if most else 0,
            )
            for transaction, context, began, ended, said, count, _ in found
        ]

    def _each(self, select: str) -> str:
        """The same asked of the entries of every part."""
        return " UNION ALL ".join(
            f"{select} FROM {history_table(part)} WHERE id IN (SELECT id FROM {name})"
            for part, name in self._names.items()
        )

    def _asked(self, sql: str, params: list[Any]) -> list[Any]:
        """Rows of a query that may read the keys of each part."""
        keys = ["part_0 AS (SELECT %s::bigint AS id)"]
        for part, owners in list(self.parts.items())[1:]:
            ways = (
                f"SELECT id FROM {history_table(part)} WHERE {column} IN (SELECT id FROM {self._names[owner]})"
                for column, owner in owners
            )
            keys.append(f"{self._names[part]} AS MATERIALIZED ({' UNION '.join(ways)})")
        with connection.cursor() as cursor:
            cursor.execute(f"WITH {', '.join(keys)} {sql}", [self.key, *params])
            return cursor.fetchall()


@cache
def tree_tables(model: type[Model]) -> dict[type[Model], list[tuple[str, type[Model]]]]:
    """The tables whose rows can be part of a row of this one, itself first, owners before their parts.

    With each come the columns that point at an owner, and that owner.
    """
    ways: dict[type[Model], list[tuple[str, type[Model]]]] = {model: []}
    found = [model]
    for owner in found:
        for part in ENTRIES:
            for key in parent_keys(part):
                if key.related_model is owner and part is not model:
                    ways.setdefault(part, []).append((key.column, owner))
                    if part not in found:
                        found.append(part)
    placed: dict[type[Model], list[tuple[str, type[Model]]]] = {}
    while len(placed) < len(ways):
        for part, owners in ways.items():
            if part not in placed and all(owner in placed for _, owner in owners):
                placed[part] = owners
    return placed


def history_table(model: type[Model]) -> str:
    """The table that holds the entries of this one."""
    return ENTRIES[model]._meta.db_table


def values_of(model: type[Model], row: str) -> Values:
    """What a row in JSON holds, without what the database keeps for itself."""
    held = json.loads(row, parse_float=Decimal)
    return {
        column: field.to_python(held.get(column))
        for column, field in tracked_columns(model).items()
    }
