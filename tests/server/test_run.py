"""`manage.py run` as a whole: it serves, survives the death of a process, and stops cleanly."""

import gzip
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from django.conf import settings

from tests.imports.test_worker import database_url

START_SECONDS = 180


def get(port: int, path: str) -> int:
    """The status of a request; 0 without an answer."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    with suppress(OSError, http.client.HTTPException):
        client.request("GET", path)
        answer = client.getresponse()
        answer.read()
        return answer.status
    return 0


def assert_compressed(port: int, path: str, content: bytes) -> None:
    """The server sends this file compressed, once."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    client.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = client.getresponse()
    assert gzip.decompress(answer.read()) == content
    assert (answer.status, answer.getheader("Content-Encoding")) == (200, "gzip")
    assert answer.getheader("Vary") == "Accept-Encoding"
    assert "immutable" in (answer.getheader("Cache-Control") or "")
    again = {"If-None-Match": answer.getheader("ETag") or "", "Accept-Encoding": "gzip"}
    client.request("GET", path, headers=again)
    assert client.getresponse().status == 304
    client.close()


def wait_for(port: int, path: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while get(port, path) != 200:
        assert time.monotonic() < deadline, path
        time.sleep(0.1)


@pytest.fixture
def running(transactional_db: None) -> Iterator[tuple["subprocess.Popen[bytes]", int]]:
    """`manage.py run` on the database of the tests, and its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run", "--port", str(port)],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": database_url(), "LOG_LEVEL": "ERROR"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        wait_for(port, "/healthz")
        yield process, port
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def servers_of(process: "subprocess.Popen[bytes]") -> list[psutil.Process]:
    return [p for p in psutil.Process(process.pid).children() if "serve" in p.cmdline()]


@pytest.mark.slow
def test_serves_restarts_and_stops(running: tuple["subprocess.Popen[bytes]", int]) -> None:
    process, port = running

    wait_for(port, "/readyz")
    assert get(port, "/api/v1/actors/albania/") == 200
    [manifest] = settings.STATIC_ROOT.glob("staticfiles.json")
    assert "base.css" in manifest.read_text(encoding="utf-8")
    [style] = Path(settings.STATIC_ROOT, "admin", "css").glob("base.*[0-9a-f].css")
    assert get(port, f"/static/admin/css/{style.name}") == 200
    assert_compressed(port, f"/static/admin/css/{style.name}", style.read_bytes())

    [server] = servers_of(process)
    killed = server.pid
    server.kill()
    wait_for(port, "/healthz")
    assert servers_of(process) != [server]

    [server] = servers_of(process)
    # Those of the killed process are gone.
    folders = {path.name for path in (settings.VAR_DIR / "tmp").iterdir()}
    assert folders & {str(killed), str(server.pid)} == {str(server.pid)}

    children = psutil.Process(process.pid).children(recursive=True)
    # As Ctrl-C does: the signal reaches all processes of the terminal.
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(20) == 0
    assert process.stderr and "Fatal" not in process.stderr.read().decode()
    assert [child for child in children if child.is_running() and child.status() != "zombie"] == []
    assert get(port, "/healthz") == 0
    assert not (settings.VAR_DIR / "tmp" / str(server.pid)).exists()


def test_refuses_a_port_in_use() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = subprocess.run(
            [sys.executable, "manage.py", "run", "--port", str(port)],
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
        )

    assert f"Port {port} is in use" in result.stderr
