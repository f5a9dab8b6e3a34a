"""What a merge changed, row by row, as the history and proposals show changes."""

import json
from typing import Any

from django.apps import apps

from curation.history.restoring import changes_digest
from curation.history.revisions import ColumnValues, RowChange, RowKey, column_values
from curation.history.tracking import ENTRIES
from curation.merging.row_changes import StoredRow, read_row
from curation.models import Merge
from records.triggers import FIXED


def merge_changes(made: Merge) -> list[RowChange]:
    """The rows that a merge changed, from their first to their last state, as long as nobody has changed them since.

    What came from a draft counts as added: nobody but curators saw it before.
    """
    before: dict[RowKey, StoredRow | None] = {}
    for change in reversed(made.changes):
        key = (apps.get_model(change["model"]), change["id"])
        state = before[key] if key in before else read_row(*key)
        was = change.get("was") or {}
        before[key] = {**(state or {}), **was} if was else None
    model: Any = made.content_type.model_class()
    duplicate = before.get((model, made.gone_id)) or {}
    was_draft = duplicate.get("review_status") not in (None, *FIXED)
    return [
        RowChange(
            key,
            None
            if was is None or (was_draft and now and key != (model, made.stayed_id))
            else _typed(key, was),
            None if now is None else _typed(key, now),
        )
        for key, was in before.items()
        for now in [read_row(*key)]
        if key[0] in ENTRIES
    ]


def merge_digest(made: Merge) -> str:
    """A digest of what a merge changed. The names that it added follow from the rest and get a new number each time."""
    added = {(apps.get_model(c["model"]), c["id"]) for c in made.changes if c["what"] == "insert"}
    return changes_digest(change for change in merge_changes(made) if change.row not in added)


def _typed(key: RowKey, row: StoredRow) -> ColumnValues:
    return column_values(key[0], json.dumps(row))
