"""Writes the generated parts of docs/data-model-reference.md."""

from django.conf import settings
from django.core.management.base import BaseCommand

from balkanwatch.generated_docs import data_model_page

PATH = settings.BASE_DIR / "docs" / "data-model-reference.md"


class Command(BaseCommand):
    help = "Updates the entity diagram and the tables of fields in docs/data-model-reference.md."

    def handle(self, *args: object, **options: object) -> None:
        PATH.write_text(data_model_page(PATH.read_text(encoding="utf-8")), encoding="utf-8")
        self.stdout.write(f"{PATH.name} is up to date.")
