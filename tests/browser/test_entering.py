"""A curator enters a whole agreement in an empty form; clicks, page loads, saves and queries are counted."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import connection
from playwright.sync_api import Page

from agreements.models import Agreement, AgreementClaim
from tests import make
from tests.admin_page import url_of
from tests.browser.test_pages import violations

PARTIES = "Albania; signed; 2025-03-18\nCroatia\nKosovo"
HEADINGS = ["Defence industry", "Interoperability", "Hybrid threats", "Euro-Atlantic integration"]
HEADINGS += ["Intelligence", "Crisis response", "Joint policy"]
CLAUSES = "\n".join(f"{n}. {heading} [L{n + 22}]" for n, heading in enumerate(HEADINGS, start=1))


# Counts in the browser, over all pages of the tab. Each mouse button and each key counts as a click, except keys
# that write text, Tab and modifiers: Enter, Ctrl+V and Ctrl+S count one each.
COUNTING = """
  try {
    const count = (what) => sessionStorage.setItem(what, 1 + Number(sessionStorage.getItem(what)));
    const aside = ["Tab", "Control", "Shift", "Alt", "Meta"];
    const isText = (event) => event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    window === top && location.protocol.startsWith("http") && count("loads");
    addEventListener("mousedown", (event) => event.isTrusted && count("clicks"), true);
    addEventListener("keydown", (event) => {
      event.isTrusted && !isText(event) && !aside.includes(event.key) && count("clicks");
    }, true);
  } catch { /* Pages without storage are not of this site. */ }
"""


class Served:
    """Requests answered by the server's threads: method, path, number of queries."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, str, int]] = []
        self._of_thread = threading.local()

    def begins(self, environ: Any = None, **_: Any) -> None:
        self._of_thread.environ = environ
        connection.force_debug_cursor = True
        connection.queries_log.clear()

    def ends(self, **_: Any) -> None:
        environ = getattr(self._of_thread, "environ", None) or {}
        method, path = environ.get("REQUEST_METHOD", ""), environ.get("PATH_INFO", "")
        self.requests.append((method, path, len(connection.queries_log)))

    def posts(self) -> list[tuple[str, int]]:
        return [(path, queries) for method, path, queries in self.requests if method == "POST"]


@pytest.fixture
def served() -> Iterator[Served]:
    counted = Served()
    request_started.connect(counted.begins)
    request_finished.connect(counted.ends)
    yield counted
    request_started.disconnect(counted.begins)
    request_finished.disconnect(counted.ends)


def paste(page: Page, rows: str, text: str, filled: int) -> None:
    """Opens the box, pastes from the clipboard, presses the button."""
    box = f"details.paste[data-rows={rows}]"
    page.click(f"{box} summary")
    page.wait_for_selector(f"{box} textarea:focus")
    page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+v")
    assert page.input_value(f"{box} textarea") == text
    page.click(f"{box} .fill")
    said = "([box, n]) => document.querySelector(box + ' .said').textContent.includes(`${n}.`)"
    page.wait_for_function(said, arg=[box, filled])


def counted(page: Page, what: str) -> int:
    return int(page.evaluate("(what) => sessionStorage.getItem(what)", what))


def test_enters_an_agreement_in_15_clicks_2_loads_and_one_save(desk: Page, served: Served):
    for name in ("Albania", "Croatia", "Kosovo"):
        make.actor(name.lower(), name=name)
    make.source("text", title="Text of the declaration")
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.add_init_script(COUNTING)
    desk.goto("/admin/agreements/agreement/add/")

    desk.click("[name=title]")
    desk.keyboard.type("Joint Declaration on Cooperation in the Field of Defence")
    desk.click("[name=kind]")
    desk.keyboard.type("Declaration")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    desk.keyboard.type("Signed")
    desk.click("[name=signed]")
    desk.keyboard.type("2025-03-18")
    assert "2025-03-18" in desk.inner_text("#id_signed-read")
    paste(desk, "parties", PARTIES, 3)
    paste(desk, "clauses", CLAUSES, 7)
    desk.click(".field-source_for_rows .select2-selection")
    desk.keyboard.type("Text of")
    desk.wait_for_selector(".select2-results__option--highlighted >> text=Text of the declaration")
    desk.keyboard.press("Enter")
    assert violations(desk) == []
    desk.keyboard.press("Control+s")
    desk.wait_for_url("**/admin/agreements/agreement/")

    agreement = Agreement.objects.get()
    states = [party.actor.slug for party in agreement.parties.all()]
    assert states == ["albania", "croatia", "kosovo"]
    assert {action.kind for p in agreement.parties.all() for action in p.actions.all()} == {
        "signed"
    }
    numbered = agreement.clauses.values_list("number", "heading")
    assert list(numbered) == list(enumerate(HEADINGS, start=1))
    cited = AgreementClaim.objects.filter(clause__agreement=agreement)
    assert sorted(cited.values_list("locator", flat=True)) == [f"L{n}" for n in range(23, 30)]
    assert 8 <= counted(desk, "clicks") <= 15
    assert counted(desk, "loads") == 2
    ((path, queries),) = served.posts()
    assert path == "/admin/agreements/agreement/add/"
    assert 10 <= queries <= 60


def test_lists_its_shortcuts(desk: Page):
    desk.goto("/admin/actors/actor/add/")
    desk.click("#show-shortcuts")
    assert desk.is_visible("#shortcuts")


def test_undoes_pasting_and_reports_unknown_names(desk: Page):
    make.actor("albania", name="Albania")
    desk.goto("/admin/agreements/agreement/add/")
    box = "details.paste[data-rows=parties]"
    desk.click(f"{box} summary")
    desk.fill(f"{box} textarea", "Albania; signed\nAtlantis; signed")
    desk.click(f"{box} .fill")
    desk.wait_for_selector(f"{box} .said:has-text('Atlantis')")
    assert desk.input_value(f"{box} textarea") == "Atlantis; signed"

    desk.click(f"{box} .take-back")

    assert desk.input_value("[name=parties-0-actor]") == ""
    assert desk.input_value("[name=parties-0-action]") == ""


def test_keeps_no_draft_of_an_unchanged_page(desk: Page):
    address = url_of(make.agreement("tirana"))
    desk.clock.install()
    for _ in range(2):
        desk.goto(address)
        desk.evaluate("django.jQuery('.related-widget-wrapper select').trigger('change')")
        desk.clock.run_for(2000)

    assert not desk.locator(".kept-draft").is_visible()
    leave = "() => dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    assert desk.evaluate(leave)
    desk.fill("[name=short_title]", "Tirana")
    assert not desk.evaluate(leave)


def test_opens_the_next_record_of_the_list_by_keyboard(desk: Page):
    for slug in ("one", "two"):
        make.agreement(slug)
    desk.goto("/admin/agreements/agreement/?review_status__exact=draft")
    desk.click("#result_list tbody th a >> nth=0")
    desk.wait_for_selector("[data-shortcut=next]")
    before = desk.url

    desk.keyboard.press("Alt+Shift+N")

    desk.wait_for_url(lambda url: url != before)
    assert desk.is_visible("#agreement_form")
