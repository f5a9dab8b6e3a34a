"""The cookie that lets members of staff send large bodies."""

from typing import Any

from django.test import Client
from waitress.adjustments import Adjustments

from agreements.models import Agreement
from balkanwatch.server.body_limits import (
    BODY_COOKIE,
    FORM_BODY,
    MAX_HEADER_LINES,
    SMALL_BODY,
    LimitedParser,
    largest_body,
)
from tests import cases, make
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


def parsed(*parts: bytes) -> LimitedParser:
    """The parser of a request that arrives in these parts."""
    parser = LimitedParser(Adjustments(max_request_header_size=64_000))
    for part in parts:
        while part and not parser.completed:
            part = part[parser.received(part) :]
    return parser


@cases("lines, refused", (30, False), (MAX_HEADER_LINES + 1, True))
def test_refuses_a_header_of_very_many_lines(lines: int, refused: bool) -> None:
    header = b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * lines + b"\r\n"

    assert bool(parsed(header).error) == refused


@cases("size, refused", (1, True), (2, True), (100, False), (4000, False))
def test_refuses_a_body_in_tiny_chunks(size: int, refused: bool) -> None:
    header = b"POST /admin/login/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"%x\r\n%b\r\n" % (size, b"x" * size)
    body = chunk * (40_000 // size)
    parts = [body[at : at + 4096] for at in range(0, len(body), 4096)]

    assert bool(parsed(header, *parts, b"0\r\n\r\n").error) == refused


def test_django_takes_every_form_that_the_server_takes(admin_client: Client) -> None:
    page = AdminPage(admin_client, make.agreement("tirana"))
    page.fill(summary="x" * (FORM_BODY // 2))

    assert page.save() == []
    assert len(Agreement.objects.get().summary) == FORM_BODY // 2
