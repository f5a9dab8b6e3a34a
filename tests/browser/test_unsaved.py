"""What was typed stays in the browser until the server confirms that this very submission was saved."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import OperationalError
from playwright.sync_api import Browser, Page, Route, expect
from playwright.sync_api import Error as BrowserError

from agreements.models import Agreement
from curation.editing.optimistic_locking import OptimisticLockingMixin
from tests import cases, make
from tests.admin_page import url_of
from tests.browser.conftest import WAIT_MS, log_in_as

pytestmark = pytest.mark.django_db(transaction=True)

TYPED = "Typed for an hour"
KEPT = "() => Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length"


@pytest.fixture
def form(browser: Browser, live_server: Any) -> Iterator[Page]:
    """The page of a draft with unsaved text; errors that the browser reports are expected."""
    context = browser.new_context(base_url=live_server.url, locale="en-GB")
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    log_in_as(page, User.objects.create_superuser("ana", password="long enough"), live_server.url)
    page.goto(url_of(make.agreement("tirana")))
    page.locator("#id_summary").fill(TYPED)
    yield page
    context.close()


def forget(page: Page) -> None:
    """Deletes what the browser has kept of the page so far."""
    page.wait_for_function(KEPT)
    page.evaluate("localStorage.clear()")


def save(page: Page) -> None:
    page.locator("[name=_continue]").click()


def answer_with(status: int) -> Callable[[Page, Any], None]:
    """A proxy in front of the site answers instead of it."""

    def answer(page: Page, patch: Any) -> None:
        def handle(route: Route) -> None:
            if route.request.method == "POST":
                route.fulfill(status=status, body="Proxy")
            else:
                route.continue_()

        page.route("**/change/*", handle)

    return answer


def lose_network(page: Page, patch: Any) -> None:
    page.route("**/change/*", lambda route: route.abort("connectionreset"))


def end_session(page: Page, patch: Any) -> None:
    Session.objects.all().delete()


def lose_token(page: Page, patch: Any) -> None:
    page.context.clear_cookies(name="csrftoken")


def fail_with(error: Exception) -> Callable[[Page, Any], None]:
    def fail(page: Page, patch: Any) -> None:
        def raise_error(*args: Any, **kwargs: Any) -> None:
            raise error

        patch.setattr(OptimisticLockingMixin, "response_change", raise_error)

    return fail


FAILURES = {
    "session expired": end_session,
    "form of an earlier login": lose_token,
    "server error": fail_with(RuntimeError("broken")),
    "database unavailable": fail_with(OperationalError("gone")),
    "too large for the proxy": answer_with(413),
    "bad gateway": answer_with(502),
    "proxy finds no server": answer_with(503),
    "network error": lose_network,
}


@cases("failure", *FAILURES)
def test_keeps_what_was_sent_and_not_saved(
    form: Page, failure: str, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        FAILURES[failure](form, patch)
        with suppress(BrowserError):  # of a lost network
            save(form)
            form.wait_for_load_state()
        form.unroute_all()
    log_in_as(form, User.objects.get(), live_server.url)

    form.goto("/admin/")
    expect(form.locator(".kept-draft a")).to_have_attribute("href", url_of(Agreement.objects.get()))
    form.locator(".kept-draft a").click()
    expect(form.locator(".kept-draft")).to_contain_text("was not saved")
    form.locator(".kept-draft button").first.click()
    expect(form.locator("#id_summary")).to_have_value(TYPED)
    save(form)

    expect(form.locator(".success")).to_be_visible()
    expect(form.locator(".kept-draft")).to_have_count(0)
    assert Agreement.objects.get().summary == TYPED
    assert form.evaluate(KEPT) == 0


def test_offers_the_text_after_the_login_that_followed_an_expired_session(form: Page) -> None:
    Session.objects.all().delete()

    save(form)
    form.locator("#id_username").fill("ana")
    form.locator("#id_password").fill("long enough")
    form.locator("[type=submit]").click()

    form.locator(".kept-draft button").first.click()
    expect(form.locator("#id_summary")).to_have_value(TYPED)


def test_sends_again_what_came_while_the_database_was_away(
    form: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        fail_with(OperationalError("gone"))(form, patch)
        save(form)
        expect(form.locator("main")).to_contain_text("nothing is lost")
        form.locator("button").click()
        expect(form.locator("main")).to_contain_text("nothing is lost")

    form.locator("button").click()

    expect(form.locator(".success")).to_be_visible()
    assert Agreement.objects.get().summary == TYPED
    assert form.evaluate(KEPT) == 0


def test_keeps_the_text_of_each_form_apart(form: Page) -> None:
    form.wait_for_function(KEPT)
    form.reload()
    form.locator("#id_summary").fill("Something else")
    save(form)

    expect(form.locator(".success")).to_be_visible()
    form.locator(".kept-draft button").first.click()
    expect(form.locator("#id_summary")).to_have_value(TYPED)


def test_keeps_the_text_of_a_refused_form_until_it_is_saved(form: Page) -> None:
    form.locator("#id_title").fill("")
    save(form)
    expect(form.locator(".errornote")).to_be_visible()
    assert form.evaluate(KEPT) == 1
    form.locator("#id_title").fill("Tirana")
    save(form)

    expect(form.locator(".success")).to_be_visible()
    assert form.evaluate(KEPT) == 0


def test_forgets_what_became_a_proposal(form: Page) -> None:
    record = Agreement.objects.get()
    make.publish(record)
    forget(form)
    form.goto(url_of(record))
    form.locator("#id_summary").fill(TYPED)

    form.locator(".submit-row [type=submit]").first.click()

    expect(form.locator(".success")).to_be_visible()
    assert form.evaluate(KEPT) == 0


def test_keeps_the_reason_of_a_step_that_was_not_taken(form: Page) -> None:
    forget(form)
    record = make.publish(Agreement.objects.get())
    form.goto(f"{url_of(record).replace('change', 'review')}?to=retracted")
    form.locator("#id_note").fill(TYPED)
    form.route("**/review/*", lambda route: route.abort("connectionreset"))
    with suppress(BrowserError):
        form.locator("[type=submit].default").click()
    form.unroute_all()

    form.goto(f"{url_of(record).replace('change', 'review')}?to=retracted")
    form.locator(".kept-draft button").first.click()
    expect(form.locator("#id_note")).to_have_value(TYPED)
    form.locator("[type=submit].default").click()

    expect(form.locator(".success")).to_be_visible()
    assert form.evaluate(KEPT) == 0


def test_shows_a_user_nothing_that_another_has_typed(form: Page, live_server: Any) -> None:
    form.wait_for_function(KEPT)
    log_in_as(form, User.objects.create_superuser("ben", password=None), live_server.url)

    form.goto(url_of(Agreement.objects.get()))

    expect(form.locator("#id_summary")).to_be_visible()
    expect(form.locator(".kept-draft")).to_have_count(0)


def test_says_that_there_is_no_room_left(form: Page) -> None:
    form.evaluate("localStorage.setItem('filler', 'x'.repeat(5 * 1024 * 1024 - 100))")

    form.locator("#id_summary").fill("Much more")

    expect(form.locator(".kept-draft")).to_contain_text("no room left")
