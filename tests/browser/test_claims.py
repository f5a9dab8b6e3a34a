"""A new claim offers the fields of the row that it is about."""

from playwright.sync_api import Page

from agreements.models import AgreementClaim
from tests import make
from tests.admin_page import url_of
from tests.browser.test_pages import violations

OFFERED = """select => [...select.options]
  .filter(option => !option.parentElement.disabled).map(option => option.text)"""


def test_offers_the_fields_of_the_chosen_row_and_stores_the_column(desk: Page):
    agreement = make.agreement("tirana")
    action = make.party(agreement, make.actor("albania")).actions.get()
    make.source("wire", title="Wire")
    desk.goto(url_of(agreement))
    desk.click("#claims-group .add-row a")
    field = "#id_claims-0-field"
    assert "Signed" in desk.eval_on_selector(field, OFFERED)
    desk.select_option(field, "kind")

    desk.select_option("#id_claims-0-about", f"action:{action.pk}")

    offered = desk.eval_on_selector(field, OFFERED)
    assert "Date" in offered
    assert "Signed" not in offered
    # Both kinds of rows have a kind.
    assert (
        desk.eval_on_selector(field, "select => select.selectedOptions[0].parentElement.label")
        == "Action"
    )
    assert violations(desk) == []
    desk.select_option(field, label="Date")
    desk.click("#claims-0 .field-source .select2-selection")
    desk.keyboard.type("Wire")
    desk.click(".select2-results__option--highlighted")
    desk.click("[name=_continue]")
    desk.wait_for_selector(".success")

    assert AgreementClaim.objects.get().field == "happened_on"
