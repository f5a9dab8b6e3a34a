"""Installs what follows from the code: SQL functions, triggers, and the views and role of readers.

None of it is in a migration. All of it is made again, in one transaction, when the code or the database has changed.
"""

import hashlib
from collections.abc import Sequence

import pgtrigger
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Model

from records.public_changes import change_recording_sql
from records.public_rows import PublicResource, table_name
from records.publication import SCHEMA, privilege_to_take_roles, reader_role, view_of
from records.second_person import second_person_sql
from records.sql import fill, sql_file
from records.versions import version_counting_sql

# Functions that are asked for in queries. Those that rows are stored by belong to the migrations of records.
RUNTIME_FUNCTIONS = ("records/dates", "records/search")


def install(
    models: Sequence[type[Model]],
    shown: Sequence[PublicResource],
    proposals: type[Model],
    using: str = DEFAULT_DB_ALIAS,
) -> None:
    """Makes functions, triggers, views and role, unless everything is there as the code wants it.

    `models` have the tables that readers see; `shown` are those whose rows are records of the API;
    `proposals` is the table of changes that a second person decides on.
    """
    role = settings.READER_ROLE
    parts = [sql_file(path) for path in RUNTIME_FUNCTIONS]
    parts += [trigger.compile(model).install_sql for model, trigger in pgtrigger.registered()]
    parts += [fill('CREATE SCHEMA :"schema";', schema=SCHEMA), *map(view_of, models)]
    parts += [change_recording_sql(SCHEMA, models, shown), version_counting_sql(SCHEMA, models)]
    parts += [second_person_sql(SCHEMA, models, table_name(proposals))]
    script = "\n".join(parts)
    wanted = hashlib.sha256(f"{role}\n{script}".encode()).hexdigest()
    look = sql_file("records/installed", schema=SCHEMA, role=role)
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(look)
        stamp, found = cursor.fetchone()
        if stamp == f"{wanted} {found}":
            return
        tables = [table_name(model) for model, _ in pgtrigger.registered()]
        cursor.execute(sql_file("records/uninstall", schema=SCHEMA, tables=sorted({*tables})))
        cursor.execute(script)
        privilege = privilege_to_take_roles(using)
        cursor.execute(
            sql_file("records/reader_role", role=role, privilege=privilege, schema=SCHEMA)
        )
        cursor.execute(_reset_if_there_are_readers(models))
        cursor.execute(look)
        _, found = cursor.fetchone()
        cursor.execute(
            fill(
                "COMMENT ON SCHEMA :\"schema\" IS :'stamp'",
                schema=SCHEMA,
                stamp=f"{wanted} {found}",
            )
        )
    reader_role.cache_clear()


def _reset_if_there_are_readers(models: Sequence[type[Model]]) -> str:
    """What was shown before may look otherwise now: copies of it must be made again."""
    rows = [
        fill('EXISTS (SELECT FROM :"schema".:"table")', schema=SCHEMA, table=table_name(model))
        for model in models
    ]
    return fill('SELECT :"schema".start_anew() WHERE :rows', schema=SCHEMA, rows=" OR ".join(rows))
