"""Statements that PostgreSQL plans once a connection: of what a row costs, planning is the most.

Prepared statements belong to a connection. Where a pooler hands it from one transaction to another,
Django's own setting DISABLE_SERVER_SIDE_CURSORS says so, and nothing is prepared.
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection
from django.db.models import Model

from api.compiler.json_rows import compile_statement_by_key

# How many statements a connection keeps; each holds a plan of up to a megabyte
MAX_PREPARED = 64
# The names of what each connection has prepared, the one not used for longest first
_prepared: WeakKeyDictionary[Any, dict[str, None]] = WeakKeyDictionary()


def written(
    serializer: Callable[[], Any], model: type[Model], keys: Sequence[int], request: Any
) -> dict[int, str]:
    """The JSON text of each row with one of these primary keys, as the serializer writes it."""
    if not keys:
        return {}
    rows = compile_statement_by_key(serializer, model)
    return dict(_planned_once(rows.sql, rows.values([list(keys)], request)))


def _planned_once(sql: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        if not connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
            sql = _execution(cursor, sql, len(parameters))
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _execution(cursor: Any, sql: str, parameters: int) -> str:
    """The statement that runs this one, prepared on the connection if it was not yet."""
    name = f"written_{hashlib.sha256(sql.encode()).hexdigest()[:24]}"
    names = _prepared.setdefault(connection.connection, {})
    if name in names:
        del names[name]
    else:
        if len(names) == MAX_PREPARED:
            oldest = next(iter(names))
            cursor.execute(f"DEALLOCATE {oldest}")
            del names[oldest]
        numbered = sql % tuple(f"${number + 1}" for number in range(parameters))
        cursor.execute(f"PREPARE {name} AS {numbered}")
    names[name] = None
    return f"EXECUTE {name} ({', '.join(['%s'] * parameters)})"
