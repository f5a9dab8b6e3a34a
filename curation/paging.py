"""Rows of a record by pages of its form, so that a record of any size opens quickly."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Func, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

ROWS_A_PAGE = 25
DIGITS = 6


@dataclass(frozen=True)
class PageOfRows:
    """Page `number` of `total` rows; `name` is the parameter that asks for another, such as parties."""

    name: str
    number: int
    total: int
    address: str = ""

    @property
    def last(self) -> int:
        return max(1, -(-self.total // ROWS_A_PAGE))

    @property
    def first_row(self) -> int:
        return (self.number - 1) * ROWS_A_PAGE + 1

    @property
    def last_row(self) -> int:
        return min(self.number * ROWS_A_PAGE, self.total)

    @property
    def pages(self) -> list[tuple[int, str]]:
        """Number and address of each page."""
        return [
            (number, f"{self.address}{self.name}={number}") for number in range(1, self.last + 1)
        ]

    def cut(self, rows: QuerySet) -> QuerySet:
        """The rows that stand on this page."""
        return rows[self.first_row - 1 : self.number * ROWS_A_PAGE]


def page_asked(request: HttpRequest, name: str, total: int) -> PageOfRows:
    """The page that the address asks for; the nearest there is, and the first for what is no number."""
    query = request.GET.copy()
    asked = query.pop(name, ["1"])[-1]
    known = asked.isascii() and asked.isdecimal() and len(asked) <= DIGITS
    page = PageOfRows(name, 1, total, address=f"?{query.urlencode()}&" if query else "?")
    number = min(max(1, int(asked)), page.last) if known else 1
    return PageOfRows(name, number, total, page.address)


def counts(kinds: Iterable[QuerySet], record: Any) -> list[int]:
    """How many rows each queryset has, in one query."""
    columns = {
        f"rows_{place}": Coalesce(
            Subquery(rows.order_by().annotate(n=Func(F("pk"), function="COUNT")).values("n")), 0
        )
        for place, rows in enumerate(kinds)
    }
    if not columns:
        return []
    found = type(record)._default_manager.filter(pk=record.pk).annotate(**columns)
    return list(found.values_list(*columns).first() or [0] * len(columns))


class PagedRows:
    """An admin page that shows the rows of each inline by pages, and stays where one was."""

    get_inlines: Any

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_formset_kwargs(  # type: ignore[misc]
            request, obj, inline, prefix
        )
        if hasattr(inline, "rows_of"):
            total = self._rows_there_are(request, obj).get(type(inline), 0)
            kwargs["rows_page"] = page_asked(request, prefix, total)
        return kwargs

    def _on_the_same_page(self, request: HttpRequest, obj: Any, response: Any) -> Any:
        """“Save and continue” stays on the page of rows that one was on."""
        query = request.GET.urlencode()
        if "_continue" in request.POST and response.status_code == 302 and query:
            response["Location"] = f"{response['Location'].partition('?')[0]}?{query}"
        return response

    def response_change(self, request: HttpRequest, obj: Any) -> Any:
        return self._on_the_same_page(request, obj, super().response_change(request, obj))  # type: ignore[misc]

    def _rows_there_are(self, request: HttpRequest, obj: Any) -> dict[Any, int]:
        """How many rows of each inline the record has; asked once a request."""
        if not obj or not obj.pk:
            return {}
        if not hasattr(request, "rows_there_are"):
            kinds = [kind for kind in self.get_inlines(request, obj) if hasattr(kind, "rows_of")]
            found = counts([kind.rows_of(obj) for kind in kinds], obj)
            request.rows_there_are = dict(zip(kinds, found, strict=True))  # type: ignore[attr-defined]
        return request.rows_there_are  # type: ignore[attr-defined]
