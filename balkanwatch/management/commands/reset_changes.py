"""Tells readers of /changes that the data is that of an older backup."""

from typing import Any

from django.core.management.base import BaseCommand

from records.published_views import SCHEMA
from records.sql import fill, run_sql

# More than the changes that a backup can lack, so that no number is given twice
SKIPPED = 1_000_000


class Command(BaseCommand):
    help = (
        "Adds a reset to the feed of public changes: copies must be made again. Use it after restoring "
        "a backup that is older than the last public change."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        run_sql(fill('SELECT :"schema".reset_changes(:skipped)', schema=SCHEMA, skipped=SKIPPED))
        self.stdout.write("The feed of changes tells its readers to make their copies again.")
