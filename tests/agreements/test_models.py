"""Agreements: on which days they are known to be in force."""

import datetime as dt

import pytest

from agreements.models import Agreement
from tests.builders import make_agreement

pytestmark = pytest.mark.django_db

START, END = dt.date(2020, 1, 1), dt.date(2021, 1, 1)


def test_is_in_force_from_its_entry_into_force_without_an_end() -> None:
    make_agreement(status="in_force", in_force_on=START)

    assert Agreement.objects.in_force_on(END).exists()


def test_is_not_in_force_for_being_signed() -> None:
    make_agreement(status="signed")

    assert not Agreement.objects.in_force_on(END).exists()


def test_is_not_in_force_on_the_day_it_ended() -> None:
    make_agreement(status="terminated", in_force_on=START, terminated_on=END)

    assert not Agreement.objects.in_force_on(END).exists()
    assert Agreement.objects.in_force_on(END - dt.timedelta(days=1)).exists()


def test_is_not_known_to_be_in_force_if_it_lapsed_nobody_knows_when() -> None:
    make_agreement(status="lapsed", in_force_on=START)

    assert Agreement.objects.get().period is None
