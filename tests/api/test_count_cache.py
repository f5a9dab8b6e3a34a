"""Counts of lists are cached until something public changes."""

import pytest
from django.test import Client

from api.pagination import count_cache
from tests import make
from tests.api_client import json_and_query_count

pytestmark = pytest.mark.django_db(transaction=True)

STATES = "/api/v1/actors/?kind=state&page_size=1"


@pytest.fixture(autouse=True)
def _small_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(count_cache, "MAX_CACHED_ANSWERS", 2)


def counted(client: Client, url: str = STATES) -> tuple[int, int]:
    """The count in the response, and the number of queries."""
    body, queries = json_and_query_count(client, url)
    return body["count"], queries


def test_counts_again_only_after_a_public_change(client: Client):
    make.publish(make.actor(), make.actor())
    number, queries = counted(client)

    assert number == 2
    assert counted(client) == (2, queries - 1)
    assert counted(client, f"{STATES}&sort=-slug") == (2, queries - 1)
    make.actor()
    assert counted(client) == (2, queries - 1)
    make.publish(make.actor())
    assert counted(client) == (3, queries)


def test_caches_each_query_separately(client: Client):
    make.publish(*(make.actor(kind=kind) for kind in ("state", "state", "igo", "igo", "igo")))

    assert counted(client)[0] == 2
    assert counted(client, "/api/v1/actors/?kind=igo&page_size=1")[0] == 3
    assert counted(client, "/api/v1/actors/?page_size=1")[0] == 5
    assert len(count_cache._answers) <= 2


def test_looks_up_the_id_of_a_slug_once(client: Client):
    make.publish(make.actor("serbia"), make.actor("kosovo"))
    url = "/api/v1/relationships/?subject=serbia&count=none"
    _, queries = json_and_query_count(client, url)

    assert json_and_query_count(client, url)[1] == queries - 1
    assert json_and_query_count(client, url.replace("serbia", "kosovo"))[1] == queries


def test_finds_a_record_as_soon_as_it_is_published(client: Client):
    actor = make.actor("serbia")
    make.publish(make.actor("nato"))
    before, _ = json_and_query_count(client, "/api/v1/actors/?country=serbia")
    make.publish(actor, make.actor("gendarmerie", kind="police", country=actor))
    after, _ = json_and_query_count(client, "/api/v1/actors/?country=serbia")

    assert before["count"] == 0
    assert [row["slug"] for row in after["results"]] == ["gendarmerie"]
