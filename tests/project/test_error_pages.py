"""Error pages need no database, tell who was saving a form that it is not lost, and repeat no secrets."""

from html import unescape
from typing import Any

import psycopg2.errors
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, InternalError, OperationalError
from django.test import Client

from agreements.models import Agreement
from balkanwatch.error_pages import is_unavailable
from curation.editing.optimistic_locking import OptimisticLockingMixin
from curation.submissions import CONFIRMATION
from tests import cases, make
from tests.admin_page import AdminPage

ID = "0123456789abcdef" * 2
AWAY = OperationalError("server closed the connection unexpectedly")


@pytest.fixture
def site() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every connection to the database fails."""

    def fail(*args: Any, **kwargs: Any) -> Any:
        raise AWAY

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", fail)


@cases("path", "/", "/admin/", "/admin/login/", "/api/v1/events/")
def test_answers_503_while_the_database_is_unavailable(site: Client, away: None, path: str) -> None:
    site.cookies["sessionid"] = "a" * 32
    answer = site.get(path)

    assert answer.status_code == 503
    assert (answer["Retry-After"], answer["Cache-Control"]) == ("5", "no-store")


@cases("path", "/admin/agreements/agreement/add/", "/admin/events/event/1/change/?parties=2")
def test_gives_back_what_was_sent_while_the_database_is_unavailable(
    site: Client, away: None, path: str
) -> None:
    site.cookies["sessionid"] = "a" * 32
    sent = {"title": "“Quoted” <b>\nSecond line", "_save": "Save", "csrfmiddlewaretoken": "sent"}

    page = site.post(path, sent).content.decode()

    assert f'action="{path}"' in page
    for name, value in sent.items():
        assert f'<textarea name="{name}" hidden>\n{value}</textarea>' in unescape(page)
    assert "<b>" not in page
    assert page.count("csrfmiddlewaretoken") == 1, "no token that was not sent"


@cases(
    "path, sent",
    ("/admin/login/", {"username": "ana", "password": "secret words"}),
    ("/admin/second-factor/", {"code": "secret words"}),
    ("/admin/auth/user/1/password/", {"password1": "secret words"}),
    ("/admin/auth/user/add/", {"username": "ana", "password1": "secret words"}),
    ("/admin/imports/import/add/", {"file": SimpleUploadedFile("a.csv", b"secret words")}),
)
def test_repeats_no_secret_and_no_file(
    site: Client, away: None, path: str, sent: dict[str, Any]
) -> None:
    site.cookies["sessionid"] = "a" * 32
    answer = site.post(path, sent)

    assert "secret words" not in answer.content.decode()
    assert "textarea" not in answer.content.decode()


@cases(
    "error, expected",
    (OperationalError("gone"), True),
    (InterfaceError("connection already closed"), True),
    (InternalError("wrong"), False),
    (ValueError("wrong"), False),
    (None, False),
)
def test_tells_an_absent_database_from_a_fault(error: Exception | None, expected: bool) -> None:
    assert is_unavailable(error) == expected


def test_counts_a_database_that_only_reads_as_unavailable() -> None:
    class ReadOnly(psycopg2.errors.ReadOnlySqlTransaction):
        pgcode = "25006"

    error = InternalError("cannot execute UPDATE in a read-only transaction")
    error.__cause__ = ReadOnly()

    assert is_unavailable(error)


def test_tells_whoever_was_saving_a_form_that_the_browser_keeps_it(admin_client: Client) -> None:
    checking = Client(enforce_csrf_checks=True)
    checking.cookies = admin_client.cookies

    answer = checking.post("/admin/agreements/agreement/add/", {"title": "Typed"})

    assert answer.status_code == 403
    assert "This browser has kept the text that you typed" in answer.content.decode()


# Confirmed submissions


@pytest.fixture
def page(admin_client: Client) -> AdminPage:
    found = AdminPage(admin_client, make.agreement("tirana"))
    found.data["submission_id"] = ID
    return found


def confirmed(response: Any) -> bool:
    return f"{CONFIRMATION}{ID}" in response.cookies


def test_confirms_a_submission_that_was_saved(page: AdminPage) -> None:
    answer = page.client.post(page.url, page.data)

    assert answer.status_code == 302
    assert confirmed(answer)


def test_confirms_no_submission_that_was_refused(page: AdminPage) -> None:
    page.data["title"] = ""
    answer = page.client.post(page.url, page.data)

    assert answer.status_code == 200
    assert not confirmed(answer)
    assert f'name="submission_id" value="{ID}"' in answer.content.decode()


def test_confirms_no_submission_without_a_session(page: AdminPage) -> None:
    answer = Client().post(page.url, page.data)

    assert answer.status_code == 302
    assert not confirmed(answer)


def test_confirms_no_submission_whose_transaction_failed(
    page: AdminPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    response_change = OptimisticLockingMixin.response_change

    def fail(*args: Any) -> Any:
        response_change(*args)
        raise AWAY

    monkeypatch.setattr(OptimisticLockingMixin, "response_change", fail)
    page.client.raise_request_exception = False
    answer = page.client.post(page.url, page.data)

    assert answer.status_code == 503
    assert not confirmed(answer)


def test_confirms_what_was_added_in_a_popup(admin_client: Client) -> None:
    page = AdminPage(admin_client, Agreement)
    page.fill(slug="new", title="New", kind="declaration", status="signed")
    answer = admin_client.post(page.url, page.data | {"submission_id": ID, "_popup": "1"})

    assert answer.status_code == 200
    assert Agreement.objects.filter(slug="new").exists() == confirmed(answer) is True


def test_sets_no_cookie_for_anything_but_an_id(page: AdminPage) -> None:
    page.data["submission_id"] = "x; path=/"

    assert not any(
        name.startswith(CONFIRMATION) for name in page.client.post(page.url, page.data).cookies
    )
