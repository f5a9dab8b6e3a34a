"""Login attempts are limited without locking other users out; sessions expire."""

import time
from contextlib import ExitStack
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client

from accounts import login_throttling, sessions
from tests import cases
from tests.accounts.people import PASSWORD, log_in, make_person

ELSEWHERE = {"REMOTE_ADDR": "192.0.2.66"}


@pytest.fixture
def ana() -> User:
    return make_person("ana")


def fail(client: Client, user: User, times: int, **options: Any) -> Any:
    for _ in range(times):
        answer = log_in(client, user, "wrong", **options)
    return answer


def is_logged_in(answer: Any) -> bool:
    return bool(answer.status_code == 302)


@cases("name", "ana", "ANA", " ana", "Ana")
def test_refuses_the_right_password_after_five_wrong_ones(client: Client, ana: User, name: str):
    fail(client, User(username=name), 5)

    answer = log_in(client, ana)

    assert not is_logged_in(answer)
    assert "Too many attempts. Try again in 15 min." in answer.content.decode()


def test_answers_the_same_for_an_unknown_user(client: Client):
    nobody = User(username="nobody")

    assert "Too many" not in fail(client, nobody, 5).content.decode()
    assert "Too many attempts" in fail(client, nobody, 1).content.decode()


def test_locks_no_user_out_at_another_address_or_in_a_known_browser(client: Client, ana: User):
    fail(Client(), ana, 40, **ELSEWHERE)
    assert is_logged_in(log_in(client, ana))
    client.post("/admin/logout/")
    fail(Client(), ana, 60)

    assert not is_logged_in(log_in(Client(), ana))
    assert is_logged_in(log_in(client, ana))


def test_limits_a_known_browser_too(client: Client, ana: User):
    log_in(client, ana)
    client.post("/admin/logout/")
    fail(client, ana, 10)

    assert not is_logged_in(log_in(client, ana))


def test_knows_a_browser_for_one_user_only(client: Client):
    log_in(client, make_person("ana"))
    client.post("/admin/logout/")
    other = make_person("eva")
    fail(Client(), other, 5)

    assert not is_logged_in(log_in(client, other))


@cases("value", "", "x", "ana:1", "W10:x:y")
def test_ignores_a_forged_cookie(client: Client, ana: User, value: str):
    client.cookies["known_browser"] = value

    fail(client, ana, 5)

    assert not is_logged_in(log_in(client, ana))


def test_limits_an_address_that_tries_many_names(client: Client):
    for number in range(50):
        fail(client, User(username=f"user-{number}"), 1)

    assert not is_logged_in(log_in(client, make_person("ana")))
    assert is_logged_in(log_in(client, make_person("eva"), **ELSEWHERE))


def test_counts_only_failures(client: Client):
    people = [make_person(f"person-{number}") for number in range(6)]

    assert all(is_logged_in(log_in(Client(), person)) for _ in range(10) for person in people)


def test_resets_failures_after_a_success(client: Client, ana: User):
    for _ in range(3):
        fail(client, ana, 4)
        assert is_logged_in(log_in(client, ana))
        client.cookies.clear()


def test_hides_the_browser_cookie_from_scripts(client: Client, settings: Any):
    settings.SESSION_COOKIE_SECURE = True
    mark = log_in(client, make_person("ana")).cookies["known_browser"]

    assert (mark["httponly"], mark["secure"], mark["samesite"]) == (True, True, "Lax")
    assert "ana" not in mark.value


def test_hashes_passwords_with_argon2(settings: Any):
    from balkanwatch import settings as declared

    settings.PASSWORD_HASHERS = declared.PASSWORD_HASHERS

    assert make_password(PASSWORD).startswith("argon2$argon2id$")


def later(monkeypatch: Any, hours: float) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + hours * 3600)


@cases("hours, lasts", (2.9, True), (3.1, False))
def test_ends_an_idle_session(client: Client, monkeypatch: Any, hours: float, lasts: bool):
    log_in(client, make_person("ana"))
    later(monkeypatch, hours)

    assert (client.get("/admin/").status_code == 200) is lasts
    assert Session.objects.exists() is lasts


@cases("last, lasts", (1.9, True), (2.1, False))
def test_ends_a_session_after_12_hours(client: Client, monkeypatch: Any, last: float, lasts: bool):
    log_in(client, make_person("ana"))
    for _ in range(5):
        later(monkeypatch, 2)
        assert client.get("/admin/").status_code == 200
    later(monkeypatch, last)

    assert (client.get("/admin/").status_code == 200) is lasts


def test_ends_a_session_without_a_start(client: Client):
    log_in(client, make_person("ana"))
    session = client.session
    del session[sessions.BEGAN]
    session.save()

    assert client.get("/admin/").status_code == 302


def test_checks_only_a_few_passwords_at_once(client: Client, ana: User, monkeypatch: Any):
    monkeypatch.setattr(login_throttling.PASSWORD_CHECKS, "patience", 0)
    with ExitStack() as slots:
        for _ in range(login_throttling.PASSWORD_CHECKS.running):
            slots.enter_context(login_throttling.PASSWORD_CHECKS.slot())
        for _ in range(login_throttling.USER_ATTEMPTS + 1):
            answer = log_in(client, ana)
            assert not is_logged_in(answer)
            assert "Too many people are logging in." in answer.content.decode()

    assert is_logged_in(log_in(client, ana))


def test_attempts_beyond_the_limit_take_no_place(client: Client, ana: User, monkeypatch: Any):
    fail(client, ana, login_throttling.USER_ATTEMPTS)
    monkeypatch.setattr(login_throttling.PASSWORD_CHECKS, "slot", lambda: pytest.fail("taken"))

    assert "Too many attempts" in fail(client, ana, 1).content.decode()
