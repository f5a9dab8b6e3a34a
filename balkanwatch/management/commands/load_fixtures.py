"""Loads the data set in fixtures/ in one transaction."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from balkanwatch.fixture_loading import FixtureError, load_tables
from balkanwatch.fixtures import models_in_load_order
from curation.history.tracking import history_context
from records.review import loading


class Command(BaseCommand):
    help = "Loads fixtures/: adds new rows and overwrites rows with the same natural key."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="Load only if the database has no rows, so that no curated data is overwritten.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        models = models_in_load_order()
        if options["if_empty"] and any(model._default_manager.exists() for model in models):
            self.stdout.write("The database already contains data; fixtures/ is not loaded.")
            return
        try:
            with history_context(through="command", what="load_fixtures"), loading():
                for model, number in load_tables():
                    if options["verbosity"]:
                        self.stdout.write(f"{model._meta.label}: {number} rows")
                        self.stdout.flush()
        except (DatabaseError, FixtureError) as error:
            # People need the file and the problem, not a traceback.
            raise CommandError(f"Nothing was loaded. {error}") from None
