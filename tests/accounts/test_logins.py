"""Nobody guesses a password, nobody locks a colleague out, no session lasts for ever."""

import time
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client

from accounts import sessions
from tests.accounts.people import PASSWORD, log_in, make_person

pytestmark = pytest.mark.django_db

THERE = {"REMOTE_ADDR": "192.0.2.66"}


def fail(client: Client, user: User, times: int, **options: Any) -> Any:
    for _ in range(times):
        answer = log_in(client, user, "wrong", **options)
    return answer


def is_let_in(answer: Any) -> bool:
    return bool(answer.status_code == 302)


def test_refuses_even_the_right_password_after_five_wrong_ones(client: Client):
    user = make_person("ana")
    fail(client, user, 5)

    answer = log_in(client, user)

    assert not is_let_in(answer)
    assert "Too many attempts. Try again in 15 min." in answer.content.decode()


def test_says_the_same_of_a_user_that_does_not_exist(client: Client):
    nobody = User(username="nobody")

    assert "Too many" not in fail(client, nobody, 5).content.decode()
    assert "Too many attempts" in fail(client, nobody, 1).content.decode()


@pytest.mark.parametrize("name", ["ANA", " ana", "Ana"])
def test_counts_one_name_however_it_is_written(client: Client, name: str):
    fail(client, User(username=name), 5)

    assert not is_let_in(log_in(client, make_person("ana")))


def test_locks_no_colleague_out_at_another_address(client: Client):
    user = make_person("ana")
    fail(Client(), user, 40, **THERE)

    assert is_let_in(log_in(client, user))


def test_locks_no_colleague_out_of_a_browser_that_is_known(client: Client):
    user = make_person("ana")
    log_in(client, user)
    client.post("/admin/logout/")
    fail(Client(), user, 60)

    assert not is_let_in(log_in(Client(), user))
    assert is_let_in(log_in(client, user))


def test_limits_a_known_browser_too(client: Client):
    user = make_person("ana")
    log_in(client, user)
    client.post("/admin/logout/")
    fail(client, user, 10)

    assert not is_let_in(log_in(client, user))


def test_knows_a_browser_for_one_user_alone(client: Client):
    log_in(client, make_person("ana"))
    client.post("/admin/logout/")
    other = make_person("eva")
    fail(Client(), other, 5)

    assert not is_let_in(log_in(client, other))


@pytest.mark.parametrize("value", ["", "x", "ana:1", "W10:x:y"])
def test_is_not_deceived_by_a_made_up_mark(client: Client, value: str):
    user = make_person("ana")
    client.cookies["known_browser"] = value

    fail(client, user, 5)

    assert not is_let_in(log_in(client, user))


def test_limits_an_address_that_tries_many_names(client: Client):
    for number in range(50):
        fail(client, User(username=f"user-{number}"), 1)

    assert not is_let_in(log_in(client, make_person("ana")))
    assert is_let_in(log_in(client, make_person("eva"), **THERE))


def test_counts_only_failures(client: Client):
    people = [make_person(f"person-{number}") for number in range(6)]

    assert all(is_let_in(log_in(Client(), person)) for _ in range(10) for person in people)


def test_forgets_failures_before_a_success(client: Client):
    user = make_person("ana")
    for _ in range(3):
        fail(client, user, 4)
        assert is_let_in(log_in(client, user))
        client.cookies.clear()


def test_marks_a_browser_so_that_no_script_reads_it(client: Client, settings: Any):
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


@pytest.mark.parametrize(("hours", "lasts"), [(2.9, True), (3.1, False)])
def test_ends_a_session_in_which_nothing_was_asked(
    client: Client, monkeypatch: Any, hours: float, lasts: bool
):
    log_in(client, make_person("ana"))
    later(monkeypatch, hours)

    assert (client.get("/admin/").status_code == 200) is lasts
    assert Session.objects.exists() is lasts


@pytest.mark.parametrize(("last", "lasts"), [(1.9, True), (2.1, False)])
def test_ends_a_session_after_twelve_hours_of_work(
    client: Client, monkeypatch: Any, last: float, lasts: bool
):
    log_in(client, make_person("ana"))
    for _ in range(5):
        later(monkeypatch, 2)
        assert client.get("/admin/").status_code == 200
    later(monkeypatch, last)

    assert (client.get("/admin/").status_code == 200) is lasts


def test_ends_a_session_that_does_not_know_its_beginning(client: Client):
    log_in(client, make_person("ana"))
    session = client.session
    del session[sessions.BEGAN]
    session.save()

    assert client.get("/admin/").status_code == 302
