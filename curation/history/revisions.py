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

from curation.history.tracking import ENTRIES, belongs_by, columns_of
from records.sql import fill, sql_file

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


class Whole:
    """A row with all the rows that are or were part of it, and their parts."""

    def __init__(self, model: type[Model], key: int) -> None:
        self.model, self.key = model, key
        self.parts = parts_of(model)
        self._names = {part: f"part_{number}" for number, part in enumerate(self.parts)}
        self._by_table = {part._meta.db_table: part for part in self.parts}

    def revisions(self, *, first: int, last: int, most: int | None) -> tuple[list[Revision], int]:
        """Revisions by number, the newest being 0, with `most` entries each, and how many there are."""
        query = sql_file("curation/revisions", entries=self._all_entries())
        found = self._asked(query, [last - first, first])
        return self._with_changes(found, most), found[0][-1] if found else 0

    def revision(self, token: str) -> Revision | None:
        """The revision of this token with all its changes; None if the record has no such revision."""
        transaction, _, context = token.partition(":")
        if not (transaction.isascii() and transaction.isdecimal() and len(transaction) < 19):
            return None
        key = [transaction, context.replace("\0", "")]
        found = self._asked(sql_file("curation/revision", entries=self._all_entries()), key * 2)
        revisions = self._with_changes(found, None)
        return revisions[0] if revisions else None

    def at(self, moment: dt.datetime, *, inclusive: bool = True) -> dict[RowKey, Values]:
        """What was there at the moment, or right before it."""
        until = "<=" if inclusive else "<"
        each = [
            sql_file(
                "curation/rows_at",
                table=part._meta.db_table,
                history=table_of(part),
                keys=name,
                until=until,
            )
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
        rows = (
            "SELECT :'table', id, to_jsonb(present) FROM :\"table\" AS present"
            ' WHERE id IN (SELECT id FROM :"keys")'
        )
        each = [
            fill(rows, table=part._meta.db_table, keys=name) for part, name in self._names.items()
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
            sql_file(
                "curation/entries_of_part",
                table=part._meta.db_table,
                history=table_of(part),
                keys=name,
            )
            for part, name in self._names.items()
        ]
        entries = self._asked(
            sql_file("curation/entries_of_revisions", entries=" UNION ALL ".join(each)),
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

    def _all_entries(self) -> str:
        """SQL of when, where and by whom the entries of every part were made."""
        entries = (
            "SELECT pgh_transaction, pgh_context_id, pgh_created_at, pgh_context"
            ' FROM :"history" WHERE id IN (SELECT id FROM :"keys")'
        )
        return " UNION ALL ".join(
            fill(entries, history=table_of(part), keys=name) for part, name in self._names.items()
        )

    def _asked(self, sql: str, params: list[Any]) -> list[Any]:
        """Rows of a query that may read the keys of each part."""
        keys = ["part_0 AS (SELECT %s::bigint AS id)"]
        by_owner = 'SELECT id FROM :"history" WHERE :"column" IN (SELECT id FROM :"owners")'
        for part, owners in list(self.parts.items())[1:]:
            ways = [
                fill(by_owner, history=table_of(part), column=column, owners=self._names[owner])
                for column, owner in owners
            ]
            keys.append(f"{self._names[part]} AS MATERIALIZED ({' UNION '.join(ways)})")
        with connection.cursor() as cursor:
            cursor.execute(f"WITH {', '.join(keys)} {sql}", [self.key, *params])
            return cursor.fetchall()


@cache
def parts_of(model: type[Model]) -> dict[type[Model], list[tuple[str, type[Model]]]]:
    """The tables whose rows can be part of a row of this one, itself first, owners before their parts.

    With each come the columns that point at an owner, and that owner.
    """
    ways: dict[type[Model], list[tuple[str, type[Model]]]] = {model: []}
    found = [model]
    for owner in found:
        for part in ENTRIES:
            for key in belongs_by(part):
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


def table_of(model: type[Model]) -> str:
    """The table that holds the entries of this one."""
    return ENTRIES[model]._meta.db_table


def values_of(model: type[Model], row: str) -> Values:
    """What a row in JSON holds, without what the database keeps for itself."""
    held = json.loads(row, parse_float=Decimal)
    return {
        column: field.to_python(held.get(column)) for column, field in columns_of(model).items()
    }
