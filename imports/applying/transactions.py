"""The transaction in which an import is worked on: its locks, its status, and what the history notes."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from curation.history.tracking import history_context
from imports.applying.error_texts import error_text
from imports.checking.sql import run
from imports.choices import ImportStatus, ImportStep
from imports.models import Import
from records.lock_waits import IMPORT_LOCKS

logger = logging.getLogger(__name__)

# The two numbers of the lock of the import that compares and writes rows
WRITING_LOCK = (4713, 0)


class ImportRefusedError(Exception):
    """The import cannot do this now, or the user may not; the message says why."""


@contextmanager
def import_transaction(
    import_job: Import, status: ImportStatus, on_error: ImportStatus = ImportStatus.FAILED
) -> Iterator[None]:
    """A transaction for work on an import, recorded in the history.

    The import has the status while it runs, and `on_error` with the message if it raises.
    """
    import_job.status, import_job.error = status, ""
    import_job.started_at = import_job.heartbeat_at = timezone.now()
    import_job.save(update_fields=["status", "started_at", "heartbeat_at", "error"])
    user = import_job.asked_by or import_job.user
    history = history_context(through="import", user=user, what=import_job.file_name)
    try:
        with history, transaction.atomic():
            # Sets have the size of the file: sort and hash them in memory.
            run("SET LOCAL work_mem = '64MB'")
            # Temporary tables are analyzed as soon as they are filled; few samples suffice for them.
            run("SET LOCAL default_statistics_target = 10")
            # If the client dies, the server notices and releases the lock, so that others can tell
            # whether a silent import still has a worker.
            run("SET LOCAL client_connection_check_interval = '1s'")
            run(f"SELECT pg_advisory_xact_lock({IMPORT_LOCKS}, {import_job.pk})")
            if not Import.objects.filter(pk=import_job.pk, status=status).exists():
                raise ImportRefusedError(_("This import was ended in the meantime."))
            yield
    except (Exception, KeyboardInterrupt) as error:
        logger.warning("import %s failed: %s", import_job.pk, error)
        import_job.error, import_job.status = error_text(error), on_error
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
            finish_import(import_job, on_error)
        raise


def wait_for_other_imports() -> None:
    """From here to the end of the transaction no other import compares its rows or writes.

    So an import finds what another one that began with it has added, instead of adding it again.
    """
    run(f"SELECT pg_advisory_xact_lock({WRITING_LOCK[0]}, {WRITING_LOCK[1]})")


def finish_import(import_job: Import, status: ImportStatus) -> None:
    """Saves the outcome of a step."""
    import_job.status, import_job.step = status, ImportStep.NOTHING
    import_job.finished_at = timezone.now()
    outcome = ("status", "finished_at", "step", "counts", "columns", "notes", "options", "error")
    import_job.save(update_fields=[*outcome, "proposals", "undoing_proposals"])
