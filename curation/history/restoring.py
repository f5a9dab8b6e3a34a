"""Puts a field, a row or a whole record back to what it was: first as a plan, then through all rules."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, connection, transaction

from curation.history.revisions import Change, RecordTree, Revision, RowKey, Values
from curation.history.timeline import NOT_RESTORED, DisplayNames
from curation.history.tracking import tracked_columns


def plan(whole: RecordTree, token: str, row: str = "", field: str = "") -> list[Change]:
    """What has to change so that all is as after the revision, or a row or field of it as before it.

    Empty where there is no such revision, row or field, or where all is so already.
    """
    revision = whole.revision(token)
    if revision is None:
        return []
    if not row:
        target = whole.at(revision.ended)
        is_there = (whole.model, whole.key) in target
        return _differences(whole.now(), target) if is_there else []
    found = [change for change in revision.changes if token_of(change.row) == row]
    if not found:
        return []
    change, was = found[0], found[0].before
    if was is None:
        return []
    if change.after is None and not field:
        return _brought_back(whole, revision, change.row)
    now = whole.now().get(change.row)
    if now is None:
        return []
    if field:
        was = now | {column: was[column] for column in _columns(whole, change, field)}
    return _differences({change.row: now}, {change.row: was})


def parts_of_wish(wanted: str) -> tuple[str, str, str]:
    """Revision, row and field of what a button asks for, such as 7:abc|events_event:1|title."""
    token, _bar, part = wanted.partition("|")
    row, _bar, field = part.partition("|")
    return token, row, field


def seal(changes: Iterable[Change]) -> str:
    """A digest of a plan: what was confirmed is what is done."""
    said = sorted(repr((token_of(change.row), change.before, change.after)) for change in changes)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def carry_out(whole: RecordTree, changes: list[Change]) -> None:
    """Makes the changes of a plan; raises IntegrityError where the database refuses one for good.

    What stands in the way of others is retried after them, such as numbers that move up.
    """
    order = list(whole.parts)
    parts_first = sorted(changes, key=lambda change: -order.index(change.row[0]))
    gone = [change for change in parts_first if change.after is None]
    waiting = [*gone, *(change for change in reversed(parts_first) if change.after is not None)]
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


def token_of(row: RowKey) -> str:
    model, key = row
    return f"{model._meta.db_table}:{key}"


def _write(change: Change) -> None:
    model, key = change.row
    rows = model._base_manager.filter(pk=key)
    if change.after is None:
        rows.delete()
    elif change.before is None:
        row = model()
        for column, field in tracked_columns(model).items():
            if column in change.after:
                setattr(row, field.attname, change.after[column])
        row.save(force_insert=True)
    else:
        fields = tracked_columns(model)
        rows.update(
            **{
                fields[column].attname: value
                for column, value in change.after.items()
                if value != change.before[column]
            }
        )


def _brought_back(whole: RecordTree, revision: Revision, row: RowKey) -> list[Change]:
    """A row that was deleted, with all that was deleted with it."""
    there = whole.now()
    before = RecordTree(*row).at(revision.began, inclusive=False)
    if row in there or row not in before:
        return []
    return _differences({}, {key: values for key, values in before.items() if key not in there})


def _differences(now: dict[RowKey, Values], target: dict[RowKey, Values]) -> list[Change]:
    changes = []
    for row in [*target, *(row for row in now if row not in target)]:
        before, after = now.get(row), target.get(row)
        if after is not None:
            fields = tracked_columns(row[0])
            kept = {column for column, field in fields.items() if field.name in NOT_RESTORED}
            after = {column: value for column, value in after.items() if column not in kept}
            if before is not None:
                after |= {column: before[column] for column in kept}
        if before != after:
            changes.append(Change(row, before, after))
    return changes


def _columns(whole: RecordTree, change: Change, field: str) -> tuple[str, ...]:
    """The columns of a field as the timeline shows it; none if it did not change or is not restored."""
    lines: Any = DisplayNames(whole).lines(change.row[0], change.before, change.after)
    found = [line.columns for line in lines if line.name == field and line.can_be_restored]
    return found[0] if found else ()
