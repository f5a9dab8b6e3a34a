"""Writes the database to fixtures/, one file per table."""

from django.core.management.base import BaseCommand

from balkanwatch.fixtures import dump_table, fixture_path, models_in_load_order


class Command(BaseCommand):
    help = "Writes every table to fixtures/, one JSON file each, with natural keys."

    def handle(self, *args: object, **options: object) -> None:
        for model in models_in_load_order():
            path = fixture_path(model)
            path.write_text(dump_table(model), encoding="utf-8")
            self.stdout.write(f"{path.name}: {model._default_manager.count()} rows")
