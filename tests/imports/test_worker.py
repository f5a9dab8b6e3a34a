"""The worker runs beside the server, and as long."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from balkanwatch import beside

# Says that it is there, and waits for the end of its input
WAITS = "import sys, pathlib; pathlib.Path(sys.argv[1]).open('a').write('x'); sys.stdin.read()"


def wait_for(path: Path, starts: int) -> None:
    deadline = time.monotonic() + 20
    while not (path.exists() and len(path.read_text()) >= starts):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_is_started_again_when_it_dies_and_stopped_with_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    starts = tmp_path / "starts"
    monkeypatch.setattr(beside, "COMMAND", [sys.executable, "-c", WAITS, str(starts)])
    monkeypatch.setattr(beside, "AGAIN_SECONDS", 0.01)

    with beside.Worker() as worker:
        wait_for(starts, 1)
        first = worker.process
        assert first
        first.kill()
        wait_for(starts, 2)
        second = worker.process

    assert second and second.poll() is not None
    assert len(starts.read_text()) == 2


@pytest.mark.django_db(transaction=True)
def test_ends_when_its_starter_has_ended():
    from django.db import connection

    name = connection.settings_dict["NAME"]
    url = os.environ.get("DATABASE_URL", "")
    environment = os.environ | {"DATABASE_URL": url.replace("/jobs?", f"/{name}?")}
    worker = subprocess.Popen(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker", "--with-parent"],
        stdin=subprocess.PIPE,
        env=environment,
    )
    assert worker.stdin

    worker.stdin.close()

    assert worker.wait(60) is not None
