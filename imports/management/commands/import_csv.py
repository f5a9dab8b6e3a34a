"""Checks a file and imports it, all or nothing, from the command line."""

import csv
import hashlib
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import transaction

from imports import engine
from imports.choices import ImportStatus
from imports.models import Import
from imports.opening import Table, open_table
from imports.profiles import Mapping, read_profile
from imports.reporting import bad_rows, names_left, report
from imports.resources import known_resources


class Command(BaseCommand):
    help = "Checks a file and imports its rows as drafts: all of them, or none if one is bad."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="+")
        parser.add_argument("--profile", help="Files of others: name or path of their mapping.")
        parser.add_argument(
            "--as", dest="resource", help="Sort of file; by its name, if not given."
        )
        parser.add_argument("--check", action="store_true", help="Only check, write nothing.")
        parser.add_argument("--encoding", help="Such as utf-8, cp1250, utf-16.")
        parser.add_argument("--separator", help="Such as ; or ,")
        parser.add_argument("--decimal", help="Sign before decimals: . or ,")
        parser.add_argument("--sheet", help="Name of the sheet of a workbook.")
        parser.add_argument("--user", help="Name of the user who imports.")
        parser.add_argument("--bad-rows", type=Path, help="Where rows with faults are written.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["profile"]:
            self._by_profile(options)
            return
        path: Path = options["file"][0]
        if len(options["file"]) > 1:
            raise CommandError("Several files are imported together with --profile only.")
        name = options["resource"] or path.stem.lower()
        if name not in known_resources():
            raise CommandError(f"“{name}” is not one of: {', '.join(sorted(known_resources()))}.")
        import_ = Import.objects.create(
            file_name=path.name, checksum=_digest(path), resource=name, who=_user(options["user"])
        )
        table = _open(path, options)
        work = engine.check if options["check"] else engine.run_at_once
        work(import_, table, progress=self._progress)
        self.stderr.write("")
        for line in (*report(import_), *names_left(import_)):
            self.stderr.write(line)
        if import_.counts["faults"]:
            target = options["bad_rows"] or path.with_name(f"{path.stem}.bad.csv")
            with target.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows(bad_rows(import_))
            raise CommandError(f"Nothing was imported. The bad rows are in {target}.")
        if not options["check"] and import_.status != ImportStatus.DONE:
            raise CommandError(f"Nothing was imported: {import_.error}")

    def _by_profile(self, options: dict[str, Any]) -> None:
        """All parts of a profile in one transaction; with --check it is taken back."""
        paths: list[Path] = options["file"]
        try:
            profile = read_profile(options["profile"])
            mapping = Mapping(profile, profile.assign(paths))
            with transaction.atomic():
                for resource, table in mapping.tables():
                    self._part(paths[0], resource, table, options)
                transaction.set_rollback(options["check"])
        except (ValueError, LookupError, OSError) as error:
            raise CommandError(f"Nothing was imported: {error}") from error
        for line in mapping.report.lines():
            self.stderr.write(line)

    def _part(self, path: Path, resource: str, table: Table, options: dict[str, Any]) -> None:
        import_ = Import.objects.create(
            file_name=path.name,
            checksum=_digest(path),
            resource=resource,
            who=_user(options["user"]),
        )
        engine.run_at_once(import_, table, progress=self._progress)
        for line in report(import_):
            self.stderr.write(f"{resource}: {line}")
        if import_.status == ImportStatus.DONE:
            return
        if import_.counts["faults"]:
            target = options["bad_rows"] or Path(f"{resource}.bad.csv")
            with target.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows(bad_rows(import_))
            raise CommandError(f"Nothing was imported. The bad rows of {resource} are in {target}.")
        raise CommandError(f"Nothing was imported: {import_.error}")

    def _progress(self, step: str, done: int, of: int) -> None:
        if self.stderr.isatty():
            amount = f" {done:,}" + (f" of {of:,}" if of else "") if done else ""
            self.stderr.write(f"\r{step}{amount} … ", ending="")
            self.stderr.flush()


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error


def _open(path: Path, options: dict[str, Any]) -> Any:
    wishes = {key: options[key] for key in ("encoding", "separator", "sheet", "decimal")}
    try:
        return open_table(path, **wishes)
    except (ValueError, LookupError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error


def _user(name: str | None) -> User | None:
    if not name:
        return None
    try:
        return User.objects.get(username=name)
    except User.DoesNotExist as error:
        raise CommandError(f"There is no user “{name}”.") from error
