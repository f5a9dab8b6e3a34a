"""Checks and imports a file from the command line."""

import csv
import hashlib
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from imports.applying import engine, multi_part
from imports.applying.error_texts import error_text
from imports.applying.packages import table_paths
from imports.applying.transactions import ImportRefusedError, finish_import
from imports.choices import ImportStatus
from imports.file_types import detected_type
from imports.models import Import
from imports.pages.reporting import (
    fault_report,
    has_invalid_rows,
    invalid_rows,
    proposed_report,
    report,
    unmatched_report,
)
from imports.profiles.saved import find_profile
from imports.reading.archives import unpacked_files
from imports.reading.delimited import UnreadableFileError
from imports.reading.table_files import open_table
from imports.resources import known_resources
from records.statistics import refresh_statistics

# Options that say how every file is read
READING = ("encoding", "separator", "sheet", "header", "strict")


class Command(BaseCommand):
    help = (
        "Checks files and imports their rows: new ones as drafts, changes of published records as proposals; "
        "all of them, or none if one is invalid. Several files, a folder or a ZIP archive are one import, in any order."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="+", help="Files, folders or a ZIP archive.")
        parser.add_argument(
            "--profile", help="Name or path of the profile for files in another format."
        )
        parser.add_argument(
            "--as", dest="resource", help="File type, such as events; else detected by the columns."
        )
        parser.add_argument("--check", action="store_true", help="Only check, write nothing.")
        parser.add_argument(
            "--encoding", help="Such as utf-8, cp1250, cp852, utf-16; else detected."
        )
        parser.add_argument("--separator", help="Such as ; or , or tab; else detected.")
        parser.add_argument("--decimal", help="Decimal sign: . or ,; else detected.")
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
            self._import(options)
            refresh_statistics()
        except KeyboardInterrupt:
            message = "Nothing was imported: it was interrupted."
            raise CommandError(message, returncode=130) from None
        except DatabaseError as error:
            raise CommandError(f"Nothing was imported: {error_text(error)}") from error

    def _import(self, options: Mapping[str, Any]) -> None:
        given: list[Path] = options["file"]
        for path in given:
            if not path.exists():
                raise CommandError(f"{path} cannot be read: there is no such file.")
        with ExitStack() as opened:
            paths = table_paths(given)
            if not paths:
                raise CommandError(f"There are no files in {given[0]}.")
            if len(given) == 1 and given == paths:
                try:
                    paths = opened.enter_context(unpacked_files(given[0], given[0].name))
                except UnreadableFileError as error:
                    raise CommandError(f"{given[0]} cannot be read: {error}") from error
            if options["profile"] or len(paths) > 1:
                if options["resource"]:
                    raise CommandError("--as is for a single file.")
                self._import_several(given, paths, options)
            else:
                self._import_file(given[0] if given[0].is_file() else paths[0], options)

    def _import_file(self, path: Path, options: Mapping[str, Any]) -> None:
        name = options["resource"] or ""
        if name and name not in known_resources():
            raise CommandError(f"“{name}” is not one of: {', '.join(sorted(known_resources()))}.")
        chosen = _chosen(options, *READING, "decimal")
        import_job = Import.objects.create(
            file_name=path.name,
            checksum=_checksum(path),
            resource=name,
            user=_user(options),
            options=chosen,
        )
        work = engine.check_file if options["check"] else engine.import_file
        read_options: Any = chosen
        try:
            with open_table(path, **read_options) as table:
                if not name:
                    import_job.resource = detected_type(table.columns, path.name)
                    import_job.save(update_fields=["resource"])
                work(import_job, table, progress=self._show_progress)
        except (UnreadableFileError, ImportRefusedError) as error:
            _end(import_job, error)
            raise CommandError(f"Nothing was imported: {error}") from error
        self._end_progress()
        for line in (*report(import_job), *unmatched_report(import_job)):
            self.stderr.write(line)
        if import_job.counts["faults"]:
            target = options["bad_rows"] or path.with_name(f"{path.stem}.bad.csv")
            where = _write_invalid_rows(import_job, target)
            raise CommandError(f"Nothing was imported. {where or 'See the faults above.'}")
        if not options["check"] and import_job.status != ImportStatus.DONE:
            raise CommandError(f"Nothing was imported: {import_job.error}")
        for line in proposed_report(import_job):
            self.stderr.write(line)

    def _import_several(
        self, given: list[Path], paths: list[Path], options: Mapping[str, Any]
    ) -> None:
        """Imports files as one: those of a profile, or our own; `given` are the names that the user typed."""
        import_job: Import | None = None
        try:
            profile = find_profile(options["profile"]) if options["profile"] else None
            import_job = Import.objects.create(
                file_name=", ".join(path.name for path in given)[:255],
                checksum=_checksum(*paths),
                user=_user(options),
                profile=Path(options["profile"]).stem[:60] if profile else "",
                mapping=profile.text if profile else "",
                options=_chosen(options, *READING),
            )
            multi_part.import_files(
                import_job, paths, writes=not options["check"], progress=self._show_progress
            )
        except (ValueError, LookupError, OSError) as error:
            if import_job:
                _end(import_job, error)
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
        if faulty := [part for part in parts if part.counts.get("faults")]:
            folder: Path = options["bad_rows"] or Path()
            where = [_write_invalid_rows(part, _bad_rows_of(part, folder)) for part in faulty]
            raise CommandError(
                f"Nothing was imported. {' '.join(where) or 'See the faults above.'}"
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

    def _end_progress(self) -> None:
        if self.stderr.isatty():
            self.stderr.write("")


def _write_invalid_rows(import_job: Import, target: Path) -> str:
    """Writes the invalid rows, if there are any, and says where they are."""
    if not has_invalid_rows(import_job):
        return ""
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(invalid_rows(import_job))
    return f"The invalid rows are in {target}."


def _chosen(options: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """The options of these names that the user gave; a tab may be given by its name."""
    chosen = {name: value for name in names if (value := options[name])}
    tab = {"separator": "\t"} if chosen.get("separator") in ("tab", "\\t") else {}
    return chosen | tab


def _bad_rows_of(part: Import, given: Path) -> Path:
    """Where the invalid rows of a part are written: into the given folder, or to the given file."""
    is_file = given.suffix and not given.is_dir()
    return given if is_file else given / f"{part.resource}.bad.csv"


def _end(import_job: Import, error: Exception) -> None:
    """Marks an import whose files cannot be read as failed."""
    import_job.error = str(error)
    finish_import(import_job, ImportStatus.FAILED)


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
