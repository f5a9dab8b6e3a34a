"""The embedded server starts by itself, recovers from damage, and stops with its users."""

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from balkanwatch.postgres.folder import Folder, try_lock
from balkanwatch.postgres.server import EmbeddedServerError, ensure_running
from tests import cases
from tests.postgres.conftest import Server, wait_until

STARTED_AT = "SELECT pg_postmaster_start_time()"


# Start


def test_creates_a_server_in_an_empty_folder_and_says_so(empty_server: Server, capfd: Any) -> None:
    assert empty_server.query("SHOW server_encoding") == "UTF8"
    assert capfd.readouterr().err.startswith("Creating the embedded PostgreSQL in ")


def test_uses_the_running_server_the_second_time(server: Server, capfd: Any) -> None:
    started_at = server.query(STARTED_AT)
    capfd.readouterr()
    before = time.monotonic()
    assert server.query(STARTED_AT) == started_at
    assert time.monotonic() - before < 1
    assert capfd.readouterr().err == ""


def test_shares_one_server_between_processes_that_start_together(empty_server: Server) -> None:
    clients = [empty_server.client(STARTED_AT) for _ in range(4)]
    answers = {client.answer() for client in clients}
    for client in clients:
        client.kill()
    assert len(answers) == 1
    assert answers != {""}


def test_treats_cyrillic_as_letters_and_works_in_utc(server: Server) -> None:
    server.query("CREATE EXTENSION pg_trgm")
    assert server.query("SELECT similarity('Суботица', 'суботица')") == "1.0"
    assert server.query("SELECT upper('шабац') = 'ШАБАЦ'") == "True"
    assert server.query("SHOW timezone") == "UTC"


# After a crash


def test_keeps_committed_rows_when_the_server_is_killed(server: Server) -> None:
    server.query("CREATE TABLE kept AS SELECT generate_series(1, 1000)")
    server.kill()
    assert server.query("SELECT count(*) FROM kept") == "1000"


def test_loses_nothing_when_everything_is_killed_ten_times(server: Server) -> None:
    server.query("CREATE TABLE numbers (number int)")
    for number in range(10):
        client = server.client(f"INSERT INTO numbers VALUES ({number}) RETURNING number")
        assert client.answer() == str(number)
        client.kill()
        server.crash()
        before = time.monotonic()
        assert server.query("SELECT count(*) FROM numbers") == str(number + 1)
        assert time.monotonic() - before < 20


def test_adopts_the_server_of_a_killed_keeper(server: Server) -> None:
    started_at = server.query(STARTED_AT)
    server.kill_keepers()
    server.query("SELECT 1")
    wait_until(lambda: "adopted the running server" in server.folder.log.read_text(), seconds=5)
    assert server.query(STARTED_AT) == started_at
    assert len(server.keepers()) == 1


def test_kills_a_process_that_outlived_its_server(server: Server) -> None:
    survivor = next(p for p in server.processes() if "checkpointer" in p.cmdline()[0])
    survivor.suspend()
    server.crash()
    assert server.query("SELECT 1") == "1"
    wait_until(lambda: not psutil.pid_exists(survivor.pid) or survivor.status() == "zombie")


def test_restarts_after_the_socket_was_removed(server: Server) -> None:
    started_at = server.query(STARTED_AT)
    (server.folder.path / "socket" / ".s.PGSQL.5432").unlink()
    assert server.query(STARTED_AT) != started_at


def test_creates_a_new_server_after_the_folder_was_removed(own_server: Server) -> None:
    own_server.query("CREATE TABLE lost ()")
    old = own_server.processes()
    while own_server.folder.path.exists():  # the server still writes files
        shutil.rmtree(own_server.folder.path, ignore_errors=True)
    assert own_server.query("SELECT to_regclass('lost')") == "None"
    users = own_server.folder.open(own_server.folder.users_lock)
    assert not try_lock(users, fcntl.LOCK_EX), "the new server has no user"
    os.close(users)
    assert not psutil.wait_procs(old, timeout=10)[1]


def test_leaves_no_incomplete_data_folder_when_its_creation_is_killed(empty_server: Server) -> None:
    folder = empty_server.folder
    client = empty_server.client()
    wait_until(lambda: list(folder.path.glob("data.new-*/base")))
    client.kill()
    empty_server.kill_keepers()
    for process in psutil.process_iter(["cmdline"]):
        if str(folder.path) in " ".join(process.info["cmdline"] or []):
            process.kill()
    assert not folder.data.exists()
    assert empty_server.query("SELECT 1") == "1"
    assert not list(folder.path.glob("data.new-*"))


# Damaged files


@cases("text", "", "42", "x", ids=["empty", "cut", "invalid"])
def test_starts_with_a_damaged_pid_file(server: Server, text: str) -> None:
    server.crash()
    (server.folder.data / "postmaster.pid").write_text(text)
    assert server.query("SELECT 1") == "1"


@cases("spoilt", "data/postmaster.pid", "socket/.s.PGSQL.5432.lock")
def test_starts_when_a_lock_names_another_program(
    server: Server, stranger: Any, spoilt: str
) -> None:
    server.crash()
    socket = server.folder.path / "socket"
    lines = [stranger.pid, server.folder.data, 1, 5432, socket, "", " 0 0", "ready"]
    if spoilt.endswith(".lock"):
        lines = [stranger.pid]
    (server.folder.path / spoilt).write_text("".join(f"{line}\n" for line in lines))
    assert server.query("SELECT 1") == "1"
    assert stranger.poll() is None


@cases("text", None, "", "short")
def test_sets_a_new_password_when_the_old_one_was_lost(server: Server, text: str | None) -> None:
    server.crash()
    server.folder.password_file.unlink()
    if text is not None:
        server.folder.password_file.write_text(text)
    assert server.query("SELECT 1") == "1"


# Error messages


def test_shows_the_end_of_the_log_when_it_cannot_start(own_server: Server) -> None:
    (own_server.folder.data / "PG_VERSION").write_text("9.6\n")
    before = time.monotonic()
    with pytest.raises(EmbeddedServerError) as caught:
        own_server.query("SELECT 1")
    assert "database files are incompatible with server" in str(caught.value)
    assert str(own_server.folder.log) in str(caught.value)
    assert time.monotonic() - before < 5


def test_does_not_overwrite_a_damaged_data_folder(own_server: Server) -> None:
    (own_server.folder.data / "PG_VERSION").unlink()
    with pytest.raises(EmbeddedServerError, match="holds files but no PG_VERSION"):
        own_server.query("SELECT 1")
    assert (own_server.folder.data / "base").exists()


def test_reports_a_folder_it_cannot_use(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EmbeddedServerError, match="cannot be used"):
        ensure_running(tmp_path / "file" / "pg")


# Stop


def test_stops_when_its_last_user_was_killed(own_server: Server) -> None:
    client = own_server.client()
    client.answer()
    client.kill()
    assert own_server.processes()
    wait_until(lambda: not own_server.processes() and not own_server.keepers(), seconds=10)
    assert "database system is shut down" in own_server.folder.log.read_text()


def test_runs_while_one_of_its_users_runs(own_server: Server) -> None:
    staying, leaving = own_server.client(STARTED_AT), own_server.client(STARTED_AT)
    assert staying.answer() == leaving.answer()
    leaving.kill()
    time.sleep(4)
    assert own_server.processes()
    staying.kill()


def test_stops_the_server_when_its_keeper_is_terminated(server: Server) -> None:
    server.query("SELECT 1")
    os.kill(int(server.folder.keeper_lock.read_text()), signal.SIGTERM)
    wait_until(lambda: not server.processes(), seconds=5)


def test_waits_for_a_server_that_is_stopping(own_server: Server) -> None:
    descriptor = own_server.folder.open(own_server.folder.users_lock)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    client = own_server.client()
    time.sleep(1)
    assert not own_server.keepers()
    os.close(descriptor)
    assert client.answer() == "1"
    client.kill()


# Paths too long for a socket


def test_listens_in_a_closed_folder_for_long_paths(template: Path, empty_server: Server) -> None:
    path = empty_server.folder.path / ("long" * 30)
    path.parent.mkdir(mode=0o755)
    subprocess.run(["cp", "-a", template, path], check=True)
    server = Server(path)
    server.query("SELECT 1")
    socket_folder = Path(ensure_running(path).host)
    assert socket_folder.parent == Path(tempfile.gettempdir())
    assert socket_folder.stat().st_mode & 0o777 == 0o700
    server.stop()
    assert not socket_folder.exists()


def test_does_not_take_a_copy_to_the_server_of_the_original(empty_server: Server) -> None:
    empty_server.folder.create()
    long = "long" * 30
    original, copy = (Folder(empty_server.folder.path / f"{name}{long}") for name in "ab")
    for folder in (original, copy):
        folder.create()
        folder.data.mkdir()
    recorded = original.create_socket_folder()
    shutil.copy(original.socket_record, copy.socket_record)
    assert original.socket_folder() == recorded
    assert copy.socket_folder() is None
    original.remove_outside_socket_folder()
