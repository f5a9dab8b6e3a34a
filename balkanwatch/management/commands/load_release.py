"""Loads a release into an empty database."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DataError, IntegrityError

from balkanwatch.fixtures import models_in_load_order
from balkanwatch.releases import package
from balkanwatch.releases.loading import BrokenReleaseError, load
from curation.history.tracking import history_context
from records.statistics import refresh_statistics


class Command(BaseCommand):
    help = "Loads the tables of a release into an empty database, in one transaction."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="The unpacked folder of the release.")

    def handle(self, *args: Any, **options: Any) -> None:
        folder, models = options["folder"], models_in_load_order()
        if not (folder / package.CHECKSUMS).is_file():
            raise CommandError(f"{folder} is not a release: it contains no {package.CHECKSUMS}.")
        if damaged := package.damaged_files(folder):
            raise CommandError(
                f"These files are missing or damaged: {', '.join(damaged)}. Download the release again."
            )
        if any(model._default_manager.exists() for model in models):
            text = "The database already contains data; a release needs an empty database."
            raise CommandError(text)
        try:
            with history_context(through="command", what="load_release"):
                counts = load(models, lambda model: folder / package.table_path(model))
        except (BrokenReleaseError, DataError, IntegrityError) as error:
            raise CommandError(f"Nothing was loaded. {error}") from None
        refresh_statistics()
        for table, count in counts.items():
            self.stdout.write(f"{table}: {count} rows")
