"""How far a party is bound on a day, worked out from the definitions, and random histories to ask about.

Written apart from sql/standing.sql: that walks through the actions in order, this asks for each day which ones count.
"""

import datetime as dt
import random
from calendar import monthrange
from dataclasses import dataclass

BEFORE = ("invited", "in_talks", "initialled")
BOUND = (
    "definitively_signed",
    "ratified",
    "accepted",
    "approved",
    "acceded",
    "succeeded",
    "consented",
    "confirmed",
)
JOINS = ("signed", "provisional", *BOUND)
LEAVES = ("withdrawn", "denounced", "expelled")
STATEMENTS = (
    "reservation",
    "declaration",
    "objection",
    "reservation_withdrawn",
    "declaration_withdrawn",
)
KINDS = (*BEFORE, "declined", *JOINS, *LEAVES, "suspended", "resumed", *STATEMENTS)
BY_EFFECT = ("provisional", "suspended", "resumed", *LEAVES)
FIRST, LAST = dt.date(1990, 1, 1), dt.date(2009, 12, 31)
DAYS = (LAST - FIRST).days + 1


@dataclass(frozen=True)
class Act:
    """One action: its kind, EDTF texts of its day and of its effect, and what it says."""

    kind: str
    on: str
    effect: str = ""
    text: str = ""

    @property
    def counts(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day on which it can have begun to count."""
        text = self.effect if self.effect and (self.kind in BY_EFFECT or not self.on) else self.on
        return span(text) if text else None


@dataclass(frozen=True)
class Standing:
    status: str
    since: dt.date | None
    reservation: str
    takes_part: bool


def span(text: str) -> tuple[dt.date, dt.date]:
    """The first and the last day of a day, month or year."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return (dt.date(*parts), dt.date(*parts))
    year = parts[0]
    first, last = (parts[1], parts[1]) if len(parts) == 2 else (1, 12)
    return dt.date(year, first, 1), dt.date(year, last, monthrange(year, last)[1])


def standing(acts: list[Act], agreed: dt.date | None, day: dt.date) -> Standing:
    """The standing that follows from these actions on a day, with the last day of the agreement's own signing."""
    dated = [(act.kind, *act.counts) for act in acts if act.counts and act.kind not in STATEMENTS]
    known = [each for each in dated if each[2] <= day]
    outs = [each for each in known if each[0] in (*LEAVES, "declined")]
    left = max(outs, key=lambda each: (each[2], each[0]), default=None)
    here = [each for each in known if each not in outs and (not left or each[1] > left[2])]
    steps = [each for each in here if each[0] not in ("suspended", "resumed")]
    reached = max(steps, key=lambda each: (level(each[0]), each[2], each[0]), default=None)
    paused = is_paused(here, steps)

    found = reached or left
    takes_part = bool(reached and reached[0] in JOINS)
    since: dt.date | None = found[1] if found else None
    status = found[0] if found else ""
    if was_presumed(dated, agreed, day) and (not found or status in BEFORE):
        status, since, takes_part = "signed", None, True
    if paused:
        status, since = "suspended", paused[1]
    if not status:
        undated = [act.kind for act in acts if not act.counts and act.kind not in STATEMENTS]
        status = max(undated, key=lambda kind: (level(kind), kind), default="none")
        status = "signed" if status == "resumed" else status
    return Standing(status, since, reserved(acts, day), takes_part)


def reserved(acts: list[Act], day: dt.date) -> str:
    """What reservations and declarations say that were made by the day and not undone, one per line."""
    known = [act for act in acts if not act.counts or act.counts[1] <= day]
    made = [act for act in known if act.kind in ("reservation", "declaration") and act.text]
    kept = [act for act in made if not any(undoes(other, act) for other in known)]
    kept.sort(key=lambda act: (act.counts[0] if act.counts else dt.date.max, act.kind, act.text))
    return "\n".join(act.text for act in kept)


def undoes(later: Act, act: Act) -> bool:
    """Whether an action is the withdrawal of another, and can have been after it."""
    fits = later.kind == f"{act.kind}_withdrawn" and later.text in ("", act.text)
    return fits and (not act.counts or not later.counts or act.counts[0] <= later.counts[1])


def is_paused(here: list, steps: list) -> tuple | None:
    """The suspension that is still on: neither resumed since, nor followed by a step as far as any before it."""
    for paused in sorted(here, key=lambda each: each[2], reverse=True):
        if paused[0] != "suspended":
            continue
        if any(each[0] == "resumed" and each[2] >= paused[2] for each in here):
            return None
        earlier = [level(each[0]) for each in steps if each[2] <= paused[2]]
        for step in sorted(steps, key=lambda each: (each[2], level(each[0]), each[0])):
            if step[2] <= paused[2]:
                continue
            if level(step[0]) >= max(earlier, default=0):
                earlier.append(level(step[0]))
                if step[1] > paused[2]:
                    return None
        return paused
    return None


def was_presumed(dated: list, agreed: dt.date | None, day: dt.date) -> bool:
    """Whether it was a party by the day because it was suspended or left later, though no action says since when."""
    presuming = [each[2] for each in dated if each[0] in (*LEAVES, "suspended", "resumed")]
    joined = [each[1] for each in dated if each[0] in JOINS]
    if not presuming or (joined and min(joined) <= min(presuming)):
        return False
    return min(presuming) <= day or bool(agreed and agreed <= day)


def level(kind: str) -> int:
    """How far a kind takes a party."""
    groups = (BEFORE, ("signed",), ("provisional",), BOUND, ("suspended",), ("resumed",))
    return next((number for number, kinds in enumerate(groups, 1) if kind in kinds), 7)


def random_history(chance: random.Random) -> list[Act]:
    """Up to seven actions, most of them in an order that can be, with days of any precision."""
    days = sorted(chance.randrange(DAYS) for _ in range(chance.randint(1, 7)))
    usual = ["invited", "signed", "provisional", "ratified", "suspended", "resumed", "withdrawn"]
    kinds = [
        usual[min(number, 6)] if chance.random() < 0.5 else chance.choice(KINDS)
        for number in range(len(days))
    ]
    acts: dict[tuple[str, str], Act] = {}
    for kind, day in zip(kinds, days, strict=True):
        on = random_text(chance, day) if chance.random() < 0.93 else ""
        effect = ""
        if chance.random() < 0.15:
            effect = str(FIRST + dt.timedelta(day + chance.randrange(400)))
        text = chance.choice(["", "Article 1", "Article 2"]) if kind in STATEMENTS else ""
        acts.setdefault((kind, str(span(on)[0]) if on else ""), Act(kind, on, effect, text))
    return list(acts.values())


def random_text(chance: random.Random, day: int) -> str:
    """A day as a text of any precision."""
    text = str(FIRST + dt.timedelta(day))
    return text[: chance.choice([10, 10, 10, 7, 4])]


def random_days(chance: random.Random, acts: list[Act], count: int) -> list[dt.date]:
    """Days to ask about: around those of the actions, and others."""
    edges = [edge for act in acts if act.counts for edge in act.counts]
    near = [edge + dt.timedelta(chance.choice([-1, 0, 1])) for edge in edges]
    far = [FIRST + dt.timedelta(chance.randrange(DAYS + 400)) for _ in range(count)]
    return sorted(chance.sample(near, min(len(near), 2 * count // 3)) + far)[:count]
