"""A fresh copy of an embedded server for each test, and clients that can be killed."""

import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg2
import pytest

from balkanwatch.postgres.account import server_account
from balkanwatch.postgres.folder import Folder
from balkanwatch.postgres.keeper import is_alive
from balkanwatch.postgres.server import ensure_running

ROOT = Path(__file__).parents[2]

CLIENT = """
import sys
from balkanwatch.postgres.server import ensure_running
from tests.postgres.conftest import Server
server = Server(sys.argv[1])
print(server.query(sys.argv[2]), flush=True)
sys.stdin.read()
"""


class Server:
    """The embedded server of one test, and the processes around it."""

    def __init__(self, path: Path | str) -> None:
        self.folder = Folder(path)

    def query(self, sql: str) -> Any:
        """Run a statement in the application's database; the first value of the answer, if any."""
        info = ensure_running(self.folder.path)
        login: dict[str, Any] = {
            "user": info.user,
            "password": info.password,
            "dbname": "balkanwatch",
        }
        connection = psycopg2.connect(host=info.host, port=info.port, **login)
        with closing(connection):
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(sql)
                row = cursor.fetchone() if cursor.description else None
                return str(row[0]) if row else None

    def client(self, sql: str = "SELECT 1") -> "Client":
        return Client(self, sql)

    def keepers(self) -> list[psutil.Process]:
        command = ["balkanwatch.postgres.keeper", str(self.folder.path)]
        every = psutil.process_iter(["cmdline"])
        return [process for process in every if (process.info["cmdline"] or [])[-2:] == command]

    def processes(self) -> list[psutil.Process]:
        """The processes of PostgreSQL that work in the folder, the main one first."""
        every, path = psutil.process_iter(["cwd"]), str(self.folder.path)
        found = [process for process in every if (process.info["cwd"] or "").startswith(path)]
        return sorted(found, key=lambda process: process.create_time())

    def kill(self) -> None:
        """Kill the server's main process as a crash would."""
        main = next(p for p in self.processes() if not p.cmdline()[0].startswith("postgres: "))
        kill_and_wait([main])

    def kill_keepers(self) -> None:
        kill_and_wait(self.keepers())

    def crash(self) -> None:
        """Kill the server and its keeper, as a power cut would."""
        self.kill_keepers()
        self.kill()

    def stop(self) -> None:
        for keeper in self.keepers():
            keeper.terminate()
        wait_until(lambda: not self.keepers())
        for process in self.processes():
            with suppress(psutil.NoSuchProcess):
                process.kill()


class Client:
    """A process that uses a server until it is killed."""

    def __init__(self, server: Server, sql: str) -> None:
        command = [sys.executable, "-c", CLIENT, str(server.folder.path), sql]
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = subprocess.Popen(command, cwd=ROOT, text=True, **pipes)

    def answer(self) -> str:
        """What the statement returned; waits for it."""
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()


def wait_until(condition: Any, seconds: float = 20.0) -> None:
    """Wait for what must come true; fail the test when it does not."""
    ends_at = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends_at, "waited in vain"
        time.sleep(0.05)


def kill_and_wait(processes: list[psutil.Process]) -> None:
    """Kill processes and wait until they are gone, or are zombies of this process."""
    for process in processes:
        process.kill()
    wait_until(lambda: not any(is_alive(process) for process in processes))


def make_folder() -> Path:
    """A folder with a short path, in which only the server's own modes protect it."""
    path = Path(tempfile.mkdtemp(prefix="bw "))
    path.chmod(0o755)
    return path


@pytest.fixture(scope="session")
def template() -> Iterator[Path]:
    """A folder in which a server has been created and stopped."""
    parent = make_folder()
    client = Server(parent / "pg").client()
    assert client.answer() == "1"
    client.kill()
    wait_until(lambda: not Server(parent / "pg").keepers())
    yield parent / "pg"
    shutil.rmtree(parent)


@contextmanager
def new_server() -> Iterator[Server]:
    parent = make_folder()
    server = Server(parent / "pg")
    yield server
    server.stop()
    shutil.rmtree(parent)


@pytest.fixture
def empty_server() -> Iterator[Server]:
    """A server that does not exist yet."""
    with new_server() as server:
        yield server


@pytest.fixture
def own_server(template: Path, empty_server: Server) -> Server:
    """A server that does not run yet, for a test that spoils it or counts its users."""
    subprocess.run(["cp", "-a", template, empty_server.folder.path], check=True)
    return empty_server


@pytest.fixture(scope="module")
def shared_server(template: Path) -> Iterator[Server]:
    with new_server() as server:
        subprocess.run(["cp", "-a", template, server.folder.path], check=True)
        yield server


@pytest.fixture
def server(shared_server: Server) -> Server:
    """A running server, the same for all tests of a file, which leave it in good health."""
    shared_server.query("SELECT 1")
    return shared_server


@pytest.fixture
def stranger(server: Server) -> Iterator[subprocess.Popen[bytes]]:
    """A process of another program under the account PostgreSQL runs under."""
    account = server_account(server.folder)
    options = account.process_options() if account else {}
    with subprocess.Popen(["sleep", "60"], **options) as process:
        yield process
        process.kill()
