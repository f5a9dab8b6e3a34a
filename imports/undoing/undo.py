"""Undoes an import in one transaction, as far as no later work depends on it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from imports.applying.engine import no_progress
from imports.applying.transactions import ImportRefusedError, finish_import, import_transaction
from imports.checking.staging import Progress
from imports.choices import ImportStatus
from imports.models import Import
from imports.undoing.corrections import undo_corrections
from imports.undoing.reverting import revert_import


def undo_import(import_job: Import, *, progress: Progress = no_progress) -> None:
    """Reverts what an import wrote, proposes to take its accepted corrections back, and says what stays.

    Something stays if later work depends on it; the import is then still done, and can be undone again. Raises
    UndoRefusedError if nothing can be undone.
    """
    if import_job.status != ImportStatus.DONE:
        raise ImportRefusedError(_("Only a finished import can be undone."))
    with import_transaction(import_job, ImportStatus.UNDOING, on_error=ImportStatus.DONE):
        progress("undoing", 0, import_job.counts.get("rows", 0))
        reverted = revert_import(import_job)
        undo_corrections(import_job)
        if reverted.kept:
            text = ngettext(
                "Undone, except for %(count)d row that later work depends on:",
                "Undone, except for %(count)d rows that later work depends on:",
                reverted.kept,
            )
            lines = [text % {"count": reverted.kept}, *reverted.reasons]
            import_job.error = "\n".join(lines)
            finish_import(import_job, ImportStatus.DONE)
            return
        import_job.parts.update(status=ImportStatus.UNDONE)
        finish_import(import_job, ImportStatus.UNDONE)
