"""Exports everything as files that import it again."""

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from imports.choices import FileFormat
from imports.exporting import ExportRefusedError
from imports.whole_exports import archive_pieces, write_folder


class Command(BaseCommand):
    help = (
        "Writes all rows, drafts too, into a new folder or ZIP archive. `import_csv` imports it again, also into an "
        "empty database. Review status, reviewers and history are left out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", type=Path, help="A folder, or the name of a .zip file.")
        parser.add_argument("--format", choices=FileFormat.values, default=FileFormat.CSV.value)
        parser.add_argument(
            "--compact",
            action="store_true",
            help="Files for people, with lists in cells, instead of one file for each table.",
        )

    def handle(self, *args: object, **options: Any) -> None:
        target: Path = options["target"]
        if target.exists() and (target.is_file() or any(target.iterdir())):
            raise CommandError(f"{target} exists already; name a new file or folder.")
        chosen = {"file_format": FileFormat(options["format"]), "is_compact": options["compact"]}
        try:
            if target.suffix == ".zip":
                _write_archive(target, **chosen)
            else:
                write_folder(target, **chosen)
        except (OSError, ExportRefusedError) as error:
            raise CommandError(f"{target} cannot be written: {error}") from error


def _write_archive(target: Path, **chosen: Any) -> None:
    """Writes the whole archive, or leaves no file."""
    try:
        with target.open("wb") as file:
            file.writelines(archive_pieces(**chosen))
    except BaseException:
        target.unlink(missing_ok=True)
        raise
