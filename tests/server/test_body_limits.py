"""The cookie that lets members of staff send large bodies."""

from typing import Any

from django.test import Client

from agreements.models import Agreement
from balkanwatch.server.body_limits import BODY_COOKIE, FORM_BODY, SMALL_BODY, largest_body
from tests import make
from tests.accounts.people import log_in, make_person
from tests.admin_page import AdminPage


def allowed(client: Client) -> int:
    """How many bytes the cookies of this browser allow for a form."""
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    return largest_body("/admin/events/event/add/", {"COOKIE": cookies})


def test_a_stranger_gets_none(client: Client) -> None:
    client.get("/admin/login/")
    client.get("/admin/")
    client.get("/")

    assert BODY_COOKIE not in client.cookies
    assert allowed(client) == SMALL_BODY


def test_a_member_of_staff_gets_it_with_the_first_page(client: Client, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = True
    log_in(client, make_person("ana"))
    client.get("/admin/", secure=True)

    cookie = client.cookies[BODY_COOKIE]
    assert allowed(client) == FORM_BODY
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, "Lax")


def test_is_sent_once_and_renewed_after_half_of_its_time(client: Client, settings: Any) -> None:
    log_in(client, make_person("ana"))
    client.get("/admin/")
    assert BODY_COOKIE not in client.get("/admin/").cookies

    settings.SESSION_COOKIE_AGE = 0
    client.cookies[BODY_COOKIE] = "forged"
    assert BODY_COOKIE in client.get("/admin/").cookies


def test_django_takes_every_form_that_the_server_takes(admin_client: Client) -> None:
    page = AdminPage(admin_client, make.agreement("tirana"))
    page.fill(summary="x" * (FORM_BODY // 2))

    assert page.save() == []
    assert len(Agreement.objects.get().summary) == FORM_BODY // 2
