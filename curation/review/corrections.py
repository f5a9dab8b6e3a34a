"""Corrections: proposals that hold changed rows instead of a form, as imports and undone imports make them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypedDict

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import HttpRequest

from curation.editing.form_diff import RowDiff
from curation.history.revisions import RecordTree, RowChange, RowKey, typed_values
from curation.history.timeline import DisplayNames
from curation.history.tracking import ENTRIES, LONGEST_REASON, own_history_context, parent_keys
from curation.merging.row_changes import (
    StoredRow,
    delete_row,
    insert_row,
    read_rows,
    row_with_same_key,
    write_row,
)
from curation.models import Proposal, ProposalGroup
from curation.review.proposed_changes import ProposedData, RequestedChange, row_diffs
from records.term_use import ShownTerms

# Proposals that are stored with one statement
PROPOSALS_AT_ONCE = 500


class StoredChange(TypedDict):
    """What a correction does to one row: `before` is null for an added row, `after` for a removed one.

    These have all tracked columns of the row; of a changed row, both have only the columns that differ. `model` is a
    label such as events.Event.
    """

    model: str
    id: int
    before: StoredRow | None
    after: StoredRow | None


@dataclass
class RecordCorrection:
    """What is proposed for one record, or for one term or place, as long as it is not stored."""

    model: type[Model]
    key: int
    version: int
    note: str
    changes: list[StoredChange] = field(default_factory=list)
    # The terms and places that the record would show
    terms: ShownTerms = field(default_factory=dict)


class Correction(RequestedChange):
    """Rows of a record that are changed, added and removed together."""

    ROWS = "rows"

    def __init__(
        self, request: HttpRequest, row: Any, data: ProposedData, group: ProposalGroup | None
    ) -> None:
        super().__init__(request, row, data)
        stored: Any = data[self.ROWS]
        self.changes: list[StoredChange] = stored
        self.group = group

    def difference(self) -> list[RowDiff]:
        changes = (row_change(change, self._now.get(row_key(change))) for change in self.changes)
        found = [change for change in changes if change.before != change.after]
        return row_diffs(RecordTree(type(self.row), self.row.pk), found)

    def conflicts(self) -> list[RowDiff]:
        found = [later_change(change, self._now.get(row_key(change))) for change in self.changes]
        found += added_parts(self.changes)
        tree = RecordTree(type(self.row), self.row.pk)
        return row_diffs(tree, [change for change in found if change])

    def apply(self, why: str) -> None:
        said: Any = {"user": self.request.user, "why": why[:LONGEST_REASON]}
        what = self.group.name if self.group else self.request.path
        with own_history_context(through="import", what=what, **said):
            apply_changes(self.changes)

    @cached_property
    def _now(self) -> dict[RowKey, StoredRow]:
        """The rows as they are, without those that do not exist."""
        return read_rows(map(row_key, self.changes))


def propose_corrections(
    group: ProposalGroup, corrections: Sequence[RecordCorrection]
) -> list[Proposal]:
    """Stores a proposal for each record in the name of the author of the group, and changes nothing else.

    The corrections must have been tried out.
    """
    if not corrections:
        return []
    changes = [change for each in corrections for change in each.changes]
    now = read_rows(map(row_key, changes))
    shown = [[row_change(c, now.get(row_key(c))) for c in each.changes] for each in corrections]
    names = DisplayNames(RecordTree(corrections[0].model, corrections[0].key))
    names.fetch_references(change for each in shown for change in each)
    types = ContentType.objects.get_for_models(*{each.model for each in corrections})
    proposals = [
        Proposal(
            content_type=types[each.model],
            object_id=each.key,
            based_on=each.version,
            data={Correction.ROWS: each.changes},
            before={},
            difference=row_diffs(RecordTree(each.model, each.key), rows, names.references),
            terms=each.terms,
            group=group,
            author_id=group.author_id,
            note=each.note,
        )
        for each, rows in zip(corrections, shown, strict=True)
    ]
    return Proposal.objects.bulk_create(proposals, batch_size=PROPOSALS_AT_ONCE)


def merged(corrections: Iterable[RecordCorrection]) -> list[RecordCorrection]:
    """One correction for each record, also where several name the same record or the same row."""
    found: dict[tuple[type[Model], int], RecordCorrection] = {}
    for each in corrections:
        first = found.setdefault((each.model, each.key), each)
        if first is each:
            continue
        first.note = " ".join(dict.fromkeys([first.note, each.note]))
        for table, keys in each.terms.items():
            first.terms[table] = sorted({*first.terms.get(table, ()), *keys})
        rows = {row_key(change): change for change in first.changes}
        for change in each.changes:
            known = rows.get(row_key(change))
            if known is None:
                first.changes.append(change)
                continue
            before, after = change["before"] or {}, change["after"]
            if known["before"] is None and after is None:
                # Added by one, removed by the other
                first.changes.remove(known)
                continue
            if known["before"] is not None:
                known["before"] = {**before, **known["before"]}
            known["after"] = None if after is None else {**(known["after"] or {}), **after}
    return list(found.values())


def reverse_changes(changes: Iterable[StoredChange]) -> list[StoredChange]:
    """The changes that take these back, in the order in which they can be made."""
    return [
        {"model": c["model"], "id": c["id"], "before": c["after"], "after": c["before"]}
        for c in reversed(list(changes))
    ]


def apply_changes(changes: Sequence[StoredChange]) -> None:
    """Makes the changes: removes rows first, adds rows last; raises IntegrityError if a rule refuses one."""
    for change in changes:
        if change["after"] is None:
            delete_row(*row_key(change))
    for change in changes:
        if change["before"] is not None and change["after"] is not None:
            write_row(*row_key(change), change["after"])
    for change in changes:
        if change["before"] is None and change["after"] is not None:
            insert_row(row_key(change)[0], change["after"])


def row_key(change: StoredChange) -> RowKey:
    """The row that a change is about."""
    return apps.get_model(change["model"]), change["id"]


def row_change(change: StoredChange, now: StoredRow | None) -> RowChange:
    """What a change would do to a row that is now like this; `now` is None if it does not exist."""
    key, after = row_key(change), change["after"]
    if change["before"] is None or now is None:
        return RowChange(key, None, typed_values(key[0], after) if after is not None else None)
    new = None if after is None else typed_values(key[0], {**now, **after})
    return RowChange(key, typed_values(key[0], now), new)


def later_change(change: StoredChange, now: StoredRow | None) -> RowChange | None:
    """What has happened to a row since the change was made, if the change cannot be made because of it."""
    key, before, after = row_key(change), change["before"], change["after"]
    if before is None:
        if (same := row_with_same_key(key[0], after or {})) is None:
            return None
        other = (key[0], same)
        return RowChange(other, None, typed_values(other[0], read_rows([other])[other]))
    if now is None:
        return RowChange(key, typed_values(key[0], before), None) if after is not None else None
    differing = [
        name
        for name, value in before.items()
        if now[name] != value and (after is None or now[name] != after.get(name))
    ]
    if not differing:
        return None
    was = now | {name: before[name] for name in differing}
    return RowChange(key, typed_values(key[0], was), typed_values(key[0], now))


def added_parts(changes: Iterable[StoredChange]) -> list[RowChange | None]:
    """The rows that belong to a row to be removed and are not removed with it: they were added since."""
    removed = {row_key(change) for change in changes if change["after"] is None}
    parts = [
        (part, key)
        for model, row in removed
        for part, column in parts_of(model)
        for key in part._base_manager.filter(**{column: row}).values_list("pk", flat=True)
    ]
    added = read_rows(part for part in parts if part not in removed)
    return [RowChange(key, None, typed_values(key[0], row)) for key, row in added.items()]


def parts_of(model: type[Model]) -> list[tuple[type[Model], str]]:
    """The tables whose rows belong to rows of this one, with the names of their foreign keys."""
    return [
        (part, key.attname)
        for part in ENTRIES
        for key in parent_keys(part)
        if key.related_model is model
    ]
