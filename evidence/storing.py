"""Keeps the bytes of snapshots in a storage of Django, by their digest; nothing serves them by their name."""

import hashlib
from collections.abc import Iterator

from django.core.files.base import File
from django.core.files.storage import Storage, storages

STORED_BYTES = 1_000_000


class SnapshotMissingError(Exception):
    """The bytes of a snapshot are not in the storage, or are others; the text is for people."""


def snapshot_storage() -> Storage:
    """The storage of snapshots: a folder, or what the setting SNAPSHOT_STORAGE names."""
    return storages["snapshots"]


def file_digest(file: File) -> str:
    """SHA-256 of a file, in hexadecimal digits; leaves it at its beginning."""
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(STORED_BYTES):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def store(file: File, digest: str) -> None:
    """Keeps the bytes of a file under their digest; bytes that are there already are left alone."""
    storage, name = snapshot_storage(), stored_path(digest)
    if not storage.exists(name):
        file.seek(0)
        kept = storage.save(name, file)
        # Somebody stored the same bytes meanwhile: one copy is enough.
        if kept != name:
            storage.delete(kept)


def stored_bytes(digest: str) -> bytes:
    """The bytes with this digest; raises SnapshotMissingError if they are not there, or no longer the same."""
    content = b"".join(stored_chunks(digest))
    if hashlib.sha256(content).hexdigest() != digest:
        raise SnapshotMissingError(
            "The stored file is not the one that was kept: its digest is another."
        )
    return content


def stored_chunks(digest: str) -> Iterator[bytes]:
    """The same in pieces, as they are stored."""
    try:
        with snapshot_storage().open(stored_path(digest)) as file:
            while chunk := file.read(STORED_BYTES):
                yield chunk
    except FileNotFoundError as error:
        raise SnapshotMissingError(
            "The file is not in the storage; restore it from a backup."
        ) from error


def stored_path(digest: str) -> str:
    """The name under which bytes with this digest are stored."""
    return f"{digest[:2]}/{digest}"
