"""An import in the admin: the request that starts it, the age of the worker's heartbeat, the preview pages."""

import statistics
import threading
import time
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import connections
from django.test import Client
from django.urls import reverse

from benchmarks import harness
from imports.applying.jobs import run_import
from imports.models import Import
from records.sql import run_sql

UPLOADS = 5
POLLING_SECONDS = 0.1


class JobResults(NamedTuple):
    """Milliseconds of requests, seconds of the oldest heartbeat, KiB of the largest page."""

    upload: float
    checking: float
    applying: float
    largest_page: float
    slowest_page: float


def measure_job(path: Path) -> JobResults:
    settings.SECOND_FACTOR = False
    settings.STORAGES = harness.UNHASHED_FILES
    user = User.objects.create_user("bench-importer", is_staff=True)
    user.groups.add(Group.objects.get(name="importer"))
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    uploading = partial(_upload, client, path)
    upload = statistics.median(harness.seconds(uploading) * 1000 for _ in range(UPLOADS))
    import_job = Import.objects.latest("pk")
    checking = _oldest_heartbeat(import_job, "checked")
    sizes, times = [], []
    for state, page in product(("", "new", "changed", "unchanged", "bad"), (1, 9999999)):
        start = time.perf_counter()
        sizes.append(_page_size(client, import_job, state, page))
        times.append((time.perf_counter() - start) * 1000)
    step = reverse("admin:imports_import_step", args=[import_job.pk])
    _post(client, step, {"step": "apply"})
    applying = _oldest_heartbeat(import_job, "done")
    for each in Import.objects.exclude(upload=""):
        each.upload.delete()
    return JobResults(upload, checking, applying, max(sizes), max(times))


def _post(client: Client, url: str, data: dict[str, Any]) -> None:
    answer = client.post(url, data)
    assert answer.status_code == 302, answer


def _upload(client: Client, path: Path) -> None:
    with path.open("rb") as file:
        _post(client, reverse("admin:imports_import_add"), {"file": file})


def _page_size(client: Client, import_job: Import, state: str, page: int) -> float:
    url = reverse("admin:imports_import_change", args=[import_job.pk])
    answer = client.get(url, {"state": state, "p": str(page)})
    assert answer.status_code == 200
    return len(answer.content) / 1024


def _oldest_heartbeat(import_job: Import, expected_status: str) -> float:
    """Run the job; return the greatest age of its heartbeat as another connection sees it."""
    ages: list[float] = []
    finished = threading.Event()

    def watch() -> None:
        while not finished.wait(POLLING_SECONDS):
            found = run_sql(
                "SELECT extract(epoch FROM now() - heartbeat_at) FROM imports_import"
                " WHERE id = %s AND status IN ('checking', 'applying')",
                [import_job.pk],
            )
            ages.extend(float(age) for (age,) in found)
        connections.close_all()

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        run_import.call(import_job.pk)
    finally:
        finished.set()
        watcher.join()
    import_job.refresh_from_db()
    assert import_job.status == expected_status, (import_job.status, import_job.error)
    assert ages, "the job finished before the first look"
    return max(ages)
