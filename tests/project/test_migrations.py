"""Databases of release 0.1 are upgraded, older ones are refused, and what follows from the code is installed again."""

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations import AddConstraint, RunPython, RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from pgtrigger.compiler import UpsertTriggerSql

from actors.models import Actor
from balkanwatch.apps import project_apps, publish
from records.published_views import SCHEMA
from records.sql import fill, sql_file
from tests import cases, database

# Rows store what these functions return. A file that is here never changes: to change a function, write a
# migration with its new definition, in a file of its own, that also recomputes what is stored.
FROZEN = {
    "records/migrations/0001_functions.sql": "784ade414279b5d34488f267e720bcb3400bebfb8af44c74d41d9331681d0848",
    "records/migrations/0003_sort_key.sql": "f1c2c86d019298c32d40c8387a5657a4d687c8f66ce7c1c3cb6644e6e62979b0",
    "records/migrations/0004_dates.sql": "72d18421c66e6eac4ca83dca4f02ca0b21f344f9da2e5d15d34a8b8ddbf3f64a",
    "records/migrations/0001_tables.sql": "fb14fc960f89fcd507033802c2f9d09c5c79cae0f9adb8fef947c838715a6014",
}
# Functions of these files that rows are no longer stored by, and that a later migration dropped
DROPPED = {"window_period": "DROP FUNCTION window_period"}
USED_BY_STORED_ROWS = """
    WITH RECURSIVE used AS (
        SELECT refobjid AS function
        FROM pg_depend
        WHERE
            refclassid = 'pg_proc'::regclass
            AND classid IN ('pg_attrdef'::regclass, 'pg_constraint'::regclass, 'pg_class'::regclass)
        UNION
        SELECT refobjid
        FROM pg_depend
        JOIN used ON objid = used.function
        WHERE classid = 'pg_proc'::regclass AND refclassid = 'pg_proc'::regclass
    )
    SELECT proname, prosqlbody IS NOT NULL
    FROM used
    JOIN pg_proc ON pg_proc.oid = used.function
    WHERE
        pronamespace = 'public'::regnamespace
        AND NOT EXISTS (
            SELECT
            FROM pg_depend
            WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e'
        )
"""
Names = set[tuple[str, str]]


def installed() -> Any:
    """The stamp of the last installation, and a digest of what is there."""
    return database.rows(sql_file("records/installed", schema=SCHEMA))[0]


def names_of_0_1() -> tuple[Names, Names]:
    """The migrations that take a database to release 0.1, and those of 0.1 that they replace."""
    ours = {config.label for config in project_apps()}
    found = MigrationLoader(None).replacements
    new = {key for key in found if key[0] in ours}
    return new, {old for key in new for old in found[key].replaces}


def pretend(old: Names) -> None:
    """The database says that it was made by these migrations of 0.1, and no others of ours."""
    recorder = MigrationRecorder(connection)
    for name in set.union(*names_of_0_1()):
        recorder.record_unapplied(*name)
    for name in old:
        recorder.record_applied(*name)


def applied() -> Names:
    return set(MigrationRecorder(connection).applied_migrations())


def test_replaces_every_migration_of_0_1() -> None:
    new, old = names_of_0_1()

    assert len(old) == 50
    assert {app for app, _ in new} == {app for app, _ in old}


def test_upgrades_a_database_of_0_1_in_place() -> None:
    before = installed()
    new, old = names_of_0_1()
    pretend(old)

    call_command("migrate", verbosity=0)

    assert new | old <= applied()
    assert installed() == before


@cases("lacking", 1, 25, 49)
def test_refuses_a_database_older_than_0_1_before_anything_is_touched(lacking: int) -> None:
    _, old = names_of_0_1()
    pretend(set(sorted(old)[lacking:]))
    before, seen = applied(), installed()

    with pytest.raises(CommandError, match=r"Start version 0\.1 on it first"):
        call_command("migrate", verbosity=0)

    assert (applied(), installed()) == (before, seen)


def test_refuses_a_database_of_a_newer_version_before_anything_is_touched() -> None:
    MigrationRecorder(connection).record_applied("events", "9999_later")
    before, seen = applied(), installed()

    with pytest.raises(CommandError, match=r"newer version .* events\.9999_later"):
        call_command("migrate", verbosity=0)

    assert (applied(), installed()) == (before, seen)


def test_goes_on_from_an_upgrade_of_which_one_app_was_taken_back() -> None:
    for name in set.union(*names_of_0_1()):
        if name[0] == "accounts":
            MigrationRecorder(connection).record_unapplied(*name)

    call_command("migrate", fake=True, verbosity=0)

    assert ("accounts", "0001_release_0_1") in applied()


def test_changes_all_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: Any) -> None:
        raise RuntimeError

    _, old = names_of_0_1()
    pretend(old)
    before, seen = applied(), installed()
    monkeypatch.setattr("balkanwatch.apps.install", crash)

    with pytest.raises(RuntimeError):
        call_command("migrate", verbosity=0)

    assert (applied(), installed()) == (before, seen)


def test_converts_what_new_constraints_would_refuse_before_it_adds_them() -> None:
    """A migration with a constraint that existing rows can violate converts them first, or says why it need not."""
    _, old = names_of_0_1()
    added = [
        (key, operation.constraint.name)
        for key, migration in MigrationLoader(None).disk_migrations.items()
        if key[0] in {app for app, _ in old} and key not in names_of_0_1()[0]
        for place, operation in enumerate(migration.operations)
        if isinstance(operation, AddConstraint)
        and not any(
            isinstance(before, RunSQL | RunPython) for before in migration.operations[:place]
        )
        and operation.constraint.name not in getattr(migration, "nothing_to_convert", ())
    ]

    assert added == []


def test_has_only_migrations_that_a_transaction_can_hold() -> None:
    migrations = MigrationLoader(None).disk_migrations

    assert [key for key, migration in migrations.items() if not migration.atomic] == []


def test_installs_nothing_where_nothing_has_changed() -> None:
    triggers = "SELECT oid FROM pg_trigger WHERE NOT tgisinternal ORDER BY oid"
    before = database.rows(triggers)

    publish()

    assert database.rows(triggers) == before


@cases(
    "damage",
    "ALTER TABLE actors_actor DISABLE TRIGGER USER",
    "DROP FUNCTION published.actors_actor_update CASCADE",
    "DROP VIEW published.actors_actor",
    "CREATE OR REPLACE FUNCTION read_date(txt text) RETURNS date LANGUAGE sql RETURN NULL::date",
    "CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean"
    " LANGUAGE plpgsql AS 'BEGIN RETURN true; END'",
    """
        CREATE FUNCTION pgtrigger_forgotten() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
        CREATE TRIGGER pgtrigger_forgotten BEFORE INSERT ON actors_actor
        FOR EACH ROW EXECUTE FUNCTION pgtrigger_forgotten();
        """,
)
def test_installs_all_again_where_something_was_altered(damage: str) -> None:
    before = installed()
    database.execute(damage)
    assert installed() != before

    publish()

    assert installed() == before


@cases("setting", "", "{}", "{one}", "{two}", "{two,one}", '{"one"}')
def test_ignores_the_triggers_that_django_pgtrigger_would_ignore(setting: str) -> None:
    theirs = UpsertTriggerSql(
        pgid="none", func="", table="none", when="", operation="", ignore_func_name="pg_temp.theirs"
    ).data
    database.execute(
        theirs[: theirs.index("CREATE OR REPLACE FUNCTION none()")],
        f"SET pgtrigger.ignore = '{setting}'",
    )

    (answers,) = database.rows("SELECT pg_temp.theirs('one'), _pgtrigger_should_ignore('one')")

    assert answers == ("one" in setting,) * 2


def test_freezes_exactly_the_functions_that_stored_rows_depend_on() -> None:
    text = "".join((settings.BASE_DIR / path).read_text(encoding="utf-8") for path in FROZEN)
    before = installed()

    found = dict(database.rows(USED_BY_STORED_ROWS))
    database.execute(
        text[: text.index("CREATE TABLE")].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
    )

    database.execute(*DROPPED.values())

    assert set(found) == set(re.findall(r"CREATE FUNCTION (\w+)", text)) - set(DROPPED)
    # PostgreSQL knows what a bound body calls; behind another one there could be more functions.
    assert all(found.values())
    assert installed() == before, "the files are what is installed"


@cases("path", *FROZEN)
def test_keeps_frozen_files_as_they_are(path: str) -> None:
    text = (settings.BASE_DIR / path).read_bytes()

    assert hashlib.sha256(text).hexdigest() == FROZEN[path]


def test_needs_no_migration_for_another_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Actor._meta.get_field("name"), "help_text", "Another one.")
    monkeypatch.setattr(Actor._meta.constraints[0], "violation_error_message", "No.")

    call_command("makemigrations", check=True, verbosity=0)


@cases(
    "values, wrong", ({"table": "a"}, "text"), ({"table": "a", "text": "b", "more": "c"}, "more")
)
def test_fills_a_template_with_its_values_and_no_others(values: dict[str, str], wrong: str) -> None:
    with pytest.raises(ValueError, match=f"differ in {wrong}"):
        fill("SELECT :'text' FROM :\"table\"", **values)


def test_quotes_names_and_texts() -> None:
    text = fill(
        "SELECT :'text'::text, :'texts', :number FROM :\"name\" WHERE NOT :condition",
        text="it's",
        texts=["a", "b"],
        number=1,
        name='a"b',
        condition="c = ':text'",
    )

    assert text == """SELECT 'it''s'::text, 'a', 'b', 1 FROM "a""b" WHERE NOT c = ':text'"""


def test_reads_every_sql_file_somewhere() -> None:
    files = {path for app in project_apps() for path in Path(app.path).glob("sql/*.sql")}
    modules = [path for app in project_apps() for path in Path(app.path).rglob("*.py")]
    code = "".join(path.read_text(encoding="utf-8") for path in modules)

    unread = [path for path in files if f'"{path.parents[1].name}/{path.stem}"' not in code]

    assert unread == []
