"""Relationships: on which days they are known to hold."""

import datetime as dt
from typing import Any

import pytest

from actors.models import Relationship
from tests.builders import make_actor, make_relationship

pytestmark = pytest.mark.django_db

DAY = dt.date(2020, 6, 15)
DAY_BEFORE, DAY_AFTER = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)
NO_START = {"start_on": None, "start_precision": "unknown"}
STARTED_IN_2020 = {"start_on": dt.date(2020, 1, 1), "start_precision": "year"}
ENDED = {"end_on": DAY, "end_precision": "day", "lifecycle": "ended"}
STARTED_AND_ENDED_IN_2020 = {**STARTED_IN_2020, **ENDED, "end_on": dt.date(2020, 5, 1)}
ONGOING_SINCE_REPORT = {**NO_START, "as_of": DAY, "lifecycle": "ongoing"}
LAST_REPORTED = {**NO_START, "as_of": DAY, "lifecycle": "unknown"}


@pytest.mark.parametrize(
    ("fields", "day", "holds"),
    [
        pytest.param({"start_on": DAY}, DAY, True, id="on-its-first-day"),
        pytest.param({"start_on": DAY}, DAY_BEFORE, False, id="not-the-day-before"),
        pytest.param(ENDED, DAY, False, id="not-on-the-day-it-ended"),
        pytest.param(ENDED, DAY_BEFORE, True, id="on-the-last-day-before-the-end"),
        pytest.param(STARTED_IN_2020, DAY, False, id="not-within-the-year-it-began"),
        pytest.param(
            {**STARTED_IN_2020, "start_on": dt.date(2019, 1, 1)}, DAY, True, id="after-that-year"
        ),
        pytest.param(ONGOING_SINCE_REPORT, DAY, True, id="since-a-report-if-ongoing"),
        pytest.param(ONGOING_SINCE_REPORT, DAY_BEFORE, False, id="not-before-that-report"),
        pytest.param(
            {**STARTED_IN_2020, "as_of": DAY}, DAY, True, id="from-a-report-in-the-year-it-began"
        ),
        pytest.param(
            {**STARTED_IN_2020, "as_of": DAY}, DAY_BEFORE, False, id="not-before-a-report-that-year"
        ),
        pytest.param(LAST_REPORTED, DAY, True, id="until-the-last-report"),
        pytest.param(LAST_REPORTED, DAY_AFTER, False, id="not-after-the-last-report"),
    ],
)
def test_is_known_to_hold(fields: dict[str, Any], day: dt.date, holds: bool) -> None:
    make_relationship(make_actor(), make_actor(), **fields)

    assert Relationship.objects.in_force_on(day).exists() == holds


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"lifecycle": "ended"}, id="ended-on-an-unknown-day"),
        pytest.param({**NO_START, "lifecycle": "ongoing"}, id="without-any-date"),
        pytest.param(STARTED_AND_ENDED_IN_2020, id="ended-before-it-is-known-to-have-begun"),
    ],
)
def test_has_no_known_period(fields: dict[str, Any]) -> None:
    make_relationship(make_actor(), make_actor(), **fields)

    assert Relationship.objects.get().period is None
    assert not Relationship.objects.in_force_on(DAY).exists()


def test_may_end_in_the_year_it_began_on_a_day_of() -> None:
    year = {"end_on": dt.date(2009, 1, 1), "end_precision": "year", "lifecycle": "ended"}

    make_relationship(make_actor(), make_actor(), **year)

    assert Relationship.objects.exists()
