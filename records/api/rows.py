"""The rows of a list in their order, counted and written page by page."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet

from records.api.order import Order
from records.api.sql import fetch, statement


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
        try:
            sql, parameters = statement(self.serializer, order).around(
                rows[start:stop], self.request
            )
        except EmptyResultSet:  # Django sees that the conditions cannot be met.
            return []
        return fetch(sql, parameters)
