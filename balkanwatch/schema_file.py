"""The tables of a new database in one SQL file, so that a first start need not repeat the history of the migrations."""

import re
from typing import Any

from django.conf import settings
from django.db import transaction

from records.sql import sql_file

TABLES_FILE = settings.BASE_DIR / "balkanwatch" / "schema.sql"
HEADING = (
    "-- The tables of a database that has had all migrations, written by pg_dump of PostgreSQL {version}.\n"
    "-- `manage.py write_schema` makes it. Views, triggers and what follows from settings are installed afterwards.\n"
)
WRITTEN_BY = re.compile(r"pg_dump of PostgreSQL (\d+)")


def can_be_loaded(connection: Any) -> bool:
    """Whether the database is new, and its server is of the version that the file was written by."""
    with TABLES_FILE.open(encoding="utf-8") as file:
        version = WRITTEN_BY.search(file.readline())
    if version is None or connection.pg_version // 10_000 != int(version[1]):
        return False
    with connection.cursor() as cursor:
        cursor.execute(sql_file("balkanwatch/is_new_database"))
        (is_new,) = cursor.fetchone()
    return is_new


def load_schema(connection: Any) -> None:
    """Makes the tables, and notes the migrations that they have had."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SHOW search_path")
        (usual,) = cursor.fetchone()
        cursor.execute("SET LOCAL search_path = ''; SET LOCAL check_function_bodies = off")
        cursor.execute(TABLES_FILE.read_text(encoding="utf-8"))
        cursor.execute("SELECT set_config('search_path', %s, true)", [usual])
