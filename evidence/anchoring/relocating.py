"""Where the words of a passage are in another text of the same source, as far as that is certain.

The thresholds were measured on mutated texts: see benchmarks/results/anchors.md. A wrong place is worse than none.
"""

import re
from dataclasses import dataclass
from itertools import zip_longest

from evidence.anchoring.searching import Candidate, SearchedText
from evidence.choices import AnchorState

# A passage of fewer characters cannot be told from others.
LEAST_LETTERS = 20
# The second best place must be this much worse, and another place in the old text that much worse than the passage.
LEAD, OWN_LEAD = 0.05, 0.10
MOST_SUGGESTIONS, LEAST_SUGGESTED = 2, 0.6
# Words that turn a sentence into its opposite: those of the region, English, and others that sources
# are in
_NEGATIONS = """
not no never neither nor none nobody nothing without cannot non unable
ne nije nisu nisam nisi nismo niste nema nemaju nemamo nemam nikad nikada ni niti bez ništa niko nitko neće nećemo
nećete nećeš neću nijedan nijedna nijedno nikakav nikakva nikakvo
не није нису нисам ниси нисмо нисте нема немају немамо немам никад никада ни нити без ништа нико неће нећемо
нећете нећеш нећу ниједан ниједна ниједно никакав никаква никакво никогаш ниту немаат ништо никој
nuk mos pa asnjë asnjëherë as askush kurrë jo asgjë pas
nem ne sem se nincs nincsenek soha senki semmi nélkül sincs sincsenek semmilyen
nicht kein keine keinen nie niemals nu non pas jamais sans sin nunca senza nie bez
nikt δεν μη μην değil inte ej ingen brez
"""
NEGATIONS = frozenset(_NEGATIONS.split())
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True)
class Span:
    """Start and length of words in a canonical text, and how similar they are to those searched for."""

    start: int
    length: int
    similarity: float


@dataclass(frozen=True)
class Placement:
    """What became of a passage: its place where that is certain, else places that a person may confirm."""

    state: AnchorState
    place: Span | None = None
    suggestions: tuple[Span, ...] = ()
    # Numbers and negations that are different, also in the words next to the passage
    changed_words: tuple[str, ...] = ()


def relocate(old: SearchedText, new: SearchedText, start: int, length: int) -> Placement:
    """Where a passage of the old text is in the new one."""
    found = new.candidates(old, start, length, LEAD)
    if not found:
        return Placement(AnchorState.LOST)
    best = found[0]
    if _has_rival(best, found[1:]):
        return _uncertain(AnchorState.AMBIGUOUS, found)
    if not _is_certain(best) and not _leads_back(old, new, best, start, length):
        return _uncertain(AnchorState.LOST, found)
    state = _state(best, length, new)
    if state is None:
        return _uncertain(AnchorState.LOST, found)
    changed = _changed_words(old, new, best, start, length)
    if changed:
        state = AnchorState.CHANGED
    return Placement(state, _span_of(best), changed_words=changed)


def _has_rival(best: Candidate, others: list[Candidate]) -> bool:
    """Whether another place is nearly as good, or similar and where the passage should be while the best is not."""
    if not others:
        return False
    if best.score - others[0].score < LEAD:
        return True
    return not best.is_near and any(
        each.is_near and each.words >= LEAST_SUGGESTED for each in others
    )


def _state(found: Candidate, length: int, new: SearchedText) -> AnchorState | None:
    """The state of a passage that is found there; None if it is not similar enough to be sure."""
    most, least = max(found.before, found.after), min(found.before, found.after)
    if found.words == 1 and new.canonical.has_whole_words(found.start, found.length):
        if found.is_near or most >= 0.8 or least >= 0.6:
            return AnchorState.EXACT
        words = new.text[found.start : found.end]
        if length >= 30 and len(new.hits(words)) == 1:
            return AnchorState.MOVED
    if length < 20:
        is_sure = found.is_near and found.words >= 0.85 and most >= 0.7 and least >= 0.5
    elif length < 40:
        is_sure = found.is_near and found.words >= 0.75 and most >= 0.6 and least >= 0.35
    elif found.is_near:
        is_sure = (found.words >= 0.6 and most >= 0.5 and least >= 0.3) or (
            found.words >= 0.5 and most >= 0.65 and least >= 0.6
        )
    else:
        is_sure = (found.words >= 0.9 and most >= 0.85 and least >= 0.6) or (
            found.words >= 0.8 and least >= 0.8
        )
    return AnchorState.CHANGED if is_sure else None


def _is_certain(found: Candidate) -> bool:
    """Whether the same words stand between the same words at the expected place."""
    return found.words == 1 and found.is_near and min(found.before, found.after) >= 0.8


def _leads_back(
    old: SearchedText, new: SearchedText, found: Candidate, start: int, length: int
) -> bool:
    """Whether the words found are the passage's own: searched in the old text, its place is clearly the best."""
    back = old.candidates(new, found.start, found.length, OWN_LEAD)
    if not back or not back[0].overlaps(start, start + length):
        return False
    return len(back) == 1 or back[0].score - back[1].score >= OWN_LEAD


def _uncertain(state: AnchorState, found: list[Candidate]) -> Placement:
    similar = [_span_of(each) for each in found if each.words >= LEAST_SUGGESTED]
    return Placement(state, suggestions=tuple(similar[:MOST_SUGGESTIONS]))


def _span_of(found: Candidate) -> Span:
    return Span(found.start, found.length, round(found.words, 3))


def _changed_words(
    old: SearchedText, new: SearchedText, found: Candidate, start: int, length: int
) -> tuple[str, ...]:
    """Numbers and negations that only one of the two passages has, or that stand next to only one of them."""
    was, now = old.canonical, new.canonical
    inside = (
        _telling_words(was.words(start, length)),
        _telling_words(now.words(found.start, found.length)),
    )
    changed = [
        f"{before or '–'} → {after or '–'}"
        for before, after in zip_longest(*_without_common(*inside))
    ]
    end = start + length
    for before, after in (
        (was.word_before(start), now.word_before(found.start)),
        (was.word_after(end), now.word_after(found.end)),
    ):
        if before != after and _telling_words(f"{before} {after}"):
            changed.append(f"{before or '–'} → {after or '–'}")
    return tuple(changed)


def _telling_words(text: str) -> list[str]:
    """The numbers and negations of a text, in order."""
    words = _WORD.findall(text)
    return [word for word in words if is_telling(word)]


def is_telling(word: str) -> bool:
    """Whether a word is a number or a negation: what a sentence says turns on it."""
    folded = word.casefold().replace("’", "'")
    return any(c.isdigit() for c in word) or folded in NEGATIONS or folded.endswith("n't")


def _without_common(one: list[str], other: list[str]) -> tuple[list[str], list[str]]:
    """Two lists without the words that both begin or end with."""
    folded = [word.casefold() for word in one], [word.casefold() for word in other]
    first = 0
    while first < min(len(one), len(other)) and folded[0][first] == folded[1][first]:
        first += 1
    last = 0
    while last < min(len(one), len(other)) - first and folded[0][-1 - last] == folded[1][-1 - last]:
        last += 1
    return one[first : len(one) - last], other[first : len(other) - last]
