"""Two users publish a record and change it, each on their own page; all buttons are accessible."""

from typing import Any

import pytest
from playwright.sync_api import Page

from accounts.roles import make_roles
from agreements.models import Agreement
from balkanwatch.apps import published_models
from curation.models import Proposal
from records.review import loading
from tests import make
from tests.accounts.people import make_person
from tests.admin_page import url_of
from tests.browser.conftest import log_in_as
from tests.browser.test_pages import violations

pytestmark = pytest.mark.usefixtures("strict_review")


def test_one_user_submits_and_proposes_another_publishes_and_accepts(page: Page, live_server: Any):
    # The groups were truncated with all tables.
    make_roles(published_models(), "default")
    ana, ben = make_person("ana", "curator"), make_person("ben", "reviewer")
    with loading():
        agreement = make.agreement("tirana", title="Tirana")
        make.claim(agreement, make.source())

    log_in_as(page, ana, live_server.url)
    page.goto(url_of(agreement))
    assert violations(page) == []
    page.click("button:text('Submit for review')")
    page.wait_for_selector("text=waits for review.")

    log_in_as(page, ben, live_server.url)
    page.goto(url_of(agreement))
    assert violations(page) == []
    page.click("button:text('Publish')")
    page.wait_for_selector("text=is published.")

    log_in_as(page, ana, live_server.url)
    page.goto(url_of(agreement))
    page.fill("[name=title]", "Tirana Declaration")
    page.fill("[name=proposal_note]", "As printed.")
    assert violations(page) == []
    page.click("text=Propose this change")
    page.wait_for_selector("text=It is your own proposal: somebody else must decide.")

    log_in_as(page, ben, live_server.url)
    page.goto(url_of(agreement))
    page.click("text=Change proposed by ana")
    page.wait_for_selector("#proposal")
    assert page.locator("#proposal del").count() == 0
    assert page.inner_text("#proposal ins") == "Declaration"
    assert violations(page) == []
    page.click("button:text('Accept')")
    page.wait_for_selector("text=The change is accepted and published.")

    page.goto(url_of(agreement))
    page.click("a:text('Retract…')")
    page.wait_for_selector("[name=note]")
    assert violations(page) == []
    page.fill("[name=note]", "It was never signed.")
    page.click("input[value=Retract]")
    page.wait_for_selector("text=is retracted.")

    agreement = Agreement.objects.get()
    assert (agreement.title, agreement.review_status) == ("Tirana Declaration", "retracted")
    assert (agreement.submitted_by, agreement.reviewed_by) == (ana, ben)
    assert Proposal.objects.get().state == "accepted"
