"""Imports against COPY of the same rows and against django-import-export; exports against COPY."""

import csv
import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from actors.models import Actor
from benchmarks import django_import_export as others
from benchmarks import harness
from benchmarks.copy_floor import (
    FLOOR,
    FLOOR_WITH_TRIGGERS,
    Results,
    copy,
    copy_saved_rows,
    disable_triggers,
    floors_table,
    save_imported_rows,
)
from benchmarks.import_job import measure_job
from events.models import EventType, Place
from imports.applying import engine
from imports.exporting import export_rows
from imports.models import Import
from imports.reading.table_files import open_table
from imports.resources import known_resources
from imports.undoing.undo import undo_import
from sources.models import Source

SCALE = harness.number("SCALE", 100_000)
ROUNDS = harness.number("ROUNDS", 3)
# Only new rows, the two floors and memory
ONLY_FLOORS = harness.number("ONLY_FLOORS", 0)
PLAIN, TUNED = 1_000, 10_000
TEMPLATE = f"{harness.HOME}_bench_imports"
COPY = f"{TEMPLATE}_copy"
HEADER = ["slug", "type", "title", "summary", "date", "place", "participants", "sources"]
# Rows, every how many rows one is changed, every how many one is invalid
FILES = {
    "new": (SCALE, 0, 0),
    "changed": (SCALE, 100, 0),
    "bad": (SCALE, 0, 100),
    "small": (TUNED, 0, 0),
    "plain": (PLAIN, 0, 0),
}


def write_file(path: Path, count: int, changed: int, bad: int) -> None:
    """Write events with two participants and two citations each."""
    actors, types, places, sources = (
        list(model._default_manager.order_by(key).values_list(key, flat=True))
        for model, key in ((Actor, "slug"), (EventType, "code"), (Place, "slug"), (Source, "slug"))
    )
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for n in range(count):
            one, other = actors[n % len(actors)], actors[(n + 1 + n % 7) % len(actors)]
            first, second = sources[n % len(sources)], sources[(n + 1) % len(sources)]
            day = dt.date(1990, 1, 1) + dt.timedelta(days=n % 12000)
            mark = " again" if changed and n % changed == 0 else ""
            is_bad = bad and n % bad == 0
            writer.writerow(
                [
                    f"bench-{n}",
                    types[n % len(types)],
                    f"Delegations of {one} and {other} meet for talks number {n}{mark}",
                    f"Representatives of {one} and {other} met and spoke about cooperation in field {n % 97}.",
                    f"{day}x" if is_bad else day.isoformat(),
                    places[n % len(places)],
                    f"{one}:participant|{'nobody' if is_bad else other}:speaker",
                    f"{first}:p. {n % 300}|{second}:p. {n % 200}",
                ]
            )


def use_new_copy() -> None:
    """Use a new copy of the database that holds only the data set."""
    harness.use(harness.HOME)
    harness.drop(COPY)
    harness.execute(
        # This strategy ends with a checkpoint, so that every case starts with flushed buffers.
        f"CREATE DATABASE {COPY} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY",
    )
    harness.use(COPY)


def new_import(path: Path) -> Import:
    return Import.objects.create(file_name=path.name, resource="events")


def import_file(path: Path, state: str, count: int) -> Import:
    """Import a file, which must give `count` rows of the state."""
    import_job = new_import(path)
    engine.import_file(import_job, open_table(path))
    assert import_job.status == "done", (import_job.error, import_job.counts)
    assert import_job.counts[state] == count, import_job.counts
    return import_job


def check_file(path: Path) -> None:
    engine.check_file(new_import(path), open_table(path))


def peak_memory(path: Path) -> float:
    """MiB that a process uses at most which only imports a file."""
    server = connection.get_connection_params()
    host = f"host={server['host']}&port={server['port']}"
    user = f"{server['user']}:{quote(server.get('password', ''))}"
    url = f"postgresql://{user}@/{server['dbname']}?{host}"
    # Development packages are loaded where they are installed, and use memory.
    python = os.environ.get("RUNTIME_PYTHON", sys.executable)
    # A small process in between: a child process starts with the memory of its parent.
    measuring = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    importing = [python, "manage.py", "import_csv", "--as", "events", str(path)]
    done = subprocess.run(  # noqa: S603 (our own command)
        [sys.executable, "-c", measuring, *importing],
        cwd=harness.HERE.parent,
        check=True,
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
    )
    return float(done.stdout.split()[-1])


def measure_exports(found: Results, folder: Path) -> None:
    exported, copied = folder / "exported.csv", folder / "copied.csv"

    def export() -> None:
        start, pieces = time.perf_counter(), iter(export_rows(known_resources()["events"]))
        with exported.open("wb") as file:
            file.write(next(pieces))
            found.note("first byte of it", time.perf_counter() - start)
            file.writelines(pieces)

    sql = f"COPY ({harness.sql_of('raw_export.sql')}) TO STDOUT (FORMAT csv, HEADER)"
    for _ in range(max(ROUNDS, 3)):
        found.time("export", export)
        found.time("COPY of the same cells", partial(copy, sql, copied))
    with exported.open(encoding="utf-8-sig") as one, copied.open(encoding="utf-8") as other:
        # Rows of the data set may be cited with more than a locator.
        for ours, theirs in zip(csv.reader(one), csv.reader(other), strict=True):
            assert ours == theirs or not ours[0].startswith("bench-"), (ours, theirs)


def measure_floors(found: Results, folder: Path, path: Path) -> None:
    """An import of new rows, and COPY of what it wrote, with triggers and without."""
    use_new_copy()
    found.time_with_cpu("new", partial(import_file, path, "new", SCALE))
    save_imported_rows(folder)
    use_new_copy()
    disable_triggers()
    found.time_with_cpu(FLOOR, partial(copy_saved_rows, folder))
    use_new_copy()
    found.time_with_cpu(FLOOR_WITH_TRIGGERS, partial(copy_saved_rows, folder))


def measure_others(found: Results, folder: Path, files: dict[str, Path], *, exports: bool) -> None:
    """Files with few changes or errors, checks, and exports."""
    use_new_copy()
    import_file(files["new"], "new", SCALE)
    found.time("unchanged", partial(import_file, files["new"], "unchanged", SCALE))
    changed = -(-SCALE // 100)
    found.time("1 % changed", partial(import_file, files["changed"], "changed", changed))
    if exports:
        measure_exports(found, folder)
    use_new_copy()
    found.time("check of a good file", partial(check_file, files["new"]))
    found.time("check with 1 % bad", partial(check_file, files["bad"]))


def measure_alternatives(found: Results, files: dict[str, Path]) -> None:
    """The same with django-import-export, extrapolated."""
    for name, resource, file_name in (
        ("bulk", others.TunedEvent, "small"),
        ("bulk, checked", others.ValidatedTunedEvent, "plain"),
        ("plain", others.PlainEvent, "plain"),
        ("plain, checked", others.ValidatedPlainEvent, "plain"),
    ):
        use_new_copy()
        taken = harness.seconds(partial(others.import_with, resource, files[file_name]))
        found.note(name, taken * SCALE / FILES[file_name][0])


def measure(folder: Path) -> Results:
    """Seconds of each case, the lowest of several rounds; memory in MiB."""
    harness.create_database(TEMPLATE)
    files = {name: folder / f"{name}.csv" for name in FILES}
    for name, numbers in FILES.items():
        write_file(files[name], *numbers)
    found = Results()
    for done in range(ROUNDS):
        measure_floors(found, folder, files["new"])
        if not ONLY_FLOORS:
            measure_others(found, folder, files, exports=done == ROUNDS - 1)
    use_new_copy()
    found["memory"] = peak_memory(files["new"])
    if not ONLY_FLOORS:
        use_new_copy()
        small = import_file(files["small"], "new", TUNED)
        found.time(f"undo of {TUNED:,}", partial(undo_import, small))
        measure_alternatives(found, files)
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = measure(folder)
        if not ONLY_FLOORS:
            use_new_copy()
            job = measure_job(folder / "new.csv")
    harness.use(harness.HOME)
    floors, memory = floors_table(found), found.pop("memory")
    text = (
        f"{SCALE:,} events with two participants and two citations each, the shortest of {ROUNDS} rounds, each in a new"
        " database with the data set. COPY writes the same rows to the same tables with their indexes, constraints and"
        " foreign keys: once without our triggers, which check rules across rows, compute what readers see and write"
        " the history, and once with them. An import does all of this, and reads, matches, checks and logs the rows."
    )
    peak = f"Peak memory of a process that imports the file: {memory:.0f} MiB."
    if ONLY_FLOORS:
        harness.write_results("import_floors", "# Imports and their floors", text, floors, peak)
        return
    new, floor = found["new"], found[FLOOR_WITH_TRIGGERS]
    rows = [(name, f"{s:.4g}", f"{s / floor:.2f}") for name, s in found.items()]
    harness.write_results(
        "imports",
        "# Imports",
        text,
        floors,
        f"{peak} {harness.machine()}.",
        f"Bulk and plain are django-import-export, measured with {TUNED:,} and {PLAIN:,} rows (checked: {PLAIN:,}) and"
        " extrapolated; checked means that each row is validated before it is written, as imports here do"
        " (`clean_model_instances`, `full_clean` of nested rows).",
        harness.table(("what", "seconds", f"to {FLOOR_WITH_TRIGGERS}"), rows),
        f"Unchanged to new: {found['unchanged'] / new:.2f}. A file with 1 % bad rows to a good one:"
        f" {found['check with 1 % bad'] / found['check of a good file']:.2f}. Bulk to new: {found['bulk'] / new:.1f},"
        f" checked {found['bulk, checked'] / new:.1f}; plain to new: {found['plain'] / new:.1f}, checked"
        f" {found['plain, checked'] / new:.1f}. Export to COPY:"
        f" {found['export'] / found['COPY of the same cells']:.2f}.",
        f"In the admin, with the whole file: the request that uploads it and starts the check takes"
        f" {job.upload:.0f} ms. The worker's heartbeat is at most {job.checking:.1f} s old while it checks and"
        f" {job.applying:.1f} s while it writes; pages poll it every second. The largest preview page has"
        f" {job.largest_page:.0f} KiB; the slowest takes {job.slowest_page:.0f} ms.",
    )


if __name__ == "__main__":
    main()
