"""What has been done last with records and all that is part of them, by whatever way: read from the history.

However long the history is, only the newest entries of each table are looked at.
"""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model

from curation.history.revisions import history_table, tree_tables
from curation.history.tracking import ENTRIES, tracked_columns

# Entries of a table of records, and of one of their parts, that are looked at; revisions that come of them
OF_RECORDS, OF_PARTS, MOST = 2_000, 200, 2_000


@dataclass(frozen=True)
class Change:
    """One record in one revision, as it was said when it was made; `status` and `name` as it left them."""

    table: str
    key: int
    revision: tuple[int, str]
    at: dt.datetime
    said: dict[str, Any]
    is_deletion: bool
    name: str
    status: str
    submitter: int | None

    @property
    def row(self) -> tuple[str, int]:
        return self.table, self.key


def latest_changes(models: Iterable[type[Model]]) -> list[Change]:
    """The newest first, in one query."""
    parts = [
        _entries(model, part) for model in models if model in ENTRIES for part in tree_tables(model)
    ]
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, key, tx, context, max(at), (array_agg(said ORDER BY at DESC))[1],"  # noqa: S608 (names of tables)
            " bool_or(own AND label = 'delete'),"
            " coalesce((array_agg(name ORDER BY at DESC) FILTER (WHERE own))[1], ''),"
            " coalesce((array_agg(status ORDER BY at DESC) FILTER (WHERE own))[1], ''),"
            " max(submitter) FILTER (WHERE own)"
            f" FROM ({' UNION ALL '.join(parts)}) e WHERE key IS NOT NULL"
            f" GROUP BY kind, key, tx, context ORDER BY max(at) DESC LIMIT {MOST}"
        )
        return [
            Change(kind, key, (tx, context), at, json.loads(said) if said else {}, *others)
            for kind, key, tx, context, at, said, *others in cursor.fetchall()
        ]


def sent_back(changes: list[Change], user: int) -> dict[tuple[str, int], str]:
    """The records that this user submitted and somebody else has sent back since, with what was said."""
    found: dict[tuple[str, int], str] = {}
    submitted: set[tuple[str, int]] = set()
    decided: set[tuple[str, int]] = set()
    for change in reversed([each for each in changes if each.status]):
        if change.status == "in_review":
            (submitted.add if change.submitter == user else submitted.discard)(change.row)
            decided.discard(change.row)
            found.pop(change.row, None)
        elif change.row in submitted and change.row not in decided:
            # Whatever comes first after the submission is what was decided about it.
            decided.add(change.row)
            if change.status == "draft" and change.said.get("user") != user:
                found[change.row] = change.said.get("why", "")
    return found


def _entries(model: type[Model], part: type[Model]) -> str:
    """SQL of the newest entries of a table, each with the record that it is part of."""
    own = part is model
    columns = tracked_columns(part)
    name = next((each for each in ("title", "name", "slug") if own and each in columns), None)
    name_sql = f"coalesce(nullif({name}, ''), slug)" if name else "''"
    status, submitter = ("review_status", "submitted_by_id") if own else ("''", "NULL::bigint")
    most = OF_RECORDS if own else OF_PARTS
    return (
        f"(SELECT '{model._meta.label_lower}' AS kind, {_owner(model, part, 'e')} AS key,"  # noqa: S608 (names of tables)
        " pgh_transaction AS tx, coalesce(pgh_context_id::text, '') AS context, pgh_created_at AS at,"
        f" pgh_context AS said, pgh_label AS label, {own} AS own, {name_sql} AS name,"
        f" {status} AS status, {submitter} AS submitter"
        f" FROM {history_table(part)} e ORDER BY pgh_id DESC LIMIT {most})"
    )


def _owner(model: type[Model], part: type[Model], row: str) -> str:
    """SQL of the key of the record that a row is part of, by its parents where need be."""
    if part is model:
        return f"{row}.id"
    ways = [
        f"{row}.{column}"
        if owner is model
        else f"(SELECT {_owner(model, owner, f'{row}o')} FROM {owner._meta.db_table} {row}o"  # noqa: S608 (names of tables)
        f" WHERE {row}o.id = {row}.{column})"
        for column, owner in tree_tables(model)[part]
    ]
    return f"coalesce({', '.join(ways)})"
