"""What counting versions costs: participations inserted at once and one by one, with and without it.

Run: .venv/bin/python benchmarks/versions.py (in a database that may be written to; it is rolled back).
"""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROWS = 10_000
ROUNDS = 3
TABLE = "events_participation"
INSERT = f"INSERT INTO {TABLE} (event_id, actor_id, role, stance, capacity, statement, is_public)"
ONE = f"{INSERT} VALUES (%s, %s, 'participant', 'none', '', '', false)"
AT_ONCE = (
    f"{INSERT} SELECT event.id, actor.id, 'participant', 'none', '', '', false"
    " FROM unnest(%s::bigint[], %s::bigint[]) AS pair (event, actor)"
    " JOIN events_event event ON event.id = pair.event JOIN actors_actor actor ON actor.id = pair.actor"
)
TRIGGERS = (
    "lock_whole",
    "lock_whole_update",
    "moves_version_insert",
    "moves_version_update",
    "moves_version_delete",
)


def main() -> None:
    """Measures and prints; nothing of it stays."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        one = _make_rows(cursor, events=1, actors=ROWS)
        many = _make_rows(cursor, events=1_000, actors=10)
        cases: dict[str, Callable[[], None]] = {
            "one statement, one event": lambda: cursor.execute(AT_ONCE, list(one)),
            "one statement, 1,000 events": lambda: cursor.execute(AT_ONCE, list(many)),
            "one by one, one event": lambda: _one_by_one(cursor, one),
            "one by one, 1,000 events": lambda: _one_by_one(cursor, many),
        }
        for name, case in cases.items():
            counted, plain = [], []
            for _ in range(ROUNDS):
                _switch(cursor, "DISABLE")
                plain.append(_seconds(case))
                _switch(cursor, "ENABLE")
                counted.append(_seconds(case))
            print(f"{name}: {min(plain):.2f} s without, {min(counted):.2f} s with")
        transaction.set_rollback(True)


def _make_rows(cursor: Any, *, events: int, actors: int) -> tuple[list[int], list[int]]:
    """Keys of events and actors, pair by pair, for as many rows as are inserted."""
    prefix = f"bench-{events}"
    cursor.execute(
        "INSERT INTO actors_actor (slug, kind, name, description, review_status, retraction_reason, note,"
        " active_from_precision, active_to_precision, lifecycle)"
        " SELECT %s || '-' || n, 'state', 'Actor', '', 'draft', '', '', 'unknown', 'unknown', 'unknown'"
        " FROM generate_series(1, %s) n RETURNING id",
        [prefix, actors],
    )
    actor_keys = [key for (key,) in cursor.fetchall()]
    cursor.execute(
        "INSERT INTO events_eventtype (code, label, definition) VALUES ('bench', 'Bench', 'Bench')"
        " ON CONFLICT (code) DO UPDATE SET label = 'Bench' RETURNING id"
    )
    (kind,) = cursor.fetchone()
    cursor.execute(
        "INSERT INTO events_event (slug, title, type_id, modality, summary, review_status,"
        " retraction_reason, note, date_precision, is_span, lifecycle, geo_precision)"
        " SELECT %s || '-' || n, 'Event', %s, 'occurred', '', 'draft', '', '', 'unknown', false, 'unknown', ''"
        " FROM generate_series(1, %s) n RETURNING id",
        [prefix, kind, events],
    )
    event_keys = [key for (key,) in cursor.fetchall()]
    pairs = [(event, actor) for event in event_keys for actor in actor_keys]
    return [event for event, _ in pairs], [actor for _, actor in pairs]


def _one_by_one(cursor: Any, pairs: tuple[list[int], list[int]]) -> None:
    for pair in zip(*pairs, strict=True):
        cursor.execute(ONE, pair)


def _switch(cursor: Any, how: str) -> None:
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    for name in TRIGGERS:
        cursor.execute(f"ALTER TABLE {TABLE} {how} TRIGGER {name}")


def _seconds(case: Callable[[], None]) -> float:
    """How long it takes until all its rules are checked; it is undone."""
    from django.db import connection, transaction

    with transaction.atomic():
        begun = time.perf_counter()
        case()
        connection.check_constraints()
        taken = time.perf_counter() - begun
        transaction.set_rollback(True)
    return taken


if __name__ == "__main__":
    import sys

    import django

    sys.path.insert(0, str(Path(__file__).parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balkanwatch.settings")
    django.setup()
    main()
