"""Migrates in one transaction, and only databases that this version can upgrade."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections, transaction
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from balkanwatch.apps import project_apps
from balkanwatch.management.commands.makemigrations import Autodetector

# Key of the lock that lets one process migrate at a time
LOCK = 0x_BA1C_A9
TOO_OLD = (
    "This database was made by a version before 0.1, which this version cannot upgrade. Nothing was changed. "
    "Start version 0.1 on it first, after sending all records in review back to draft."
)


class Command(migrate.Command):
    """Tables, triggers and views change together or not at all, whenever the process is killed."""

    autodetector = Autodetector

    def handle(self, *args: Any, **options: Any) -> None:
        self.connection = connections[options["database"]]
        with transaction.atomic(using=options["database"]):
            self._run("SELECT pg_advisory_xact_lock(%s)", LOCK)
            if _is_older_than_0_1(self.connection):
                raise CommandError(TOO_OLD)
            super().handle(*args, **options)

    def migration_progress_callback(
        self, action: str, migration: Migration | None = None, fake: bool = False
    ) -> None:
        super().migration_progress_callback(action, migration, fake)
        if action == "apply_success":
            # PostgreSQL alters no table while deferred triggers wait for rows that were written to it.
            self._run("SET CONSTRAINTS ALL IMMEDIATE")
            self._run("SET CONSTRAINTS ALL DEFERRED")

    def _run(self, statement: str, *parameters: Any) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(statement, parameters)


def _is_older_than_0_1(connection: Any) -> bool:
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
