"""The process that starts, watches and stops one embedded PostgreSQL; does not use Django.

Run as `python -m balkanwatch.postgres.keeper FOLDER`. It runs as long as the server.
"""

import fcntl
import logging
import os
import signal
import sys
import time
from contextlib import suppress

import psutil
from psycopg2 import OperationalError

from balkanwatch.postgres.account import AccountError
from balkanwatch.postgres.cluster import Cluster, ClusterError
from balkanwatch.postgres.folder import (
    PORT,
    RECOVERY_SECONDS,
    SUPERUSER,
    Folder,
    has_too_many_clients,
    is_starting_or_stopping,
    try_lock,
)

POLL_SECONDS = 0.25
IDLE_SECONDS = 3.0  # consecutive commands share one server
SURVIVOR_SECONDS = 5.0
LOG_BYTES = 10_000_000

logger = logging.getLogger(__name__)


class Keeper:
    """Keeps one embedded server."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.cluster = Cluster(folder)
        self.server: psutil.Process | None = None

    def run(self) -> None:
        """Start the server; return when it has ended or is no longer needed."""
        try:
            self.server = self.find_server()
            if self.server:
                logger.info("adopted the running server, process %s", self.server.pid)
            else:
                self.cluster.create()
                process = self.cluster.launch()
                self.server = psutil.Process(process.pid)
                self.cluster.wait_for_answer(process)
            self.cluster.prepare_database()
            self.watch()
        finally:
            self.stop()
            self.folder.remove_outside_socket_folder()

    def find_server(self) -> psutil.Process | None:
        """The main process of a server that already runs in this folder, once it answers.

        Processes that do not answer (orphans of a killed server, or a server that hangs) are killed
        first, so that only the new server accesses the data.
        """
        deadline = time.monotonic() + SURVIVOR_SECONDS
        recovery_deadline = time.monotonic() + RECOVERY_SECONDS
        while survivors := self.serving_processes():
            try:
                with self.folder.connect(SUPERUSER) as connection:
                    backend = psutil.Process(connection.info.backend_pid)
                    server = backend.parent()
                if server in survivors:
                    return server
            except psutil.NoSuchProcess:
                pass
            except OperationalError as error:
                if is_starting_or_stopping(error) or has_too_many_clients(error):
                    deadline = min(time.monotonic() + SURVIVOR_SECONDS, recovery_deadline)
            if time.monotonic() > deadline:
                logger.warning("killing %s processes that do not answer", len(survivors))
                for process in survivors:
                    send_signal(process, signal.SIGKILL)
            time.sleep(0.05)
        return None

    def serving_processes(self) -> list[psutil.Process]:
        """The PostgreSQL processes that run in the data folder."""
        data = str(self.folder.data)
        return [
            process
            for process in psutil.process_iter(["name", "cwd", "status"])
            if process.info["name"] == "postgres"
            and process.info["cwd"] == data
            and process.info["status"] != psutil.STATUS_ZOMBIE
        ]

    def watch(self) -> None:
        """Return when the server or its socket has disappeared, or no process needs the server."""
        socket_folder = self.folder.socket_folder()
        users = self.folder.open(self.folder.users_lock)
        needed_at = time.monotonic()
        while is_alive(self.server):
            if not (socket_folder and (socket_folder / f".s.PGSQL.{PORT}").exists()):
                logger.warning("the socket has been removed")
                return
            if not try_lock(users, fcntl.LOCK_EX):
                needed_at = time.monotonic()
            elif time.monotonic() - needed_at > IDLE_SECONDS:
                logger.info("no process needs the server any more")
                return  # keeps the lock: new clients wait until the server has stopped
            else:
                fcntl.flock(users, fcntl.LOCK_UN)
            time.sleep(POLL_SECONDS)
        logger.warning("the server has ended")

    def stop(self) -> None:
        """Stop the server, with stronger signals if necessary; no committed data is lost."""
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        # See "Shutting Down the Server" in the PostgreSQL documentation.
        signals = ((signal.SIGINT, 60.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))
        for number, seconds in signals:
            if not self.server or not is_alive(self.server):
                return
            send_signal(self.server, number)
            deadline = time.monotonic() + seconds
            while is_alive(self.server) and time.monotonic() < deadline:
                time.sleep(0.02)


def is_alive(process: psutil.Process | None) -> bool:
    """Whether the process runs; a zombie does not."""
    try:
        return process is not None and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def send_signal(process: psutil.Process, number: signal.Signals) -> None:
    """Send a signal to a process that may have ended meanwhile."""
    with suppress(psutil.NoSuchProcess):
        process.send_signal(number)


def write_to_log(folder: Folder) -> None:
    """Redirect the output of this process and its children to the log, which is rotated when large."""
    if folder.log.exists() and folder.log.stat().st_size > LOG_BYTES:
        folder.log.replace(folder.log.with_name(folder.log.name + ".1"))
    descriptor = folder.open(folder.log, os.O_WRONLY | os.O_APPEND)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    os.close(descriptor)
    logging.Formatter.converter = time.gmtime
    form = "%(asctime)s UTC [%(process)d] KEEPER %(levelname)s: %(message)s"
    logging.basicConfig(level=logging.INFO, format=form)


def main() -> int:
    """Run the keeper of the folder on the command line; returns 0 at once if there already is one."""
    folder = Folder(sys.argv[1])
    lock = folder.open(folder.keeper_lock)
    if not try_lock(lock, fcntl.LOCK_EX):
        return 0
    os.ftruncate(lock, 0)
    os.write(lock, f"{os.getpid()}\n".encode())
    # Ends the program and runs its `finally` blocks.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    write_to_log(folder)
    try:
        Keeper(folder).run()
    except (ClusterError, AccountError, FileNotFoundError) as error:
        logger.error("%s", error)
        return 1
    except Exception:
        logger.exception("unexpected error")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
