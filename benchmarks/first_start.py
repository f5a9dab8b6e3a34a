"""The first start of a site, from installed packages to its first answer, against `initdb` plus `createdb`."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from balkanwatch.postgres.account import system_account
from balkanwatch.postgres.folder import program
from benchmarks import harness
from benchmarks.running_site import wait_until_served

ROUNDS = harness.number("ROUNDS", 5)
TREE = Path(__file__).parents[1]
GOAL = 20


@contextmanager
def folder() -> Iterator[Path]:
    """An empty folder that PostgreSQL's account may enter."""
    path = Path(tempfile.mkdtemp(dir="/tmp"))
    path.chmod(0o755)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def first_start() -> float:
    """Seconds from `manage.py run` in a new checkout to the first answer of the API."""
    with folder() as home:
        checkout = home / "site"
        subprocess.run(["git", "clone", "-q", TREE, checkout], check=True)  # noqa: S603, S607
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "manage.py", "run", "--port", str(port)]
        kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "API_RATE"}}
        started_at = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603
            command, cwd=checkout, env=kept | {"HOME": str(home)}, stdout=subprocess.DEVNULL
        )
        try:
            wait_until_served(port)
            return time.perf_counter() - started_at
        finally:
            process.terminate()
            process.wait(60)
            _wait_until_stopped(checkout / "var/postgres/data/postmaster.pid")


def _wait_until_stopped(pid_file: Path) -> None:
    while pid_file.exists():
        time.sleep(0.1)


def bare_postgresql() -> float:
    """Seconds that `initdb` and `createdb` take, without the start of the server between them."""
    with folder() as home:
        account = system_account().process_options() if os.geteuid() == 0 else {}
        data = home / "data"
        if account:
            os.chown(home, account["user"], account["group"])

        def run(name: str, *arguments: object) -> float:
            command = [str(program(name)), *map(str, arguments)]
            started_at = time.perf_counter()
            subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, **account)  # noqa: S603
            return time.perf_counter() - started_at

        initdb = run("initdb", "-D", data, "-U", "postgres", "--auth=trust", "--locale=C")
        options = f"-c listen_addresses='' -c unix_socket_directories={home}"
        run("pg_ctl", "-D", data, "-w", "-l", home / "log", "-o", options, "start")
        try:
            return initdb + run("createdb", "-h", home, "-U", "postgres", "balkanwatch")
        finally:
            run("pg_ctl", "-D", data, "-w", "stop")


def main() -> None:
    times: harness.Times = {}
    for _ in range(ROUNDS):
        times.setdefault("initdb plus createdb", []).append(bare_postgresql() * 1000)
        times.setdefault("first start", []).append(first_start() * 1000)
    minima, medians = harness.ratio(times["first start"], times["initdb plus createdb"])
    harness.write_results(
        "first_start",
        "# First start",
        f"{ROUNDS} rounds, {harness.machine()}. Packages are installed; the checkout is new, the home empty.",
        harness.summary(times),
        f"Ratio of minima {minima}, of medians {medians} (goal: {GOAL}).",
    )


if __name__ == "__main__":
    main()
