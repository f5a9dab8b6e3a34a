"""Creates and starts one server: initdb, stale files, the first role and database."""

import locale
import logging
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from psycopg2 import OperationalError
from psycopg2.extensions import encrypt_password

from balkanwatch.postgres.account import give_access, server_account
from balkanwatch.postgres.folder import (
    ANSWER_SECONDS,
    DATABASE,
    PORT,
    RECOVERY_SECONDS,
    ROLE,
    SUPERUSER,
    Folder,
    is_starting_or_stopping,
    program,
)

PASSWORD_CHARACTERS = 32

logger = logging.getLogger(__name__)


class ClusterError(Exception):
    """The server cannot be started; the text says why and what to do."""


class Cluster:
    """One server's data folder and programs; used while no server runs in the folder."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.process_options: dict[str, Any] = {
            "cwd": "/",
            "stdin": subprocess.DEVNULL,
            "env": {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
        }

    def create(self) -> None:
        """Create what is missing: account, password, data folder."""
        account = server_account(self.folder)
        if account:
            give_access(account, self.folder)
            self.process_options |= account.process_options()
        new_password = len(self.folder.password()) < PASSWORD_CHARACTERS
        if new_password:
            self.folder.write(self.folder.password_file, secrets.token_urlsafe(PASSWORD_CHARACTERS))
        if account:
            os.chown(self.folder.password_file, account.uid, account.gid)
        if not (self.folder.data / "PG_VERSION").exists():
            self.create_data()
        elif new_password:
            self.reset_password()

    def create_data(self) -> None:
        """Run initdb in a temporary folder and rename it, so that there is never half a data folder."""
        if self.folder.data.exists() and any(self.folder.data.iterdir()):
            raise ClusterError(
                f"{self.folder.data} holds files but no PG_VERSION: it is not a PostgreSQL data "
                "folder, or it is damaged. Restore it from a backup, or move it away."
            )
        for leftover in self.folder.path.glob("data.new-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        new = Path(tempfile.mkdtemp(prefix="data.new-", dir=self.folder.path))
        if "user" in self.process_options:
            os.chown(new, self.process_options["user"], self.process_options["group"])
        command: list[str | Path] = [program("initdb"), "-D", new, "-U", SUPERUSER]
        command += ["--auth=scram-sha-256", "--pwfile", self.folder.password_file]
        command += ["--encoding=UTF8", "--no-instructions"]
        # The builtin provider sorts the same on every system; messages stay English.
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        command += [f"--lc-ctype={unicode_ctype()}"]
        result = subprocess.run(  # noqa: S603
            command, stdout=sys.stderr, timeout=RECOVERY_SECONDS, **self.process_options
        )
        if result.returncode:
            shutil.rmtree(new, ignore_errors=True)
            raise ClusterError(f"initdb failed with status {result.returncode}.")
        new.rename(self.folder.data)
        descriptor = os.open(self.folder.path, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)

    def reset_password(self) -> None:
        """Set the superuser's password to the one in the new password file."""
        logger.warning("the password file was missing or truncated: setting a new password")
        self.remove_stale_files()
        command: list[str | Path] = [program("postgres"), "--single", "-D"]
        command += [self.folder.data, "postgres"]
        statement = f"ALTER ROLE {SUPERUSER} PASSWORD '{self.folder.password()}'\n"
        options = {name: value for name, value in self.process_options.items() if name != "stdin"}
        subprocess.run(  # noqa: S603
            command, input=statement, text=True, check=True, stdout=subprocess.DEVNULL, **options
        )

    def remove_stale_files(self) -> None:
        """Remove the files of a killed server; only called while no server runs in the folder.

        PostgreSQL does not start with a truncated postmaster.pid, or with one whose process id belongs
        to another program.
        """
        (self.folder.data / "postmaster.pid").unlink(missing_ok=True)
        socket = self.folder.create_socket_folder() / f".s.PGSQL.{PORT}"
        for path in (socket, socket.with_name(socket.name + ".lock")):
            path.unlink(missing_ok=True)

    def launch(self) -> subprocess.Popen[bytes]:
        """Start the server process, without waiting until it answers."""
        self.remove_stale_files()
        quoted = str(self.folder.create_socket_folder()).replace('"', '""')
        settings = {
            "listen_addresses": "",
            "port": PORT,
            "unix_socket_directories": f'"{quoted}"',
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "log_checkpoints": "off",
        }
        command: list[str | Path] = [program("postgres"), "-D", self.folder.data]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        # In its own session it keeps running when the keeper is killed with its process group.
        options = self.process_options | {"stdout": sys.stderr, "start_new_session": True}
        return subprocess.Popen(command, **options)  # noqa: S603

    def wait_for_answer(self, process: subprocess.Popen[bytes]) -> None:
        """Return when the server answers; ClusterError if it ends or does not answer."""
        started_at = time.monotonic()
        while True:
            try:
                with self.folder.connect(SUPERUSER):
                    return
            except OperationalError as error:
                limit = RECOVERY_SECONDS if is_starting_or_stopping(error) else ANSWER_SECONDS
                problem = str(error).strip()
            if process.poll() is not None:
                raise ClusterError(f"PostgreSQL ended with status {process.returncode}.")
            if time.monotonic() - started_at > limit:
                raise ClusterError(f"PostgreSQL does not answer: {problem}")
            time.sleep(0.05)

    def prepare_database(self) -> None:
        """Create the application's role and database; the role can log in once both exist."""
        with self.folder.connect(SUPERUSER) as superuser, superuser.cursor() as cursor:
            cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [ROLE])
            if not cursor.rowcount:
                cursor.execute(f"CREATE ROLE {ROLE} NOLOGIN")
            cursor.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.rowcount:
                cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")
            # The password is sent as a hash, so that no log contains it.
            password = encrypt_password(
                self.folder.password(), ROLE, scope=superuser, algorithm="scram-sha-256"
            )
            rights = "LOGIN CREATEDB CREATEROLE NOSUPERUSER"
            cursor.execute(f"ALTER ROLE {ROLE} {rights} PASSWORD %s", [password])


def unicode_ctype() -> str:
    """An LC_CTYPE of this system with Unicode letters.

    pg_trgm uses it to recognise letters: with plain C it would ignore Cyrillic.
    """
    for name in ("C.UTF-8", "en_US.UTF-8"):
        try:
            locale.setlocale(locale.LC_CTYPE, name)
        except locale.Error:
            continue
        return name
    return "C"
