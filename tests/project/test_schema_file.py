"""The file that makes the tables of a new database, instead of the whole history of its migrations."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from balkanwatch import schema_file
from balkanwatch.management.commands import migrate
from balkanwatch.management.commands.write_schema import (
    new_database,
    schema,
    schema_of_all_migrations,
)
from tests import cases, database

# Not in a transaction of the test: the connection changes databases.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def applied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The migrations that are applied to a database, one after the other."""
    names: list[str] = []
    usual = MigrationExecutor.apply_migration

    def apply(self: Any, state: Any, migration: Any, *rest: Any, **options: Any) -> Any:
        names.append(str(migration))
        return usual(self, state, migration, *rest, **options)

    monkeypatch.setattr(MigrationExecutor, "apply_migration", apply)
    return names


@pytest.mark.slow
def test_the_file_says_what_the_migrations_make_and_loading_it_makes_the_same() -> None:
    text = schema_file.TABLES_FILE.read_text(encoding="utf-8")

    assert text == schema_of_all_migrations(), "Run `manage.py write_schema`."
    with new_database():
        schema_file.load_schema(connection)
        assert schema() == text


def test_migrate_makes_a_new_database_from_the_file(applied: list[str]) -> None:
    with new_database():
        call_command("migrate", verbosity=0)

        assert applied == []
        assert database.rows("SELECT number FROM records_stamp") != []
        assert database.rows("SHOW search_path") == [('"$user", public',)]
        call_command("check", database=["default"], stderr=StringIO())


@cases(
    "statement",
    "CREATE TABLE other (id int)",
    "CREATE SCHEMA other; CREATE EXTENSION unaccent SCHEMA other",
    "CREATE SCHEMA other; SET search_path = other",
    ids=["a table", "an extension elsewhere", "another search path"],
)
def test_a_database_that_has_something_else_is_migrated_as_before(statement: str) -> None:
    with new_database():
        database.execute(statement)

        assert not schema_file.can_be_loaded(connection)


def test_another_version_of_postgresql_is_migrated_as_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with new_database():
        assert schema_file.can_be_loaded(connection)
        monkeypatch.setattr(connections["default"], "pg_version", 150_004)

        assert not schema_file.can_be_loaded(connection)


@cases("options", {"app_label": "contenttypes"}, {"plan": True}, ids=["one app", "only planned"])
def test_migrations_that_are_chosen_are_applied_as_before(
    options: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        migrate, "load_schema", lambda connection: pytest.fail("The file was loaded.")
    )
    with new_database():
        call_command("migrate", verbosity=0, **options)
