"""What all benchmarks share: databases, requests to the site, interleaved rounds and result files."""

import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import RequestFactory

from records.sql import run_sql
from tests import database

HERE = Path(__file__).parent
HOME = str(connection.settings_dict["NAME"])
# Pages then need no `collectstatic`.
UNHASHED_FILES = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
application: Any = get_wsgi_application()

Case = Callable[[], object]
Times = dict[str, list[float]]


def number(name: str, default: int) -> int:
    """An environment variable as a number."""
    return int(os.environ.get(name, default))


def sql_of(file_name: str) -> str:
    return (HERE / file_name).read_text(encoding="utf-8")


def execute(*statements: str, **values: int) -> None:
    for statement in statements:
        run_sql(statement, values or None)


def drop(name: str) -> None:
    with connection.cursor() as cursor:
        database.drop(cursor, name)


def use(name: str) -> None:
    """Point Django at another database of the same server."""
    connection.close()
    connection.settings_dict["NAME"] = name


def create_database(name: str) -> None:
    """Create a database that holds the data set, replace one of that name, and use it."""
    use(HOME)
    drop(name)
    execute(f"CREATE DATABASE {name}")
    use(name)
    call_command("migrate", verbosity=0)
    call_command("load_fixtures", verbosity=0)


def use_events(scale: int, *, words_for_actors: int = 0) -> None:
    """Use a database with `scale` generated events. It is built once and kept for the next run.

    For a number of actors it also generates these, and varied words in all texts.
    """
    name = f"{HOME}_bench_{'search_' if words_for_actors else ''}{scale}"
    use(HOME)
    if not run_sql("SELECT 1 FROM pg_database WHERE datname = %s", [name]):
        print(f"Building {scale:,} events in {name} ...", flush=True)
        create_database(f"{name}_unfinished")
        execute(sql_of("fill_events.sql"), n=scale)
        if words_for_actors:
            execute(sql_of("fill_words.sql"), actors=words_for_actors)
            execute("VACUUM FULL ANALYZE events_event")
        execute("VACUUM ANALYZE")
        use(HOME)
        execute(f"ALTER DATABASE {name}_unfinished RENAME TO {name}")
    use(name)


def connect_without_django(**options: str) -> Any:
    """A psycopg2 connection to the database in use."""
    parameters = connection.get_connection_params()
    for name in ("cursor_factory", "context"):
        parameters.pop(name, None)
    return psycopg2.connect(**parameters | options)


@contextmanager
def response(
    path: str, status: int = 200, **environ: str
) -> Iterator[tuple[dict[str, str], Iterator[bytes]]]:
    """Headers and body of the site's response to a GET request, all middleware included."""
    request = RequestFactory(HTTP_HOST="127.0.0.1").get(path, **environ)  # type: ignore[arg-type]
    started: list[tuple[str, list[tuple[str, str]]]] = []
    body = application(request.environ, lambda *start: started.append(start))
    line, headers = started[0]
    try:
        assert line.startswith(str(status)), (path, line)
        yield dict(headers), iter(body)
    finally:
        body.close()


def get(path: str, status: int = 200, **environ: str) -> bytes:
    with response(path, status, **environ) as (_, body):
        return b"".join(body)


def seconds(case: Case) -> float:
    start = time.perf_counter()
    case()
    return time.perf_counter() - start


def backend_seconds() -> float:
    """CPU seconds that the server process of this connection has used; the server must be on this machine."""
    ((process,),) = run_sql("SELECT pg_backend_pid()")
    numbers = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")


def interleave(cases: Mapping[str, Case], rounds: int, warm_up: int = 3) -> Times:
    """Milliseconds of each case. A round runs every case once, so that other load affects all alike."""
    times: Times = {name: [] for name in cases}
    for done in range(rounds + warm_up):
        for name, case in cases.items():
            taken = seconds(case) * 1000
            if done >= warm_up:
                times[name].append(taken)
    return times


def ratio(one: list[float], other: list[float]) -> tuple[str, str]:
    """The first to the second, by minima and by medians."""
    by_median = statistics.median(one) / statistics.median(other)
    return f"{min(one) / min(other):.2f}", f"{by_median:.2f}"


def summary(times: Times, first_column: str = "") -> str:
    """Minimum and median of each case, as a table."""
    rows = ((n, f"{min(t):.2f}", f"{statistics.median(t):.2f}") for n, t in times.items())
    return table((first_column, "minimum ms", "median ms"), rows)


def table(header: tuple[object, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = [f"| {' | '.join(map(str, cells))} |" for cells in (header, *rows)]
    return "\n".join([lines[0], "|---" * len(header) + "|", *lines[1:]])


def machine() -> str:
    """The versions and the machine that the numbers depend on."""
    ((version,),) = run_sql("SHOW server_version")
    python = platform.python_version()
    return f"PostgreSQL {version.split()[0]}, Python {python}, {os.cpu_count()} processors"


def write_results(name: str, *paragraphs: str) -> None:
    """Print the results and write them to results/."""
    text = "\n\n".join(paragraphs) + "\n"
    (HERE / "results" / f"{name}.md").write_text(text, encoding="utf-8")
    print(text)
