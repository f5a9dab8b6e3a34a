"""Two curators edit one record in two browsers; the page after a rejected save is accessible."""

from playwright.sync_api import Page, expect

from agreements.models import Agreement
from tests import database, make
from tests.admin_page import url_of
from tests.browser.test_pages import violations


def test_suggests_existing_records_while_a_name_is_typed(desk: Page):
    make.agreement("tirana", title="Tirana Declaration")
    desk.goto(url_of(Agreement))

    desk.locator("#id_title").press_sequentially("Tirana decl")

    expect(desk.locator(".namesakes a")).to_have_text("Tirana Declaration (tirana, draft)")
    assert violations(desk) == []


def test_shows_an_accessible_merge(desk: Page):
    stays, gone = make.agreement("one", title="One"), make.agreement("two", title="Two")
    make.clause(gone)

    desk.goto(url_of(gone).replace("change", "merge") + f"?into={stays.pk}")

    assert violations(desk) == []
    desk.get_by_role("button", name="Merge", exact=True).click()
    expect(desk.locator(".success")).to_contain_text("was merged into")
    assert violations(desk) == []
    desk.get_by_role("button", name="Undo this merge").click()
    expect(desk.locator(".success")).to_contain_text("was undone")
    assert Agreement.objects.count() == 2


def test_shows_the_conflicting_values_to_choose_from(desk: Page):
    agreement = make.agreement("tirana", title="Old title", summary="Old summary")
    make.clause(agreement)
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

    expect(desk.locator("#error-summary")).to_contain_text("saved this page at")
    assert desk.locator(".conflict tbody tr").count() == 2
    assert desk.input_value("#id_title") == "Title of Ben"
    assert desk.input_value("#id_summary") == "Summary of Ana"

    assert violations(desk) == []

    desk.get_by_label("Take theirs: Title").check()
    desk.click("[name=_continue]")

    expect(desk.locator(".success")).to_be_visible()
    saved = database.stored(agreement, "title", "short_title", "summary")
    assert saved == ("Title of Ana", "Ben", "Summary of Ana")
