"""How long hints at duplicates take among 20,000 actors: while typing, and as a filter of the list.

Run: .venv/bin/python benchmarks/namesakes.py (in a database that may be written to; it is rolled back).
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ACTORS = int(os.environ.get("ACTORS", 20_000))
ROUNDS = 5
TYPED = [
    "Ministry of Defence",
    "Ministri of defense 17",
    "Brigade 1999",
    "Union of",
    "Вучић",
    "Xyzzy",
]
MAKE = """
    INSERT INTO actors_actor (slug, kind, name, description, review_status, retraction_reason, note,
        active_from_precision, active_to_precision, lifecycle)
    SELECT 'bench-' || n, 'institution',
        (ARRAY['Ministry of Defence', 'Brigade', 'Union of Veterans', 'Party of Reform', 'Committee'])[n %% 5 + 1]
        || ' ' || (ARRAY['of Albania', 'of Kosovo', 'of Serbia', 'of Croatia'])[n %% 4 + 1] || ' ' || n / 2,
        '', 'draft', '', '', 'unknown', 'unknown', 'unknown'
    FROM generate_series(1, %s) n
"""
NAMES = """
    INSERT INTO actors_actorname (actor_id, name, language, kind, is_public)
    SELECT id, name || ' MoD', 'sr-Latn', 'short', false FROM actors_actor WHERE slug LIKE 'bench-%%'
"""


def main() -> None:
    """Measures and prints; nothing of it stays."""
    from django.contrib.auth.models import User
    from django.db import connection, transaction
    from django.test import Client

    from actors.models import Actor

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(MAKE, [ACTORS])
            cursor.execute(NAMES)
            cursor.execute("ANALYZE actors_actor, actors_actorname")
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(User.objects.create_superuser("bench"))
        for text in TYPED:
            print(f"typed {text!r}: {_ask(client, '/admin/actors/actor/namesakes/', q=text)}")
        rows = Actor.objects.with_namesakes().order_by("slug")
        print(f"first page of duplicates: {_median(lambda: list(rows[:50]))}")
        print(f"count of duplicates: {_median(rows.count)}")
        transaction.set_rollback(True)


def _ask(client: Any, address: str, **query: str) -> str:
    def ask() -> None:
        answer = client.get(address, query, secure=True)
        assert answer.status_code == 200, answer.status_code

    return _median(ask)


def _median(do: Callable[[], object]) -> str:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        do()
        times.append(1000 * (time.perf_counter() - begun))
    return f"{statistics.median(times):.0f} ms, slowest {max(times):.0f} ms"


if __name__ == "__main__":
    import django

    sys.path.insert(0, str(Path(__file__).parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balkanwatch.settings")
    os.environ.setdefault("SECOND_FACTOR", "false")
    django.setup()
    main()
