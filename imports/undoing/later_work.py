"""What was done since an import to the rows that it wrote: whether they are as it left them, and their review."""

from typing import Any

from django.db.models import Model

from curation.history.revisions import RecordTree, history_table
from curation.history.tracking import ENTRIES, parent_keys
from imports.models import Import
from records.models import Record
from records.sql import run_sql
from records.term_use import in_use_sql, term_key


def is_as_imported(import_job: Import, model: type[Model], row: int, *, is_whole: bool) -> bool:
    """Whether a row is as the import left it, even if it was changed and changed back.

    `is_whole` compares the rows that are part of it, too.
    """
    if model not in ENTRIES:
        return False
    tokens = run_sql(
        "SELECT pgh_transaction || ':' || coalesce(pgh_context_id::text, '')"  # noqa: S608 (table of a model)
        f" FROM {history_table(model)} WHERE id = %s"
        " AND pgh_context::jsonb @> jsonb_build_object('through', 'import', 'what', %s::text)"
        " ORDER BY pgh_id DESC LIMIT 1",
        [row, import_job.file_name],
    )
    tree = RecordTree(model, row)
    revision = tree.revision(tokens[0][0]) if tokens else None
    if revision is None:
        return False
    then, now = tree.at(revision.ended), tree.now()
    own = (model, row)
    return then == now if is_whole else then.get(own) == now.get(own)


def status_sql(model: type[Model], row: str) -> str:
    """SQL of the review status of what a row belongs to; terms and places are drafts, or `in_use` by others."""
    statuses = _statuses(model, row)
    if statuses:
        return f"coalesce({', '.join(statuses)}, 'draft')"
    key = term_key(model)
    used = (
        in_use_sql(key.related_model, f"{row}.{key.column}")
        if key
        else in_use_sql(model, f"{row}.id")
    )
    return f"CASE WHEN {used} THEN 'in_use' ELSE 'draft' END"


def _statuses(model: type[Model], row: str) -> list[str]:
    """The review status of each record that a row can be part of."""
    if issubclass(model, Record):
        return [f"{row}.review_status"]
    found = []
    for key in parent_keys(model):
        above: Any = key.related_model
        alias = f"{row}_{key.name}"
        found += [
            f"(SELECT {each} FROM {above._meta.db_table} {alias} WHERE {alias}.id = {row}.{key.column})"  # noqa: S608 (table and column names of models)
            for each in _statuses(above, alias)
        ]
    return found
