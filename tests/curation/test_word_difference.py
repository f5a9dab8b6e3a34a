"""The words in which two texts differ are marked, and no others."""

from curation.templatetags.word_difference import MOST_WORDS, Piece, word_difference
from tests import cases


def marked(pieces: list[Piece]) -> str:
    """A text with its marked parts in brackets."""
    return "".join(f"[{each.text}]" if each.differs else each.text for each in pieces)


@cases(
    "old, new, shown_old, shown_new",
    ("Tirana", "Tirana Declaration", "Tirana", "Tirana [Declaration]"),
    (
        "technology and procurement",
        "technology, joint procurement",
        "technology [and] procurement",
        "technology[, joint] procurement",
    ),
    ("signed 2025-03-18", "signed 2025-03-19", "signed [2025-03-18]", "signed [2025-03-19]"),
    ("Declaration", "Treaty", "[Declaration]", "[Treaty]"),
    ("", "New text", "", "[New text]"),
    ("Gone", "", "[Gone]", ""),
    ("one\n\ntwo  three", "one\n\ntwo three", "one\n\ntwo  three", "one\n\ntwo three"),
    ("Čačak i Niš", "Čačak, Niš", "Čačak [i] Niš", "Čačak[,] Niš"),
)
def test_marks_the_words_that_differ(old, new, shown_old, shown_new):
    found = word_difference(old, new)

    assert (marked(found.old), marked(found.new)) == (shown_old, shown_new)


def test_keeps_every_character_of_both_texts():
    old, new = " a  b,\tc\n“d” ", "a b; e f.\n\n"

    found = word_difference(old, new)

    assert "".join(each.text for each in found.old) == old
    assert "".join(each.text for each in found.new) == new


def test_marks_very_long_texts_as_a_whole():
    long = "word " * (MOST_WORDS + 1)

    assert word_difference(long, f"{long}more").old == [Piece(long, differs=True)]
