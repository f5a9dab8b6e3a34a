"""Corrections of what readers see: tries them out in sets, and proposes them to a second person, one record each."""

import json
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from curation.history.tracking import tracked_columns
from curation.models import ProposalGroup
from curation.review.corrections import (
    RecordCorrection,
    StoredChange,
    merged,
    propose_corrections,
)
from curation.types import user_id
from imports.applying.removing import removed_changes
from imports.applying.writing import trial_writing
from imports.checking.roots import IS_PROPOSED
from imports.checking.sql import fetch_rows, key_fields
from imports.checking.targets import Target
from imports.models import Import
from records.public_rows import models_by_table
from records.term_use import shown_terms_of

# Table and key of a record, term or place
RootKey = tuple[str, int]


class NoAuthorError(Exception):
    """A file corrects published records, and nobody is named who proposes that."""


def collect_corrections(targets: list[Target], import_job: Import) -> list[RecordCorrection]:
    """What the file corrects, one item for each record; everything is written on trial and rolled back.

    Raises RowsRejectedError if the database rejects rows, ConflictError, and NoAuthorError.
    """
    if not any(_has_corrections(target) for target in targets):
        return []
    if import_job.user is None:
        text = _("It corrects published records: name the user who proposes that (--user).")
        raise NoAuthorError(text)
    found: dict[RootKey, RecordCorrection] = {}
    lines: dict[RootKey, list[int]] = {}
    with trial_writing(targets):
        removed = removed_changes() if any(target.removes for target in targets) else []
        for changes in (removed, *map(_changes, targets)):
            for table, key, version, line, change in changes:
                model = models_by_table()[table]
                each = found.setdefault(
                    (table, key), RecordCorrection(model, key, version or 0, "")
                )
                each.changes.append(change)
                lines.setdefault((table, key), []).append(line)
        for table in {table for table, _key in found}:
            keys = [key for name, key in found if name == table]
            for key, terms in shown_terms_of(models_by_table()[table], keys).items():
                found[table, key].terms = terms
    for record, each in found.items():
        each.note = _note(import_job.file_name, sorted({*lines[record]}))
    return list(found.values())


def propose_collected(import_job: Import, corrections: list[RecordCorrection]) -> None:
    """Proposes corrections in the name of the user who imports, all in one group, which the import then names."""
    if corrections:
        author = user_id(import_job.user)
        group = ProposalGroup.objects.create(name=import_job.file_name, author_id=author)
        propose_corrections(group, merged(corrections))
        import_job.proposals = group


def add_further(collected: list[RecordCorrection], further: list[RecordCorrection]) -> None:
    """Adds corrections of lists, without new rows that another file of the import gives in full."""
    known = {_row_key(each) for correction in collected for each in correction.changes}
    for correction in further:
        correction.changes = [each for each in correction.changes if _row_key(each) not in known]
        if correction.changes:
            collected.append(correction)


def _row_key(change: StoredChange) -> tuple[str, ...]:
    """What identifies a changed row: the key of a new one, the id of another."""
    if change["before"] is not None:
        return (change["model"], str(change["id"]))
    columns = (field.column for field in key_fields(apps.get_model(change["model"])))
    return (change["model"], *(str((change["after"] or {}).get(column)) for column in columns))


def _has_corrections(target: Target) -> bool:
    rows = f"{target.final_table} WHERE state <> 'unchanged' AND {IS_PROPOSED}"
    return bool(fetch_rows(f"SELECT 1 FROM {rows} LIMIT 1"))  # noqa: S608 (our own table)


def _changes(target: Target) -> list[tuple[str, int, int | None, int, StoredChange]]:
    """The record of each row, its version, the line, and what changes; the rows are written on trial."""
    rows = fetch_rows(
        "SELECT final.root_table, final.root_id, final.root_version, final.line, final.was::text,"  # noqa: S608 (table and column names of models)
        f" to_jsonb(written)::text FROM {target.final_table} final"
        f" JOIN {target.table} written ON written.id = final.id"
        f" WHERE final.state IN ('new', 'changed') AND {IS_PROPOSED} ORDER BY final.line, final.pos"
    )
    columns = list(tracked_columns(target.model))
    found = []
    for table, key, version, line, was_text, now_text in rows:
        now = json.loads(now_text, parse_float=str)
        before: dict[str, Any] | None = None
        after = {name: now[name] for name in columns}
        if was_text is not None:
            was = json.loads(was_text, parse_float=str)
            before = {name: value for name, value in was.items() if value != now[name]}
            after = {name: now[name] for name in before}
        change: StoredChange = {
            "model": target.model._meta.label,
            "id": now["id"],
            "before": before,
            "after": after,
        }
        found.append((table, key, version, line, change))
    return found


def _note(file_name: str, lines: list[int]) -> str:
    """Where a correction comes from, for the reviewer and the history."""
    shown = ", ".join(map(str, lines[:5])) + (" …" if len(lines) > 5 else "")
    return _("%(file)s, line %(lines)s") % {"file": file_name, "lines": shown}
