"""Several files in one: as they are kept until a worker reads them, and as people bring them."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.core.files import File
from django.utils.translation import gettext as _

from imports.reading.delimited import Unreadable
from imports.reading.table_files import LARGEST_UNPACKED, damage_told

MOST_MEMBERS = 50
# Of a spreadsheet, which is an archive as well
WORKBOOK = "[Content_Types].xml"


def packed(files: Iterable[Any]) -> File:
    """One archive of the files, each under its own name."""
    kept: Any = tempfile.TemporaryFile()  # noqa: SIM115 (closed when it is stored)
    with zipfile.ZipFile(kept, "w") as archive:
        for number, file in enumerate(files):
            with archive.open(f"{number}/{_plain(file.name)}", "w") as member:
                shutil.copyfileobj(file, member)
    kept.seek(0)
    return File(kept, name="files.zip")


@contextmanager
def unpacked(path: str | Path, name: str) -> Iterator[list[Path]]:
    """The files in an archive under their own names, or the one file, which is called `name`; until the end."""
    with tempfile.TemporaryDirectory() as folder:
        with damage_told():
            members = _members(path)
        if not members:
            one = Path(folder) / _plain(name)
            one.symlink_to(Path(path).absolute())
            yield [one]
            return
        with damage_told(), zipfile.ZipFile(path) as archive:
            paths = [
                _extracted(archive, member, Path(folder) / str(number))
                for number, member in enumerate(members)
            ]
        yield paths


def _members(path: str | Path) -> list[zipfile.ZipInfo]:
    """What is in an archive of files; nothing, if it is none."""
    if not zipfile.is_zipfile(path):
        return []
    with zipfile.ZipFile(path) as archive:
        members = [each for each in archive.infolist() if not each.is_dir()]
    if any(each.filename == WORKBOOK for each in members):
        return []
    # What a Mac adds to each
    members = [each for each in members if not each.filename.startswith("__MACOSX/")]
    if not members or len(members) > MOST_MEMBERS:
        raise Unreadable(
            _("The archive must hold from one to %(most)d files; it has %(count)d.")
            % {"most": MOST_MEMBERS, "count": len(members)}
        )
    if sum(each.file_size for each in members) > LARGEST_UNPACKED:
        raise Unreadable(
            _("Unpacked, the file has more than %(most)d MB. Send it in parts.")
            % {"most": LARGEST_UNPACKED // 1_000_000}
        )
    return members


def _extracted(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> Path:
    folder.mkdir()
    path = folder / _plain(member.filename)
    target: IO[bytes]
    with archive.open(member) as source, path.open("wb") as target:
        shutil.copyfileobj(source, target)
    return path


def _plain(name: str) -> str:
    """The last part of a path, whoever wrote it."""
    last = name.replace("\\", "/").rpartition("/")[2].replace("\0", "")[-100:]
    return last if last.strip(". ") else "file"
