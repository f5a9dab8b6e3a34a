"""Pages of lists: cursors, page numbers, counts and facets, and their parameters in the schema."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from rest_framework.exceptions import NotFound
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from api.absolute_urls import link_header
from api.answer_notes import NOTES_SCHEMA
from api.compiler.json_rows import RawJson
from api.errors import Json, ParameterError, closest_match
from api.field_selection import SELECTION_PARAMETERS, selection_errors
from api.filters.facets import (
    FACET_FILTERS,
    FACETS_SCHEMA,
    MAX_FACETS,
    count_facets,
    facet_errors,
)
from api.filters.values import split_list
from api.pagination.count_cache import cached_answer
from api.pagination.cursors import Cursor, decode_cursor
from api.pagination.rows import SerializedRows
from api.rendering.exports import format_errors

if TYPE_CHECKING:
    from api.views import ResourceViewSet

DEFAULT_PAGE_SIZE = 50
MAX_PAGE_SIZE = 500
# Numbered pages and automatic counts go this far
MAX_PAGED_ROWS = 10_000
COUNT_MODES = ("auto", "exact", "none")
FACET_PARAMETERS = ("facets", "facet_filters")
PAGE_PARAMETERS = ("page", "page_size", "cursor", "sort", "count")
LIST_PARAMETERS = (*PAGE_PARAMETERS, *SELECTION_PARAMETERS, *FACET_PARAMETERS)

AS_WRITTEN_HELP = (
    "False if no row of the unfiltered list has the words of `q`: these have similar names."
)


class ListPagination(BasePagination):
    """Pages inside `count`, `next`, `previous`, `facets`, `results`.

    With a cursor, a page far down the list costs no more than the first one. Numbered pages go down
    to row 10,000.
    """

    def paginate_queryset(  # type: ignore[override]
        self, queryset: SerializedRows, request: Request, view: Any = None
    ) -> list[str]:
        self.parameters = request.query_params
        self.url = request.build_absolute_uri()
        self.list_name = view.basename
        self.as_written = view.filterset.as_written
        self.size = int(self.parameters.get("page_size", DEFAULT_PAGE_SIZE))
        self.number = int(self.parameters.get("page", 1))
        text = self.parameters.get("cursor")
        cursor = decode_cursor(text, self.list_name, self.parameters) if text else None
        start = (self.number - 1) * self.size
        backwards = cursor is not None and cursor.backwards
        rows = queryset.page(
            start, start + self.size + 1, after=cursor.keys if cursor else (), backwards=backwards
        )
        if self.number > 1 and not rows:
            raise NotFound("The list has no page with this number.")
        has_more, rows = len(rows) > self.size, rows[: self.size]
        self.notes: Json = view.notes
        names = split_list(self.parameters.get("facets", ""))
        facets = {name: view.filterset_class.facets[name] for name in names}
        is_apart = self.parameters.get("facet_filters") == "others"
        apart = view.rows_without_own_filter(names) if is_apart else {}
        total, self.facets = count_facets(queryset.querysets, facets, apart)
        is_last = not has_more and not cursor
        known = start + len(rows) if is_last else total
        self.count, self.is_exact = self._counted(queryset, cursor, known, view.version)
        if backwards:
            rows.reverse()
        self._set_links(
            rows,
            has_next=has_more or backwards,
            has_previous=has_more if backwards else cursor is not None,
        )
        return [text for text, *_ in rows]

    def get_paginated_response(self, data: Sequence[str]) -> Response:
        head = {
            "count": self.count,
            "count_is_exact": self.is_exact,
            "as_written": self.as_written,
            "next": self.next,
            "previous": self.previous,
            "facets": self.facets,
            **self.notes,
        }
        envelope = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
        body = RawJson.from_text(f'{envelope[:-1]},"results":[{",".join(data)}]}}')
        return Response(body, headers=link_header(self.next, self.previous))

    def get_paginated_response_schema(self, schema: Json) -> Json:
        url = {"type": ["string", "null"], "format": "uri"}
        properties = {
            "count": {
                "type": ["integer", "null"],
                "description": f"Rows in the whole list; {MAX_PAGED_ROWS} if there are more, "
                "unless `count=exact`; null with `count=none`.",
            },
            "count_is_exact": {"type": "boolean"},
            "as_written": {"type": "boolean", "description": AS_WRITTEN_HELP},
            "next": {**url, "description": "URL of the next page."},
            "previous": {**url, "description": "URL of the previous page."},
            "facets": FACETS_SCHEMA,
            "results": schema,
        }
        required = list(properties)
        return {
            "type": "object",
            "required": required,
            "properties": {**properties, **NOTES_SCHEMA},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[Json]:
        positive = {"type": "integer", "minimum": 1}
        text = {"type": "string"}
        # None has a default here: generated clients would send it with every request, but a cursor goes
        # with no page, and files take neither page sizes nor counts.
        parameters: list[tuple[str, str, Json, str | int]] = [
            (
                "page",
                f"Number of the page, from 1 down to row {MAX_PAGED_ROWS:,}; 1 by default.",
                {**positive, "maximum": MAX_PAGED_ROWS},
                1,
            ),
            (
                "page_size",
                f"Rows per page; {DEFAULT_PAGE_SIZE} by default.",
                {**positive, "maximum": MAX_PAGE_SIZE},
                25,
            ),
            (
                "cursor",
                "Where the page starts, from `next` or `previous`; only with the same filters.",
                text,
                "MDNiMDU2NzYz…",
            ),
            (
                "sort",
                "Field to order by; a leading - reverses the order.",
                {**text, "enum": sort_choices(view)},
                f"-{view.sort_fields[0]}",
            ),
            (
                "count",
                f"Whether to count: up to {MAX_PAGED_ROWS:,} rows (auto, the default), all rows, or none.",
                {**text, "enum": list(COUNT_MODES)},
                "exact",
            ),
        ]
        facets = list(view.filterset_class.facets)
        if facets:
            items = {**text, "enum": facets}
            several = {"type": "array", "items": items, "maxItems": MAX_FACETS}
            about = f"Facets to count by, up to {MAX_FACETS}, separated by commas."
            parameters.append(("facets", about, several, facets[0]))
            about = "Filters that a facet respects: all (the default), or others than those by the facet itself."
            modes = {**text, "enum": list(FACET_FILTERS)}
            parameters.append(("facet_filters", about, modes, "others"))
        lists = {"facets": {"explode": False, "style": "form"}}
        return [
            {
                "name": name,
                "in": "query",
                "description": description,
                "schema": schema,
                "example": example,
                **lists.get(name, {}),
            }
            for name, description, schema, example in parameters
        ]

    def _counted(
        self,
        rows: SerializedRows,
        cursor: Cursor | None,
        known: int | None,
        version: tuple[object, ...],
    ) -> tuple[int | None, bool]:
        """The number of rows, and whether it is exact; `known` is the number where it is."""
        mode = self.parameters.get("count", "auto")
        if mode == "none":
            return None, False
        if known is not None:
            return known, True
        if cursor and cursor.count is not None and (cursor.is_exact or mode == "auto"):
            return cursor.count, cursor.is_exact
        if mode == "exact":
            return rows.count(), True
        parameters = self.parameters.items()
        filters = [(n, v) for n, v in parameters if n not in {"format", *LIST_PARAMETERS}]
        question = (self.list_name, *sorted(filters))
        count = cached_answer(question, version, lambda: rows.count(MAX_PAGED_ROWS + 1))
        return min(count, MAX_PAGED_ROWS), count <= MAX_PAGED_ROWS

    def _set_links(
        self, rows: Sequence[tuple[str, ...]], *, has_next: bool, has_previous: bool
    ) -> None:
        self.next = self.previous = None
        if has_next and rows:
            is_reachable = (self.number + 1) * self.size <= MAX_PAGED_ROWS
            if "page" in self.parameters and is_reachable:
                self.next = replace_query_param(self.url, "page", str(self.number + 1))
            else:
                self.next = self._cursor_url(rows[-1])
        if self.number > 1:
            self.previous = replace_query_param(self.url, "page", str(self.number - 1))
        elif has_previous and rows:
            self.previous = self._cursor_url(rows[0], backwards=True)

    def _cursor_url(self, row: tuple[str, ...], *, backwards: bool = False) -> str:
        cursor = Cursor(row[1:], backwards, self.count, self.is_exact)
        text = cursor.encode(self.list_name, self.parameters)
        return replace_query_param(remove_query_param(self.url, "page"), "cursor", text)


def sort_choices(view: "type[ResourceViewSet] | ResourceViewSet") -> list[str]:
    """The values of `sort` in the list of a view."""
    return [f"{sign}{name}" for name in view.sort_fields for sign in ("", "-")]


def list_parameter_errors(request: Request, view: "ResourceViewSet") -> list[ParameterError]:
    """Errors in the parameters that every list has."""
    parameters = request.query_params
    return [
        *page_errors(parameters, view),
        *selection_errors(view.serializer_class, parameters),
        *facet_errors(view.filterset_class.facets, parameters),
        *format_errors(request),
    ]


def page_errors(
    query: QueryDict, view: "type[ResourceViewSet] | ResourceViewSet"
) -> list[ParameterError]:
    """Errors in the parameters of pages; empty values are reported elsewhere."""
    parameters = {name: str(value) for name, value in query.items() if str(value).strip()}
    errors = []
    size = _whole_number(parameters.get("page_size", str(DEFAULT_PAGE_SIZE)))
    if size is None or not 1 <= size <= MAX_PAGE_SIZE:
        errors.append(_out_of_range("page_size", MAX_PAGE_SIZE))
        size = DEFAULT_PAGE_SIZE
    page = _whole_number(parameters.get("page", "1"))
    last = MAX_PAGED_ROWS // size
    if page is None or not 1 <= page <= last:
        errors.append(_out_of_range("page", last))
    for name, known in (("sort", sort_choices(view)), ("count", COUNT_MODES)):
        value = parameters.get(name, known[0])
        if value not in known:
            listed = ", ".join(known)
            detail = f"“{value[:80]}” is not one of the choices. The choices are: {listed}."
            hint = closest_match(value, known)
            errors.append(ParameterError(name, "unknown_choice", detail, hint))
    cursor = parameters.get("cursor")
    if cursor is not None and "page" in parameters:
        errors.append(ParameterError("cursor", "conflict", "Give either a cursor or a page."))
    elif cursor is not None and decode_cursor(cursor, view.basename, query) is None:
        detail = "Use the cursor from `next` or `previous` with the same filters and `sort`."
        errors.append(ParameterError("cursor", "invalid", detail))
    return errors


def _whole_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _out_of_range(parameter: str, limit: int) -> ParameterError:
    return ParameterError(parameter, "out_of_range", f"Enter a whole number from 1 to {limit:,}.")
