"""Passages are found again in changed texts, and never at a wrong place."""

from collections import Counter

import pytest

from evidence.anchoring.canonical import canonical
from evidence.anchoring.relocating import Placement, relocate
from evidence.anchoring.searching import SearchedText
from evidence.choices import AnchorState
from tests import cases
from tests.evidence.mutations import KINDS, Case, cases_of
from tests.long import IS_LONG

NUMBER, SEED = (10_000, 20250318) if IS_LONG else (220, 20250318)
PLACED = {AnchorState.EXACT, AnchorState.MOVED, AnchorState.CHANGED}
# What is counted apart: nobody can tell a paragraph that was moved and edited from one that was deleted while a
# similar one was added, and a head of a page in a passage is much that is new.
APART = {"moved and edited", "page header"}


def found_in(case: Case) -> tuple[Placement, tuple[int, int] | None]:
    """What became of the passage of a case, and its place in the new text."""
    old, new = SearchedText(canonical(case.old)), SearchedText(canonical(case.new))
    placement = relocate(old, new, *old.canonical.passage(case.start, case.end))
    place = placement.place
    return placement, new.canonical.span(place.start, place.length) if place else None


def is_wrong(case: Case, place: tuple[int, int] | None) -> bool:
    """Whether the place is not that of the passage: less than half of the shorter one is common."""
    if place is None:
        return False
    if case.span is None:
        return True
    shared = min(place[1], case.span[1]) - max(place[0], case.span[0])
    return shared * 2 < min(place[1] - place[0], case.span[1] - case.span[0])


def test_finds_passages_of_mutated_texts_and_no_wrong_place() -> None:
    """The counts are printed with -s; benchmarks/results/anchors.md has those of the long form."""
    counts: Counter[tuple[str, str]] = Counter()
    wrong, turned = [], []
    for case in cases_of(NUMBER, SEED):
        placement, place = found_in(case)
        label = (
            f"{case.name} {case.kind} {case.rate}: {case.old[case.start : case.end]!r} → "
            + repr(case.new[slice(*place)] if place else None)
        )
        if is_wrong(case, place):
            wrong.append(label)
        if case.is_turned and placement.state is AnchorState.EXACT:
            turned.append(label)
        few = "≤ 5 %" if case.rate <= 0.05 else "> 5 %"
        counts[f"{case.kind}, {few}", "all"] += 1
        counts[f"{case.kind}, {few}", placement.state] += 1
        if case.left > 0.5 and placement.state in PLACED:
            counts[f"{case.kind}, {few}", "found"] += 1
    for key in sorted(counts):
        print(*key, counts[key], sep="\t")  # noqa: T201

    assert wrong == []
    assert turned == []
    few_edits = [f"{kind}, ≤ 5 %" for kind in KINDS if kind not in APART | {"deleted"}]
    searched = sum(counts[kind, "all"] for kind in few_edits)
    assert sum(counts[kind, "found"] for kind in few_edits) >= 0.98 * searched


OLD = (
    "The ministers met in Tirana on 18 March 2025 and signed a declaration on cooperation in defence. "
    "Kosovo is recognised by 110 states, which its government repeated on that day. "
    "Serbia does not object to exercises near its border, said the president in Belgrade."
)


@cases(
    "quote, before, after, state, words",
    ("signed a declaration on cooperation", "", "", "exact", ()),
    ("Kosovo is recognised by 110 states", "110", "119", "changed", ("110 → 119",)),
    ("is recognised by 110 states, which", "recognised", "unrecognised", "changed", ()),
    (
        "object to exercises near its border",
        "does not object",
        "does object",
        "changed",
        ("not → does",),
    ),
    (
        "Serbia does not object to exercises",
        "does not object",
        "does object",
        "changed",
        ("not → –",),
    ),
    ("Serbia does not object to exercises", "not object", "notobject", "changed", ("not → –",)),
    (
        "its government repeated on that day",
        "its government repeated on that day",
        "said it",
        "lost",
        (),
    ),
)
def test_says_what_became_of_a_passage(
    quote: str, before: str, after: str, state: str, words: tuple[str, ...]
) -> None:
    old, new = (
        SearchedText(canonical(text))
        for text in (OLD, OLD.replace(before, after) if before else OLD)
    )
    first = OLD.index(quote)

    placement = relocate(old, new, *old.canonical.passage(first, first + len(quote)))

    assert (placement.state, placement.changed_words) == (state, words)


def test_does_not_choose_between_two_equal_places() -> None:
    twice = "Nothing else is known. The states parties signed it in Ohrid. Nothing else is known."
    old, new = (
        SearchedText(canonical("The states parties signed it in Ohrid.")),
        SearchedText(canonical(f"{twice} {twice}")),
    )

    placement = relocate(old, new, 0, len(old.text))

    assert (placement.state, placement.place) == (AnchorState.AMBIGUOUS, None)
    assert len(placement.suggestions) == 2


@cases(
    "one, other",
    ("“Ko je rekao ‘ne’?”", "\"Ko je rekao 'ne'?\""),
    ("a secu\u00adrity pact", "a security  pact"),
    ("the secu-\nrity pact", "the security pact"),
    ("suﬃcient…", "sufficient..."),
    ("Ćuk", "C\u0301uk"),
    ("Ǌegoš", "NJegoš"),
)
def test_writes_the_same_words_alike(one: str, other: str) -> None:
    assert canonical(one).text == canonical(other).text


@cases(
    "one, other",
    ("12 000", "12000"),
    ("2025-26", "202526"),
    ("-5 %", "5 %"),
    ("Pol", "pol"),
    ("šest", "sest"),
    ("1.5", "1,5"),
)
def test_keeps_apart_what_means_something_else(one: str, other: str) -> None:
    assert canonical(one).text != canonical(other).text


def test_leads_from_the_canonical_text_to_the_original_and_back() -> None:
    text = canonical("A  “secu\u00adrity\u00a0pact” — signed on 18 March")
    first = text.original.index("secu")

    start, length = text.passage(first, first + len("secu\u00adrity\u00a0pact"))

    assert text.text[start : start + length] == "securitypact"
    assert text.words(start, length) == "secu\u00adrity\u00a0pact"


@pytest.mark.slow
def test_relocates_thousands_of_passages_in_seconds() -> None:
    """Timing is in benchmarks/anchors.py; here, that a long text neither fails nor finds other places."""
    text = "\n".join(case.old for case in cases_of(20, 1))
    old, new = SearchedText(canonical(text)), SearchedText(canonical(f"New first line.\n{text}"))

    for start in range(1000, len(old.text) - 200, 10_000):
        placement = relocate(old, new, start, 120)
        assert placement.state in PLACED
        assert placement.place
        assert placement.place.start == start + len(canonical("New first line.").text)
