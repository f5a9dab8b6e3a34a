"""A cause is never later than its effect: compared by the earliest day of one and the latest of the other."""

import pgtrigger

from events.choices import CHRONOLOGICAL_LINKS
from records.sql import fill, sql_file
from records.triggers import rule_across_rows

CONSTRAINT = "events_eventlink_cause_before_effect"
MESSAGE = (
    "A cause cannot be later than its effect: the linked event starts after this one has ended."
)


def link_puts_cause_before_effect() -> pgtrigger.Trigger:
    """On links: the target cannot start after the source has ended."""
    return rule_across_rows(
        "cause_before_effect",
        constraint=CONSTRAINT,
        operation=pgtrigger.Insert | pgtrigger.Update,
        lock=_lock("id IN (NEW.source_id, NEW.target_id)"),
        broken_when=_reversed("link.id = NEW.id"),
        message=MESSAGE,
    )


def event_keeps_cause_before_effect() -> pgtrigger.Trigger:
    """On events: a new date cannot turn the order of an existing link around."""
    return rule_across_rows(
        "keeps_cause_before_effect",
        constraint=CONSTRAINT,
        operation=pgtrigger.UpdateOf("date_from", "date_to", "date_qualifier", "end_qualifier"),
        lock=_lock("id = NEW.id"),
        broken_when=_reversed("NEW.id IN (link.source_id, link.target_id)"),
        message=MESSAGE,
    )


def _lock(events: str) -> str:
    """A link and a new date of one of its events, written at the same time, wait for each other."""
    return fill(
        "PERFORM FROM events_event WHERE :events ORDER BY id FOR NO KEY UPDATE;", events=events
    )


def _reversed(links: str) -> str:
    """SQL condition: one of the links leads from an effect to a cause that starts after it ended."""
    kinds = [str(kind) for kind in CHRONOLOGICAL_LINKS]
    return sql_file("events/cause_after_effect", links=links, kinds=kinds)
