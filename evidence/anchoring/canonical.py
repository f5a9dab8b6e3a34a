"""The canonical form of a text: what two extractions of the same words have in common, and where each character was.

Texts are compared, digested and searched in this form. A change of it changes the digests of all texts, and makes
places in them mean something else.
"""

import hashlib
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

# Characters that are written as others: quotation marks by kind, ligatures, the ellipsis
_WRITTEN_AS = {
    **dict.fromkeys("“”„‟«»″〝〞＂❝❞", '"'),
    **dict.fromkeys("‘’‚‛‹›′`´ʼ＇❛❜", "'"),
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
    "Ǆ": "DŽ",
    "ǅ": "Dž",
    "ǆ": "dž",
    "Ǉ": "LJ",
    "ǈ": "Lj",
    "ǉ": "lj",
    "Ǌ": "NJ",
    "ǋ": "Nj",
    "ǌ": "nj",
    "…": "...",
}
_DASHES = frozenset("-‐‑‒–—―−⁃﹘﹣－")
# Soft hyphens, zero-width characters, marks of direction
_DROPPED = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\ufeff\u202a\u202b\u202c\u202d\u202e"
)
_GAP = frozenset(" \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | {
    chr(code) for code in range(0x2000, 0x200B)
}


@dataclass(frozen=True)
class CanonicalText:
    """A text in canonical form. `starts` and `ends` are the places of each character in the text as extracted."""

    original: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical text, in hexadecimal digits."""
        return words_digest(self.text)

    def span(self, start: int, length: int) -> tuple[int, int]:
        """The place in the original of a passage of the canonical text: start and end."""
        return self.starts[start], self.ends[start + length - 1]

    def words(self, start: int, length: int) -> str:
        """The words of a passage as they stand in the original."""
        first, last = self.span(start, length)
        return self.original[first:last]

    def passage(self, first: int, last: int) -> tuple[int, int]:
        """Start and length in the canonical text of what stands between two places of the original."""
        start = bisect_left(self.starts, first)
        return start, max(0, bisect_right(self.ends, last) - start)

    def word_before(self, start: int) -> str:
        """The last word before a passage of the canonical text; empty at the beginning of a sentence or text."""
        place = self.starts[start] if start < len(self.text) else len(self.original)
        return _last_word(self.original[max(0, place - 60) : place])

    def word_after(self, end: int) -> str:
        """The first word after a passage that ends there."""
        if not end:
            return ""
        place = self.ends[end - 1]
        return _first_word(self.original[place : place + 60])

    def has_whole_words(self, start: int, length: int) -> bool:
        """Whether a passage begins and ends between words and numbers, not within one."""
        first, last = self.span(start, length)
        return not (self._joins(first) or self._joins(last))

    def _joins(self, place: int) -> bool:
        """Whether a word or number goes on across a place of the original."""
        before, after = self.original[max(0, place - 2) : place], self.original[place : place + 2]
        if not before or not after:
            return False
        if _is_word(before[-1]) and _is_word(after[0]):
            return True
        # 1,5 and 1.500 are one number.
        return (
            len(before) == 2 and before[0].isdigit() and before[1] in ".," and after[0].isdigit()
        ) or (before[-1].isdigit() and len(after) == 2 and after[0] in ".," and after[1].isdigit())


def canonical(text: str) -> CanonicalText:
    """The canonical form of a text.

    Composed (NFC); ligatures, digraphs and … expanded; quotation marks of a kind are one; soft hyphens, controls and
    zero-width characters are dropped, and so are spaces and dashes, except next to digits. Case and diacritics stay.
    """
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    gap_start, gap_end, gap_has_dash = -1, -1, False
    for first, last, cluster in _clusters(text):
        if cluster in _DROPPED:
            continue
        if cluster in _GAP or cluster in _DASHES:
            if gap_start < 0:
                gap_start = first
            gap_end = last
            gap_has_dash |= cluster in _DASHES
            continue
        if gap_start >= 0:
            if cluster[0].isdigit() or (characters and characters[-1].isdigit()):
                characters.append("-" if gap_has_dash else " ")
                starts.append(gap_start)
                ends.append(gap_end)
            gap_start, gap_has_dash = -1, False
        for character in _WRITTEN_AS.get(cluster, cluster):
            characters.append(character)
            starts.append(first)
            ends.append(last)
    return CanonicalText(text, "".join(characters), tuple(starts), tuple(ends))


def words_digest(text: str) -> str:
    """SHA-256 of a text in canonical form, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _clusters(text: str) -> Iterator[tuple[int, int, str]]:
    """Each composed character of a text with its start and end there."""
    if unicodedata.is_normalized("NFC", text):
        for place, character in enumerate(text):
            if character >= " " or character in _GAP:
                yield place, place + 1, character
        return
    first = 0
    for place in range(1, len(text) + 1):
        if place < len(text) and unicodedata.combining(text[place]):
            continue
        for character in unicodedata.normalize("NFC", text[first:place]):
            if character >= " " or character in _GAP:
                yield first, place, character
        first = place


def _is_word(character: str) -> bool:
    return character.isalnum() or unicodedata.combining(character) > 0


def _last_word(text: str) -> str:
    end = len(text)
    while end and text[end - 1] in _GAP:
        end -= 1
    start = end
    while start and (_is_word(text[start - 1]) or text[start - 1] in "'’"):
        start -= 1
    return text[start:end]


def _first_word(text: str) -> str:
    start = 0
    while start < len(text) and text[start] in _GAP:
        start += 1
    end = start
    while end < len(text) and (_is_word(text[end]) or text[end] in "'’"):
        end += 1
    return text[start:end]
