"""What will be removed from the API: the policy of docs/api.md in headers of answers and in the schema.

`DEPRECATIONS` is the only place where an operation or a parameter is declared as deprecated.
"""

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve, reverse
from django.utils.http import http_date

from api.errors import Json

# How long at least something works after it was deprecated
NOTICE = dt.timedelta(days=365)


@dataclass(frozen=True)
class Deprecation:
    """An operation, or one of its parameters, that is removed on the day `sunset` at the earliest.

    `operation` is the name of its URL: event-list, event-detail, event-timeline, network. `instead` is
    a sentence that says what to use.
    """

    operation: str
    since: dt.date
    sunset: dt.date
    instead: str
    parameter: str = ""

    def __post_init__(self) -> None:
        if self.sunset < self.since + NOTICE:
            raise ValueError(f"{self.operation} {self.parameter}: the notice is too short.")

    @property
    def text(self) -> str:
        """What the schema says about it."""
        return f"Deprecated since {self.since}, removed on {self.sunset} or later. {self.instead}"


DEPRECATIONS: tuple[Deprecation, ...] = ()


def add_deprecation_headers(response: HttpResponseBase, request: HttpRequest) -> None:
    """Adds `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and `Link` if the request uses something deprecated.

    If it uses several such things, the headers have the earliest days.
    """
    operation = request.resolver_match.url_name if request.resolver_match else None
    used = [
        each
        for each in DEPRECATIONS
        if each.operation == operation and (not each.parameter or each.parameter in request.GET)
    ]
    if not used:
        return
    response["Deprecation"] = f"@{_seconds(min(each.since for each in used))}"
    response["Sunset"] = http_date(_seconds(min(each.sunset for each in used)))
    policy = request.build_absolute_uri(f"{reverse('api-docs')}#changes")
    links = [response["Link"]] if response.has_header("Link") else []
    response["Link"] = ", ".join([*links, f'<{policy}>; rel="deprecation"; type="text/html"'])


def mark_deprecations(result: Json, **_: object) -> Json:
    """Hook of drf-spectacular: marks what is deprecated, and says what to use instead.

    Raises LookupError for a deprecation of something that does not exist.
    """
    unknown = set(DEPRECATIONS)
    for path, methods in result["paths"].items():
        operation = methods["get"]
        parameters = operation["parameters"]
        keys = {each["name"]: each["example"] for each in parameters if each["in"] == "path"}
        name = resolve(path.format(**keys)).url_name
        for each in (each for each in DEPRECATIONS if each.operation == name):
            named = [p for p in parameters if p["name"] == each.parameter]
            for target in named if each.parameter else [operation]:
                unknown.discard(each)
                target["deprecated"] = True
                target["description"] = f"{target['description']} {each.text}"
    if unknown:
        raise LookupError(f"There is nothing to deprecate: {unknown}")
    return result


def _seconds(day: dt.date) -> int:
    """The Unix time of the start of a day in UTC."""
    return int(dt.datetime.combine(day, dt.time(), dt.UTC).timestamp())
