"""Serves the site on a socket that `manage.py run` has opened; one process of the server."""

import os
import signal
import socket
import tempfile
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from balkanwatch.server.http_server import Server


class Command(BaseCommand):
    help = "Serves the site on an open socket; `manage.py run` starts it."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("socket", type=int, help="Number of the open socket.")

    def handle(self, *args: Any, **options: Any) -> None:
        from balkanwatch.wsgi import application

        _use_own_temporary_files()
        server = Server(application, socket.socket(fileno=options["socket"]))
        signal.signal(signal.SIGTERM, server.stop)
        # Ctrl-C reaches all processes of the terminal; the parent process then stops this one.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        threading.Thread(target=_stop_with_parent, args=(server,), daemon=True).start()
        server.run()


def _use_own_temporary_files() -> None:
    """Puts answers that wait, uploads and spreadsheets below var/: /tmp is often held in memory."""
    if "TMPDIR" not in os.environ:
        folder = settings.VAR_DIR / "tmp"
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.tempdir = str(folder)


def _stop_with_parent(server: Server) -> None:
    """Standard input is closed when the parent process ends, however it ends."""
    # Not sys.stdin: its lock, held by this thread, would abort the process at its end.
    while os.read(0, 1):
        pass
    server.stop()
