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

from curation.history.revisions import parts_of, table_of
from curation.history.tracking import ENTRIES, columns_of
from records.sql import fill, sql_file

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
        _entries(model, part) for model in models if model in ENTRIES for part in parts_of(model)
    ]
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            sql_file("curation/latest_changes", entries=" UNION ALL ".join(parts), most=MOST)
        )
        return [
            Change(kind, key, (number, context), at, json.loads(said) if said else {}, *others)
            for kind, key, number, context, at, said, *others in cursor.fetchall()
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
    columns = columns_of(part)
    name = next((each for each in ("title", "name", "slug") if own and each in columns), None)
    told = f"coalesce(nullif({name}, ''), slug)" if name else "''"
    status, submitter = ("review_status", "submitted_by_id") if own else ("''", "NULL::bigint")
    return sql_file(
        "curation/latest_entries",
        kind=model._meta.label_lower,
        owner=_owner(model, part, "entry"),
        own=str(own),
        name=told,
        status=status,
        submitter=submitter,
        history=table_of(part),
        most=OF_RECORDS if own else OF_PARTS,
    )


def _owner(model: type[Model], part: type[Model], row: str) -> str:
    """SQL of the key of the record that a row is part of, by its parents where need be."""
    if part is model:
        return f"{row}.id"
    ways = []
    for column, owner in parts_of(model)[part]:
        if owner is model:
            ways.append(f"{row}.{column}")
            continue
        above = f"{row}_owner"
        ways.append(
            fill(
                '(SELECT :key FROM :"table" AS :above WHERE :above.id = :reference)',
                key=_owner(model, owner, above),
                table=owner._meta.db_table,
                above=above,
                reference=f"{row}.{column}",
            )
        )
    return f"coalesce({', '.join(ways)})"
