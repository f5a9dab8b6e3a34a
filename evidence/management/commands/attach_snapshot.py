"""Attaches a file to a source as a snapshot, and extracts its text at once."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError

from evidence.choices import TextState
from evidence.jobs import attach, keep_text
from evidence.media_types import RefusedFileError
from sources.models import Source


class Command(BaseCommand):
    help = "Attaches a file to a source as a snapshot, and extracts its text at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", help="slug of the source, such as gardner-2025-new-alliances")
        parser.add_argument("file", type=Path, help="HTML, PDF, DOCX, plain text or a picture")
        parser.add_argument("--address", default="", help="where it is from")

    def handle(self, *, source: str, file: Path, address: str, **options: Any) -> None:
        """Prints what became of the file; ends with an error if it is not kept or has no readable text."""
        found = Source.objects.filter(slug=source).first()
        if found is None:
            raise CommandError(f"There is no source {source}.")
        try:
            with file.open("rb") as content:
                snapshot, is_new = attach(
                    found,
                    File(content),
                    user=None,
                    file_name=file.name,
                    address=address or found.url,
                )
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from error
        except RefusedFileError as error:
            raise CommandError(f"{file}: {error}") from error
        if snapshot.state in {TextState.WAITING, TextState.FAILED}:
            keep_text(snapshot)
        self.stdout.write(
            f"{'Attached' if is_new else 'Attached before'}: SHA-256 {snapshot.digest}"
        )
        if snapshot.state == TextState.FAILED:
            raise CommandError(snapshot.failure)
        text = snapshot.texts.first()
        if text is None:
            self.stdout.write(str(TextState(snapshot.state).label))
            return
        lines = text.text.count("\n") + 1
        self.stdout.write(f"{text.words:,} words in {lines:,} lines, read by {text.extractor}")
