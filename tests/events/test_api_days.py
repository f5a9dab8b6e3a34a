"""Lists of events between two days are complete and sorted, with events that began earlier."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from events.models import Event
from tests import cases, make

SINCE, UNTIL = dt.date(2010, 1, 1), dt.date(2012, 12, 31)
LISTS: list[dict[str, str]] = [
    {"date__gte": "2010-01-01"},
    {"date__lte": "2012-12-31"},
    {"date__gte": "2010-01-01", "date__lte": "2012-12-31"},
    {"during": "2010-01-01/2012-12-31"},
    {"date__gte": "2009-01-01", "during": "2010-01-01/2012-12-31"},
]


@pytest.fixture(autouse=True)
def events() -> None:
    """Events before, on, between and after the two days, spans across them, and an undated one."""
    windows: list[tuple[str, str | None]] = [
        ("1999-06-12", None),
        ("1999-06-12", "2009-12-31"),
        ("2004-12-02", None),
        ("2008-01-01", "2010-01-01"),
        ("2009-12-31", "2010-01-02"),
        ("2010-01-01", "2010-01-01"),
        ("2010-01-01", "2010-12-31"),
        ("2011-05-05", "2011-05-05"),
        ("2011-05-05", "2014-01-01"),
        ("2012-12-31", "2012-12-31"),
        ("2013-01-01", "2013-01-01"),
    ]
    for first, last in windows:
        ongoing = {} if last else {"lifecycle": "ongoing"}
        precision = "day" if last in (None, first) else "range"
        window: dict[str, Any] = {"date_from": first, "date_to": last, "is_span": True}
        make.publish(make.event(on=None, **window, date_precision=precision, **ongoing))
    make.publish(make.event(on=None))


def expected(query: dict[str, str], *, descending: bool) -> list[str]:
    """The slugs that the list must have, computed separately for each event."""
    since = dt.date.min if set(query) == {"date__lte"} else SINCE
    until = dt.date.max if set(query) == {"date__gte"} else UNTIL
    found: list[Any] = []
    event: Any
    for event in Event.objects.exclude(date_from=None):
        last = event.date_to or (dt.date.max if event.lifecycle == "ongoing" else event.date_from)
        if last >= since and event.date_from <= until:
            found.append(event)
    found.sort(key=lambda event: (event.date_from, event.pk), reverse=descending)
    return [event.slug for event in found]


def follow_pages(client: Client, url: str, way: str) -> list[list[str]]:
    """The slugs on each page, from this URL on, in direction `way`."""
    pages, following = [], url
    while following:
        body = client.get(following).json()
        pages.append([event["slug"] for event in body["results"]])
        following = body[way]
    return pages


@cases("descending", False, True)
@cases("query", *LISTS)
def test_pages_forward_and_back(client: Client, query: dict[str, str], descending: bool):
    sort = "-date_from" if descending else "date_from"
    parameters = "&".join(f"{name}={value}" for name, value in query.items())
    url = f"/api/v1/events/?{parameters}&sort={sort}&page_size=2"
    wanted = expected(query, descending=descending)
    assert len(wanted) > 5

    forward = follow_pages(client, url, "next")
    assert [slug for page in forward for slug in page] == wanted

    last = url
    while following := client.get(last).json()["next"]:
        last = following
    back = follow_pages(client, last, "previous")
    assert [slug for page in reversed(back) for slug in page] == wanted


@cases("page", 1, 2, 3)
def test_pages_by_number(client: Client, page: int):
    query = {"date__gte": "2010-01-01", "page_size": "3", "page": str(page)}
    body = client.get("/api/v1/events/", query).json()

    wanted = expected({"date__gte": ""}, descending=False)
    assert [event["slug"] for event in body["results"]] == wanted[page * 3 - 3 : page * 3]
    assert body["count"] == len(wanted)
