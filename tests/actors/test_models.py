"""Relationships: on which days they are known to hold."""

import datetime as dt
from typing import Any

from actors.models import Relationship
from tests import cases, make

DAY = dt.date(2020, 6, 15)
DAY_BEFORE, DAY_AFTER = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)
NO_START: dict[str, Any] = {"start_on": ""}
STARTED_IN_2020: dict[str, Any] = {"start_on": "2020"}
STARTED_IN_2019 = {"start_on": "2019"}
ENDED = {"end_on": str(DAY), "lifecycle": "ended"}
ENDED_IN_MAY_2020 = {"end_on": "2020-05-01", "lifecycle": "ended"}
ONGOING_SINCE_REPORT = NO_START | {"as_of": DAY, "lifecycle": "ongoing"}
LAST_REPORTED = NO_START | {"as_of": DAY, "lifecycle": "unknown"}


@cases(
    "fields, day, holds",
    ({"start_on": DAY}, DAY, True),
    ({"start_on": DAY}, DAY_BEFORE, False),
    (ENDED, DAY, False),
    (ENDED, DAY_BEFORE, True),
    (STARTED_IN_2020, DAY, False),
    (STARTED_IN_2019, DAY, True),
    (ONGOING_SINCE_REPORT, DAY, True),
    (ONGOING_SINCE_REPORT, DAY_BEFORE, False),
    (STARTED_IN_2020 | {"as_of": DAY}, DAY, True),
    (STARTED_IN_2020 | {"as_of": DAY}, DAY_BEFORE, False),
    (LAST_REPORTED, DAY, True),
    (LAST_REPORTED, DAY_AFTER, False),
)
def test_is_known_to_hold(fields: dict[str, Any], day: dt.date, holds: bool) -> None:
    make.relationship(make.actor(), make.actor(), **fields)

    assert Relationship.objects.in_force_on(day).exists() == holds


@cases(
    "fields",
    {"lifecycle": "ended"},
    NO_START | {"lifecycle": "ongoing"},
    ENDED_IN_MAY_2020 | STARTED_IN_2020,
)
def test_has_no_known_period(fields: dict[str, Any]) -> None:
    make.relationship(make.actor(), make.actor(), **fields)

    assert Relationship.objects.get().period is None
    assert not Relationship.objects.in_force_on(DAY).exists()


def test_may_end_in_the_year_it_began_on_a_day_of() -> None:
    make.relationship(make.actor(), make.actor(), end_on="2009", lifecycle="ended")

    assert Relationship.objects.exists()
