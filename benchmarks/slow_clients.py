"""Whether lists and static files are answered while slow and greedy clients attack the site: each attack, then all.

The site is started by `manage.py run` with default limits and no proxy. A probe is a new connection.
"""

import http.client
import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks import harness
from benchmarks.attackers import ATTACKS
from benchmarks.running_site import Site, Usage, cpu_share, python_of, site

SCALE = harness.number("SCALE", 30_000)
PROBES = harness.number("PROBES", 100)
LIST = "/api/v1/events/"
PROBE_SECONDS = 0.1
# How long an attack runs before the first probe
BEGINS_SECONDS = 3
TIMEOUT_SECONDS = 8
# The goals
IDLE_TIMES, LEAST_SECONDS, MOST_SECONDS = 4, 0.3, 2.0
REST_SECONDS = 5
MOST_CPU = 5.0  # percent of a core, beyond that of the idle site
TREE = Path(__file__).resolve().parent.parent


@dataclass
class Probes:
    """The seconds that each probe took; one without a good answer counts as TIMEOUT_SECONDS."""

    list_seconds: list[float]
    static_seconds: list[float]


def probe(port: int, path: str, source: str) -> float:
    """Seconds until the whole answer is there."""
    started = time.perf_counter()
    client = http.client.HTTPConnection("127.0.0.1", port, TIMEOUT_SECONDS, (source, 0))
    try:
        client.request("GET", path)
        answer = client.getresponse()
        answer.read()
        good = answer.status == 200
    except OSError:
        good = False
    finally:
        client.close()
    return time.perf_counter() - started if good else TIMEOUT_SECONDS


def probes(of_site: Site, number: int) -> Probes:
    """100 probes of each kind in turn, ten a second, from an address that nothing else uses."""
    found = Probes([], [])
    static = of_site.static_file()
    for _ in range(PROBES):
        for path, times in ((LIST, found.list_seconds), (static, found.static_seconds)):
            started = time.perf_counter()
            times.append(probe(of_site.port, path, f"127.8.0.{number}"))
            time.sleep(max(0, PROBE_SECONDS - (time.perf_counter() - started)))
    return found


def percentile(times: list[float], part: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


def milliseconds(times: list[float]) -> str:
    numbers = (statistics.median(times), percentile(times, 0.95), max(times))
    return " / ".join(f"{1000 * number:.0f}" for number in numbers)


def is_good(times: list[float], idle: list[float]) -> bool:
    limit = max(IDLE_TIMES * statistics.median(idle), LEAST_SECONDS)
    return percentile(times, 0.95) <= limit and max(times) <= MOST_SECONDS


def attack(of_site: Site, names: list[str], number: int) -> tuple[Probes, Usage, float, str]:
    """Probes during attacks, what the site used, its CPU after they left, and the statuses they got."""
    # Other addresses for each attack: limits of addresses count per minute.
    script = str(TREE / "benchmarks" / "attackers.py")
    command = [sys.executable, script, str(of_site.port), str(10 + number), *names]
    attackers = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        time.sleep(BEGINS_SECONDS)
        with Usage(of_site) as usage:
            found = probes(of_site, number)
    finally:
        attackers.kill()
        lines = attackers.communicate()[0].splitlines()
    statuses = json.loads(lines[-1]) if lines else {}
    time.sleep(REST_SECONDS)
    cpu = cpu_share(of_site, 2)
    return found, usage, cpu, ", ".join(f"{n} × {s}" for s, n in sorted(statuses.items()))


def main() -> None:
    plans = {**{name: [name] for name in ATTACKS}, "all together": list(ATTACKS)}
    chosen = os.environ.get("ATTACKS")
    if chosen:
        plans = {name: plans[name] for name in chosen.split(",")}
    with site(TREE, python_of(TREE), SCALE) as running:
        with Usage(running) as idle_usage:
            idle = probes(running, 1)
        idle_cpu = cpu_share(running, 4)
        rows: list[tuple[object, ...]] = [
            row("idle", idle, idle, idle_usage, idle_cpu, idle_cpu, "")
        ]
        for number, (name, names) in enumerate(plans.items(), start=2):
            found, usage, cpu, statuses = attack(running, names, number)
            rows.append(row(name, found, idle, usage, cpu, idle_cpu, statuses))
            print(rows[-1], flush=True)
    header = (
        *("attack", "list ms", "static ms", "CPU % after", "memory MB", "disk MB"),
        *("connections to PostgreSQL", "goals", "statuses of the attackers"),
    )
    harness.write_results(
        "slow_clients",
        "# Slow and greedy clients",
        f"{SCALE:,} events, {PROBES} probes of a list and of a static file each, {harness.machine()}.",
        f"Milliseconds are median / 95 % / slowest. Goals: 95 % within {IDLE_TIMES} times the idle median or "
        f"{1000 * LEAST_SECONDS:.0f} ms, none over {MOST_SECONDS:.0f} s, and {REST_SECONDS} s after the attackers "
        f"have left at most {MOST_CPU:.0f} % of a core more than when idle. Memory and temporary files are the "
        "largest sums of all processes, PostgreSQL included.",
        harness.table(header, rows),
    )
    if not all(cells[7] == "met" for cells in rows):
        raise SystemExit("Some goals are missed.")


def row(
    name: str, found: Probes, idle: Probes, usage: Usage, cpu: float, idle_cpu: float, statuses: str
) -> tuple[object, ...]:
    good = (
        is_good(found.list_seconds, idle.list_seconds)
        and is_good(found.static_seconds, idle.static_seconds)
        and cpu <= idle_cpu + MOST_CPU
    )
    used = (f"{usage.memory:.0f}", f"{usage.disk:.0f}", usage.connections)
    return (
        *(name, milliseconds(found.list_seconds), milliseconds(found.static_seconds), f"{cpu:.1f}"),
        *(*used, "met" if good else "missed", statuses),
    )


if __name__ == "__main__":
    main()
