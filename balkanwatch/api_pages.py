"""Pages about the API: its root, the OpenAPI schema, and the guide and reference for people."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.absolute_urls import absolute_url
from api.compiler.json_rows import RawJson
from api.errors import PROBLEMS
from api.filters.values import MAX_VALUES
from api.pagination.pages import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, MAX_PAGED_ROWS
from api.rendering.renderers import JsonRenderer
from api.views import ReadOnlyView
from balkanwatch.guide_questions import GUIDE_QUESTIONS

# Written by make targets; tests check that they are up to date.
SCHEMA_FILE = settings.BASE_DIR / "balkanwatch" / "openapi.json"
ANSWERS_FILE = settings.BASE_DIR / "balkanwatch" / "answers.json"
CACHING = {"Cache-Control": "public, max-age=3600"}
WIDTH = 88


class OpenApiJson(JsonRenderer):
    """The schema as `application/vnd.oai.openapi+json`."""

    media_type = "application/vnd.oai.openapi+json"


class PageRenderer(BaseRenderer):
    """An HTML page; errors stay JSON."""

    media_type = "text/html"
    format = "html"
    charset = "utf-8"

    def render(self, data: Any, media_type: Any = None, context: Any = None) -> Any:
        if context["response"].exception or context["request"].method == "OPTIONS":
            return JSONRenderer().render(data)
        view = context["view"]
        return render_to_string(view.template_name, view.page(), context["request"])


class StaticView(ReadOnlyView):
    """Content that changes only with the software and needs no database."""

    schema = None  # type: ignore[assignment]
    uses_database = False


class SchemaView(StaticView):
    """The OpenAPI schema from its file."""

    renderer_classes = [JsonRenderer, OpenApiJson]

    def get(self, request: Request) -> HttpResponseBase | None:
        text, tag = schema_text()
        answer = Response(RawJson.from_text(text), headers={**CACHING, "ETag": tag})
        return get_conditional_response(request._request, etag=tag, response=answer)


class GuidePage(StaticView):
    """How to use the API, for people."""

    renderer_classes: list[Any] = [PageRenderer]
    template_name = "balkanwatch/guide.html"
    # Name, view and base name, as registered in the router
    resources: Iterable[tuple[str, Any, str]] = ()
    questions: Mapping[str, Any] = {}

    def get(self, request: Request) -> Response:
        return Response(headers=CACHING)

    def page(self) -> dict[str, Any]:
        """The context of the template."""
        return {
            "answered": answered_questions(),
            "resources": [_resource(name, view) for name, view, _ in self.resources],
            "questions": [_question(name, view) for name, view in self.questions.items()],
            "problems": {status: answer.description for status, answer in PROBLEMS.items()},
            "mistake": {
                "path": PROBLEMS[400].example["instance"],
                "answer": format_json(PROBLEMS[400].example),
            },
            "page_size": DEFAULT_PAGE_SIZE,
            "largest_page": MAX_PAGE_SIZE,
            "last_row": MAX_PAGED_ROWS,
            "most_values": MAX_VALUES,
            "site": self.request.build_absolute_uri("/").removesuffix("/"),
            "licence": settings.SPECTACULAR_SETTINGS["LICENSE"],
            "footnote": settings.STATUS_FOOTNOTE,
        }


class ReferencePage(GuidePage):
    """Every operation with its parameters, to try out."""

    template_name = "balkanwatch/reference.html"

    def page(self) -> dict[str, Any]:
        return {}


class Root(GuidePage):
    """URLs of the resources as JSON, or the guide in a browser."""

    renderer_classes = [JsonRenderer, PageRenderer]

    def get(self, request: Request) -> Response:
        urls = {n: absolute_url(f"{base}-list", request=request) for n, _, base in self.resources}
        return Response(urls, headers=CACHING)


@cache
def schema_text() -> tuple[str, str]:
    """The schema and its ETag."""
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    text = json.dumps(schema, ensure_ascii=False, separators=(",", ":"))
    return text, f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


@cache
def answered_questions() -> list[dict[str, str]]:
    """The questions of the guide, each with its path and answer."""
    answers = json.loads(ANSWERS_FILE.read_text(encoding="utf-8"))
    return [
        {"text": text, "path": path, "answer": format_json(answers[path])}
        for text, path, _ in GUIDE_QUESTIONS
    ]


def format_json(value: Any, indent: str = "") -> str:
    """Readable JSON: values that fit on a line of WIDTH stay on one line."""
    line = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(line) <= WIDTH or not isinstance(value, dict | list):
        return line
    inner = indent + "  "
    if isinstance(value, list):
        parts, ends = [format_json(item, inner) for item in value], "[]"
    else:
        parts = [f'"{name}": {format_json(item, inner)}' for name, item in value.items()]
        ends = "{}"
    return ends[0] + "".join(f"\n{inner}{part}," for part in parts)[:-1] + f"\n{indent}{ends[1]}"


def _resource(name: str, view: Any) -> dict[str, Any]:
    filters = view.filterset_class.base_filters
    return {
        "name": name,
        "description": view.__doc__,
        "example": view.example,
        "filters": {name: declared.field.help_text for name, declared in filters.items()},
        "actions": [
            {
                "name": f"{view.example}/{action.url_path}" if action.detail else action.url_path,
                "description": action.kwargs.get("description") or action.__doc__,
                "formats": _formats(action.kwargs.get("renderer_classes", view.renderer_classes)),
            }
            for action in view.get_extra_actions()
        ],
        "formats": _formats(getattr(view, "formats", view.renderer_classes)),
    }


def _question(name: str, view: Any) -> dict[str, Any]:
    fields = view.form_class.base_fields
    return {
        "name": name,
        "description": view.__doc__,
        "parameters": {name: field.help_text for name, field in fields.items()},
        "formats": _formats(view.renderer_classes),
    }


def _formats(renderers: Iterable[Any]) -> list[str]:
    return [renderer.format for renderer in renderers]
