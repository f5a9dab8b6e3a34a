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
# The version with bounds has one column more that is never empty.
COLUMNS, UNIT = "source_id, target_id, kind" + ", lag_unit" * has_bounds, ", ''" * has_bounds
IDS = "(SELECT array_agg(id ORDER BY id) AS ids FROM events_event WHERE slug LIKE 'bench-%')"
if not run_sql("SELECT 1 FROM events_eventlink WHERE kind = 'implements' AND source_id > 1000 LIMIT 1"):
    # 460,000 links at a million events, and a chain of 201 events at the end, of which only the first has a date
    run_sql("ALTER TABLE events_event DISABLE TRIGGER USER; ALTER TABLE events_eventlink DISABLE TRIGGER USER")
    run_sql("UPDATE events_event SET date_from = NULL, date_to = NULL, date_precision = 'unknown' WHERE id IN"
            f" (SELECT unnest(ids[cardinality(ids) - 199:]) FROM {IDS} AS e)")
    run_sql(f"INSERT INTO events_eventlink ({COLUMNS}, is_public) SELECT ids[i + 7], ids[i],"
            f" 'implements'{UNIT}, true FROM {IDS} AS e, generate_series(1, cardinality(ids) - 300) AS i"
            " WHERE i % 100 < 31")
    run_sql(f"INSERT INTO events_eventlink ({COLUMNS}, is_public) SELECT ids[n - i + 1], ids[n - i],"
            f" 'response_to'{UNIT}, false FROM (SELECT ids, cardinality(ids) AS n FROM {IDS} AS e) AS e,"
            " generate_series(1, 200) AS i ON CONFLICT DO NOTHING")
    run_sql("ALTER TABLE events_event ENABLE TRIGGER USER; ALTER TABLE events_eventlink ENABLE TRIGGER USER")
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
def write_links(path, count):
    # Half as many links as events, in chains of three; each effect is later than its cause, which is a day earlier
    with path.open("w") as file:
        file.write("source,kind,target\\n")
        for n in range(1, count):
            if n % 4 in (1, 2) and n % 12000:
                file.write(f"bench-{n},follows,bench-{n - 1}\\n")
def complete_import():
    user, _ = User.objects.get_or_create(username="bench", is_superuser=True)
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        paths = {"events": Path(folder) / "rows.csv", "events_eventlink": Path(folder) / "links.csv"}
        write_file(paths["events"], imported, 0, 0)
        write_links(paths["events_eventlink"], imported)
        start = time.perf_counter()
        for resource, path in paths.items():
            job = Import.objects.create(file_name=path.name, resource=resource, user=user)
            engine.import_file(job, open_table(path))
            assert job.status == "done", (job.error, job.counts)
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
