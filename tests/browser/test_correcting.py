"""A partner file corrects hundreds of published events; a reviewer accepts what does not conflict in a few actions."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.roles import make_roles
from balkanwatch.apps import published_models
from curation.models import Proposal
from events.models import Event
from imports.models import Import
from records.review import loading
from tests import make
from tests.accounts.people import make_person
from tests.admin_page import url_of
from tests.browser.conftest import log_in_as
from tests.browser.test_importing import upload
from tests.browser.test_pages import violations
from tests.long import IS_LONG

pytestmark = pytest.mark.usefixtures("strict_review", "worker")

COUNT = 500 if IS_LONG else 60
CONFLICTS, NEW = COUNT // 25, 10
# What somebody does who accepts all that can be accepted
MOST_ACTIONS = 10
# For the worker, on a busy machine
PATIENCE_MS = 120_000


class Hand:
    """Clicks and chooses, and counts it."""

    def __init__(self) -> None:
        self.actions = 0

    def click(self, target: Locator) -> None:
        self.actions += 1
        target.click()

    def choose(self, target: Locator, value: str) -> None:
        self.actions += 1
        target.select_option(value)


@pytest.fixture
def events() -> None:
    """Published events, each with a claim."""
    with loading():
        event_type, source = make.event_type("treaty.signing"), make.source("bbc")
        fields: dict[str, Any] = {"type": event_type, "review_status": "draft"}
        made = Event.objects.bulk_create(
            Event(slug=f"e-{n}", title=f"Event {n}", **fields) for n in range(COUNT)
        )
        for event in made:
            make.claim(event, source)
        Event.objects.update(review_status="published")


@pytest.fixture
def patience(page: Page) -> Iterator[None]:
    page.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    yield
    expect.set_options(timeout=5_000)


@pytest.mark.usefixtures("events", "patience")
def test_accepts_the_corrections_of_a_file_in_a_few_actions(
    page: Page, live_server: Any, settings: Any, tmp_path: Path
):
    settings.UPLOADS_DIR = tmp_path / "uploads"
    # The groups were truncated with all tables.
    make_roles(published_models(), "default")
    mira, ben = make_person("mira", "importer"), make_person("ben", "reviewer")
    rows = [f"e-{n},treaty.signing,Corrected {n}" for n in range(COUNT)]
    rows += [f"new-{n},treaty.signing,New {n}" for n in range(NEW)]
    content = "\n".join(["slug,type,title", *rows]).encode()

    log_in_as(page, mira, live_server.url)
    upload(page, "partner.csv", content)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.locator(".import-status")).to_contain_text("Done")
    import_job = Import.objects.get()
    assert Event.objects.filter(slug__startswith="new-").count() == NEW
    with loading():
        Event.objects.filter(slug__in=[f"e-{n}" for n in range(CONFLICTS)]).update(title="Edited")

    log_in_as(page, ben, live_server.url)
    page.goto("/admin/")
    hand = Hand()
    hand.click(page.get_by_role("link", name="partner.csv"))
    hand.click(page.locator("summary", has_text="Conflict with a later change"))
    hand.click(page.get_by_role("link", name="Can be accepted", exact=True))
    assert violations(page) == []
    can_be = COUNT - CONFLICTS
    hand.click(page.locator("#action-toggle"))
    hand.click(page.get_by_role("button", name=f"Select all {can_be} proposals"))
    hand.choose(page.locator("select[name=action]"), "accept")
    hand.click(page.get_by_role("button", name="Go", exact=True))
    assert violations(page) == []
    hand.click(page.get_by_role("button", name=f"Accept ({can_be})"))
    expect(page.locator("#progress")).to_contain_text(f"of {can_be} done")
    expect(page.locator("#result")).to_contain_text(f"{can_be} of {can_be} done, 0 not possible.")

    assert hand.actions <= MOST_ACTIONS
    assert Event.objects.filter(title__startswith="Corrected").count() == can_be
    page.goto(url_of(Event.objects.get(slug=f"e-{COUNT - 1}"), "history"))
    expect(page.locator("#content")).to_contain_text(f"partner.csv, line {COUNT + 1}")

    page.goto("/admin/")
    page.get_by_role("link", name="partner.csv").click()
    page.locator("summary", has_text="Conflict with a later change").click()
    page.get_by_role("link", name="Cannot be accepted", exact=True).click()
    expect(page.locator("#result_list tbody tr")).to_have_count(CONFLICTS)

    log_in_as(page, mira, live_server.url)
    page.goto(url_of(import_job))
    page.get_by_role("button", name="Undo this import").click()
    page.get_by_role("button", name="Undo this import").click()
    expect(page.locator(".import-status")).to_contain_text("Undone")
    assert not Event.objects.filter(slug__startswith="new-").exists()
    import_job.refresh_from_db()
    assert Proposal.objects.filter(group=import_job.undoing_proposals).count() == can_be
