"""Finds out how the letters of a file are written."""

import re
from pathlib import Path

import chardet
from django.utils.translation import gettext as _

from imports.reading import Unreadable

# How much of a file is looked at
SAMPLE_BYTES = 200_000
# What people of the region send, and what a library may call it
ENCODINGS = {
    "utf-8": "utf-8-sig",
    "ascii": "utf-8-sig",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "windows-1250": "cp1250",
    "windows-1251": "cp1251",
    "windows-1252": "cp1252",
    "iso-8859-1": "cp1252",
    "iso-8859-2": "iso8859-2",
    "iso8859-2": "iso8859-2",
    "iso-8859-5": "iso8859-5",
    "iso8859-15": "iso8859-15",
    "iso-8859-15": "iso8859-15",
}
# Letters beyond ASCII of the languages of the region, and the signs that stand among them
LETTERS = set("šđčćžëçáéíóöőúüűäďĺľňôŕťýăâîșțşţßабвгдђѓежзѕијјклљмнњопрстћќуфхцчџшщъыьэюяй")
SIGNS = set("–—‘’‚“”„…«»€§°·•©®\xa0\xad")
# Latin and Cyrillic letters side by side
MIXED_WORD = re.compile("[a-zA-Z][\u0400-\u04ff]|[\u0400-\u04ff][a-zA-Z]")


def known_encoding(name: str) -> str:
    try:
        return ENCODINGS.get(name.lower(), "") or _python_name(name)
    except LookupError:
        raise Unreadable(
            _(
                "“%(name)s” is no encoding. Known are UTF-8, UTF-16, windows-1250, windows-1251, ISO 8859-2."
            )
            % {"name": name}
        ) from None


def encoding_of(path: Path, notes: list[str]) -> str:
    """UTF-8 where all of the file is; else what its letters make likely."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE_BYTES)
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\x00" in sample[:2000]:
        little, big = sample[1:2000:2].count(0), sample[0:2000:2].count(0)
        guess = "utf-16-le" if little > big else "utf-16-be"
        if not {"\n", "\r"} & set(sample.decode(guess, "replace")):
            raise Unreadable(
                _("The file is not text: it has null bytes. Save the table as CSV in UTF-8.")
            )
        notes.append(_("Read as %(encoding)s, which the file does not say.") % {"encoding": guess})
        return guess
    at = _not_utf8(path)
    if at is None:
        return "utf-8-sig"
    with path.open("rb") as file:
        file.seek(max(0, at - SAMPLE_BYTES // 2))
        sample = file.read(SAMPLE_BYTES)
    likely = _regional(sample) or chardet.detect(sample)["encoding"] or "?"
    known = ENCODINGS.get(likely.lower())
    if known is None or known.startswith("utf"):
        raise Unreadable(
            _(
                "The letters of the file are in no encoding that is known here (it might be %(likely)s). "
                "Save it as UTF-8, or name its encoding."
            )
            % {"likely": likely}
        )
    notes.append(
        _(
            "Read as %(encoding)s. Look at letters such as š, ž, ć, ë, ő: if they are wrong, name another encoding."
        )
        % {"encoding": likely}
    )
    return known


def _python_name(name: str) -> str:
    "".encode(name)
    return name


def _regional(sample: bytes) -> str | None:
    """The encoding of the region in which all letters are of its languages; None if there is no such."""
    for encoding in ("windows-1250", "iso-8859-2", "windows-1251", "iso-8859-5"):
        text = sample.decode(encoding, "replace")
        letters = {letter for letter in text if ord(letter) > 127}
        known = all(letter.lower() in LETTERS or letter in SIGNS for letter in letters)
        if known and not MIXED_WORD.search(text):
            return encoding
    return None


def _not_utf8(path: Path) -> int | None:
    """Where in the file the first byte is that UTF-8 does not have; None if all of it is UTF-8."""
    read, rest = 0, b""
    with path.open("rb") as file:
        while chunk := file.read(1_000_000):
            data = rest + chunk
            try:
                data.decode("utf-8")
                rest = b""
            except UnicodeDecodeError as error:
                if error.end < len(data) or len(data) - error.start > 3:
                    return read - len(rest) + error.start
                rest = data[error.start :]
            read += len(chunk)
    return read - len(rest) if rest else None
