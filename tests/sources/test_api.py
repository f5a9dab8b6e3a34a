"""Sources in the API: shape and filters."""

import pytest
from django.test import Client

from sources.models import Source
from tests import cases, make
from tests.api_client import keys_of


@pytest.fixture(autouse=True)
def library() -> None:
    make.source(
        "euractiv",
        title="Pakt u Tirani",
        author="Đorđe Žujović",
        publisher="Radio Tiranë",
        language="sr-Latn",
        published_on="2025-03",
        reliability="B",
        url="https://example.org/pakt",
    )
    make.source("yearbook", kind="academic", publisher="SIPRI", reliability="A")
    make.source("hidden", review_status="draft", publisher="SIPRI")


def test_shows_a_source(client: Client):
    body = client.get("/api/v1/sources/euractiv/").json()

    assert body | {"updated_at": ""} == {
        "slug": "euractiv",
        "url": "http://testserver/api/v1/sources/euractiv/",
        "kind": "news",
        "title": "Pakt u Tirani",
        "author": "Đorđe Žujović",
        "publisher": "Radio Tiranë",
        "published_on": "2025-03-01",
        "published_precision": "month",
        "published_on_edtf": "2025-03",
        "language": "sr-Latn",
        "publisher_url": "https://example.org/pakt",
        "archive_url": "",
        "accessed_on": None,
        "licence": "",
        "relies_on": None,
        "word_count": None,
        "reliability": "B",
        "identifiers": [],
        "updated_at": "",
    }


@cases(
    "query, found",
    ({}, ["euractiv", "yearbook"]),
    ({"q": "zujovic"}, ["euractiv"]),
    ({"q": "TIRANI"}, ["euractiv"]),
    ({"q": "sipri"}, ["yearbook"]),
    ({"kind": "academic"}, ["yearbook"]),
    ({"kind__in": "academic,news"}, ["euractiv", "yearbook"]),
    ({"kind__not": "academic"}, ["euractiv"]),
    ({"slug__in": "yearbook,hidden"}, ["yearbook"]),
    ({"updated_at__gte": "2999-01-01"}, []),
    ({"publisher": "sipri"}, ["yearbook"]),
    ({"publisher": "radio tirane"}, ["euractiv"]),
    ({"publisher": "sip"}, []),
    ({"language": "sr-Latn"}, ["euractiv"]),
    ({"reliability__in": "A,C"}, ["yearbook"]),
    ({"published_on__gte": "2025-03-31"}, ["euractiv"]),
    ({"published_on__gte": "2025-04-01"}, []),
    ({"published_on__lte": "2025-03-01"}, ["euractiv"]),
    ({"published_on__lte": "2025-02-28"}, []),
)
def test_filters_sources(client: Client, query: dict, found: list[str]):
    assert keys_of(client, "sources", **query) == found


def test_shows_the_origin_of_a_source_once_it_is_public(client: Client):
    agency = make.source("agency", review_status="draft")
    make.source("paper", relies_on=agency)
    event = make.publish(make.event("signing"))
    make.claim(event, Source.objects.get(slug="paper"))

    def shown() -> list[object]:
        claims = client.get("/api/v1/events/signing/").json()["claims"]
        paper = client.get("/api/v1/sources/paper/").json()
        origins = [
            claim["source"]["relies_on"] for claim in claims if claim["source"]["slug"] == "paper"
        ]
        return [paper["relies_on"], *origins]

    assert shown() == [None, None]
    Source.objects.filter(slug="agency").update(review_status="published")
    assert shown() == [
        {"slug": "agency", "title": "agency", "kind": "news", "relies_on": None},
        "agency",
    ]


def test_counts_sources_that_rely_on_the_same_one_as_one_origin(client: Client):
    agency = make.source("agency")
    event = make.event("signing")
    make.claim(event, agency)
    make.publish(event)
    make.claim(event, make.source("paper", relies_on=agency))

    assert keys_of(client, "events", source_count__gte="2") == ["signing"]
    assert keys_of(client, "events", origin_count__gte="2") == []
    make.claim(event, make.source("gazette"))
    assert keys_of(client, "events", origin_count__gte="2") == ["signing"]
