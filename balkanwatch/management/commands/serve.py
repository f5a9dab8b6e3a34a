"""Serves the site on a socket that `manage.py run` has opened; one process of the server."""

import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psutil
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from balkanwatch.server.http_server import Server

# After this time a thread that computes, such as one that writes a spreadsheet, lets others run; Python's own is 5 ms.
SWITCH_SECONDS = 0.001


class Command(BaseCommand):
    help = "Serves the site on an open socket; `manage.py run` starts it."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("socket", type=int, help="Number of the open socket.")

    def handle(self, *args: Any, **options: Any) -> None:
        from balkanwatch.wsgi import application

        sys.setswitchinterval(SWITCH_SECONDS)
        server = Server(application, socket.socket(fileno=options["socket"]))
        signal.signal(signal.SIGTERM, server.stop)
        # Ctrl-C reaches all processes of the terminal; the parent process then stops this one.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        threading.Thread(target=_stop_with_parent, args=(server,), daemon=True).start()
        with _own_temporary_files():
            server.run()


@contextmanager
def _own_temporary_files() -> Iterator[None]:
    """Puts answers that wait, uploads and spreadsheets below var/: /tmp is often held in memory.

    Each process has its folder, and removes those of processes that have been killed.
    """
    if "TMPDIR" in os.environ:
        yield
        return
    folder = settings.VAR_DIR / "tmp"
    folder.mkdir(parents=True, exist_ok=True)
    for other in folder.iterdir():
        if not (other.name.isdecimal() and psutil.pid_exists(int(other.name))):
            shutil.rmtree(other, ignore_errors=True)
    own = folder / str(os.getpid())
    own.mkdir(exist_ok=True)
    tempfile.tempdir = str(own)
    yield
    shutil.rmtree(own, ignore_errors=True)


def _stop_with_parent(server: Server) -> None:
    """Standard input is closed when the parent process ends, however it ends."""
    # Not sys.stdin: its lock, held by this thread, would abort the process at its end.
    while os.read(0, 1):
        pass
    server.stop()
