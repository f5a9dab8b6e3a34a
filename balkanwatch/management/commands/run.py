"""Starts the whole site: database, tables, server and worker; on a local site also data set and administrator."""

import argparse
import fcntl
import http.client
import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, connections

from balkanwatch.server.child_processes import MANAGE, WORKER, ChildProcess

HOST = "127.0.0.1"
# Connections that wait to be accepted
BACKLOG = 1024
ADMINISTRATOR = "admin"
# A step that takes longer says so this often.
SECONDS_OF_SILENCE = 5
# What somebody who has just started the site may try next
NEXT = """
  {site}/                    what is in the database
  {site}/admin/              enter, review, import
  {site}/agreements/tirana-declaration-2025/
                                            a record, and how it is known
  {site}/api/v1/docs/        the API, with a button to try it
  {site}/api/v1/actors/?member_of=nato&on=2025-03-18
                                            who was in NATO on that day
  README.md, “A tour”                       five questions, and how to ask them

  Stop with Ctrl-C; the data stays. Start again with the same command.
"""
WITHOUT_SECOND_FACTOR = (
    "  The admin asks for a password only, since nobody but this machine reaches the site; "
    "SECOND_FACTOR=true asks for a code too."
)


class Command(BaseCommand):
    help = (
        "Migrates and serves on 127.0.0.1. On a site that only this machine can reach, it also loads the data set "
        "and creates an administrator; on other sites only if asked to."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", default="8000", help="Port to serve on (default: 8000).")
        for name, what in (
            ("--example-data", "Load the data set in fixtures/ into an empty database"),
            ("--administrator", f"Create the superuser {ADMINISTRATOR} if there is no superuser"),
        ):
            parser.add_argument(
                name,
                action=argparse.BooleanOptionalAction,
                default=settings.IS_UNREACHABLE,
                help=f"{what} (default: only on a site that only this machine can reach).",
            )

    def handle(self, *args: Any, **options: Any) -> None:
        listening = _listen(options["port"])
        # Migrations wait for PostgreSQL much of the time.
        with ThreadPoolExecutor(1) as meanwhile:
            collecting = meanwhile.submit(
                call_command, "collectstatic", interactive=False, verbosity=0
            )
            with self._step("Starting PostgreSQL"):
                connection.ensure_connection()
            with self._step("Migrating the database"):
                call_command("migrate", verbosity=0)
            if options["example_data"]:
                with self._step("Loading the data set"):
                    call_command("load_fixtures", if_empty=True, stdout=self.stdout)
            with self._step("Collecting static files"):
                collecting.result()
        self._look_for_administrator(create=options["administrator"])
        self._serve(listening)

    @contextmanager
    def _step(self, what: str) -> Iterator[None]:
        """Says what is being done, then every few seconds that it goes on."""
        self._say(f"{what} …")
        started_at, done = time.monotonic(), threading.Event()

        def report() -> None:
            while not done.wait(SECONDS_OF_SILENCE):
                self._say(f"  {what}: {time.monotonic() - started_at:.0f} s so far")

        reporting = threading.Thread(target=report, daemon=True)
        reporting.start()
        try:
            yield
        finally:
            done.set()
            reporting.join()

    def _look_for_administrator(self, *, create: bool) -> None:
        users = get_user_model()._default_manager
        if users.filter(is_superuser=True).exists():
            return
        if not create:
            self._say("There is no administrator yet: create one with manage.py createsuperuser.")
            return
        password = secrets.token_urlsafe(12)
        users.create_superuser(ADMINISTRATOR, password=password)
        self.stdout.write(
            self.style.WARNING(
                f"\n  Administrator: {ADMINISTRATOR}   Password: {password}\n"
                "  The password is not shown again; change it with `manage.py changepassword admin`.\n"
            )
        )

    def _serve(self, listening: socket.socket) -> None:
        site = f"http://{HOST}:{listening.getsockname()[1]}"
        self._say(f"Serving on {site}/")
        if settings.IS_UNREACHABLE:
            self._say(NEXT.format(site=site))
            if not settings.SECOND_FACTOR:
                self._say(WITHOUT_SECOND_FACTOR)
        number = listening.fileno()
        servers = [
            ChildProcess([*MANAGE, "serve", str(number)], inherits=[number])
            for _ in range(settings.SERVER_WORKERS)
        ]
        connections.close_all()
        stopping = threading.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: stopping.set())
        with ExitStack() as running:
            for server in servers:
                running.enter_context(server)
            # The first answer need not wait for the start of another process.
            while not stopping.wait(0.1) and not _answers(listening):
                pass
            worker = running.enter_context(ChildProcess(WORKER))
            stopping.wait()
            for child in (worker, *servers):
                child.stop()

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _listen(text: str) -> socket.socket:
    """A socket on this port, which the processes of the server share; raises CommandError."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise CommandError(
            f"“{text}” is not a port; use a number from 1 to 65535, such as PORT=8001."
        )
    port = int(text)
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(BACKLOG)
    except PermissionError:
        raise CommandError(f"Port {port} requires root. Try: make run PORT=8001") from None
    except OSError:
        user = "another program" if _lock_port(port) else "this site, which runs already"
        raise CommandError(
            f"Port {port} is in use by {user}. Choose another: make run PORT={port + 1}"
        ) from None
    _lock_port(port)
    return listening


def _answers(listening: socket.socket) -> bool:
    """Whether the server has started; waits for it for a second."""
    host, port = listening.getsockname()
    client = http.client.HTTPConnection(host, port, timeout=1)
    try:
        client.request("GET", "/healthz")
        return client.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        client.close()


def _lock_port(port: int) -> bool:
    """Notes until the end of this process that this site uses the port; False if another process of it does."""
    settings.VAR_DIR.mkdir(exist_ok=True)
    path = settings.VAR_DIR / f"port-{port}.lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return False
    return True
