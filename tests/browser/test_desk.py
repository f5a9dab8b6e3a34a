"""The front page and the lists are accessible, on a desktop and on a phone."""

from django.contrib.admin import site
from django.contrib.auth.models import User
from playwright.sync_api import Page

from actors.models import Actor
from balkanwatch.apps import PUBLISHED_APPS
from curation.history.tracking import history_context
from curation.models import SavedSearch
from tests import cases, make
from tests.admin_page import list_url
from tests.browser.test_pages import violations
from tests.project.cast import make_cast

WIDTHS = [1280, 390]


def fill_front_page() -> None:
    """Creates data for every block of the front page."""
    ana = User.objects.get(username="ana")
    draft = make.actor()
    with history_context(through="form", user=ana):
        Actor.objects.filter(pk=draft.pk).update(description="Changed")
        make.actor().delete()
    make.actor(review_status="in_review")
    make.event("a", on=None)
    make.claim(make.publish(make.event("b", on=None)), credibility=2)
    make.saved_search(is_shared=True)


def fits(page: Page) -> bool:
    """Whether the page needs no horizontal scrolling."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@cases("width", *WIDTHS)
def test_shows_an_accessible_front_page_and_list(desk: Page, width: int):
    fill_front_page()
    desk.set_viewport_size({"width": width, "height": 900})

    desk.goto("/admin/")
    assert desk.locator(".desk .block").count() == 7
    assert fits(desk)
    assert violations(desk) == []

    desk.goto("/admin/events/event/?queue=undated")
    desk.click("text=Save this search")
    assert fits(desk)
    assert violations(desk) == []


def test_steps_through_the_records_of_a_queue_and_saves_the_search(desk: Page):
    fill_front_page()
    desk.goto("/admin/")

    desk.click(".Queues a[href$='queue=undated']")
    desk.click("text=Save this search")
    desk.fill("#search-name", "Mine")
    desk.click("text=Save search")
    desk.wait_for_selector(".searches nav a >> text=Mine")
    assert SavedSearch.objects.filter(name="Mine", query="queue=undated").exists()

    desk.click("#result_list tbody th a >> text=A")
    desk.wait_for_selector("[name=title][value=A]")
    desk.wait_for_load_state()
    assert violations(desk) == []
    desk.click("[name=_next]")
    desk.wait_for_selector("[name=title][value=B]")
    desk.click("[data-shortcut=next]")
    desk.wait_for_selector("[name=title][value=A]")


def test_every_list_fits_into_a_window_of_1280_pixels(desk: Page):
    make_cast()
    long = "Memorandum of understanding on cooperation in the field of defence"
    make.relationship(make.actor(name=long), make.actor(name=long), title=long)
    make.figure(event=make.event(title=long), metric="spending", unit="currency", currency="USD")
    make.claim(make.agreement(title=long), asserted_value=long, field="short_title")
    desk.set_viewport_size({"width": 1280, "height": 800})
    is_cut = "results => results.scrollWidth > results.clientWidth"

    for model in site._registry:
        if model._meta.app_label in PUBLISHED_APPS:
            desk.goto(list_url(model))
            assert not desk.eval_on_selector("#changelist-form .results", is_cut), model
            assert fits(desk), model


def test_opens_and_closes_the_filters_of_a_list_by_keyboard(desk: Page):
    make.event("a", on=None)
    desk.goto("/admin/events/event/?queue=undated")
    chosen = desk.locator(".list-filter summary", has_text="Work queue")
    assert chosen.inner_text() == "Work queue: Undated (1)"

    chosen.press("Enter")
    assert desk.is_visible(".list-filter[open] >> text=Unplaced")
    assert violations(desk, without="#result_list thead") == []
    desk.keyboard.press("Escape")

    assert desk.locator(".list-filter[open]").count() == 0
