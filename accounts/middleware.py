"""The door of the API: whose key it is, and whether there is room in this minute for one request more."""

import logging
import re
from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from accounts.client_address import origin
from accounts.models import KEY_PATTERN
from accounts.rate_limits import Allowance, InvalidKeyError, allowance_of_address, allowance_of_key
from api.errors import problem_json_response, service_unavailable

logger = logging.getLogger(__name__)

CREDENTIALS = re.compile(rf"(?i:Bearer) +({KEY_PATTERN})")


class ApiAccessMiddleware:
    """Stands around everything below /api/, its pages and its errors included.

    Counts before the view begins its read-only transaction.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/api/") or _is_preflight(request):
            return self.get_response(request)
        try:
            allowance, refusal = _judged(request)
        except OperationalError:
            logger.exception("The database is away.")
            return service_unavailable(request)
        response = refusal or self.get_response(request)
        if allowance:
            for name, value in allowance.headers.items():
                response[name] = value
        return response


def _is_preflight(request: HttpRequest) -> bool:
    """A browser's own question before a request; it cannot carry a key."""
    return request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers


def _judged(request: HttpRequest) -> tuple[Allowance | None, HttpResponse | None]:
    """What the reader has left, and the answer where the request goes no further.

    Who is refused counts by address, so that nobody tries keys without a limit.
    """
    # Taken out of the request, so that no log and no page of errors can show it.
    credentials = request.META.pop("HTTP_AUTHORIZATION", None)
    address = origin(request)
    refusal = None
    if re.search(KEY_PATTERN, request.META.get("QUERY_STRING", "")):
        refusal = _key_in_address(request)
    if credentials is None or refusal:
        allowance = allowance_of_address(address)
    else:
        try:
            allowance = allowance_of_key(_key_in(credentials))
        except InvalidKeyError as error:
            allowance, refusal = allowance_of_address(address), _unauthorized(request, str(error))
    if allowance and allowance.is_used_up:
        refusal = too_many(request, allowance)
    return allowance, refusal


def _key_in(credentials: str) -> str:
    match = CREDENTIALS.fullmatch(credentials.strip())
    if not match:
        raise InvalidKeyError(
            "An Authorization header reads “Bearer bw_…”, with the key as it was given."
        )
    return match[1]


def _key_in_address(request: HttpRequest) -> HttpResponse:
    # The answer names the address, and must not repeat the key.
    request.META["QUERY_STRING"] = ""
    detail = (
        "A key stands in the Authorization header, never in the address, which ends up in logs. "
        "Have this one revoked."
    )
    return _uncached(problem_json_response(request, 400, "key_in_address", detail))


def _unauthorized(request: HttpRequest, why: str) -> HttpResponse:
    answer = problem_json_response(request, 401, "invalid_key", why)
    answer["WWW-Authenticate"] = 'Bearer realm="BalkanWatch API", error="invalid_token"'
    return _uncached(answer)


def too_many(request: HttpRequest, allowance: Allowance) -> HttpResponse:
    """The answer to who has used up what may be asked in a minute."""
    detail = (
        f"More than {allowance.rate} requests in a minute; "
        f"go on in {allowance.count.seconds} seconds."
    )
    answer = problem_json_response(request, 429, "throttled", detail)
    answer["Retry-After"] = str(allowance.count.seconds)
    return _uncached(answer)


def _uncached(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    return answer
