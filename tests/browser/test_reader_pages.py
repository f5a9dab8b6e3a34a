"""Pages for readers in a browser: accessible, on any width, light and dark, without script, by links alone."""

from typing import Literal

from playwright.sync_api import Browser, Page

from tests import cases
from tests.browser.conftest import checked_page
from tests.browser.test_pages import violations

ADDRESSES = (
    "/",
    "/search/?q=kosovo",
    "/search/?q=zzzz",
    "/agreements/tirana-declaration-2025/",
    "/events/subotica-signing-2025/",
    "/actors/serbia/",
    "/relationships/serbia-recognition-kosovo/",
    "/figures/kfor-troops-2025-03/",
    "/sources/gardner-2025-new-alliances/",
    "/places/subotica/",
    "/event-types/treaty.signing/",
    "/topics/dev/",
    "/claims/agreement-0c239a39-6418-dbd0-35f3-011465685a3f/",
    "/timeline/",
    "/timeline/?actor=serbia&as=table",
    "/timeline/?actor=nobody",
    "/stances/?on=2025-04-01",
    "/stances/?on=1900-01-01",
    "/stances/?as=table",
    "/compare/",
    "/on/?on=2025-04-01",
    "/on/?on=1500-01-01",
    "/coverage/",
    "/about/method/",
    "/embed/timeline/",
)
WIDTHS = (390, 820, 1280)


def open_all(page: Page) -> None:
    """Opens what is one click away, so that it is tested, too."""
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


@cases("scheme", "light", "dark")
def test_is_accessible_and_fits_any_width(
    browser: Browser, article_server: str, scheme: Literal["light", "dark"]
) -> None:
    with checked_page(browser, article_server, color_scheme=scheme) as page:
        for address in ADDRESSES:
            page.goto(address)
            open_all(page)
            assert (address, violations(page)) == (address, [])
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                assert (address, width, beyond) == (address, width, 0)
            assert page.context.cookies() == []


def test_answers_questions_by_links_without_script(browser: Browser, article_server: str) -> None:
    with checked_page(browser, article_server, java_script_enabled=False) as page:
        page.goto("/")
        page.get_by_role("link", name="Trilateral declaration of Albania, Croatia").click()
        page.get_by_text("European Security & Defence, line 1").first.click()
        assert page.get_by_text("fairly reliable (C)").first.is_visible()

        page.get_by_role("link", name="Kosovo", exact=True).first.click()
        page.get_by_role("link", name="Serbia: not recognised – Kosovo").click()
        assert (
            page.get_by_role("heading", level=1).inner_text() == "Serbia: not recognised – Kosovo"
        )

        page.goto("/")
        page.get_by_role("searchbox").fill("Суботица")
        page.get_by_role("button", name="Search").click()
        page.get_by_role(
            "link", name="Serbia and Hungary sign a military cooperation"
        ).first.click()
        assert page.get_by_text("Sources disagree about this event.").is_visible()


@cases(
    "links, answer, source",
    # Who signed?
    (["Tirana Declaration"], "Kosovo", "European Security & Defence, line"),
    # What does it oblige them to?
    (["Tirana Declaration"], "What it says: 14 clauses", "European Security & Defence, line"),
    # Who reacted, and how?
    (
        ["What led to what?", "Russia praises Serbia’s stance and condemns the Tirana pact"],
        "Opposes",
        "European Security & Defence, line",
    ),
    # How do we know?
    (["Subotica agreement"], "contradict", "European Security & Defence, line"),
    # Who does not recognise Kosovo?
    (
        ["Who does not recognise Kosovo?", "× not recognised"],
        "Not recognised",
        "European Security & Defence, line",
    ),
    # What changed in the last month?
    (["What held on a day, and what changed in the month before?"], "What had changed since", ""),
)
def test_answers_six_questions_in_two_clicks(
    browser: Browser, article_server: str, links: list[str], answer: str, source: str
) -> None:
    for with_script in (True, False):
        with checked_page(browser, article_server, java_script_enabled=with_script) as page:
            page.goto("/")
            for link in links:
                page.get_by_role("link", name=link, exact=True).first.click()
            text = page.locator("main").inner_text()
            assert answer in text
            assert source in text
