"""Imports beside COPY of ready rows and beside django-import-export; see README.md."""

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import bringing_in
from django.core.management import call_command
from django.db import connection
from importing_job import measure_job

import api
from imports.applying import engine
from imports.exporting import export_rows
from imports.models import Import
from imports.reading.table_files import open_table
from imports.resources import known_resources

HERE = Path(__file__).parent
SCALE = int(os.environ.get("SCALE", 100_000))
ROUNDS = int(os.environ.get("ROUNDS", 3))
PLAIN, TUNED, TAKEN_BACK = 1_000, 10_000, 10_000
TEMPLATE = "balkanwatch_bench_imports"


# Told in sentences of their own
NO_SECONDS = {
    "memory",
    "upload and start, ms",
    "largest page of the preview, KiB",
    "slowest page of the preview, ms",
    "oldest progress of a check",
    "oldest progress of an import",
}


def make_template() -> str:
    """A database with the data set, from which each measurement gets its own copy; the name of ours."""
    home = str(connection.settings_dict["NAME"])
    _command(f"DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)", f"CREATE DATABASE {TEMPLATE}")
    api.use(TEMPLATE)
    call_command("migrate", verbosity=0)
    call_command("load_fixtures", verbosity=0)
    api.use(home)
    return home


def fresh(home: str) -> None:
    """Points Django at a new copy."""
    api.use(home)
    copy = f"{TEMPLATE}_copy"
    _command(f"DROP DATABASE IF EXISTS {copy} WITH (FORCE)")
    _command(f"CREATE DATABASE {copy} TEMPLATE {TEMPLATE}", "CHECKPOINT")
    api.use(copy)


def _command(*commands: str) -> None:
    with connection.cursor() as cursor:
        for command in commands:
            cursor.execute(command)


def bring_in(path: Path) -> Import:
    import_job = Import.objects.create(file_name=path.name, resource="events")
    engine.import_file(import_job, open_table(path))
    return import_job


def seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def memory_of(path: Path) -> float:
    """MiB that a process holds at most which does nothing but import a file."""
    place = connection.get_connection_params()
    database = (
        f"postgresql://{place['user']}@/{place['dbname']}?host={place['host']}&port={place['port']}"
    )
    # Packages for development are imported where they are installed, and take memory.
    python = os.environ.get("RUNTIME_PYTHON", sys.executable)
    command = [python, "manage.py", "import_csv", "--as", "events", str(path)]
    # A small process in between: a child begins with the memory of its parent.
    asking = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    done = subprocess.run(  # noqa: S603 (our own command)
        [sys.executable, "-c", asking, *command],
        cwd=HERE.parent,
        check=True,
        env={**os.environ, "DATABASE_URL": database},
        capture_output=True,
    )
    return float(done.stdout.split()[-1])


def measure(folder: Path) -> dict[str, float]:
    """Seconds of each way, the shortest of several rounds; memory in MiB."""
    files = {name: folder / f"{name}.csv" for name in ("new", "changed", "bad", "small", "plain")}
    home = make_template()
    fresh(home)
    bringing_in.write_file(files["new"], SCALE)
    bringing_in.write_file(files["changed"], SCALE, changed=100)
    bringing_in.write_file(files["bad"], SCALE, bad=100)
    bringing_in.write_file(files["small"], TUNED)
    bringing_in.write_file(files["plain"], PLAIN)
    found: dict[str, float] = {}

    def note(name: str, value: float) -> None:
        found[name] = min(value, found.get(name, value))
        print(f"{name}: {value:.4f}", flush=True)

    for number in range(ROUNDS):
        fresh(home)
        note("new", seconds(lambda: check_done(bring_in(files["new"]), "new", SCALE)))
        if not number:
            bringing_in.ready_rows(folder)
        note("unchanged", seconds(lambda: check_done(bring_in(files["new"]), "unchanged", SCALE)))
        note(
            "1 % changed",
            seconds(lambda: check_done(bring_in(files["changed"]), "changed", SCALE // 100)),
        )
        if number == ROUNDS - 1:
            measure_exports(folder, note)
        fresh(home)
        note("check of a good file", seconds(lambda: check_only(files["new"])))
        note("check with 1 % bad", seconds(lambda: check_only(files["bad"])))
        fresh(home)
        note("floor", seconds(lambda: bringing_in.copy_ready_rows(folder)))
    fresh(home)
    found["memory"] = memory_of(files["new"])
    fresh(home)
    small = bring_in(files["small"])
    note(f"undo of {TAKEN_BACK:,}", seconds(lambda: engine.undo_import(small)))
    for name, resource, size, count in (
        ("bulk", bringing_in.TunedEvent, "small", TUNED),
        ("bulk, checked", bringing_in.CheckedTunedEvent, "plain", PLAIN),
        ("plain", bringing_in.PlainEvent, "plain", PLAIN),
        ("plain, checked", bringing_in.CheckedPlainEvent, "plain", PLAIN),
    ):
        fresh(home)
        took = seconds(partial(bringing_in.bring_in_with, resource, files[size]))
        note(name, took * SCALE / count)
    fresh(home)
    measure_job(files["new"], note)
    api.use(home)
    return found


def export(path: Path) -> float:
    """Writes all events as the admin exports them; seconds until the first byte."""
    start, first = time.perf_counter(), 0.0
    with path.open("wb") as file:
        for piece in export_rows(known_resources()["events"]):
            first = first or time.perf_counter() - start
            file.write(piece)
    return first


def copy_out(path: Path) -> None:
    sql = (HERE / "export.sql").read_text(encoding="utf-8")
    with path.open("wb") as file, connection.cursor() as cursor:
        cursor.copy_expert(f"COPY ({sql}) TO STDOUT (FORMAT csv, HEADER)", file)


def check_same(one: Path, other: Path) -> None:
    """Both files have the same cells, but for what the data set holds that is cited otherwise."""
    with one.open(encoding="utf-8-sig") as left, other.open(encoding="utf-8") as right:
        for ours, theirs in zip(csv.reader(left), csv.reader(right), strict=True):
            assert ours == theirs or not ours[0].startswith("bench-"), (ours, theirs)


def measure_exports(folder: Path, note: Callable[[str, float], None]) -> None:
    ours, theirs = folder / "exported.csv", folder / "copied.csv"
    for _ in range(max(ROUNDS, 3)):
        note("export", seconds(lambda: note("first byte of it", export(ours))))
        note("COPY of the same cells", seconds(lambda: copy_out(theirs)))
    check_same(ours, theirs)


def check_only(path: Path) -> None:
    import_job = Import.objects.create(file_name=path.name, resource="events")
    engine.check_file(import_job, open_table(path))


def check_done(import_job: Import, state: str, count: int) -> None:
    assert import_job.status == "done", (import_job.error, import_job.counts)
    assert import_job.counts[state] == count, import_job.counts


def report(found: dict[str, float]) -> None:
    """Prints the table and writes it to results/imports.md."""
    floor = found["floor"]
    names = [name for name in found if name not in NO_SECONDS]
    lines = ["| what | seconds | to the floor |", "|---|---|---|"]
    lines += [f"| {name} | {found[name]:.4g} | {found[name] / floor:.2f} |" for name in names]
    lines += [
        "",
        f"Unchanged to new: {found['unchanged'] / found['new']:.2f}. A file with 1 % bad rows to a good one:"
        f" {found['check with 1 % bad'] / found['check of a good file']:.2f}. Bulk to ours:"
        f" {found['bulk'] / found['new']:.1f}, with its rows checked {found['bulk, checked'] / found['new']:.1f};"
        f" plain to ours: {found['plain'] / found['new']:.1f}, checked {found['plain, checked'] / found['new']:.1f}."
        f" Export to COPY: {found['export'] / found['COPY of the same cells']:.2f}."
        f" Memory of a process that imports the file: {found['memory']:.0f} MiB at most.",
        "",
        f"In the admin, with the whole file: the request that uploads it and starts the check takes"
        f" {found['upload and start, ms']:.0f} ms; signs of life of the worker are at most"
        f" {found['oldest progress of a check']:.1f} s old while it checks and"
        f" {found['oldest progress of an import']:.1f} s while it writes, and pages ask for them every second;"
        f" the largest page of the preview has {found['largest page of the preview, KiB']:.0f} KiB and takes"
        f" {found['slowest page of the preview, ms']:.0f} ms at worst.",
    ]
    heading = (
        f"{SCALE:,} events with two participants and two citations each, the shortest of {ROUNDS} rounds, each in"
        f" a new database with the data set. The floor is COPY of ready rows into the same tables. Bulk and plain"
        f" are django-import-export, measured with {TUNED:,} and {PLAIN:,} rows (checked: {PLAIN:,}) and multiplied;"
        f" checked means that each row is validated before it is written, as ours is (`clean_model_instances`,"
        f" `full_clean` of children)."
    )
    text = "\n".join(["# Imports", "", heading, "", *lines, ""])
    (HERE / "results" / "imports.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        report(measure(Path(name)))
