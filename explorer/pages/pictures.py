"""Pages with a picture: what the API answers to the same parameters, drawn; also alone as SVG, and for other pages."""

import datetime as dt
from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import QueryDict
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.errors import InvalidParameters, ParameterError
from api.filters.values import DayField
from explorer.pages.facts import RecordAnswer
from explorer.pages.views import PageMixin, RecordPageRenderer
from explorer.pictures.drawing import message

PAGE, EMBED, SVG = "page", "embed", "svg"
# Parameters of the page itself; all others are those of the API
OWN_PARAMETERS = ("as", "on")
VIEWS = ("", "table")


class SvgRenderer(BaseRenderer):
    """The picture alone; a problem is one line of text in it."""

    media_type = "image/svg+xml"
    format = "svg"
    charset = "utf-8"

    def render(self, data: Any, *args: Any, **kwargs: Any) -> str:
        return data if isinstance(data, str) else message(str((data or {}).get("detail", "")))


class PicturePage(PageMixin):
    """A picture; subclasses say what the API is asked for, and draw the answer.

    The address holds everything that was chosen: the parameters of the API, `on` for the day, `as=table` for the same
    content as a table.
    """

    # How the picture is wrapped: a page, a page for frames of others, or a file
    wrapping: str = PAGE
    name: ClassVar[str]
    # Two sentences: what the picture shows, and what does not follow from it
    shows: ClassVar[str]
    does_not_show: ClassVar[str]
    template_name = "explorer/picture.html"
    # Part of the page that shows the picture, and the one with the same as a table
    picture_template: ClassVar[str]
    table_template: ClassVar[str]
    # Takes the parameters, returns what the templates show: heading, address in the API, and what is drawn
    draw: Callable[[QueryDict], RecordAnswer]
    # Takes what the templates show, returns the picture as a file of its own
    svg: Callable[[RecordAnswer], str]

    def get_renderers(self) -> list[BaseRenderer]:
        return [SvgRenderer() if self.wrapping == SVG else RecordPageRenderer()]

    def find_parameter_errors(self, request: Request) -> list[ParameterError]:
        asked = request.query_params.get("as", "")
        if asked in VIEWS:
            return []
        return [ParameterError("as", "unknown_choice", "The only choice is: table.", "table")]

    def get(self, request: Request) -> Response:
        asked = without_empty(request.query_params)
        shown = self.draw(asked)
        if self.wrapping == SVG:
            return Response(self.svg(shown))
        as_table = asked.get("as") == "table"
        state = query_text(asked, without=("as",))
        return Response(
            {
                "name": self.name,
                "shows": self.shows,
                "does_not_show": self.does_not_show,
                "base": f"explorer/{'embed' if self.wrapping == EMBED else 'base'}.html",
                "page": request.build_absolute_uri(f"/{self.name}/{state}"),
                "state": state,
                "table_state": query_text(asked, without=("as",), extra={"as": "table"}),
                "as_table": as_table,
                "has_table": self.table_template != self.picture_template,
                "part": self.table_template if as_table else self.picture_template,
                "site": request.build_absolute_uri("/").rstrip("/"),
                "asked": asked.dict(),
            }
            | shown
        )


def without_empty(query: QueryDict) -> QueryDict:
    """The parameters that have a value: a form sends its empty fields, too."""
    kept = QueryDict(mutable=True)
    for name, values in query.lists():
        if filled := [value for value in values if value.strip()]:
            kept.setlist(name, filled)
    return kept


def query_text(
    query: QueryDict, *, without: tuple[str, ...] = (), extra: dict[str, str] | None = None
) -> str:
    """The query with its question mark, sorted, so that equal questions have equal addresses."""
    kept = QueryDict(mutable=True)
    for name in sorted(query):
        if name not in without:
            kept.setlist(name, query.getlist(name))
    kept.update(extra or {})
    return f"?{kept.urlencode(safe=',:')}" if kept else ""


def of_the_api(query: QueryDict, **fixed: object) -> QueryDict:
    """The parameters that go to the API, and some that the page decides."""
    kept = QueryDict(mutable=True)
    for name, values in query.lists():
        if name not in OWN_PARAMETERS:
            kept.setlist(name, values)
    for name, value in fixed.items():
        kept[name] = str(value)
    return kept


def day_of(asked: QueryDict, today: dt.date) -> dt.date:
    """The day `on`, or today."""
    field = DayField(required=False)
    try:
        return field.clean(asked.get("on", "")) or today
    except ValidationError as error:
        raise InvalidParameters([ParameterError("on", "invalid", error.messages[0])]) from error
