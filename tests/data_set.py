"""The data set of fixtures/ in a test database: loaded once a process, copied from then on."""

import io
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model

from balkanwatch.fixtures import SET_BY_DATABASE, models_in_load_order
from curation.history.tracking import history_context
from records.review import loading

_copies: dict[type[Model], bytes] = {}


def load_data_set() -> None:
    """Leaves the database as `manage.py load_fixtures` does, which takes ten seconds each time."""
    if _copies:
        _put_back()
        return
    _count_from_one()
    call_command("load_fixtures", verbosity=0)
    for model in _models():
        copy = io.BytesIO()
        with connection.cursor() as cursor:
            cursor.copy_expert(f"COPY {_table(model)} ({_columns(model)}) TO STDOUT", copy)
        _copies[model] = copy.getvalue()


def _count_from_one() -> None:
    """Examples in the schema name rows by their numbers, which earlier tests would have used up."""
    with connection.cursor() as cursor:
        for model in _models():
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{_table(model)}', 'id'), 1, false)"
            )


def _put_back() -> None:
    with (
        transaction.atomic(),
        history_context(through="command", what="load_fixtures"),
        loading(),
        connection.cursor() as cursor,
    ):
        for model, copy in _copies.items():
            cursor.execute(
                f"CREATE TEMP TABLE loaded AS SELECT {_columns(model)} FROM {_table(model)} WITH NO DATA"
            )
            cursor.copy_expert(f"COPY loaded ({_columns(model)}) FROM STDIN", io.BytesIO(copy))
            cursor.execute(
                f"INSERT INTO {_table(model)} ({_columns(model)})"
                f" SELECT {_columns(model)} FROM loaded ORDER BY id"
            )
            cursor.execute("DROP TABLE loaded")
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{_table(model)}', 'id'), coalesce(max(id), 1))"
                f" FROM {_table(model)}"
            )


def _models() -> list[type[Model]]:
    """Tables in the order in which they refer to each other, links of many to many after their owners."""
    found: list[type[Model]] = []
    for model in models_in_load_order():
        links: list[Any] = [field.remote_field.through for field in model._meta.many_to_many]
        found += [model, *(link for link in links if link._meta.auto_created)]
    return found


def _table(model: type[Model]) -> str:
    return model._meta.db_table


def _columns(model: type[Model]) -> str:
    fields = model._meta.local_concrete_fields
    return ", ".join(
        f'"{f.column}"' for f in fields if not f.generated and f.name not in SET_BY_DATABASE
    )
