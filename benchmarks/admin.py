"""The admin: front page, lists and work queues at several scales; large pages, hints, saves; see README.md."""

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balkanwatch.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib import admin  # noqa: E402
from django.contrib.auth.models import Group, User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402
from django_otp import DEVICE_ID_SESSION_KEY  # noqa: E402
from django_otp.plugins.otp_totp.models import TOTPDevice  # noqa: E402

from curation.history.tracking import ENTRIES  # noqa: E402
from curation.lists.work_queues import queues_of  # noqa: E402
from events.models import Event, EventClaim, Participation  # noqa: E402
from records.models import Record  # noqa: E402
from records.review import loading  # noqa: E402
from tests.agreements.test_admin import enter_tirana  # noqa: E402
from tests.large import make_large_agreement, make_large_event  # noqa: E402

SCALES = [int(scale) for scale in os.environ.get("SCALE", "100,20000,1000000").split(",")]
ROUNDS = int(os.environ.get("ROUNDS", 7))
ACTORS = 20_000
HOME = connection.settings_dict["NAME"]
HISTORY = "curation.middleware.HistoryMiddleware"
# Names as people type them: right, begun, with typing errors, of rare and of frequent words, of none
TYPED = {
    "right": ["Ministry of Defence", "Union of Veterans of Kosovo 18"],
    "begun": ["Min", "Union of", "Brigade of A"],
    "with typing errors": ["Ministri of defense 17", "Minstry of Defnce of Kosvo", "Brigaed 19"],
    "of a rare word": ["Brigade of Serbia 1993", "Вучић", "7777"],
    "of a frequent word": ["Defence", "Kosovo", "Reform of Albania"],
    "of nobody": ["Xyzzy", "Qwertzuiop Asdfgh"],
}

Rows = list[tuple[Any, ...]]


def use(database: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = database


def enter_world(scale: int) -> None:
    """A database of its own, kept for the next run; Django is pointed at it."""
    database, unfinished = f"{HOME}_bench_{scale}", f"{HOME}_bench_unfinished"
    use(HOME)
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [database])
        if not cursor.rowcount:
            cursor.execute(f"DROP DATABASE IF EXISTS {unfinished}")
            cursor.execute(f"CREATE DATABASE {unfinished}")
            print(f"Building {scale:,} events in {database} ...", flush=True)
            use(unfinished)
            call_command("migrate", verbosity=0)
            call_command("load_fixtures", verbosity=0)
            with connection.cursor() as building:
                building.execute((HERE / "world.sql").read_text(encoding="utf-8"), {"n": scale})
                building.execute("VACUUM ANALYZE")
            use(HOME)
            with connection.cursor() as renaming:
                renaming.execute(f"ALTER DATABASE {unfinished} RENAME TO {database}")
    use(database)


def curator() -> Client:
    """Somebody who may see everything by a role, logged in with a second factor."""
    user, _ = User.objects.get_or_create(username="bench", defaults={"is_staff": True})
    user.groups.set(Group.objects.filter(name="administrator"))
    device, _ = TOTPDevice.objects.get_or_create(user=user)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    return client


def pages() -> dict[str, str]:
    """Addresses to measure, by what they show."""
    events = _list_of(Event)
    found = {"front page": reverse("admin:index")}
    found |= {
        str(model._meta.verbose_name_plural): _list_of(model)
        for model in admin.site._registry
        if issubclass(model, Record)
    }
    found |= {
        "claims about events": _list_of(EventClaim),
        "participants": _list_of(Participation),
        "events, page 200 or last": f"{events}?p={{last}}",
    }
    found |= {f"events: {q.name}": f"{events}?queue={q.name}" for q in queues_of(Event)}
    found |= {
        f"events: {name}": f"{events}?{query}"
        for name, query in {
            "drafts": "review_status__exact=draft",
            "retracted": "review_status__exact=retracted",
            "denied": "modality__exact=denied",
            "by title": "o=1",
            "by change, latest first": "o=-7",
            "search for Tirana": "q=tirana",
        }.items()
    }
    event = Event.objects.undated().order_by("slug").first()
    if event:
        place = reverse("admin:events_event_change", args=[event.pk])
        found["an event"] = place
        found["an event, with the next undated"] = f"{place}?_changelist_filters=queue%3Dundated"
    return found


def _list_of(model: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def measured(client: Client, address: str) -> tuple[int, float, int]:
    """Queries of an answer, its median milliseconds and its bytes; the first answers are not measured."""
    for _ in range(2):
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code, answer.headers)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
        asked = list(queries)
    whole = [query["sql"] for query in asked if _counts_whole_table(query["sql"])]
    assert not whole, (address, whole)
    return len(asked), _median(lambda: client.get(address)), len(answer.content)


def _counts_whole_table(sql: str) -> bool:
    """Whether it counts the rows of a table without a bound or a sample."""
    counted = sql.startswith("SELECT COUNT(*)") and "WHERE" not in sql and "LIMIT" not in sql
    return counted and "TABLESAMPLE" not in sql


def _median(do: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        do()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def lists() -> Rows:
    """Front page, lists and work queues at each scale."""
    found: dict[str, list[str]] = {}
    for scale in SCALES:
        enter_world(scale)
        client = curator()
        last = min(200, -(-Event.objects.count() // 50))
        for name, address in pages().items():
            queries, ms, _ = measured(client, address.format(last=last))
            found.setdefault(name, []).append(f"{queries} / {ms:.0f} ms")
            print(f"{scale:>9,} {name:40} {queries:3} queries {ms:8.0f} ms", flush=True)
    return [("page", *(f"{scale:,}" for scale in SCALES))] + [(n, *r) for n, r in found.items()]


def large_pages() -> Rows:
    """The forms of records with many rows beside those with one."""
    client = curator()
    made = [
        ("agreement, 1 party, 1 clause", make_large_agreement(1, 1, slug="bench-small")),
        ("agreement, 100 parties, 500 clauses", make_large_agreement(100, 500, slug="bench-many")),
        ("event, 1 participant, 1 link", make_large_event(1, 1, slug="bench-few")),
        ("event, 100 participants, 500 links", make_large_event(100, 500, slug="bench-large")),
    ]
    found: Rows = [("form", "queries", "KiB", "ms")]
    for name, record in made:
        place = f"admin:{record._meta.app_label}_{record._meta.model_name}_change"
        queries, ms, size = measured(client, reverse(place, args=[record.pk]))
        found.append((name, queries, -(-size // 1024), round(ms)))
    return found


def hints() -> Rows:
    """What is there already while a name is typed, among 20,000 actors with two names each."""
    client = curator()
    with connection.cursor() as cursor:
        cursor.execute((HERE / "actors.sql").read_text(encoding="utf-8"), {"n": ACTORS})
        # As autovacuum does soon after many rows have come: else each search reads them one by one.
        for table in ("actors_actor", "actors_actorname"):
            cursor.execute(f"SELECT gin_clean_pending_list('{table}_folded'::regclass)")
    place = reverse("admin:actors_actor_namesakes")
    found: Rows = [("name", "worst median ms", "typed")]
    for sort, texts in TYPED.items():
        times = {text: _median(partial(client.get, place, {"q": text})) for text in texts}
        worst = max(times, key=lambda text: times[text])
        found.append((sort, round(times[worst]), worst))
    return found


def saves() -> Rows:
    """The Tirana agreement entered in one save, with the history and without its triggers and its context."""
    setup_test_environment()
    found: Rows = [("save of 3 parties, 7 clauses, 7 citations", "queries", "ms")]
    # The first save is not measured: it reads the templates.
    for name, kept in (("", True), ("with the history", True), ("without", False)):
        with transaction.atomic():
            if not kept:
                _stop_history()
            with loading():
                page = enter_tirana(curator(), "bench-")
            began = time.perf_counter()
            errors = page.save("_save")
            ms = (time.perf_counter() - began) * 1000
            assert errors == [], errors
            if name:
                found.append((name, page.queries, round(ms)))
            transaction.set_rollback(True)
    return found


def _stop_history() -> None:
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if each != HISTORY]
    with connection.cursor() as cursor:
        for model in ENTRIES:
            cursor.execute(
                "SELECT format('ALTER TABLE %%I DISABLE TRIGGER %%I', c.relname, t.tgname)"
                " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
                " WHERE c.relname = %s AND t.tgname ~ '^pgtrigger_(insert_insert|update_update|delete_delete)_'",
                [model._meta.db_table],
            )
            for (statement,) in cursor.fetchall():
                cursor.execute(statement)


def report(parts: dict[str, Rows]) -> None:
    """Writes the tables to results/admin.md."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0].split()[0]
    heading = (
        f"Medians of {ROUNDS} answers to an administrator with a second factor; session, rights, templates included. "
        f"PostgreSQL {version}, Python {platform.python_version()}, {os.cpu_count()} processors."
    )
    lines = ["# The admin", "", heading, ""]
    for title, (names, *rows) in parts.items():
        lines += [f"## {title}", "", _line(names), "|---" * len(names) + "|"]
        lines += [*map(_line, rows), ""]
    (HERE / "results" / "admin.md").write_text("\n".join(lines), encoding="utf-8")


def _line(cells: tuple[Any, ...]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def main() -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.SECOND_FACTOR = True
    parts = {"Lists, by the number of events": lists()}
    enter_world(min(SCALES, key=lambda scale: abs(scale - ACTORS)))
    for title, measure in {
        "Pages of large records": large_pages,
        f"Hints among {ACTORS:,} actors": hints,
        "What the history costs a save": saves,
    }.items():
        with transaction.atomic():
            parts[title] = measure()
            transaction.set_rollback(True)
        print(*parts[title], sep="\n", flush=True)
    report(parts)


if __name__ == "__main__":
    main()
