"""Figures: their units fit what is counted, persons and states are whole numbers, currencies are of ISO 4217."""

from importlib import import_module
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from events.choices import UNITS_OF_METRIC, Metric
from events.models import Figure
from tests import cases, database, make
from tests.admin_page import AdminPage
from tests.imports.files import fault_texts, import_text

TROOPS = {"metric": "troops", "unit": "persons"}
SPENDING = {"metric": "spending", "unit": "currency", "currency": "USD"}
HEADER = "slug,actor,metric,value,value_max,unit,currency"
WHOLE = "Persons and states are counted in whole numbers."
UNIT = str(
    next(
        c for c in Figure._meta.constraints if c.name == "events_figure_unit_of_metric"
    ).violation_error_message
)
MONEY = "An amount of money needs an ISO 4217 code such as USD; other units must have none."


def test_gives_units_to_every_metric() -> None:
    assert UNITS_OF_METRIC.keys() == set(Metric)


@cases(
    "values, message",
    (TROOPS | {"value": "5.5"}, WHOLE),
    (TROOPS | {"value": "5", "value_max": "6.5"}, WHOLE),
    (TROOPS | {"metric": "recognising_states", "unit": "states", "value": "0.5"}, WHOLE),
    (TROOPS | {"currency": "EUR"}, MONEY),
    (SPENDING | {"currency": "EUX"}, MONEY),
    (SPENDING | {"currency": ""}, MONEY),
    (TROOPS | {"unit": "states"}, UNIT),
    (SPENDING | TROOPS | {"unit": "currency"}, UNIT),
    (SPENDING | {"metric": "spending_share"}, UNIT),
    (
        TROOPS | {"metric": "participants", "unit": "percent_gdp"},
        UNIT,
    ),
)
def test_refuses(values: dict[str, Any], message: str) -> None:
    figure = Figure(**{"slug": "figure", "value": 5, "actor": make.actor()} | values)

    with pytest.raises(ValidationError) as refused:
        figure.validate_constraints()

    assert message in " ".join(refused.value.messages)


@cases("currency", "EUR", "RSD", "ALL", "YUM", "YUN", "HRK", "CSD")
def test_takes_currencies_of_today_and_of_former_days(currency: str) -> None:
    figure = make.figure(**SPENDING | {"currency": currency, "value": "0.5", "actor": make.actor()})

    assert Figure.objects.get() == figure


def test_names_every_fault_of_troops_in_euros_in_a_file() -> None:
    make.actor("kfor")

    done = import_text("figures", f"{HEADER}\na,kfor,troops,5.5,,currency,EUR\n")
    other = import_text("figures", f"{HEADER}\nb,kfor,troops,5.5,,persons,EUR\n")

    assert fault_texts(done) == [f"Line 2, column metric, unit: {UNIT}"]
    assert fault_texts(other) == [
        f"Line 2, column unit, currency: {MONEY}",
        f"Line 2, column value, value_max: {WHOLE}",
    ]
    assert not Figure.objects.exists()


def test_says_in_the_form_which_units_fit(admin_client: Client) -> None:
    page = AdminPage(admin_client, make.figure(actor=make.actor()))
    page.fill(value="5.5", unit="currency", currency="EUR")

    assert page.save() == [UNIT]


def test_converts_figures_that_an_upgrade_finds_and_notes_what_they_were() -> None:
    actor = make.actor()
    right = make.publish(make.figure(slug="right", actor=actor, note="Checked."))
    wrong = make.publish(make.figure(slug="wrong", actor=actor, note="Checked.", value_max=5000))
    money = make.figure(slug="money", actor=actor, **SPENDING)
    database.settle()
    for name in ("counted_in_whole_numbers", "currency_of_money", "unit_of_metric"):
        database.execute(f"ALTER TABLE events_figure DROP CONSTRAINT events_figure_{name}")
    migration = import_module("events.migrations.0008_units_of_metrics")
    broken = "unit = 'currency', currency = 'EUR', value = 5.5, value_max = 6.5"
    database.execute(
        "SELECT set_config('records.loading', 'on', true)",
        f"UPDATE events_figure SET {broken} WHERE slug = 'wrong'",
        "UPDATE events_figure SET currency = 'ABC' WHERE slug = 'money'",
        "SELECT set_config('records.loading', '', true)",
        migration.CONVERT,
    )

    for figure in (right, wrong, money):
        figure.refresh_from_db()
    assert (right.value, right.note) == (4686, "Checked.")
    assert (wrong.value, wrong.value_max, wrong.unit, wrong.currency) == (5, 7, "persons", "")
    assert wrong.note == "Checked.\nBefore the upgrade: 5.50 to 6.50 currency EUR."
    assert (money.currency, money.note) == (3 * "X", "Before the upgrade: 4686.00 currency ABC.")
