"""What a request costs compared with an earlier version of the code, in the application and over HTTP, in turn.

`BEFORE` names a folder with the earlier version (`git worktree add`) and its own `.venv`.
"""

import http.client
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from benchmarks import harness
from benchmarks.running_site import Site, python_of, site

SCALE = harness.number("SCALE", 30_000)
ROUNDS = harness.number("ROUNDS", 300)
FILE_ROUNDS = harness.number("FILE_ROUNDS", 5)
TREE = Path(__file__).resolve().parent.parent
# Both versions read it
AGREEMENTS = TREE / "benchmarks" / "fill_agreements.sql"
PATHS = {
    "list of 25": "/api/v1/events/?page_size=25",
    "list of 100": "/api/v1/events/?page_size=100",
    "list of 100 agreements": "/api/v1/agreements/?page_size=100",
    "record": "/api/v1/events/tirana-signing-2025/",
    "aggregate": "/api/v1/events/aggregate/?group_by=year,type",
}
FILE = "/api/v1/events.csv"
GOALS = {"application": 1.05, "http": 1.25}
# Times requests to the application in this process, as lines of standard input say
APPLICATION = """
import sys, time
from pathlib import Path
from benchmarks import harness
harness.use_events(int(sys.argv[1]))
harness.execute(Path(sys.argv[2]).read_text(encoding="utf-8"))
etags = {}
def ask(path, etag):
    conditional = {"HTTP_IF_NONE_MATCH": etag} if etag else {}
    with harness.response(path, 304 if etag else 200, **conditional) as (headers, body):
        b"".join(body)
    return headers.get("ETag", "")
print("ready", flush=True)
for line in sys.stdin:
    kind, path = line.split()
    if kind == "304" and path not in etags:
        etags[path] = ask(path, "")
    etag = etags[path] if kind == "304" else ""
    started, cpu = time.perf_counter(), time.process_time()
    ask(path, etag)
    print((time.perf_counter() - started) * 1000, (time.process_time() - cpu) * 1000, flush=True)
"""


class Application:
    """The application of a folder in a process of its own, which runs a program that answers lines with times."""

    def __init__(self, tree: Path, program: str, *arguments: str) -> None:
        self._process = subprocess.Popen(  # noqa: S603
            [python_of(tree), "-c", program, *arguments],
            cwd=tree,
            env={k: v for k, v in os.environ.items() if k != "DATABASE_URL"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout
        next(line for line in self._process.stdout if line == "ready\n")

    def ask(self, line: str) -> tuple[float, float]:
        """Milliseconds of what the line asks for, and of CPU in the process of the application."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        taken, cpu = self._process.stdout.readline().split()
        return float(taken), float(cpu)

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(30)


@contextmanager
def application(tree: Path, program: str, *arguments: str) -> Iterator[Application]:
    running = Application(tree, program, *arguments)
    try:
        yield running
    finally:
        running.close()


class Browser:
    """A kept connection to a site."""

    def __init__(self, of_site: Site) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", of_site.port, timeout=60)

    def ask(self, path: str, etag: str = "") -> str:
        self._connection.request("GET", path, headers={"If-None-Match": etag} if etag else {})
        answer = self._connection.getresponse()
        answer.read()
        assert answer.status == (304 if etag else 200), (path, answer.status)
        return answer.getheader("ETag") or ""


def rounds(cases: dict[str, dict[str, harness.Case]], number: int) -> dict[str, harness.Times]:
    """Milliseconds of the cases before and after, all in turn."""
    flat = {f"{side} {name}": case for name, sides in cases.items() for side, case in sides.items()}
    times = harness.interleave(flat, number)
    return {name: {side: times[f"{side} {name}"] for side in ("before", "after")} for name in cases}


def in_application(trees: dict[str, Path]) -> dict[str, harness.Times]:
    with ExitStack() as running:
        sides = {
            side: running.enter_context(application(tree, APPLICATION, str(SCALE), str(AGREEMENTS)))
            for side, tree in trees.items()
        }
        kinds = {name: f"200 {path}" for name, path in PATHS.items()}
        kinds["304"] = f"304 {PATHS['list of 25']}"
        names = [*kinds, *(f"{name}, CPU without PostgreSQL" for name in kinds)]
        times: dict[str, harness.Times] = {n: {s: [] for s in sides} for n in names}
        for done in range(ROUNDS + 10):
            for name, line in kinds.items():
                for side in sides if done % 2 else reversed(list(sides)):
                    taken, cpu = sides[side].ask(line)
                    if done >= 10:
                        times[name][side].append(taken)
                        times[f"{name}, CPU without PostgreSQL"][side].append(cpu)
        return times


def over_http(trees: dict[str, Path]) -> dict[str, harness.Times]:
    with ExitStack() as running:
        sites = {
            side: running.enter_context(site(tree, python_of(tree), SCALE, API_RATE="1000000"))
            for side, tree in trees.items()
        }
        browsers = {side: Browser(each) for side, each in sites.items()}
        etags = {side: each.ask(PATHS["list of 25"]) for side, each in browsers.items()}
        cases: dict[str, dict[str, harness.Case]] = {
            name: {side: partial(each.ask, path) for side, each in browsers.items()}
            for name, path in PATHS.items()
        }
        cases["304"] = {
            side: partial(each.ask, PATHS["list of 25"], etags[side])
            for side, each in browsers.items()
        }
        cases["static file"] = {
            side: partial(each.ask, sites[side].static_file()) for side, each in browsers.items()
        }
        time.sleep(2)
        found = rounds(cases, ROUNDS)
        files: dict[str, dict[str, harness.Case]] = {
            f"CSV of {SCALE:,}": {side: partial(Browser(s).ask, FILE) for side, s in sites.items()}
        }
        return {**found, **rounds(files, FILE_ROUNDS)}


def lines(found: dict[str, harness.Times]) -> str:
    """Minima, medians and their ratios, as a table."""
    rows = []
    for name, times in found.items():
        before, after = times["before"], times["after"]
        rows.append(
            (name, *harness.ratio(after, before), *(f"{min(t):.2f}" for t in (before, after)))
        )
    header = ("request", "ratio of minima", "ratio of medians", "minimum before ms", "after ms")
    return harness.table(header, rows)


def main() -> None:
    trees = {"before": Path(os.environ["BEFORE"]).resolve(), "after": TREE}
    tables = {"application": in_application(trees), "http": over_http(trees)}
    harness.write_results(
        "request_cost",
        "# Cost of requests, before and after",
        f"{SCALE:,} events, {ROUNDS} rounds, {harness.machine()}. Before: "
        f"{os.environ.get('BEFORE_NAME', trees['before'].name)}.",
        f"## In the application (goal: {GOALS['application']})",
        lines(tables["application"]),
        f"## Over HTTP (goal: {GOALS['http']} for lists and records)",
        lines(tables["http"]),
    )


if __name__ == "__main__":
    main()
