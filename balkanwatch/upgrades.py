"""Compares the migrations that a database has had with those of this version."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from balkanwatch.apps import project_apps
from records.verification import MIGRATE, Finding

TOO_OLD = (
    "This database was made by a version before 0.1, which this version cannot upgrade. Nothing was changed. "
    "Start version 0.1 on it first, after sending all records in review back to draft."
)
TOO_NEW = (
    "This database was changed by a newer version of BalkanWatch: it has had the migration %s, which this version "
    "does not know. Nothing was changed. Install that version again, or restore the backup made before the upgrade."
)
NOT_MIGRATED = "The database has not had all migrations of this version."


def is_older_than_0_1(connection: Any) -> bool:
    """Whether some, but not all, of the migrations of 0.1 are applied that ours have replaced."""
    applied = MigrationRecorder(connection).applied_migrations()
    ours = {config.label for config in project_apps()}
    replaced = {
        old
        for key, migration in MigrationLoader(None).replacements.items()
        if key[0] in ours and key not in applied
        for old in migration.replaces
    }
    return bool(replaced & applied.keys()) and not replaced <= applied.keys()


def unknown_migration(connection: Any) -> str:
    """The last migration of this project that only a newer version can have made; empty if there is none."""
    loader = MigrationLoader(None)
    known = {old for migration in loader.replacements.values() for old in migration.replaces}
    known |= loader.disk_migrations.keys()
    ours = {config.label for config in project_apps()}
    applied = MigrationRecorder(connection).applied_migrations()
    unknown = [key for key in applied if key[0] in ours and key not in known]
    return ".".join(max(unknown)) if unknown else ""


def findings_about_version(using: str = DEFAULT_DB_ALIAS) -> list[Finding]:
    """What is wrong where the database is that of a newer version, or not yet that of this one."""
    connection = connections[using]
    if name := unknown_migration(connection):
        return [Finding(True, TOO_NEW % name, "")]
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return [Finding(True, NOT_MIGRATED, MIGRATE, awaits_migrate=True)]
    return []
