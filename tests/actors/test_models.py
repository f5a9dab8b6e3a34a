"""Relationships: on which days they are known to hold."""

import datetime as dt
from typing import Any

import pytest

from actors.models import Relationship
from tests.builders import make_actor, make_relationship

pytestmark = pytest.mark.django_db

DAY = dt.date(2020, 6, 15)
ONE_DAY = dt.timedelta(days=1)


def known_on(day: dt.date, **fields: Any) -> bool:
    unset = {"start_on": None, "start_precision": "unknown"} if "as_of" in fields else {}
    make_relationship(make_actor("a"), make_actor("b"), **unset | fields)
    return Relationship.objects.in_force_on(day).exists()


def test_holds_from_the_day_it_began() -> None:
    assert known_on(DAY, start_on=DAY)


def test_does_not_hold_the_day_before() -> None:
    assert not known_on(DAY - ONE_DAY, start_on=DAY)


def test_leaves_out_a_member_on_the_day_it_left() -> None:
    assert not known_on(DAY, end_on=DAY, end_precision="day", lifecycle="ended")


def test_holds_on_the_last_day_before_it_ended() -> None:
    assert known_on(DAY - ONE_DAY, end_on=DAY, end_precision="day", lifecycle="ended")


def test_is_not_known_to_hold_within_the_year_it_began() -> None:
    assert not known_on(DAY, start_on=dt.date(2020, 1, 1), start_precision="year")


def test_is_known_to_hold_after_the_year_it_began() -> None:
    assert known_on(DAY, start_on=dt.date(2019, 1, 1), start_precision="year")


def test_is_never_known_to_hold_if_it_ended_nobody_knows_when() -> None:
    assert not known_on(DAY, lifecycle="ended")
    assert Relationship.objects.get().period is None


def test_is_never_known_to_hold_without_any_date() -> None:
    assert not known_on(DAY, as_of=None, lifecycle="ongoing")
    assert Relationship.objects.get().period is None


def test_holds_since_a_report_if_ongoing_and_without_a_start() -> None:
    assert known_on(DAY, as_of=DAY, lifecycle="ongoing")
    assert not Relationship.objects.in_force_on(DAY - ONE_DAY).exists()


def test_is_known_to_hold_from_a_report_in_the_year_it_began() -> None:
    year = {"start_on": dt.date(2020, 1, 1), "start_precision": "year", "as_of": DAY}
    make_relationship(make_actor(), make_actor(), **year)

    assert Relationship.objects.in_force_on(DAY).exists()
    assert not Relationship.objects.in_force_on(DAY - ONE_DAY).exists()


def test_may_end_in_the_year_it_began_on_a_day_of() -> None:
    year = {"end_on": dt.date(2009, 1, 1), "end_precision": "year", "lifecycle": "ended"}

    make_relationship(make_actor(), make_actor(), **year)

    assert Relationship.objects.exists()


def test_holds_until_the_last_report_if_its_end_is_unknown() -> None:
    assert known_on(DAY, as_of=DAY, lifecycle="unknown")
    assert not Relationship.objects.in_force_on(DAY + ONE_DAY).exists()


def test_has_no_period_if_it_ended_before_it_is_known_to_have_begun() -> None:
    known_on(
        DAY,
        start_on=dt.date(2020, 1, 1),
        start_precision="year",
        end_on=dt.date(2020, 5, 1),
        end_precision="day",
        lifecycle="ended",
    )

    assert Relationship.objects.get().period is None
