"""Writes checked rows to their tables, in sets, and finds the lines of rows that the database rejects."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import NamedTuple

from django.db import DatabaseError, Error, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from imports.applying.rejections import constraint_message, is_rejection, rejected_changes
from imports.applying.removing import log_removed, remove_rows
from imports.checking.proposed_rows import insert_proposed_rows
from imports.checking.roots import IS_DIRECT, IS_PROPOSED
from imports.checking.sql import fetch_rows, is_parent, key_fields, key_sql, run
from imports.checking.targets import Target
from imports.choices import FaultKind
from records.added_rows import by_statement, roots_sql
from records.models import Record
from records.public_rows import models_by_table
from records.review import UNLOCKED_TERMS
from records.second_person import trial

UNIQUE_VIOLATION = "23505"


class RejectedRow(NamedTuple):
    """A row that the database rejects, as a fault: a broken rule, or a conflict with what somebody else added."""

    line: int
    kind: FaultKind
    value: str
    expected: str


class RowsRejectedError(Exception):
    """The database rejects rows; `rejected` has the first ones."""

    def __init__(self, rejected: list[RejectedRow]) -> None:
        super().__init__(_("The database rejects rows of the file; see the faults."))
        self.rejected = rejected


class ConflictError(Exception):
    """Somebody else changed an existing row after it was compared with the file."""


def stamp_sql(model: type[Model], row: str) -> str:
    """SQL of a text that changes with the row: the version of a record, or a digest of the row."""
    if issubclass(model, Record):
        return f"{row}.version::text"
    columns = [
        f"{row}.{field.column}"
        for field in model._meta.local_concrete_fields
        if not field.generated and field.name != "is_public"
    ]
    return f"md5(ROW({', '.join(columns)})::text)"


def write_targets(targets: list[Target], import_id: int) -> None:
    """Writes all rows that need no second person, and logs the changes.

    Raises RowsRejectedError if the database rejects rows, and ConflictError.
    """
    with _named_rejections(targets, IS_DIRECT), transaction.atomic():
        write_rows(targets, IS_DIRECT)
    for target in targets:
        _log_changes(target, import_id)
    if any(target.removes for target in targets):
        log_removed(import_id)


@contextmanager
def trial_writing(targets: list[Target]) -> Iterator[None]:
    """Inside, the rows that a second person must accept are written, too; at the end they are rolled back.

    Raises the same errors as `write_targets`.
    """
    with _named_rejections(targets, IS_PROPOSED), _trial_of_corrections():
        write_rows(targets, IS_PROPOSED)
        yield


@contextmanager
def _trial_of_corrections() -> Iterator[None]:
    """Inside, what earlier files of the import propose to add is there; at the end all is rolled back."""
    with trial():
        run(f"SET LOCAL {UNLOCKED_TERMS} = on")
        insert_proposed_rows()
        yield


@contextmanager
def _named_rejections(targets: list[Target], condition: str) -> Iterator[None]:
    """Inside, the rows that meet the SQL condition are written; raises RowsRejectedError if some are rejected."""
    try:
        yield
    except DatabaseError as error:
        lines = _changed_lines(targets, condition) if is_rejection(error) else []
        if not (rejected := _rejected_rows(targets, condition, lines)):
            raise
        raise RowsRejectedError(rejected) from error


@contextmanager
def trial_rows(targets: list[Target]) -> Iterator[bool]:
    """Inside, all rows are written, and none afterwards; false where the database rejects some."""
    with _trial_of_corrections():
        try:
            with transaction.atomic():
                write_rows(targets, f"({IS_DIRECT} OR {IS_PROPOSED})")
            are_written = True
        except ConflictError:
            are_written = False
        except Error as error:
            if not is_rejection(error):
                raise
            are_written = False
        yield are_written


def write_rows(targets: list[Target], lines: str) -> None:
    """Writes and removes the rows that meet the SQL condition `lines`, and checks all constraints."""
    if not remove_rows(targets, lines):
        raise ConflictError
    for target in targets:
        _lock_records(target, lines)
        _write_target(target, lines)
    # Deferred constraints are checked now, while the rows are cached.
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET CONSTRAINTS ALL DEFERRED")


def _write_target(target: Target, lines: str) -> None:
    columns = ", ".join(["id", *(field.column for field in target.inserted)])
    key = target.cells[0][0].fields[0].column
    # Parents come before their children.
    order = f"{key}, line" if hasattr(target.model, "parent") else "line, pos"
    insert = (
        f"INSERT INTO {target.table} ({columns}) SELECT {columns} FROM {target.final_table}"  # noqa: S608 (table and column names of models)
        f" WHERE state = 'new' AND {lines} ORDER BY {order}"
    )
    run(by_statement(insert))
    changed = f"SELECT count(*) FROM {target.final_table} WHERE state = 'changed' AND {lines}"  # noqa: S608 (table and column names of models)
    count = fetch_rows(changed)[0][0]
    if not count:
        return
    values = ", ".join(f"{name} = final.{name}" for name in target.given)
    written = run(
        f"UPDATE {target.table} existing SET {values} FROM {target.final_table} final"  # noqa: S608 (table and column names of models)
        " WHERE existing.id = final.id AND final.state = 'changed'"
        f" AND existing.xmin::text = coalesce(final.seen, existing.xmin::text) AND {lines}"
    )
    if written != count:
        raise ConflictError


def _lock_records(target: Target, lines: str) -> None:
    """Locks existing records, so that nobody publishes or edits one while its rows are written."""
    # The rows of a list belong to the record of their line.
    if target.parent is not None:
        return
    rows = f"{target.final_table} WHERE state <> 'unchanged' AND {lines}"
    for root, keys in roots_sql(target.model, "written").items():
        run(
            f"WITH written AS (SELECT * FROM {rows}) SELECT 1 FROM {root._meta.db_table}"  # noqa: S608 (table and column names of models)
            f" WHERE id IN ({keys}) ORDER BY id FOR NO KEY UPDATE"
        )
    if not issubclass(target.model, Record):
        return
    known = f"NOT final.is_new AND {lines}"
    ((locked, expected),) = fetch_rows(
        f"WITH locked AS (SELECT existing.id FROM {target.table} existing"  # noqa: S608 (table and column names of models)
        f" JOIN {target.final_table} final ON final.id = existing.id"
        f" WHERE {known} AND existing.version = final.root_version"
        " FOR NO KEY UPDATE OF existing)"
        " SELECT (SELECT count(*) FROM locked),"
        f" (SELECT count(*) FROM {target.final_table} final WHERE {known})"
    )
    if locked != expected:
        raise ConflictError


def _changed_lines(targets: list[Target], condition: str) -> list[int]:
    lines = " UNION ".join(
        f"SELECT line FROM {target.final_table} WHERE state <> 'unchanged' AND {condition}"  # noqa: S608 (our own table)
        for target in targets
    )
    return [line for (line,) in fetch_rows(f"SELECT line FROM ({lines}) lines ORDER BY line")]  # noqa: S608 (table and column names of models)


def _rejected_rows(targets: list[Target], condition: str, lines: list[int]) -> list[RejectedRow]:
    """The first rejected rows among those of these lines that meet the condition, and why."""
    if not lines:
        return []

    def write(first: int, last: int) -> None:
        write_rows(targets, f"{condition} AND line BETWEEN {first} AND {last}")

    with _trial_of_corrections() if condition == IS_PROPOSED else nullcontext():
        rejected = rejected_changes(lines, write)
    found = []
    for line, error in rejected.items():
        target = _rejecting_target(targets, error)
        if key := _added_since(target, line, error):
            found.append(RejectedRow(line, FaultKind.CONFLICT, key, ""))
        else:
            reason = constraint_message(target.model, error)
            found.append(RejectedRow(line, FaultKind.RULE, "", reason))
    return found


def _added_since(target: Target, line: int, error: Error) -> str:
    """The key of a row that somebody else added after it was looked for; empty if the row was rejected otherwise."""
    if getattr(error.__cause__, "pgcode", "") != UNIQUE_VIOLATION:
        return ""
    same_key = " AND ".join(
        f"existing.{field.column} IS NOT DISTINCT FROM final.{field.column}"
        for field in key_fields(target.model)
    )
    found = fetch_rows(
        f"SELECT {key_sql(target.model, 'existing')} FROM {target.table} existing"  # noqa: S608 (table and column names of models)
        f" JOIN {target.final_table} final ON {same_key}"
        f" WHERE final.line = {line} AND final.state = 'new' LIMIT 1"
    )
    return found[0][0] if found else ""


def _rejecting_target(targets: list[Target], error: Error) -> Target:
    table = getattr(getattr(error.__cause__, "diag", None), "table_name", "")
    return next((t for t in targets if t.table == table), targets[0])


def _log_changes(target: Target, import_id: int) -> None:
    """Logs new and changed rows for undoing; new rows of a new record are deleted with it."""
    is_own = "true"
    if target.parent is not None:
        parents = f"{target.parent.final_table} parent WHERE {is_parent('final')}"
        is_own = f"NOT EXISTS (SELECT FROM {parents} AND parent.is_new)"
    last = f"SELECT coalesce(max(number), 0) FROM imports_importchange WHERE of_id = {import_id}"  # noqa: S608 (table and column names of models)
    run(
        'INSERT INTO imports_importchange (of_id, number, line, "table", row, was, stamp)'  # noqa: S608 (table and column names of models)
        f" SELECT {import_id}, ({last}) + row_number() OVER (ORDER BY final.line, final.pos),"
        f" final.line, '{target.table}', final.id, final.was, {stamp_sql(target.model, 'existing')}"
        f" FROM {target.final_table} final JOIN {target.table} existing ON existing.id = final.id"
        f" WHERE (final.state = 'new' AND {is_own} OR final.state = 'changed') AND {IS_DIRECT}"
    )


def refresh_stamps(import_id: int) -> None:
    """Updates the stamps after all parts are written: a later part may have changed the same rows."""
    parts = f"of_id IN (SELECT id FROM imports_import WHERE part_of_id = {import_id})"  # noqa: S608 (table and column names of models)
    for (table,) in fetch_rows(f'SELECT DISTINCT "table" FROM imports_importchange WHERE {parts}'):  # noqa: S608 (table and column names of models)
        run(
            f"UPDATE imports_importchange change SET stamp = {stamp_sql(models_by_table()[table], 'existing')}"  # noqa: S608 (table and column names of models)
            f" FROM {table} existing WHERE existing.id = change.row"
            f" AND change.\"table\" = '{table}' AND change.{parts}"
        )
