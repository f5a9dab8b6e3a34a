"""Marks the words in which two texts differ."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django import template

register = template.Library()
# A word, which may contain signs as dates and numbers do, or a single sign; and the space after it
WORD_OR_SIGN = re.compile(r"(\w+(?:[-./:’']\w+)*|[^\w\s]|^)(\s*)")
# Texts with fewer words in common, or with more words than these, are marked completely
LEAST_SIMILARITY = 0.3
MOST_WORDS = 3_000


@dataclass(frozen=True)
class Piece:
    """A part of a text, and whether the other text does not have it."""

    text: str
    differs: bool


@dataclass(frozen=True)
class WordDifference:
    """Two texts in pieces; joined, these are the texts again."""

    old: list[Piece]
    new: list[Piece]


@register.simple_tag
def word_difference(old: str, new: str) -> WordDifference:
    """Two texts with the words that differ marked."""
    if not old or not new:
        return WordDifference(_whole(old), _whole(new))
    before, after = (WORD_OR_SIGN.findall(text) for text in (old, new))
    words: list[list[str]] = [[word for word, _ in each] for each in (before, after)]
    matcher = SequenceMatcher(None, words[0], words[1], autojunk=False)
    is_long = max(len(before), len(after)) > MOST_WORDS
    if is_long or matcher.ratio() < LEAST_SIMILARITY:
        return WordDifference(_whole(old), _whole(new))
    found = WordDifference([], [])
    for kind, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        differs = kind != "equal"
        found.old.extend(_pieces(before[from_old:to_old], differs=differs))
        found.new.extend(_pieces(after[from_new:to_new], differs=differs))
    return found


def _whole(text: str) -> list[Piece]:
    return [Piece(text, differs=True)] if text else []


def _pieces(words: list[tuple[str, str]], *, differs: bool) -> Iterator[Piece]:
    """Words with the spaces after them; the last space is not marked."""
    text = "".join(word + space for word, space in words)
    marked = text.rstrip() if differs else text
    if marked:
        yield Piece(marked, differs=differs)
    if text != marked:
        yield Piece(text[len(marked) :], differs=False)
