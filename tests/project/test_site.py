"""The site as a whole: its front page, its languages, its settings."""

import os
import subprocess
import sys
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from tests import cases, make

LOCAL = {"ALLOWED_HOSTS": "127.0.0.1"}
PUBLIC = {"ALLOWED_HOSTS": "balkanwatch.example", "SECRET_KEY": "k" * 50}


def test_counts_only_published_records_on_the_front_page(client: Client) -> None:
    make.publish(make.actor())
    make.actor()

    page = client.get("/").content.decode()

    assert "<dt>Actors</dt><dd>1</dd>" in page
    assert 'href="/api/v1/docs/"' in page
    assert settings.STATUS_FOOTNOTE in page


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
