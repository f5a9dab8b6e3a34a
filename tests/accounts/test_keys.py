"""Keys of the API: made and revoked in the admin, shown once, never silently ignored."""

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
from tests.admin_page import AdminPage, act, list_url, member_of_staff, url_of
from tests.builders import make_key

pytestmark = pytest.mark.django_db

PATH = "/api/v1/actors/"
PERMISSIONS = ["accounts.add_apikey", "accounts.view_apikey", "accounts.revoke_apikey"]


def ask(client: Client, authorization: str, path: str = PATH) -> Any:
    return client.get(path, headers={"Authorization": authorization})


def make_in_admin(client: Client, **values: Any) -> str:
    """Fills the form in; the page that comes of it."""
    page = AdminPage(client, ApiKey)
    page.fill(name="Dashboard", owner="Institute", email="office@institute.example")
    page.data |= values
    answer = client.post(page.url, page.data)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return str(answer.content.decode())


def test_is_made_in_the_admin_and_shown_once(client: Client):
    member_of_staff(client, *PERMISSIONS)

    shown = set(re.findall(KEY_PATTERN, make_in_admin(client)))

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


def test_is_another_each_time(client: Client):
    assert make_key()[1] != make_key()[1]


def test_says_in_the_form_that_its_end_lies_ahead(client: Client):
    member_of_staff(client, *PERMISSIONS)
    page = AdminPage(client, ApiKey)
    page.fill(name="Dashboard", owner="Institute", email="office@institute.example")
    page.data |= {"expires_at_0": "2025-01-01", "expires_at_1": "00:00:00"}

    assert page.save("_save") == ["A key must expire in the future."]


def test_ends_for_good_when_it_is_revoked(client: Client):
    row, key = make_key()
    member_of_staff(client, *PERMISSIONS)

    assert act(client, "revoke", row) == ["1 key revoked."]

    assert ask(client, f"Bearer {key}").status_code == 401
    row.refresh_from_db()
    assert row.revoked_by == User.objects.get()
    assert act(client, "revoke", row) == ["0 keys revoked."]
    for undone in ({"revoked_at": None}, {"revoked_at": timezone.now()}, {"revoked_by": None}):
        with pytest.raises(IntegrityError, match="never valid again"), transaction.atomic():
            ApiKey.objects.update(**undone)


@pytest.mark.parametrize("field", ["name", "owner", "email", "prefix", "digest"])
def test_is_never_changed(field: str):
    make_key()

    with pytest.raises(IntegrityError, match="A key is never changed"):
        ApiKey.objects.update(**{field: "x"})


def test_is_never_deleted(client: Client):
    row, _ = make_key()
    client.force_login(User.objects.create_superuser("root"))

    assert client.post(f"{url_of(row)[:-8]}/delete/", {"post": "yes"}).status_code == 403
    with pytest.raises(IntegrityError, match="revoked, not deleted"):
        row.delete()


def test_is_revoked_by_those_who_may(client: Client):
    row, _ = make_key()
    member_of_staff(client, "accounts.view_apikey")

    act(client, "revoke", row)

    assert ApiKey.objects.valid().exists()
    assert client.get(url_of(ApiKey)).status_code == 403


def test_says_what_keys_are_valid(client: Client):
    row, _ = make_key(name="Valid")
    past, _ = make_past_key()
    member_of_staff(client, *PERMISSIONS)

    for value, expected in {"yes": [row], "no": [past]}.items():
        shown = client.get(list_url(ApiKey), {"valid": value}).context["cl"]
        assert list(shown.queryset) == expected


def test_notes_its_use_to_the_minute(client: Client):
    row, key = make_key()
    ask(client, f"Bearer {key}")
    row.refresh_from_db()

    assert row.last_used_at


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_is_taken_whatever_the_case_of_the_scheme(client: Client, scheme: str):
    assert ask(client, f"{scheme} {make_key()[1]}").status_code == 200


def make_past_key() -> tuple[ApiKey, str]:
    start = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    return make_key(name="Past", created_at=start, expires_at=start + dt.timedelta(days=1))


@pytest.mark.parametrize(
    "authorization",
    [
        "Bearer bw_" + "x" * 43,
        "Bearer bw_short",
        "Bearer",
        "",
        "Basic dXNlcjpwYXNz",
        "Bearer {key} {key}",
        "{key}",
        "Bearer {key}x",
        "Bearer {past}",
    ],
)
def test_is_never_taken_for_nobody_where_it_is_wrong(client: Client, authorization: str):
    key = make_key()[1]

    answer = ask(client, authorization.format(key=key, past=make_past_key()[1]))

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"].startswith("Bearer ")
    assert answer["Cache-Control"] == "no-store"
    assert answer.json()["code"] == "invalid_key"
    assert key not in answer.content.decode()


def test_is_refused_in_an_address_and_not_repeated(client: Client):
    key = make_key()[1]

    answer = client.get(PATH, {"key": key})

    assert (answer.status_code, answer.json()["code"]) == (400, "key_in_address")
    assert key not in answer.content.decode()


def test_is_in_no_log(client: Client, caplog: Any, monkeypatch: Any):
    caplog.set_level("DEBUG")
    key = make_key()[1]
    client.raise_request_exception = False

    def fails(*_: Any, **__: Any) -> None:
        raise ValueError("for the log")

    monkeypatch.setattr("actors.api.views.ActorViewSet.list", fails)
    answer = ask(client, f"Bearer {key}")

    assert answer.status_code == 500
    assert "for the log" in caplog.text
    assert key not in caplog.text + answer.content.decode()
    # Whatever a handler makes of the request that comes with a record
    requests = [record.request for record in caplog.records if hasattr(record, "request")]
    assert requests
    assert not any(key in str(request.META) for request in requests)
