"""The time limit of a request that reads: PostgreSQL limits single statements, this limits all of them together."""

import time
from collections.abc import Callable
from typing import Any

from django.db import OperationalError

# The limit of a statement is lowered once this part of its time is used up by earlier ones.
USED_UP = 0.1


class Deadline:
    """An execute wrapper that leaves each statement only the rest of the time.

    Raises OperationalError after the end. A quick request costs no further statement.
    """

    def __init__(self, milliseconds: int) -> None:
        self._limit = float(milliseconds)
        self._ends_at = time.monotonic() + milliseconds / 1000

    def __call__(
        self, execute: Callable[..., Any], sql: Any, parameters: Any, many: bool, context: Any
    ) -> Any:
        left = (self._ends_at - time.monotonic()) * 1000
        if left <= 0:
            raise OperationalError("The request took too long.")
        if left < self._limit * (1 - USED_UP):
            self._limit = left
            # Another cursor: a server-side one runs only one statement.
            with context["connection"].cursor() as cursor:
                cursor.execute(
                    "SELECT set_config('statement_timeout', %s, true)", [str(int(left) + 1)]
                )
        return execute(sql, parameters, many, context)
