"""Writes the generated parts of docs/data-model-reference.md."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from balkanwatch.entity_diagram import written

PATH = settings.BASE_DIR / "docs" / "data-model-reference.md"


class Command(BaseCommand):
    help = "Draws the entity diagram and the table of fields in docs/data-model-reference.md anew."

    def handle(self, *args: Any, **options: Any) -> None:
        PATH.write_text(written(PATH.read_text(encoding="utf-8")), encoding="utf-8")
        self.stdout.write(f"{PATH.name} is up to date.")
