"""Background jobs: queues the steps of an import, runs them in a worker, and ends those whose worker has died."""

import datetime as dt
import logging
import threading
from typing import Self

from django.db import Error, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from curation.types import AnyUser
from imports.applying import engine, multi_part
from imports.applying.error_texts import error_text
from imports.applying.packages import Package
from imports.applying.transactions import ImportRefusedError, finish_import
from imports.checking.staging import Progress
from imports.choices import RUNNING_STATUSES, ImportStatus, ImportStep
from imports.file_types import detected_type
from imports.models import Import, ImportRow
from imports.permissions import may_import
from imports.profiles.profile import Profile, ProfileError
from imports.reading.archives import unpacked_files
from imports.reading.delimited import UnreadableFileError
from imports.reading.table_files import open_table
from imports.undoing.reverting import UndoRefusedError
from imports.undoing.undo import undo_import
from records.lock_waits import IMPORT_LOCKS
from records.sql import run_sql
from records.statistics import refresh_statistics

logger = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 0.5
# After this time without a heartbeat, the worker may have died
MAX_SILENCE = dt.timedelta(seconds=15)
# Uploads and the rows of previews are kept this long after the last step
RETENTION = dt.timedelta(days=30)
# The statuses in which each step can be queued
ALLOWED_STATUSES: dict[ImportStep, set[ImportStatus]] = {
    ImportStep.CHECK: {*ImportStatus} - RUNNING_STATUSES - {ImportStatus.DONE},
    ImportStep.APPLY: {ImportStatus.CHECKED},
    ImportStep.UNDO: {ImportStatus.DONE},
}
# Errors that are not bugs
EXPECTED_ERRORS = (UnreadableFileError, ImportRefusedError, UndoRefusedError, ProfileError)


class CancelledError(Exception):
    """A user cancelled the import."""


def queue_step(import_job: Import, step: ImportStep, user: AnyUser | None = None) -> None:
    """Queues a step that this user asked for.

    Raises ImportRefusedError if the import is busy or its status does not allow it.
    """
    if import_job.part_of_id:
        text = _("This is a part of an import; work on the whole import instead.")
        raise ImportRefusedError(text)
    with transaction.atomic():
        locked = Import.objects.select_for_update(no_key=True).get(pk=import_job.pk)
        if locked.is_busy:
            raise ImportRefusedError(_("The import is already queued or running."))
        if locked.status not in ALLOWED_STATUSES[step]:
            raise ImportRefusedError(_("The status of the import no longer allows this."))
        if step is ImportStep.CHECK:
            locked.status = ImportStatus.QUEUED
        locked.step, locked.error, locked.progress, locked.cancelled_at = step, "", {}, None
        locked.heartbeat_at = timezone.now()
        locked.asked_by_id = user.pk if user else None
        locked.task = run_import.enqueue(locked.pk).id
        locked.save()


def cancel_import(import_job: Import) -> None:
    """Removes a queued step, or asks the worker to end a running one within seconds."""
    Import.objects.busy().filter(pk=import_job.pk).update(cancelled_at=timezone.now())
    with transaction.atomic():
        locked = Import.objects.select_for_update(no_key=True).get(pk=import_job.pk)
        waiting = _queued_tasks(locked).select_for_update(skip_locked=True)
        if locked.is_busy and waiting.exists():
            _queued_tasks(locked).delete()
            step = ImportStep(locked.step)
            finish_import(locked, _status_after(step, ImportStatus.CANCELLED))


def end_lost_imports() -> int:
    """Ends imports whose worker or command has died, so that they can be tried again; returns their number."""
    ended = 0
    for lost in Import.objects.silent_since(timezone.now() - MAX_SILENCE):
        with transaction.atomic():
            # A worker holds this lock until the end of its transaction, even while it is silent.
            lock = [IMPORT_LOCKS, lost.pk]
            ((has_no_worker,),) = run_sql("SELECT pg_try_advisory_xact_lock(%s, %s::int)", lock)
            silent = Import.objects.silent_since(timezone.now() - MAX_SILENCE)
            locked = silent.select_for_update(no_key=True).filter(pk=lost.pk).first()
            if not has_no_worker or not locked:
                continue
            if locked.status not in RUNNING_STATUSES and _queued_tasks(locked).exists():
                continue
            locked.error = _(
                "The worker stopped before it had finished. Nothing was written; try again."
            )
            is_undoing = locked.status == ImportStatus.UNDOING
            step = ImportStep.UNDO if is_undoing else ImportStep(locked.step)
            finish_import(locked, _status_after(step))
            ended += 1
    return ended


def _queued_tasks(import_job: Import) -> QuerySet[DBTaskResult]:
    return DBTaskResult.objects.filter(pk__in=[import_job.task], status=TaskResultStatus.READY)


def delete_old_uploads() -> None:
    """Deletes uploads, and rows of previews, at the end of their retention."""
    for old in Import.objects.finished_before(timezone.now() - RETENTION).exclude(upload=""):
        ImportRow.objects.filter(Q(import_job=old) | Q(import_job__part_of=old)).delete()
        old.upload.delete(save=False)
        old.save(update_fields=["upload"])


@task()
def run_import(number: int) -> None:
    """Runs the queued step of an import and saves the outcome."""
    import_job = Import.objects.busy().filter(pk=number).select_related("user", "asked_by").first()
    if import_job is None:
        return
    end_lost_imports()
    delete_old_uploads()
    step, import_job.error = ImportStep(import_job.step), ""
    with Heartbeat(import_job) as heartbeat:
        try:
            _run_step(import_job, step, heartbeat.report)
            status = ImportStatus(import_job.status)
        except Exception as error:
            failure, import_job.error = ImportStatus.CANCELLED, ""
            if not heartbeat.is_cancelled:
                failure, import_job.error = ImportStatus.FAILED, _message(error)
                if not isinstance(error, EXPECTED_ERRORS):
                    logger.exception("import %s failed", number)
            status = _status_after(step, failure)
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
    finish_import(import_job, status)
    if step in {ImportStep.APPLY, ImportStep.UNDO}:
        refresh_statistics()


class Heartbeat(threading.Thread):
    """Saves heartbeat and progress of an import while it runs, and polls for cancellation."""

    def __init__(self, import_job: Import) -> None:
        super().__init__(daemon=True)
        self.import_id = import_job.pk
        self.progress: dict[str, str | int] = {}
        self.is_cancelled = False
        self._stopped = threading.Event()
        ((self._worker_pid,),) = run_sql("SELECT pg_backend_pid()")

    def __enter__(self) -> Self:
        self._beat()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self.join()

    def report(self, step: str, done: int, total: int) -> None:
        """Takes the progress of the engine; raises CancelledError if the import was cancelled."""
        self.progress = {"step": step, "done": done, "of": total}
        if self.is_cancelled:
            raise CancelledError

    def run(self) -> None:
        while not self._stopped.wait(HEARTBEAT_SECONDS):
            self._beat()
            if self.is_cancelled:
                self._interrupt()
        connection.close()

    def _beat(self) -> None:
        try:
            own = Import.objects.filter(pk=self.import_id)
            own.update(heartbeat_at=timezone.now(), progress=self.progress)
            self.is_cancelled = own.filter(cancelled_at__isnull=False).exists()
        except Error as error:
            logger.warning("heartbeat of import %s failed: %s", self.import_id, error)
            connection.close()

    def _interrupt(self) -> None:
        """Cancels the statement that the worker is waiting for."""
        try:
            run_sql("SELECT pg_cancel_backend(%s)", [self._worker_pid])
        except Error as error:
            logger.warning("import %s could not be interrupted: %s", self.import_id, error)
            connection.close()


def _run_step(import_job: Import, step: ImportStep, progress: Progress) -> None:
    if step is ImportStep.CHECK:
        _check(import_job, progress)
        return
    _check_permissions(import_job, import_job.resources())
    if step is ImportStep.UNDO:
        undo_import(import_job, progress=progress)
    elif import_job.parts.exists():
        multi_part.apply_checked_parts(import_job, progress=progress)
    else:
        engine.apply_checked(import_job, progress=progress)


def _check(import_job: Import, progress: Progress) -> None:
    with unpacked_files(import_job.upload.path, import_job.file_name) as paths:
        if import_job.mapping or len(paths) > 1:
            mapping, options = import_job.mapping, import_job.options
            resources = (Profile(mapping) if mapping else Package(paths, options)).resources
            _check_permissions(import_job, resources)
            multi_part.import_files(import_job, paths, writes=False, progress=progress)
            return
    with open_table(import_job.upload.path, **import_job.options) as table:
        if not import_job.resource:
            import_job.resource = detected_type(table.columns, import_job.file_name)
        import_job.save(update_fields=["resource"])
        _check_permissions(import_job, import_job.resources())
        # Whatever it wrote before has been undone, or was never kept.
        import_job.changes.all().delete()
        engine.check_file(import_job, table, progress=progress)


def _check_permissions(import_job: Import, names: list[str]) -> None:
    user = import_job.user
    if user is None or not names or not all(may_import(user, name) for name in names):
        text = _("You do not have permission to import into the tables of this file.")
        raise ImportRefusedError(text)


def _status_after(step: ImportStep, failure: ImportStatus = ImportStatus.FAILED) -> ImportStatus:
    """The status after a step that did not succeed: an import that could not be undone is still done."""
    return ImportStatus.DONE if step is ImportStep.UNDO else failure


def _message(error: Exception) -> str:
    """The message for users; of an unexpected error, its first line."""
    if isinstance(error, UndoRefusedError):
        return "\n".join(error.reasons)
    if isinstance(error, EXPECTED_ERRORS):
        return str(error)
    first = error_text(error).partition("\n")[0].rstrip(".")
    text = _("It was interrupted, and nothing was written: %(error)s. Try again.")
    return text % {"error": first}
