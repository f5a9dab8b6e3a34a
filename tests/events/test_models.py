"""Events: on which days they can have happened."""

import datetime as dt
from typing import Any

import pytest

from events.models import Event
from tests.builders import make_event

pytestmark = pytest.mark.django_db

D = dt.date


def possibly_between(first: dt.date | None, last: dt.date | None, **fields: Any) -> bool:
    make_event(**fields)
    return Event.objects.possibly_between(first, last).exists()


def test_matches_its_day() -> None:
    assert possibly_between(D(2025, 3, 18), D(2025, 3, 18), on=D(2025, 3, 18))


def test_does_not_match_the_day_after() -> None:
    assert not possibly_between(D(2025, 3, 19), None, on=D(2025, 3, 18))


def test_matches_a_window_that_touches_the_question() -> None:
    march = {"date_from": D(2025, 3, 1), "date_to": D(2025, 3, 31), "date_precision": "month"}

    assert possibly_between(D(2025, 3, 31), D(2025, 4, 30), on=None, **march)


def test_never_matches_if_undated() -> None:
    assert not possibly_between(None, None, on=None)
    assert Event.objects.get().period is None


def test_goes_on_without_end_if_ongoing() -> None:
    since_1999 = {"date_from": D(1999, 1, 1), "date_precision": "year", "is_span": True}

    assert possibly_between(D(2050, 1, 1), None, on=None, lifecycle="ongoing", **since_1999)


def test_matches_only_its_start_if_nobody_knows_the_end() -> None:
    since_1999 = {"date_from": D(1999, 1, 1), "date_precision": "year", "is_span": True}

    assert not possibly_between(D(2000, 1, 1), None, on=None, lifecycle="unknown", **since_1999)
    assert Event.objects.possibly_between(D(1999, 12, 31), None).exists()
