"""Rows of a record in pages of its form, so that a record of any size opens quickly."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib.admin.options import InlineModelAdmin
from django.db.models import F, Func, Model, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse

from curation.base_admin import BaseAdmin
from curation.request_state import request_state

FORM_ROWS_PER_PAGE = 15
# Longer page numbers are ignored.
DIGITS = 6
# Names of the boxes for pasted text begin with this (templates/admin/curation/paste.html).
PASTED = "paste-"


@dataclass(frozen=True)
class RowPage:
    """Page `number` of `total` rows; `name` is the query parameter that selects a page, such as parties."""

    name: str
    number: int
    total: int
    address: str = ""

    @property
    def last(self) -> int:
        return max(1, -(-self.total // FORM_ROWS_PER_PAGE))

    @property
    def first_row(self) -> int:
        return (self.number - 1) * FORM_ROWS_PER_PAGE + 1

    @property
    def last_row(self) -> int:
        return min(self.number * FORM_ROWS_PER_PAGE, self.total)

    @property
    def pages(self) -> list[tuple[int, str]]:
        """Number and address of each page."""
        return [(n, f"{self.address}{self.name}={n}") for n in range(1, self.last + 1)]

    def slice(self, rows: QuerySet) -> QuerySet:
        """The rows on this page."""
        first = self.first_row - 1
        return rows[first : first + FORM_ROWS_PER_PAGE] if self.total else rows.none()


def requested_page(request: HttpRequest, name: str, total: int) -> RowPage:
    """The page that the address selects: the nearest existing one, or the first for an invalid number."""
    query = request.GET.copy()
    text = query.pop(name, ["1"])[-1]
    is_number = text.isascii() and text.isdecimal() and len(text) <= DIGITS
    first = RowPage(name, 1, total, address=f"?{query.urlencode()}&" if query else "?")
    return replace(first, number=min(max(1, int(text)), first.last)) if is_number else first


class PagedRowsMixin(BaseAdmin):
    """An admin page that shows the rows of each inline in pages, and stays on a page after saving."""

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Model, inline: InlineModelAdmin, prefix: str
    ) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if hasattr(inline, "rows_of"):
            total = self.annotations(request, obj).get(_count_name(type(inline)), 0)
            kwargs["rows_page"] = requested_page(request, prefix, total)
        return kwargs

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        formsets, inlines = super()._create_formsets(request, obj, change)
        for formset in formsets:
            formset.page_formsets = formsets
            formset.pasted = formset.data.get(PASTED + formset.prefix, "")
        return formsets, inlines

    def response_change(self, request: HttpRequest, obj: Model) -> HttpResponse:
        response = super().response_change(request, obj)
        query = request.GET.urlencode()
        if "_continue" in request.POST and response.status_code == 302 and query:
            response["Location"] = f"{response['Location'].partition('?')[0]}?{query}"
        return response

    def extra_annotations(self, request: HttpRequest, record: Any) -> dict[str, Combinable]:
        """Expressions to read together with the record of the page, by name."""
        return {}

    def annotations(self, request: HttpRequest, record: Model | None) -> dict[str, Any]:
        """The values of `extra_annotations` and the number of rows of each inline, read once per request."""
        if record is None or not record.pk:
            return {}
        state = request_state(request)
        if state.annotations is None:
            inlines: Any = self.get_inlines(request, record)
            paged = [each for each in inlines if hasattr(each, "rows_of")]
            wanted = {_count_name(each): _count(each.rows_of(record)) for each in paged}
            wanted |= self.extra_annotations(request, record)
            found = type(record)._default_manager.filter(pk=record.pk).annotate(**wanted)
            state.annotations = found.values(*wanted).first() or {} if wanted else {}
        return state.annotations


def _count(rows: QuerySet) -> Combinable:
    """The number of rows of a queryset, as an expression for another query."""
    counted = rows.order_by().annotate(n=Func(F("pk"), function="COUNT")).values("n")
    return Coalesce(Subquery(counted), 0)


def _count_name(inline: type[InlineModelAdmin]) -> str:
    return f"rows_of_{inline.__name__.lower()}"
