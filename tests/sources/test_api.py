"""Sources in the API: shape and filters."""

import pytest
from django.test import Client

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
