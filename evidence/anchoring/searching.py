"""An index of a canonical text, and the places in it that a passage of another text can have moved to."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import edlib

from evidence.anchoring.canonical import CanonicalText

# Characters of context that are stored and searched with, and those that are compared
CONTEXT, NEXT_TO = 64, 32
# Places examined for the words with their context, and for the words alone
BEST = 6
GRAM = 5
# The rarest sequences of a passage vote; those that are more frequent say nothing about a place.
MOST_GRAMS, MOST_PLACES, MOST_VOTES = 80, 400, 8_000
MOST_HITS = 50
BUCKET = 16
# How far around a passage unique sequences say by how much the text has shifted
SHIFT_GRAM, SHIFT_REACH, SHIFT_STEP = 16, 1_200, 5
REPEATED = -1
# A place is near if it begins this close to where the shift puts it.
NEAR = 30
# No place that is not near has a higher score.
BEST_FAR = 1.0


@dataclass(frozen=True)
class Candidate:
    """A place at which a passage may be now, and how well the words and their surroundings agree, from 0 to 1."""

    start: int
    length: int
    words: float
    before: float
    after: float
    is_near: bool

    @property
    def end(self) -> int:
        return self.start + self.length

    @property
    def score(self) -> float:
        return 0.6 * self.words + 0.2 * (self.before + self.after) + 0.15 * self.is_near

    def overlaps(self, start: int, end: int) -> bool:
        """Whether it shares more than half of the shorter one with a passage."""
        shared = min(self.end, end) - max(self.start, start)
        return shared * 2 > min(self.length, end - start)


class SearchedText:
    """A canonical text that passages of other texts are searched in."""

    def __init__(self, text: CanonicalText) -> None:
        self.canonical = text
        self.text = text.text

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each sequence of `GRAM` characters is."""
        places: dict[str, list[int]] = defaultdict(list)
        text = self.text
        for place in range(len(text) - GRAM + 1):
            places[text[place : place + GRAM]].append(place)
        return places

    @cached_property
    def unique_places(self) -> dict[str, int]:
        """Where each sequence of `SHIFT_GRAM` characters is that occurs once; `REPEATED` for the others."""
        text = self.text
        found: dict[str, int] = {}
        for place in range(len(text) - SHIFT_GRAM + 1):
            gram = text[place : place + SHIFT_GRAM]
            found[gram] = REPEATED if gram in found else place
        return found

    def hits(self, words: str) -> list[int]:
        """Where the words are exactly, up to `MOST_HITS` places."""
        found: list[int] = []
        place = self.text.find(words)
        while place >= 0 and len(found) < MOST_HITS:
            found.append(place)
            place = self.text.find(words, place + 1)
        return found

    def expected_start(self, other: "SearchedText", start: int, length: int) -> int | None:
        """Where a passage of another text should begin here: the median shift of unique sequences around it."""
        first = max(0, start - SHIFT_REACH)
        last = min(len(other.text), start + length + SHIFT_REACH) - SHIFT_GRAM
        shifts = []
        for place in range(first, last + 1, SHIFT_STEP):
            gram = other.text[place : place + SHIFT_GRAM]
            here = self.unique_places.get(gram)
            if here is not None and here != REPEATED and other.unique_places[gram] == place:
                shifts.append(here - place)
        if not shifts:
            return None
        shifts.sort()
        return start + shifts[len(shifts) // 2]

    def around(self, start: int, length: int, reach: int) -> tuple[str, str]:
        """The text before and after a passage, up to `reach` characters of each."""
        end = start + length
        return self.text[max(0, start - reach) : start], self.text[end : end + reach]

    def candidates(
        self, other: "SearchedText", start: int, length: int, lead: float
    ) -> list[Candidate]:
        """The places at which a passage of another text can be here, the best first, none overlapping a better one.

        Places that are worse than the best one by `lead` or more may be missing.
        """
        words = other.text[start : start + length]
        expected = self.expected_start(other, start, length)
        sides = other.around(start, length, NEXT_TO)
        spans: set[tuple[int, int]] = {(hit, length) for hit in self.hits(words)}
        if not self._is_settled(spans, sides, expected):
            if expected is not None:
                near = spans | self._aligned_near(words, expected)
                found = self._ranked(words, sides, expected, near)
                if found and found[0].is_near and found[0].score >= BEST_FAR + lead:
                    return found
            before, after = other.around(start, length, CONTEXT)
            for pattern, ahead in ((before + words + after, len(before)), (words, 0)):
                for place in self._voted(pattern):
                    spans.update(self._aligned(words, place + ahead))
        return self._ranked(words, sides, expected, spans)

    def _ranked(
        self,
        words: str,
        sides: tuple[str, str],
        expected: int | None,
        spans: set[tuple[int, int]],
    ) -> list[Candidate]:
        """The spans as candidates, the best first, without those that overlap a better one."""
        found = sorted(
            (self._rated(words, sides, expected, *span) for span in spans),
            key=lambda each: (-each.score, each.start, each.length),
        )
        best: list[Candidate] = []
        for each in found:
            if not any(each.overlaps(other.start, other.end) for other in best):
                best.append(each)
        return best

    def _is_settled(
        self, spans: set[tuple[int, int]], sides: tuple[str, str], expected: int | None
    ) -> bool:
        """Whether one exact hit is where it should be, between the same words: no other place can come close."""
        if expected is None:
            return False
        near = [span for span in spans if abs(span[0] - expected) <= NEAR]
        if len(near) != 1 or len(spans) == MOST_HITS:
            return False
        return all(
            _similarity(old, new) >= 0.95
            for old, new in zip(sides, self.around(*near[0], NEXT_TO), strict=True)
        )

    def _voted(self, pattern: str) -> list[int]:
        """Where the pattern would begin, by the sequences that it shares with the text; the best places."""
        known = [
            (len(places), offset, places)
            for offset in range(len(pattern) - GRAM + 1)
            if (places := self.places.get(pattern[offset : offset + GRAM]))
        ]
        buckets: list[int] = []
        for count, offset, places in sorted(known)[:MOST_GRAMS]:
            if count > MOST_PLACES or len(buckets) + count > MOST_VOTES:
                break
            buckets += [(place - offset) // BUCKET for place in places]
        votes = Counter(buckets)
        joined = {bucket: votes[bucket] + votes.get(bucket + 1, 0) for bucket in votes}
        best: list[int] = []
        for bucket in sorted(joined, key=lambda each: (-joined[each], each)):
            if all(abs(bucket - other) > 1 for other in best):
                best.append(bucket)
            if len(best) == BEST:
                break
        return [bucket * BUCKET + BUCKET for bucket in best]

    def _aligned_near(self, words: str, expected: int) -> set[tuple[int, int]]:
        """Spans around the expected place that are similar to the words, also beside the most similar one."""
        spans = set(self._aligned(words, expected))
        reach, half = NEAR + len(words) // 2, len(words) // 2
        for start, length in sorted(spans)[:1]:
            spans.update(self._aligned_in(words, expected - reach, start + half))
            spans.update(
                self._aligned_in(words, start + length - half, expected + len(words) + reach)
            )
        return spans

    def _aligned(self, words: str, place: int) -> Iterator[tuple[int, int]]:
        """Spans around a place that are most similar to the words: start and length."""
        reach = max(20, len(words) // 3) + BUCKET
        return self._aligned_in(words, place - reach, place + len(words) + reach)

    def _aligned_in(self, words: str, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Spans between two places that are most similar to the words: start and length."""
        first = max(0, first)
        window = self.text[first : max(0, last)]
        if not window:
            return
        aligned = _align(words, window, mode="HW", task="locations", k=len(words) // 2)
        for start, end in (aligned["locations"] or [])[:8]:
            if start is not None and end >= start:
                yield first + start, end - start + 1

    def _rated(
        self, words: str, sides: tuple[str, str], expected: int | None, start: int, length: int
    ) -> Candidate:
        before, after = self.around(start, length, NEXT_TO)
        return Candidate(
            start,
            length,
            _similarity(words, self.text[start : start + length]),
            _similarity(sides[0], before),
            _similarity(sides[1], after),
            expected is not None and abs(start - expected) <= NEAR,
        )


def _similarity(one: str, other: str) -> float:
    """How similar two short texts are: 1 if equal, 0 if they have nothing in common."""
    if one == other:
        return 1.0
    longest = max(len(one), len(other))
    if not one or not other:
        return 0.0
    return max(0.0, 1 - _align(one, other, mode="NW", task="distance")["editDistance"] / longest)


def _align(one: str, other: str, **options: object) -> dict[str, Any]:
    """Aligns two texts. edlib knows 256 characters: the rarest of more are one to it."""
    if len(set(one) | set(other)) > 255:
        common = Counter(one + other).most_common(254)
        kept = {character: chr(n) for n, (character, _) in enumerate(common)}
        one, other = ("".join(kept.get(c, "\xff") for c in text) for text in (one, other))
    aligned: dict[str, Any] = edlib.align(one, other, **options)
    return aligned
