"""Requests per second beside Django REST framework as it is commonly written, and what growth costs; see README.md."""

import json
import os
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import RequestFactory
from django.test.utils import override_settings
from django.urls import set_urlconf

import api
from api.pagination import count_cache

HERE = Path(__file__).parent
SMALL = 10_000
ROUNDS = int(os.environ.get("ROUNDS", 15))
FILTERED = {
    "events since a day": "?date__gte=2015-01-01&page_size=50",
    "events of one actor": "?actor=serbia&page_size=50",
    "events of one actor in one year": "?actor=serbia&date__gte=2015-01-01&date__lte=2015-12-31&page_size=50",
    "events of one actor in ten years": "?actor=serbia&date__gte=2010-01-01&date__lte=2019-12-31&page_size=50",
}
UNFILTERED = "?page_size=100&count=none"


def plain(query: str) -> bytes:
    """What the list answers that is written as usual, with the same middleware."""
    with override_settings(ROOT_URLCONF="plain"):
        request = RequestFactory(HTTP_HOST="127.0.0.1").get("/plain/" + query)
        answer = api.application.get_response(request)
        set_urlconf(None)
    assert answer.status_code == 200, answer.content
    return answer.content


def ask_first(query: str) -> None:
    """Asks what nobody has asked since something changed: the list is counted."""
    count_cache._answers.clear()
    api.ask(query)


def times_of(run: Callable[[], Any], number: int) -> list[float]:
    """Milliseconds of several runs in a row, after three that do not count."""
    taken = []
    for round_ in range(number + 3):
        start = time.perf_counter()
        run()
        if round_ >= 3:
            taken.append((time.perf_counter() - start) * 1000)
    return taken


def in_turn(cases: dict[str, Callable[[], Any]]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in cases}
    for number in range(ROUNDS + 2):
        for name, run in cases.items():
            start = time.perf_counter()
            run()
            if number >= 2:
                times[name].append((time.perf_counter() - start) * 1000)
    return times


def check_same(query: str) -> None:
    """Both lists hold the same events, with as many rows nested in them."""
    ours = json.loads(api.ask(query))["results"]
    theirs = json.loads(plain(query))["results"]
    assert [event["slug"] for event in ours] == [event["slug"] for event in theirs]
    for one, other in zip(ours, theirs, strict=True):
        for name in ("participations", "claims", "figures"):
            assert len(one[name]) == len(other[name]), (one["slug"], name)


def growth() -> dict[int, list[float]]:
    """Milliseconds of the first page at both sizes, the two in turn five times."""
    times: dict[int, list[float]] = {SMALL: [], api.SCALE: []}
    for _ in range(5):
        for size in times:
            api.use(f"balkanwatch_bench_{size}")
            times[size] += times_of(partial(api.ask, UNFILTERED), ROUNDS)
    return times


def build(size: int) -> None:
    api.SCALE, api.DATABASE = size, f"balkanwatch_bench_{size}"
    api.make_world()


def main() -> None:
    large = api.SCALE
    home = connection.settings_dict["NAME"]
    build(SMALL)
    api.use(home)
    build(large)
    cases: dict[str, Callable[[], Any]] = {}
    for name, query in FILTERED.items():
        check_same(query)
        cases[f"{name}: first"] = partial(ask_first, query)
        cases[name] = partial(api.ask, query)
        cases[f"{name}: plain"] = partial(plain, query)
    report(in_turn(cases), growth())


def report(times: dict[str, list[float]], sizes: dict[int, list[float]]) -> None:
    """Prints the tables and writes them to results/scale.md."""
    middle = {name: statistics.median(values) for name, values in times.items()}
    lines = [
        "| list of 50, requests a second (medians) | API, asked again | asked first | plain "
        "| again to plain | first to plain |",
        "|---|---|---|---|---|---|",
    ]
    for name in FILTERED:
        again, first, other = middle[name], middle[f"{name}: first"], middle[f"{name}: plain"]
        lines.append(
            f"| {name} | {1000 / again:.1f} | {1000 / first:.1f} | {1000 / other:.1f} |"
            f" {other / again:.1f} | {other / first:.1f} |"
        )
    lines += ["", "| first page of 100 | minimum ms | median ms |", "|---|---|---|"]
    for size, values in sizes.items():
        lines.append(f"| {size:,} events | {min(values):.2f} | {statistics.median(values):.2f} |")
    small, large = sizes.values()
    lines.append(
        f"| ratio | {min(large) / min(small):.2f} |"
        f" {statistics.median(large) / statistics.median(small):.2f} |"
    )
    heading = (
        f"{api.SCALE:,} events, {ROUNDS} rounds, one process and thread, each asked in turn. “Plain” is Django "
        "REST framework as it is commonly written (`plain.py`). “Asked first” counts the list, which is then "
        "remembered until something public changes."
    )
    text = "\n".join(["# Scale", "", heading, "", *lines, ""])
    (HERE / "results" / "scale.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
