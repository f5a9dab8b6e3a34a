"""Fixtures that several test files share."""

import gc
import shutil
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connection, connections
from django.utils import translation

from api.pagination import count_cache
from records.search import parse_terms
from records.verification import repair, require_verified
from tests.emptying import empty_quickly
from tests.progress import RunningTests
from tests.template_database import TemplateDatabases

# Tests ask more in a minute than a reader may; those of the limits set their own. They enter the
# admin without a second factor, as on a machine of one's own; those of the second factor turn it on.
configured.API_RATE = 0
configured.SECOND_FACTOR = False
# Argon2 takes an eighth of a second for each person that a test makes.
configured.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Static files have their own names: nothing has been collected for the tests.
PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Snapshots need no disk.
MEMORY = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
configured.STORAGES = {**configured.STORAGES, "staticfiles": PLAIN, "snapshots": MEMORY}
# Otherwise each client of a test would read the folder of collected files.
configured.WHITENOISE_AUTOREFRESH = True
# Their rows are published or retracted as they are made: each connection declares that it loads what
# was reviewed elsewhere. Tests of the review take that back (`strict_review`).
DECLARED = "-c records.loading=on"
DATABASE: Any = configured.DATABASES["default"]
DATABASE["OPTIONS"] = {**DATABASE.get("OPTIONS", {}), "options": DECLARED}


# Begun first, so that no worker is alone with one of them at the end
LONGEST = (
    "project/test_types.py",
    "browser/test_unsaved.py",
    "project/test_api_sql.py",
    "project/test_noninterference.py",
    "browser/test_pages.py",
    "accounts/test_roles.py",
    "browser/test_importing.py",
    "browser/test_typing.py",
    "project/test_verification.py",
    "postgres/test_server.py",
    "project/test_hostile.py",
    "project/test_first_migration.py",
    "project/test_restore.py",
    "project/test_api_drafts.py",
    "browser/test_conflicts.py",
    "browser/test_entering.py",
    "imports/test_interruptions.py",
    "curation/test_many_people.py",
)


def pytest_sessionstart(session: pytest.Session) -> None:
    plugins = session.config.pluginmanager
    if plugins.hasplugin("terminalreporter"):
        plugins.register(RunningTests())


def pytest_itemcollected(item: pytest.Item) -> None:
    """Every test may use the database."""
    if not item.get_closest_marker("django_db"):
        item.add_marker(pytest.mark.django_db)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the files that take longest before all others, and makes garbage collection rarer.

    A fifth of the time went into searching the objects of the whole program for garbage.
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
def template_databases(request: pytest.FixtureRequest, testrun_uid: str) -> TemplateDatabases:
    """The databases that tests copy."""
    capture = request.config.pluginmanager.getplugin("capturemanager")

    def announce(text: str) -> None:
        with capture.global_and_fixture_disabled():
            sys.stderr.write(f"\n{text}\n")

    fresh = request.config.getoption("--fresh-template")
    return TemplateDatabases(announce, built_by=testrun_uid if fresh else None)


@pytest.fixture(scope="session")
def django_db_setup(
    template_databases: TemplateDatabases, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """A database for this process; replaces the fixture of pytest-django, which migrates one."""
    copy = _copied(template_databases, django_db_blocker, with_data_set=False)
    next(copy)
    with django_db_blocker.unblock():
        empty_quickly()
    yield
    next(copy, None)


@pytest.fixture(scope="module")
def article_data(
    template_databases: TemplateDatabases, django_db_setup: None, django_db_blocker: Any
) -> Iterator[None]:
    """A database with the data set of fixtures/ for the tests of a file."""
    yield from _copied(template_databases, django_db_blocker, with_data_set=True)


@pytest.fixture
def article_server(
    template_databases: TemplateDatabases, live_server: Any, django_db_blocker: Any
) -> Iterator[str]:
    """The address of a server with the data set of fixtures/, in a database for the test alone."""
    for _ in _copied(template_databases, django_db_blocker, with_data_set=True):
        yield live_server.url


def _copied(templates: TemplateDatabases, blocker: Any, *, with_data_set: bool) -> Iterator[None]:
    """Makes a copy, lets tests run, and drops it."""
    copy = templates.copied(with_data_set=with_data_set)
    with blocker.unblock():
        copy.__enter__()
        # Rights on a database are not copied with it. Verified once by each process, before tests damage something
        repair()
        require_verified()
    yield
    with blocker.unblock():
        copy.__exit__(None, None, None)


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
def strict_review(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is loaded here: statuses move through review alone, in other threads as well."""
    monkeypatch.setitem(connections.settings["default"]["OPTIONS"], "options", "")
    with connection.cursor() as cursor:
        cursor.execute("SET records.loading = 'off'")
    yield
    if not connection.in_atomic_block:
        connection.close()
