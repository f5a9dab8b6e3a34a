"""Agreements: when they are known to be in force, and who is known to have signed."""

import datetime as dt
from typing import Any

from agreements.models import Agreement, AgreementParty
from tests import cases, make

START, END = dt.date(2020, 1, 1), dt.date(2021, 1, 1)
TERMINATED = {"status": "terminated", "in_force_on": START, "terminated_on": END}
JUNE, NEW_YEARS_EVE = dt.date(2025, 6, 1), dt.date(2025, 12, 31)
YEAR: dict[str, Any] = {"signed_on": "2025"}
SINCE_YEAR: dict[str, Any] = {"status_on": "2025"}
LATER = make.TIRANA_DAY + dt.timedelta(days=60)


@cases(
    "fields, day, in_force",
    ({"status": "in_force", "in_force_on": START}, END, True),
    ({"status": "signed"}, END, False),
    (TERMINATED, END, False),
    (TERMINATED, END - dt.timedelta(days=1), True),
    ({"status": "in_force", "in_force_on": "2020"}, dt.date(2020, 12, 30), False),
    ({"status": "in_force", "in_force_on": "2020"}, dt.date(2020, 12, 31), True),
    (TERMINATED | {"terminated_on": "2021"}, dt.date(2020, 12, 31), True),
    (TERMINATED | {"terminated_on": "2021"}, END, False),
)
def test_is_known_to_be_in_force(fields: dict[str, Any], day: dt.date, in_force: bool) -> None:
    make.agreement(**fields)

    assert Agreement.objects.in_force_on(day).exists() == in_force


def test_has_no_known_period_if_it_lapsed_on_an_unknown_day() -> None:
    make.agreement(status="lapsed", in_force_on=START)

    assert Agreement.objects.get().period is None


@cases(
    "agreement, party, day, signed",
    ({}, {"status": "ratified", "status_on": LATER}, make.TIRANA_DAY, False),
    ({}, {"status": "withdrawn", "status_on": LATER}, make.TIRANA_DAY, True),
    ({}, {"status": "withdrawn", "status_on": LATER}, LATER, False),
    ({}, {"status": "signed", "status_on": None}, LATER, False),
    ({}, {"status": "acceded", "status_on": LATER}, make.TIRANA_DAY, False),
    (YEAR, SINCE_YEAR, JUNE, False),
    (YEAR, SINCE_YEAR, NEW_YEARS_EVE, True),
    ({}, {"status": "in_talks"}, LATER, False),
)
def test_is_known_to_have_signed(agreement: dict, party: dict, day: dt.date, signed: bool) -> None:
    make.party(make.agreement(**agreement), make.actor(), **party)

    assert AgreementParty.objects.signed_by(day).exists() == signed
