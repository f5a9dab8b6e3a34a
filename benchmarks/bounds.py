"""What bounds of days cost against an earlier version: saves, an import, lists, questions about days; in turn.

`BEFORE` names a folder with the earlier version (`git worktree add`) and its own `.venv`.
"""

import json
import os
import subprocess
from pathlib import Path
from typing import Self

from benchmarks import harness
from benchmarks.running_site import python_of

SCALE = harness.number("SCALE", 1_000_000)
ROUNDS = harness.number("ROUNDS", 15)
IMPORTED = harness.number("IMPORTED", 100_000)
IMPORT_ROUNDS = harness.number("IMPORT_ROUNDS", 3)
TREE = Path(__file__).resolve().parent.parent
# Case, query of its list; the earlier version answers the last two without `match`
LISTS = {
    "list of 100": "page_size=100",
    "one year": "page_size=100&during=2013",
    "one year, certain": "page_size=100&during=2013&match=certain",
    "one year, possible": "page_size=100&during=2013&match=possible",
}
CASES = ("save that affects no other event", "save that affects 200 events", *LISTS)
LIMITS = dict(zip(CASES, ("1.05", "+60 ms", "1.05", "1.5", "1.5", "1.5"), strict=True))
# Answers in a process of the other folder: milliseconds of each case that a line of standard input names
CHILD = """
import json, sys, tempfile, time
from pathlib import Path
from django.contrib.auth.models import User
from django.db import transaction
from api.pagination import count_cache
from benchmarks import harness
from benchmarks.imports import write_file
from imports.applying import engine
from imports.models import Import
from imports.reading.table_files import open_table
from records.sql import run_sql
scale, imported, lists = int(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3])
harness.use_events(scale)
has_bounds = bool(run_sql("SELECT to_regclass('events_bound')")[0][0])
IDS = "(SELECT array_agg(id ORDER BY id) AS ids FROM events_event WHERE slug LIKE 'bench-%')"
if not run_sql("SELECT 1 FROM events_eventlink WHERE kind = 'implements' AND source_id > 1000 LIMIT 1"):
    # 460,000 links at a million events, and a chain of 201 events at the end
    run_sql("ALTER TABLE events_eventlink DISABLE TRIGGER USER")
    run_sql(f"INSERT INTO events_eventlink (source_id, target_id, kind, is_public) SELECT ids[i + 7], ids[i],"
            f" 'implements', true FROM {IDS} AS e, generate_series(1, cardinality(ids) - 300) AS i WHERE i % 100 < 31")
    run_sql(f"INSERT INTO events_eventlink (source_id, target_id, kind, is_public) SELECT ids[n - i + 1], ids[n - i],"
            f" 'response_to', false FROM (SELECT ids, cardinality(ids) AS n FROM {IDS} AS e) AS e,"
            " generate_series(1, 200) AS i ON CONFLICT DO NOTHING")
    run_sql("ALTER TABLE events_eventlink ENABLE TRIGGER USER")
    if has_bounds:
        run_sql("SELECT published.settle_all_bounds()")
    run_sql("ANALYZE")
found = run_sql(f"SELECT ids[cardinality(ids) - 200], ids[cardinality(ids) - 250] FROM {IDS} AS e")[0]
def save(key):
    with transaction.atomic():
        run_sql("SET LOCAL records.loading = 'on'")
        start = time.perf_counter()
        run_sql("UPDATE events_event SET date_from = '1999-05-05', date_to = '1999-05-05', date_precision = 'day',"
                " title = title || '.' WHERE id = %s", [key])
        run_sql("SET CONSTRAINTS ALL IMMEDIATE")
        taken = time.perf_counter() - start
        transaction.set_rollback(True)
    return taken
def complete_import():
    user, _ = User.objects.get_or_create(username="bench", is_superuser=True)
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        path = Path(folder) / "rows.csv"
        write_file(path, imported, 0, 0)
        job = Import.objects.create(file_name=path.name, resource="events", user=user)
        start = time.perf_counter()
        engine.import_file(job, open_table(path))
        assert job.status == "done", (job.error, job.counts)
        run_sql("INSERT INTO events_eventlink (source_id, target_id, kind) SELECT id, id - 1, 'follows' FROM"
                " events_event WHERE id % 2 = 0 AND id - 1 IN (SELECT id FROM events_event) ORDER BY id DESC LIMIT %s",
                [imported // 2])
        run_sql("SET CONSTRAINTS ALL IMMEDIATE")
        taken = time.perf_counter() - start
        transaction.set_rollback(True)
    return taken
def ask(query):
    if not has_bounds:
        query = query.partition("&match")[0]
    count_cache._answers.clear()
    start = time.perf_counter()
    harness.get(f"/api/v1/events/?{query}")
    return time.perf_counter() - start
print("ready", flush=True)
for line in sys.stdin:
    case = line.strip()
    if case == "import":
        taken = complete_import()
    elif case in lists:
        taken = ask(lists[case])
    else:
        taken = save(found[0] if "200" in case else found[1])
    print(taken * 1000, flush=True)
"""


class Version:
    """A folder of the code in a process of its own."""

    def __init__(self, tree: Path) -> None:
        self._process = subprocess.Popen(  # noqa: S603
            [python_of(tree), "-c", CHILD, str(SCALE), str(IMPORTED), json.dumps(LISTS)],
            cwd=tree,
            env={k: v for k, v in os.environ.items() if k != "DATABASE_URL"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        while "ready" not in self._line():
            pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._process.communicate()

    def milliseconds(self, case: str) -> float:
        """How long the case takes once."""
        assert self._process.stdin
        print(case, file=self._process.stdin, flush=True)
        return float(self._line())

    def _line(self) -> str:
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, "The process has ended."
        return line


def measure() -> harness.Times:
    """Milliseconds of each case before and now, in turn."""
    times: harness.Times = {}
    with Version(Path(os.environ["BEFORE"])) as before, Version(TREE) as now:
        for case, rounds in (*((name, ROUNDS) for name in CASES), ("import", IMPORT_ROUNDS)):
            for done in range(rounds + 1):
                for name, version in (("before", before), ("now", now)):
                    taken = version.milliseconds(case)
                    if done:
                        times.setdefault(f"{case}: {name}", []).append(taken)
    return times


def main() -> None:
    times = measure()
    rows = []
    for case, limit in (LIMITS | {"import": "1.4"}).items():
        one, other = times[f"{case}: now"], times[f"{case}: before"]
        added = f"{min(one) - min(other):+.1f} ms"
        rows.append((case, *harness.ratio(one, other), added, limit))
    harness.write_results(
        "bounds",
        "# Bounds of days",
        f"{SCALE:,} events, {ROUNDS} rounds, {IMPORTED:,} imported events with children and half as many links, "
        f"{harness.machine()}.",
        harness.summary(times),
        harness.table(("ratio to before", "of minima", "of medians", "added", "limit"), rows),
    )


if __name__ == "__main__":
    main()
