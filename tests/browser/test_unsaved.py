"""What was typed stays in the browser until the server confirms that this very submission was saved."""

import time
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
# Longer than the pause after which input is kept
KEEPING_MS = 1_200
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


def expect_nothing_kept(page: Page) -> None:
    """The script of the page that confirms the submission deletes it; it may still be loading."""
    page.wait_for_function(f"() => ({KEPT})() === 0")


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


def slowly(route: Route) -> None:
    """The answer to a form takes longer than the pause after which input is kept."""
    if route.request.method == "POST":
        time.sleep(2 * KEEPING_MS / 1000)
    route.continue_()


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
    expect_nothing_kept(form)


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
    expect_nothing_kept(form)


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
    expect_nothing_kept(form)


def test_forgets_what_became_a_proposal(form: Page) -> None:
    record = Agreement.objects.get()
    make.publish(record)
    forget(form)
    form.goto(url_of(record))
    form.locator("#id_summary").fill(TYPED)

    form.locator(".submit-row [type=submit]").first.click()

    expect(form.locator(".success")).to_be_visible()
    expect_nothing_kept(form)


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
    expect_nothing_kept(form)


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


def restore(page: Page) -> None:
    page.locator(".kept-draft button").first.click()
    expect(page.locator("#content")).to_contain_text("in the form again")


def leave_and_return(page: Page) -> None:
    page.wait_for_function(KEPT)
    address = page.url
    page.goto("/admin/guide/")
    page.goto(address)


def test_restores_new_rows_beside_those_that_somebody_else_added(form: Page) -> None:
    record = Agreement.objects.get()
    form.locator("#clauses-group .add-row a").click()
    form.locator("#id_clauses-0-number").fill("7")
    form.locator("#id_clauses-0-heading").fill(TYPED)
    form.wait_for_timeout(KEEPING_MS)
    make.clause(record, 1, heading="By somebody else")
    leave_and_return(form)

    form.locator(".kept-draft button").first.click()
    expect(form.locator("#content")).to_contain_text("changed since")
    save(form)

    expect(form.locator(".success")).to_be_visible()
    found = record.clauses.order_by("number").values_list("number", "heading")
    assert list(found) == [(1, "By somebody else"), (7, TYPED)]


def test_restores_each_row_after_somebody_else_deleted_one(form: Page) -> None:
    actor = make.actor("serbia")
    first, second, third = (make.name(actor, name) for name in ("Ala", "Bela", "Cela"))
    form.goto(url_of(actor))
    for number in range(3):
        assert form.locator(f"#id_names-{number}-id").input_value() == str(
            (first, second, third)[number].pk
        )
    form.locator("#id_names-0-name").fill("Ala, typed")
    form.locator("#id_names-2-name").fill("Cela, typed")
    form.wait_for_timeout(KEEPING_MS)
    first.delete()
    leave_and_return(form)

    form.locator(".kept-draft button").first.click()
    expect(form.locator(".conflict")).to_contain_text("kept as a new row")
    save(form)

    expect(form.locator(".success")).to_be_visible()
    names = dict(actor.names.values_list("name", "pk"))
    assert names.pop("Ala, typed") > third.pk
    assert names == {"Bela": second.pk, "Cela, typed": third.pk}


def test_restores_nothing_over_what_somebody_else_saved(form: Page) -> None:
    record = Agreement.objects.get()
    form.wait_for_function(KEPT)
    Agreement.objects.update(title="By somebody else")
    leave_and_return(form)

    form.locator(".kept-draft button").first.click()
    expect(form.locator("#id_title")).to_have_value("By somebody else")
    expect(form.locator("#id_summary")).to_have_value(TYPED)
    save(form)

    expect(form.locator(".success")).to_be_visible()
    record.refresh_from_db()
    assert (record.title, record.summary) == ("By somebody else", TYPED)


def test_restores_a_new_record_and_saves_nothing_before_the_user_does(form: Page) -> None:
    form.goto(url_of(Agreement))
    form.locator("#id_title").fill("Another title")
    form.locator("#id_slug").fill("another")
    form.locator("#clauses-group .add-row a").click()
    form.locator("#id_clauses-1-heading").fill(TYPED)
    form.wait_for_timeout(KEEPING_MS)
    leave_and_return(form)

    restore(form)

    expect(form.locator("#id_title")).to_have_value("Another title")
    expect(form.locator("#id_clauses-1-heading")).to_have_value(TYPED)
    assert not Agreement.objects.filter(slug="another").exists()


@cases("of_version", "0.1", "before this page was known")
def test_restores_what_an_earlier_version_kept(form: Page, of_version: str) -> None:
    """It kept neither what the page showed nor how many rows were saved ones."""
    record = Agreement.objects.get()
    clause = make.clause(record, 1, heading="Old")
    forget(form)
    form.reload()
    form.locator("#id_clauses-0-heading").fill(TYPED)
    form.wait_for_timeout(KEEPING_MS)
    form.evaluate(
        """(isFirst) => {
          const key = Object.keys(localStorage).find((each) => each.startsWith("draft:"));
          const { values, ...draft } = JSON.parse(localStorage.getItem(key));
          const old = values.filter(([name]) => name !== "made_from" && !name.endsWith("INITIAL_FORMS"));
          localStorage.removeItem(key);
          localStorage.setItem(isFirst ? `draft:${key.split(":")[1]}:${draft.address}` : key, JSON.stringify(
            isFirst ? { values: old, texts: draft.texts } : { ...draft, values: old }));
        }""",
        of_version == "0.1",
    )
    leave_and_return(form)

    form.locator(".kept-draft button").first.click()
    expect(form.locator("#content")).to_contain_text("not saved yet")
    save(form)

    expect(form.locator(".success")).to_be_visible()
    expect_nothing_kept(form)
    assert list(record.clauses.values_list("pk", "heading")) == [(clause.pk, TYPED)]


def test_keeps_what_was_typed_while_the_form_was_being_saved(form: Page) -> None:
    record = Agreement.objects.get()
    form.route("**/change/*", slowly)
    form.evaluate(
        """() => {
          document.querySelector("[name=_continue]").click();
          setTimeout(() => {
            const field = document.querySelector("#id_summary");
            field.value += " and longer";
            field.dispatchEvent(new Event("input", { bubbles: true }));
          }, 200);
        }"""
    )
    expect(form.locator(".success")).to_be_visible()
    record.refresh_from_db()
    assert record.summary == TYPED

    form.locator(".kept-draft button").first.click()
    expect(form.locator("#id_summary")).to_have_value(f"{TYPED} and longer")
    save(form)

    expect(form.locator(".success")).to_be_visible()
    expect(form.locator(".kept-draft")).to_have_count(0)
    record.refresh_from_db()
    assert record.summary == f"{TYPED} and longer"
    expect_nothing_kept(form)


def test_says_that_nothing_can_be_kept(form: Page) -> None:
    form.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    form.reload()

    expect(form.locator(".kept-draft")).to_contain_text("does not let this site keep")
    form.locator("#id_summary").fill(TYPED)
    save(form)

    expect(form.locator(".success")).to_be_visible()


def test_keeps_text_that_was_pasted_and_is_not_in_rows(form: Page) -> None:
    forget(form)
    form.reload()
    form.locator("details.paste[data-rows=clauses] summary").click()
    form.locator("#paste-clauses").fill("1. Typed for an hour\n2. Another")
    leave_and_return(form)

    restore(form)

    expect(form.locator("#paste-clauses")).to_be_visible()
    expect(form.locator("#paste-clauses")).to_have_value("1. Typed for an hour\n2. Another")


def test_saves_no_form_with_pasted_text_that_is_not_in_rows(form: Page) -> None:
    record = Agreement.objects.get()
    form.locator("details.paste[data-rows=clauses] summary").click()
    form.locator("#paste-clauses").fill("1. First\n2. Second")
    save(form)
    expect(form.locator("#content")).to_contain_text("A box still holds pasted text")
    expect(form.locator("#paste-clauses")).to_have_value("1. First\n2. Second")
    assert record.clauses.count() == 0

    form.locator("details.paste[data-rows=clauses] .fill").click()
    expect(form.locator("#paste-clauses")).to_have_value("")
    save(form)

    expect(form.locator(".success")).to_be_visible()
    assert list(record.clauses.values_list("heading", flat=True)) == ["First", "Second"]


def test_puts_pasted_text_back_when_the_rows_are_undone(form: Page) -> None:
    make.actor("albania", name="Albania")
    box = form.locator("details.paste[data-rows=parties]")
    box.locator("summary").click()
    form.locator("#paste-parties").fill("Albania; signed\nAtlantis; signed")
    box.locator(".fill").click()
    expect(box.locator(".said")).to_contain_text("Atlantis")

    box.locator(".take-back").click()

    expect(form.locator("#paste-parties")).to_have_value("Albania; signed\nAtlantis; signed")
