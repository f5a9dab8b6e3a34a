"""The worker process runs as long as the server."""

import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.db import connection

from balkanwatch.server import child_processes

RUNNING_SECONDS = 4
# Reports that it has started and waits for the end of its input
WAITS = "import sys, pathlib; pathlib.Path(sys.argv[1]).open('a').write('x'); sys.stdin.read()"


def database_url() -> str:
    """URL of the database of the tests."""
    params = connection.get_connection_params()
    user, password = quote(params.get("user", "")), quote(params.get("password", "") or "")
    place = urlencode({name: params[name] for name in ("host", "port") if params.get(name)})
    return f"postgresql://{user}:{password}@/{quote(params['dbname'])}?{place}"


def wait_for(path: Path, starts: int) -> None:
    deadline = time.monotonic() + 20
    while not (path.exists() and len(path.read_text()) >= starts):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_is_restarted_when_it_dies_and_stopped_with_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    starts = tmp_path / "starts"
    monkeypatch.setattr(child_processes, "RESTART_SECONDS", 0.01)

    with child_processes.ChildProcess([sys.executable, "-c", WAITS, str(starts)]) as worker:
        wait_for(starts, 1)
        first = worker.process
        assert first
        first.kill()
        wait_for(starts, 2)
        second = worker.process

    assert second and second.poll() is not None
    assert len(starts.read_text()) == 2


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_ends_when_its_parent_process_has_ended():
    environment = os.environ | {"DATABASE_URL": database_url()}
    worker = subprocess.Popen(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker", "--with-parent"],
        stdin=subprocess.PIPE,
        env=environment,
    )
    assert worker.stdin
    with pytest.raises(subprocess.TimeoutExpired):
        worker.wait(RUNNING_SECONDS)

    worker.stdin.close()

    assert worker.wait(60) is not None
