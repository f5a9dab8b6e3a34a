"""All events as CSV against a named cursor of psycopg2 with Python's csv; see README.md."""

import csv
import os
import re
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import psycopg2  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import RequestFactory  # noqa: E402

import api  # noqa: E402

ROUNDS = int(os.environ.get("CSV_ROUNDS", 3))
AT_ONCE = 1000
TOP = r"\) AS (participations|links|figures|claims),"
CHILDREN = re.search(r"array_to_json\(ARRAY\(.*?claims,(?=\s+replace)", api.RAW, re.DOTALL)


def by_api() -> Iterator[bytes]:
    """What the site answers, piece by piece, through all of its middleware."""
    environ = RequestFactory(HTTP_HOST="127.0.0.1").get("/api/v1/events.csv").environ
    answer = api.application(environ, lambda line, headers: None)
    try:
        yield from answer
    finally:
        answer.close()


class Lines(list[str]):
    """What csv writes to."""

    write = list.append


def sql_by_hand() -> str:
    """The cells as SQL; formulas are not guarded."""
    assert CHILDREN
    sql = (HERE / "csv.sql").read_text(encoding="utf-8")
    return sql.replace("{children},", re.sub(TOP, ")::text,", CHILDREN[0]))


class Sink:
    """Takes what COPY sends, and notes when it came first and how much there was."""

    def __init__(self) -> None:
        self.first = 0.0
        self.size = 0

    def write(self, piece: bytes) -> int:
        self.first = self.first or time.perf_counter()
        self.size += len(piece)
        return len(piece)


def by_copy(connected: Any) -> tuple[float, float, int]:
    """The same cells as PostgreSQL itself writes CSV, measured as `taken` does."""
    sink, start = Sink(), time.perf_counter()
    with connected, connected.cursor() as cursor:
        sql = cursor.mogrify(sql_by_hand(), {"address": api.ADDRESS}).decode()
        cursor.copy_expert(f"COPY ({sql.rstrip().rstrip(';')}) TO STDOUT (FORMAT csv)", sink)
    return (sink.first - start) * 1000, (time.perf_counter() - start) * 1000, sink.size


def by_hand(connected: Any) -> Iterator[bytes]:
    """The same cells from a named cursor."""
    sql = sql_by_hand()
    with connected, connected.cursor("events") as cursor:
        cursor.itersize = AT_ONCE
        cursor.execute(sql, {"address": api.ADDRESS})
        lines = Lines()
        writer = csv.writer(lines)
        for number, row in enumerate(cursor, start=1):
            writer.writerow(row)
            if number % AT_ONCE == 1:
                yield "".join(lines).encode()
                lines.clear()
        yield "".join(lines).encode()


def taken(pieces: Iterator[bytes]) -> tuple[float, float, int]:
    """Milliseconds to the first byte and to the last, and how many bytes there were."""
    start = time.perf_counter()
    size = len(next(pieces))
    first = time.perf_counter()
    size += sum(map(len, pieces))
    return (first - start) * 1000, (time.perf_counter() - start) * 1000, size


def cells(pieces: Iterator[bytes], number: int) -> list[list[str]]:
    """The first rows, read again."""
    text, needed = b"", number * 5000
    while len(text) < needed and (piece := next(pieces, b"")):
        text += piece
    pieces.close()  # type: ignore[attr-defined]
    return list(csv.reader(text.decode().splitlines(keepends=True)))[:number]


def memory() -> int:
    """The most memory this process ever had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    api.make_world()
    settings = connection.get_connection_params()
    settings.pop("cursor_factory", None)
    settings.pop("context", None)
    # Compiling the query would cost more than it saves.
    connected = psycopg2.connect(**settings | {"options": "-c jit=off"})
    assert cells(by_api(), 500)[1:] == cells(by_hand(connected), 499)
    before = memory()
    ours: list[tuple[float, float, int]] = []
    theirs: list[tuple[float, float, int]] = []
    copied: list[tuple[float, float, int]] = []
    for _ in range(ROUNDS):
        ours.append(taken(by_api()))
        if not theirs:
            after = memory()
        theirs.append(taken(by_hand(connected)))
        copied.append(by_copy(connected))
    lines = ["| | first byte, ms | whole, s | MB |", "|---|---|---|---|"]
    for name, times in (
        ("API", ours),
        ("named cursor and csv", theirs),
        ("COPY", copied),
    ):
        first = min(first for first, _, _ in times)
        whole = min(whole for _, whole, _ in times) / 1000
        lines.append(f"| {name} | {first:.0f} | {whole:.1f} | {times[0][2] / 1e6:.0f} |")
    ratio = min(whole for _, whole, _ in ours) / min(whole for _, whole, _ in theirs)
    middle = statistics.median(w for _, w, _ in ours) / statistics.median(w for _, w, _ in theirs)
    lines += ["", f"To the named cursor: {ratio:.2f} by minima, {middle:.2f} by medians."]
    ratio = min(whole for _, whole, _ in ours) / min(whole for _, whole, _ in copied)
    lines += [f"To COPY: {ratio:.2f} by minima."]
    lines += [f"Memory at its most: {before} MiB before the first file, {after} MiB after it."]
    heading = f"All of {api.SCALE:,} events that are public, {ROUNDS} rounds."
    text = "\n".join(["# CSV of all events", "", heading, "", *lines, ""])
    (HERE / "results" / "csv.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
