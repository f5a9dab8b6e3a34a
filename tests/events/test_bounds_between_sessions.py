"""Two transactions that change what depends on each other lose no bound."""

import random

import pytest

from events.models import Event, EventLink
from tests import cases, database, make
from tests.events.test_bounds import assert_as_expected
from tests.long import IS_LONG
from tests.project.test_rules_between_sessions import at_once

pytestmark = pytest.mark.django_db(transaction=True)

PAIRS = 500 if IS_LONG else 8


def insert_link(later: Event, earlier: Event) -> str:
    return (
        "INSERT INTO events_eventlink (source_id, target_id, kind, lag_unit, is_public)"
        f" VALUES ({later.pk}, {earlier.pk}, 'follows', '', false)"
    )


def delete_link(link: EventLink) -> str:
    return f"DELETE FROM events_eventlink WHERE id = {link.pk}"


def redate(event: Event, day: str) -> str:
    return (
        f"UPDATE events_event SET date_from = '{day}', date_to = '{day}', date_precision = 'day'"
        f" WHERE id = {event.pk}"
    )


def set_modality(event: Event, modality: str) -> str:
    return f"UPDATE events_event SET modality = '{modality}' WHERE id = {event.pk}"


@cases("number", *range(PAIRS))
def test_loses_no_bound_when_two_edits_are_made_at_once(number: int) -> None:
    pick = random.Random(number)  # noqa: S311 (the same edits at each call)
    first = make.event(on="2025-03-18")
    chain = [first, *(make.event(on=None) for _ in range(5))]
    publish = pick.random() < 0.5
    links = [make.event_link(chain[n + 1], "follows", chain[n]) for n in (0, 2, 4)]
    if publish:
        make.publish(*chain)
    edits = [
        insert_link(chain[2], chain[1]),
        insert_link(chain[4], chain[3]),
        *(delete_link(link) for link in links),
        redate(first, pick.choice(["2025-03-01", "2025-05-01"])),
        set_modality(chain[pick.randint(1, 5)], "planned"),
    ]

    problems = at_once(*pick.sample(edits, 2))

    # Who meets a deadlock saves again; the other one has saved.
    assert problems[0] == ""
    assert problems[1] == "" or "deadlock detected" in problems[1]
    assert_as_expected()


@cases("_attempt", *range(5))
def test_passes_a_bound_along_two_links_that_are_made_at_once(_attempt: int) -> None:
    first = make.event(on="2025-03-18")
    second, third = make.event(on=None), make.event(on=None)

    assert at_once(insert_link(second, first), insert_link(third, second)) == ["", ""]

    bounds = "SELECT start_from FROM events_bound WHERE event_id = %s AND NOT is_public"
    assert [str(day) for (day,) in database.rows(bounds, third.pk)] == ["2025-03-18"]
