"""After a large import the next queries are planned for the tables as they are now."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from records.statistics import CHANGED_ROWS, refresh_statistics
from tests import cases, database, make
from tests.imports.files import step, upload, write

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = CHANGED_ROWS + 100
FILE = "slug,type,title\n" + "".join(f"e-{n},talks,Event {n}\n" for n in range(ROWS))


@cases("through", "command", "admin")
def test_a_large_import_leaves_statistics(through: str, admin_client: Client, tmp_path: Path):
    make.event_type("talks")
    assert planned_rows() != ROWS

    if through == "command":
        call_command("import_csv", str(write(tmp_path, FILE, "events.csv")))
    else:
        step(admin_client, upload(admin_client, ("events.csv", FILE.encode())), "apply")

    assert planned_rows() == ROWS
    changed = database.rows(
        "SELECT n_distinct FROM pg_stats WHERE tablename = 'events_event' AND attname = 'slug'"
    )
    assert changed == [(-1.0,)]


def test_leaves_tables_alone_of_which_little_changed():
    make.event_type("talks")
    for number in range(3):
        make.event(f"e-{number}")
    before = database.rows(
        "SELECT last_analyze FROM pg_stat_user_tables WHERE relname = 'events_event'"
    )

    refresh_statistics()

    assert (
        database.rows("SELECT last_analyze FROM pg_stat_user_tables WHERE relname = 'events_event'")
        == before
    )


def planned_rows() -> int:
    """How many rows the planner takes the table of events to have."""
    # The view of readers has the same name.
    planned = "SELECT reltuples FROM pg_class WHERE oid = 'public.events_event'::regclass"
    return int(database.rows(planned)[0][0])
