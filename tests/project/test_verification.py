"""What readers rely on is verified: repaired where that is allowed, otherwise nothing is published."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.checks import run_checks
from django.db import IntegrityError, OperationalError, connection
from django.test import Client

from actors.models import Actor
from balkanwatch.apps import publish
from balkanwatch.starting import verify_at_start
from curation.history.tracking import history_context
from records import verification
from records.publication import reading
from records.verification import (
    PublicationRefusedError,
    findings,
    repair,
    require_verified,
    verify_again,
)
from tests import cases, make

READER = "balkanwatch_reader"
OTHER = "balkanwatch_other_role"
# Statements after which readers could see what is not public, or nothing, and what is said about each
REFUSED = {
    f"GRANT SELECT ON actors_actor TO {READER}": "Readers have SELECT on public.actors_actor.",
    "GRANT SELECT (note) ON actors_actor TO PUBLIC": "Readers have SELECT of columns on public.actors_actor.",
    "GRANT USAGE ON SEQUENCE actors_actor_id_seq TO PUBLIC": "on public.actors_actor_id_seq.",
    f"GRANT UPDATE ON published.actors_actor TO {READER}": "UPDATE on published.actors_actor.",
    "GRANT SELECT ON published.actors_actor TO PUBLIC": "SELECT on published.actors_actor.",
    f"REVOKE SELECT ON published.events_event FROM {READER}": "no right to read the schema",
    f"REVOKE USAGE ON SCHEMA published FROM {READER}": "no right to read the schema",
    f"ALTER ROLE {READER} CREATEROLE CREATEDB": "has rights beyond reading",
    f"REVOKE {READER} FROM CURRENT_USER": "cannot take the role",
    f"CREATE ROLE {OTHER}; GRANT {OTHER} TO {READER}": f"is a member of {OTHER}",
    f"GRANT CREATE ON SCHEMA public TO {READER}; CREATE TABLE taken (); ALTER TABLE taken OWNER TO {READER}; "
    f"REVOKE CREATE ON SCHEMA public FROM {READER}": "owns something",
    "CREATE FUNCTION peek() RETURNS bigint SECURITY DEFINER RETURN (SELECT count(*) FROM actors_actor)": (
        "Readers can run peek() with the rights of its owner."
    ),
    "ALTER TABLE actors_actor DISABLE TRIGGER USER": "is disabled",
    "ALTER TABLE actors_actor ENABLE REPLICA TRIGGER public_changes_truncate": "is disabled",
    "DROP VIEW published.actors_actor": "not as they were installed",
    "ALTER VIEW published.actors_actor RENAME COLUMN slug TO renamed": "not as they were installed",
    "COMMENT ON SCHEMA published IS 'of another day'": "of another version",
    "DROP SCHEMA published CASCADE": "of another version",
}
# Statements after which readers could do other things than reading, which hides nothing and shows nothing
BURDENS = {
    "GRANT CREATE ON SCHEMA public TO PUBLIC": "create objects in the schema public",
    "DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO PUBLIC', current_database()); END $$": (
        "temporary tables"
    ),
}


@pytest.fixture(autouse=True)
def _verified_again() -> Iterator[None]:
    """What a test damages is looked at, and forgotten with it."""
    verify_again(refuse=False)
    yield
    verify_again(refuse=False)


def run(statements: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statements)


def problems() -> str:
    return "\n".join(finding.problem for finding in findings())


def test_finds_nothing_in_a_migrated_database() -> None:
    assert findings() == []


def test_finds_the_same_in_a_history_context() -> None:
    run("GRANT SELECT ON actors_actor TO PUBLIC")

    with history_context(through="command"):
        found = findings()

    assert [finding.problem for finding in found] == ["Readers have SELECT on public.actors_actor."]


@cases("damage", *REFUSED)
def test_refuses_readers_until_it_is_repaired(damage: str, client: Client) -> None:
    run(damage)

    assert REFUSED[damage] in problems()
    assert findings()[0].refuses_readers
    answer = client.get("/api/v1/actors/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")

    publish()

    assert findings() == []
    assert client.get("/api/v1/actors/").status_code == 200


@cases("damage", *BURDENS)
def test_takes_away_what_readers_do_not_need(damage: str) -> None:
    run(damage)

    assert BURDENS[damage] in problems()
    require_verified()

    publish()

    assert findings() == []


@cases(
    "statement",
    "CREATE TEMPORARY TABLE kept (id int)",
    "SELECT lo_create(0)",
    "SELECT lo_from_bytea(0, 'kept')",
    "SELECT pg_advisory_lock(1)",
    "SELECT pg_try_advisory_xact_lock_shared(1, 2)",
    "SELECT pg_logical_emit_message(false, 'a', 'b')",
    "CREATE TABLE public.kept (id int)",
    "CREATE SCHEMA kept",
)
def test_lets_the_role_of_readers_keep_nothing_and_lock_nothing(statement: str) -> None:
    run(f"SET LOCAL ROLE {READER}")

    with pytest.raises(Exception, match="permission denied"):
        run(statement)


def test_leaves_the_database_user_what_it_needs() -> None:
    run("CREATE TEMPORARY TABLE kept (id int); SELECT pg_advisory_xact_lock(1)")


def test_never_reads_as_somebody_else_where_the_role_is_missing(
    settings: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.publish(make.actor("albania"))
    settings.READER_ROLE = "balkanwatch_no_such_role"
    monkeypatch.setattr(verification, "SECONDS_BETWEEN_LOOKS", 0.0)

    answer = client.get("/api/v1/actors/")
    with pytest.raises(PublicationRefusedError, match=r"CREATE ROLE balkanwatch_no_such_role"):
        reader_count()

    assert answer.status_code == 503
    assert b"balkanwatch_no_such_role" not in answer.content
    for statement in findings()[0].repair.split(";"):
        run(statement or "SELECT")
    assert client.get("/api/v1/actors/").json()["count"] == reader_count() == 1


def reader_count() -> int:
    with reading():
        return Actor.objects.count()


@cases(
    "damage",
    f"REVOKE USAGE ON SCHEMA published FROM {READER}",
    f"REVOKE {READER} FROM CURRENT_USER",
    f"REVOKE SELECT ON published.actors_actor FROM {READER}",
)
def test_refuses_readers_where_something_is_taken_away_while_it_runs(
    damage: str, client: Client
) -> None:
    require_verified()
    run(damage)

    first = client.get("/api/v1/actors/")
    repair()
    then = client.get("/api/v1/actors/")

    assert (first.status_code, then.status_code) == (503, 200)


@cases("setting", "records.loading", "pgtrigger.ignore", "history.emptying")
def test_finds_a_setting_that_turns_rules_off(setting: str) -> None:
    name = connection.settings_dict["NAME"]
    backend: Any = connection
    backend.run_as_superuser(f"ALTER DATABASE {name} SET {setting} = 'on'")

    assert f"The database turns rules off: {setting}=on." in problems()
    repair()
    assert findings() == []


def test_says_in_the_deployment_check_what_to_run() -> None:
    run("GRANT SELECT ON actors_actor TO PUBLIC")

    said = run_checks(include_deployment_checks=True)

    ours = [(each.id, each.hint) for each in said if str(each.id).startswith("balkanwatch.E")]
    assert ours == [("balkanwatch.E001", "REVOKE ALL ON TABLE public.actors_actor FROM PUBLIC;")]


def test_says_at_the_start_of_a_server_what_to_run(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("GRANT SELECT ON actors_actor TO PUBLIC")
    monkeypatch.setattr(connection, "close", lambda: None)

    verify_at_start()

    assert "REVOKE ALL ON TABLE public.actors_actor FROM PUBLIC;" in caplog.text


def test_starts_without_a_database(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: Any) -> Any:
        raise OperationalError("gone")

    monkeypatch.setattr("balkanwatch.starting.unknown_migration", away)
    monkeypatch.setattr(connection, "close", lambda: None)

    verify_at_start()

    assert "Nothing is verified, for lack of a database: gone" in caplog.text


@cases(
    "statement",
    "UPDATE django_admin_log SET change_message = ''",
    "DELETE FROM django_admin_log",
    "TRUNCATE django_admin_log",
)
def test_keeps_the_log_of_the_admin(statement: str) -> None:
    with pytest.raises(IntegrityError, match="never changed, only added to"):
        run(statement)
