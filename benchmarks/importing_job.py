"""An import in the background as people meet it: the request that starts it, the age of its progress, its pages."""

import statistics
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.files import File
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from imports.applying.jobs import run_import
from imports.models import Import

REQUESTS = 5
# Between two looks at the signs of life
LOOK_SECONDS = 0.1

Note = Callable[[str, float], None]


def measure_job(path: Path, note: Note) -> None:
    """Notes milliseconds of a request, seconds of the oldest progress, KiB and milliseconds of the largest page."""
    settings.SECOND_FACTOR = False
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    person = User.objects.create_user("bench-importer", is_staff=True)
    person.groups.add(Group.objects.get(name="importer"))
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    note("upload and start, ms", statistics.median(_upload(client, path) for _ in range(REQUESTS)))
    import_job = Import.objects.latest("pk")
    note(
        "oldest progress of a check",
        _oldest_while(import_job, lambda: run_import.call(import_job.pk)),
    )
    _check_state(import_job, "checked")
    sizes, times = zip(*(_page(client, import_job, query) for query in _queries()), strict=True)
    note("largest page of the preview, KiB", max(sizes))
    note("slowest page of the preview, ms", max(times))
    _post(client, "step", import_job, {"step": "apply"})
    note(
        "oldest progress of an import",
        _oldest_while(import_job, lambda: run_import.call(import_job.pk)),
    )
    _check_state(import_job, "done")
    for each in Import.objects.exclude(upload=""):
        each.upload.delete()


def _upload(client: Client, path: Path) -> float:
    with path.open("rb") as file:
        start = time.perf_counter()
        answer = client.post(reverse("admin:imports_import_add"), {"file": File(file)})
        took = (time.perf_counter() - start) * 1000
    assert answer.status_code == 302, answer
    return took


def _post(client: Client, name: str, import_job: Import, data: dict[str, str]) -> None:
    answer = client.post(reverse(f"admin:imports_import_{name}", args=[import_job.pk]), data)
    assert answer.status_code == 302, answer


def _oldest_while(import_job: Import, work: Callable[[], Any]) -> float:
    """The greatest age of the signs of life, seen from another connection while the work goes on."""
    ages: list[float] = []
    over = threading.Event()

    def look() -> None:
        while not over.wait(LOOK_SECONDS):
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT extract(epoch FROM now() - heartbeat_at) FROM imports_import"
                    " WHERE id = %s AND status IN ('checking', 'applying')",
                    [import_job.pk],
                )
                ages.extend(float(age) for (age,) in cursor.fetchall())
        connections.close_all()

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        work()
    finally:
        over.set()
        watcher.join()
    assert ages, "it was over before anybody could look"
    return max(ages)


def _queries() -> list[dict[str, str]]:
    states = ("", "new", "changed", "unchanged", "bad")
    return [{"state": state, "p": page} for state in states for page in ("1", "9999999")]


def _page(client: Client, import_job: Import, query: dict[str, str]) -> tuple[float, float]:
    start = time.perf_counter()
    answer = client.get(reverse("admin:imports_import_change", args=[import_job.pk]), query)
    took = (time.perf_counter() - start) * 1000
    assert answer.status_code == 200
    return len(answer.content) / 1024, took


def _check_state(import_job: Import, state: str) -> None:
    import_job.refresh_from_db()
    assert import_job.status == state, (import_job.status, import_job.error)
