"""A refused form says at its top what is wrong, and leads to each field, wherever that is."""

from playwright.sync_api import Page, expect

from tests import make
from tests.admin_page import url_of
from tests.browser.test_pages import violations

FOCUSED = "document.activeElement.id"
# Whether the focused element is within the window
IN_VIEW = """() => {
  const { top, bottom } = document.activeElement.getBoundingClientRect();
  return top >= 0 && bottom <= window.innerHeight;
}"""


def follow(page: Page, text: str) -> str:
    """Follows the link with this text in the summary; returns the id of what has the focus then."""
    page.locator("#error-summary a", has_text=text).click()
    page.wait_for_function(IN_VIEW)
    return str(page.evaluate(FOCUSED))


def test_says_how_many_errors_there_are_and_moves_the_focus_to_each(desk: Page):
    agreement = make.agreement("tirana")
    for number in range(1, 21):
        make.clause(agreement, number)
    desk.goto(f"{url_of(agreement)}?clauses=2")
    desk.fill("#id_title", "")
    desk.fill("#id_signed", "someday")
    desk.fill("#id_clauses-4-heading", "")
    desk.fill("#id_clauses-4-text", "")
    desk.click("#parties-group .add-row a")
    desk.select_option("#id_parties-0-action", "signed")

    desk.click("[name=_continue]")

    summary = desk.locator("#error-summary")
    expect(summary.locator("h2")).to_have_text("Nothing is saved yet: there are 4 errors.")
    expect(summary).to_be_focused()
    assert desk.locator(".errornote").count() == 1
    assert violations(desk) == []
    assert follow(desk, "Title: This field is required.") == "id_title"
    assert follow(desk, "Signed:") == "id_signed"
    follow(desk, "Party #1, Actor: This field is required.")
    assert desk.evaluate("document.activeElement.closest('.field-actor') !== null")
    follow(desk, "Clause “")
    assert desk.evaluate("document.activeElement.closest('#clauses-4') !== null")


def test_opens_a_closed_section_for_its_error(desk: Page):
    agreement = make.agreement("tirana")
    desk.goto(url_of(agreement))
    desk.fill("#id_title", "")
    desk.click("[name=_continue]")
    desk.wait_for_selector("#error-summary")
    desk.evaluate("""() => {
      const section = document.createElement("details");
      const line = document.querySelector(".field-title");
      line.before(section);
      section.append(line);
    }""")

    assert follow(desk, "Title") == "id_title"


def test_leads_to_a_row_whose_values_contradict_each_other(desk: Page):
    agreement = make.agreement("tirana")
    make.claim(agreement)
    desk.goto(url_of(agreement))
    desk.select_option("#id_claims-0-verdict", "contradicts")

    desk.click("[name=_continue]")

    assert follow(desk, "A contradicting claim names the field") == "claims-0"
