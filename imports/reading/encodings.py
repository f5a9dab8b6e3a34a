"""Finds out how the letters of a file are written."""

import codecs
import re
from pathlib import Path

from django.utils.translation import gettext as _

from imports.reading.delimited import Unreadable

# How much of a file is looked at
SAMPLE_BYTES = 200_000
# What people of the region send, and what a library may call it
ENCODINGS = {
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
# In the order in which they are met: where two fit the same, the first is taken
REGIONAL = ("windows-1250", "iso-8859-2", "windows-1251", "windows-1252")
# Letters beyond ASCII of the languages of the region and its neighbours: those met often, and the others
OFTEN = set("šđčćžëçáéíóöőúüűäабвгдђѓежзѕијјклљмнњопрстћќуфхцчџшщъыьэюяй")
SELDOM = set("ďĺľňôŕřťýăâîșțşţßěàèêãõñ")
WORD = re.compile(r"[^\W\d_]+")
# No table has them, but letters turn to them
CONTROL = re.compile("[\x80-\x9f]")
# The share of letters that may be strange before no encoding of the region is believed
STRANGE = 0.05
# How much worse the second best must be for the best to be certain: by this share, and by more than a letter
CERTAIN = 0.9


def known_encoding(name: str) -> str:
    """The encoding a person named, as Python calls it; UTF-8 may begin with its mark."""
    try:
        "".encode(name)
    except (LookupError, ValueError):
        raise Unreadable(
            _(
                "“%(name)s” is no encoding. Known are UTF-8, UTF-16, windows-1250, windows-1251, ISO 8859-2."
            )
            % {"name": name}
        ) from None
    return ENCODINGS.get(name.lower(), name)


def encoding_of(path: Path, notes: list[str]) -> str:
    """UTF-8 where all of the file is; else what its letters make likely, which is noted."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE_BYTES)
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\x00" in sample[:2000]:
        return _utf16_without_mark(sample, notes)
    at = _not_utf8(path)
    if at is None:
        return "utf-8-sig"
    with path.open("rb") as file:
        file.seek(max(0, at - SAMPLE_BYTES // 2))
        sample = file.read(SAMPLE_BYTES)
    name, doubt = likely(sample)
    known = ENCODINGS.get(name.lower())
    if known is None or known.startswith("utf"):
        raise Unreadable(
            _(
                "The letters of the file are in no encoding that is known here (it might be %(likely)s). "
                "Save it as UTF-8, or name its encoding."
            )
            % {"likely": name}
        )
    notes.append(
        _(
            "Read as %(encoding)s. Look at letters such as š, ž, ć, ë, ő: if they are wrong, name another encoding."
        )
        % {"encoding": name}
    )
    if doubt:
        notes.append(_doubtful(sample, name, doubt))
    return known


def likely(sample: bytes) -> tuple[str, str]:
    """The encoding that makes most sense of the letters, and another that makes nearly as much or none ("")."""
    scores = {name: score for name in REGIONAL if (score := _sense_of(sample, name)) is not None}
    if not scores:
        # Not before it is wanted: few files need it, and it takes ten megabytes.
        import chardet

        return chardet.detect(sample)["encoding"] or "?", ""
    best, *others = sorted(scores, key=lambda name: -scores[name])
    text = sample.decode(best)
    for other in others:
        if (
            scores[other] >= min(CERTAIN * scores[best], scores[best] - 1)
            and sample.decode(other) != text
        ):
            return best, other
    return best, ""


def _sense_of(sample: bytes, encoding: str) -> float | None:
    """How much the letters look like words of the region; None if they don't."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return None
    words = [word for word in WORD.findall(text) if not word.isascii()]
    strange = sum(map(_is_no_word, words))
    if strange > STRANGE * len(words) or CONTROL.search(text):
        return None
    if sum(map(_is_all_marked, words)) * 2 > len(words):
        return None
    letters = [letter for word in words for letter in word.lower()]
    score = sum(1.0 if letter in OFTEN else 0.5 for letter in letters if letter in OFTEN | SELDOM)
    return score - strange


def _is_no_word(word: str) -> bool:
    """A letter that no word of the region has, or two scripts in one."""
    marked = [letter for letter in word.lower() if ord(letter) > 127]
    if not all(letter in OFTEN | SELDOM for letter in marked):
        return True
    return len(marked) < len(word) and any(letter >= "\u0400" for letter in marked)


def _is_all_marked(word: str) -> bool:
    """A Latin word without a plain letter, as a Cyrillic one looks if it is taken for one."""
    return len(word) > 1 and all("\x7f" < letter < "\u0400" for letter in word)


def _doubtful(sample: bytes, name: str, other: str) -> str:
    """A note that shows a word as either encoding has it."""
    words = (WORD.findall(sample.decode(each)) for each in (name, other))
    one, two = next(pair for pair in zip(*words, strict=False) if pair[0] != pair[1])
    return _("%(other)s is nearly as likely: then “%(one)s” would be “%(two)s”.") % {
        "other": other,
        "one": one,
        "two": two,
    }


def _utf16_without_mark(sample: bytes, notes: list[str]) -> str:
    little, big = sample[1:2000:2].count(0), sample[0:2000:2].count(0)
    guess = "utf-16-le" if little > big else "utf-16-be"
    try:
        text = codecs.getincrementaldecoder(guess)().decode(sample)
    except UnicodeDecodeError:
        text = ""
    if not {"\n", "\r"} & set(text):
        raise Unreadable(
            _("The file is not text: it has null bytes. Save the table as CSV in UTF-8.")
        )
    notes.append(_("Read as %(encoding)s, which the file does not say.") % {"encoding": guess})
    return guess


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
