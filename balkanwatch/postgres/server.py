"""Client side of the embedded PostgreSQL: makes sure that it runs, and returns how to connect."""

import fcntl
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg2
from django.db import OperationalError

from balkanwatch.postgres.folder import (
    ANSWER_SECONDS,
    RECOVERY_SECONDS,
    ConnectionInfo,
    Folder,
    has_too_many_clients,
    is_starting_or_stopping,
    program,
    try_lock,
)

ROOT = Path(__file__).resolve().parents[2]
LOG_LINES = 15

# Locks by folder; the kernel releases them when this process ends in any way.
_users_locks: dict[Path, int] = {}
_verified: dict[Path, ConnectionInfo] = {}
_keepers: list[subprocess.Popen[bytes]] = []
_starting = threading.Lock()


class EmbeddedServerError(OperationalError):
    """The embedded server does not start; the text includes the end of its log."""


def connection_info(directory: Path | str) -> ConnectionInfo:
    """How to connect, as last verified by this process; verifies now if necessary."""
    return _verified.get(Folder(directory).path) or ensure_running(directory)


def ensure_running(directory: Path | str) -> ConnectionInfo:
    """Start the embedded server unless it already answers; returns how to connect.

    Waits up to 20 seconds, and up to five minutes while the server is being created or recovers
    from a crash. Raises EmbeddedServerError. The server runs at least until this process ends.
    """
    folder = Folder(directory)
    with _starting:
        try:
            program("postgres")
            folder.create()
            info = _wait_for_server(folder)
        except OSError as error:
            raise EmbeddedServerError(
                f"The embedded PostgreSQL in {folder.path} cannot be used: {error}"
            ) from error
        _verified[folder.path] = info
        return info


def _wait_for_server(folder: Folder) -> ConnectionInfo:
    keeper: subprocess.Popen[bytes] | None = None
    started_at = time.monotonic()
    problem = "the previous server does not stop"
    while True:
        limit = ANSWER_SECONDS
        if _is_registered(folder):
            try:
                with folder.connect():
                    answers = True
            except psycopg2.OperationalError as error:
                problem = str(error).strip()
                answers = has_too_many_clients(error)
                if is_starting_or_stopping(error) or not folder.data.exists():
                    limit = RECOVERY_SECONDS
            kept = _has_keeper(folder)
            if answers and kept:
                return folder.connection_info()
            if not kept and (keeper is None or keeper.poll() is not None):
                if keeper and keeper.returncode > 0:
                    raise _failure(folder, "it could not be started")
                if keeper is None and not answers:
                    _announce(folder)
                keeper = _spawn_keeper(folder)
        if time.monotonic() - started_at > limit:
            raise _failure(folder, problem)
        time.sleep(0.05)


def _is_registered(folder: Folder) -> bool:
    """Take the lock of processes that need the server; False while a server is stopping."""
    descriptor = folder.open(folder.users_lock)
    held = _users_locks.get(folder.path)
    if held is not None:
        if os.path.samestat(os.fstat(held), os.fstat(descriptor)):
            os.close(descriptor)
            return True
        os.close(_users_locks.pop(folder.path))  # the folder was removed meanwhile
    if not try_lock(descriptor, fcntl.LOCK_SH):
        os.close(descriptor)
        return False
    _users_locks[folder.path] = descriptor
    return True


def _has_keeper(folder: Folder) -> bool:
    descriptor = folder.open(folder.keeper_lock)
    try:
        return not try_lock(descriptor, fcntl.LOCK_SH)
    finally:
        os.close(descriptor)


def _spawn_keeper(folder: Folder) -> subprocess.Popen[bytes]:
    """Start a keeper that outlives this process and ignores signals of its terminal."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    log = folder.open(folder.log, os.O_WRONLY | os.O_APPEND)
    try:
        keeper = subprocess.Popen(  # noqa: S603
            [sys.executable, "-P", "-m", "balkanwatch.postgres.keeper", str(folder.path)],
            cwd="/",
            env=os.environ | {"PYTHONPATH": path},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    finally:
        os.close(log)
    _keepers[:] = [earlier for earlier in _keepers if earlier.poll() is None]
    _keepers.append(keeper)
    return keeper


def _announce(folder: Folder) -> None:
    verb = "Starting" if folder.data.exists() else "Creating"
    path = Path(os.path.relpath(folder.path))
    path = folder.path if ".." in path.parts else path
    sys.stderr.write(f"{verb} the embedded PostgreSQL in {path} …\n")
    sys.stderr.flush()


def _failure(folder: Folder, problem: str) -> EmbeddedServerError:
    try:
        lines = folder.log.read_text(errors="replace").splitlines()[-LOG_LINES:]
    except FileNotFoundError:
        lines = ["(there is no log)"]
    log = "\n".join(f"  {line}" for line in lines)
    return EmbeddedServerError(
        f"The embedded PostgreSQL in {folder.path} does not run: {problem}.\n"
        f"The end of its log, {folder.log}:\n{log}"
    )
