"""Changes texts as publishers, extractors and scanners do, and knows where each passage then is."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

TEXTS = {
    path.stem: path.read_text("utf-8") for path in sorted(Path(__file__).parent.glob("texts/*.txt"))
}
NEGATION = {
    **dict.fromkeys(("bos_cyrl", "srp_cyrl", "mkd", "bul"), "не"),
    **dict.fromkeys(("bos_latn", "srp_latn", "hrv", "slv"), "ne"),
    "eng": "not",
    "als": "nuk",
    "hun": "nem",
    "deu_1996": "nicht",
    "fra": "pas",
    "ita": "non",
    "ell_monotonic": "δεν",
    "ron_2006": "nu",
    "tur": "değil",
    "spa": "no",
    "pol": "nie",
    "swe": "inte",
}
RATES = (0.0, 0.02, 0.05, 0.1, 0.2, 0.3)
# What scanners take for what
CONFUSED = {
    "l": "1",
    "m": "rn",
    "e": "c",
    "o": "0",
    "i": "l",
    "а": "o",
    "о": "0",
    "и": "н",
    "п": "л",
    "č": "c",
    "ë": "e",
}
# A character, and where it was; None for one that is new
Traced = list[tuple[str, int | None]]


@dataclass
class Case:
    """A text before and after, a passage of the first, and where it is in the second: nowhere, if it was deleted."""

    name: str
    kind: str
    rate: float
    old: str
    start: int
    end: int
    new: str = ""
    span: tuple[int, int] | None = None
    # A number or negation in the passage, or next to it, is another
    is_turned: bool = False
    # What is left of the passage, from 0 to 1
    left: float = 0.0
    notes: list[str] = field(default_factory=list)


def cases_of(number: int, seed: int) -> Iterator[Case]:
    """This number of cases; each text and each kind of change in turn."""
    names, kinds = list(TEXTS), list(KINDS)
    for each in range(number):
        rng = random.Random(f"{seed}-{each}")  # noqa: S311 (no secret)
        name, kind = names[each % len(names)], kinds[each // len(names) % len(kinds)]
        yield _case(name, kind, rng)


def _case(name: str, kind: str, rng: random.Random) -> Case:
    text = TEXTS[name]
    start, end = _passage(text, rng)
    if kind == "number":
        place = text.find(" ", start + (end - start) // 3) + 1 or start
        text = f"{text[:place]}1 250 {text[place:]}"
        end += 6
    rate = rng.choice(RATES)
    case = Case(name, kind, rate, text, start, end)
    paragraphs: list[Traced] = []
    place = 0
    for line in text.split("\n"):
        paragraphs.append([(c, place + n) for n, c in enumerate(line)])
        place += len(line) + 1
    own = next(n for n, p in enumerate(paragraphs) if p and p[0][1] <= start <= p[-1][1])  # type: ignore[operator]
    paragraphs = KINDS[kind](paragraphs, own, case, rng)
    traced: Traced = []
    for paragraph in paragraphs:
        traced += [*paragraph, ("\n", None)]
    case.new = "".join(character for character, _ in traced)
    _locate(case, traced)
    return case


def _locate(case: Case, traced: Traced) -> None:
    """Where what is left of the passage is now."""
    places, place = [], 0
    for character, origin in traced:
        if origin is not None and case.start <= origin < case.end:
            places.append(place)
        place += len(character)
    case.left = len(places) / (case.end - case.start)
    if places:
        case.span = places[0], places[-1] + 1


def _passage(text: str, rng: random.Random) -> tuple[int, int]:
    """A passage of one paragraph, of 30 to 300 characters, that begins and ends with a word."""
    while True:
        words = list(re.finditer(r"\w+", text))
        first = rng.randrange(len(words) - 6)
        last = min(len(words) - 1, first + rng.randrange(5, 45))
        start, end = words[first].start(), words[last].end()
        if "\n" not in text[start:end] and 30 <= end - start <= 300:
            return start, end


def _edited(paragraph: Traced, rate: float, rng: random.Random, words: list[str]) -> Traced:
    """Words deleted, replaced, added and misspelt at this rate."""
    edited: Traced = []
    for word in _words(paragraph):
        if rng.random() >= rate:
            edited += word
            continue
        way = rng.randrange(4)
        if way == 1:
            edited += [(c, None) for c in rng.choice(words) + " "]
        elif way == 2:
            edited += [(c, None) for c in rng.choice(words) + " "] + word
        elif way == 3 and len(word) > 3:
            at = rng.randrange(len(word) - 2)
            edited += [*word[:at], word[at + 1], word[at], *word[at + 2 :]]
    return edited


def _words(paragraph: Traced) -> Iterator[Traced]:
    """The words of a paragraph, each with the space after it."""
    word: Traced = []
    for each in paragraph:
        word.append(each)
        if each[0] == " ":
            yield word
            word = []
    if word:
        yield word


def _all_edited(
    paragraphs: list[Traced], rate: float, rng: random.Random, case: Case
) -> list[Traced]:
    words = case.old.split()
    return [_edited(paragraph, rate, rng, words) for paragraph in paragraphs]


def _edits(paragraphs: list[Traced], own: int, case: Case, rng: random.Random) -> list[Traced]:
    return _all_edited(paragraphs, case.rate, rng, case)


def _moved(paragraphs: list[Traced], own: int, case: Case, rng: random.Random) -> list[Traced]:
    case.rate = 0.0
    moved = paragraphs.pop(own)
    paragraphs.insert(rng.randrange(len(paragraphs)), moved)
    return paragraphs


def _moved_and_edited(
    paragraphs: list[Traced], own: int, case: Case, rng: random.Random
) -> list[Traced]:
    moved = _edited(paragraphs.pop(own), case.rate, rng, case.old.split())
    paragraphs.insert(rng.randrange(len(paragraphs)), moved)
    return paragraphs


def _deleted(paragraphs: list[Traced], own: int, case: Case, rng: random.Random) -> list[Traced]:
    del paragraphs[max(0, own - rng.randrange(2)) : own + 1]
    return _all_edited(paragraphs, case.rate, rng, case)


def _near_copies(
    paragraphs: list[Traced], own: int, case: Case, rng: random.Random
) -> list[Traced]:
    """The paragraph stays, edited; a copy of it, edited in another way, is added elsewhere."""
    copy: Traced = [(c, None) for c, _ in paragraphs[own]]
    copied = _edited(copy, rng.choice(RATES[1:4]), rng, case.old.split())
    edited = _all_edited(paragraphs, min(case.rate, 0.1), rng, case)
    case.rate = min(case.rate, 0.1)
    edited.insert(rng.randrange(len(edited)), copied)
    return edited


def _number(paragraphs: list[Traced], own: int, case: Case, rng: random.Random) -> list[Traced]:
    """1 250 becomes 1 350, 12 500 or 1250,5."""
    case.is_turned, case.rate = True, 0.0
    there = case.old.index("1 250 ", case.start)
    other = rng.choice(("1 350 ", "12 500 ", "1 251 ", "11 250 ", "1 250,5 "))
    paragraph = paragraphs[own]
    at = next(n for n, (_, origin) in enumerate(paragraph) if origin == there)
    paragraphs[own] = [*paragraph[:at], *((c, None) for c in other), *paragraph[at + 6 :]]
    return paragraphs


def _negation(paragraphs: list[Traced], own: int, case: Case, rng: random.Random) -> list[Traced]:
    """A negation is added in the passage or right before it."""
    case.is_turned, case.rate = True, 0.0
    paragraph = paragraphs[own]
    first = next(n for n, (_, origin) in enumerate(paragraph) if origin == case.start)
    spaces = [
        n + 1
        for n, (c, origin) in enumerate(paragraph)
        if c == " " and origin is not None and case.start < origin < case.end - 1
    ]
    at = rng.choice([first, *spaces])
    added: Traced = [(c, None) for c in NEGATION[case.name] + " "]
    paragraphs[own] = [*paragraph[:at], *added, *paragraph[at:]]
    return paragraphs


def _typography(paragraphs: list[Traced], own: int, case: Case, rng: random.Random) -> list[Traced]:
    """Other quotation marks, dashes and spaces, soft hyphens, ligatures, decomposed letters."""
    case.rate = 0.0
    import unicodedata

    swaps = {'"': "“", "'": "’", "-": "–", " ": "\u00a0", "“": "«", "”": "»", "’": "'"}
    set_anew = []
    for paragraph in paragraphs:
        made: Traced = []
        for c, origin in paragraph:
            if c in swaps and rng.random() < 0.3:
                c = swaps[c]
            elif c.isalpha() and rng.random() < 0.05:
                made.append(("\u00ad", None))
            if rng.random() < 0.3:
                c = unicodedata.normalize("NFD", c)
            made.append((c, origin))
        set_anew.append(made)
    return set_anew


def _scanned(paragraphs: list[Traced], own: int, case: Case, rng: random.Random) -> list[Traced]:
    rate = rng.choice((0.01, 0.02, 0.05))
    case.rate = rate
    return [
        [(CONFUSED[c] if c in CONFUSED and rng.random() < rate * 2 else c, o) for c, o in paragraph]
        for paragraph in paragraphs
    ]


def _extracted(paragraphs: list[Traced], own: int, case: Case, rng: random.Random) -> list[Traced]:
    """Another extractor: lines of a printed page, words divided at their ends."""
    case.rate = 0.0
    lines: list[Traced] = []
    width = rng.randrange(40, 90)
    for paragraph in paragraphs:
        rest = list(paragraph)
        while len(rest) > width:
            line, rest = rest[:width], rest[width:]
            if line[-1][0].isalpha() and rest[0][0].isalpha():
                line.append(("-", None))
            lines.append(line)
        lines.append(rest)
    return lines


def _page_header(
    paragraphs: list[Traced], own: int, case: Case, rng: random.Random
) -> list[Traced]:
    """A head of a page stands in the middle of the passage."""
    case.rate = 0.0
    paragraph = paragraphs[own]
    middle = (case.start + case.end) // 2
    at = next(n for n, (_, origin) in enumerate(paragraph) if origin == middle)
    head: Traced = [(c, None) for c in f"\nOfficial Gazette No. {rng.randrange(100)}\n"]
    paragraphs[own] = [*paragraph[:at], *head, *paragraph[at:]]
    return paragraphs


KINDS: dict[str, Callable[[list[Traced], int, Case, random.Random], list[Traced]]] = {
    "edits": _edits,
    "moved": _moved,
    "moved and edited": _moved_and_edited,
    "deleted": _deleted,
    "near copies": _near_copies,
    "number": _number,
    "negation": _negation,
    "typography": _typography,
    "scanned": _scanned,
    "extracted": _extracted,
    "page header": _page_header,
}
