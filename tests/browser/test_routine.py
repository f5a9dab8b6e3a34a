"""Two curators follow docs/curating.md on the article's data; WRITE_PICTURES=1 writes its screenshots."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from accounts.roles import make_roles
from agreements.models import Agreement
from balkanwatch.apps import published_models
from curation.models import Merge, Proposal
from tests import database
from tests.accounts.people import PASSWORD, make_person
from tests.admin_page import url_of
from tests.browser.conftest import checked_page
from tests.long import IS_LONG

# Its steps are tested one by one in the other files of this folder.
WRITES_PICTURES = bool(os.environ.get("WRITE_PICTURES"))
pytestmark = [
    pytest.mark.usefixtures("strict_review"),
    pytest.mark.skipif(not IS_LONG and not WRITES_PICTURES, reason="part of `make test-long`"),
]
PICTURES = settings.BASE_DIR / "curation/static/curation/guide"
VIEW: Any = {"width": 1100, "height": 680}
SIDEBAR = "localStorage.setItem('django.admin.navSidebarIsOpen', 'false')"
TIRANA = "tirana-declaration-2025"
SLUG = "tirana-declaration-again"


@pytest.fixture
def people(browser: Browser, article_server: str) -> Iterator[tuple[Page, Page, Page]]:
    """Pages of Ana, a curator, and of Ben and Eva, reviewers, all logged in."""
    make_roles(published_models(), "default")
    with ExitStack() as pages:
        desks = []
        for name, role in (("ana", "curator"), ("ben", "reviewer"), ("eva", "reviewer")):
            make_person(name, role)
            desk = pages.enter_context(checked_page(browser, article_server, viewport=VIEW))
            desk.context.add_init_script(SIDEBAR)
            desk.goto("/admin/")
            desk.fill("#id_username", name)
            desk.fill("#id_password", PASSWORD)
            desk.click("input[type=submit]")
            desk.wait_for_selector(".desk")
            desks.append(desk)
        yield desks[0], desks[1], desks[2]


def accept(page: Page) -> None:
    """Accepts the latest proposal."""
    page.goto(url_of(Proposal.objects.latest("id")))
    page.click("button:text('Accept')")
    page.wait_for_selector("text=The change is accepted and published.")


def take_picture(page: Page, name: str, top: str = "#header", height: int = VIEW["height"]) -> None:
    """Takes the screenshot of this name, of the page from `top` on; writes it with WRITE_PICTURES=1."""
    page.set_viewport_size({"width": VIEW["width"], "height": height})
    scroll = "part => scrollTo(0, part.getBoundingClientRect().top + scrollY)"
    page.locator(top).first.evaluate(scroll)
    page.evaluate("document.activeElement.blur()")
    picture = page.screenshot(animations="disabled")
    assert (PICTURES / f"{name}.png").exists() or WRITES_PICTURES
    if WRITES_PICTURES:
        (PICTURES / f"{name}.png").write_bytes(picture)


def choose(page: Page, field: str, text: str, typed: str = "") -> None:
    """Selects a record in an autocomplete field."""
    page.click(f"{field} .select2-selection")
    page.keyboard.type(typed or text)
    page.click(f".select2-results__option >> text={text}")


def paste(page: Page, rows: str, text: str) -> None:
    box = f"details.paste[data-rows={rows}]"
    page.click(f"{box} summary")
    page.fill(f"{box} textarea", text)
    page.click(f"{box} .fill")
    page.wait_for_selector(f"{box} .said:has-text('Rows filled')")


def enter(page: Page) -> None:
    """Enters an agreement that already exists, as can happen with many open tabs."""
    existing = Agreement.objects.get(slug=TIRANA)
    source = existing.claims.select_related("source")[0].source
    page.goto("/admin/agreements/agreement/add/")
    page.fill("[name=title]", existing.title)
    page.keyboard.press("Tab")
    page.fill("[name=slug]", SLUG)
    page.select_option("[name=kind]", label="Declaration")
    page.select_option("[name=status]", label="Signed")
    page.fill("[name=signed]", "2025-03-18")
    page.wait_for_selector("text=It may exist already:")
    paste(page, "parties", "Albania; signed; 2025-03-18\nCroatia\nKosovo")
    clauses = [f"{row.number}. {row.heading}" for row in existing.clauses.order_by("number")]
    paste(page, "clauses", "\n".join(clauses))
    choose(page, ".field-source_for_rows", source.title)
    choose(page, "#claims-0 .field-source", source.title)
    page.fill("[name=claims-0-locator]", "L1")
    take_picture(page, "entering", "#parties-group")
    page.click("text=Save and continue editing")
    page.wait_for_selector("text=was added successfully")


def submit(page: Page, url: str) -> None:
    page.goto(url)
    page.click("button:text('Submit for review')")
    page.wait_for_selector("text=waits for review.")


def edit(page: Page, url: str, why: str, **values: str) -> None:
    page.goto(url)
    for name, value in values.items():
        page.fill(f"[name={name}]", value)
    page.fill("[name=change_reason]", why)
    page.click("text=Save and continue editing")


def test_goes_through_the_routine_from_a_queue_to_a_merge_undone(people: tuple[Page, Page, Page]):
    ana, ben, eva = people
    ana.goto("/admin/events/event/?queue=resting_on_one_source")
    take_picture(ana, "queue", "#content")

    enter(ana)
    agreement = Agreement.objects.get(slug=SLUG)
    url = url_of(agreement)

    # Both change the record; Ana saves second.
    ana.goto(url)
    edit(ben, url, "As reported", short_title="Tirana declaration")
    ben.wait_for_selector("text=was changed successfully")
    ana.fill("[name=short_title]", "Declaration of Tirana")
    ana.click("text=Save and continue editing")
    ana.wait_for_selector("#conflict")
    take_picture(ana, "conflict", "#conflict")
    ana.check("[name=take_theirs]")
    ana.click("text=Save and continue editing")
    ana.wait_for_selector("text=was changed successfully")

    # Ana restores the summary that she has changed.
    edit(ana, url, "Shorter", summary="Three ministers signed.")
    ana.wait_for_selector("text=was changed successfully")
    ana.goto(f"{url.removesuffix('change/')}history/")
    take_picture(ana, "history", "#content")
    ana.get_by_role("button", name="Restore the field Summary").first.click()
    ana.get_by_role("button", name="Restore").click()
    ana.wait_for_selector("text=Restored as a new revision.")

    submit(ana, url)
    ben.goto("/admin/")
    take_picture(ben, "front-page", height=860)
    ben.click(".Waiting a")
    take_picture(ben, "review", "#content")
    ben.click("a:text('Send back…')")
    ben.fill("[name=note]", "Which lines are the clauses from?")
    ben.click("input[value='Send back']")
    ben.wait_for_selector("text=is a draft again.")
    ana.goto(url)
    ana.wait_for_selector("text=Sent back: Which lines are the clauses from?")
    submit(ana, url)
    ben.goto(url)
    ben.click("button:text('Publish')")
    ben.wait_for_selector("text=is published.")

    ana.goto(url)
    ana.fill("[name=short_title]", "Tirana Declaration")
    ana.fill("[name=proposal_note]", "As the article has it.")
    ana.click("text=Propose this change")
    ana.wait_for_selector("text=is proposed; a reviewer other than you must accept it.")
    ben.goto(url)
    ben.click("text=Change proposed by ana")
    take_picture(ben, "proposal", "#content")
    ben.click("button:text('Accept')")
    ben.wait_for_selector("text=The change is accepted and published.")

    ben.goto(url)
    ben.click("text=Merge into…")
    choose(ben, ".merge-choice", f"Tirana Declaration ({TIRANA})", typed="Tirana Declaration")
    ben.click("text=Preview the merge")
    take_picture(ben, "merging", "#content")
    ben.click("#merge_form [value='Propose this change']")
    ben.wait_for_selector("text=is proposed; a reviewer other than you must accept it.")
    accept(eva)
    ben.goto(url_of(Merge.objects.get()))
    ben.click("[value='Undo this merge']")
    ben.wait_for_selector("text=is proposed; a reviewer other than you must accept it.")
    accept(eva)

    kept = database.stored(agreement, "review_status", "short_title", "merged_into")
    assert kept == ("published", "Tirana Declaration", None)
    assert {proposal.state for proposal in Proposal.objects.all()} == {"accepted"}
