"""Everything as files that import it again, in a folder or an archive; the same rows give the same bytes."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from imports.checking.related_columns import ListColumn
from imports.choices import FileFormat
from imports.exporting import export_rows
from imports.resources import known_resources

# A fixed time, so that the same files give the same archive
MEMBER_TIME = (1980, 1, 1, 0, 0, 0)


class ArchiveBuffer(io.RawIOBase):
    """A file that cannot be rewound, and keeps what is written until it is taken."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._written.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        """What was written since the last time."""
        written, self._written = self._written, []
        return b"".join(written)


def package_resources(*, is_compact: bool) -> list[str]:
    """The names of the files that hold everything: one for each table, or the compact ones and those for the rest."""
    known = known_resources()
    tables = {name for name, each in known.items() if name == each.model._meta.db_table}
    if not is_compact:
        return sorted(tables)
    compact = known.keys() - tables
    written = {
        model
        for name in compact
        for model in (
            *(route.model for route in known[name].routes()),
            *(each.model for each in known[name].columns() if isinstance(each, ListColumn)),
        )
    }
    return sorted([*compact, *(name for name in tables if known[name].model not in written)])


def archive_pieces(*, file_format: FileFormat, is_compact: bool) -> Iterator[bytes]:
    """All files in a ZIP archive, in pieces; raises ExportRefusedError if one does not fit into its format."""
    target = ArchiveBuffer()
    with zipfile.ZipFile(target, "w") as archive:
        for name, pieces in _files(file_format, is_compact=is_compact):
            member = zipfile.ZipInfo(name, MEMBER_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(member, "w", force_zip64=True) as file:
                for piece in pieces:
                    file.write(piece)
                    yield target.take()
    yield target.take()


def write_folder(target: Path, *, file_format: FileFormat, is_compact: bool) -> None:
    """Writes all files into a folder, which is made; raises ExportRefusedError as above."""
    target.mkdir(parents=True, exist_ok=True)
    for name, pieces in _files(file_format, is_compact=is_compact):
        with (target / name).open("wb") as file:
            file.writelines(pieces)


def _files(file_format: FileFormat, *, is_compact: bool) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Each file with its name, all from one state of the database."""
    with _snapshot():
        for name in package_resources(is_compact=is_compact):
            resource = known_resources()[name]
            yield f"{name}.{file_format.value}", export_rows(resource, file_format=file_format)


@contextmanager
def _snapshot() -> Iterator[None]:
    """A transaction that sees one state of the database, unless one runs already."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
