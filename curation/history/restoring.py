"""Restores a field, a row or a whole record from the history: first as a plan, then under all rules."""

import hashlib
from collections.abc import Iterable

from django.db import IntegrityError, connection, transaction

from curation.history.revisions import ColumnValues, RecordTree, Revision, RowChange, RowKey
from curation.history.timeline import KEPT_BY_ROW, NOT_RESTORED, DisplayNames, row_token
from curation.history.tracking import tracked_columns


class RestorePlan:
    """The changes that restore a record as after a revision, or a row or field of it as before the revision.

    `target` names revision, row and field, such as 7:abc|events_event:1|title. There are no changes if
    there is no such revision, row or field, or nothing differs.
    """

    def __init__(self, tree: RecordTree, target: str) -> None:
        self.tree, self.target = tree, target
        token, _bar, part = target.partition("|")
        row, _bar, field = part.partition("|")
        self.revision = tree.revision(token)
        self.changes = _plan(tree, self.revision, row, field) if self.revision else []

    @property
    def digest(self) -> str:
        return changes_digest(self.changes)

    def apply(self) -> None:
        """Makes the changes; raises IntegrityError if the database refuses one.

        A refused change is tried again after the others, because it may depend on them: for example
        when the numbers of clauses move up.
        """
        order = list(self.tree.parts)
        parts_first = sorted(self.changes, key=lambda change: -order.index(change.row[0]))
        deletions = [change for change in parts_first if change.after is None]
        waiting = [*deletions, *(each for each in reversed(parts_first) if each.after is not None)]
        while waiting:
            refused = []
            for change in waiting:
                try:
                    with transaction.atomic():
                        _write(change)
                except IntegrityError as error:
                    refused.append((change, error))
            if len(refused) == len(waiting):
                raise refused[0][1]
            waiting = [change for change, _error in refused]
        connection.check_constraints()


def changes_digest(changes: Iterable[RowChange]) -> str:
    """A digest of changes, which ensures that exactly the confirmed ones are made."""
    texts = (repr((row_token(each.row), each.before, each.after)) for each in changes)
    return hashlib.sha256("\n".join(sorted(texts)).encode()).hexdigest()


def _plan(tree: RecordTree, revision: Revision, row: str, field: str) -> list[RowChange]:
    if not row:
        target = tree.at(revision.ended)
        return _differences(tree.now(), target) if (tree.model, tree.key) in target else []
    change = next((each for each in revision.changes if row_token(each.row) == row), None)
    if change is None or change.before is None:
        return []
    if change.after is None and not field:
        return _undelete(tree, revision, change.row)
    now = tree.now().get(change.row)
    if now is None:
        return []
    values = change.before
    if field:
        columns = _restorable_columns(tree, change, field)
        values = now | {column: change.before[column] for column in columns}
    return _differences({change.row: now}, {change.row: values})


def _write(change: RowChange) -> None:
    model, key = change.row
    rows = model._base_manager.filter(pk=key)
    fields = tracked_columns(model)
    before = change.before
    if change.after is None:
        rows.delete()
        return
    values = {
        fields[column].attname: value
        for column, value in change.after.items()
        if before is None or value != before[column]
    }
    if before is None:
        model(**values).save(force_insert=True)
    else:
        rows.update(**values)


def _undelete(tree: RecordTree, revision: Revision, row: RowKey) -> list[RowChange]:
    """The changes that restore a deleted row with everything that was deleted with it."""
    now = tree.now()
    before = RecordTree(*row).at(revision.began, inclusive=False)
    if row in now or row not in before:
        return []
    return _differences({}, {key: values for key, values in before.items() if key not in now})


def _differences(
    now: dict[RowKey, ColumnValues], target: dict[RowKey, ColumnValues]
) -> list[RowChange]:
    changes = []
    for row in [*target, *(row for row in now if row not in target)]:
        before, after = now.get(row), target.get(row)
        if after is not None:
            fields = tracked_columns(row[0])
            kept = {column for column, field in fields.items() if field.name in NOT_RESTORED}
            kept |= {
                column
                for column, field in fields.items()
                if field.name in KEPT_BY_ROW and (before is not None or after[column] is None)
            }
            after = {column: value for column, value in after.items() if column not in kept}
            if before is not None:
                after |= {column: before[column] for column in kept}
        if before != after:
            changes.append(RowChange(row, before, after))
    return changes


def _restorable_columns(tree: RecordTree, change: RowChange, field: str) -> tuple[str, ...]:
    """The columns of a field of the timeline; none if it did not change or cannot be restored."""
    for each in DisplayNames(tree).field_changes(change):
        if each.name == field and each.can_be_restored:
            return each.columns
    return ()
