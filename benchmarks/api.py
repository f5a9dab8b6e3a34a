"""API lists and records against handwritten SQL that returns the same bytes, and against plain serializers."""

import re
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.http import QueryDict
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from api.pagination import count_cache
from api.pagination.cursors import Cursor
from api.pagination.ordering import Order
from benchmarks import harness
from events.api.serializers import EventSerializer
from events.models import Event
from records.publication import reading

SCALE = harness.number("SCALE", 20_000)
ROUNDS = harness.number("ROUNDS", 40)
# The deep page starts after this row.
DEPTH = min(150_000, SCALE * 9 // 10 * 3 // 4)
EVENTS = "/api/v1/events/"
URL = f"http://127.0.0.1{EVENTS}"
CLAIMS = """
    SELECT row_to_json(r) FROM (
        SELECT (SELECT row_to_json(r) FROM (SELECT source.slug, source.title, source.kind) r) AS source,
            claim.locator, claim.field, claim.kind, claim.verdict, claim.credibility,
            claim.attributed_to, claim.asserted_value, claim.quote
        FROM events_eventclaim claim JOIN sources_source source ON source.id = claim.source_id
        WHERE source.review_status = 'published' AND claim.\\1 ORDER BY claim.id
    ) r
"""
# A decimal as JSON writes a float: 50000000.0, 41.33
FLOAT = r"""(CASE WHEN scale(trim_scale(\1)) = 0 THEN trim_scale(\1)::text || '.0'
    ELSE trim_scale(\1)::text END)::json"""
LINKS = r"""
    SELECT row_to_json(r) FROM (
        SELECT '\1' AS direction, link.kind,
            (SELECT row_to_json(r) FROM (SELECT other.slug, other.title,
                window_text(other.date_from, other.date_to, other.date_precision, other.end_precision,
                    other.date_qualifier, other.end_qualifier, other.is_span) AS date) r) AS event,
            array_to_json(ARRAY({claims link_id = link.id})) AS claims
        FROM events_eventlink link JOIN events_event other ON other.id = link.\3
        WHERE link.\2 = event.id AND other.review_status = 'published' \4
    ) r
"""
RAW = re.sub(r"\{float ([^}]*)\}", FLOAT, harness.sql_of("raw_events.sql"))
RAW = re.sub(r"\{links (\w+), (\w+), (\w+), ([^}]*)\}", LINKS, RAW)
RAW = re.sub(r"\{claims ([^}]*)\}", CLAIMS, RAW)
NESTED = [
    *("participations__actor", "participations__toward", "participations__on_behalf_of"),
    *("links_out__target", "links_in__source"),
    *("claims__source", "participations__claims__source", "figures__claims__source"),
    *("links_out__claims__source", "links_in__claims__source"),
]
COUNT = "SELECT count(*) FROM (SELECT FROM events_event WHERE review_status = 'published' LIMIT 10001) e"
# Settings of the transaction and the rate limit
NOT_PART_OF_THE_ANSWER = re.compile(
    "BEGIN|ROLLBACK|SELECT set_config|PREPARE|INSERT INTO accounts_count|DELETE"
)


def get_without_rate_limit(path: str) -> bytes:
    rate, settings.API_RATE = settings.API_RATE, 0
    try:
        return harness.get(path)
    finally:
        settings.API_RATE = rate


def raw_list(cursor: Any, answer: bytes, limit: int, where: str, *, counts: bool) -> bytes:
    """The same list by handwritten SQL; the links to other pages are taken from `answer`."""
    if counts:
        cursor.execute(COUNT)
        cursor.fetchone()
    cursor.execute(RAW.replace("{where}", where), {"address": URL, "limit": limit + 1})
    rows = [text for (text,) in cursor.fetchall()]
    head = answer.partition(b"[")[0].decode()
    return f"{head}[{','.join(rows[:limit])}]}}".encode()


def raw_record(cursor: Any, slug: str) -> bytes:
    sql = RAW.replace("{where}", "slug = %(slug)s")
    cursor.execute(sql, {"address": URL, "limit": 1, "slug": slug})
    return cursor.fetchone()[0].encode()


def serialize(limit: int = 1, **conditions: Any) -> bytes:
    """What the serializer returns as Django REST framework runs it, without HTTP."""
    request = Request(RequestFactory(HTTP_HOST="127.0.0.1").get("/"))
    events = (
        Event.objects.filter(**conditions)
        .select_related("type", "place__country", "agreement", "parent")
        .prefetch_related(*NESTED)
    )
    rows = Order(Event, ("date_from",)).apply(events)[:limit]
    with reading():
        data = EventSerializer(rows, many=True, context={"request": request}).data
        return JSONRenderer().render(data)


def deep_page() -> tuple[str, str]:
    """The cursor of a deep page as a query string, and the same condition in SQL."""
    rows = Order(Event, ("date_from",)).apply(Event.objects.all())
    with reading():
        event = rows.values("date_from", "id")[DEPTH - 1]
    day = str(event["date_from"] or "infinity")
    text = Cursor((day, str(event["id"])), count=10_000).encode("event", QueryDict())
    where = f"(coalesce(date_from, 'infinity'), id) > (date '{day}', {event['id']})"
    return urlencode({"cursor": text}), where


def count_queries(path: str) -> str:
    with CaptureQueriesContext(connection) as captured:
        harness.get(path)
    sqls = [query["sql"] for query in captured.captured_queries]
    return str(sum(not NOT_PART_OF_THE_ANSWER.match(sql) for sql in sqls))


def main() -> None:
    # The handwritten SQL counts its rows each time, so the API must too.
    count_cache.MAX_CACHED_ANSWERS = 0
    harness.use_events(SCALE)
    raw_connection = harness.connect_without_django()
    raw_connection.autocommit = True
    cursor = raw_connection.cursor()
    cursor_query, after_cursor = deep_page()
    deep = f"100 after row {DEPTH:,}"
    cases: dict[str, harness.Case] = {}
    queries: dict[str, str] = {}
    for name, query, limit, where in (
        ("list of 100", "?page_size=100", 100, "true"),
        ("list of 25", "?page_size=25", 25, "true"),
        (deep, f"?page_size=100&{cursor_query}", 100, after_cursor),
    ):
        path, counts = EVENTS + query, where == "true"
        answer = harness.get(path)
        assert raw_list(cursor, answer, limit, where, counts=counts) == answer, name
        queries[name] = count_queries(path)
        cases[f"{name}: API"] = partial(harness.get, path)
        raw = partial(raw_list, cursor, answer, limit, where, counts=counts)
        cases[f"{name}: raw SQL"] = raw
    with reading():
        slug = Event.objects.filter(slug__startswith="bench-", place__isnull=False)[7].slug
    record, first_page = f"{EVENTS}{slug}/", f"{EVENTS}?page_size=100"
    assert harness.get(record) == raw_record(cursor, slug)
    assert serialize(slug=slug) == b"[" + harness.get(record) + b"]"
    queries["detail"] = count_queries(record)
    with harness.response(first_page) as (headers, _):
        etag = headers["ETag"]
    times = harness.interleave(
        cases
        | {
            "list of 100: serializer": partial(serialize, 100),
            "list of 25: serializer": partial(serialize, 25),
            "detail: API": partial(harness.get, record),
            "detail: raw SQL": partial(raw_record, cursor, slug),
            "detail: serializer": partial(serialize, slug=slug),
            "detail uncounted: API": partial(get_without_rate_limit, record),
            "list of 100: 304": partial(harness.get, first_page, 304, HTTP_IF_NONE_MATCH=etag),
            "first 100 without count: API": partial(harness.get, f"{first_page}&count=none"),
        },
        ROUNDS,
    )
    pairs = [(name, f"{name}: API", f"{name}: raw SQL", count) for name, count in queries.items()]
    pairs += [
        ("detail counted to uncounted", "detail: API", "detail uncounted: API", ""),
        ("deep page to first page", f"{deep}: API", "first 100 without count: API", ""),
        ("304 to its 200, list of 100", "list of 100: 304", "list of 100: API", ""),
    ]
    pairs += [
        (f"serializer to raw SQL, {name}", f"{name}: serializer", f"{name}: raw SQL", "")
        for name in ("list of 100", "list of 25", "detail")
    ]
    harness.write_results(
        "api",
        "# Lists and records",
        f"{SCALE:,} events, {ROUNDS} rounds, {harness.machine()}.",
        harness.summary(times),
        harness.table(
            ("ratio", "of minima", "of medians", "queries"),
            ((name, *harness.ratio(times[one], times[other]), n) for name, one, other, n in pairs),
        ),
    )


if __name__ == "__main__":
    main()
