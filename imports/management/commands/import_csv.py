"""Checks and imports a file from the command line."""

import csv
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management import BaseCommand, CommandError, CommandParser

from imports.applying import engine, multi_part
from imports.choices import ImportStatus
from imports.models import Import
from imports.pages.reporting import (
    fault_report,
    invalid_rows,
    proposed_report,
    report,
    unmatched_report,
)
from imports.profiles.profile import read_profile
from imports.reading.table_files import open_table
from imports.resources import known_resources

# Options that say how every file is read
READING = ("encoding", "separator", "sheet")


class Command(BaseCommand):
    help = (
        "Checks a file and imports its rows: new ones as drafts, changes of published records as proposals; "
        "all of them, or none if one is invalid."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="+")
        parser.add_argument(
            "--profile", help="Name or path of the profile for files in another format."
        )
        parser.add_argument(
            "--as", dest="resource", help="File type; if not given, the name of the file."
        )
        parser.add_argument("--check", action="store_true", help="Only check, write nothing.")
        parser.add_argument("--encoding", help="Such as utf-8, cp1250, utf-16.")
        parser.add_argument("--separator", help="Such as ; or ,")
        parser.add_argument("--decimal", help="Decimal sign: . or ,")
        parser.add_argument("--sheet", help="Name of the sheet of a workbook.")
        parser.add_argument("--user", help="Name of the user who imports; needed for corrections.")
        parser.add_argument("--bad-rows", type=Path, help="Where invalid rows are written.")

    def handle(self, *args: object, **options: Any) -> None:
        if options["profile"]:
            self._import_with_profile(options)
        elif len(options["file"]) > 1:
            raise CommandError("Several files at once need --profile.")
        else:
            self._import_file(options["file"][0], options)

    def _import_file(self, path: Path, options: Mapping[str, Any]) -> None:
        name = options["resource"] or path.stem.lower()
        if name not in known_resources():
            raise CommandError(f"“{name}” is not one of: {', '.join(sorted(known_resources()))}.")
        import_job = Import.objects.create(
            file_name=path.name, checksum=_checksum(path), resource=name, user=_user(options)
        )
        read_options: Any = {name: options[name] for name in (*READING, "decimal")}
        try:
            table = open_table(path, **read_options)
        except (ValueError, LookupError) as error:
            raise CommandError(f"{path} cannot be read: {error}") from error
        work = engine.check_file if options["check"] else engine.import_file
        work(import_job, table, progress=self._show_progress)
        self.stderr.write("")
        for line in (*report(import_job), *unmatched_report(import_job)):
            self.stderr.write(line)
        if import_job.counts["faults"]:
            target = options["bad_rows"] or path.with_name(f"{path.stem}.bad.csv")
            _write_invalid_rows(import_job, target)
            raise CommandError(f"Nothing was imported. The invalid rows are in {target}.")
        if not options["check"] and import_job.status != ImportStatus.DONE:
            raise CommandError(f"Nothing was imported: {import_job.error}")
        for line in proposed_report(import_job):
            self.stderr.write(line)

    def _import_with_profile(self, options: Mapping[str, Any]) -> None:
        paths: list[Path] = options["file"]
        try:
            profile = read_profile(options["profile"])
            import_job = Import.objects.create(
                file_name=", ".join(path.name for path in paths)[:255],
                checksum=_checksum(*paths),
                user=_user(options),
                profile=Path(options["profile"]).stem[:60],
                mapping=profile.text,
                options={name: value for name in READING if (value := options[name])},
            )
            multi_part.import_files(
                import_job, paths, writes=not options["check"], progress=self._show_progress
            )
        except (ValueError, LookupError, OSError) as error:
            raise CommandError(f"Nothing was imported: {error}") from error
        parts = list(import_job.parts.order_by("pk"))
        for part in parts:
            for line in report(part):
                self.stderr.write(f"{part.resource}: {line}")
        for line in (*fault_report(import_job), *unmatched_report(import_job)):
            self.stderr.write(line)
        for part in parts:
            if part.counts.get("faults"):
                target = options["bad_rows"] or Path(f"{part.resource}.bad.csv")
                _write_invalid_rows(part, target)
                raise CommandError(
                    f"Nothing was imported. The invalid rows of {part.resource} are in {target}."
                )
        if not options["check"] and import_job.status != ImportStatus.DONE:
            reason = import_job.error or "see the faults above."
            raise CommandError(f"Nothing was imported: {reason}")
        for line in proposed_report(import_job):
            self.stderr.write(line)

    def _show_progress(self, step: str, done: int, total: int) -> None:
        if self.stderr.isatty():
            amount = f" {done:,}" + (f" of {total:,}" if total else "") if done else ""
            self.stderr.write(f"\r{step}{amount} … ", ending="")
            self.stderr.flush()


def _write_invalid_rows(import_job: Import, target: Path) -> None:
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(invalid_rows(import_job))


def _checksum(*paths: Path) -> str:
    """SHA-256 of one file, or of several one after the other."""
    digest = hashlib.sha256()
    for path in paths:
        try:
            with path.open("rb") as file:
                hashlib.file_digest(file, lambda: digest)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    return digest.hexdigest()


def _user(options: Mapping[str, Any]) -> User | None:
    name = options["user"]
    user = User.objects.filter(username=name).first() if name else None
    if name and not user:
        raise CommandError(f"There is no user “{name}”.")
    return user
