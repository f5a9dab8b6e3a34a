"""The API against raw SQL that yields the same bytes, side by side in one run; see README.md."""

import os
import platform
import re
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balkanwatch.settings")
# Requests are counted as always, against a limit that is not reached
os.environ["API_RATE"] = "1000000"

import django  # noqa: E402

django.setup()

import psycopg2  # noqa: E402
from django.conf import settings as site  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from rest_framework.renderers import JSONRenderer  # noqa: E402
from rest_framework.request import Request  # noqa: E402

from api.pagination import count_cache  # noqa: E402
from api.pagination.cursors import Cursor  # noqa: E402
from api.pagination.ordering import Order  # noqa: E402
from events.api.serializers import EventSerializer  # noqa: E402
from events.models import Event  # noqa: E402
from records.publication import reading  # noqa: E402

SCALE = int(os.environ.get("SCALE", 20_000))
ROUNDS = int(os.environ.get("ROUNDS", 40))
# Row that the deep page starts after
DEPTH = min(150_000, SCALE * 9 // 10 * 3 // 4)
DATABASE = f"balkanwatch_bench_{SCALE}"
HOST = "http://127.0.0.1"
ADDRESS = f"{HOST}/api/v1/events/"
CLAIMS = """
    SELECT row_to_json(r) FROM (
        SELECT (SELECT row_to_json(r) FROM (SELECT source.slug, source.title, source.kind) r) AS source,
            claim.locator, claim.field, claim.kind, claim.verdict, claim.credibility,
            claim.attributed_to, claim.asserted_value, claim.quote
        FROM events_eventclaim claim JOIN sources_source source ON source.id = claim.source_id
        WHERE source.review_status = 'published' AND claim.\\1 ORDER BY claim.id
    ) r
"""
RAW = re.sub(r"\{claims ([^}]*)\}", CLAIMS, (HERE / "events.sql").read_text(encoding="utf-8"))
COUNT = """
    SELECT count(*) FROM (SELECT FROM events_event WHERE review_status = 'published' LIMIT 10001) e
"""
application: Any = get_wsgi_application()


def make_world() -> None:
    """A database of its own, kept for the next run; Django is pointed at it."""
    home, unfinished = connection.settings_dict["NAME"], f"{DATABASE}_unfinished"
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
        if not cursor.rowcount:
            cursor.execute(f"DROP DATABASE IF EXISTS {unfinished}")
            cursor.execute(f"CREATE DATABASE {unfinished}")
            print(f"Building {SCALE:,} events in {DATABASE} ...", flush=True)
            use(unfinished)
            call_command("migrate", verbosity=0)
            call_command("load_fixtures", verbosity=0)
            with connection.cursor() as building:
                building.execute((HERE / "world.sql").read_text(encoding="utf-8"), {"n": SCALE})
                building.execute("VACUUM ANALYZE")
            use(home)
            with connection.cursor() as renaming:
                renaming.execute(f"ALTER DATABASE {unfinished} RENAME TO {DATABASE}")
    use(DATABASE)


def use(database: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = database


def ask(query: str) -> bytes:
    """What the site answers, through all of its middleware."""
    environ = RequestFactory(HTTP_HOST="127.0.0.1").get("/api/v1/events/" + query).environ
    status: list[str] = []
    answer = application(environ, lambda line, headers: status.append(line))
    body = b"".join(answer)
    answer.close()
    assert status[0].startswith("200"), (query, status, body)
    return body


def ask_again(query: str, etag: str) -> bytes:
    """The same question of somebody who has the answer."""
    headers = {"HTTP_HOST": "127.0.0.1", "HTTP_IF_NONE_MATCH": etag}
    environ = RequestFactory(**headers).get("/api/v1/events/" + query).environ  # type: ignore[arg-type]
    status: list[str] = []
    answer = application(environ, lambda line, given: status.append(line))
    answer.close()
    assert status[0].startswith("304"), (query, status)
    return b""


def etag_of(query: str) -> str:
    """What the answer is known by."""
    environ = RequestFactory(HTTP_HOST="127.0.0.1").get("/api/v1/events/" + query).environ
    found: dict[str, str] = {}
    answer = application(environ, lambda line, given: found.update(given))
    answer.close()
    return found["ETag"]


def ask_uncounted(query: str) -> bytes:
    """The same without the count that limits on requests take."""
    rate, site.API_RATE = site.API_RATE, 0
    try:
        return ask(query)
    finally:
        site.API_RATE = rate


def raw(cursor: Any, body: bytes, limit: int, where: str, *, counts: bool) -> bytes:
    """The same answer by hand; the cursors in its links are taken from the answer given."""
    if counts:
        cursor.execute(COUNT)
        cursor.fetchone()
    cursor.execute(RAW.replace("{where}", where), {"address": ADDRESS, "limit": limit + 1})
    rows = [text for (text,) in cursor.fetchall()]
    head = body.partition(b"[")[0].decode()
    return f"{head}[{','.join(rows[:limit])}]}}".encode()


def raw_detail(cursor: Any, slug: str) -> bytes:
    sql = RAW.replace("{where}", "slug = %(slug)s")
    cursor.execute(sql, {"address": ADDRESS, "limit": 1, "slug": slug})
    return cursor.fetchone()[0].encode()


def by_serializer(**options: Any) -> bytes:
    """The serializer itself, as Django REST framework runs it, without the HTTP around it."""
    request = Request(RequestFactory(HTTP_HOST="127.0.0.1").get("/"))
    rows = EventSerializer.rows(Event.objects.all())
    limit = options.pop("limit", 1)
    rows = Order(Event, ("date_from",)).apply(rows.filter(**options))[:limit]
    serializer = EventSerializer(rows, many=True, context={"request": request})
    with reading():
        return JSONRenderer().render(serializer.data)


def deep_cursor() -> tuple[str, str]:
    """The query of a deep page, and its condition by hand."""
    rows = Order(Event, ("date_from",)).apply(Event.objects.all())
    with reading():
        event = rows.values("date_from", "id")[DEPTH - 1]
    day = str(event["date_from"] or "infinity")
    cursor = Cursor((day, str(event["id"])), count=10_000)
    text = cursor.encode("event", QueryDict())
    where = f"(coalesce(date_from, 'infinity'), id) > (date '{day}', {event['id']})"
    return urlencode({"cursor": text}), where


def measure(cases: dict[str, Callable[[], bytes]]) -> dict[str, list[float]]:
    """Milliseconds of each, one after the other in every round, so that noise meets all alike."""
    times: dict[str, list[float]] = {name: [] for name in cases}
    for number in range(ROUNDS + 3):
        for name, run in cases.items():
            start = time.perf_counter()
            run()
            if number >= 3:
                times[name].append((time.perf_counter() - start) * 1000)
    return times


def queries_of(query: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        ask(query)
    around = re.compile(
        "BEGIN|ROLLBACK|SELECT set_config|PREPARE|INSERT INTO accounts_count|DELETE"
    )
    return len([q for q in captured.captured_queries if not around.match(q["sql"])])


def main() -> None:
    # The list by hand is counted each time, so ours is too.
    count_cache.MAX_CACHED_ANSWERS = 0
    make_world()
    settings = connection.get_connection_params()
    settings.pop("cursor_factory", None)
    settings.pop("context", None)
    by_hand = psycopg2.connect(**settings)
    by_hand.autocommit = True
    cursor = by_hand.cursor()
    deep, beyond = deep_cursor()
    with reading():
        slug = Event.objects.filter(slug__startswith="bench-", place__isnull=False)[7].slug
    lists = {
        "list of 100": ("?page_size=100", 100, "true"),
        "list of 25": ("?page_size=25", 25, "true"),
        f"100 after row {DEPTH:,}": (f"?page_size=100&{deep}", 100, beyond),
    }
    cases: dict[str, Callable[[], bytes]] = {}
    counted: dict[str, int] = {}
    for name, (query, limit, where) in lists.items():
        body = ask(query)
        counts = "cursor=" not in query
        assert raw(cursor, body, limit, where, counts=counts) == body, name
        counted[name] = queries_of(query)
        cases[f"{name}: API"] = partial(ask, query)
        cases[f"{name}: raw SQL"] = partial(raw, cursor, body, limit, where, counts=counts)
    cases["list of 100: serializer"] = lambda: by_serializer(limit=100)
    cases["list of 25: serializer"] = lambda: by_serializer(limit=25)
    assert ask(f"{slug}/") == raw_detail(cursor, slug)
    assert by_serializer(slug=slug) == b"[" + ask(f"{slug}/") + b"]"
    counted["detail"] = queries_of(f"{slug}/")
    cases["detail: API"] = lambda: ask(f"{slug}/")
    cases["detail: raw SQL"] = lambda: raw_detail(cursor, slug)
    cases["detail: serializer"] = lambda: by_serializer(slug=slug)
    cases["detail uncounted: API"] = lambda: ask_uncounted(f"{slug}/")
    etag = etag_of("?page_size=100")
    cases["list of 100: 304"] = lambda: ask_again("?page_size=100", etag)
    cases["first 100 without count: API"] = lambda: ask("?page_size=100&count=none")
    report(measure(cases), counted)


def report(times: dict[str, list[float]], counted: dict[str, int]) -> None:
    """Prints the tables and writes them to results/api.md."""
    low = {name: min(values) for name, values in times.items()}
    middle = {name: statistics.median(values) for name, values in times.items()}
    lines = ["| | minimum ms | median ms |", "|---|---|---|"]
    lines += [f"| {name} | {low[name]:.2f} | {middle[name]:.2f} |" for name in times]
    lines += ["", "| ratio | of minima | of medians | queries |", "|---|---|---|---|"]
    first, deep = "first 100 without count: API", next(n for n in times if "after row" in n)
    pairs = [(n, f"{n}: API", f"{n}: raw SQL", str(c)) for n, c in counted.items()]
    pairs += [("detail counted to uncounted", "detail: API", "detail uncounted: API", "")]
    pairs += [("deep page to first page", deep, first, "")]
    pairs += [("304 to its 200, list of 100", "list of 100: 304", "list of 100: API", "")]
    pairs += [
        (f"serializer to raw SQL, {n}", f"{n}: serializer", f"{n}: raw SQL", "")
        for n in ("list of 100", "list of 25", "detail")
    ]
    for name, one, other, queries in pairs:
        lines.append(
            f"| {name} | {low[one] / low[other]:.2f} | {middle[one] / middle[other]:.2f} | {queries} |"
        )
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0].split()[0]
    heading = (
        f"{SCALE:,} events, {ROUNDS} rounds, PostgreSQL {version}, Python {platform.python_version()}, "
        f"{os.cpu_count()} processors."
    )
    text = "\n".join(["# Lists and records", "", heading, "", *lines, ""])
    (HERE / "results" / "api.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
