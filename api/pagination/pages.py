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

from api.absolute_urls import link_header
from api.compiler.json_rows import RawJson
from api.errors import ParameterError, closest_match
from api.field_selection import PARAMETERS as SHAPES
from api.field_selection import selection_errors
from api.filters.facets import MAX_FACETS, counted, facet_errors
from api.filters.values import split_list
from api.pagination.count_cache import cached_answer
from api.pagination.cursors import Cursor, opened
from api.pagination.rows import SerializedRows
from api.rendering.exports import format_errors

DEFAULT_PAGE_SIZE = 50
MAX_PAGE_SIZE = 500
MAX_PAGED_ROWS = 10_000
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


class ListPagination(BasePagination):
    """Pages that lead to each other, inside `count`, `next`, `previous`, `results`.

    A page starts where its cursor says, so that a deep one costs what the first one costs; numbered
    pages reach down to row 10,000.
    """

    def paginate_queryset(
        self, queryset: SerializedRows, request: Request, view: Any = None
    ) -> list[str]:  # type: ignore[override]
        self.parameters = request.query_params
        self.address = request.build_absolute_uri()
        self.list = view.basename
        filters = {n: v for n, v in self.parameters.items() if n not in {"format", *PARAMETERS}}
        self.question = (self.list, *sorted(filters.items()))
        self.version = view.version
        self.size = int(self.parameters.get("page_size", DEFAULT_PAGE_SIZE))
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
        asked = split_list(self.parameters.get("facets", ""))
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
        body = RawJson.of(f'{envelope[:-1]},"results":[{",".join(data)}]}}')
        return Response(body, headers=link_header(self.next, self.previous))

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        address = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["count", "count_is_exact", "next", "previous", "facets", "results"],
            "properties": {
                "count": {
                    "type": "integer",
                    "nullable": True,
                    "description": f"Rows in the whole list; {MAX_PAGED_ROWS} where there are more, unless "
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
                f"Number of the page; the first unless given; pages reach down to row {MAX_PAGED_ROWS:,}.",
                {**whole, "maximum": MAX_PAGED_ROWS},
                1,
            ),
            _parameter(
                "page_size",
                "Rows on a page.",
                {**whole, "maximum": MAX_PAGE_SIZE, "default": DEFAULT_PAGE_SIZE},
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
                {"type": "string", "enum": sort_choices(view)},
                f"-{view.sorts[0]}",
            ),
            _parameter(
                "count",
                f"Whether to count: up to {MAX_PAGED_ROWS:,} rows, all, or not at all.",
                {"type": "string", "enum": list(COUNTS), "default": "auto"},
                "exact",
            ),
            *facet_parameters(view),
        ]

    def _count(self, rows: SerializedRows, cursor: Cursor | None, known: int | None) -> None:
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
            counted = cached_answer(
                self.question, self.version, lambda: rows.count(MAX_PAGED_ROWS + 1)
            )
            self.count, self.is_exact = min(counted, MAX_PAGED_ROWS), counted <= MAX_PAGED_ROWS

    def _lead_on(self, rows: Sequence[tuple[str, ...]], *, forward: bool, back: bool) -> None:
        self.next = self.previous = None
        if forward and rows:
            reachable = (self.number + 1) * self.size <= MAX_PAGED_ROWS
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


def sort_choices(view: Any) -> list[str]:
    """What the list of a view can be sorted by."""
    return [f"{sign}{name}" for name in view.sort_fields for sign in ("", "-")]


def facet_parameters(view: Any) -> list[dict[str, Any]]:
    """The parameter of facets, where the list has any."""
    words = list(view.filterset_class.facets)
    if not words:
        return []
    description = f"What to count the whole list by, up to {MAX_FACETS} of them, with commas."
    items = {"type": "string", "enum": words}
    schema = {"type": "array", "items": items, "maxItems": MAX_FACETS}
    shown = _parameter("facets", description, schema, words[0])
    return [{**shown, "explode": False, "style": "form"}]


def list_parameter_errors(request: Request, view: Any) -> list[ParameterError]:
    """What is wrong with the parameters that every list has."""
    parameters = request.query_params
    return [
        *page_errors(parameters, view),
        *selection_errors(view.get_serializer_class(), parameters),
        *facet_errors(view.filterset_class.facets, parameters),
        *format_errors(request),
    ]


def page_errors(query: QueryDict, view: Any) -> list[ParameterError]:
    """What is wrong with the parameters of pages that have a value."""
    given = {name: str(value) for name, value in query.items()}
    parameters = {name: value for name, value in given.items() if value.strip()}
    faults = []
    size = _whole_number(parameters.get("page_size", str(DEFAULT_PAGE_SIZE)))
    if size is None or not 1 <= size <= MAX_PAGE_SIZE:
        faults.append(_out_of_range("page_size", MAX_PAGE_SIZE))
        size = DEFAULT_PAGE_SIZE
    page = _whole_number(parameters.get("page", "1"))
    last = MAX_PAGED_ROWS // size
    if page is None or not 1 <= page <= last:
        faults.append(_out_of_range("page", last))
    for name, known in (("sort", sort_choices(view)), ("count", COUNTS)):
        word = parameters.get(name, known[0])
        if word not in known:
            listed = (
                f"“{word[:80]}” is not one of the choices. The choices are: {', '.join(known)}."
            )
            faults.append(
                ParameterError(name, "unknown_choice", listed, closest_match(word, known))
            )
    cursor = parameters.get("cursor")
    if cursor is not None and "page" in parameters:
        faults.append(ParameterError("cursor", "conflict", "Give a cursor or a page, not both."))
    elif cursor is not None and opened(cursor, view.basename, query) is None:
        words = (
            "Take the cursor from `next` or `previous`, with the filters and the sort it came with."
        )
        faults.append(ParameterError("cursor", "invalid", words))
    return faults


def _whole_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _out_of_range(parameter: str, most: int) -> ParameterError:
    return ParameterError(
        parameter, "out_of_range", f"A whole number from 1 to {most:,} is needed."
    )


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
