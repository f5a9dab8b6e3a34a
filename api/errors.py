"""Errors under /api/: RFC 9457 problem details that list every invalid parameter."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from difflib import get_close_matches
from http import HTTPStatus
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers
from rest_framework.exceptions import APIException, NotFound, ParseError
from rest_framework.response import Response
from rest_framework.views import exception_handler

Json = dict[str, Any]

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = "5"
UNAVAILABLE_DETAIL = (
    "The database is unavailable, or the query took too long. Try again, or ask for less."
)
SERVER_ERROR_DETAIL = "Something went wrong on the server; it has been logged."
INVALID_KEY_DETAIL = "This key is unknown, revoked or expired."
NOT_FOUND_DETAIL = "Nothing is published at this address."


class NotModified(Exception):  # noqa: N818 (not an error)
    """The client has the current response already."""


@dataclass(frozen=True)
class ParameterError:
    """What is wrong with one query parameter."""

    parameter: str
    code: str
    detail: str
    did_you_mean: str | None = None


class InvalidParameters(APIException):
    """The query has invalid parameters; all of them are reported at once."""

    status_code = 400
    default_code = "invalid_parameters"
    default_detail = "The query has invalid parameters. None of them was ignored."

    def __init__(self, errors: Iterable[ParameterError]) -> None:
        super().__init__()
        self.errors = list(errors)


@extend_schema_serializer(component_name="Fault")
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
    """An error as the schema describes it; `example` is the body that a real request gets."""

    description: str
    example: Json
    headers: Mapping[str, Any] = field(default_factory=dict)


def closest_match(text: str, known: Iterable[str]) -> str | None:
    """The known word that the text most likely stands for; None if none is similar."""
    return next(iter(get_close_matches(text[:120], list(known), n=1)), None)


def problem_body(
    address: str, status: int, code: str, detail: str, errors: Iterable[ParameterError] = ()
) -> Json:
    """The body of an error at an address; `about:blank` means that the status says its type."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": address,
        "code": code,
        "errors": [asdict(error) for error in errors],
    }


def problem_exception_handler(error: Exception, context: Json) -> Response | None:
    """Exception handler of REST framework; None for errors that become a 500."""
    if isinstance(error, NotModified):
        return Response(status=304)
    if isinstance(error, Http404):
        error = NotFound(NOT_FOUND_DETAIL)
    elif isinstance(error, SuspiciousOperation):
        error = ParseError("The request has too many parameters or is malformed.")
    response = exception_handler(error, context)
    if response is None or not isinstance(error, APIException):
        return response
    response.data = problem_body(
        context["request"].get_full_path(),
        response.status_code,
        getattr(error.detail, "code", error.default_code),
        str(error.detail),
        error.errors if isinstance(error, InvalidParameters) else [],
    )
    response.content_type = MEDIA_TYPE
    return response


def problem_response(request: HttpRequest, status: int, code: str, detail: str) -> JsonResponse:
    """The error response to a request that reaches no view of the API."""
    return JsonResponse(
        problem_body(request.get_full_path(), status, code, detail),
        status=status,
        content_type=MEDIA_TYPE,
        json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
        headers={"Cache-Control": "no-store"},
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The answer to a malformed request under /api/."""
    return problem_response(request, 400, "parse_error", "The request is malformed.")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The answer to unknown addresses under /api/."""
    return problem_response(request, 404, "not_found", NOT_FOUND_DETAIL)


def service_unavailable(request: HttpRequest) -> HttpResponse:
    """The response while the database is unavailable, or to a query that takes too long."""
    response = problem_response(request, 503, "unavailable", UNAVAILABLE_DETAIL)
    response["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """The answer to a request that failed on the server."""
    return problem_response(request, 500, "error", SERVER_ERROR_DETAIL)


def is_api_request(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _retry_after(example: int) -> Json:
    schema = {"schema": {"type": "integer"}, "example": example}
    return {"Retry-After": {"description": "Seconds to wait before trying again.", **schema}}


# Every error that an operation can return, for the schema; no other error status is ever sent
PROBLEMS: dict[int, DocumentedError] = {
    400: DocumentedError(
        "A parameter is unknown, repeated, empty or invalid; all errors are listed at once.",
        problem_body(
            "/api/v1/actors/?memberof=nato&on=2025-02-30",
            400,
            InvalidParameters.default_code,
            InvalidParameters.default_detail,
            [
                ParameterError(
                    "memberof", "unknown_parameter", "There is no such parameter.", "member_of"
                ),
                ParameterError("on", "invalid", "Enter a day, such as 2025-03-18."),
                ParameterError(
                    "on",
                    "incomplete",
                    "This day needs one of `member_of`, `member_of__not`, `recognising`, "
                    "`not_recognising`, `no_standing_towards`, `no_standing_of`, `identifier`.",
                ),
            ],
        ),
    ),
    401: DocumentedError(
        "The key in the Authorization header is malformed, unknown, revoked or expired.",
        problem_body("/api/v1/actors/", 401, "invalid_key", INVALID_KEY_DETAIL),
    ),
    404: DocumentedError(
        "Nothing is published at this address, or the list has no page with this number.",
        problem_body("/api/v1/actors/nobody/", 404, "not_found", NOT_FOUND_DETAIL),
    ),
    405: DocumentedError(
        "The API is read-only: GET, HEAD, OPTIONS.",
        problem_body("/api/v1/actors/", 405, "method_not_allowed", 'Method "POST" not allowed.'),
    ),
    406: DocumentedError(
        "This format is not available here.",
        problem_body(
            "/api/v1/actors/?format=xml",
            406,
            "not_acceptable",
            "This format is not available. Available formats: json, csv, ndjson, xlsx.",
        ),
    ),
    429: DocumentedError(
        "Too many requests in this minute.",
        problem_body(
            "/api/v1/actors/",
            429,
            "throttled",
            "More than 120 requests in a minute; try again in 42 seconds.",
        ),
        _retry_after(42),
    ),
    500: DocumentedError(
        "An error on the server.",
        problem_body("/api/v1/actors/", 500, "error", SERVER_ERROR_DETAIL),
    ),
    503: DocumentedError(
        "The database is unavailable or the query took too long; or (`busy`) too many exports or analyses are running.",
        problem_body("/api/v1/actors/", 503, "unavailable", UNAVAILABLE_DETAIL),
        _retry_after(int(RETRY_AFTER_SECONDS)),
    ),
}
