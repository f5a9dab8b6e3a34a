"""How long lists are cut into pages, and the envelope they come in."""

import json
from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from rest_framework.exceptions import NotFound
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from api.absolute_urls import links_to
from api.compiler.json_rows import Text
from api.errors import Fault, nearest
from api.field_selection import PARAMETERS as SHAPES
from api.field_selection import shape_faults
from api.filters.facets import MOST_FACETS, counted, facet_faults
from api.filters.values import words_of
from api.pagination.count_cache import remembered
from api.pagination.cursors import Cursor, opened
from api.pagination.rows import Rows
from api.rendering.exports import format_faults

PAGE_SIZE = 50
LARGEST_PAGE = 500
LAST_ROW = 10_000
COUNTS = ("auto", "exact", "none")
PARAMETERS = ("page", "page_size", "cursor", "sort", "count", *SHAPES, "facets")


# How the schema describes the counts of values
FACETS = {
    "type": "object",
    "description": "Of each facet asked for, the values that rows of the whole list have, the most "
    "frequent first; empty unless asked for.",
    "additionalProperties": {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["value", "label", "n"],
            "properties": {
                "value": {"type": "string", "description": "As the filter takes it."},
                "label": {"type": "string"},
                "n": {"type": "integer", "description": "Rows that have it."},
            },
        },
    },
}


class Pages(BasePagination):
    """Pages that lead to each other, inside `count`, `next`, `previous`, `results`.

    A page starts where its cursor says, so that a deep one costs what the first one costs; numbered
    pages reach down to row 10,000.
    """

    def paginate_queryset(self, queryset: Rows, request: Request, view: Any = None) -> list[str]:  # type: ignore[override]
        self.parameters = request.query_params
        self.address = request.build_absolute_uri()
        self.list = view.basename
        filters = {n: v for n, v in self.parameters.items() if n not in {"format", *PARAMETERS}}
        self.question = (self.list, *sorted(filters.items()))
        self.version = view.version
        self.size = int(self.parameters.get("page_size", PAGE_SIZE))
        self.number = int(self.parameters.get("page", 1))
        text = self.parameters.get("cursor")
        cursor = opened(text, self.list, self.parameters) if text else None
        start = (self.number - 1) * self.size
        backwards = cursor is not None and cursor.backwards
        rows = queryset.page(
            start,
            start + self.size + 1,
            beyond=cursor.keys if cursor else (),
            backwards=backwards,
        )
        if self.number > 1 and not rows:
            raise NotFound("The list has no page of this number.")
        there_is_more, rows = len(rows) > self.size, rows[: self.size]
        offered = view.filterset_class.facets
        asked = words_of(self.parameters.get("facets", ""))
        total, self.facets = counted(queryset.tables, {name: offered[name] for name in asked})
        self._count(queryset, cursor, total if there_is_more or cursor else start + len(rows))
        if backwards:
            rows.reverse()
        self._lead_on(
            rows,
            forward=there_is_more or backwards,
            back=there_is_more if backwards else cursor is not None,
        )
        return [text for text, *_ in rows]

    def get_paginated_response(self, data: Sequence[str]) -> Response:
        head = {
            "count": self.count,
            "count_is_exact": self.is_exact,
            "next": self.next,
            "previous": self.previous,
            "facets": self.facets,
        }
        envelope = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
        body = Text.of(f'{envelope[:-1]},"results":[{",".join(data)}]}}')
        return Response(body, headers=links_to(self.next, self.previous))

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        address = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["count", "count_is_exact", "next", "previous", "facets", "results"],
            "properties": {
                "count": {
                    "type": "integer",
                    "nullable": True,
                    "description": f"Rows in the whole list; {LAST_ROW} where there are more, unless "
                    "asked to be exact; null with `count=none`.",
                },
                "count_is_exact": {"type": "boolean"},
                "next": {**address, "description": "Address of the next page."},
                "previous": {**address, "description": "Address of the page before."},
                "facets": FACETS,
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        whole = {"type": "integer", "minimum": 1}
        return [
            _parameter(
                "page",
                # No default: clients that are generated would send it beside a cursor.
                f"Number of the page; the first unless given; pages reach down to row {LAST_ROW:,}.",
                {**whole, "maximum": LAST_ROW},
                1,
            ),
            _parameter(
                "page_size",
                "Rows on a page.",
                {**whole, "maximum": LARGEST_PAGE, "default": PAGE_SIZE},
                25,
            ),
            _parameter(
                "cursor",
                "Where the page starts, as `next` and `previous` say; only with the same filters.",
                {"type": "string"},
                "MDNiMDU2NzYz…",
            ),
            _parameter(
                "sort",
                "Field to order by; with - in front from the last to the first.",
                {"type": "string", "enum": sorts_of(view)},
                f"-{view.sorts[0]}",
            ),
            _parameter(
                "count",
                f"Whether to count: up to {LAST_ROW:,} rows, all, or not at all.",
                {"type": "string", "enum": list(COUNTS), "default": "auto"},
                "exact",
            ),
            *facets_of(view),
        ]

    def _count(self, rows: Rows, cursor: Cursor | None, known: int | None) -> None:
        wish = self.parameters.get("count", "auto")
        self.count, self.is_exact = known, known is not None
        if wish == "none":
            self.count, self.is_exact = None, False
        elif known is not None:
            pass
        elif cursor and cursor.count is not None and (cursor.is_exact or wish == "auto"):
            self.count, self.is_exact = cursor.count, cursor.is_exact
        elif wish == "exact":
            self.count, self.is_exact = rows.count(), True
        else:
            counted = remembered(self.question, self.version, lambda: rows.count(LAST_ROW + 1))
            self.count, self.is_exact = min(counted, LAST_ROW), counted <= LAST_ROW

    def _lead_on(self, rows: Sequence[tuple[str, ...]], *, forward: bool, back: bool) -> None:
        self.next = self.previous = None
        if forward and rows:
            reachable = (self.number + 1) * self.size <= LAST_ROW
            if "page" in self.parameters and reachable:
                self.next = replace_query_param(self.address, "page", self.number + 1)
            else:
                self.next = self._from(rows[-1])
        if self.number > 1:
            self.previous = replace_query_param(self.address, "page", self.number - 1)
        elif back and rows:
            self.previous = self._from(rows[0], backwards=True)

    def _from(self, row: tuple[str, ...], *, backwards: bool = False) -> str:
        cursor = Cursor(row[1:], backwards, self.count, self.is_exact)
        text = cursor.sealed(self.list, self.parameters)
        return replace_query_param(remove_query_param(self.address, "page"), "cursor", text)


def sorts_of(view: Any) -> list[str]:
    """What the list of a view can be sorted by."""
    return [f"{sign}{name}" for name in view.sorts for sign in ("", "-")]


def facets_of(view: Any) -> list[dict[str, Any]]:
    """The parameter of facets, where the list has any."""
    words = list(view.filterset_class.facets)
    if not words:
        return []
    description = f"What to count the whole list by, up to {MOST_FACETS} of them, with commas."
    items = {"type": "string", "enum": words}
    schema = {"type": "array", "items": items, "maxItems": MOST_FACETS}
    shown = _parameter("facets", description, schema, words[0])
    return [{**shown, "explode": False, "style": "form"}]


def list_faults(request: Request, view: Any) -> list[Fault]:
    """What is wrong with the parameters that every list has."""
    parameters = request.query_params
    return [
        *page_faults(parameters, view),
        *shape_faults(view.get_serializer_class(), parameters),
        *facet_faults(view.filterset_class.facets, parameters),
        *format_faults(request),
    ]


def page_faults(query: QueryDict, view: Any) -> list[Fault]:
    """What is wrong with the parameters of pages that have a value."""
    given = {name: str(value) for name, value in query.items()}
    parameters = {name: value for name, value in given.items() if value.strip()}
    faults = []
    size = _whole_number(parameters.get("page_size", str(PAGE_SIZE)))
    if size is None or not 1 <= size <= LARGEST_PAGE:
        faults.append(_out_of_range("page_size", LARGEST_PAGE))
        size = PAGE_SIZE
    page = _whole_number(parameters.get("page", "1"))
    last = LAST_ROW // size
    if page is None or not 1 <= page <= last:
        faults.append(_out_of_range("page", last))
    for name, known in (("sort", sorts_of(view)), ("count", COUNTS)):
        word = parameters.get(name, known[0])
        if word not in known:
            listed = (
                f"“{word[:80]}” is not one of the choices. The choices are: {', '.join(known)}."
            )
            faults.append(Fault(name, "unknown_choice", listed, nearest(word, known)))
    cursor = parameters.get("cursor")
    if cursor is not None and "page" in parameters:
        faults.append(Fault("cursor", "conflict", "Give a cursor or a page, not both."))
    elif cursor is not None and opened(cursor, view.basename, query) is None:
        words = (
            "Take the cursor from `next` or `previous`, with the filters and the sort it came with."
        )
        faults.append(Fault("cursor", "invalid", words))
    return faults


def _whole_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _out_of_range(parameter: str, most: int) -> Fault:
    return Fault(parameter, "out_of_range", f"A whole number from 1 to {most:,} is needed.")


def _parameter(
    name: str, description: str, schema: dict[str, Any], example: str | int
) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "description": description,
        "schema": schema,
        "example": example,
    }
