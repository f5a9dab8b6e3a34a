"""A site started by `manage.py run` on a database with generated events, and what its processes use."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

import psutil

SAMPLE_SECONDS = 0.25
START_SECONDS = 90
MEGABYTE = 1_000_000
# Prints the address of the database with generated events, and keeps its server running until stdin is closed
DATABASE = """
import sys
from benchmarks import harness
harness.use_events(int(sys.argv[1]))
from django.db import connection
parameters = connection.get_connection_params()
print("database", *(parameters.get(name) or "-" for name in ("user", "password", "host", "port", "dbname")), flush=True)
sys.stdin.read()
"""


@contextmanager
def site(tree: Path, python: str, scale: int, **settings: str) -> Iterator["Site"]:
    """A running site with the code of this folder, without a proxy; settings replace those of the environment."""
    environment = {k: v for k, v in os.environ.items() if k not in {"API_RATE", "DATABASE_URL"}}
    keeper = subprocess.Popen(  # noqa: S603
        [python, "-c", DATABASE, str(scale)],
        cwd=tree,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert keeper.stdout and keeper.stdin
    line = next(line for line in keeper.stdout if line.startswith("database "))
    user, password, host, port_of_database, name = line.split()[1:]
    place = {"host": host} if port_of_database == "-" else {"host": host, "port": port_of_database}
    url = f"postgresql://{quote(user)}:{quote(password)}@/{name}?{urlencode(place)}"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603
        [python, "manage.py", "run", "--port", str(port)],
        cwd=tree,
        env={**environment, "DATABASE_URL": url, "LOG_LEVEL": "ERROR", **settings},
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_until_served(port)
        yield Site(port, process.pid, tree, url)
    finally:
        process.terminate()
        process.wait(30)
        keeper.stdin.close()
        keeper.wait(30)


def wait_until_served(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with (
            suppress(OSError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/") as answer,
        ):
            answer.read()
            return
        time.sleep(0.2)
    raise SystemExit("The site does not start.")


@dataclass
class Site:
    """A running site: its port, the process of `manage.py run`, its folder and its database."""

    port: int
    pid: int
    tree: Path
    database_url: str

    def processes(self) -> list[psutil.Process]:
        """All processes of the site: `run`, servers, worker, and those of PostgreSQL."""
        data = str(self.tree / "var" / "postgres" / "data")
        own = psutil.Process(self.pid)
        database = [
            process
            for process in psutil.process_iter(["name", "cwd"])
            if process.info["name"] == "postgres" and process.info["cwd"] == data
        ]
        return [own, *own.children(recursive=True), *database]

    def static_file(self) -> str:
        """The address of a static file."""
        manifest = (self.tree / "var" / "static" / "staticfiles.json").read_text(encoding="utf-8")
        found = re.search(r'"admin/css/base\.css": "([^"]+)"', manifest)
        assert found
        return f"/static/{found[1]}"


def cpu_seconds(processes: list[psutil.Process]) -> float:
    """CPU time that processes have used so far; those that have ended do not count."""
    total = 0.0
    for process in processes:
        with suppress(psutil.Error):
            times = process.cpu_times()
            total += times.user + times.system
    return total


def cpu_share(of_site: Site, seconds: float) -> float:
    """CPU that a site uses in the next seconds, in percent of one core."""
    processes = of_site.processes()
    before, started = cpu_seconds(processes), time.monotonic()
    time.sleep(seconds)
    # Processes that have ended since do not count any more.
    return max(0.0, 100 * (cpu_seconds(processes) - before) / (time.monotonic() - started))


@dataclass
class Usage:
    """Samples the memory and temporary files of a site; `memory` and `disk` are the largest, in megabytes."""

    of_site: Site
    memory: float = 0.0
    disk: float = 0.0
    connections: int = 0
    _over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Usage":
        self._thread = threading.Thread(target=self._sample)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._over.wait(SAMPLE_SECONDS):
            processes = self.of_site.processes()
            self.memory = max(self.memory, sum(map(_memory, processes)) / MEGABYTE)
            disk = sum(map(_temporary_files, processes)) + _size(self.of_site.tree / "var" / "tmp")
            self.disk = max(self.disk, disk / MEGABYTE)
            backends = [
                p for p in processes if "client backend" in _command(p) or "[local]" in _command(p)
            ]
            self.connections = max(self.connections, len(backends))


def _memory(process: psutil.Process) -> float:
    """Proportional memory: pages that processes share count once."""
    with suppress(psutil.Error):
        return float(process.memory_full_info().pss)
    return 0.0


def _command(process: psutil.Process) -> str:
    with suppress(psutil.Error):
        return " ".join(process.cmdline())
    return ""


def _temporary_files(process: psutil.Process) -> int:
    """Bytes of the files that a process has open and that no folder contains any more, and of PostgreSQL's."""
    total = 0
    for path in Path(f"/proc/{process.pid}/fd").glob("*") if process.is_running() else ():
        with suppress(OSError):
            target = os.readlink(path)
            if target.startswith("/") and ("(deleted)" in target or "pgsql_tmp" in target):
                total += path.stat().st_blocks * 512
    return total


def _size(folder: Path) -> int:
    """Bytes of the files in a folder, which may vanish meanwhile."""
    total = 0
    for path in folder.rglob("*"):
        with suppress(OSError):
            total += path.stat().st_blocks * 512
    return total


def python_of(tree: Path) -> str:
    """The interpreter of a folder's virtual environment."""
    found = tree / ".venv" / "bin" / "python"
    return str(found) if found.exists() else sys.executable
