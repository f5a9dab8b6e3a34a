"""What a page of rows costs is planned once a connection."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from api.compiler import prepared_statements
from tests.builders import make_actor, make_event, publish

pytestmark = pytest.mark.django_db


def names() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_prepared_statements WHERE name LIKE 'written%'")
        return [name for (name,) in cursor.fetchall()]


@pytest.fixture(autouse=True)
def _a_connection_that_has_prepared_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    prepared_statements._prepared.clear()


def test_prepares_a_statement_once_whatever_page_and_record_is_asked_for(client: Client):
    events = [publish(make_event()) for _ in range(3)]

    for query in ("", "?page_size=1", "?sort=-slug", f"?slug__in={events[0].slug}"):
        assert client.get(f"/api/v1/events/{query}").status_code == 200
    assert client.get(f"/api/v1/events/{events[1].slug}/").status_code == 200

    assert len(names()) == 1


def test_gives_the_same_bytes_from_another_address(client: Client):
    publish(make_event("signing"))
    here = client.get("/api/v1/events/signing/").json()
    there = client.get("/api/v1/events/signing/", headers={"host": "localhost"}).json()

    assert here["url"] == "http://testserver/api/v1/events/signing/"
    assert there == here | {"url": "http://localhost/api/v1/events/signing/"}


def test_keeps_no_more_statements_than_it_may(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(prepared_statements, "MAX_PREPARED", 1)
    publish(make_actor("albania"), make_event("signing"))

    for path in ("actors/albania", "events/signing", "actors/albania"):
        assert client.get(f"/api/v1/{path}/").status_code == 200
        assert len(names()) == 1


def test_prepares_nothing_where_connections_go_from_transaction_to_transaction(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    publish(make_event("signing"))
    known: Any = client.get("/api/v1/events/signing/").content
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)

    assert client.get("/api/v1/events/signing/").content == known
    assert names() == []
