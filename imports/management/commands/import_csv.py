"""Checks a file and imports it, all or nothing, from the command line."""

import csv
import hashlib
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management import BaseCommand, CommandError, CommandParser

from imports.applying import engine, multi_part
from imports.choices import ImportStatus
from imports.models import Import
from imports.pages.reporting import bad_rows, described, names_left, report
from imports.profiles.profiles import read_profile
from imports.reading.table_files import open_table
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
            _write_bad_rows(import_, target)
            raise CommandError(f"Nothing was imported. The bad rows are in {target}.")
        if not options["check"] and import_.status != ImportStatus.DONE:
            raise CommandError(f"Nothing was imported: {import_.error}")

    def _by_profile(self, options: dict[str, Any]) -> None:
        """All parts of a profile in one transaction."""
        paths: list[Path] = options["file"]
        wishes = {key: options[key] for key in ("encoding", "separator", "sheet") if options[key]}
        try:
            profile = read_profile(options["profile"])
            import_ = Import.objects.create(
                file_name=", ".join(path.name for path in paths)[:255],
                checksum=_digest(*paths),
                who=_user(options["user"]),
                profile=Path(options["profile"]).stem[:60],
                mapping=profile.text,
                options=wishes,
            )
            work = multi_part.check if options["check"] else multi_part.run_at_once
            work(import_, paths, progress=self._progress)
        except (ValueError, LookupError, OSError) as error:
            raise CommandError(f"Nothing was imported: {error}") from error
        made = list(import_.parts.order_by("pk"))
        for part in made:
            for line in report(part):
                self.stderr.write(f"{part.resource}: {line}")
        for fault in import_.faults.all().grouped():
            self.stderr.write(described(fault))
        for line in names_left(import_):
            self.stderr.write(line)
        self._refuse_parts(import_, made, options)

    def _refuse_parts(self, import_: Import, made: list[Import], options: dict[str, Any]) -> None:
        for part in made:
            if part.counts.get("faults"):
                target = options["bad_rows"] or Path(f"{part.resource}.bad.csv")
                _write_bad_rows(part, target)
                raise CommandError(
                    f"Nothing was imported. The bad rows of {part.resource} are in {target}."
                )
        if not options["check"] and import_.status != ImportStatus.DONE:
            raise CommandError(
                f"Nothing was imported: {import_.error or 'see what is wrong above.'}"
            )

    def _progress(self, step: str, done: int, of: int) -> None:
        if self.stderr.isatty():
            amount = f" {done:,}" + (f" of {of:,}" if of else "") if done else ""
            self.stderr.write(f"\r{step}{amount} … ", ending="")
            self.stderr.flush()


def _write_bad_rows(import_: Import, target: Path) -> None:
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(bad_rows(import_))


def _digest(*paths: Path) -> str:
    """Of one file; of several, of all of them in their order."""
    digest = hashlib.sha256()
    for path in paths:
        try:
            with path.open("rb") as file:
                hashlib.file_digest(file, lambda: digest)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    return digest.hexdigest()


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
