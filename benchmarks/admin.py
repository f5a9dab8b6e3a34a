"""The admin: front page, lists and work queues at several scales; large forms, name hints and saves."""

import os
import statistics
import time
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment
from django.urls import reverse
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from benchmarks import harness
from curation.history.tracking import ENTRIES
from curation.lists.work_queues import queues_of
from events.models import Event, EventClaim, Participation
from records.models import Record
from records.review import loading
from records.sql import run_sql
from tests.agreements.test_admin import enter_tirana
from tests.large import make_large_agreement, make_large_event

SCALES = [int(scale) for scale in os.environ.get("SCALE", "100,20000,1000000").split(",")]
ROUNDS = harness.number("ROUNDS", 7)
ACTORS = 20_000
HISTORY_TRIGGERS = "^pgtrigger_(insert_insert|update_update|delete_delete)_"
VERSION_TRIGGERS = "^(moves_version|lock_whole)"
NAMES = {
    "right": ["Ministry of Defence", "Union of Veterans of Kosovo 18"],
    "begun": ["Min", "Union of", "Brigade of A"],
    "with typing errors": ["Ministri of defense 17", "Minstry of Defnce of Kosvo", "Brigaed 19"],
    "of a rare word": ["Brigade of Serbia 1993", "Вучић", "7777"],
    "of a frequent word": ["Defence", "Kosovo", "Reform of Albania"],
    "of nobody": ["Xyzzy", "Qwertzuiop Asdfgh"],
}
EVENT_LISTS = {
    "drafts": "review_status__exact=draft",
    "retracted": "review_status__exact=retracted",
    "denied": "modality__exact=denied",
    "by title": "o=1",
    "by change, latest first": "o=-7",
    "search for Tirana": "q=tirana",
}
Rows = list[tuple[Any, ...]]


def log_in() -> Client:
    """An administrator by role, with a second factor."""
    user, _ = User.objects.get_or_create(username="bench", defaults={"is_staff": True})
    user.groups.set(Group.objects.filter(name="administrator"))
    device, _ = TOTPDevice.objects.get_or_create(user=user)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    return client


def page_url(page: str, model: type[Model], *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def pages() -> dict[str, str]:
    """URLs to measure, by what they show."""
    events = page_url("changelist", Event)
    last = min(200, -(-Event.objects.count() // 50))
    models = [model for model in admin.site._registry if issubclass(model, Record)]
    found = {"front page": reverse("admin:index")}
    found |= {str(m._meta.verbose_name_plural): page_url("changelist", m) for m in models}
    found |= {
        "claims about events": page_url("changelist", EventClaim),
        "participants": page_url("changelist", Participation),
        "events, page 200 or last": f"{events}?p={last}",
    }
    found |= {f"events: {q.name}": f"{events}?queue={q.name}" for q in queues_of(Event)}
    found |= {f"events: {name}": f"{events}?{query}" for name, query in EVENT_LISTS.items()}
    if event := Event.objects.undated().order_by("slug").first():
        found["an event"] = form = page_url("change", Event, event.pk)
        found["an event, with the next undated"] = f"{form}?_changelist_filters=queue%3Dundated"
    return found


def median_ms(client: Client, url: str, warm_up: int = 0, **query: str) -> float:
    times = harness.interleave({"": partial(client.get, url, query or None)}, ROUNDS, warm_up)
    return statistics.median(times[""])


def measure(client: Client, url: str) -> tuple[int, float, int]:
    """Queries, median milliseconds and bytes of a page; fails if it counts a whole table."""
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code, answer.headers)
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    statements = [query["sql"] for query in captured.captured_queries]
    for sql in statements:
        bounded = any(word in sql for word in ("WHERE", "LIMIT", "TABLESAMPLE"))
        assert bounded or not sql.startswith("SELECT COUNT(*)"), (url, sql)
    return len(statements), median_ms(client, url, 1), len(answer.content)


def measure_lists() -> Rows:
    found: dict[str, list[str]] = {}
    for scale in SCALES:
        harness.use_events(scale)
        client = log_in()
        for name, url in pages().items():
            queries, ms, _ = measure(client, url)
            found.setdefault(name, []).append(f"{queries} / {ms:.0f} ms")
            print(f"{scale:>9,} {name:40} {queries:3} queries {ms:8.0f} ms", flush=True)
    return [
        ("page", *(f"{scale:,}" for scale in SCALES)),
        *((n, *cells) for n, cells in found.items()),
    ]


def measure_large_forms() -> Rows:
    client = log_in()
    found: Rows = [("form", "queries", "KiB", "ms")]
    for name, record in (
        ("agreement, 1 party, 1 clause", make_large_agreement(1, 1, slug="bench-small")),
        ("agreement, 100 parties, 500 clauses", make_large_agreement(100, 500, slug="bench-many")),
        ("event, 1 participant, 1 link", make_large_event(1, 1, slug="bench-few")),
        ("event, 100 participants, 500 links", make_large_event(100, 500, slug="bench-large")),
    ):
        queries, ms, size = measure(client, page_url("change", type(record), record.pk))
        found.append((name, queries, -(-size // 1024), round(ms)))
    return found


def measure_hints() -> Rows:
    """Hints at existing records while a name is typed, among actors with two names each."""
    client = log_in()
    harness.execute(harness.sql_of("fill_actors.sql"), n=ACTORS)
    # Autovacuum does this soon after many inserts; until then each search reads the new rows one by one.
    for table in ("actors_actor", "actors_actorname"):
        harness.execute(f"SELECT gin_clean_pending_list('{table}_folded'::regclass)")
    url = reverse("admin:actors_actor_namesakes")
    found: Rows = [("name", "worst median ms", "typed")]
    for kind, names in NAMES.items():
        ms, worst = max((median_ms(client, url, q=name), name) for name in names)
        found.append((kind, round(ms), worst))
    return found


def measure_saves() -> Rows:
    """The Tirana agreement entered in one save, with all triggers and without some."""
    setup_test_environment()
    found: Rows = [("save of 3 parties, 7 clauses, 7 citations", "queries", "ms")]
    # The first save is not reported: it reads the templates.
    for name, disabled in (
        ("", ""),
        ("with the history", ""),
        ("without", HISTORY_TRIGGERS),
        ("without counting versions", VERSION_TRIGGERS),
    ):
        with transaction.atomic():
            middleware = settings.MIDDLEWARE
            if disabled:
                _disable_triggers(disabled)
            if disabled == HISTORY_TRIGGERS:
                settings.MIDDLEWARE = [m for m in middleware if not m.endswith("HistoryMiddleware")]
            with loading():
                page = enter_tirana(log_in(), "bench-")
            start = time.perf_counter()
            errors = page.save("_save")
            ms = (time.perf_counter() - start) * 1000
            assert not errors, errors
            settings.MIDDLEWARE = middleware
            if name:
                found.append((name, page.queries, round(ms)))
            transaction.set_rollback(True)
    return found


def _disable_triggers(pattern: str) -> None:
    found = run_sql(
        "SELECT format('ALTER TABLE %%I DISABLE TRIGGER %%I', relname, tgname)"
        " FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE relname = ANY(%s) AND tgname ~ %s",
        [[model._meta.db_table for model in ENTRIES], pattern],
    )
    assert found, pattern
    harness.execute(*(statement for (statement,) in found))


def main() -> None:
    settings.STORAGES = harness.UNHASHED_FILES
    settings.SECOND_FACTOR = True
    parts = {"Lists, by the number of events": measure_lists()}
    harness.use_events(min(SCALES, key=lambda scale: abs(scale - ACTORS)))
    for title, measure_part in {
        "Large forms": measure_large_forms,
        f"Hints among {ACTORS:,} actors": measure_hints,
        "What the history costs a save": measure_saves,
    }.items():
        with transaction.atomic():
            parts[title] = measure_part()
            transaction.set_rollback(True)
        print(*parts[title], sep="\n", flush=True)
    texts = [f"## {name}\n\n{harness.table(rows[0], rows[1:])}" for name, rows in parts.items()]
    harness.write_results(
        "admin",
        "# The admin",
        f"Medians of {ROUNDS} answers to an administrator with a second factor; session, permissions and templates"
        f" included. {harness.machine()}.",
        *texts,
    )


if __name__ == "__main__":
    main()
