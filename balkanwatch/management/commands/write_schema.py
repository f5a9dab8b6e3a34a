"""Writes the tables that the migrations make to balkanwatch/schema.sql."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from balkanwatch.management.commands.pg import environment_of_connection
from balkanwatch.postgres.folder import program
from balkanwatch.schema_file import HEADING, TABLES_FILE
from records.installation import uninstall
from records.sql import fill

# Several may be made at once.
SCRATCH_DATABASE = f"balkanwatch_schema_{os.getpid()}"
NOTED = "INSERT INTO public.django_migrations (app, name, applied) VALUES"
# What only psql reads, what belongs to the session, what only the owner of an extension may do, and what counts itself
UNWANTED = re.compile(
    r"\\|SET |SELECT pg_catalog\.set_config|COMMENT ON EXTENSION|--|.*'public\.django_migrations_id_seq', \d"
)

# Conditions with IN are written in one way when they are new, and in another once they were loaded.
LISTED_VALUES = re.compile(r"\(ARRAY\[((?:'[^']*'::character varying(?:, )?)+)\]\)::text\[\]")


class Command(BaseCommand):
    help = "Updates balkanwatch/schema.sql, which makes the tables of a new database, after a new migration."

    def handle(self, *args: object, **options: object) -> None:
        TABLES_FILE.write_text(schema_of_all_migrations(), encoding="utf-8")
        self.stdout.write(f"{TABLES_FILE.name} is up to date.")


def schema_of_all_migrations() -> str:
    """The text of the file, as the migrations want it; they are applied to a database made for this."""
    with new_database():
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
        uninstall()
        return schema()


def schema() -> str:
    """SQL that makes the tables of the present database, the rows that migrations wrote, and the list of these."""
    lines = [line for line in _dumped().splitlines() if not UNWANTED.match(line)]
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    database: Any = connection
    heading = HEADING.format(version=database.pg_version // 10_000)
    tables = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    tables = LISTED_VALUES.sub(_cast_each, tables)
    noted = ",\n".join(
        fill("    (:'app', :'name', now())", app=app, name=name) for app, name in applied
    )
    return f"{heading}\n{tables}\n\n{NOTED}\n{noted};\n"


def _cast_each(values: re.Match[str]) -> str:
    """A list of values as PostgreSQL writes it once it was loaded."""
    return f"ARRAY[{', '.join(f'({value})::text' for value in values[1].split(', '))}]"


@contextmanager
def new_database() -> Iterator[None]:
    """Inside, Django works on an empty database of the same server, which is dropped at the end."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {SCRATCH_DATABASE}")
        cursor.execute(f"CREATE DATABASE {SCRATCH_DATABASE} TEMPLATE template0")
        try:
            with connected_to(SCRATCH_DATABASE):
                yield
        finally:
            cursor.execute(f"DROP DATABASE {SCRATCH_DATABASE}")


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Inside, Django works on another database of the same server; what it remembers of ids is forgotten."""
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        ContentType.objects.clear_cache()
        connection.close()
        connection.settings_dict["NAME"] = usual


def _dumped() -> str:
    command = [
        str(program("pg_dump")),
        "--no-owner",
        "--no-privileges",
        "--inserts",
        "--rows-per-insert=1000",
        "--exclude-table-data=django_migrations",
    ]
    done = subprocess.run(  # noqa: S603 (a program of PostgreSQL, our own arguments)
        command, env=environment_of_connection(), check=True, capture_output=True, text=True
    )
    return done.stdout
