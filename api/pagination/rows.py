"""The rows of a list in their order, counted and serialized page by page."""

from collections.abc import Callable, Generator, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Expression, Q, QuerySet, Value
from rest_framework.request import Request
from rest_framework.serializers import Serializer

from api.compiler.json_rows import RowPath, compile_statement, json_object
from api.compiler.prepared_statements import json_by_key
from api.pagination.ordering import Order

# Rows read at once from a database cursor; few at first, so that the response starts early
FIRST_BATCH_SIZE = 20
BATCH_SIZE = 1000


class SerializedRows:
    """The rows of a list, written by a serializer."""

    def __init__(
        self, queryset: Any, order: Order, serializer: Callable[[], Serializer], request: Request
    ) -> None:
        self.queryset = queryset
        self.order = order
        self.serializer = serializer
        self.request = request

    def count(self, limit: int | None = None) -> int:
        """The number of rows, counted up to the limit if there is one."""
        return self.queryset.order_by()[:limit].count()

    @property
    def querysets(self) -> list[QuerySet]:
        """The querysets that the rows come from, one per table."""
        return [self.queryset]

    def page(
        self, start: int, stop: int, *, after: Sequence[str] = (), backwards: bool = False
    ) -> list[tuple[str, ...]]:
        """JSON and sort keys of the rows from start to stop, counted after the row with the keys `after`.

        With `backwards`, rows are counted and returned in reversed order.
        """
        order = self.order.reversed() if backwards else self.order
        found = self._keys_of_page(order, order.after(after) if after else Q(), start, stop)
        keys = [key for key, *_ in found]
        texts = json_by_key(self.serializer, order.model, keys, self.request)
        # A row that is hidden between the two statements is missing in the second.
        return [(texts[key], *sort_keys) for key, *sort_keys in found if key in texts]

    def _keys_of_page(
        self, order: Order, condition: Q, start: int, stop: int
    ) -> list[tuple[Any, ...]]:
        """Primary key and sort keys of the rows, in one query even if the list comes in parts."""
        parts = [rows.filter(condition) for rows in order.split(self.queryset)]
        if len(parts) == 1:
            return list(order.apply(parts[0]).values_list("pk", *order.keys_as_text)[start:stop])
        sort_keys = {f"key_{number}_": key.expression for number, key in enumerate(order.keys)}
        numbered = [
            order.apply(rows)
            .annotate(part_=Value(number), **sort_keys)
            .values_list("pk", "part_", *sort_keys, *order.keys_as_text)[:stop]
            for number, rows in enumerate(parts)
        ]
        union = numbered[0].union(*numbered[1:], all=True).order_by("part_", *sort_keys)
        return [(key, *values[1 + len(sort_keys) :]) for key, *values in union[start:stop]]

    def batches(
        self, row_expression: Callable[[Serializer, RowPath], Expression] = json_object
    ) -> Generator[list[str]]:
        """The texts of all rows in order, in one snapshot, read from a database cursor as needed.

        Needs a transaction.
        """
        # Only the statement orders the rows: with a second ORDER BY no index would be used.
        rows = self.queryset.order_by()
        statement = compile_statement(self.serializer, self.order, row_expression)
        try:
            sql, parameters = statement.for_rows(rows, self.request)
        except EmptyResultSet:
            return
        with connection.chunked_cursor() as cursor:
            cursor.execute(sql, parameters)
            batch = cursor.fetchmany(FIRST_BATCH_SIZE)
            while batch:
                yield [text for text, *_ in batch]
                batch = cursor.fetchmany(BATCH_SIZE)
