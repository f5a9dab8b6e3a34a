"""API keys: created and revoked in the admin, shown once, never silently ignored."""

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import KEY_PATTERN, ApiKey
from accounts.querysets import digest_of
from tests import cases, database, make
from tests.admin_page import AdminPage, act, list_url, member_of_staff, url_of

PATH = "/api/v1/actors/"
PERMISSIONS = ["accounts.add_apikey", "accounts.view_apikey", "accounts.revoke_apikey"]


def ask(client: Client, authorization: str, path: str = PATH) -> Any:
    return client.get(path, headers={"Authorization": authorization})


def create_in_admin(client: Client, **values: Any) -> str:
    """Fills in the form; returns the next page."""
    page = AdminPage(client, ApiKey)
    page.fill(name="Dashboard", owner="Institute", email="office@institute.example")
    page.data |= values
    answer = client.post(page.url, page.data)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return str(answer.content.decode())


def test_is_created_in_the_admin_and_shown_once(client: Client):
    member_of_staff(client, *PERMISSIONS)

    shown = set(re.findall(KEY_PATTERN, create_in_admin(client)))

    [key] = shown
    row = ApiKey.objects.get()
    assert ask(client, f"Bearer {key}").status_code == 200
    assert (row.digest, row.prefix) == (digest_of(key), key[:11])
    assert row.created_by == User.objects.get()
    for page in (list_url(ApiKey), url_of(row)):
        text = client.get(page).content.decode()
        assert row.prefix in text
        assert key not in text
        assert row.digest not in text


def test_must_expire_in_the_future(client: Client):
    member_of_staff(client, *PERMISSIONS)
    page = AdminPage(client, ApiKey)
    page.fill(name="Dashboard", owner="Institute", email="office@institute.example")
    page.data |= {"expires_at_0": "2025-01-01", "expires_at_1": "00:00:00"}

    assert page.save("_save") == ["A key must expire in the future."]


def test_is_revoked_permanently(client: Client):
    row, key = make.key()
    member_of_staff(client, *PERMISSIONS)

    assert act(client, "revoke", row) == ["1 key revoked."]

    assert ask(client, f"Bearer {key}").status_code == 401
    assert database.stored(row, "revoked_by") == User.objects.get()
    assert act(client, "revoke", row) == ["0 keys revoked."]
    for undone in ({"revoked_at": None}, {"revoked_at": timezone.now()}, {"revoked_by": None}):
        refused = pytest.raises(IntegrityError, match="cannot be changed or reactivated")
        with refused, transaction.atomic():
            ApiKey.objects.update(**undone)


@cases("field", "name", "owner", "email", "prefix", "digest")
def test_cannot_be_changed(field: str):
    make.key()

    with pytest.raises(IntegrityError, match="A key cannot be changed"):
        ApiKey.objects.update(**{field: "x"})


def test_cannot_be_deleted(client: Client):
    row, _ = make.key()
    client.force_login(User.objects.create_superuser("root"))

    assert client.post(f"{url_of(row)[:-8]}/delete/", {"post": "yes"}).status_code == 403
    with pytest.raises(IntegrityError, match="A key cannot be deleted"):
        row.delete()


def test_is_revoked_only_with_permission(client: Client):
    row, _ = make.key()
    member_of_staff(client, "accounts.view_apikey")

    act(client, "revoke", row)

    assert ApiKey.objects.valid().exists()
    assert client.get(url_of(ApiKey)).status_code == 403


def test_is_listed_by_validity(client: Client):
    row, _ = make.key(name="Valid")
    past, _ = make_past_key()
    member_of_staff(client, *PERMISSIONS)

    for value, expected in {"yes": [row], "no": [past]}.items():
        shown = client.get(list_url(ApiKey), {"valid": value}).context["cl"]
        assert list(shown.queryset) == expected


@cases("scheme", "Bearer", "bearer", "BEARER")
def test_is_accepted_in_any_case_and_its_use_is_recorded(client: Client, scheme: str):
    (row, key), (_, other) = make.key(), make.key()

    assert ask(client, f"{scheme} {key}").status_code == 200
    assert database.stored(row, "last_used_at")
    assert key != other


def make_past_key() -> tuple[ApiKey, str]:
    start = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    return make.key(name="Past", created_at=start, expires_at=start + dt.timedelta(days=1))


@cases(
    "authorization",
    *("", "Bearer", "Bearer bw_short", "Bearer bw_" + "x" * 43, "Basic dXNlcjpwYXNz", "{key}"),
    *("Bearer {key} {key}", "Bearer {key}x", "Bearer {past}"),
)
def test_is_refused_if_invalid(client: Client, authorization: str):
    key = make.key()[1]

    answer = ask(client, authorization.format(key=key, past=make_past_key()[1]))

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"].startswith("Bearer ")
    assert answer["Cache-Control"] == "no-store"
    assert answer.json()["code"] == "invalid_key"
    assert key not in answer.content.decode()


def test_is_refused_in_a_url_and_not_repeated(client: Client):
    key = make.key()[1]

    answer = client.get(PATH, {"key": key})

    assert (answer.status_code, answer.json()["code"]) == (400, "key_in_address")
    assert key not in answer.content.decode()


def test_is_in_no_log(client: Client, caplog: Any, monkeypatch: Any):
    caplog.set_level("DEBUG")
    key = make.key()[1]
    client.raise_request_exception = False

    def fails(*_: Any, **__: Any) -> None:
        raise ValueError("for the log")

    monkeypatch.setattr("actors.api.views.ActorViewSet.list", fails)
    answer = ask(client, f"Bearer {key}")

    assert answer.status_code == 500
    assert "for the log" in caplog.text
    assert key not in caplog.text + answer.content.decode()
    # Log handlers may include the request of a record.
    requests = [record.request for record in caplog.records if hasattr(record, "request")]
    assert requests
    assert not any(key in str(request.META) for request in requests)
