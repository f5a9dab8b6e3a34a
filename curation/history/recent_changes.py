"""The latest changes of records and their parts, read from the history.

However long the history is, only the newest entries of each table are read.
"""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from curation.history.revisions import history_table, tree_tables
from curation.history.tracking import ENTRIES, tracked_columns
from records.sql import run_sql

# How many entries of a table of records and of a table of their parts are read, and how many revisions returned
RECORD_ENTRIES, PART_ENTRIES, MAX_CHANGES = 2_000, 200, 2_000


@dataclass(frozen=True)
class RecentChange:
    """One record in one revision with its context; `status` and `name` as the revision left them."""

    table: str
    key: int
    revision: tuple[int, str]
    at: dt.datetime
    context: dict[str, Any]
    is_deletion: bool
    name: str
    status: str
    submitter: int | None

    @property
    def row(self) -> tuple[str, int]:
        return self.table, self.key


def latest_changes(models: Iterable[type[Model]]) -> list[RecentChange]:
    """The latest changes, newest first, in one query."""
    tracked = [model for model in models if model in ENTRIES]
    parts = [_newest_entries(model, part) for model in tracked for part in tree_tables(model)]
    if not parts:
        return []
    rows = run_sql(
        "SELECT kind, key, tx, context_id, max(at), (array_agg(context ORDER BY at DESC))[1],"  # noqa: S608 (names of tables)
        " bool_or(own AND label = 'delete'),"
        " coalesce((array_agg(name ORDER BY at DESC) FILTER (WHERE own))[1], ''),"
        " coalesce((array_agg(status ORDER BY at DESC) FILTER (WHERE own))[1], ''),"
        " max(submitter) FILTER (WHERE own)"
        f" FROM ({' UNION ALL '.join(parts)}) entries WHERE key IS NOT NULL"
        f" GROUP BY kind, key, tx, context_id ORDER BY max(at) DESC LIMIT {MAX_CHANGES}"
    )
    return [
        RecentChange(kind, key, (tx, context_id), at, json.loads(context or "{}"), *others)
        for kind, key, tx, context_id, at, context, *others in rows
    ]


def sent_back(changes: list[RecentChange], user: int) -> dict[tuple[str, int], str]:
    """The records that this user submitted and somebody else has sent back since, with the reviewer's note."""
    found: dict[tuple[str, int], str] = {}
    submitted: set[tuple[str, int]] = set()
    decided: set[tuple[str, int]] = set()
    for change in reversed([each for each in changes if each.status]):
        if change.status == "in_review":
            (submitted.add if change.submitter == user else submitted.discard)(change.row)
            decided.discard(change.row)
            found.pop(change.row, None)
        elif change.row in submitted and change.row not in decided:
            # The first change after a submission is the decision about it.
            decided.add(change.row)
            if change.status == "draft" and change.context.get("user") != user:
                found[change.row] = change.context.get("why", "")
    return found


def _newest_entries(model: type[Model], part: type[Model]) -> str:
    """SQL for the newest entries of a table, each with the key of the record that it is part of."""
    own = part is model
    columns = tracked_columns(part)
    name = next((each for each in ("title", "name", "slug") if own and each in columns), None)
    name_sql = f"coalesce(nullif({name}, ''), slug)" if name else "''"
    status, submitter = ("review_status", "submitted_by_id") if own else ("''", "NULL::bigint")
    limit = RECORD_ENTRIES if own else PART_ENTRIES
    return (
        f"(SELECT '{model._meta.label_lower}' AS kind, {_record_key(model, part, 'entry')} AS key,"  # noqa: S608 (names of tables)
        " pgh_transaction AS tx, coalesce(pgh_context_id::text, '') AS context_id,"
        f" pgh_created_at AS at, pgh_context AS context, pgh_label AS label, {own} AS own,"
        f" {name_sql} AS name, {status} AS status, {submitter} AS submitter"
        f" FROM {history_table(part)} entry ORDER BY pgh_id DESC LIMIT {limit})"
    )


def _record_key(model: type[Model], part: type[Model], row: str) -> str:
    """SQL for the key of the record that a row is part of, directly or through its parents."""
    if part is model:
        return f"{row}.id"
    parent = f"{row}_parent"
    keys = [
        f"{row}.{column}"
        if owner is model
        else f"(SELECT {_record_key(model, owner, parent)} FROM {owner._meta.db_table} {parent}"  # noqa: S608 (names of tables)
        f" WHERE {parent}.id = {row}.{column})"
        for column, owner in tree_tables(model)[part]
    ]
    return f"coalesce({', '.join(keys)})"
