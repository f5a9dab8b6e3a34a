"""Agreements: when they are known to be in force, and who is known to have signed."""

import datetime as dt
from typing import Any

import pytest

from agreements.models import Agreement, AgreementParty
from tests.builders import TIRANA_DAY, make_actor, make_agreement, make_party

pytestmark = pytest.mark.django_db

START, END = dt.date(2020, 1, 1), dt.date(2021, 1, 1)
TERMINATED = {"status": "terminated", "in_force_on": START, "terminated_on": END}
LATER = TIRANA_DAY + dt.timedelta(days=60)


@pytest.mark.parametrize(
    ("fields", "day", "in_force"),
    [
        pytest.param({"status": "in_force", "in_force_on": START}, END, True, id="without-an-end"),
        pytest.param({"status": "signed"}, END, False, id="not-if-merely-signed"),
        pytest.param(TERMINATED, END, False, id="not-on-the-day-it-ended"),
        pytest.param(TERMINATED, END - dt.timedelta(days=1), True, id="on-the-day-before-the-end"),
    ],
)
def test_is_known_to_be_in_force(fields: dict[str, Any], day: dt.date, in_force: bool) -> None:
    make_agreement(**fields)

    assert Agreement.objects.in_force_on(day).exists() == in_force


def test_has_no_known_period_if_it_lapsed_on_an_unknown_day() -> None:
    make_agreement(status="lapsed", in_force_on=START)

    assert Agreement.objects.get().period is None


YEAR: dict[str, Any] = {"signed_on": dt.date(2025, 1, 1), "signed_precision": "year"}
SINCE_YEAR: dict[str, Any] = {"status_on": dt.date(2025, 1, 1), "status_precision": "year"}


@pytest.mark.parametrize(
    ("agreement", "party", "day", "signed"),
    [
        pytest.param(
            {},
            {"status": "ratified", "status_on": LATER},
            TIRANA_DAY,
            True,
            id="with-the-others-if-ratified-since",
        ),
        pytest.param(
            {},
            {"status": "acceded", "status_on": LATER},
            TIRANA_DAY,
            False,
            id="not-before-accession",
        ),
        pytest.param(YEAR, SINCE_YEAR, dt.date(2025, 6, 1), False, id="not-within-a-known-year"),
        pytest.param(YEAR, SINCE_YEAR, dt.date(2025, 12, 31), True, id="at-the-end-of-that-year"),
        pytest.param({}, {"status": "in_talks"}, LATER, False, id="not-if-in-talks"),
    ],
)
def test_is_known_to_have_signed(
    agreement: dict[str, Any], party: dict[str, Any], day: dt.date, signed: bool
) -> None:
    make_party(make_agreement(**agreement), make_actor(), **party)

    assert AgreementParty.objects.signed_by(day).exists() == signed
