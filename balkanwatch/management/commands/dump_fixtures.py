"""Writes the database to fixtures/, one file a table."""

from typing import Any

from django.core.management.base import BaseCommand

from balkanwatch.fixtures import dumped, fixture_path, models_in_load_order


class Command(BaseCommand):
    help = "Writes every table to fixtures/, one JSON file each, rows by natural key."

    def handle(self, *args: Any, **options: Any) -> None:
        for model in models_in_load_order():
            path = fixture_path(model)
            path.write_text(dumped(model), encoding="utf-8")
            self.stdout.write(f"{path.name}: {model._default_manager.count()} rows")
