"""All events as CSV against a named cursor with Python's `csv` module, and against COPY."""

import csv
import io
import re
import resource
import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from benchmarks import harness
from benchmarks.api import RAW, SCALE, URL

ROUNDS = harness.number("CSV_ROUNDS", 3)
ROWS_AT_ONCE = 1000
NESTED_LIST_END = r"\) AS (participations|links|figures|claims),"
# Milliseconds until the first and the last byte, and the number of bytes
Measured = tuple[float, float, int]


def cells_sql() -> str:
    """The cells as SQL, with the nested lists of the API benchmark; formulas are not escaped."""
    nested = re.search(r"array_to_json\(ARRAY\(.*?claims,(?=\s+replace)", RAW, re.DOTALL)
    assert nested
    lists = re.sub(NESTED_LIST_END, ")::text,", nested[0])
    return harness.sql_of("raw_csv.sql").replace("{children},", lists)


def from_api() -> Iterator[bytes]:
    with harness.response("/api/v1/events.csv") as (_, body):
        yield from body


def from_cursor(connection: Any) -> Iterator[bytes]:
    with connection, connection.cursor("events") as cursor:
        cursor.itersize = ROWS_AT_ONCE
        cursor.execute(cells_sql(), {"address": URL})
        # The first piece is one row, so that the first byte comes early.
        size = 1
        while rows := list(islice(cursor, size)):
            text = io.StringIO(newline="")
            csv.writer(text).writerows(rows)
            yield text.getvalue().encode()
            size = ROWS_AT_ONCE


class Sink:
    """Receives what COPY sends; notes the time of the first byte and the size."""

    first, size = 0.0, 0

    def write(self, piece: bytes) -> int:
        self.first = self.first or time.perf_counter()
        self.size += len(piece)
        return len(piece)


def measure_copy(connection: Any) -> Measured:
    sink, start = Sink(), time.perf_counter()
    with connection, connection.cursor() as cursor:
        sql = cursor.mogrify(cells_sql(), {"address": URL}).decode()
        cursor.copy_expert(f"COPY ({sql}) TO STDOUT (FORMAT csv)", sink)
    return (sink.first - start) * 1000, (time.perf_counter() - start) * 1000, sink.size


def measure(pieces: Iterator[bytes]) -> Measured:
    start = time.perf_counter()
    size = len(next(pieces))
    first = time.perf_counter()
    size += sum(map(len, pieces))
    return (first - start) * 1000, (time.perf_counter() - start) * 1000, size


def rows_of(pieces: Iterator[bytes], count: int) -> list[list[str]]:
    """The first rows, parsed."""
    text = b""
    while len(text) <= count * 5000 and (piece := next(pieces, b"")):
        text += piece
    return list(csv.reader(text.decode().splitlines(keepends=True)))[:count]


def peak_memory() -> int:
    """The most memory that this process has used so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    harness.use_events(SCALE)
    # Compiling the query would cost more than it saves.
    connection = harness.connect_without_django(options="-c jit=off")
    assert rows_of(from_api(), 500)[1:] == rows_of(from_cursor(connection), 499)
    before = peak_memory()
    after = 0
    ways: dict[str, Callable[[], Measured]] = {
        "API": lambda: measure(from_api()),
        "named cursor and csv": lambda: measure(from_cursor(connection)),
        "COPY": lambda: measure_copy(connection),
    }
    found: dict[str, list[Measured]] = {name: [] for name in ways}
    for name, way in [*ways.items()] * ROUNDS:
        found[name].append(way())
        after = after or peak_memory()
    first, last = ({n: [m[i] for m in ms] for n, ms in found.items()} for i in (0, 1))
    rows = (
        (n, f"{min(first[n]):.0f}", f"{min(last[n]) / 1000:.1f}", f"{found[n][0][2] / 1e6:.0f}")
        for n in ways
    )
    to_cursor = harness.ratio(last["API"], last["named cursor and csv"])
    harness.write_results(
        "csv",
        "# CSV of all events",
        f"All public events of {SCALE:,}, {ROUNDS} rounds.",
        harness.table(("", "first byte, ms", "all, s", "MB"), rows),
        f"To the named cursor: {to_cursor[0]} by minima, {to_cursor[1]} by medians.\n"
        f"To COPY: {harness.ratio(last['API'], last['COPY'])[0]} by minima.\n"
        f"Peak memory: {before} MiB before the first file, {after} MiB after it.",
    )


if __name__ == "__main__":
    main()
