"""Checks and imports a file from the command line."""

import csv
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from imports.applying import engine, multi_part
from imports.applying.engine import ImportRefusedError
from imports.applying.error_texts import error_text
from imports.choices import ImportStatus
from imports.models import Import
from imports.pages.reporting import (
    fault_report,
    has_invalid_rows,
    invalid_rows,
    proposed_report,
    report,
    unmatched_report,
)
from imports.profiles.profile import read_profile
from imports.reading.delimited import UnreadableFileError
from imports.reading.table_files import open_table
from imports.resources import known_resources

# Options that say how every file is read
READING = ("encoding", "separator", "sheet", "header", "strict")


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
        parser.add_argument(
            "--encoding",
            help="Such as utf-8, cp1250, cp852, utf-16; detected if not given.",
        )
        parser.add_argument("--separator", help="Such as ; or , or tab; detected if not given.")
        parser.add_argument("--decimal", help="Decimal sign: . or , (detected if not given).")
        parser.add_argument("--sheet", help="Name of the sheet of a workbook.")
        parser.add_argument(
            "--header", type=int, help="Line of the column names, if titles are above the table."
        )
        parser.add_argument(
            "--strict",
            action="store_true",
            help="Refuse doubtful values, which are listed in any case.",
        )
        parser.add_argument("--user", help="Name of the user who imports; needed for corrections.")
        parser.add_argument("--bad-rows", type=Path, help="Where invalid rows are written.")

    def handle(self, *args: object, **options: Any) -> None:
        try:
            if options["profile"]:
                self._import_with_profile(options)
            elif len(options["file"]) > 1:
                raise CommandError("Several files at once need --profile.")
            else:
                self._import_file(options["file"][0], options)
        except KeyboardInterrupt:
            raise CommandError(
                "Nothing was imported: it was interrupted.", returncode=130
            ) from None

    def _import_file(self, path: Path, options: Mapping[str, Any]) -> None:
        name = options["resource"] or path.stem.lower()
        if name not in known_resources():
            raise CommandError(f"“{name}” is not one of: {', '.join(sorted(known_resources()))}.")
        user, checksum = _user(options), _checksum(path)
        chosen = {key: value for key in (*READING, "decimal") if (value := options[key])}
        read_options: Any = _read_options(chosen)
        work = engine.check_file if options["check"] else engine.import_file
        try:
            with open_table(path, **read_options) as table:
                import_job = Import.objects.create(
                    file_name=path.name, checksum=checksum, resource=name, user=user, options=chosen
                )
                work(import_job, table, progress=self._show_progress)
        except (UnreadableFileError, ImportRefusedError) as error:
            raise CommandError(f"Nothing was imported: {error}") from error
        except DatabaseError as error:
            raise CommandError(f"Nothing was imported: {error_text(error)}") from error
        self._end_progress()
        for line in (*report(import_job), *unmatched_report(import_job)):
            self.stderr.write(line)
        if import_job.counts["faults"]:
            target = options["bad_rows"] or path.with_name(f"{path.stem}.bad.csv")
            raise CommandError(_nothing_imported(import_job, target))
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
                options=_read_options(
                    {name: value for name in READING if (value := options[name])}
                ),
            )
            multi_part.import_files(
                import_job, paths, writes=not options["check"], progress=self._show_progress
            )
        except DatabaseError as error:
            raise CommandError(f"Nothing was imported: {error_text(error)}") from error
        except (ValueError, LookupError, OSError) as error:
            raise CommandError(f"Nothing was imported: {error}") from error
        self._end_progress()
        for note in import_job.notes:
            self.stderr.write(note)
        parts = list(import_job.parts.order_by("pk"))
        for part in parts:
            for line in report(part):
                self.stderr.write(f"{part.resource}: {line}")
        for line in (*fault_report(import_job), *unmatched_report(import_job)):
            self.stderr.write(line)
        for part in parts:
            if part.counts.get("faults"):
                target = options["bad_rows"] or Path(f"{part.resource}.bad.csv")
                raise CommandError(_nothing_imported(part, target))
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

    def _end_progress(self) -> None:
        if self.stderr.isatty():
            self.stderr.write("")


def _nothing_imported(import_job: Import, target: Path) -> str:
    """The message about a file with faults; writes its invalid rows to the target, if there are any."""
    if not has_invalid_rows(import_job):
        return "Nothing was imported; the faults are named above."
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(invalid_rows(import_job))
    return f"Nothing was imported. The invalid rows of {import_job.resource} are in {target}."


def _read_options(chosen: dict[str, Any]) -> dict[str, Any]:
    """The options for reading, with a tab for its name."""
    tab = {"separator": "\t"} if chosen.get("separator") in ("tab", "\\t") else {}
    return chosen | tab


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
