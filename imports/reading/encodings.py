"""Detects the character encoding of a text file."""

import codecs
import re
from pathlib import Path

from django.utils.translation import gettext as _

from imports.reading.delimited import UnreadableFileError

# How much of a file is examined
SAMPLE_BYTES = 200_000
# Names of the encodings common in the region, and Python's names for them
PYTHON_ENCODINGS = {
    "utf-8": "utf-8-sig",
    "ascii": "utf-8-sig",
    "windows-1250": "cp1250",
    "windows-1251": "cp1251",
    "windows-1252": "cp1252",
    "iso-8859-1": "cp1252",
    "iso-8859-2": "iso8859-2",
    "iso-8859-5": "iso8859-5",
    "iso8859-15": "iso8859-15",
    "iso-8859-15": "iso8859-15",
}
# Most common first: of two that fit equally well, the first is chosen
REGIONAL = ("windows-1250", "iso-8859-2", "windows-1251", "windows-1252")
# Non-ASCII letters of the languages of the region and its neighbours: frequent ones, and rare ones
FREQUENT = set("šđčćžëçáéíóöőúüűäабвгдђѓежзѕијјклљмнњопрстћќуфхцчџшщъыьэюяй")
RARE = set("ďĺľňôŕřťýăâîșțşţßěàèêãõñ")
WORD = re.compile(r"[^\W\d_]+")
# Never in a table, but what letters become in a wrong encoding
CONTROL = re.compile("[\x80-\x9f]")
# An encoding is rejected if more than this share of its words is implausible
MAX_IMPLAUSIBLE = 0.05
# The best encoding is certain if the second best scores below this share of it, and over one point less
CERTAINTY = 0.9


def known_encoding(name: str) -> str:
    """Python's name of an encoding that the user chose; UTF-8 may begin with a byte order mark."""
    try:
        "".encode(name)
    except (LookupError, ValueError):
        message = _(
            "“%(name)s” is not a known encoding. Use UTF-8, UTF-16, windows-1250, windows-1251 or ISO 8859-2."
        )
        raise UnreadableFileError(message, name=name) from None
    return PYTHON_ENCODINGS.get(name.lower(), name)


def detect_encoding(path: Path, notes: list[str]) -> str:
    """UTF-8 if the whole file is valid UTF-8; otherwise the most likely encoding, with a note."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE_BYTES)
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\x00" in sample[:2000]:
        return _detect_utf16(sample, notes)
    invalid_at = _first_invalid_utf8(path)
    if invalid_at is None:
        return "utf-8-sig"
    with path.open("rb") as file:
        file.seek(max(0, invalid_at - SAMPLE_BYTES // 2))
        sample = file.read(SAMPLE_BYTES)
    name, alternative = most_likely(sample)
    encoding = PYTHON_ENCODINGS.get(name.lower())
    if encoding is None or encoding.startswith("utf"):
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
    return encoding


def most_likely(sample: bytes) -> tuple[str, str]:
    """The most plausible encoding of the sample, and another that is nearly as plausible, or ""."""
    scores = {name: score for name in REGIONAL if (score := _score(sample, name)) is not None}
    if not scores:
        # Imported only when needed: few files need it, and it takes ten megabytes.
        import chardet

        return chardet.detect(sample)["encoding"] or "?", ""
    best, *others = sorted(scores, key=lambda name: -scores[name])
    threshold = min(CERTAINTY * scores[best], scores[best] - 1)
    for other in others:
        if scores[other] >= threshold and sample.decode(other) != sample.decode(best):
            return best, other
    return best, ""


def _score(sample: bytes, encoding: str) -> float | None:
    """How plausible the decoded text is in the languages of the region; None if it is not."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return None
    words = [word for word in WORD.findall(text) if not word.isascii()]
    implausible = sum(map(_is_implausible, words))
    if implausible > MAX_IMPLAUSIBLE * len(words) or CONTROL.search(text):
        return None
    # Cyrillic read as Latin gives words of accented letters only.
    if sum(map(_is_all_accented, words)) * 2 > len(words):
        return None
    letters = [letter for word in words for letter in word.lower()]
    frequent = sum(letter in FREQUENT for letter in letters)
    return frequent + sum(letter in RARE for letter in letters) / 2 - implausible


def _is_implausible(word: str) -> bool:
    """Whether a word has a letter foreign to the region, or mixes two scripts."""
    accented = [letter for letter in word.lower() if ord(letter) > 127]
    if not all(letter in FREQUENT | RARE for letter in accented):
        return True
    return len(accented) < len(word) and any(letter >= "\u0400" for letter in accented)


def _is_all_accented(word: str) -> bool:
    return len(word) > 1 and all("\x7f" < letter < "\u0400" for letter in word)


def _compare(sample: bytes, name: str, other: str) -> str:
    """A note that shows one word in both encodings."""
    words = (WORD.findall(sample.decode(each)) for each in (name, other))
    one, two = next(pair for pair in zip(*words, strict=False) if pair[0] != pair[1])
    note = _("%(other)s is nearly as likely: “%(one)s” would then read “%(two)s”.")
    return note % {"other": other, "one": one, "two": two}


def _detect_utf16(sample: bytes, notes: list[str]) -> str:
    """Detects UTF-16 without a byte order mark."""
    little, big = sample[1:2000:2].count(0), sample[0:2000:2].count(0)
    guess = "utf-16-le" if little > big else "utf-16-be"
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


def _first_invalid_utf8(path: Path) -> int | None:
    """Position of the first byte that is not valid UTF-8; None if the whole file is valid."""
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
