"""Whether background jobs are being run: each worker holds a shared advisory lock while it lives."""

import datetime as dt
import logging
import threading
import time

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

# The two numbers of the lock; imports use other ones (`IMPORT_LOCKS`)
WORKER_LOCK = (4712, 0)
HOLD_SECONDS = 5.0
# A job that has waited longer, while none is running, is waiting for a worker that does nothing
MAX_WAIT = dt.timedelta(minutes=1)

logger = logging.getLogger(__name__)


def announce_worker() -> None:
    """Holds the lock until this process ends; takes it again after a lost connection."""
    threading.Thread(target=_hold_lock, name="worker presence", daemon=True).start()


def _hold_lock() -> None:
    while True:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock_shared(%s, %s)", WORKER_LOCK)
                while True:
                    time.sleep(HOLD_SECONDS)
                    cursor.execute("SELECT 1")
        except Error as error:
            logger.warning("The worker is not connected to the database: %s", error)
            connection.close()
            time.sleep(HOLD_SECONDS)


def worker_problem() -> str:
    """What keeps background jobs from being run; empty if nothing does."""
    due = DBTaskResult.objects.ready().filter(enqueued_at__lt=timezone.now() - MAX_WAIT)
    if due.exists() and not DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).exists():
        return "a job has been waiting for more than a minute"
    # A transaction pooler keeps no locks of sessions: then only the queue tells.
    if settings.DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] or _is_locked():
        return ""
    return "no worker is running"


def _is_locked() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND classid = %s AND objid = %s AND database ="
            " (SELECT oid FROM pg_database WHERE datname = current_database()))",
            WORKER_LOCK,
        )
        (found,) = cursor.fetchone()
    return bool(found)
