"""What saves in the admin cost compared with an earlier version of the code, in turn, checks at commit included.

`BEFORE` names a folder with the earlier version (`git worktree add`) and its own `.venv`.
"""

import os
from contextlib import ExitStack
from pathlib import Path

from benchmarks import harness
from benchmarks.request_cost import TREE, application, lines

SCALE = harness.number("SCALE", 20_000)
ROUNDS = harness.number("ROUNDS", 40)
CASES = ("agreement with 3 parties, 7 clauses, 7 citations", "summary of an event")
# Every save is undone, so that each finds the same rows
PROGRAM = """
import os, sys, time
os.environ["SCALE"] = sys.argv[1]
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import setup_test_environment
from benchmarks import harness
from benchmarks.admin import log_in
from events.models import Event
from records.review import loading
from tests.admin_page import AdminPage
from tests.agreements.test_admin import enter_tirana

settings.STORAGES, settings.SECOND_FACTOR = harness.UNHASHED_FILES, True
harness.use_events(int(sys.argv[1]))
setup_test_environment()

def agreement():
    with loading():
        return enter_tirana(log_in(), "bench-")

def summary():
    # A draft without links
    page = AdminPage(log_in(), Event.objects.get(slug="bench-00000013"))
    page.fill(summary="Delegations met for a second time.")
    return page

print("ready", flush=True)
for line in sys.stdin:
    with transaction.atomic():
        page = {"agreement": agreement, "summary": summary}[line.split()[0]]()
        started, cpu = time.perf_counter(), time.process_time()
        errors = page.save("_save")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        taken = time.perf_counter() - started, time.process_time() - cpu
        assert not errors, errors
        transaction.set_rollback(True)
    print(*(seconds * 1000 for seconds in taken), flush=True)
"""


def measure(trees: dict[str, Path]) -> dict[str, harness.Times]:
    """Milliseconds of the saves before and after."""
    with ExitStack() as running:
        sides = {
            side: running.enter_context(application(tree, PROGRAM, str(SCALE)))
            for side, tree in trees.items()
        }
        times: dict[str, harness.Times] = {name: {s: [] for s in sides} for name in CASES}
        for done in range(ROUNDS + 5):
            for name in CASES:
                for side in sides if done % 2 else reversed(list(sides)):
                    taken, _ = sides[side].ask(name)
                    if done >= 5:
                        times[name][side].append(taken)
        return times


def main() -> None:
    trees = {"before": Path(os.environ["BEFORE"]).resolve(), "after": TREE}
    harness.write_results(
        "save_cost",
        "# Cost of saves in the admin, before and after",
        f"{SCALE:,} events, {ROUNDS} rounds, {harness.machine()}. Before: "
        f"{os.environ.get('BEFORE_NAME', trees['before'].name)}.",
        lines(measure(trees)),
    )


if __name__ == "__main__":
    main()
