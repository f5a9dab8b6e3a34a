"""Writes all published data as a citable release."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from balkanwatch.releases import package


class Command(BaseCommand):
    help = (
        "Writes all published data to RELEASES_DIR/VERSION: one CSV file per table, data package, codebook, "
        "citation and checksums, and a ZIP archive of them. The site offers releases at /downloads/."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("version", help="Year and number, such as 2026.1.")
        parser.add_argument(
            "--date", help="Date of the release, such as 2026-11-22 (default: today)."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        version = options["version"]
        if not package.VERSION.fullmatch(version):
            text = f"“{version}” is not a version; use a year and a number, such as 2026.1."
            raise CommandError(text)
        try:
            folder = package.build_release(version, _date(options["date"]), settings.RELEASES_DIR)
        except FileExistsError as error:
            raise CommandError(f"{error} Choose another version.") from None
        self.stdout.write(f"Release {version} is in {folder}.")


def _date(text: str | None) -> dt.date:
    if text is None:
        return timezone.now().date()
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"--date is “{text}”; it must be a date such as 2026-11-22.") from None
