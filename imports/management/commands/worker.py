"""Works on what is queued: imports, for now. Ends with the server that started it."""

import os
import signal
import sys
import threading
from typing import Any

from django.core.management.base import CommandParser
from django_tasks_db.management.commands import db_worker

from imports.applying import jobs


class Command(db_worker.Command):
    help = (
        "Works on what is queued, such as imports, until it is stopped; `manage.py run` starts it."
    )

    def add_arguments(self, parser: CommandParser) -> None:  # type: ignore[override]
        super().add_arguments(parser)
        parser.add_argument(
            "--with-parent", action="store_true", help="Stop when standard input is closed."
        )
        parser.set_defaults(interval=0.5, startup_delay=False, reload=False)

    def handle(self, *, with_parent: bool, **options: Any) -> None:  # type: ignore[override]
        if with_parent:
            threading.Thread(target=_stop_with_parent, daemon=True).start()
        jobs.end_lost()
        super().handle(**options)


def _stop_with_parent() -> None:
    """Standard input ends when whoever started this has ended, however that was."""
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
