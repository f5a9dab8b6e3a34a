"""Attaches a file to a source as a snapshot, extracts its text, and says where the quotes of the source stand in it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError

from evidence.anchors import find_anchors
from evidence.choices import AnchorState, TextState
from evidence.jobs import attach, keep_text
from evidence.media_types import RefusedFileError
from evidence.models import SnapshotText
from evidence.quotes import LocatedQuote, counts_by_label, located_quotes
from sources.models import Source


class Command(BaseCommand):
    help = "Attaches a file to a source as a snapshot, extracts its text, and searches the quotes of the source in it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", help="slug of the source, such as gardner-2025-new-alliances")
        parser.add_argument("file", type=Path, help="HTML, PDF, DOCX, plain text or a picture")
        parser.add_argument("--address", default="", help="where it is from")

    def handle(self, *, source: str, file: Path, address: str, **options: Any) -> None:
        """Prints what became of the file, and of each quote that does not stand where it stood.

        Ends with an error if the file is not kept, or has no readable text.
        """
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
        self._report(text)

    def _report(self, text: SnapshotText) -> None:
        """Says what became of the quotes of the source, also of those that were cited after the text was read."""
        find_anchors(text.snapshot.source_id)
        quotes = list(located_quotes(text))
        counts = ", ".join(f"{label}: {number}" for label, number in counts_by_label(quotes))
        self.stdout.write(f"Quotes of the source: {len(quotes):,}{'. ' if counts else ''}{counts}")
        for each in quotes:
            if each.label != AnchorState.EXACT.label:
                self.stdout.write(_line(each))


def _line(found: LocatedQuote) -> str:
    """A quote in a line: what became of it, where, the words, what changed in them, and its record."""
    place = f", L{found.line}" if found.line else ""
    words = f" ({'; '.join(found.changed_words)})" if found.changed_words else ""
    return f"  {found.label}{place}: “{found.quote}”{words}, {found.record._meta.verbose_name} {found.record.slug}"
