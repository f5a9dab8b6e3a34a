"""Rows of a record by pages of its form, so that a record of any size opens quickly."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Func, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

ROWS_PER_PAGE = 15
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
        return max(1, -(-self.total // ROWS_PER_PAGE))

    @property
    def first_row(self) -> int:
        return (self.number - 1) * ROWS_PER_PAGE + 1

    @property
    def last_row(self) -> int:
        return min(self.number * ROWS_PER_PAGE, self.total)

    @property
    def pages(self) -> list[tuple[int, str]]:
        """Number and address of each page."""
        return [
            (number, f"{self.address}{self.name}={number}") for number in range(1, self.last + 1)
        ]

    def cut(self, rows: QuerySet) -> QuerySet:
        """The rows that stand on this page."""
        return rows[self.first_row - 1 : self.number * ROWS_PER_PAGE] if self.total else rows.none()


def page_asked(request: HttpRequest, name: str, total: int) -> PageOfRows:
    """The page that the address asks for; the nearest there is, and the first for what is no number."""
    query = request.GET.copy()
    asked = query.pop(name, ["1"])[-1]
    known = asked.isascii() and asked.isdecimal() and len(asked) <= DIGITS
    page = PageOfRows(name, 1, total, address=f"?{query.urlencode()}&" if query else "?")
    number = min(max(1, int(asked)), page.last) if known else 1
    return PageOfRows(name, number, total, page.address)


def count_of(rows: QuerySet) -> Any:
    """How many rows a queryset has, for a query about something else."""
    counted = rows.order_by().annotate(n=Func(F("pk"), function="COUNT")).values("n")
    return Coalesce(Subquery(counted), 0)


class PagedRowsMixin:
    """An admin page that shows the rows of each inline by pages, and stays where one was."""

    get_inlines: Any

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_formset_kwargs(  # type: ignore[misc]
            request, obj, inline, prefix
        )
        if hasattr(inline, "rows_of"):
            total = self.beside(request, obj).get(count_name(type(inline)), 0)
            kwargs["rows_page"] = page_asked(request, prefix, total)
        return kwargs

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        formsets, inlines = super()._create_formsets(request, obj, change)  # type: ignore[misc]
        for formset in formsets:
            formset.page_formsets = formsets
        return formsets, inlines

    def _on_the_same_page(self, request: HttpRequest, obj: Any, response: Any) -> Any:
        """“Save and continue” stays on the page of rows that one was on."""
        query = request.GET.urlencode()
        if "_continue" in request.POST and response.status_code == 302 and query:
            response["Location"] = f"{response['Location'].partition('?')[0]}?{query}"
        return response

    def response_change(self, request: HttpRequest, obj: Any) -> Any:
        return self._on_the_same_page(request, obj, super().response_change(request, obj))  # type: ignore[misc]

    def said_beside(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        """What the page of a record says besides its form, by name: expressions, read in one query."""
        return {}

    def beside(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        """The same once it has been read, and how many rows each inline has; asked once a request."""
        if not record or not record.pk:
            return {}
        if not hasattr(request, "read_beside"):
            kinds = [kind for kind in self.get_inlines(request, record) if hasattr(kind, "rows_of")]
            asked = {count_name(kind): count_of(kind.rows_of(record)) for kind in kinds}
            asked |= self.said_beside(request, record)
            found = type(record)._default_manager.filter(pk=record.pk).annotate(**asked)
            request.read_beside = found.values(*asked).first() or {} if asked else {}  # type: ignore[attr-defined]
        return request.read_beside  # type: ignore[attr-defined]


def count_name(inline: type[Any]) -> str:
    return f"rows_of_{inline.__name__.lower()}"
