"""Counts of lists are remembered until something public changes."""

import pytest
from django.test import Client

from api.pagination import count_cache
from tests.asked import asked
from tests.builders import make_actor, publish

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "/api/v1/actors/?kind=state&page_size=1"


@pytest.fixture(autouse=True)
def _remembering(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(count_cache, "MAX_CACHED_ANSWERS", 2)


def counted(client: Client, address: str = ADDRESS) -> tuple[int, int]:
    body, queries = asked(client, address)
    return body["count"], queries


def test_counts_once_while_nothing_public_changes(client: Client):
    publish(make_actor(), make_actor())
    number, queries = counted(client)

    assert number == 2
    assert counted(client) == (2, queries - 1)
    assert counted(client, f"{ADDRESS}&sort=-slug") == (2, queries - 1)
    make_actor()
    assert counted(client) == (2, queries - 1)


def test_counts_anew_once_something_public_has_changed(client: Client):
    publish(make_actor(), make_actor())
    number, queries = counted(client)
    publish(make_actor())

    assert counted(client) == (number + 1, queries)


def test_tells_questions_apart(client: Client):
    publish(
        make_actor(),
        make_actor(),
        make_actor(kind="igo"),
        make_actor(kind="igo"),
        make_actor(kind="igo"),
    )

    assert counted(client)[0] == 2
    assert counted(client, "/api/v1/actors/?kind=igo&page_size=1")[0] == 3
    assert counted(client, "/api/v1/actors/?page_size=1")[0] == 5
    assert len(count_cache._answers) <= 2


def test_looks_up_once_which_record_a_slug_is(client: Client):
    publish(make_actor("serbia"), make_actor("kosovo"))
    address = "/api/v1/relationships/?subject=serbia&count=none"
    _, queries = asked(client, address)

    assert asked(client, address)[1] == queries - 1
    assert asked(client, address.replace("serbia", "kosovo"))[1] == queries


def test_finds_a_record_as_soon_as_it_is_published(client: Client):
    actor = make_actor("serbia")
    publish(make_actor("nato"))
    nothing, _ = asked(client, "/api/v1/actors/?country=serbia")
    publish(actor)
    body = make_actor("gendarmerie", kind="police", country=actor)
    publish(body)

    assert nothing["count"] == 0
    found, _ = asked(client, "/api/v1/actors/?country=serbia")
    assert [each["slug"] for each in found["results"]] == ["gendarmerie"]
