"""The page that searches all records."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from api.errors import ParameterError
from explorer.api.search import SearchView
from explorer.pages.record_pages import page_address
from explorer.pages.views import PageMixin


class SearchPage(PageMixin, SearchView):  # type: ignore[misc]
    """What the search of the API finds, best first; the form alone if nothing is asked."""

    template_name = "explorer/search.html"

    def find_parameter_errors(self, request: Request) -> list[ParameterError]:
        asked = request.query_params.get("q", "").strip()
        return SearchView.find_parameter_errors(self, request) if asked else []

    def get(self, request: Request, **suffix: object) -> Response:
        shown: dict[str, Any] = {"heading": "Search", "asked": request.query_params.get("q", "")}
        if not shown["asked"].strip():
            return Response(shown)
        found = super().get(request, **suffix).data
        hits = [hit | {"page": page_address(hit["kind"], hit["slug"])} for hit in found["results"]]
        pages = {name: _own_address(found[name]) for name in ("next", "previous")}
        return Response(shown | found | pages | {"results": hits})


def _own_address(url: str | None) -> str:
    return f"?{url.partition('?')[2]}" if url else ""
