"""Migrates in one transaction, and only databases that this version can upgrade."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections, transaction
from django.db.migrations import Migration

from balkanwatch.management.commands.makemigrations import Autodetector
from balkanwatch.schema_file import can_be_loaded, load_schema
from balkanwatch.starting import BURDEN, REFUSED
from balkanwatch.upgrades import TOO_NEW, TOO_OLD, is_older_than_0_1, unknown_migration
from records.verification import advice, findings

# Key of the lock that lets one process migrate at a time
LOCK = 0x_BA1C_A9


class Command(migrate.Command):
    """Tables, triggers and views change together or not at all, whenever the process is killed."""

    autodetector = Autodetector

    def handle(self, *args: Any, **options: Any) -> None:
        self.connection = connections[options["database"]]
        with transaction.atomic(using=options["database"]):
            self._run("SELECT pg_advisory_xact_lock(%s)", LOCK)
            if is_older_than_0_1(self.connection):
                raise CommandError(TOO_OLD)
            if name := unknown_migration(self.connection):
                raise CommandError(TOO_NEW % name)
            if self._makes_all_tables(options) and can_be_loaded(self.connection):
                load_schema(self.connection)
            super().handle(*args, **options)
            if not (options["plan"] or options["check_unapplied"]):
                self._report(options["database"])

    @staticmethod
    def _makes_all_tables(options: dict[str, Any]) -> bool:
        """Whether all migrations are to be applied, and really."""
        partly = ("app_label", "plan", "check_unapplied", "fake", "fake_initial", "prune")
        return not any(options[name] for name in partly)

    def _report(self, database: str) -> None:
        """Says what this user may not repair."""
        found = [finding for finding in findings(database) if not finding.awaits_migrate]
        if found:
            heading = REFUSED if found[0].refuses_readers else BURDEN
            self.stderr.write(self.style.WARNING(f"{heading}\n{advice(found)}"))

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
