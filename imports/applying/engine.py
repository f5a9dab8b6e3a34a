"""The three things one does with an import: check a file, apply what was checked, undo what was applied.

The admin, the background and the command line call these and nothing else. Each works in one transaction:
all of it happens or nothing. `progress` is told what goes on, how far it is and of how much (0: unknown);
whatever it raises ends the work and leaves nothing of it.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from curation.history.tracking import recording
from imports.applying.reverting import take_back
from imports.applying.writing import ConflictError, RefusedError, write
from imports.checking.checks import collect_faults
from imports.checking.name_matching import is_changed_since, remembered
from imports.checking.plan import Plan
from imports.checking.staging import Progress, stage_file, stage_kept
from imports.checking.targets import rows, run
from imports.choices import ImportStatus, RowState, Step
from imports.models import Import, ImportRow
from imports.reading.decimals import read_decimals
from imports.reading.table_files import Table
from imports.resources import known_resources
from records.sql import sql_file

logger = logging.getLogger(__name__)

# First number of the locks on imports that are worked on
LOCKS = 4711


def silent(step: str, done: int, of: int) -> None:
    """Progress that nobody asked for."""


class NotPossibleError(Exception):
    """The import is not in a state for this; the message says why."""


def check(import_: Import, table: Table, *, progress: Progress = silent) -> None:
    """Reads and checks a file; keeps its rows with what they mean, and all faults.

    Afterwards the import is checked: `import_.rows`, `.faults` and `.counts` tell; nothing else was written.
    """
    with working(import_, ImportStatus.CHECKING):
        _check(import_, table, progress)
        end(import_, ImportStatus.CHECKED)


def apply(import_: Import, *, progress: Progress = silent) -> None:
    """Writes what was checked, if nothing is wrong and nothing was changed since: all of it, or nothing.

    Afterwards the import is done, or failed, and the faults say why. Raises NotPossibleError for an
    import that is not checked, or that has bad rows.
    """
    if import_.status != ImportStatus.CHECKED:
        raise NotPossibleError(_("Only what has been checked can be imported."))
    if import_.faults.exists():
        raise NotPossibleError(
            _("A file with bad rows is not imported; mend them and check it again.")
        )
    checked_at = import_.finished_at
    with working(import_, ImportStatus.APPLYING):
        collect_faults()
        read_decimals(import_.options.get("decimal", "."))
        plan = _plan(import_)
        progress("staging", 0, import_.counts["rows"])
        if stage_kept(import_.pk, len(import_.columns)) != import_.counts["rows"]:
            raise NotPossibleError(_("The rows of the preview are gone. Check the file again."))
        progress("checking", 0, import_.counts["rows"])
        plan.read()
        if checked_at and is_changed_since(checked_at):
            raise NotPossibleError(
                _("Remembered names were changed since the preview. Check the file again.")
            )
        plan.settle_states()
        _find_conflicts(import_)
        _write(import_, plan, progress)


def run_at_once(import_: Import, table: Table, *, progress: Progress = silent) -> None:
    """Checks a file and, if nothing is wrong in it, writes it, in one transaction.

    Afterwards the import is done; or checked, with faults; or failed, where the database refused rows.
    """
    with working(import_, ImportStatus.CHECKING):
        plan = _check(import_, table, progress)
        if import_.counts["faults"]:
            end(import_, ImportStatus.CHECKED)
        else:
            _write(import_, plan, progress)


def undo(import_: Import, *, progress: Progress = silent) -> None:
    """Takes back all that an import wrote; raises UndoRefusedError with reasons where more stands on it."""
    if import_.status != ImportStatus.DONE:
        raise NotPossibleError(_("Only an import that is done can be undone."))
    with working(import_, ImportStatus.UNDOING, otherwise=ImportStatus.DONE):
        progress("undoing", 0, 0)
        take_back(import_)
        import_.parts.update(status=ImportStatus.UNDONE)
        end(import_, ImportStatus.UNDONE)


@contextmanager
def working(
    import_: Import, status: ImportStatus, otherwise: ImportStatus = ImportStatus.FAILED
) -> Iterator[None]:
    """One transaction; whatever ends it early leaves the import failed, or as it was, with the reason."""
    now = timezone.now()
    import_.status, import_.started_at, import_.heartbeat_at = status, now, now
    import_.error = ""
    import_.save(update_fields=["status", "started_at", "heartbeat_at", "error"])
    try:
        with _noted(import_), transaction.atomic():
            # Its work is in sets of the size of a file: sort and hash them in memory.
            run("SET LOCAL work_mem = '64MB'")
            # A server whose client has died ends its work, and lets go of this lock: so it is known
            # whether anybody works on an import that has been silent for long.
            run("SET LOCAL client_connection_check_interval = '1s'")
            run(f"SELECT pg_advisory_xact_lock({LOCKS}, {import_.pk})")
            if not Import.objects.filter(pk=import_.pk, status=status).exists():
                raise NotPossibleError(_("This import was given up meanwhile."))
            yield
    except Exception as error:
        logger.warning("import %s failed: %s", import_.pk, error)
        import_.error, import_.status = str(error), otherwise
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
            end(import_, otherwise)
        raise


def _noted(import_: Import) -> Any:
    """The history says of all that is written who imported which file."""
    return recording(through="import", user=import_.who, what=import_.file_name)


def end(import_: Import, status: ImportStatus) -> None:
    import_.status, import_.finished_at, import_.step = status, timezone.now(), Step.NOTHING
    import_.save(
        update_fields=[
            "status",
            "finished_at",
            "step",
            "counts",
            "columns",
            "notes",
            "options",
            "error",
        ]
    )


def _plan(import_: Import) -> Plan:
    return Plan(known_resources()[import_.resource], import_.columns)


def _check(import_: Import, table: Table, progress: Progress) -> Plan:
    collect_faults()
    import_.columns = list(table.columns)
    import_.options = {**import_.options, "decimal": table.decimal}
    read_decimals(table.decimal)
    plan = _plan(import_)
    count = stage_file(table, progress)
    if plan.check_header():
        progress("checking", 0, count)
        plan.read()
    import_.notes = [*import_.notes, *remembered()]
    plan.settle_states()
    import_.rows.all().delete()
    cells = [f"incoming.f{number}" for number in range(len(table.columns))]
    run(sql_file("imports/keep_rows", import_id=import_.pk, cells=cells))
    ImportRow.objects.bulk_create(
        ImportRow(of=import_, number=line, cells=cells, state=RowState.BAD)
        for line, cells in table.broken.items()
    )
    import_.counts = plan.counts(table.broken) | {"faults": _keep_faults(import_)}
    progress("checked", count, count)
    return plan


def _keep_faults(import_: Import) -> int:
    """Keeps the faults of this transaction with the import; their number."""
    import_.faults.all().delete()
    return run(sql_file("imports/keep_faults", import_id=import_.pk))


def _find_conflicts(import_: Import) -> None:
    """Rows that no longer mean what they meant when somebody looked at the preview."""
    run(sql_file("imports/faults_of_conflicts", import_id=import_.pk))


def _write(import_: Import, plan: Plan, progress: Progress) -> None:
    count = import_.counts["rows"]
    progress("writing", 0, count)
    if not rows("SELECT 1 FROM import_fault LIMIT 1"):
        try:
            write(plan.targets, import_.pk)
        except RefusedError as error:
            import_.error = str(error)
        except ConflictError:
            import_.error = _(
                "Somebody changed the same records at the same time. Check the file again."
            )
    faults = _keep_faults(import_)
    import_.counts |= {"faults": faults}
    if faults or import_.error:
        import_.error = import_.error or _("Records were changed since the preview.")
        end(import_, ImportStatus.FAILED)
    else:
        progress("done", count, count)
        end(import_, ImportStatus.DONE)
