"""Writes checked rows to their tables, set by set, and names the lines of what the database refuses."""

from typing import Any

from django.apps import apps
from django.db import DatabaseError, Error, transaction
from django.db.models import Model

from imports.checking.checks import add_fault, constraint_fault
from imports.checking.columns import table_of
from imports.checking.targets import Target, rows, run
from imports.choices import FaultKind
from records.models import Record
from records.sql import fill, sql_file

# So many refused rows are named; there may be more
NAMED = 50


class RefusedError(Exception):
    """The database refuses rows; the faults say which."""


class ConflictError(Exception):
    """Somebody changed what the file was compared with."""


def stamp_of(model: type[Model], row: str) -> str:
    """SQL of what tells whether a row was changed since: its version, or a digest of what it says."""
    if issubclass(model, Record):
        return f"{row}.version::text"
    kept = [
        field.column
        for field in model._meta.local_concrete_fields
        if not field.generated and field.name != "is_public"
    ]
    return f"md5(ROW({', '.join(f'{row}.{name}' for name in kept)})::text)"


def write(targets: list[Target], import_id: int) -> None:
    """Writes all rows and the log of it, or nothing: then the faults have the lines, and it raises."""
    try:
        with transaction.atomic():
            _write(targets, "true")
    except (RefusedError, DatabaseError) as error:
        if not _is_refusal(error):
            raise
        named = _find(targets, _lines(targets), NAMED)
        if not named:
            raise
        raise RefusedError(str(error)) from error
    for target in targets:
        _log(target, import_id)


def _is_refusal(error: Exception) -> bool:
    """Whether rows are to blame: integrity (23…) or data (22…), not a lost connection or a full disk."""
    code = getattr(getattr(error, "__cause__", None), "pgcode", None) or ""
    return code[:2] in {"22", "23", "P0"}


def _write(targets: list[Target], lines: str) -> None:
    for target in targets:
        _lock_roots(target, lines)
        _write_one(target, lines)
    # What is checked at the end of a transaction is checked now, while the rows are at hand.
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET CONSTRAINTS ALL DEFERRED")


def _write_one(target: Target, lines: str) -> None:
    columns = [field.column for field in target.written]
    key = target.cells[0][0].fields[0].column
    order = [key, "line"] if hasattr(target.model, "parent") else ["line", "pos"]
    run(
        sql_file(
            "imports/insert_rows",
            table=target.table,
            columns=columns,
            whole_rows=target.full,
            lines=lines,
            order=order,
        )
    )
    changed = "SELECT count(*) FROM :\"rows\" WHERE state = 'changed' AND :lines"
    count = rows(changed, rows=target.full, lines=lines)[0][0]
    if not count:
        return
    written = run(
        sql_file(
            "imports/update_rows",
            table=target.table,
            changes=[f"{name} = whole.{name}" for name in target.given],
            whole_rows=target.full,
            lines=lines,
        )
    )
    if written != count:
        raise ConflictError


def _lock_roots(target: Target, lines: str) -> None:
    """Nobody publishes or edits a record while the rows below it are written."""
    if target.parent is not None or not issubclass(target.model, Record):
        return
    held = rows(
        sql_file("imports/lock_roots", table=target.table, whole_rows=target.full, lines=lines)
    )[0]
    if held[0] != held[1]:
        raise ConflictError


def _lines(targets: list[Target]) -> list[int]:
    lines = "SELECT line FROM :\"rows\" WHERE state <> 'unchanged'"
    listed = " UNION ".join(fill(lines, rows=target.full) for target in targets)
    every = "SELECT line FROM (:lines) AS listed ORDER BY line"
    return [line for (line,) in rows(every, lines=listed)]


def _find(targets: list[Target], lines: list[int], left: int) -> int:
    """Halves the rows until the refused ones stand alone; the number of those it named."""
    if not lines or left <= 0:
        return 0
    error = _try(targets, lines)
    if error is None:
        return 0
    if len(lines) == 1:
        _name, told = constraint_fault(_model_of(targets, error), error)
        add_fault(lines[0], FaultKind.RULE, value="", expected=told)
        return 1
    half = len(lines) // 2
    named = _find(targets, lines[:half], left)
    return named + _find(targets, lines[half:], left - named)


def _try(targets: list[Target], lines: list[int]) -> Exception | None:
    """What the database says to these rows; nothing of them stays."""
    try:
        with transaction.atomic():
            _write(targets, f"line BETWEEN {lines[0]} AND {lines[-1]}")
            transaction.set_rollback(True)
    except Error as error:
        if not _is_refusal(error):
            raise
        return error
    return None


def _model_of(targets: list[Target], error: Any) -> type[Model]:
    table = getattr(getattr(error.__cause__, "diag", None), "table_name", "")
    found = [target.model for target in targets if target.table == table]
    return found[0] if found else targets[0].model


def _log(target: Target, import_id: int) -> None:
    """What is needed to take it back: new rows but for those that go with a new one, and changed ones."""
    alone = ""
    if target.parent is not None:
        alone = fill(
            'AND NOT EXISTS (SELECT FROM :"parents" AS parent'
            " WHERE parent.line = whole.line AND parent.is_new)",
            parents=target.parent.full,
        )
    run(
        sql_file(
            "imports/log_changes",
            import_id=import_id,
            table=target.table,
            stamp=stamp_of(target.model, "present"),
            whole_rows=target.full,
            alone=alone,
        )
    )


def stamp_anew(whole: int) -> None:
    """Notes what rows are like after all parts of an import: a later part may have written to them again."""
    models = {table_of(model): model for model in apps.get_models(include_auto_created=True)}
    changed = (
        'SELECT DISTINCT "table" FROM imports_importchange'
        " WHERE of_id IN (SELECT id FROM imports_import WHERE part_of_id = :whole)"
    )
    for (table,) in rows(changed, whole=whole):
        stamp = stamp_of(models[table], "present")
        run(sql_file("imports/stamp_again", import_id=whole, table=table, stamp=stamp))
