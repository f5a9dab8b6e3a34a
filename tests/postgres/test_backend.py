"""Django works on the embedded server, in a temporary project as users have it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import cases, database
from tests.postgres.conftest import ROOT, Server

SETTINGS = """
EMBEDDED = {"ENGINE": "balkanwatch.postgres", "NAME": "balkanwatch", "EMBEDDED_DIR": %r}
DATABASES = {"default": EMBEDDED}
INSTALLED_APPS = ["readings"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SECRET_KEY = "temporary"
USE_TZ = True
"""

MODELS = """
from django.db import models
from django.db.models import Deferrable, Q

class Reading(models.Model):
    value = models.IntegerField()
    place = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="readings_reading_value_is_positive",
                condition=Q(value__gt=0),
                violation_error_message="A reading is above zero.",
            ),
            models.CheckConstraint(name="readings_reading_small", condition=Q(value__lt=100)),
            models.UniqueConstraint(
                name="readings_reading_one_a_place",
                fields=["place"],
                deferrable=Deferrable.DEFERRED,
                violation_error_message="One reading a place.",
            ),
        ]
"""

TESTS = """
from django.db import connection
from django.test import TestCase
from readings.models import Reading

class Tests(TestCase):
    def test_saves_into_a_test_database(self):
        Reading.objects.create(value=1)
        assert connection.settings_dict["NAME"] == "test_balkanwatch"
"""

MANAGE = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "project_settings"
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
"""

Manage = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def manage(shared_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Manage:
    """Run a management command of the temporary project, whose table exists."""
    project = tmp_path_factory.mktemp("a project")
    app = project / "readings"
    app.mkdir()
    (app / "__init__.py").touch()
    (app / "models.py").write_text(MODELS)
    (app / "tests.py").write_text(TESTS)
    (project / "project_settings.py").write_text(SETTINGS % str(shared_server.folder.path))
    (project / "manage.py").write_text(MANAGE)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", *arguments]
        env = os.environ | {"PYTHONPATH": str(ROOT)}
        return subprocess.run(command, cwd=project, env=env, capture_output=True, text=True)

    assert run("migrate", "--run-syncdb").returncode == 0
    return run


def run_code(manage: Manage, code: str) -> str:
    """What code prints in the project's shell; its last line of error when it fails."""
    preamble = "from django.db import *\nfrom django.db import connection, transaction\n"
    preamble += "from readings.models import Reading\n"
    result = manage("shell", "-v0", "-c", preamble + code)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def error_of(manage: Manage, statement: str) -> list[str]:
    """The class and the lines of the database error a statement raises, and its cause's class."""
    indented = "\n".join(f"    {line}" for line in statement.splitlines())
    code = f"try:\n{indented}\nexcept DatabaseError as e:\n"
    code += "    print(type(e).__name__, type(e.__cause__).__name__, str(e), sep='\\n')"
    return run_code(manage, code).splitlines()


# The embedded server


def test_creates_a_test_database(manage: Manage) -> None:
    result = manage("test", "--no-input")
    assert result.returncode == 0, result.stderr
    assert "Ran 1 test" in result.stderr


def test_opens_the_bundled_psql(manage: Manage) -> None:
    result = manage("dbshell", "--", "-Atc", "SELECT current_user, current_database()")
    assert result.stdout == "balkanwatch|balkanwatch\n", result.stderr


def test_restarts_a_killed_server_for_the_next_connection(manage: Manage, server: Server) -> None:
    code = f"""
from tests.postgres.conftest import Server
Reading.objects.create(value=7, place=7)
Server({str(server.folder.path)!r}).crash()
try:
    Reading.objects.exists()
except OperationalError:
    connection.close()
print(Reading.objects.filter(value=7).count())
"""
    assert run_code(manage, code) == "1"


def test_connects_without_checking_the_server_again(manage: Manage) -> None:
    code = """
from balkanwatch.postgres import server
connection.ensure_connection()
connection.close()
server._wait_for_server = None
connection.ensure_connection()
print("connected")
"""
    assert run_code(manage, code) == "connected"


def test_reports_a_missing_database_as_postgresql_does(manage: Manage) -> None:
    statement = "connection.settings_dict['NAME'] = 'missing'\nconnection.ensure_connection()"
    found = error_of(manage, statement)
    assert found[:2] == ["OperationalError", "OperationalError"]
    assert 'database "missing" does not exist' in found[2]


def test_is_the_ordinary_backend_without_a_folder(manage: Manage) -> None:
    code = """
from balkanwatch.postgres.base import DatabaseWrapper
settings = {**connection.settings_dict, "HOST": "db.example.org", "USER": "me"}
del settings["EMBEDDED_DIR"]
params = DatabaseWrapper(settings).get_connection_params()
print(params["host"], params["user"], "password" in params)
print(DatabaseWrapper.client_class.settings_to_cmd_args_env(settings, [])[0])
"""
    lines = run_code(manage, code).splitlines()
    shell = ["psql", "-U", "me", "-h", "db.example.org", "balkanwatch"]
    assert lines == ["db.example.org me False", str(shell)]


def test_works_in_a_copy_under_a_long_path_with_spaces(manage: Manage, tmp_path: Path) -> None:
    path = tmp_path / ("a long folder " * 8)
    statement = f"connection.settings_dict['EMBEDDED_DIR'] = {str(path)!r}\n"
    statement += "c = connection.cursor(); c.execute('SELECT 1'); print(c.fetchone()[0])"
    assert run_code(manage, statement) == "1"


# Messages of constraints


ABOVE_ZERO = "A reading is above zero. (readings_reading_value_is_positive)"
SMALL = 'new row for relation "readings_reading" violates check constraint "readings_reading_small"'
INSERTED = (
    "connection.cursor().execute('INSERT INTO readings_reading (value, place) VALUES (-1, 1)')"
)
UPDATED = "Reading.objects.create(value=8, place=8)\nReading.objects.update(value=-1)"


@cases(
    "statement, error, message",
    (INSERTED, "IntegrityError CheckViolation", ABOVE_ZERO),
    (UPDATED, "IntegrityError CheckViolation", ABOVE_ZERO),
    ("Reading.objects.create(value=500)", "IntegrityError CheckViolation", SMALL),
    ("connection.cursor().execute('SELECT 1 / 0')", "DataError DivisionByZero", "division by zero"),
)
def test_adds_the_message_of_a_constraint(manage: Manage, statement: str, error: str, message: str):
    found = error_of(manage, statement)
    assert found[:3] == [*error.split(), message]
    assert not message.startswith("A reading") or "violates check constraint" in found[3]


def test_adds_the_message_of_a_deferred_constraint_at_commit(manage: Manage) -> None:
    statement = "with transaction.atomic():\n    Reading.objects.create(value=1, place=3)\n"
    statement += "    Reading.objects.create(value=1, place=3); print('before the commit')"
    found = error_of(manage, statement)
    assert found[:3] == ["before the commit", "IntegrityError", "UniqueViolation"]
    assert found[3] == "One reading a place. (readings_reading_one_a_place)"


def test_turns_off_jit_and_sets_the_list_of_ignored_triggers() -> None:
    query = "SELECT current_setting('jit'), current_setting('pgtrigger.ignore')"
    assert database.rows(query) == [("off", "{}")]
