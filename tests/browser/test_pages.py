"""The pages of curators are accessible and work under the content security policy."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import Page

from records.models import Record
from tests import cases, database, make
from tests.admin_page import list_url, url_of

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
MODELS = [model for model in admin.site._registry if issubclass(model, Record)]


def violations(page: Page, *, without: str = "") -> list[str]:
    """What is not accessible on a page; `without` selects what an open menu covers."""
    context = {"exclude": [without]} if without else None
    found = Axe().run(page, context, options={"runOnly": {"type": "tag", "values": WCAG}})
    wrong = found.response["violations"]
    return [f"{each['id']}: {node['html'][:200]}" for each in wrong for node in each["nodes"]]


def test_shows_an_accessible_login_page_with_a_strict_policy(page: Page):
    answer: Any = page.goto("/admin/login/")
    policy = answer.headers["content-security-policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert violations(page) == []


@cases("model", *MODELS, ids=lambda model: model.__name__)
def test_shows_accessible_lists_and_forms(desk: Page, model: Any):
    for page in (list_url(model), url_of(model)):
        desk.goto(page)
        assert (page, violations(desk)) == (page, [])


def test_shows_accessible_records_and_guides(desk: Page):
    event = make.publish(make.event("signing"))
    for _ in range(2):
        make.participation(event, make.actor())

    for page in (url_of(event), reverse("admin:guide"), reverse("admin:guide_importing")):
        desk.goto(page)
        assert (page, violations(desk)) == (page, [])


def test_shows_an_accessible_history_and_restores_a_title(desk: Page):
    event = make.event("signing", title="Right")
    make.participation(event, make.actor())
    desk.goto(url_of(event))
    desk.locator("#id_title").fill("Wrong")
    desk.get_by_label("Reason for this change").fill("As printed")
    desk.get_by_role("button", name="Save and continue editing").click()

    desk.goto(url_of(event, "history"))
    assert violations(desk) == []
    assert desk.get_by_text("As printed").is_visible()
    desk.get_by_role("button", name="Restore the field Title of Event: Wrong").click()
    assert violations(desk) == []
    desk.get_by_role("button", name="Restore").click()

    desk.get_by_text("Restored as a new revision.").wait_for()
    assert database.stored(event, "title") == "Right"
