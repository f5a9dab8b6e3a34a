"""Detects the character encoding of a text file."""

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from imports.reading.delimited import (
    MAX_LINE_CHARACTERS,
    UnreadableFileError,
    invalid_line,
    shortened,
)
from imports.reading.languages import odd_words, plausibility

# How much of a file is examined
SAMPLE_BYTES = 200_000
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Names of the encodings common in the region, and Python's names for them. The most common come first:
# of two that fit equally well, the first is chosen.
REGIONAL = {
    "windows-1250": "cp1250",
    "windows-1251": "cp1251",
    "windows-1252": "cp1252",
    "iso-8859-2": "iso8859-2",
    "cp852": "cp852",
    "cp855": "cp855",
    "mac-latin2": "mac-latin2",
    "mac-croatian": "mac-croatian",
    "mac-cyrillic": "mac-cyrillic",
    "mac-roman": "mac-roman",
    "iso-8859-5": "iso8859-5",
    "windows-1253": "cp1253",
    "windows-1254": "cp1254",
}
UNKNOWN_TO_CHARDET = "mac-croatian"
BYTE_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
# Other names; UTF-8 may begin with a byte order mark
PYTHON_ENCODINGS = {
    **REGIONAL,
    "utf-8": "utf-8-sig",
    "ascii": "utf-8-sig",
    "iso-8859-1": "cp1252",
    "iso-8859-7": "iso8859-7",
    "iso-8859-9": "iso8859-9",
    "iso-8859-15": "iso8859-15",
}
# Encodings of Python that are not for files
NOT_FOR_FILES = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"}
# An encoding is rejected if its text is less plausible than this
MIN_PLAUSIBILITY = 0.4
# Two encodings are nearly as likely if their plausibilities differ by no more than this
UNCERTAINTY = 0.05
# How much less plausible the encodings of old Macs are, before any text is seen
RARITY = 0.06
LINES_SHOWN = 5


def known_encoding(name: str) -> str:
    """Python's name of an encoding that the user chose; UTF-8 may begin with a byte order mark."""
    try:
        "".encode(name)
        is_known = codecs.lookup(name).name not in NOT_FOR_FILES
    except (LookupError, ValueError):
        is_known = False
    if not is_known:
        message = _(
            "“%(name)s” is not a known encoding. Use UTF-8, UTF-16, windows-1250, windows-1251 or ISO 8859-2."
        )
        raise UnreadableFileError(message, name=shortened(name))
    return PYTHON_ENCODINGS.get(name.lower(), name)


def chosen_encoding(path: Path, name: str, notes: list[str]) -> str:
    """Python's name of an encoding that the user chose for a file; of UTF-16, in the order of its bytes."""
    encoding = known_encoding(name)
    notes.append(_("Read as %(encoding)s, as chosen.") % {"encoding": name})
    with path.open("rb") as file:
        start = file.read(2000)
    if codecs.lookup(encoding).name != "utf-16" or start.startswith(UTF16_MARKS):
        return encoding
    return _order_of_bytes(start)


def detect_encoding(path: Path, notes: list[str]) -> str:
    """UTF-8 if the whole file is valid UTF-8; otherwise the most likely encoding. Notes which, and how sure it is.

    Raises UnreadableFileError if none is likely, or if some lines are in another encoding than the others.
    """
    with path.open("rb") as file:
        start = file.read(2000)
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if start.startswith(mark) and (encoding != "utf-8-sig" or not invalid_line(path, "utf-8")):
            notes.append(
                _("Read as %(encoding)s.") % {"encoding": encoding.removesuffix("-sig").upper()}
            )
            return encoding
    if b"\x00" in start:
        return _detect_utf16(path, notes)
    if not invalid_line(path, "utf-8"):
        notes.append(_("Read as %(encoding)s.") % {"encoding": "UTF-8"})
        return "utf-8-sig"
    sample = _sample_of_other_lines(path)
    name, alternative = most_likely(sample)
    if name not in REGIONAL:
        message = _(
            "The encoding of the file cannot be detected (it might be %(likely)s). "
            "Save the file as UTF-8, or choose its encoding."
        )
        raise UnreadableFileError(message, likely=name)
    note = _(
        "Read as %(encoding)s. Check letters such as š, ž, ć, ë, ő: if they are wrong, choose another encoding."
    )
    notes.append(note % {"encoding": name})
    if alternative:
        notes.append(_compare(sample, name, alternative))
    return REGIONAL[name]


def most_likely(sample: bytes) -> tuple[str, str]:
    """The most plausible encoding of the sample, and another that is nearly as plausible, or ""."""
    texts: dict[str, str] = {}
    for name, encoding in REGIONAL.items():
        with suppress(UnicodeDecodeError):
            texts[name] = sample.decode(encoding)
    scores = {
        name: plausibility(text) - (RARITY if name.startswith("mac") else 0)
        for name, text in texts.items()
    }
    best = max(scores.values(), default=0)
    if best < MIN_PLAUSIBILITY:
        return _chardet_guess(sample), ""
    # Sorting is stable: of equals, the most common comes first.
    likely = [name for name in scores if scores[name] >= best - UNCERTAINTY]
    likely.sort(key=lambda name: -scores[name])
    words = [word for word in BYTE_WORD.findall(sample) if not word.isascii()]
    # One word says too little.
    if len(words) > 1 and any(texts[name] != texts[likely[0]] for name in likely):
        guess = _chardet_guess(
            b" ".join(words), [name for name in likely if name != UNKNOWN_TO_CHARDET]
        )
        likely.sort(key=lambda name: REGIONAL[name] != guess)
    first = likely[0]
    return first, next((name for name in likely if texts[name] != texts[first]), "")


def _chardet_guess(sample: bytes, among: list[str] | None = None) -> str:
    """Python's name of the encoding that chardet finds most likely, among these if any are given."""
    # Imported only when needed: few files need it, and it takes ten megabytes.
    import chardet

    guess = chardet.detect(sample, include_encodings=among, compat_names=False)
    return guess["encoding"] or "?"


def _compare(sample: bytes, name: str, other: str) -> str:
    """A note that shows one word in both encodings."""
    words = (odd_words(sample.decode(REGIONAL[each])) for each in (name, other))
    one, two = next((pair for pair in zip(*words, strict=False) if pair[0] != pair[1]), ("", ""))
    note = _("%(other)s is nearly as likely: “%(one)s” would then read “%(two)s”.")
    return note % {"other": other, "one": shortened(one), "two": shortened(two)}


def _detect_utf16(path: Path, notes: list[str]) -> str:
    """Detects UTF-16 without a byte order mark."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE_BYTES)
    guess = _order_of_bytes(sample)
    try:
        text = codecs.getincrementaldecoder(guess)().decode(sample)
    except UnicodeDecodeError:
        text = ""
    if not {"\n", "\r"} & set(text):
        message = _("The file is not text: it contains null bytes. Save the table as CSV in UTF-8.")
        raise UnreadableFileError(message)
    note = _("Read as %(encoding)s, although the file does not state it.")
    notes.append(note % {"encoding": guess})
    return guess


def _order_of_bytes(sample: bytes) -> str:
    """The encoding of UTF-16 without a byte order mark."""
    little, big = sample[1:2000:2].count(0), sample[0:2000:2].count(0)
    return "utf-16-le" if little > big else "utf-16-be"


def _odd_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines that are not ASCII, with their numbers; of a very long line, pieces."""
    with path.open(encoding="latin-1") as lines:
        number = 1
        while line := lines.readline(MAX_LINE_CHARACTERS):
            if not line.isascii():
                yield number, line.encode("latin-1")
            number += line.endswith("\n")


def _sample_of_other_lines(path: Path) -> bytes:
    """Lines that are not valid UTF-8.

    Raises UnreadableFileError if most of the lines that are not ASCII are valid: then the file is mixed.
    """
    other, valid = bytearray(), bytearray()
    numbers: list[int] = []
    count_valid = count_other = 0
    for number, line in _odd_lines(path):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            count_other += 1
            numbers += [number] if count_other <= LINES_SHOWN else []
            other += line if len(other) < SAMPLE_BYTES else b""
        else:
            count_valid += 1
            valid += line if len(valid) < SAMPLE_BYTES else b""
    if count_valid > count_other and plausibility(valid.decode()) > MIN_PLAUSIBILITY:
        raise _mixed(numbers, count_other, bytes(other))
    return bytes(other)


def _mixed(numbers: list[int], count: int, sample: bytes) -> UnreadableFileError:
    """The refusal of a UTF-8 file in which some lines have another encoding."""
    name, _other = most_likely(sample)
    lines = ", ".join(map(str, numbers)) + (", …" if count > len(numbers) else "")
    values: dict[str, object] = {"lines": lines, "count": count, "encoding": name}
    word = next(odd_words(sample.decode(REGIONAL[name])), "") if name in REGIONAL else ""
    if not word:
        message = ngettext(
            "Line %(lines)s is not valid UTF-8, although the rest of the file is. Correct it in an editor.",
            "%(count)s lines are not valid UTF-8, although the rest of the file is: %(lines)s. "
            "Correct them in an editor.",
            count,
        )
        return UnreadableFileError(message, **values)
    message = ngettext(
        "Line %(lines)s is in another encoding than the rest of the file, which is UTF-8: read as %(encoding)s it "
        "has “%(word)s”. Correct it in an editor.",
        "%(count)s lines are in another encoding than the rest of the file, which is UTF-8: %(lines)s. Read as "
        "%(encoding)s, the first has “%(word)s”. Correct them in an editor.",
        count,
    )
    return UnreadableFileError(message, word=shortened(word), **values)
