"""The page that lists every operation of the API: “Try it out” works at once."""

from playwright.sync_api import Browser

from tests.browser.conftest import checked_page
from tests.long import IS_LONG
from tests.project.contract import operations

EVENTS = "/api/v1/events/"
TRIED = {operation.path for operation in operations() if IS_LONG or operation.path == EVENTS}


def test_answers_each_operation_as_it_is_shown_first(browser: Browser, article_server: str):
    answered = {}

    with checked_page(browser, article_server) as page:
        page.goto("/api/v1/docs/reference/")
        page.locator(".opblock-tag").first.wait_for()
        for resource in page.locator(".opblock-tag").all():
            resource.click()
        for block in page.locator(".opblock").all():
            path = block.locator(".opblock-summary-path").get_attribute("data-path") or ""
            if path not in TRIED:
                continue
            block.locator(".opblock-summary-control").click()
            block.get_by_role("button", name="Try it out").click()
            block.get_by_role("button", name="Execute", exact=True).click()
            code = block.locator(".live-responses-table tbody .response-col_status").first
            answered[path] = code.inner_text().split()[0]
            block.locator(".opblock-summary-control").click()

    assert answered == dict.fromkeys(TRIED, "200")
