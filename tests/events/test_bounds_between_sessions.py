"""Two transactions that change what depends on each other lose no bound."""

import pytest

from tests import cases, database, make
from tests.events.test_bounds import assert_as_expected
from tests.long import IS_LONG
from tests.project.test_rules_between_sessions import at_once

pytestmark = pytest.mark.django_db(transaction=True)

PAIRS = 500 if IS_LONG else 5


@cases("_attempt", *range(PAIRS))
def test_loses_no_bound_when_two_links_are_made_at_once(_attempt: int) -> None:
    first = make.event(on="2025-03-18")
    second, third = make.event(on=None), make.event(on=None)
    links = [
        "INSERT INTO events_eventlink (source_id, target_id, kind, is_public)"
        f" VALUES ({later.pk}, {earlier.pk}, 'follows', false)"
        for later, earlier in ((second, first), (third, second))
    ]

    assert at_once(*links) == ["", ""]

    assert_as_expected()
    bounds = "SELECT start_from FROM events_bound WHERE event_id = %s AND NOT is_public"
    assert [str(day) for (day,) in database.rows(bounds, third.pk)] == ["2025-03-18"]
