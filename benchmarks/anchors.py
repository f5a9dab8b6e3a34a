"""Measures how fast passages are found again: `python -m benchmarks.anchors`.

A source of 500 pages is made of the texts of `tests/evidence/texts`; two thousand passages of it are searched in
a copy with a new beginning, and in one with a word in fifty changed.
"""

import random
import resource
import time

from evidence.anchoring.canonical import canonical
from evidence.anchoring.relocating import relocate
from evidence.anchoring.searching import SearchedText
from tests.evidence.mutations import TEXTS

PAGES, PAGE_CHARACTERS, PASSAGES = 500, 2_000, 2_000


def main() -> None:
    """Prints the seconds and the counts of each state."""
    rng = random.Random(1)  # noqa: S311 (no secret)
    # Each word once more in another order, so that no page is like another.
    words = [word for text in TEXTS.values() for word in text.split()]
    parts = []
    length = 0
    while length < PAGES * PAGE_CHARACTERS:
        first = rng.randrange(len(words) - 40)
        sentence = " ".join(words[first : first + rng.randrange(8, 40)])
        parts.append(sentence)
        length += len(sentence) + 1
    text = "\n".join(parts)
    changed = "\n".join(_edited(line, rng, words) for line in ["A new first line.", *parts])
    for name, other in (
        ("the same text below a new line", f"A new line.\n{text}"),
        ("one word in fifty changed", changed),
    ):
        began, worked = time.perf_counter(), time.process_time()
        old, new = SearchedText(canonical(text)), SearchedText(canonical(other))
        states: dict[str, int] = {}
        for _ in range(PASSAGES):
            first = text.index(" ", rng.randrange(len(text) - 400)) + 1
            last = text.index(" ", first + rng.randrange(45, 280))
            state = relocate(old, new, *old.canonical.passage(first, last)).state
            states[state] = states.get(state, 0) + 1
        seconds = time.perf_counter() - began
        processor = time.process_time() - worked
        print(
            f"{name}: {seconds:.1f} s, {processor:.1f} s of the processor, for {PASSAGES} passages "
            f"in {len(text):,} characters; {states}"
        )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"at most {memory} MB")


def _edited(line: str, rng: random.Random, words: list[str]) -> str:
    return " ".join(rng.choice(words) if rng.random() < 0.02 else word for word in line.split())


if __name__ == "__main__":
    main()
