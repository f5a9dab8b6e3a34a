"""Search against `icontains` on the same rows through the published views; search and suggestions of the site."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q

from actors.models import Actor
from api.pagination.ordering import Order
from api.pagination.pages import DEFAULT_PAGE_SIZE, MAX_PAGED_ROWS
from benchmarks import harness
from events.models import Event
from records.publication import reading

SCALE = harness.number("SCALE", 20_000)
ROUNDS = harness.number("ROUNDS", 15)
ACTORS = SCALE // 10
BY_DATE = Order(Event, ("date_from",))
BY_SLUG = Order(Actor, ("slug",))
# A word for each number of rows that contain it
EVENT_WORDS = {
    "in ten rows": "Вучић",
    "in one of 3,000": "Rvrsi",
    "in one of 60": "Tiranë",
    "in one of 6": "Vežba",
    "in every row": "defence",
    "in none": "xqzwy",
    "mistyped": "Vuciic",
}
ACTOR_WORDS = {"actors, rare alias": "Вучић", "actors, in every row": "minister"}
REQUESTS = {
    "search": [
        "vucic",
        "tirane",
        "vezba",
        "defence",
        "minister",
        "vuciic",
        "defnce",
        "vezba -tirane",
    ],
    "suggest": ["vu", "ti", "me", "vuc", "meet", "tirna", "xqzwy"],
}


def first_page(order: Order, rows_for: Callable[[], Any]) -> int:
    """Reads the keys of the first page of a list and returns its count, as the API counts."""
    with reading():
        rows = rows_for()
        found = len(order.apply(rows).values_list("pk")[: DEFAULT_PAGE_SIZE + 1])
        if found > DEFAULT_PAGE_SIZE:
            found = rows.order_by()[: MAX_PAGED_ROWS + 1].count()
        return found


def events_containing(text: str) -> Any:
    """Events found without an index, by title and summary."""
    either = Q(title__unaccent__icontains=text) | Q(summary__unaccent__icontains=text)
    return Event.objects.filter(either)


def actors_containing(text: str) -> Any:
    """Actors found without an index, by all their names."""
    either = Q(name__unaccent__icontains=text) | Q(names__name__unaccent__icontains=text)
    return Actor.objects.filter_distinct(either)


def check_indexes() -> None:
    """Stop if PostgreSQL reads a whole table where an index finds a rare word."""
    with reading():
        for rows, index in (
            (Event.objects.filter(search__matches="'vucic':*"), "events_event_search"),
            (Event.objects.filter(folded__is_similar="vuciic"), "events_event_folded"),
            (Event.objects.filter(folded__has_prefix="vuc"), "events_event_begins"),
            (Actor.objects.filter(names__search__matches="'vucic':*"), "actors_actorname_search"),
        ):
            plan = rows.explain()
            if index not in plan:
                raise SystemExit(f"{index} is not used:\n{plan}")


def main() -> None:
    harness.use_events(SCALE, words_for_actors=ACTORS)
    # PostgreSQL rightly reads small tables whole.
    if SCALE >= 10_000:
        check_indexes()
    cases: dict[str, harness.Case] = {
        "list of events, no q": partial(first_page, BY_DATE, Event.objects.all),
        "list of actors, no q": partial(first_page, BY_SLUG, Actor.objects.all),
    }
    for words, order, all_rows, containing in (
        (EVENT_WORDS, BY_DATE, Event.objects.all(), events_containing),
        (ACTOR_WORDS, BY_SLUG, Actor.objects.all(), actors_containing),
    ):
        for name, word in words.items():
            cases[f"{name}: q"] = partial(first_page, order, partial(all_rows.matching, word))
            cases[f"{name}: icontains"] = partial(first_page, order, partial(containing, word))
    for path, texts in REQUESTS.items():
        for text in texts:
            url = f"/api/v1/{path}/?{urlencode({'q': text})}"
            cases[f"/{path}/?q={text}"] = partial(harness.get, url)
    times = harness.interleave(cases, ROUNDS)
    harness.write_results(
        "search",
        "# Search",
        f"{SCALE:,} events and {ACTORS:,} actors with an alias each, {ROUNDS} rounds, {harness.machine()}. Lists: keys"
        " of the first page in the order of the list, and its count. Search and suggestions: the complete response.",
        harness.summary(times),
        harness.table(
            ("times faster than `icontains`", "of minima", "of medians"),
            (
                (name, *harness.ratio(times[f"{name}: icontains"], times[f"{name}: q"]))
                for name in EVENT_WORDS | ACTOR_WORDS
            ),
        ),
    )


if __name__ == "__main__":
    main()
