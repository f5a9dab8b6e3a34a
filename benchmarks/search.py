"""Search beside `icontains` on the same rows, through the published views, side by side; see README.md."""

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balkanwatch.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Q  # noqa: E402
from django.test import RequestFactory  # noqa: E402

from actors.models import Actor  # noqa: E402
from api.pagination.ordering import Order  # noqa: E402
from api.pagination.pages import DEFAULT_PAGE_SIZE, MAX_PAGED_ROWS  # noqa: E402
from events.models import Event  # noqa: E402
from records.publication import reading  # noqa: E402

SCALE = int(os.environ.get("SCALE", 20_000))
ROUNDS = int(os.environ.get("ROUNDS", 15))
ACTORS = SCALE // 10
DATABASE = f"{connection.settings_dict['NAME']}_bench_search_{SCALE}"
EVENTS = Order(Event, ("date_from",))
BY_SLUG = Order(Actor, ("slug",))
# Words by how many rows have them
LISTED = {
    "in ten rows": "Вучић",
    "in one of 3,000": "Rvrsi",
    "in one of 60": "Tiranë",
    "in one of 6": "Vežba",
    "in every row": "defence",
    "in none": "xqzwy",
    "mistyped": "Vuciic",
}
SEARCHED = ["vucic", "tirane", "vezba", "defence", "minister", "vuciic", "defnce", "vezba -tirane"]
TYPED = ["vu", "ti", "me", "vuc", "meet", "tirna", "xqzwy"]
application: Any = get_wsgi_application()


def make_world() -> None:
    """A database of its own, kept for the next run; Django is pointed at it."""
    home, unfinished = connection.settings_dict["NAME"], f"{DATABASE}_unfinished"
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
        if not cursor.rowcount:
            cursor.execute(f"DROP DATABASE IF EXISTS {unfinished}")
            cursor.execute(f"CREATE DATABASE {unfinished}")
            print(f"Building {SCALE:,} events in {DATABASE} ...", flush=True)
            use(unfinished)
            call_command("migrate", verbosity=0)
            call_command("load_fixtures", verbosity=0)
            with connection.cursor() as building:
                building.execute((HERE / "world.sql").read_text(encoding="utf-8"), {"n": SCALE})
                building.execute(
                    (HERE / "words.sql").read_text(encoding="utf-8"), {"actors": ACTORS}
                )
                building.execute("VACUUM FULL ANALYZE events_event")
                building.execute("VACUUM ANALYZE")
            use(home)
            with connection.cursor() as renaming:
                renaming.execute(f"ALTER DATABASE {unfinished} RENAME TO {DATABASE}")
    use(DATABASE)


def use(database: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = database


def ask(path: str, **query: str) -> bytes:
    """What the site answers, through all of its middleware."""
    address = f"/api/v1/{path}/?{urlencode(query)}"
    environ = RequestFactory(HTTP_HOST="127.0.0.1").get(address).environ
    status: list[str] = []
    answer = application(environ, lambda line, headers: status.append(line))
    body = b"".join(answer)
    answer.close()
    assert status[0].startswith("200"), (address, status, body)
    return body


def page(order: Order, narrowed: Callable[[], Any]) -> int:
    """The keys of the first page of a list, and its count as lists count."""
    with reading():
        rows = narrowed()
        found = list(order.apply(rows).values_list("pk")[: DEFAULT_PAGE_SIZE + 1])
        if len(found) > DEFAULT_PAGE_SIZE:
            return int(rows.order_by()[: MAX_PAGED_ROWS + 1].count())
        return len(found)


def events_containing(text: str) -> Any:
    """`q` of events without an index: unaccented `icontains` on title and summary."""
    either = Q(title__unaccent__icontains=text) | Q(summary__unaccent__icontains=text)
    return Event.objects.filter(either)


def actors_containing(text: str) -> Any:
    """`q` of actors without an index: unaccented `icontains` on all their names."""
    either = Q(name__unaccent__icontains=text) | Q(names__name__unaccent__icontains=text)
    return Actor.objects.filter_distinct(either)


def measure(cases: dict[str, Callable[[], Any]]) -> dict[str, list[float]]:
    """Milliseconds of each, one after the other in every round, so that noise meets all alike."""
    times: dict[str, list[float]] = {name: [] for name in cases}
    for number in range(ROUNDS + 2):
        for name, run in cases.items():
            start = time.perf_counter()
            run()
            if number >= 2:
                times[name].append((time.perf_counter() - start) * 1000)
    return times


def check_indexes() -> None:
    """Stops if a rare word reads a table through the views where an index answers."""
    with reading():
        for rows, index in (
            (Event.objects.filter(search__matches="'vucic':*"), "events_event_search"),
            (Event.objects.filter(folded__resembles="vuciic"), "events_event_folded"),
            (Event.objects.filter(folded__has_prefix="vuc"), "events_event_begins"),
            (Actor.objects.filter(names__search__matches="'vucic':*"), "actors_actorname_search"),
        ):
            plan = rows.explain()
            if index not in plan:
                raise SystemExit(f"{index} is not used:\n{plan}")


def main() -> None:
    make_world()
    check_indexes()
    cases: dict[str, Callable[[], Any]] = {
        "list of events, no q": partial(page, EVENTS, Event.objects.all),
        "list of actors, no q": partial(page, BY_SLUG, Actor.objects.all),
    }
    for name, text in LISTED.items():
        cases[f"{name}: q"] = partial(page, EVENTS, partial(Event.objects.all().matching, text))
        cases[f"{name}: icontains"] = partial(page, EVENTS, partial(events_containing, text))
    for name, text in {"rare alias": "Вучић", "in every row": "minister"}.items():
        cases[f"actors, {name}: q"] = partial(
            page, BY_SLUG, partial(Actor.objects.all().matching, text)
        )
        cases[f"actors, {name}: icontains"] = partial(
            page, BY_SLUG, partial(actors_containing, text)
        )
    cases |= {f"/search/?q={text}": partial(ask, "search", q=text) for text in SEARCHED}
    cases |= {f"/suggest/?q={text}": partial(ask, "suggest", q=text) for text in TYPED}
    report(measure(cases))


def report(times: dict[str, list[float]]) -> None:
    """Prints the tables and writes them to results/search.md."""
    low = {name: min(values) for name, values in times.items()}
    middle = {name: statistics.median(values) for name, values in times.items()}
    lines = ["| | minimum ms | median ms |", "|---|---:|---:|"]
    lines += [f"| {name} | {low[name]:.1f} | {middle[name]:.1f} |" for name in times]
    lines += ["", "| times faster than `icontains` | of minima | of medians |", "|---|---:|---:|"]
    for name in times:
        if name.endswith(": q"):
            other = name.replace(": q", ": icontains")
            lines.append(
                f"| {name.removesuffix(': q')} | {low[other] / low[name]:.1f}"
                f" | {middle[other] / middle[name]:.1f} |"
            )
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0].split()[0]
    heading = (
        f"{SCALE:,} events and {ACTORS:,} actors with an alias each, {ROUNDS} rounds, PostgreSQL {version}, "
        f"Python {platform.python_version()}, {os.cpu_count()} processors. Lists: keys of the first page in "
        "the order of the list, and its count; search and suggestions: the whole answer of the site."
    )
    text = "\n".join(["# Search", "", heading, "", *lines, ""])
    (HERE / "results" / "search.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
