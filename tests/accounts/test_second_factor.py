"""The admin requires a second factor; recovery codes work without the phone."""

import re
import time
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests import cases
from tests.accounts.people import PASSWORD, log_in, make_person
from tests.admin_page import act

INDEX, PROVE, SET_UP = "/admin/", "/admin/second-factor/", "/admin/second-factor/set-up/"


@pytest.fixture(autouse=True)
def second_factor_needed(settings: Any) -> None:
    settings.SECOND_FACTOR = True


def code_of(device: TOTPDevice, steps: int = 0) -> str:
    """The code of the app, now or some steps of thirty seconds later."""
    app = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    app.time = time.time() + steps * device.step
    return f"{app.token():06d}"


def enrolled(client: Client, user: User) -> list[str]:
    """Logs in and sets up the second factor; returns the recovery codes."""
    log_in(client, user)
    client.get(SET_UP)
    page = client.post(SET_UP, {"code": code_of(TOTPDevice.objects.get(user=user))})
    assert page.status_code == 200
    return re.findall(r"<code>([a-z2-7-]{19})</code>", page.content.decode())


@pytest.fixture
def ana() -> User:
    return make_person("ana")


def at_second_factor(user: User, **options: Any) -> Client:
    """A new browser in which the user has entered the password."""
    client = Client(**options)
    log_in(client, user)
    return client


def is_in(client: Client) -> bool:
    return bool(client.get(INDEX).status_code == 200)


def next_code(user: User) -> str:
    """The next code, which was not used for the set-up and is valid one step ahead."""
    return code_of(TOTPDevice.objects.get(user=user, confirmed=True), steps=1)


def test_is_set_up_at_the_first_login(client: Client, ana: User):
    log_in(client, ana)

    page = client.get("/admin/actors/actor/", follow=True)

    assert page.redirect_chain[-1][0].startswith(SET_UP)
    assert "next=%2Fadmin%2Factors%2Factor%2F" in page.redirect_chain[-1][0]
    text = page.content.decode()
    assert "<svg" in text
    assert "style=" not in text[text.index("<svg") : text.index("</svg>")]
    device = TOTPDevice.objects.get()
    address = page.request["PATH_INFO"] + "?next=/admin/actors/actor/"
    answer = client.post(address, {"code": code_of(device)})
    assert 'href="/admin/actors/actor/"' in answer.content.decode()
    assert is_in(client)


def test_admits_nobody_with_a_password_only(client: Client, ana: User):
    enrolled(client, ana)
    other = at_second_factor(ana)

    assert not is_in(other)
    assert other.get(SET_UP)["Location"].startswith(PROVE)
    assert other.post(SET_UP, {"code": next_code(ana)})["Location"].startswith(PROVE)
    answer = other.post(f"{PROVE}?next=/admin/actors/actor/", {"code": next_code(ana)})
    assert answer["Location"] == "/admin/actors/actor/"
    assert is_in(other)


@cases("wrong", "", "000000x", "abcdefghijklmnop", "٠" * 6, "x" * 99, "\x00")
def test_refuses_a_wrong_code(client: Client, ana: User, wrong: str):
    enrolled(client, ana)
    client = at_second_factor(ana)

    assert client.post(PROVE, {"code": wrong}).status_code == 200
    assert not is_in(client)


def test_accepts_a_code_once(client: Client, ana: User):
    enrolled(client, ana)
    code = next_code(ana)
    for expected in (True, False):
        other = at_second_factor(ana)
        other.post(PROVE, {"code": code})
        assert is_in(other) is expected


def test_accepts_each_recovery_code_once(client: Client, ana: User):
    first, second, *rest = enrolled(client, ana)
    assert len(rest) == 8
    for code, expected in ((first, True), (first, False), (second.upper().replace("-", " "), True)):
        other = at_second_factor(ana)
        other.post(PROVE, {"code": code})
        assert is_in(other) is expected, code


def test_stores_no_recovery_code(client: Client):
    codes = enrolled(client, make_person("ana"))

    stored = " ".join(StaticToken.objects.values_list("token", flat=True))

    assert len(stored.split()) == len(codes) == 10
    assert not any(code in stored or code.replace("-", "") in stored for code in codes)


def test_redirects_nobody_to_another_site(client: Client, ana: User):
    enrolled(client, ana)
    client = at_second_factor(ana)

    answer = client.post(f"{PROVE}?next=//evil.example/", {"code": next_code(ana)})

    assert answer["Location"] == "/admin/"


def test_is_replaced_by_a_user_who_is_logged_in(client: Client, ana: User):
    old = enrolled(client, ana)
    client.get(SET_UP)
    new = TOTPDevice.objects.get(confirmed=False)
    page = client.post(SET_UP, {"code": code_of(new)})

    assert list(TOTPDevice.objects.filter(confirmed=True)) == [new]
    assert old[0] not in page.content.decode()
    other = at_second_factor(ana)
    other.post(PROVE, {"code": old[0]})
    assert not is_in(other)


def test_allows_switching_to_another_account(client: Client, ana: User):
    enrolled(client, ana)
    client = at_second_factor(ana)

    assert client.post(PROVE, {"leave": "1"})["Location"] == "/admin/login/"
    assert client.get(PROVE)["Location"].startswith("/admin/login/")


def test_is_reset_by_administrators_and_ends_sessions(client: Client):
    user, root = make_person("ana"), User.objects.create_superuser("root", password=PASSWORD)
    enrolled(client, user)
    other = Client()
    enrolled(other, root)

    assert "1 user will set up a new second factor" in act(other, "reset_second_factor", user)[0]

    assert not is_in(client)
    assert not TOTPDevice.objects.filter(user=user).exists()


def test_is_reset_by_a_command(client: Client, ana: User):
    enrolled(client, ana)

    call_command("reset_second_factor", "ana")

    assert not is_in(client)
    with pytest.raises(CommandError, match="There is no user “eva”"):
        call_command("reset_second_factor", "eva")


def test_limits_codes_per_user_but_not_in_a_known_browser(client: Client, ana: User):
    enrolled(client, ana)
    client.post("/admin/logout/")
    thief = at_second_factor(ana)
    for _ in range(10):
        thief.post(PROVE, {"code": "000000"})
    other = at_second_factor(ana, REMOTE_ADDR="192.0.2.7")

    assert "Too many attempts" in other.post(PROVE, {"code": next_code(ana)}).content.decode()
    log_in(client, ana)
    client.post(PROVE, {"code": next_code(ana)})
    assert is_in(client)


def test_is_not_cached(client: Client):
    log_in(client, make_person("ana"))

    assert "no-store" in client.get(SET_UP)["Cache-Control"]


def test_is_not_required_if_turned_off(client: Client, settings: Any):
    settings.SECOND_FACTOR = False
    log_in(client, make_person("ana"))

    assert is_in(client)
