"""How every error under /api/ looks: RFC 9457 problem details, with the parameters at fault."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from difflib import get_close_matches
from http import HTTPStatus
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views import defaults
from rest_framework import serializers
from rest_framework.exceptions import APIException, NotFound, ParseError
from rest_framework.response import Response
from rest_framework.views import exception_handler

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = "5"
AWAY = "The database is away, or the question took too long. Try again, or ask for less."
OUR_MISTAKE = "Something went wrong on our side; it has been logged."
WRONG_KEY = "This key is unknown, revoked or expired."
NOTHING_HERE = "Nothing is published at this address."


class NotModified(Exception):  # noqa: N818 (it is no error)
    """The reader has the answer already."""


@dataclass(frozen=True)
class ParameterError:
    """What is wrong with one query parameter."""

    parameter: str
    code: str
    detail: str
    did_you_mean: str | None = None


class InvalidParameters(APIException):
    """Query parameters that cannot be answered, all faults at once."""

    status_code = 400
    default_code = "invalid_parameters"
    default_detail = "The query cannot be answered as it is; nothing in it was ignored."

    def __init__(self, faults: Iterable[ParameterError]) -> None:
        super().__init__()
        self.faults = list(faults)


class ParameterErrorSerializer(serializers.Serializer):
    """What is wrong with one query parameter."""

    parameter = serializers.CharField(read_only=True)
    code = serializers.CharField(read_only=True)
    detail = serializers.CharField(read_only=True)
    did_you_mean = serializers.CharField(read_only=True, allow_null=True)


class ProblemSerializer(serializers.Serializer):
    """An error (RFC 9457)."""

    type = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    status = serializers.IntegerField(read_only=True)
    detail = serializers.CharField(read_only=True)
    instance = serializers.CharField(read_only=True)
    code = serializers.CharField(read_only=True)
    errors = ParameterErrorSerializer(many=True, read_only=True)  # type: ignore[assignment]


@dataclass(frozen=True)
class DocumentedError:
    """An error as the schema describes it; `example` is what a real request is answered."""

    description: str
    example: dict[str, Any]
    headers: Mapping[str, Any] = field(default_factory=dict)


def closest_match(text: str, known: Iterable[str]) -> str | None:
    """The known word that the text most likely stands for, if one is near."""
    return next(iter(get_close_matches(text[:120], list(known), n=1)), None)


def problem_body(
    request: HttpRequest, status: int, code: str, detail: str, faults: Iterable[ParameterError] = ()
) -> dict[str, Any]:
    """The body of an error; `about:blank` says that the status tells what sort it is."""
    return _body(request.get_full_path(), status, code, detail, faults)


def _body(
    address: str, status: int, code: str, detail: str, faults: Iterable[ParameterError] = ()
) -> dict[str, Any]:
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": address,
        "code": code,
        "errors": [asdict(fault) for fault in faults],
    }


def problem_exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Exception handler of REST framework; None for what is nobody's mistake but ours."""
    if isinstance(error, NotModified):
        return Response(status=304)
    if isinstance(error, Http404):
        error = NotFound(NOTHING_HERE)
    elif isinstance(error, SuspiciousOperation):
        error = ParseError("The request has too many parameters or is malformed.")
    response = exception_handler(error, context)
    if response is None or not isinstance(error, APIException):
        return response
    faults = error.faults if isinstance(error, InvalidParameters) else []
    response.data = problem_body(
        context["request"],
        response.status_code,
        getattr(error.detail, "code", error.default_code),
        str(error.detail),
        faults,
    )
    response.content_type = MEDIA_TYPE
    return response


def problem_json_response(
    request: HttpRequest, status: int, code: str, detail: str
) -> JsonResponse:
    """The answer to a request that no view of the API has seen."""
    return JsonResponse(
        problem_body(request, status, code, detail),
        status=status,
        content_type=MEDIA_TYPE,
        json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
        headers={"Cache-Control": "no-store"},
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400."""
    if not _under_api(request):
        return defaults.bad_request(request, exception)
    return problem_json_response(request, 400, "parse_error", "The request is malformed.")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler404, and the view of addresses under /api/ that lead nowhere."""
    if not _under_api(request):
        return defaults.page_not_found(request, exception or Http404())
    return problem_json_response(request, 404, "not_found", NOTHING_HERE)


def service_unavailable(request: HttpRequest) -> HttpResponse:
    """The answer while the database is away, or to a question that takes it too long."""
    response = problem_json_response(request, 503, "unavailable", AWAY)
    response["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500."""
    if not _under_api(request):
        return defaults.server_error(request)
    return problem_json_response(request, 500, "error", OUR_MISTAKE)


def _under_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _seconds(example: int) -> dict[str, Any]:
    return {
        "description": "Seconds after which to try again.",
        "schema": {"type": "integer"},
        "example": example,
    }


# Every error that any operation can answer, for the schema; no other status is ever sent
PROBLEMS: dict[int, DocumentedError] = {
    400: DocumentedError(
        "A parameter is unknown, given twice, empty or makes no sense; all faults are named at once.",
        _body(
            "/api/v1/actors/?memberof=nato&on=2025-02-30",
            400,
            InvalidParameters.default_code,
            InvalidParameters.default_detail,
            [
                ParameterError(
                    "memberof", "unknown_parameter", "There is no such parameter.", "member_of"
                ),
                ParameterError("on", "invalid", "A day is needed, such as 2025-03-18."),
                ParameterError(
                    "on",
                    "incomplete",
                    "This day needs one of `member_of`, `member_of__not`, `recognising`, "
                    "`not_recognising`.",
                ),
            ],
        ),
    ),
    401: DocumentedError(
        "The key in the Authorization header is malformed, unknown, revoked or expired.",
        _body("/api/v1/actors/", 401, "invalid_key", WRONG_KEY),
    ),
    404: DocumentedError(
        "Nothing is published at this address, or the list has no page of this number.",
        _body("/api/v1/actors/nobody/", 404, "not_found", NOTHING_HERE),
    ),
    405: DocumentedError(
        "The API is only read: GET, HEAD, OPTIONS.",
        _body("/api/v1/actors/", 405, "method_not_allowed", 'Method "POST" not allowed.'),
    ),
    406: DocumentedError(
        "This format is not offered here.",
        _body(
            "/api/v1/actors/?format=xml",
            406,
            "not_acceptable",
            "This format is not offered; the formats are: json, csv, ndjson, xlsx.",
        ),
    ),
    429: DocumentedError(
        "Too many requests in this minute.",
        _body(
            "/api/v1/actors/",
            429,
            "throttled",
            "More than 120 requests in a minute; go on in 42 seconds.",
        ),
        {"Retry-After": _seconds(42)},
    ),
    500: DocumentedError(
        "A mistake on the side of the API.", _body("/api/v1/actors/", 500, "error", OUR_MISTAKE)
    ),
    503: DocumentedError(
        "The database is away, or the question took too long.",
        _body("/api/v1/actors/", 503, "unavailable", AWAY),
        {"Retry-After": _seconds(int(RETRY_AFTER_SECONDS))},
    ),
}
