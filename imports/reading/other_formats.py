"""Recognises files that are no tables, so that users learn what to save instead."""

from collections.abc import Collection
from pathlib import Path

from django.utils.translation import gettext as _

from imports.reading.delimited import UnreadableFileError

OLE = b"\xd0\xcf\x11\xe0"
# In a workbook with a password
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
EXAMINED_BYTES = 1_000_000
# First bytes of file types that are not tables
FILE_TYPES = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "gzip",
    OLE: "Excel 97–2003 (.xls)",
    b"{\\rtf": "RTF",
    b"PAR1": "Parquet",
    b"SQLite format 3": "SQLite",
    b"<!doctype": "HTML",
    b"<html": "HTML",
    b"<table": "HTML",
    b"<?xml": "XML",
    b"[{": "JSON",
}
# Members of archives that are not tables, either
ARCHIVE_TYPES = {
    "xl/workbook.bin": "Excel binary (.xlsb)",
    "word/document.xml": "Word (.docx)",
    "ppt/presentation.xml": "PowerPoint (.pptx)",
    "content.xml": "OpenDocument (.ods)",
    "Index/Document.iwa": "Apple Numbers",
    "Index.zip": "Apple Numbers",
}


def refuse_other_files(path: Path, start: bytes) -> None:
    """Raises UnreadableFileError if the first bytes of a file are those of another format."""
    text_start = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for magic, file_type in FILE_TYPES.items():
        if start.startswith(magic) or text_start.startswith(magic):
            if magic == OLE and _is_locked(path):
                raise UnreadableFileError(_("The workbook has a password. Save it without one."))
            raise _refusal(file_type)


def refuse_other_archives(members: Collection[str]) -> None:
    """Raises UnreadableFileError if the members of an archive are those of another format."""
    for member, file_type in ARCHIVE_TYPES.items():
        if member in members:
            raise _refusal(file_type)


def _is_locked(path: Path) -> bool:
    with path.open("rb") as file:
        return ENCRYPTED in file.read(EXAMINED_BYTES)


def _refusal(file_type: str) -> UnreadableFileError:
    text = _("The file is in %(kind)s format. Save the table as CSV in UTF-8, or as .xlsx.")
    return UnreadableFileError(text, kind=file_type)
