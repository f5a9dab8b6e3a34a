"""Filtered lists against plain Django REST framework, and the first page at a small and a large scale."""

import json
import statistics
from functools import partial

from django.test import RequestFactory
from django.test.utils import override_settings
from django.urls import set_urlconf

from api.pagination import count_cache
from benchmarks import harness
from benchmarks.api import EVENTS, SCALE

SMALL = 10_000
ROUNDS = harness.number("ROUNDS", 15)
FILTERS = {
    "events since a day": "date__gte=2015-01-01",
    "events of one actor": "actor=serbia",
    "events of one actor in one year": "actor=serbia&date__gte=2015-01-01&date__lte=2015-12-31",
    "events of one actor in ten years": "actor=serbia&date__gte=2010-01-01&date__lte=2019-12-31",
}


def get_plain(query: str) -> bytes:
    """The list of `plain_api.py`, with the same middleware."""
    with override_settings(ROOT_URLCONF="benchmarks.plain_api"):
        request = RequestFactory(HTTP_HOST="127.0.0.1").get(f"/plain/{query}")
        answer = harness.application.get_response(request)
        set_urlconf(None)
    assert answer.status_code == 200, answer.content
    return answer.content


def get_uncached(path: str) -> bytes:
    """The list with an empty cache of counts, as after a public change."""
    count_cache._answers.clear()
    return harness.get(path)


def check_same(query: str) -> None:
    """Fail unless both lists hold the same events with the same number of nested rows."""
    answers = harness.get(EVENTS + query), get_plain(query)
    ours, plain = (json.loads(answer)["results"] for answer in answers)
    for one, other in zip(ours, plain, strict=True):
        assert one["slug"] == other["slug"]
        for name in ("participations", "claims", "figures"):
            assert len(one[name]) == len(other[name]), (one["slug"], name)


def measure_first_page() -> harness.Times:
    """The first page at both scales, which take turns five times."""
    times: harness.Times = {f"{scale:,} events": [] for scale in (SMALL, SCALE)}
    for _ in range(5):
        for scale, name in zip((SMALL, SCALE), times, strict=True):
            harness.use_events(scale)
            page = partial(harness.get, f"{EVENTS}?page_size=100&count=none")
            times[name] += harness.interleave({name: page}, ROUNDS)[name]
    return times


def main() -> None:
    harness.use_events(SMALL)
    harness.use_events(SCALE)
    cases: dict[str, harness.Case] = {}
    for name, filters in FILTERS.items():
        query = f"?{filters}&page_size=50"
        check_same(query)
        cases[f"{name}: first"] = partial(get_uncached, EVENTS + query)
        cases[f"{name}: again"] = partial(harness.get, EVENTS + query)
        cases[f"{name}: plain"] = partial(get_plain, query)
    times = harness.interleave(cases, ROUNDS)
    rows = []
    for name in FILTERS:
        again, first, plain = (
            statistics.median(times[f"{name}: {kind}"]) for kind in ("again", "first", "plain")
        )
        values = 1000 / again, 1000 / first, 1000 / plain, plain / again, plain / first
        rows.append((name, *(f"{value:.1f}" for value in values)))
    first_page = measure_first_page()
    small, large = first_page.values()
    harness.write_results(
        "scale",
        "# Scale",
        f"{SCALE:,} events, {ROUNDS} rounds, one process and thread, all cases interleaved. “Plain” is Django REST"
        " framework as it is commonly written (`plain_api.py`). “First request” counts the list; the count is then"
        " cached until something public changes.",
        harness.table(
            (
                "list of 50, requests a second (medians)",
                "API, repeated",
                "first request",
                "plain",
                "repeated to plain",
                "first to plain",
            ),
            rows,
        ),
        harness.summary(first_page, "first page of 100"),
        "Large to small: {} by minima, {} by medians.".format(*harness.ratio(large, small)),
    )


if __name__ == "__main__":
    main()
