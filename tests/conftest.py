"""Fixtures that several test files share."""

import gc
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connection, connections, transaction
from django.utils import translation

from actors.models import Actor
from api.pagination import count_cache
from balkanwatch.fixtures import models_in_load_order
from balkanwatch.postgres.base import ALLOW_EMPTYING_HISTORY
from curation.history.tracking import ENTRIES
from records.search import parse_terms
from tests.data_set import load_data_set
from tests.template_database import copied_database

# Tests ask more in a minute than a reader may; those of the limits set their own. They enter the
# admin without a second factor, as on a machine of one's own; those of the second factor turn it on.
configured.API_RATE = 0
configured.SECOND_FACTOR = False
# Argon2 takes an eighth of a second for each person that a test makes.
configured.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Static files have their own names: nothing has been collected for the tests.
PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
configured.STORAGES = {**configured.STORAGES, "staticfiles": PLAIN}
# Their rows are published or retracted as they are made: each connection declares that it loads what
# was reviewed elsewhere. Tests of the review take that back (`strict_review`).
DECLARED = "-c records.loading=on"
DATABASE: Any = configured.DATABASES["default"]
DATABASE["OPTIONS"] = {**DATABASE.get("OPTIONS", {}), "options": DECLARED}


# Begun first, so that no worker is alone with one of them at the end
LONGEST = (
    "accounts/test_roles.py",
    "project/test_noninterference.py",
    "curation/test_many_people.py",
    "imports/test_interruptions.py",
    "browser/test_pages.py",
    "browser/test_routine.py",
    "postgres/test_server.py",
    "project/test_api_sql.py",
    "project/test_hostile.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the files that take longest before all others, and lets rubbish lie longer.

    A fifth of the time went into looking for rubbish among what the whole program is made of.
    """
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get("/".join(item.path.parts[-2:]), len(LONGEST)))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Says what could not be tested on this machine."""
    if not shutil.which("chromium"):
        said = "There is no chromium on this machine: no page was tested in a browser."
        terminalreporter.write_sep("!", said, red=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--fresh-template",
        action="store_true",
        help="Build the template of the test databases in this run, even if there is one.",
    )


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    testrun_uid: str,
    django_test_environment: None,
    django_db_blocker: Any,
) -> Iterator[None]:
    """A copy of the template database; replaces the fixture of pytest-django, which migrates."""
    fresh = request.config.getoption("--fresh-template")
    capture = request.config.pluginmanager.getplugin("capturemanager")

    def announce(text: str) -> None:
        with capture.global_and_fixture_disabled():
            sys.stderr.write(f"\n{text}\n")

    database = ExitStack()
    with django_db_blocker.unblock():
        database.enter_context(
            copied_database(announce, must_be_built_by=testrun_uid if fresh else None)
        )
    yield
    with django_db_blocker.unblock():
        database.close()


@pytest.fixture(scope="module")
def article_data(django_db_setup: Any, django_db_blocker: Any) -> Iterator[None]:
    """The data set of fixtures/, loaded once for the tests of a file and taken away after them."""
    models = [*models_in_load_order(), *ENTRIES.values()]
    tables = ", ".join(model._meta.db_table for model in models)
    with django_db_blocker.unblock():
        load_data_set()
    yield
    with django_db_blocker.unblock(), transaction.atomic(), connection.cursor() as cursor:
        # As `manage.py flush` does it: on purpose, with the history.
        cursor.execute(ALLOW_EMPTYING_HISTORY)
        cursor.execute(f"TRUNCATE {tables} CASCADE")


@pytest.fixture
def article_server(live_server: Any) -> str:
    """The address of a server with the data set of fixtures/; it is emptied after the test."""
    if not Actor.objects.exists():
        load_data_set()
    return live_server.url


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Versions of the data move with commits, which most tests never come to."""
    monkeypatch.setattr(count_cache, "MAX_CACHED_ANSWERS", 0)
    count_cache._answers.clear()
    parse_terms.cache_clear()


@pytest.fixture(autouse=True)
def _plain_language() -> Iterator[None]:
    """A page in another language leaves it to the thread; the next test begins without."""
    yield
    translation.deactivate()


@pytest.fixture
def strict_review(monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[None]:
    """Nothing is loaded here: statuses move through review alone, in other threads as well."""
    monkeypatch.setitem(connections.settings["default"]["OPTIONS"], "options", "")
    with connection.cursor() as cursor:
        cursor.execute("SET records.loading = 'off'")
    yield
    if not connection.in_atomic_block:
        connection.close()
