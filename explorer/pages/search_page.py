"""The page that searches all records."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from api.errors import ParameterError
from explorer.api.search import SearchView
from explorer.pages.record_pages import RECORD_PAGES
from explorer.pages.views import PageMixin

# The first part of the address of the page of each kind of record
FOLDERS = {
    view.queryset.model._meta.model_name: prefix for prefix, (view, _key) in RECORD_PAGES.items()
}


class SearchPage(PageMixin, SearchView):  # type: ignore[misc]
    """What the search of the API finds, best first; the form alone if nothing is asked."""

    template_name = "explorer/search.html"

    def find_parameter_errors(self, request: Request) -> list[ParameterError]:
        asked = request.query_params.get("q", "").strip()
        return super().find_parameter_errors(request) if asked else []

    def get(self, request: Request, **suffix: object) -> Response:
        shown: dict[str, Any] = {"heading": "Search", "asked": request.query_params.get("q", "")}
        if not shown["asked"].strip():
            return Response(shown)
        found = super().get(request, **suffix).data
        hits = [hit | {"page": page_of_hit(hit)} for hit in found["results"]]
        pages = {name: _own_address(found[name]) for name in ("next", "previous")}
        return Response(shown | found | pages | {"results": hits})


def page_of_hit(hit: dict[str, Any]) -> str:
    """The address of the page of a record that was found; of a clause that of its agreement, and its place there."""
    if hit["kind"] == "clause":
        agreement, _, number = hit["slug"].rpartition(".")
        return f"/agreements/{agreement}/#clause-{number}"
    return f"/{FOLDERS[hit['kind']]}/{hit['slug']}/"


def _own_address(url: str | None) -> str:
    return f"?{url.partition('?')[2]}" if url else ""
