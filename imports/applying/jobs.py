"""What is done with imports in the background: queued by a request, worked on with signs of life, never stuck."""

import datetime as dt
import logging
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from django.db import Error, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from imports.applying import engine, multi_part
from imports.applying.engine import NotPossibleError
from imports.applying.reverting import UndoRefusedError
from imports.checking.detect_resource import resource_of
from imports.checking.staging import Progress
from imports.choices import ImportStatus, Step
from imports.models import Import, ImportRow
from imports.permissions import may_import
from imports.profiles.profiles import Profile, ProfileError
from imports.reading.archives import unpacked
from imports.reading.table_files import Unreadable, open_table

logger = logging.getLogger(__name__)

# Between two signs of life, and after how long without one somebody looks whether there is still a worker
PULSE_SECONDS = 0.5
SILENCE = dt.timedelta(seconds=15)
# So long rows of the preview and the file are kept after the last step
KEPT = dt.timedelta(days=30)
# From which states one may ask for what
STARTS: dict[Step, set[str]] = {
    Step.CHECK: {
        ImportStatus.QUEUED,
        ImportStatus.CHECKED,
        ImportStatus.FAILED,
        ImportStatus.CANCELLED,
        ImportStatus.UNDONE,
    },
    Step.APPLY: {ImportStatus.CHECKED},
    Step.UNDO: {ImportStatus.DONE},
}


# What is not a fault of the program
EXPECTED = (Unreadable, NotPossibleError, UndoRefusedError, ProfileError)


class CancelledError(Exception):
    """Somebody asked for the end of it."""


def ask(import_: Import, step: Step) -> None:
    """Queues a step; raises NotPossibleError where the import is busy or not in a state for it."""
    if import_.part_of_id:
        raise NotPossibleError(_("This is a part of an import, which is done as a whole."))
    with transaction.atomic():
        held = Import.objects.select_for_update(no_key=True).get(pk=import_.pk)
        if held.is_busy:
            raise NotPossibleError(_("The import is being worked on already."))
        if held.status not in STARTS[step]:
            raise NotPossibleError(_("The import is not in a state for this any more."))
        if step is Step.CHECK:
            held.status = ImportStatus.QUEUED
        held.step, held.error, held.progress, held.cancelled_at = step, "", {}, None
        held.heartbeat_at = timezone.now()
        held.task = run_import.enqueue(held.pk).id
        held.save()


def cancel(import_: Import) -> None:
    """Ends what is going on, within seconds; what waits is not begun. Nothing of it stays."""
    Import.objects.busy().filter(pk=import_.pk).update(cancelled_at=timezone.now())
    with transaction.atomic():
        held = Import.objects.select_for_update(no_key=True).get(pk=import_.pk)
        waiting = DBTaskResult.objects.filter(pk__in=[held.task], status=TaskResultStatus.READY)
        if held.is_busy and waiting.select_for_update(skip_locked=True).exists():
            waiting.delete()
            _leave(held, _left(Step(held.step), ImportStatus.CANCELLED))


def end_lost() -> int:
    """Ends imports whose worker has died, so that they can be tried again; the number of those."""
    ended = 0
    for lost in Import.objects.silent_since(timezone.now() - SILENCE):
        with transaction.atomic():
            # Held as long as a worker's transaction lasts, however silent it is.
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_try_advisory_xact_lock(%s, %s::int)", [engine.LOCKS, lost.pk]
                )
                (free,) = cursor.fetchone() or (False,)
            found = Import.objects.silent_since(timezone.now() - SILENCE)
            held = found.select_for_update(no_key=True).filter(pk=lost.pk).first()
            if not free or not held or _is_waiting(held):
                continue
            held.error = _("The worker stopped before it was done. Nothing was written; try again.")
            _leave(held, _left(Step(held.step)))
            ended += 1
    return ended


def forget_old() -> None:
    """Takes away the files and the rows of previews that nobody has asked for in a long time."""
    for old in Import.objects.over_since(timezone.now() - KEPT).exclude(upload=""):
        ImportRow.objects.filter(Q(of=old) | Q(of__part_of=old)).delete()
        old.upload.delete(save=False)
        old.save(update_fields=["upload"])


@task()
def run_import(number: int) -> None:
    """Does what an import waits for, and leaves it in a state that says what became of it."""
    import_ = Import.objects.busy().filter(pk=number).select_related("who").first()
    if import_ is None:
        return
    end_lost()
    forget_old()
    step, import_.error = Step(import_.step), ""
    with Pulse(import_) as pulse:
        try:
            STEPS[step](import_, pulse.report)
            status = import_.status
        except Exception as error:
            is_expected = isinstance(error, EXPECTED)
            cancelled = pulse.is_cancelled
            if not is_expected and not cancelled:
                logger.exception("import %s failed", number)
            import_.error = "" if cancelled else _told(error)
            status = _left(step, ImportStatus.CANCELLED if cancelled else ImportStatus.FAILED)
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
    _leave(import_, status)


class Pulse(threading.Thread):
    """Signs of life of an import, and the ear for those who want it to end, beside the work."""

    _backend: int

    def __init__(self, import_: Import) -> None:
        super().__init__(daemon=True)
        self.import_id = import_.pk
        self.progress: dict[str, Any] = {}
        self.is_cancelled = False
        self._over = threading.Event()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (self._backend,) = cursor.fetchone() or (0,)

    def __enter__(self) -> Self:
        self._beat()
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._over.set()
        self.join()

    def report(self, step: str, done: int, of: int) -> None:
        """Progress of the engine; ends it where somebody wants that."""
        self.progress = {"step": step, "done": done, "of": of}
        if self.is_cancelled:
            raise CancelledError

    def run(self) -> None:
        while not self._over.wait(PULSE_SECONDS):
            self._beat()
            if self.is_cancelled:
                self._interrupt()
        connection.close()

    def _beat(self) -> None:
        try:
            held = Import.objects.filter(pk=self.import_id)
            held.update(heartbeat_at=timezone.now(), progress=self.progress)
            self.is_cancelled = held.filter(cancelled_at__isnull=False).exists()
        except Error as error:
            logger.warning("import %s gave no sign of life: %s", self.import_id, error)
            connection.close()

    def _interrupt(self) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_cancel_backend(%s)", [self._backend])
        except Error as error:
            logger.warning("import %s could not be interrupted: %s", self.import_id, error)
            connection.close()


def _check(import_: Import, progress: Progress) -> None:
    if import_.mapping:
        _check_rights(import_, Profile(import_.mapping).resources)
        with unpacked(import_.upload.path, import_.file_name) as paths:
            multi_part.check(import_, paths, progress=progress)
        return
    with open_table(import_.upload.path, **import_.options) as table:
        import_.notes = table.notes
        if not import_.resource:
            import_.resource = resource_of(table.columns, import_.file_name)
        import_.save(update_fields=["notes", "resource"])
        _check_rights(import_, import_.resources())
        # What it wrote before was taken back, or never stayed.
        import_.changes.all().delete()
        engine.check(import_, table, progress=progress)


def _apply(import_: Import, progress: Progress) -> None:
    _check_rights(import_, import_.resources())
    work = multi_part.apply if import_.mapping else engine.apply
    work(import_, progress=progress)


def _undo(import_: Import, progress: Progress) -> None:
    _check_rights(import_, import_.resources())
    engine.undo(import_, progress=progress)


STEPS: dict[Step, Callable[[Import, Progress], None]] = {
    Step.CHECK: _check,
    Step.APPLY: _apply,
    Step.UNDO: _undo,
}


def _check_rights(import_: Import, names: list[str]) -> None:
    who = import_.who
    if who is None or not names or not all(may_import(who, name) for name in names):
        raise NotPossibleError(_("You may not import into the tables that this file is for."))


def _is_waiting(import_: Import) -> bool:
    ready = DBTaskResult.objects.filter(pk__in=[import_.task], status=TaskResultStatus.READY)
    return import_.status not in _AT_WORK and ready.exists()


_AT_WORK = {ImportStatus.CHECKING, ImportStatus.APPLYING, ImportStatus.UNDOING}


def _left(step: Step, otherwise: ImportStatus = ImportStatus.FAILED) -> ImportStatus:
    """Where a step that came to nothing leaves an import."""
    return ImportStatus.DONE if step is Step.UNDO else otherwise


def _leave(import_: Import, status: str) -> None:
    import_.status, import_.step = status, Step.NOTHING
    import_.finished_at = timezone.now()
    import_.save(update_fields=["status", "step", "error", "finished_at"])


def _told(error: Exception) -> str:
    """What people are told; of faults in the program they cannot mend more than the first line."""
    if isinstance(error, UndoRefusedError):
        return "\n".join(error.reasons)
    if isinstance(error, EXPECTED):
        return str(error)
    first = str(error).strip().partition("\n")[0]
    return _("It was interrupted, and nothing was written: %(error)s. Try again.") % {
        "error": first.rstrip(".") or type(error).__name__
    }
