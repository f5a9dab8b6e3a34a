"""Two curators in two browsers, one record: the page after a refused save can be used by everybody."""

import pytest
from playwright.sync_api import Page, expect

from agreements.models import Agreement
from tests.admin_page import url_of
from tests.browser.test_pages import violations
from tests.builders import make_agreement, make_clause

pytestmark = pytest.mark.django_db(transaction=True)


def test_shows_what_the_other_wrote_and_lets_one_choose(desk: Page):
    agreement = make_agreement("tirana", title="Old title", summary="Old summary")
    make_clause(agreement)
    other = desk.context.new_page()
    for page in (desk, other):
        page.goto(url_of(agreement))
    other.fill("#id_title", "Title of Ana")
    other.fill("#id_summary", "Summary of Ana")
    other.click("[name=_continue]")
    expect(other.locator(".success")).to_be_visible()
    desk.fill("#id_title", "Title of Ben")
    desk.fill("#id_short_title", "Ben")

    desk.click("[name=_continue]")

    expect(desk.locator(".errornote + .errorlist")).to_contain_text("saved this page at")
    assert desk.locator(".conflict tbody tr").count() == 2
    assert desk.input_value("#id_title") == "Title of Ben"
    assert desk.input_value("#id_summary") == "Summary of Ana"

    assert violations(desk) == []

    desk.get_by_label("Take theirs: Title").check()
    desk.click("[name=_continue]")

    expect(desk.locator(".success")).to_be_visible()
    saved = Agreement.objects.get()
    assert (saved.title, saved.short_title, saved.summary) == (
        "Title of Ana",
        "Ben",
        "Summary of Ana",
    )
