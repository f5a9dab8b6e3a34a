"""Parties: who is known to have signed by a day."""

import datetime as dt

import pytest

from agreements.models import AgreementParty
from tests.builders import TIRANA_DAY, make_actor, make_agreement, make_party

pytestmark = pytest.mark.django_db

LATER = TIRANA_DAY + dt.timedelta(days=60)


def signed_by(day: dt.date, **party: object) -> bool:
    make_party(make_agreement(), make_actor(), **party)
    return AgreementParty.objects.signed_by(day).exists()


def test_had_signed_on_the_day_of_the_agreement_who_has_ratified_since() -> None:
    assert signed_by(TIRANA_DAY, status="ratified", status_on=LATER)


def test_had_not_signed_who_acceded_later() -> None:
    assert not signed_by(TIRANA_DAY, status="acceded", status_on=LATER)


def test_is_not_known_to_have_signed_within_the_year_that_is_all_that_is_known() -> None:
    make_party(
        make_agreement(signed_on=dt.date(2025, 1, 1), signed_precision="year"),
        make_actor(),
        status_on=dt.date(2025, 1, 1),
        status_precision="year",
    )

    assert not AgreementParty.objects.signed_by(dt.date(2025, 6, 1)).exists()
    assert AgreementParty.objects.signed_by(dt.date(2025, 12, 31)).exists()


def test_had_not_signed_who_is_only_in_talks() -> None:
    assert not signed_by(LATER, status="in_talks")
