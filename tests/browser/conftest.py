"""A real browser on the running site; errors in the browser fail the test."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client
from django_tasks_db.management.commands.db_worker import Worker
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

CHROMIUM = shutil.which("chromium")
PLAIN = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
PLAIN += ["--disable-background-networking", "--disable-component-update"]
WAIT_MS = 15_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("There is no chromium on this machine: pages are not tested in a browser.")
    # Playwright runs an event loop in this thread; the tests use the database outside of it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=PLAIN)
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A page of the site without a login."""
    with checked_page(browser, live_server.url) as opened:
        yield opened


@pytest.fixture
def desk(page: Page, live_server: Any) -> Page:
    """A page of the site with an administrator logged in."""
    log_in_as(page, User.objects.create_superuser("ana", password=None), live_server.url)
    return page


@pytest.fixture
def worker() -> Iterator[None]:
    """A worker, in a thread of the test."""
    options: dict[str, Any] = {"queue_names": ["default"], "excluded_queue_names": []}
    options |= {"interval": 0.1, "batch": False, "startup_delay": False, "max_tasks": None}
    made = Worker(backend_name="default", worker_id="the-worker", **options)

    def work() -> None:
        made.run()
        connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    yield
    made.running = False
    thread.join()


@contextmanager
def checked_page(browser: Browser, url: str, **options: Any) -> Iterator[Page]:
    """A new page; script errors, errors in the console and requests to other hosts fail the test."""
    wrong: list[str] = []
    context = browser.new_context(base_url=url, locale="en-GB", **options)
    context.set_default_timeout(WAIT_MS)
    opened = context.new_page()
    opened.on("pageerror", lambda error: wrong.append(f"script failed: {error}"))
    opened.on("console", lambda message: wrong.extend(_errors(message)))
    opened.on("request", lambda request: wrong.extend(_foreign(request, url)))
    yield opened
    context.close()
    assert wrong == []


def log_in_as(page: Page, user: User, url: str) -> None:
    """Continues on this page as this user."""
    client = Client()
    client.force_login(user)
    session = client.cookies["sessionid"].value
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": url}])


def _errors(message: ConsoleMessage) -> list[str]:
    # Messages without a URL come from the test itself, such as axe.
    place = message.location["url"]
    return [f"{message.text} ({place})"] if message.type == "error" and place else []


def _foreign(request: Request, site: str) -> list[str]:
    parts = urlsplit(request.url)
    is_local = parts.netloc == urlsplit(site).netloc or parts.scheme in {"data", "blob"}
    return [] if is_local else [f"request to another host: {request.url}"]
