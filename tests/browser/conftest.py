"""A real browser on the running site. What it finds wrong on the way fails the test."""

import os
import shutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

CHROMIUM = shutil.which("chromium")
PLAIN = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WAIT_MS = 15_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("There is no chromium on this machine: pages are not tested in a browser.")
    # Playwright runs a loop of its own in this thread; the database is used beside it, not in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=PLAIN)
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A page of the site that nobody is logged in to."""
    wrong: list[str] = []
    context = browser.new_context(base_url=live_server.url, locale="en-GB")
    context.set_default_timeout(WAIT_MS)
    opened = context.new_page()
    opened.on("pageerror", lambda error: wrong.append(f"script failed: {error}"))
    opened.on("console", lambda said: wrong.extend(_errors(said)))
    opened.on("request", lambda request: wrong.extend(_foreign(request, live_server.url)))
    yield opened
    context.close()
    assert wrong == []


@pytest.fixture
def desk(page: Page, live_server: Any) -> Page:
    """A page of the site with an administrator logged in."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("ana", password=None))
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return page


def _errors(said: ConsoleMessage) -> list[str]:
    # What has no address was done by the test itself, such as axe measuring the page.
    place = said.location["url"]
    return [f"{said.text} ({place})"] if said.type == "error" and place else []


def _foreign(request: Request, ours: str) -> list[str]:
    parts = urlsplit(request.url)
    at_home = parts.netloc == urlsplit(ours).netloc or parts.scheme in {"data", "blob"}
    return [] if at_home else [f"asked another host: {request.url}"]
