"""Several files packed into one: archives that users upload, and uploads stored until a worker reads them."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files import File
from django.utils.translation import gettext as _

from imports.reading.delimited import UnreadableFileError
from imports.reading.table_files import check_unpacked_size, explained_damage

MAX_MEMBERS = 100
# A spreadsheet is an archive, too; this member identifies it
SPREADSHEET_MEMBER = "[Content_Types].xml"


def pack_files(files: Iterable[File]) -> File:
    """One archive of all files, each under its own name."""
    packed = tempfile.TemporaryFile()  # noqa: SIM115 (closed when it is stored)
    with zipfile.ZipFile(packed, "w") as archive:
        for number, file in enumerate(files):
            with archive.open(f"{number}/{_base_name(file.name or '')}", "w") as member:
                shutil.copyfileobj(file, member)
    packed.seek(0)
    return File(packed, name="files.zip")


@contextmanager
def unpacked_files(path: str | Path, name: str) -> Iterator[list[Path]]:
    """Temporary copies of the files in an archive, under their own names.

    A file that is no archive is yielded alone, as `name`.
    """
    with tempfile.TemporaryDirectory() as folder:
        with explained_damage():
            members = _members(path)
        if not members:
            single = Path(folder) / _base_name(name)
            single.symlink_to(Path(path).absolute())
            yield [single]
            return
        with explained_damage(), zipfile.ZipFile(path) as archive:
            places = (Path(folder) / str(number) for number in range(len(members)))
            paths = [_extract(archive, *pair) for pair in zip(members, places, strict=True)]
        yield paths


def _members(path: str | Path) -> list[zipfile.ZipInfo]:
    """The files in an archive; none if the file is no archive, or a spreadsheet."""
    if not zipfile.is_zipfile(path):
        return []
    with zipfile.ZipFile(path) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
    if any(member.filename == SPREADSHEET_MEMBER for member in members):
        return []
    # macOS adds metadata files.
    members = [member for member in members if not member.filename.startswith("__MACOSX/")]
    if not members or len(members) > MAX_MEMBERS:
        message = _("The archive must contain from one to %(most)d files; it has %(count)d.")
        raise UnreadableFileError(message, most=MAX_MEMBERS, count=len(members))
    check_unpacked_size(members)
    return members


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> Path:
    folder.mkdir()
    path = folder / _base_name(member.filename)
    with archive.open(member) as source, path.open("wb") as target:
        shutil.copyfileobj(source, target)
    return path


def _base_name(name: str) -> str:
    """The last part of a path with slashes or backslashes, safe to use as a file name."""
    last = name.replace("\\", "/").rpartition("/")[2].replace("\0", "")[-100:]
    return last if last.strip(". ") else "file"
