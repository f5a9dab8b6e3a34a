"""Runs queued background jobs: the steps of imports."""

import os
import signal
import threading
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django_tasks_db.management.commands import db_worker

from curation.review.batches import end_lost_batches
from imports.applying import jobs, presence
from records.verification import advice, first_findings


class Command(db_worker.Command):
    help = "Runs queued jobs, such as imports, until it is stopped; `manage.py run` starts it."

    def add_arguments(self, parser: CommandParser) -> None:  # type: ignore[override]
        super().add_arguments(parser)
        parser.add_argument(
            "--with-parent", action="store_true", help="Stop when standard input is closed."
        )
        parser.set_defaults(interval=0.5, startup_delay=False, reload=False)

    def handle(self, *, with_parent: bool, **options: Any) -> None:  # type: ignore[override]
        if with_parent:
            threading.Thread(target=_stop_with_parent, daemon=True).start()
        if found := first_findings():
            raise CommandError(advice(found))
        presence.announce_worker()
        jobs.end_lost_imports()
        end_lost_batches()
        super().handle(**options)


def _stop_with_parent() -> None:
    """Standard input is closed when the parent process ends, however it ends."""
    # Not sys.stdin: its lock, held by this thread, would abort the process at its end.
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
