"""How every error under /api/ looks: RFC 9457 problem details, with the parameters at fault."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
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
NOTHING_HERE = "Nothing is published at this address."


class NotModified(Exception):  # noqa: N818 (it is no error)
    """The reader has the answer already."""


@dataclass(frozen=True)
class Fault:
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

    def __init__(self, faults: Iterable[Fault]) -> None:
        super().__init__()
        self.faults = list(faults)


class FaultSerializer(serializers.Serializer):
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
    errors = FaultSerializer(many=True, read_only=True)  # type: ignore[assignment]


def nearest(text: str, known: Iterable[str]) -> str | None:
    """The known word that the text most likely stands for, if one is near."""
    return next(iter(get_close_matches(text[:120], list(known), n=1)), None)


def problem(
    request: HttpRequest, status: int, code: str, detail: str, faults: Iterable[Fault] = ()
) -> dict[str, Any]:
    """The body of an error; `about:blank` says that the status tells what sort it is."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.get_full_path(),
        "code": code,
        "errors": [asdict(fault) for fault in faults],
    }


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
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
    response.data = problem(
        context["request"],
        response.status_code,
        getattr(error.detail, "code", error.default_code),
        str(error.detail),
        faults,
    )
    response.content_type = MEDIA_TYPE
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400."""
    if not _under_api(request):
        return defaults.bad_request(request, exception)
    return _answer(request, 400, "parse_error", "The request is malformed.")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler404, and the view of addresses under /api/ that lead nowhere."""
    if not _under_api(request):
        return defaults.page_not_found(request, exception or Http404())
    return _answer(request, 404, "not_found", NOTHING_HERE)


def unavailable(request: HttpRequest) -> HttpResponse:
    """The answer while the database is away, or to a question that takes it too long."""
    detail = "The database is away, or the question took too long. Try again, or ask for less."
    response = _answer(request, 503, "unavailable", detail)
    response["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500."""
    if not _under_api(request):
        return defaults.server_error(request)
    return _answer(request, 500, "error", "Something went wrong on our side; it has been logged.")


def _under_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _answer(request: HttpRequest, status: int, code: str, detail: str) -> JsonResponse:
    return JsonResponse(
        problem(request, status, code, detail),
        status=status,
        content_type=MEDIA_TYPE,
        json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
        headers={"Cache-Control": "no-store"},
    )
