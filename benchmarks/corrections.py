"""A file that corrects published events against as many new drafts; accepting and undoing the corrections."""

import csv
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from benchmarks import harness
from benchmarks.imports import write_file
from curation.models import Proposal, ProposalGroup
from curation.review.conflicts import conflicting_corrections
from curation.review.proposals import decide
from events.models import Event
from imports.applying import engine
from imports.models import Import
from imports.reading.table_files import open_table
from imports.undoing.undo import undo_import
from records.review import loading
from records.sql import run_sql

COUNT = harness.number("COUNT", 500)
CONFLICTS, NEW = COUNT // 25, COUNT // 50
ROUNDS = harness.number("ROUNDS", 7)
DATABASE = f"{harness.HOME}_bench_corrections"
LIMIT = 3


@contextmanager
def rolled_back() -> Iterator[None]:
    """Every round begins with the same rows."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def cpu_seconds() -> float:
    """CPU seconds of this process and of its server process, which must be on this machine."""
    ((process,),) = run_sql("SELECT pg_backend_pid()")
    numbers = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    served = (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")
    return time.process_time() + served


def import_file(path: Path, user: User) -> Import:
    import_job = Import.objects.create(file_name=path.name, resource="events", user=user)
    engine.import_file(import_job, open_table(path))
    assert import_job.status == "done", (import_job.error, import_job.counts)
    return import_job


def rewrite(source: Path, target: Path, prefix: str, mark: str = "", more: int = 0) -> None:
    """A copy of a file with other slugs; `mark` is added to each title, and the last `more` rows get new slugs."""
    with source.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for slug, kind, title, *others in rows:
            writer.writerow([f"{prefix}-{slug}", kind, title + mark, *others])
        for slug, *others in rows[:more]:
            writer.writerow([f"more-{prefix}-{slug}", *others])


def prepare(folder: Path) -> tuple[User, User]:
    """Published events, the two files, an importer and a reviewer."""
    importer = User.objects.create(username="importer", is_staff=True)
    reviewer = User.objects.create(username="reviewer", is_staff=True, is_superuser=True)
    write_file(folder / "rows.csv", COUNT, 0, 0)
    rewrite(folder / "rows.csv", folder / "published.csv", "published")
    rewrite(folder / "rows.csv", folder / "drafts.csv", "draft")
    rewrite(folder / "rows.csv", folder / "corrections.csv", "published", " corrected", NEW)
    import_file(folder / "published.csv", importer)
    with loading():
        Event.objects.filter(slug__startswith="published-").update(review_status="published")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return importer, reviewer


def decide_and_undo(folder: Path, importer: User, reviewer: User) -> dict[str, str]:
    """What happens to the corrections of one import, and how long each step takes."""
    found: dict[str, str] = {}

    def note(name: str, start: float, result: object) -> None:
        found[name] = f"{time.perf_counter() - start:.2f} s: {result}"

    import_job = import_file(folder / "corrections.csv", importer)
    proposals = Proposal.objects.filter(group=import_job.proposals)
    with loading():
        edited = Event.objects.filter(pk__in=proposals.values("object_id")[:CONFLICTS])
        edited.update(title="Edited by somebody else")
    start = time.perf_counter()
    conflicting = conflicting_corrections(proposals)
    assert len(conflicting) == CONFLICTS
    note("find the conflicts", start, f"{len(conflicting)} of {proposals.count()}")
    start = time.perf_counter()
    accept(proposals.exclude(pk__in=conflicting), reviewer)
    note(
        "accept the others, one after the other", start, proposals.filter(state="accepted").count()
    )
    import_job.asked_by = importer
    start = time.perf_counter()
    undo_import(import_job)
    undoing: ProposalGroup | None = import_job.undoing_proposals
    reversing = Proposal.objects.filter(group=undoing)
    note(
        "undo the import as one",
        start,
        f"{reversing.count()} proposals to reverse what was accepted",
    )
    accept(reversing, reviewer)
    left = Event.objects.filter(slug__startswith="published-", title__endswith=" corrected")
    assert not left.exists()
    return found


def accept(proposals: QuerySet[Proposal], user: User) -> None:
    page: Any = admin.site._registry[Event]
    request = HttpRequest()
    request.user = user
    for proposal in proposals.order_by("pk"):
        decide(page, request, proposal, "accepted", "")


def main() -> None:
    harness.create_database(DATABASE)
    walls: harness.Times = {"drafts": [], "corrections": []}
    cpus: harness.Times = {"drafts": [], "corrections": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        importer, reviewer = prepare(folder)
        for done in range(ROUNDS + 1):
            for case in walls:
                with rolled_back():
                    wall, cpu = time.perf_counter(), cpu_seconds()
                    import_file(folder / f"{case}.csv", importer)
                    if done:
                        cpus[case].append(cpu_seconds() - cpu)
                        walls[case].append(time.perf_counter() - wall)
        steps = decide_and_undo(folder, importer, reviewer)
    harness.use(harness.HOME)
    harness.drop(DATABASE)
    rows = [
        (
            label,
            f"{min(walls[case]):.3f}",
            f"{statistics.median(walls[case]):.3f}",
            f"{min(cpus[case]):.3f}",
            f"{statistics.median(cpus[case]):.3f}",
        )
        for case, label in (
            ("drafts", f"{COUNT} new drafts"),
            ("corrections", f"{COUNT} corrections and {NEW} new rows"),
        )
    ]
    of_wall = harness.ratio(walls["corrections"], walls["drafts"])
    of_cpu = harness.ratio(cpus["corrections"], cpus["drafts"])
    harness.write_results(
        "corrections",
        "# Corrections by file",
        f"A file that corrects the title of {COUNT} published events with two participants and two citations each, and"
        f" has {NEW} new rows, against a file of {COUNT} new drafts with the same columns; {ROUNDS} rounds, both in"
        " each, all rolled back."
        f" CPU is that of the process and its server process. {harness.machine()}.",
        harness.table(("what", "wall s", "median", "CPU s", "median"), rows),
        f"Corrections to drafts: {of_wall[0]} wall, {of_cpu[0]} CPU by minima; {of_wall[1]} and {of_cpu[1]} by medians"
        f" (limit {LIMIT}).",
        "\n".join(f"- {step}: {result}" for step, result in steps.items()),
    )
    assert float(of_cpu[0]) <= LIMIT, of_cpu


if __name__ == "__main__":
    main()
