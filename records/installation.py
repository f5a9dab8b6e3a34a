"""Installs what follows from the code: SQL functions, triggers, and the views of readers.

None of it is in a migration. All of it is made again, in one transaction, when the code or the database has changed.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

import pgtrigger
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Model

from records.added_rows import added_rows_sql
from records.label_translation import messages_in_sql
from records.public_changes import change_recording_sql
from records.public_rows import PublicResource, table_name
from records.published_views import SCHEMA, view_of
from records.retracted_references import retracted_reference_sql
from records.second_person import second_person_sql
from records.sql import fill, sql_file
from records.stored_texts import text_cleaning_sql
from records.texts import cleaning_functions
from records.versions import version_counting_sql

# Functions that are asked for in queries. Those that rows are stored by belong to the migrations of records.
RUNTIME_FUNCTIONS = ("records/dates", "records/search")


@dataclass(frozen=True)
class Published:
    """What readers see: tables, those whose rows are records of the API, and the table of proposed changes."""

    models: Sequence[type[Model]]
    resources: Sequence[PublicResource]
    proposals: type[Model]
    # Files with further SQL functions that are asked for in queries
    functions: Sequence[str] = ()


class Installed(Enum):
    """What a database has of the functions, triggers and views of this code."""

    CURRENT = "current"
    OF_OTHER_CODE = "of another version"
    ALTERED = "altered since it was installed"


_declared: list[Callable[[], Published]] = []


def declare(published: Callable[[], Published]) -> None:
    """Says what readers see; called once, by the package that knows all apps."""
    _declared[:] = [published]


def installed(using: str = DEFAULT_DB_ALIAS) -> Installed:
    """Whether everything is there as the code wants it."""
    stamp, found = _installed_state(using)
    wanted = _digest(_script())
    if stamp == f"{wanted} {found}":
        return Installed.CURRENT
    same_code = stamp is not None and stamp.startswith(f"{wanted} ")
    return Installed.ALTERED if same_code else Installed.OF_OTHER_CODE


def install(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Makes functions, triggers and views, unless everything is there as the code wants it; whether it did."""
    script = _script()
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        stamp, found = _installed_state(using)
        if stamp == f"{_digest(script)} {found}":
            return False
        cursor.execute(_uninstall_script())
        cursor.execute(script)
        cursor.execute(_reset_if_there_are_readers(_declared[0]().models))
        _, found = _installed_state(using)
        stamp = f"{_digest(script)} {found}"
        cursor.execute(
            fill("COMMENT ON SCHEMA :\"schema\" IS :'stamp'", schema=SCHEMA, stamp=stamp)
        )
    return True


def uninstall(using: str = DEFAULT_DB_ALIAS) -> None:
    """Removes triggers and views; the functions that rows are stored by stay."""
    with connections[using].cursor() as cursor:
        cursor.execute(_uninstall_script())


def _uninstall_script() -> str:
    tables = {table_name(model) for model, _ in pgtrigger.registered()}
    return sql_file("records/uninstall", schema=SCHEMA, tables=sorted(tables))


@cache
def _script() -> str:
    """The SQL that makes everything."""
    published = _declared[0]()
    models = published.models
    functions = (*RUNTIME_FUNCTIONS, *published.functions)
    parts = [cleaning_functions(), *(sql_file(path) for path in functions)]
    parts += [trigger.compile(model).install_sql for model, trigger in pgtrigger.registered()]
    # Each of these makes the function again that this one replaces.
    parts.append(sql_file("records/ignored_triggers"))
    parts += [fill('CREATE SCHEMA :"schema";', schema=SCHEMA), *map(view_of, models)]
    parts += [
        change_recording_sql(SCHEMA, models, published.resources),
        version_counting_sql(SCHEMA, models),
        added_rows_sql(SCHEMA, models),
        second_person_sql(SCHEMA, models, table_name(published.proposals)),
        retracted_reference_sql(SCHEMA, models),
        text_cleaning_sql(SCHEMA),
    ]
    return "\n".join(parts)


def installed_messages() -> Iterator[str]:
    """What the installed triggers and functions say to people when they refuse a change."""
    return messages_in_sql(_script())


def _digest(script: str) -> str:
    return hashlib.sha256(script.encode()).hexdigest()


def _installed_state(using: str) -> tuple[str | None, str]:
    """The stamp of the last installation, and a digest of what is there."""
    with connections[using].cursor() as cursor:
        cursor.execute(sql_file("records/installed", schema=SCHEMA))
        stamp, found = cursor.fetchone()
    return stamp, found


def _reset_if_there_are_readers(models: Sequence[type[Model]]) -> str:
    """What was shown before may look otherwise now: copies of it must be made again."""
    rows = [
        fill('EXISTS (SELECT FROM :"schema".:"table")', schema=SCHEMA, table=table_name(model))
        for model in models
    ]
    return fill(
        'SELECT :"schema".reset_changes() WHERE :rows', schema=SCHEMA, rows=" OR ".join(rows)
    )
