"""Checks a file, and writes what was checked, each in one transaction.

`progress` is called with the step, how many rows are done, and of how many (0: unknown). Whatever it raises
ends the work, and nothing is written.
"""

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from curation.review.corrections import RecordCorrection
from imports.applying.corrections import (
    NoAuthorError,
    add_further,
    collect_corrections,
    propose_collected,
)
from imports.applying.transactions import (
    ImportRefusedError,
    finish_import,
    import_transaction,
    wait_for_other_imports,
)
from imports.applying.writing import ConflictError, RowsRejectedError, write_targets
from imports.checking.checks import FAULTS, add_fault, add_faults, has_faults, start_collecting
from imports.checking.columns import DecimalColumn
from imports.checking.doubts import find_doubts
from imports.checking.name_matching import remembered_names_changed_since, remembered_names_note
from imports.checking.plan import STATES, ImportPlan
from imports.checking.proposed_rows import remember_proposed_rows
from imports.checking.removals import missing_rows_notes
from imports.checking.sql import run
from imports.checking.staging import INCOMING, Progress, stage_file, stage_preview
from imports.choices import FaultKind, ImportStatus, RowState
from imports.models import Import, ImportRow
from imports.reading.table_files import Table
from imports.resources import known_resources

# Characters of a value that are stored with a fault
MAX_STORED_VALUE = 500


def no_progress(step: str, done: int, total: int) -> None:
    """Ignores progress."""


def check_file(import_job: Import, table: Table, *, progress: Progress = no_progress) -> None:
    """Checks a file and stores its rows, states, counts and faults with the import.

    The rows are written on trial and taken back, so that what only the database refuses is found, too.
    """
    with import_transaction(import_job, ImportStatus.CHECKING):
        plan = _check(import_job, table, progress)
        if not import_job.counts["faults"]:
            _try_out(import_job, plan, progress)
        finish_import(import_job, ImportStatus.CHECKED)


def apply_checked(
    import_job: Import,
    *,
    progress: Progress = no_progress,
    collected: list[RecordCorrection] | None = None,
) -> None:
    """Writes the rows of a checked import and proposes its corrections, unless records changed since the check.

    Corrections of a part are added to `collected` instead: the whole import proposes them. Afterwards the import is
    done or, with faults that say why, failed. Raises ImportRefusedError if it is not checked or has invalid rows.
    """
    if import_job.status != ImportStatus.CHECKED:
        raise ImportRefusedError(_("Only a checked file can be imported."))
    if import_job.faults.all().preventing().exists():
        raise ImportRefusedError(_("Fix the invalid rows and check the file again."))
    checked_at, count = import_job.finished_at, import_job.counts["rows"]
    with import_transaction(import_job, ImportStatus.APPLYING):
        start_collecting()
        DecimalColumn.set_decimal_sign(import_job.options.get("decimal", "."))
        plan = _plan(import_job)
        progress("staging", 0, count)
        if stage_preview(import_job.pk, len(import_job.columns)) != count:
            raise ImportRefusedError(_("The preview was deleted. Check the file again."))
        progress("checking", 0, count)
        wait_for_other_imports()
        plan.read()
        if checked_at and remembered_names_changed_since(checked_at):
            text = _("Remembered names were changed since the preview. Check the file again.")
            raise ImportRefusedError(text)
        plan.classify_rows()
        _find_conflicts(import_job)
        _write(import_job, plan, progress, collected)


def import_file(
    import_job: Import,
    table: Table,
    *,
    progress: Progress = no_progress,
    collected: list[RecordCorrection] | None = None,
) -> None:
    """Checks a file, writes its rows and proposes its corrections if there are no faults, in one transaction.

    Corrections of a part are added to `collected` instead. Afterwards the import is done; or checked, with faults; or
    failed, if the database rejected rows.
    """
    with import_transaction(import_job, ImportStatus.CHECKING):
        plan = _check(import_job, table, progress)
        if import_job.counts["faults"]:
            finish_import(import_job, ImportStatus.CHECKED)
        else:
            _write(import_job, plan, progress, collected)


def write_later_lists(import_job: Import, collected: list[RecordCorrection]) -> None:
    """Writes the lists of a part that had to wait for other parts, of rows without faults, as only they are written.

    Their corrections are added to `collected`, unless rows of other parts say the same.
    """
    start_collecting()
    plan = _plan(import_job)
    plan.only, plan.later = plan.later, ()
    stage_preview(import_job.pk, len(import_job.columns))
    bad = f"SELECT number FROM imports_importrow WHERE of_id = {import_job.pk} AND state = 'bad'"  # noqa: S608 (our own tables)
    faulty = f"SELECT line FROM imports_importfault WHERE of_id = {import_job.pk}"  # noqa: S608 (our own tables)
    run(f"DELETE FROM {INCOMING} WHERE line IN ({bad} UNION {faulty})")  # noqa: S608 (our own tables)
    plan.read()
    add_further(collected, _write_rows(import_job, plan))


def _plan(import_job: Import, header_line: int = 1) -> ImportPlan:
    resource, later = known_resources()[import_job.resource], import_job.options.get("later", ())
    return ImportPlan(resource, import_job.columns, header_line, later=later)


def _check(import_job: Import, table: Table, progress: Progress) -> ImportPlan:
    start_collecting()
    import_job.proposals = import_job.undoing_proposals = None
    import_job.columns, import_job.notes = list(table.columns), table.notes
    import_job.options = {**import_job.options, "decimal": table.decimal}
    DecimalColumn.set_decimal_sign(table.decimal)
    plan = _plan(import_job, table.header_line)
    count, odd = stage_file(table, progress)
    if plan.check_header():
        progress("checking", 0, count)
        wait_for_other_imports()
        plan.read()
        find_doubts(plan, odd, strict=bool(import_job.options.get("strict")))
    # Those of the table are complete now that its rows are read.
    import_job.notes = [*table.notes, *remembered_names_note()]
    plan.classify_rows()
    import_job.notes = [*import_job.notes, *missing_rows_notes(plan.targets)]
    import_job.rows.all().delete()
    cells = ", ".join(f"file_row.f{number}" for number in range(len(table.columns)))
    run(
        "INSERT INTO imports_importrow (of_id, number, cells, state, differences, stamp)"  # noqa: S608 (table and column names of models)
        f" SELECT {import_job.pk}, file_row.line, ARRAY[{cells}]::text[],"
        " state.state, state.differences, state.stamp"
        f" FROM {INCOMING} file_row JOIN {STATES} state ON state.line = file_row.line"
    )
    ImportRow.objects.bulk_create(
        ImportRow(import_job=import_job, number=line, cells=cells, state=RowState.BAD)
        for line, cells in table.broken.items()
    )
    import_job.faults.all().delete()
    import_job.counts = plan.counts(table.broken) | {"faults": _save_faults(import_job)}
    progress("checked", count, count)
    return plan


def _save_faults(import_job: Import) -> int:
    """Stores the faults of this transaction with the import, which keeps the doubts that the check found.

    Returns the number of those that prevent importing.
    """
    import_job.faults.exclude(kind=FaultKind.DOUBT).delete()
    last = f"SELECT coalesce(max(number), 0) FROM imports_importfault WHERE of_id = {import_job.pk}"  # noqa: S608 (table and column names of models)
    run(
        'INSERT INTO imports_importfault (of_id, number, line, kind, "column", value, expected, nearest)'  # noqa: S608 (table and column names of models)
        f" SELECT {import_job.pk}, ({last}) + row_number() OVER (ORDER BY line, col, kind, value), line,"
        f" kind, col, left(value, {MAX_STORED_VALUE}), coalesce(expected, ''), coalesce(nearest, '')"
        f" FROM (SELECT DISTINCT * FROM {FAULTS}) fault"
        # A check that goes on to write has stored its doubts.
        f" WHERE kind <> '{FaultKind.DOUBT.value}' OR NOT EXISTS (SELECT FROM imports_importfault stored"
        f" WHERE stored.of_id = {import_job.pk} AND stored.kind = '{FaultKind.DOUBT.value}')"
    )
    return import_job.faults.all().preventing().count()


def _find_conflicts(import_job: Import) -> None:
    """Adds a fault for each row whose state is no longer what the preview showed."""
    add_faults(
        FaultKind.CONFLICT,
        f"FROM {STATES} state JOIN imports_importrow preview"
        f" ON preview.of_id = {import_job.pk} AND preview.number = state.line"
        f" WHERE state.state <> '{RowState.BAD.value}'"
        " AND (state.state, state.stamp, state.differences)"
        " IS DISTINCT FROM (preview.state, preview.stamp, preview.differences)",
        line="state.line",
        value="preview.cells[1]",
    )


def _write_rows(import_job: Import, plan: ImportPlan) -> list[RecordCorrection]:
    """Writes the rows that need no second person; returns the corrections, which do."""
    with transaction.atomic():
        write_targets(plan.written_targets, import_job.pk)
        return collect_corrections(plan.written_targets, import_job)


def _try_out(import_job: Import, plan: ImportPlan, progress: Progress) -> None:
    """Writes all rows and takes them back; adds the faults of rows that the database rejects."""
    progress("trying", 0, import_job.counts["rows"])
    savepoint = transaction.savepoint()
    try:
        _write_rows(import_job, plan)
    except RowsRejectedError as error:
        _save_rejected(import_job, error)
    except NoAuthorError as error:
        import_job.notes = [*import_job.notes, str(error)]
    except ConflictError:
        raise ImportRefusedError(_changed_meanwhile()) from None
    else:
        transaction.savepoint_rollback(savepoint)
    progress("checked", import_job.counts["rows"], import_job.counts["rows"])


def _changed_meanwhile() -> str:
    return _("Somebody else changed the same records at the same time. Check the file again.")


def _save_rejected(import_job: Import, error: RowsRejectedError) -> None:
    """Stores the faults of rows that the database rejected, and these rows as invalid."""
    for row in error.rejected:
        add_fault(row.line, row.kind, value=row.value, expected=row.expected)
    faults = _save_faults(import_job)
    lines = [row.line for row in error.rejected]
    import_job.rows.filter(number__in=lines).update(state=RowState.BAD, differences=None)
    states = import_job.rows.values_list("state").annotate(count=Count("pk")).order_by()
    import_job.counts = {"rows": import_job.counts["rows"], **dict(states), "faults": faults}


def _write(
    import_job: Import,
    plan: ImportPlan,
    progress: Progress,
    collected: list[RecordCorrection] | None,
) -> None:
    """Writes the rows that need no second person, and proposes or collects the others."""
    count = import_job.counts["rows"]
    progress("writing", 0, count)
    corrections: list[RecordCorrection] = []
    if not has_faults():
        try:
            corrections = _write_rows(import_job, plan)
        except RowsRejectedError as error:
            _save_rejected(import_job, error)
            import_job.error = str(error)
        except NoAuthorError as error:
            import_job.error = str(error)
        except ConflictError:
            import_job.error = _changed_meanwhile()
    import_job.counts |= {"faults": _save_faults(import_job)}
    if import_job.counts["faults"] or import_job.error:
        import_job.error = import_job.error or _("Records were changed since the preview.")
        finish_import(import_job, ImportStatus.FAILED)
        return
    if collected is None:
        propose_collected(import_job, corrections)
    else:
        collected += corrections
        remember_proposed_rows(change for each in corrections for change in each.changes)
    progress("done", count, count)
    finish_import(import_job, ImportStatus.DONE)
