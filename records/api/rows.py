"""The rows of a list in their order, counted and written page by page."""

from collections.abc import Callable, Sequence
from typing import Any

from records.api.order import Order
from records.api.prepared import written


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
        found = list(rows.values_list("pk", *order.texts)[start:stop])
        texts = written(self.serializer, order.model, [key for key, *_ in found], self.request)
        # A row that is hidden between the two statements is in the first only.
        return [(texts[key], *keys) for key, *keys in found if key in texts]
