"""The bounds of all events, computed from the rows alone and in another way than PostgreSQL does it: for comparison.

All constraints are days between two points, each in the direction in which it may pass; the closure is computed by
repeating all of them until nothing changes, or a circle grows without end (Bellman and Ford).
"""

import datetime as dt
import json
import math
from collections.abc import Iterator
from typing import Any

from actors.models import Actor
from agreements.models import PartyAction
from events.models import Event, EventClaim, EventLink, Participation
from records.dates import parse_window, window_text
from tests import database

# An event, and whether the point is its end
Point = tuple[int, bool]
# None: no day fits, since lags that contradict each other lead in a circle
Bounds = dict[tuple[Point, str], dt.date | None]
Stored = dict[int, tuple[Any, ...]]
Constraint = tuple[str, Point, Point, int]
Arc = tuple[Point, Point, int]
SIDES = ("lo", "hi")
CALENDAR = -(10**9)
ACTED = {
    *("initiator", "signatory", "witness", "host", "organiser", "participant", "speaker"),
    *("contributor", "mediator"),
}
ACTS = {
    "treaty.signing": ("signed", "definitively_signed"),
    "treaty.ratification": ("ratified",),
    "treaty.withdrawal": ("withdrawn",),
}


def unit(day: dt.date, precision: str) -> tuple[dt.date, dt.date]:
    """First and last day of the day, month, year … around a day, by way of its text."""
    text = window_text(day, day, "day" if precision == "range" else precision)
    window = parse_window(text)
    assert window.date_from and window.date_to
    return window.date_from, window.date_to


def end_of(event: Any) -> Point:
    return (event.pk, bool(event.is_span))


def own_grounds(event: Any, for_readers: bool) -> Iterator[tuple[Point, str, dt.date, bool]]:
    """Point, side, day, and whether the event itself states it."""
    start, end = (event.pk, False), end_of(event)
    if event.date_from and not event.date_qualifier:
        yield start, "lo", event.date_from, True
        if event.is_span:
            yield start, "hi", unit(event.date_from, event.date_precision)[1], True
    if event.date_to and not event.end_qualifier:
        yield end, "hi", event.date_to, True
        if event.is_span:
            yield (
                end,
                "lo",
                unit(event.date_to, event.end_precision or event.date_precision)[0],
                True,
            )
    claims = EventClaim.objects.filter(event=event, verdict="supports").select_related("source")
    for claim in claims.exclude(kind__in=["motive", "prediction"]).exclude(source__kind="dataset"):
        day = claim.source.published_on
        if day is None or (for_readers and not claim.is_public):
            continue
        if event.modality in ("occurred", "alleged"):
            yield start, "hi", unit(day, claim.source.published_precision)[1], False
        continues = event.is_span and event.lifecycle == "ongoing" and claim.field == "lifecycle"
        if continues and event.modality == "occurred":
            yield end, "lo", day, False
    if event.modality != "occurred":
        return
    parts = Participation.objects.filter(event=event, role__in=ACTED).select_related("actor")
    for part in parts:
        actor: Actor = part.actor
        if actor.kind == "entity" or (for_readers and not part.is_public):
            continue
        if actor.active_from:
            yield end, "lo", actor.active_from, False
        if actor.active_to:
            yield start, "hi", unit(actor.active_to, actor.active_to_precision)[1], False
    agreement = event.agreement
    if event.is_span or agreement is None:
        return
    actions = actions_of(event, for_readers)
    for action in actions:
        yield start, "lo", action.happened_on, False
        yield start, "hi", unit(action.happened_on, action.happened_precision)[1], False
    if actions or event.type.code != "treaty.signing" or agreement.signed_on is None:
        return
    if agreement.is_public or not for_readers:
        yield start, "lo", agreement.signed_on, False
        yield start, "hi", unit(agreement.signed_on, agreement.signed_precision)[1], False


def actions_of(event: Any, for_readers: bool) -> list[Any]:
    """The dated actions in its agreement of the actors that initiated or signed, of the kind that the event is of."""
    parts = Participation.objects.filter(event=event, role__in=["initiator", "signatory"])
    actors = {
        actor
        for part in parts
        if part.is_public or not for_readers
        for actor in (part.actor_id, part.on_behalf_of_id)
    }
    actions = PartyAction.objects.filter(
        party__agreement=event.agreement, kind__in=ACTS.get(event.type.code, ())
    )
    found = [
        action
        for action in actions.select_related("party")
        if action.party.actor_id in actors and (action.is_public or not for_readers)
    ]
    dates: dict[int, set[Any]] = {}
    for action in found:
        date = (action.happened_on, action.happened_precision)
        dates.setdefault(action.party.actor_id, set()).add(date)
    return [each for each in found if each.happened_on and len(dates[each.party.actor_id]) == 1]


def lag_days(link: Any) -> tuple[int, int]:
    """Days of a stated lag, half a unit less of the shortest and half a unit more of the longest unit."""
    shortest, longest = {"day": (1, 1), "week": (7, 7), "month": (28, 31), "year": (365, 366)}[
        link.lag_unit
    ]
    return math.floor((link.lag - 0.5) * shortest), math.ceil((link.lag + 0.5) * longest)


def order(events: dict[int, Any], for_readers: bool) -> Iterator[Constraint]:
    """Side, point, other point and days: the other one is at least (lo), or at most (hi), so many days later."""
    for event in events.values():
        start, end = (event.pk, False), end_of(event)
        happened = event.modality == "occurred"
        if event.is_span:
            yield "lo", start, end, 0
            yield "hi", end, start, 0
        whole = events.get(event.parent_id or 0)
        if whole and event.part_in_time and whole.modality == "occurred":
            yield "lo", (whole.pk, False), start, 0
            yield "hi", end_of(whole), end, 0
            if happened:
                yield "hi", start, (whole.pk, False), 0
                yield "lo", end, end_of(whole), 0
    for link in chronological_links(events, for_readers):
        effect, cause = events[link.source_id], events[link.target_id]
        has_lag = link.lag is not None and not cause.is_span
        fewest, most = lag_days(link) if has_lag else (0, 0)
        at_end = link.kind == "caused_by" and effect.is_span and not has_lag
        first, later = (cause.pk, False), (effect.pk, at_end)
        happened = effect.modality == "occurred"
        yield "lo", first, later, fewest
        if happened:
            yield "hi", later, first, -fewest
        if has_lag:
            yield "hi", first, later, most
            if happened:
                yield "lo", later, first, -most


def is_report(link: EventLink, for_readers: bool) -> bool:
    """Whether a source reports the link, or none says anything about it; a motive or a prediction is no report."""
    claims = EventClaim.objects.filter(link=link, verdict="supports")
    if for_readers:
        claims = claims.filter(is_public=True)
    kinds = set(claims.values_list("kind", flat=True))
    return not kinds or bool(kinds - {"motive", "prediction"})


def chronological_links(events: dict[int, Any], for_readers: bool) -> list[EventLink]:
    """Links from an effect to a cause that happened, both among the events."""
    return [
        link
        for link in EventLink.objects.exclude(kind="contradicts").order_by("pk")
        if link.source_id in events
        and link.target_id in events
        and events[link.target_id].modality == "occurred"
        and is_report(link, for_readers)
    ]


def closure(points: list[Point], own: dict[Point, int], arcs: list[Arc]) -> dict[Point, float]:
    """The strongest value of each point that arcs pass on, each with its days; infinite behind a growing circle."""
    values: dict[Point, float] = {point: own.get(point, CALENDAR) for point in points}
    for _ in points:
        better = [(v, values[u] + days) for u, v, days in arcs if values[u] + days > values[v]]
        if not better:
            return values
        for point, value in better:
            values[point] = max(values[point], value)
    endless = {v for u, v, days in arcs if values[u] + days > values[v]}
    while reached := {v for u, v, _days in arcs if u in endless} - endless:
        endless |= reached
    return values | dict.fromkeys(endless, math.inf)


def strength(side: str, day: dt.date) -> int:
    return day.toordinal() if side == "lo" else -day.toordinal()


def day_of(side: str, value: float) -> dt.date:
    return dt.date.fromordinal(int(value if side == "lo" else -value))


def all_bounds(events: dict[int, Any], for_readers: bool) -> tuple[Bounds, Bounds]:
    """The bound of each point on each side, with an infinite one as None, and that which its event states."""
    bounds: Bounds = {}
    stated: Bounds = {}
    points = [point for event in events.values() for point in {(event.pk, False), end_of(event)}]
    constraints = list(order(events, for_readers))
    for side in ("lo", "hi"):
        own: dict[Point, int] = {}
        said: dict[Point, int] = {}
        for event in events.values():
            for point, of_side, day, is_stated in own_grounds(event, for_readers):
                for kept in (own, said) if is_stated else (own,):
                    if of_side == side:
                        kept[point] = max(kept.get(point, CALENDAR), strength(side, day))
        sign = 1 if side == "lo" else -1
        arcs = [(u, v, sign * days) for of_side, u, v, days in constraints if of_side == side]
        within = [(u, v, days) for u, v, days in arcs if u[0] == v[0]]
        for result, values in (
            (bounds, closure(points, own, arcs)),
            (stated, closure(points, said, within)),
        ):
            for point, value in values.items():
                if value == math.inf:
                    result[point, side] = None
                elif value > CALENDAR / 2:
                    result[point, side] = day_of(side, value)
    return bounds, stated


def expected(for_readers: bool) -> tuple[Stored, Bounds]:
    """What must be stored of each event, and the bound of each point."""
    rows = Event.objects.select_related("agreement", "type")
    events = {row.pk: row for row in rows if row.is_public or not for_readers}
    bounds, stated = all_bounds(events, for_readers)
    none = dt.date.max
    stored: Stored = {}
    for event in events.values():
        keys = [
            (point, side) for point in ((event.pk, False), end_of(event)) for side in ("lo", "hi")
        ]
        if any(bounds.get(key, none) != stated.get(key, none) for key in keys):
            lows, highs = ([bounds.get(key) for key in keys if key[1] == side] for side in SIDES)
            fits_no_day = any(bounds.get(key, none) is None for key in keys)
            crosses = any(
                low and high and low > high
                for low, high in ((lows[0], highs[0]), (lows[1], highs[1]), (lows[0], highs[1]))
            )
            stored[event.pk] = (*(bounds.get(key) for key in keys), fits_no_day or crosses)
    return stored, bounds


def found(for_readers: bool) -> Stored:
    """What is stored."""
    columns = "event_id, start_from, start_to, end_from, end_to, is_contradictory"
    query = f"SELECT {columns} FROM events_bound WHERE is_public = %s"
    return {event: tuple(values) for event, *values in database.rows(query, for_readers)}


def wrong_reasons(for_readers: bool, bounds: Bounds) -> list[Any]:
    """Stored bounds that do not follow from the row that they name."""
    query = "SELECT event_id, reasons FROM events_bound WHERE is_public = %s"
    rows = Event.objects.select_related("agreement", "type")
    events = {row.pk: row for row in rows if row.is_public or not for_readers}
    passed = set(order(events, for_readers))
    wrong = []
    for event, text in database.rows(query, for_readers):
        for name, reason in json.loads(text).items():
            side = "lo" if name.endswith("_from") else "hi"
            point = (event, name.startswith("end") and bool(events[event].is_span))
            day = bounds[point, side]
            if "event" in reason:
                other = (reason["event"], reason["point"] == "e")
                days = [n for of_side, u, v, n in passed if (of_side, u, v) == (side, other, point)]
                before = bounds.get((other, side), dt.date.max)
                implied = bool(days) and (
                    before is None
                    if day is None or before is None
                    else day in {before + dt.timedelta(n) for n in days}
                )
            else:
                implied = (point, side, day, False) in set(own_grounds(events[event], for_readers))
            if not implied:
                wrong.append((event, name, reason))
    return wrong


def wrong_ranks() -> list[Any]:
    """Public events whose rank is not the number of steps of the longest way to them; none in or behind circles."""
    events = {event.pk: event for event in Event.objects.filter(is_public=True)}
    causes: dict[int, set[int]] = {key: set() for key in events}
    for link in chronological_links(events, True):
        causes[link.source_id].add(link.target_id)
    ranks: dict[int, int] = {}
    while ready := [k for k, of in causes.items() if k not in ranks and of <= ranks.keys()]:
        for key in ready:
            ranks[key] = max((ranks[cause] + 1 for cause in causes[key]), default=0)
    return [(key, rank) for key, rank in ranks.items() if events[key].causal_rank != rank]
