"""The pages of the second factor are accessible and work under the content security policy."""

from typing import Any

from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import Page

from accounts.models import ApiKey
from tests.accounts.people import PASSWORD, make_person
from tests.accounts.test_second_factor import code_of
from tests.browser.test_pages import violations


def send(page: Page, **values: str) -> None:
    """Fills in the form and sends it; the next page may have the same address, so its arrival is waited for."""
    for name, value in values.items():
        page.fill(f"[name={name}]", value)
    with page.expect_navigation():
        page.click("#login-form input[type=submit]")


def test_leads_through_the_second_factor(page: Page, settings: Any):
    settings.SECOND_FACTOR = True
    ana = make_person("ana")
    page.goto("/admin/actors/actor/")
    send(page, username="ana", password=PASSWORD)

    assert page.is_visible("svg.segno")
    assert violations(page) == []
    send(page, code=code_of(TOTPDevice.objects.get(user=ana)))
    assert page.locator("li code").count() == 10
    assert violations(page) == []
    page.click("text=Log out")

    page.goto("/admin/")
    send(page, username="ana", password=PASSWORD)
    assert violations(page) == []
    send(page, code=code_of(TOTPDevice.objects.get(user=ana), steps=1))
    assert page.url.endswith("/admin/")


def test_shows_a_new_key_once(desk: Page):
    desk.goto("/admin/accounts/apikey/add/")
    for name, value in {"name": "Dashboard", "owner": "Institute", "email": "a@b.example"}.items():
        desk.fill(f"[name={name}]", value)
    desk.click("[name=_save]")

    assert desk.locator("code").inner_text().startswith("bw_")
    assert violations(desk) == []
    assert ApiKey.objects.count() == 1
