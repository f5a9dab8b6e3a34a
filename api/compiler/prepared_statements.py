"""Runs row statements as prepared statements: planning is most of what a page of rows costs.

Prepared statements belong to a connection. Behind a pooler in transaction mode
(DISABLE_SERVER_SIDE_CURSORS), nothing is prepared.
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Model
from rest_framework.request import Request
from rest_framework.serializers import Serializer

from api.compiler.json_rows import compile_statement_by_key

# Prepared statements per connection; the plan of one takes up to a megabyte
MAX_PREPARED = 64
# The names of the statements prepared on each connection, least recently used first
_prepared: WeakKeyDictionary[Any, dict[str, None]] = WeakKeyDictionary()


def json_by_key(
    serializer: Callable[[], Serializer], model: type[Model], keys: Sequence[int], request: Request
) -> dict[int, str]:
    """The JSON of each row with one of these primary keys."""
    if not keys:
        return {}
    statement = compile_statement_by_key(serializer, model)
    sql, parameters = statement.sql, statement.bind([list(keys)], request)
    with connection.cursor() as cursor:
        if not connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
            sql = _prepare(cursor, sql, len(parameters))
        cursor.execute(sql, parameters)
        return dict(cursor.fetchall())


def _prepare(cursor: CursorWrapper, sql: str, parameters: int) -> str:
    """Prepares the statement unless the connection has it already; returns the SQL that runs it."""
    name = f"row_json_{hashlib.sha256(sql.encode()).hexdigest()[:24]}"
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
