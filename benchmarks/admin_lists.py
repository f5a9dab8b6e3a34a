"""The admin's front page, lists and work queues among 100, 20,000 and a million events; see README.md."""

import os
import platform
import statistics
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balkanwatch.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib import admin  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from curation.queues import queues_of  # noqa: E402
from events.models import Event, EventClaim, Participation  # noqa: E402
from records.models import Record  # noqa: E402

SCALES = [int(scale) for scale in os.environ.get("SCALE", "100,20000,1000000").split(",")]
ROUNDS = int(os.environ.get("ROUNDS", 7))
HOME = connection.settings_dict["NAME"]


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
    """Somebody who may see everything, logged in."""
    user, _ = get_user_model().objects.get_or_create(
        username="bench", is_staff=True, is_superuser=True
    )
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
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


def measured(client: Client, address: str) -> tuple[int, float]:
    """Queries of an answer, and its median milliseconds; the first answers are not measured."""
    for _ in range(2):
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code, answer.headers)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
        asked = len(queries)
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - began) * 1000)
    return asked, statistics.median(times)


def main() -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    found: dict[str, dict[int, tuple[int, float]]] = {}
    for scale in SCALES:
        enter_world(scale)
        client = curator()
        last = min(200, -(-Event.objects.count() // 50))
        for name, address in pages().items():
            result = measured(client, address.format(last=last))
            found.setdefault(name, {})[scale] = result
            print(f"{scale:>9,} {name:40} {result[0]:3} queries {result[1]:8.0f} ms", flush=True)
    report(found)


def report(found: dict[str, dict[int, tuple[int, float]]]) -> None:
    """Writes the table to results/admin_lists.md."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0].split()[0]
    heading = (
        f"Queries and median milliseconds of {ROUNDS} answers, sessions and templates included, by the number "
        f"of events. PostgreSQL {version}, Python {platform.python_version()}, {os.cpu_count()} processors."
    )
    lines = ["| page | " + " | ".join(f"{scale:,}" for scale in SCALES) + " |"]
    lines.append("|---" * (len(SCALES) + 1) + "|")
    for name, results in found.items():
        cells = [
            f"{results[scale][0]} / {results[scale][1]:.0f} ms" if scale in results else ""
            for scale in SCALES
        ]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    text = "\n".join(["# The admin’s lists", "", heading, "", *lines, ""])
    (HERE / "results" / "admin_lists.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
