"""A database user who may not create roles: nothing is published until an administrator has run the SQL it is told."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from balkanwatch.postgres.folder import SUPERUSER, Folder

OWNER, READER, DATABASE = (f"balkanwatch_limited{part}" for part in ("", "_reader", "_db"))
PASSWORD = "only for this test"
SITE = """
import io, json, sys
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.test import Client
from records import verification
from records.publication import reading
verification.SECONDS_BETWEEN_LOOKS = 0.0

def tell(**said):
    print(json.dumps(said), flush=True)

for line in sys.stdin:
    if line.strip() == "migrate":
        said = io.StringIO()
        call_command("migrate", verbosity=0, stderr=said)
        tell(said=said.getvalue())
    elif line.strip() == "check":
        try:
            call_command("check", deploy=True, fail_level="ERROR", stderr=io.StringIO())
            tell(said="")
        except Exception as error:
            tell(said=str(error))
    else:
        answer = Client().get("/api/v1/actors/")
        who = None
        if answer.status_code == 200:
            with reading(), connection.cursor() as cursor:
                cursor.execute("SELECT current_user")
                who = cursor.fetchone()[0]
        tell(status=answer.status_code, who=who)
"""


@contextmanager
def administrator(database: str = "postgres") -> Iterator[Any]:
    """A cursor of the superuser."""
    default: Any = settings.DATABASES["default"]
    folder = Folder(default["EMBEDDED_DIR"])
    with folder.connect(SUPERUSER, database) as superuser, superuser.cursor() as cursor:
        yield cursor


@pytest.fixture
def site(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """A process that works with the database of a user without privileges, and the function that asks it."""
    with django_db_blocker.unblock():
        parameters = connection.get_connection_params()
    drop = [f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)"]
    drop += [f"DROP ROLE IF EXISTS {role}" for role in (READER, OWNER)]
    with administrator() as cursor:
        for statement in drop:
            cursor.execute(statement)
        cursor.execute(f"CREATE ROLE {OWNER} LOGIN PASSWORD '{PASSWORD}'")
        cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
    host = quote(str(parameters["host"]), safe="")
    url = f"postgresql://{OWNER}:{quote(PASSWORD)}@{host}:{parameters['port']}/{DATABASE}"
    process = subprocess.Popen(
        [sys.executable, "-c", SITE],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "balkanwatch.settings",
            "DATABASE_URL": url,
            "READER_ROLE": READER,
            "ALLOWED_HOSTS": "localhost,testserver",
            "LOG_LEVEL": "CRITICAL",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def ask(what: str) -> dict[str, Any]:
        assert process.stdin and process.stdout
        process.stdin.write(f"{what}\n")
        process.stdin.flush()
        answer: dict[str, Any] = json.loads(process.stdout.readline())
        return answer

    yield ask
    process.communicate()
    with administrator() as cursor:
        for statement in drop:
            cursor.execute(statement)


def statements_in(text: str) -> list[str]:
    """The SQL that is printed below each problem."""
    lines = [line.strip() for line in text.splitlines() if line.startswith("    ")]
    return [statement for line in lines for statement in line.split("; ")]


def test_publishes_nothing_until_the_printed_sql_was_run(site: Any) -> None:
    said = site("migrate")["said"]
    assert site("get") == {"status": 503, "who": None}
    assert f"CREATE ROLE {READER} NOLOGIN" in site("check")["said"]

    with administrator(DATABASE) as cursor:
        for statement in statements_in(said):
            cursor.execute(statement)

    assert site("get") == {"status": 200, "who": READER}
    assert site("migrate")["said"] == ""
    assert site("check")["said"] == ""


def test_repairs_the_rights_of_a_role_that_was_created_later(site: Any) -> None:
    site("migrate")
    with administrator() as cursor:
        cursor.execute(f"CREATE ROLE {READER} NOLOGIN")
        cursor.execute(f"GRANT {READER} TO {OWNER}")

    assert site("get") == {"status": 503, "who": None}
    assert "large objects" in site("migrate")["said"]
    assert site("get") == {"status": 200, "who": READER}
