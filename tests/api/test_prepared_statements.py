"""The statement that writes rows is planned once per connection."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client

from api.compiler import prepared_statements
from tests import database, make


def statement_names() -> list[str]:
    query = "SELECT name FROM pg_prepared_statements WHERE name LIKE 'row_json_%'"
    return [name for (name,) in database.rows(query)]


def deallocate_all() -> None:
    database.execute("DEALLOCATE ALL")
    prepared_statements._prepared.clear()


@pytest.fixture(autouse=True)
def _nothing_prepared() -> Iterator[None]:
    deallocate_all()
    yield
    deallocate_all()


def test_prepares_one_statement_for_all_pages_and_records(client: Client):
    events = [make.publish(make.event()) for _ in range(3)]

    for query in ("", "?page_size=1", "?sort=-slug", f"?slug__in={events[0].slug}"):
        assert client.get(f"/api/v1/events/{query}").status_code == 200
    assert client.get(f"/api/v1/events/{events[1].slug}/").status_code == 200

    assert len(statement_names()) == 1


def test_uses_the_host_of_each_request(client: Client):
    make.publish(make.event("signing"))
    here = client.get("/api/v1/events/signing/").json()
    there = client.get("/api/v1/events/signing/", headers={"host": "localhost"}).json()

    assert here["url"] == "http://testserver/api/v1/events/signing/"
    assert there == here | {"url": "http://localhost/api/v1/events/signing/"}


def test_keeps_no_more_statements_than_the_limit(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(prepared_statements, "MAX_PREPARED", 1)
    make.publish(make.actor("albania"), make.event("signing"))

    for path in ("actors/albania", "events/signing", "actors/albania"):
        assert client.get(f"/api/v1/{path}/").status_code == 200
        assert len(statement_names()) == 1


def test_prepares_nothing_behind_a_pooler(client: Client, monkeypatch: pytest.MonkeyPatch):
    make.publish(make.event("signing"))
    prepared = client.get("/api/v1/events/signing/").content
    deallocate_all()
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)

    assert client.get("/api/v1/events/signing/").content == prepared
    assert statement_names() == []
