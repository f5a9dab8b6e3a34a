"""The rows of a list in their order, counted and written page by page."""

from collections.abc import Callable, Generator, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, Value

from api.compiler.json_rows import RowPath, compile_statement, json_object
from api.compiler.prepared_statements import written as written_by_key
from api.pagination.ordering import Order

# How many rows are read from a cursor at once; the first few soon, so that nobody waits for them
FIRST_BATCH = 20
BATCH = 1000


class SerializedRows:
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
        found = self._keys_of_page(order, Q(order.beyond(beyond)) if beyond else Q(), start, stop)
        texts = written_by_key(
            self.serializer, order.model, [key for key, *_ in found], self.request
        )
        # A row that is hidden between the two statements is in the first only.
        return [(texts[key], *keys) for key, *keys in found if key in texts]

    def _keys_of_page(
        self, order: Order, condition: Q, start: int, stop: int
    ) -> list[tuple[Any, ...]]:
        """Primary key and sort keys of rows, in one query even where they come in parts."""
        parts = [rows.filter(condition) for rows in order.parts_of(self.queryset)]
        if len(parts) == 1:
            return list(order.of(parts[0]).values_list("pk", *order.texts)[start:stop])
        numbered = [
            order.of(rows)
            .annotate(part_=Value(number), day_=order.keys[0].expression)
            .values_list("pk", "part_", "day_", *order.texts)[:stop]
            for number, rows in enumerate(parts)
        ]
        whole = numbered[0].union(*numbered[1:], all=True).order_by("part_", "day_", "pk")
        return [(key, *texts) for key, _, _, *texts in whole[start:stop]]

    def batches(self, written: Callable[[Any, RowPath], Any] = json_object) -> Generator[list[str]]:
        """The texts of all rows in their order, as of one moment, read from a cursor as needed.

        Only inside a transaction.
        """
        # The statement orders them; told twice, PostgreSQL would not see that an index can do it.
        rows = self.queryset.order_by()
        try:
            sql, parameters = compile_statement(self.serializer, self.order, written).for_rows(
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
