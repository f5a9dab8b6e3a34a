"""How long lists are cut into pages, and the envelope they come in."""

from typing import Any

from django.http import QueryDict
from rest_framework.exceptions import NotFound
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from records.api.errors import Fault, InvalidParameters

PAGE_SIZE = 50
LARGEST_PAGE = 500
LAST_ROW = 10_000
PARAMETERS = ("page", "page_size")


class Pages(BasePagination):
    """Numbered pages down to row 10,000, inside `count`, `next`, `previous`, `results`."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        faults = page_faults(request.query_params)
        if faults:
            raise InvalidParameters(faults)
        self.address = request.build_absolute_uri()
        self.number, self.size = _page(request.query_params), _size(request.query_params)
        self.count = queryset.count()
        start = (self.number - 1) * self.size
        if self.number > 1 and start >= self.count:
            raise NotFound("The list has no page of this number.")
        return list(queryset[start : start + self.size])

    def get_paginated_response(self, data: Any) -> Response:
        return Response(
            {
                "count": self.count,
                "count_is_exact": True,
                "next": self._next(),
                "previous": self._link(self.number - 1) if self.number > 1 else None,
                "results": data,
            }
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        address = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["count", "count_is_exact", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "description": "Rows in the whole list."},
                "count_is_exact": {"type": "boolean"},
                "next": {**address, "description": "Address of the next page."},
                "previous": {**address, "description": "Address of the page before."},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        whole = {"type": "integer", "minimum": 1}
        return [
            _parameter(
                "page",
                f"Number of the page, from 1; pages reach down to row {LAST_ROW:,}.",
                {**whole, "maximum": LAST_ROW, "default": 1},
            ),
            _parameter(
                "page_size",
                "Rows on a page.",
                {**whole, "maximum": LARGEST_PAGE, "default": PAGE_SIZE},
            ),
        ]

    def _next(self) -> str | None:
        shown = self.number * self.size
        reachable = shown + self.size <= LAST_ROW
        return self._link(self.number + 1) if shown < self.count and reachable else None

    def _link(self, number: int) -> str:
        return replace_query_param(self.address, "page", number)


def page_faults(parameters: QueryDict) -> list[Fault]:
    """What is wrong with `page` and `page_size`."""
    faults = []
    size = _whole_number(parameters.get("page_size", str(PAGE_SIZE)))
    if size is None or not 1 <= size <= LARGEST_PAGE:
        faults.append(_out_of_range("page_size", LARGEST_PAGE))
        size = PAGE_SIZE
    page = _whole_number(parameters.get("page", "1"))
    last = LAST_ROW // size
    if page is None or not 1 <= page <= last:
        faults.append(_out_of_range("page", last))
    return faults


def _page(parameters: QueryDict) -> int:
    return int(parameters.get("page", 1))


def _size(parameters: QueryDict) -> int:
    return int(parameters.get("page_size", PAGE_SIZE))


def _whole_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _out_of_range(parameter: str, most: int) -> Fault:
    return Fault(parameter, "out_of_range", f"This is a whole number from 1 to {most:,}.")


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}
