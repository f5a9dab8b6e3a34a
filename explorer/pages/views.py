"""A page for each record: the view of the API with the same address, shown as HTML.

So pages show what the API answers, with its ETags, redirects of merged records and notes on retracted ones.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from rest_framework.exceptions import NotFound
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.compiler.json_rows import RawJson
from api.errors import InvalidParameters, ParameterError
from api.field_selection import FieldSelection, SerializerFactory
from api.views import ReadOnlyView, ResourceViewSet
from explorer.pages.facts import Question, RecordAnswer, facts_and_rest
from explorer.pages.linked_data import linked_data

# Rows of a list on the page of a record; the API has all of them
LISTED = 50
# The pages that every page leads to
SITE_PAGES = (
    ("/timeline/", "Timeline"),
    ("/stances/", "Stances"),
    ("/compare/", "Compare"),
    ("/on/", "On a day"),
    ("/coverage/", "Coverage"),
    ("/about/method/", "Method"),
)
HEADINGS = {
    400: "That address cannot be read",
    404: "There is no such page",
    410: "This record was retracted",
    503: "Not available just now",
}


class RecordPageRenderer(BaseRenderer):
    """HTML; errors, too."""

    media_type = "text/html"
    format = "html"
    charset = "utf-8"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> str:
        context = dict(renderer_context or {})
        view, response = context["view"], context["response"]
        shown: RecordAnswer = {
            "footnote": settings.STATUS_FOOTNOTE,
            "site_pages": SITE_PAGES,
        }
        if response.exception or not isinstance(data, dict):
            heading = HEADINGS.get(response.status_code, "This page cannot be shown")
            shown |= {"heading": heading, "problem": data or {}}
            return render_to_string("explorer/problem.html", shown)
        return render_to_string(view.template_name, shown | data)


class HtmlOnly(BaseContentNegotiation):
    """A page is HTML whatever a browser says that it accepts."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return None

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type


class PageMixin(ReadOnlyView):
    """Makes a page of a view of the API."""

    content_negotiation_class = HtmlOnly  # type: ignore[assignment]
    template_name = ""
    # The API's description has no pages.
    schema = None  # type: ignore[assignment]

    def get_renderers(self) -> list[BaseRenderer]:
        return [RecordPageRenderer()]

    def find_parameter_errors(self, request: Request) -> list[ParameterError]:
        # Links from elsewhere add parameters of their own.
        return []

    def source_tables(self) -> frozenset[str] | None:
        # Lists on the page come from other tables.
        return None

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        # Problems of the API name a type of their own.
        if isinstance(response, Response):
            response.content_type = None
        return super().finalize_response(request, response, *args, **kwargs)

    def answer(self, viewset: type[ResourceViewSet], **query: object) -> RecordAnswer:
        """What the API answers to a list of this resource."""
        # The name of the routes, as the router has it
        basename = viewset.queryset.model._meta.model_name
        view = viewset.as_view({"get": "list"}, uses_database=False, basename=basename)
        return self.ask(view, query_of(**query))

    def ask(self, view: Callable[..., Any], query: QueryDict) -> RecordAnswer:
        """What a view of the API answers; it reads in the same transaction. Its errors are those of the page."""
        http = HttpRequest()
        http.method, http.META = "GET", {**self.request.META, "HTTP_ACCEPT": "application/json"}
        http.META.pop("HTTP_IF_NONE_MATCH", None)
        http.META["QUERY_STRING"], http.GET = query.urlencode(), query  # type: ignore[assignment]
        response = view(http).render()
        found: RecordAnswer = json.loads(response.content)
        if response.status_code == 400:
            raise InvalidParameters(ParameterError(**error) for error in found["errors"])
        if response.status_code == 404:
            raise NotFound(found["detail"])
        if response.status_code != 200:
            raise ValueError(f"{query.urlencode()}: {found}")
        return found


def query_of(**parameters: object) -> QueryDict:
    """A query with these parameters."""
    query = QueryDict(mutable=True)
    query.update({name: str(value) for name, value in parameters.items()})
    return query


class RecordPage(PageMixin, ResourceViewSet):
    """The page of one record; subclasses add questions, references to expand, and lists."""

    template_name = "explorer/record.html"
    kind: ClassVar[str]
    questions: ClassVar[tuple[Question, ...]] = ()
    expanded: ClassVar[tuple[str, ...]] = ("claims.source",)
    # The field with the heading, and the one with the paragraph below it
    heading: ClassVar[str] = "title"
    lead: ClassVar[str] = "summary"

    def requested_serializer(self) -> SerializerFactory:
        return FieldSelection(self.serializer_class, expand=frozenset(self.expanded))

    def retrieve(self, request: Request, *args: object, **kwargs: object) -> Response:
        response = super().retrieve(request, *args, **kwargs)
        assert isinstance(response.data, RawJson)
        record: RecordAnswer = json.loads(response.data)
        facts, rest = facts_and_rest(self.questions, record)
        shown = {
            "kind": self.kind,
            "record": record,
            "heading": self.heading_of(record),
            "lead": record.get(self.lead, ""),
            "facts": facts,
            "further_claims": rest,
            "api": record["url"],
            "page": (page := request.build_absolute_uri(request.path)),
            "linked_data": linked_data(request.path.split("/")[1], record, page),
        }
        return Response(shown | self.lists(record))

    def heading_of(self, record: RecordAnswer) -> str:
        return str(record[self.heading])

    def lists(self, record: RecordAnswer) -> RecordAnswer:
        """What else the template shows."""
        return {}

    @classmethod
    def page(cls) -> Any:
        return cls.as_view({"get": "retrieve"}, basename=cls.queryset.model._meta.model_name)
