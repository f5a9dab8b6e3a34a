"""The floor of imports: COPY of the same rows to the same tables, with our triggers and without."""

import time
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from benchmarks import harness
from events.models import Event, EventClaim, Participation

TABLES = (Event, Participation, EventClaim)
FLOOR, FLOOR_WITH_TRIGGERS = "COPY without triggers", "COPY with triggers"
SERVER, CLIENT = "CPU of the server", "CPU of the client"


class Results(dict[str, float]):
    """The lowest value of each measurement."""

    def note(self, name: str, value: float) -> None:
        self[name] = min(value, self.get(name, value))
        print(f"{name}: {value:.4f}", flush=True)

    def time(self, name: str, case: harness.Case) -> None:
        self.note(name, harness.seconds(case))

    def time_with_cpu(self, name: str, case: harness.Case) -> None:
        """Notes the CPU seconds of the server process, too, and of this process."""
        server, client = harness.backend_seconds(), time.process_time()
        self.time(name, case)
        self.note(f"{name}, {SERVER}", harness.backend_seconds() - server)
        self.note(f"{name}, {CLIENT}", time.process_time() - client)


def copy(sql: str, path: Path, mode: str = "wb") -> None:
    with path.open(mode) as file, connection.cursor() as cursor:
        cursor.copy_expert(sql, file)


def copied_columns(model: Any) -> str:
    """The columns that imports write; the database maintains the others."""
    maintained = {"created_at", "updated_at", "version", "is_public", "causal_rank"}
    columns = (f.column for f in model._meta.local_concrete_fields if not f.generated)
    return ", ".join(column for column in columns if column not in maintained)


def save_imported_rows(folder: Path) -> None:
    for model in TABLES:
        table = model._meta.db_table
        event = "id" if model is Event else "event_id"
        rows = (
            f"SELECT {copied_columns(model)} FROM {table} WHERE {event} IN"
            " (SELECT event.id FROM events_event event WHERE event.slug LIKE 'bench-%') ORDER BY id"
        )
        copy(f"COPY ({rows}) TO STDOUT (FORMAT csv)", folder / f"{table}.csv")


@transaction.atomic
def copy_saved_rows(folder: Path) -> None:
    """The floor: nothing is parsed, matched or previewed; only the tables check the rows."""
    for model in TABLES:
        table = model._meta.db_table
        sql = f"COPY {table} ({copied_columns(model)}) FROM STDIN (FORMAT csv)"
        copy(sql, folder / f"{table}.csv", "rb")


def disable_triggers() -> None:
    """Keeps constraints, foreign keys and indexes; turns off what our triggers check, compute and record."""
    for model in TABLES:
        harness.execute(f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER USER")


def floors_table(found: Results) -> str:
    """What an import costs and what COPY costs; takes these numbers out of the others."""
    rows = {
        name: [found[name], *(found.pop(f"{name}, {whose}") for whose in (SERVER, CLIENT))]
        for name in ("new", FLOOR, FLOOR_WITH_TRIGGERS)
    }
    new = rows["new"]
    cells = [
        (
            name,
            *(f"{number:.4g}" for number in numbers),
            *(f"{new[at] / numbers[at]:.2f}" for at in (0, 1)),
        )
        for name, numbers in rows.items()
    ]
    header = ("what", "seconds", SERVER, CLIENT, "new to this", f"new to this, {SERVER}")
    return harness.table(header, cells)
