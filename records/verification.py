"""Verifies what readers rely on: the role that they take and its rights, the views, triggers and migrations.

`migrate` repairs what the database user may repair. What it may not is reported with the SQL to run, by
`manage.py check --deploy`, when the server starts, and to nobody else: readers get the status 503 until it is repaired.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, OperationalError, connections, transaction

from records.installation import Installed, installed
from records.published_views import SCHEMA
from records.sql import sql_file

MIGRATE = "manage.py migrate"
ALTERED = "Functions, triggers or views are not as they were installed."
OF_OTHER_CODE = "Functions, triggers and views are those of another version."
# A refusal is looked into again after this time, so that a repaired site needs no restart.
SECONDS_BETWEEN_LOOKS = 5.0
MOST_FINDINGS = 1000
# Repairing one thing can show the next, such as the rights of a role that was missing.
ROUNDS = 3


@dataclass(frozen=True)
class Finding:
    """Something that is not as readers rely on it to be.

    `repair` is the SQL, or the command, that repairs it. If `refuses_readers`, they could see what is
    not public, or nothing; otherwise they could be a burden to others. `may_repair` says whether the
    database user can be expected to be allowed the repair, `awaits_migrate` that this is as it should
    be after an update of the code and before its migrations.
    """

    refuses_readers: bool
    problem: str
    repair: str
    may_repair: bool = False
    awaits_migrate: bool = False


class PublicationRefusedError(OperationalError):
    """Nothing is read: readers could see what is not public. The text says what to do."""


_further: list[Callable[[str], list[Finding]]] = []
_verified: set[str] = set()
_identities: dict[str, str] = {}
_refused: dict[str, tuple[float, str]] = {}


def also_verify(check: Callable[[str], list[Finding]]) -> None:
    """Adds a check, which gets the alias of a database, and after whose findings nothing else is looked at."""
    if check not in _further:
        _further.append(check)


def first_findings(using: str = DEFAULT_DB_ALIAS) -> list[Finding]:
    """What the added checks find: the database is not that of this version."""
    return [finding for check in _further for finding in check(using)]


def findings(using: str = DEFAULT_DB_ALIAS) -> list[Finding]:
    """Everything that is not as it must be, what refuses readers first."""
    if found := first_findings(using):
        return found
    state = installed(using)
    if state is not Installed.CURRENT:
        is_altered = state is Installed.ALTERED
        problem = ALTERED if is_altered else OF_OTHER_CODE
        found.append(Finding(True, problem, MIGRATE, awaits_migrate=not is_altered))
    return [*found, *_findings_about_rights(using)]


def repair(using: str = DEFAULT_DB_ALIAS) -> None:
    """Repairs what this database user may repair, the embedded server all of it."""
    as_superuser = getattr(connections[using], "run_as_superuser", None)
    for _ in range(ROUNDS):
        found = [each for each in _findings_about_rights(using) if each.repair]
        if not found:
            break
        for finding in found:
            is_done = finding.may_repair and _try(finding.repair, using)
            if not is_done and as_superuser:
                as_superuser(finding.repair)
    verify_again(using, refuse=False)


def require_verified(using: str = DEFAULT_DB_ALIAS) -> None:
    """Returns if nothing refuses readers, as once verified by this process; else PublicationRefusedError."""
    if using in _verified:
        return
    looked_at, text = _refused.get(using, (0.0, ""))
    if not text or time.monotonic() - looked_at > SECONDS_BETWEEN_LOOKS:
        text = advice(finding for finding in findings(using) if finding.refuses_readers)
        _refused[using] = (time.monotonic(), text)
    if text:
        raise PublicationRefusedError(text)
    _identities[using] = _identity(using)
    _verified.add(using)


def database_identity(using: str = DEFAULT_DB_ALIAS) -> str:
    """What tells a database from its restored copy, as of the last verification."""
    return _identities[using]


def _identity(using: str) -> str:
    """The cluster and the number of the database in it; the standbys of a server have the same."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT system_identifier || '-' || pg_database.oid FROM pg_control_system(), pg_database"
            " WHERE datname = current_database()"
        )
        (identity,) = cursor.fetchone()
    return str(identity)


def verify_again(using: str = DEFAULT_DB_ALIAS, *, refuse: bool = True) -> None:
    """Forgets what this process has verified; verifies it now if it is to `refuse`."""
    _verified.discard(using)
    _refused.pop(using, None)
    if refuse:
        require_verified(using)


def advice(found: Iterable[Finding]) -> str:
    """What is wrong and what to run, for an administrator; empty if nothing is."""
    return "\n".join(f"{finding.problem}\n    {finding.repair}" for finding in found)


def _findings_about_rights(using: str) -> list[Finding]:
    query = sql_file(
        "records/findings",
        role=settings.READER_ROLE,
        schema=SCHEMA,
        privilege=_privilege_to_take_roles(using),
    )
    with connections[using].cursor() as cursor:
        # With a parameter, so that “%” means the same inside and outside of a history context
        cursor.execute(query.replace("%", "%%") + " LIMIT %s", [MOST_FINDINGS])
        return [Finding(*row) for row in cursor.fetchall()]


def _privilege_to_take_roles(using: str) -> str:
    """The privilege to take a role. Since PostgreSQL 16 who makes a role is a member that may not."""
    connection = connections[using]
    connection.ensure_connection()
    return "SET" if connection.connection.server_version >= 160000 else "MEMBER"


def _try(statements: str, using: str) -> bool:
    """Runs the statements; False, and none of them, where the database refuses one."""
    try:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            cursor.execute(statements)
    except DatabaseError:
        return False
    return True
