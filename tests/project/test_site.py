"""The site as a whole: its front page, its languages, its settings."""

import errno
import os
import socket
import subprocess
import sys
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client

from balkanwatch.management.commands.run import _listen
from balkanwatch.start_errors import explanation
from tests import cases, make

LOCAL = {"ALLOWED_HOSTS": "127.0.0.1"}
PUBLIC = {"ALLOWED_HOSTS": "balkanwatch.example", "SECRET_KEY": "k" * 50}


def test_counts_only_published_records_on_the_front_page(client: Client) -> None:
    make.publish(make.actor())
    make.actor()

    page = client.get("/").content.decode()

    assert '<dt>Actors</dt><dd><a href="/api/v1/actors/">1</a></dd>' in page
    assert 'href="/api/v1/docs/"' in page
    assert settings.STATUS_FOOTNOTE in page


def test_leads_on_from_an_address_without_a_page(client: Client) -> None:
    response = client.get("/none/")

    assert response.status_code == 404
    for link in ("/", "/api/v1/docs/", "/admin/"):
        assert f'href="{link}"' in response.content.decode()


def test_offers_whole_lists_until_there_is_a_release(client: Client) -> None:
    page = client.get("/downloads/").content.decode()

    assert "There is no release yet" in page
    assert 'href="/api/v1/agreements.csv"' in page


@cases("path", "/api/v1/actors/", "/api/v1/actors/?kind=empire", "/api/v1/none/")
def test_answers_the_api_in_english_only(client: Client, path: str) -> None:
    english = client.get(path)
    serbian = client.get(path, headers={"Accept-Language": "sr"})

    assert serbian.content == english.content
    assert "Accept-Language" not in english.get("Vary", "")


def test_shows_the_admin_in_the_language_of_the_browser(client: Client) -> None:
    page = client.get("/admin/login/", headers={"Accept-Language": "hu"}).content.decode()

    assert 'lang="hu"' in page


def start_with(code: str = "import balkanwatch.settings", /, **environment: str) -> Any:
    """The result of importing the settings in this environment."""
    environment["PATH"] = os.environ["PATH"]
    command, place = [sys.executable, "-c", code], settings.BASE_DIR
    return subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True)


@cases(
    "environment, message",
    ({"ALLOWED_HOSTS": "balkanwatch.example"}, "SECRET_KEY is required"),
    ({**LOCAL, "DEBUG": "maybe"}, "DEBUG is “maybe”; it must be true or false"),
    ({**LOCAL, "SERVER_THREADS": "many"}, "SERVER_THREADS is “many”"),
    ({**LOCAL, "SERVER_WORKERS": "0"}, "SERVER_WORKERS is “0”; it must be a whole number"),
    ({**LOCAL, "TRUSTED_PROXIES": "10.0.0.1/8"}, "TRUSTED_PROXIES contains “10.0.0.1/8”"),
    ({**LOCAL, "TRUSTED_PROXIES": "proxy"}, "each item must be an address or a network such as"),
    ({**LOCAL, "BEHIND_PROXY": "true"}, "BEHIND_PROXY requires TRUSTED_PROXIES"),
    ({**PUBLIC, "SECOND_FACTOR": "false"}, "SECOND_FACTOR can be off only if"),
    ({**LOCAL, "TRUSTED_PROXIES": "10.0.0.1", "SECOND_FACTOR": "no"}, "can be off only if"),
    ({**LOCAL, "API_RATE": "-1"}, "API_RATE is “-1”; it must be a whole number"),
    ({**LOCAL, "DATABASE_URL": "sqlite:///db"}, "DATABASE_URL must start with postgresql://"),
)
def test_aborts_startup_on_invalid_settings(environment: dict[str, str], message: str) -> None:
    started = start_with(**environment)

    assert started.returncode != 0
    assert message in started.stderr


@cases(
    "environment, required",
    (LOCAL, False),
    ({**LOCAL, "SECOND_FACTOR": "true"}, True),
    ({**LOCAL, "TRUSTED_PROXIES": "10.0.0.1"}, True),
    (PUBLIC, True),
)
def test_requires_a_second_factor_unless_local(environment: dict[str, str], required: bool) -> None:
    code = "import balkanwatch.settings as s; print(s.SECOND_FACTOR)"
    started = start_with(code, **environment)

    assert started.stdout.strip() == str(required), started.stderr


@cases(
    "error, text",
    (OSError(errno.ENOSPC, "full"), "no space left on the disk"),
    (OperationalError("could not extend file: No space left on device"), "no space left"),
    (PermissionError(errno.EACCES, "denied", "var/secret_key"), "its folder (var/secret_key)"),
    (OSError(errno.EROFS, "read-only"), "cannot write to its folder. Copy"),
    (ImproperlyConfigured("SECRET_KEY is required"), "not complete: SECRET_KEY is required"),
    (OperationalError("connection refused\n"), "connection refused"),
    (ValueError("a mistake of ours"), ""),
)
def test_explains_errors_of_the_machine_and_the_settings(error: Exception, text: str) -> None:
    assert text in explanation(error)
    assert bool(explanation(error)) == bool(text)


def test_says_in_a_sentence_what_is_missing() -> None:
    command = [sys.executable, "manage.py", "check"]
    environment = {"PATH": os.environ["PATH"], "ALLOWED_HOSTS": "balkanwatch.example"}
    started = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
    )

    assert started.returncode == 1
    assert started.stderr.startswith("The settings are not complete: SECRET_KEY is required")


def test_says_how_to_start_without_the_virtual_environment() -> None:
    command = [sys.executable, "-S", "manage.py", "check"]
    started = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True)

    assert started.returncode == 1
    assert "Run `make install`" in started.stderr


def test_says_who_uses_the_port(tmp_path: Any, settings: Any) -> None:
    settings.VAR_DIR = tmp_path
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        with pytest.raises(CommandError, match="in use by another program"):
            _listen(port)
        with pytest.raises(CommandError, match="in use by this site, which runs already"):
            _listen(port)


def test_starts_with_valid_settings() -> None:
    assert start_with(**LOCAL, SECRET_KEY="k" * 50).returncode == 0


@cases(
    "environment, arguments, expected",
    (LOCAL, [], "True True"),
    ({**LOCAL, "TRUSTED_PROXIES": "10.0.0.1"}, [], "False False"),
    (PUBLIC, [], "False False"),
    (PUBLIC, ["--administrator"], "False True"),
    (PUBLIC, ["--example-data"], "True False"),
    (LOCAL, ["--no-example-data"], "False True"),
)
def test_loads_data_and_creates_an_administrator_on_a_public_host_only_if_asked_to(
    environment: dict[str, str], arguments: list[str], expected: str
) -> None:
    code = f"""
import django
django.setup()
from balkanwatch.management.commands.run import Command
options = Command().create_parser("manage.py", "run").parse_args({arguments})
print(options.example_data, options.administrator)
"""
    started = start_with(code, **environment, DJANGO_SETTINGS_MODULE="balkanwatch.settings")

    assert started.stdout.strip() == expected, started.stderr


@cases("asked", False, True)
def test_starts_with_what_was_asked_for(asked: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("balkanwatch.management.commands.run.Command._serve", lambda *_: None)
    monkeypatch.setattr("balkanwatch.management.commands.run._listen", int)
    called = []
    monkeypatch.setattr(
        "balkanwatch.management.commands.run.call_command", lambda name, **_: called.append(name)
    )

    call_command("run", example_data=asked, administrator=asked, stdout=StringIO())

    assert ("load_fixtures" in called) == asked
    assert User.objects.filter(is_superuser=True).exists() == asked
