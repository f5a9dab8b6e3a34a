"""The ladder of events: one row an event, earliest first, with a line from each cause to what it led to.

A cause has one trunk, which leaves its sign from below; a branch leads from the trunk into each effect. No row stands
above its cause.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from events.choices import CHRONOLOGICAL_LINKS, EventLinkKind
from explorer.pictures.blocs import COLUMNS, Bloc, BlocsOfActors
from explorer.pictures.signs import outline_of, shape_of

# A gap of so many years between two rows is written between them
GAP_YEARS = 2
EventAnswer = Mapping[str, Any]


@dataclass(frozen=True)
class Branch:
    """A line from a trunk into a row; `weak` if the source only says that it came after."""

    lane: int
    colour: str
    weak: bool


@dataclass
class LadderRow:
    """An event with what is drawn beside it: trunks that pass, the one that starts, and branches that arrive."""

    event: EventAnswer
    bloc: Bloc
    shape: str
    outline: str
    gap: str = ""
    passing: list[tuple[int, str]] = field(default_factory=list)
    starts: int | None = None
    arriving: list[Branch] = field(default_factory=list)
    # Lanes that end in this row
    ending: list[tuple[int, str]] = field(default_factory=list)
    causes: list[tuple[str, EventAnswer]] = field(default_factory=list)
    contradicts: list[EventAnswer] = field(default_factory=list)

    @property
    def column(self) -> int:
        return COLUMNS.index(self.bloc)


@dataclass(frozen=True)
class Ladder:
    """Rows in the order of time, and how many trunks are side by side at most."""

    rows: list[LadderRow]
    lanes: int


def draw_ladder(events: Sequence[EventAnswer], blocs: BlocsOfActors) -> Ladder:
    """The ladder of dated events, as the API answers them; links to events that are not among them have no line."""
    rows = [
        LadderRow(event, blocs.of_event(event), shape_of(event), outline_of(event))
        for event in _causes_first(sorted(events, key=_day))
    ]
    by_slug = {row.event["slug"]: row for row in rows}
    for row in rows:
        for link in row.event["links"]:
            other = by_slug.get(link["event"]["slug"])
            if other and link["kind"] == EventLinkKind.CONTRADICTS:
                row.contradicts.append(other.event)
            elif other and link["direction"] == "out":
                row.causes.append((link["kind"], other.event))
    for before, row in pairwise(rows):
        row.gap = gap_in_words(before.event["date_from"], row.event["date_from"])
    return Ladder(rows, _lay_trunks(rows))


def gap_in_words(before: str, after: str) -> str:
    years = int(after[:4]) - int(before[:4])
    return f"{years} years later" if years >= GAP_YEARS else ""


def _day(event: EventAnswer) -> tuple[str, str, str]:
    return (event["date_from"], event["date_to"] or dt.date.max.isoformat(), event["slug"])


def _causes_first(events: Iterable[EventAnswer]) -> list[EventAnswer]:
    """The events in their order, each below the events that it is linked to as the later one."""
    waiting = {event["slug"]: event for event in events}
    placed: list[EventAnswer] = []
    for slug in list(waiting):
        _place(slug, waiting, placed)
    return placed


def _place(slug: str, waiting: dict[str, EventAnswer], placed: list[EventAnswer]) -> None:
    event = waiting.pop(slug, None)
    if event is None:
        return
    for link in event["links"]:
        if link["direction"] == "out" and link["kind"] in CHRONOLOGICAL_LINKS:
            _place(link["event"]["slug"], waiting, placed)
    placed.append(event)


def _lay_trunks(rows: Sequence[LadderRow]) -> int:
    """Gives each cause the first lane that is free below it; returns the number of lanes."""
    effects: dict[str, int] = {}
    for number, row in enumerate(rows):
        effects |= {cause["slug"]: number for _kind, cause in row.causes}
    lane_of: dict[str, tuple[int, str]] = {}
    busy_until: dict[int, int] = defaultdict(lambda: -1)
    for number, row in enumerate(rows):
        for kind, cause in row.causes:
            lane, colour = lane_of[cause["slug"]]
            row.arriving.append(Branch(lane, colour, kind == EventLinkKind.FOLLOWS))
        for slug, (lane, colour) in lane_of.items():
            if number < effects[slug]:
                row.passing.append((lane, colour))
            elif number == effects[slug]:
                row.ending.append((lane, colour))
        last = effects.get(row.event["slug"])
        if last is not None:
            lane = next(n for n in range(len(rows)) if busy_until[n] < number)
            busy_until[lane] = last
            lane_of[row.event["slug"]] = lane, row.bloc.code
            row.starts = lane
    return len(busy_until)
