"""The rows of a list in their order, counted and written page by page."""

from collections.abc import Callable, Generator, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from records.api.order import Order
from records.api.prepared import written as written_by_key
from records.api.sql import Position, object_of, statement

# How many rows are read from a cursor at once; the first few soon, so that nobody waits for them
FIRST_BATCH = 20
BATCH = 1000


class Rows:
    """The rows of a list, as a serializer writes them."""

    def __init__(
        self, queryset: Any, order: Order, serializer: Callable[[], Any], request: Any
    ) -> None:
        self.queryset = queryset
        self.order = order
        self.serializer = serializer
        self.request = request

    def count(self, most: int | None = None) -> int:
        """How many rows there are, counted up to `most` where it is given."""
        rows = self.queryset.order_by()
        return rows[:most].count() if most else rows.count()

    @property
    def tables(self) -> list[Any]:
        """The querysets that the rows are of."""
        return [self.queryset]

    def page(
        self, start: int, stop: int, *, beyond: Sequence[str] = (), backwards: bool = False
    ) -> list[tuple[str, ...]]:
        """JSON text and sort keys of each row from start to stop; beyond the row with these keys.

        Backwards, rows are counted and come against the order.
        """
        order = self.order.reversed() if backwards else self.order
        rows = order.of(self.queryset)
        if beyond:
            rows = rows.filter(order.beyond(beyond))
        found = list(rows.values_list("pk", *order.texts)[start:stop])
        texts = written_by_key(
            self.serializer, order.model, [key for key, *_ in found], self.request
        )
        # A row that is hidden between the two statements is in the first only.
        return [(texts[key], *keys) for key, *keys in found if key in texts]

    def batches(self, written: Callable[[Any, Position], Any] = object_of) -> Generator[list[str]]:
        """The texts of all rows in their order, as of one moment, read from a cursor as needed.

        Only inside a transaction.
        """
        # The statement orders them; told twice, PostgreSQL would not see that an index can do it.
        rows = self.queryset.order_by()
        try:
            sql, parameters = statement(self.serializer, self.order, written).around(
                rows, self.request
            )
        except EmptyResultSet:
            return
        with connection.chunked_cursor() as cursor:
            cursor.execute(sql, parameters)
            batch = cursor.fetchmany(FIRST_BATCH)
            while batch:
                yield [text for text, *_ in batch]
                batch = cursor.fetchmany(BATCH)
