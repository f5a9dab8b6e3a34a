"""Tells the type of a file by its content; names and what a server says are not believed."""

import re
import zipfile
from typing import Any

from django.utils.translation import gettext as _

from evidence.choices import MediaType

HEAD_BYTES = 4096
PICTURE_MARKS = {
    b"\x89PNG\r\n\x1a\n": MediaType.PNG,
    b"\xff\xd8\xff": MediaType.JPEG,
    b"GIF87a": MediaType.GIF,
    b"GIF89a": MediaType.GIF,
    b"II*\x00": MediaType.TIFF,
    b"MM\x00*": MediaType.TIFF,
}
# A Word file unpacks to no more than this, in so many parts
MOST_UNPACKED, MOST_PARTS = 200_000_000, 5_000
_TAG = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b", re.I | re.S
)
_SVG = re.compile(r"<(?:\w+:)?svg\b", re.I)
_XML = re.compile(r"\s*<\?xml\b|\s*<!DOCTYPE\b|\s*<!ENTITY\b", re.I)
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class RefusedFileError(Exception):
    """A file that is not kept; the text says why, for people."""


def media_type_of(file: Any) -> MediaType:
    """The type of a file; raises RefusedFileError for files of other types, also if they only begin like one."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    file.seek(0)
    if not head:
        raise RefusedFileError(_("The file is empty."))
    if head.startswith(b"%PDF-"):
        return MediaType.PDF
    if head.startswith(b"PK\x03\x04"):
        return _type_of_archive(file)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return MediaType.WEBP
    for mark, media_type in PICTURE_MARKS.items():
        if head.startswith(mark):
            return media_type
    return _type_of_text(head)


def _type_of_archive(file: Any) -> MediaType:
    """DOCX, if the archive is one and unpacks to a reasonable size."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise RefusedFileError(_("This archive is damaged.")) from error
    finally:
        file.seek(0)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise RefusedFileError(_("This file would be too large once it is unpacked."))
    if not {"[Content_Types].xml", "word/document.xml"} <= {part.filename for part in parts}:
        raise RefusedFileError(_("Archives are not kept: attach the files in it one by one."))
    if any(part.flag_bits & 1 for part in parts):
        raise RefusedFileError(_("This file is encrypted: save it without a password."))
    return MediaType.DOCX


def _type_of_text(head: bytes) -> MediaType:
    """HTML or plain text."""
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if head.startswith(mark)), "")
    if not encoding and b"\x00" in head:
        raise RefusedFileError(_wrong_type())
    text = head.decode(encoding or "latin-1", "ignore").lstrip("\ufeff")
    if _TAG.match(text):
        return MediaType.HTML
    if _SVG.search(text):
        raise RefusedFileError(_("SVG can contain programs: save the picture as PNG."))
    if _XML.match(text):
        raise RefusedFileError(_wrong_type())
    controls = sum(character < " " and character not in "\t\n\r\f\x1b" for character in text)
    if controls:
        raise RefusedFileError(_wrong_type())
    return MediaType.TEXT


def _wrong_type() -> str:
    return _(
        "Files of this type are not kept. Web pages (HTML), PDF, Word (DOCX), plain text and pictures (PNG, JPEG, GIF, "
        "TIFF, WebP) are."
    )
