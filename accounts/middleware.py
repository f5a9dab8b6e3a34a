"""Middleware of the API: checks API keys, rate limits and the number of parameters."""

import logging
import re
from collections.abc import Callable, Mapping

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from accounts.client_address import client_network
from accounts.models import KEY_PATTERN
from accounts.rate_limits import Allowance, InvalidKeyError, allowance_of_address, allowance_of_key
from api.errors import problem_response, service_unavailable
from api.public_paths import is_public_path

logger = logging.getLogger(__name__)

CREDENTIALS = re.compile(rf"(?i:Bearer) +({KEY_PATTERN})")
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="BalkanWatch API", error="invalid_token"'}
# A list has about a hundred parameters; checking more would take longer than any answer.
MAX_PARAMETERS = 200
TOO_MANY_PARAMETERS = f"The query has more than {MAX_PARAMETERS} parameters."
INCOMPLETE = "The Authorization header must be “Bearer bw_…” with your complete key."
KEY_IN_ADDRESS = (
    "Send the key in the Authorization header, never in the URL, which ends up in logs. "
    "Ask for this key to be revoked."
)


class ApiAccessMiddleware:
    """Applies to the API and to the pages of records, including errors.

    Counts before the view begins its read-only transaction.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_public_path(request.path_info) or is_preflight(request):
            return self.get_response(request)
        try:
            allowance, refusal = _check(request)
        except OperationalError:
            logger.exception("The database is not available.")
            return service_unavailable(request)
        response = refusal or self.get_response(request)
        if allowance:
            for name, value in allowance.headers.items():
                response[name] = value
        return response


def is_preflight(request: HttpRequest) -> bool:
    """A CORS preflight, which cannot carry a key."""
    return request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers


def _check(request: HttpRequest) -> tuple[Allowance | None, HttpResponse | None]:
    """The reader's remaining allowance, and the response if the request is refused.

    Requests with invalid keys count per address, so that guessing keys is limited, too.
    """
    # Removed from the request, so that no log or error page shows it.
    credentials = request.META.pop("HTTP_AUTHORIZATION", None)
    address = client_network(request)
    refusal = None
    if re.search(KEY_PATTERN, request.META.get("QUERY_STRING", "")):
        # The response contains the URL and must not repeat the key.
        request.META["QUERY_STRING"] = ""
        refusal = _refuse(request, 400, "key_in_address", KEY_IN_ADDRESS)
    elif request.META.get("QUERY_STRING", "").count("&") >= MAX_PARAMETERS:
        refusal = _refuse(request, 400, "parse_error", TOO_MANY_PARAMETERS)
    if credentials is None or refusal:
        allowance = allowance_of_address(address)
    else:
        try:
            allowance = allowance_of_key(_key_in(credentials))
        except InvalidKeyError as error:
            allowance = allowance_of_address(address)
            refusal = _refuse(request, 401, "invalid_key", str(error), CHALLENGE)
    if allowance and allowance.is_used_up:
        refusal = too_many_requests(request, allowance)
    return allowance, refusal


def _key_in(credentials: str) -> str:
    match = CREDENTIALS.fullmatch(credentials.strip())
    if not match:
        raise InvalidKeyError(INCOMPLETE)
    return match[1]


def too_many_requests(request: HttpRequest, allowance: Allowance) -> HttpResponse:
    """The response to a reader who has used up the allowance of this minute."""
    rate, seconds = allowance.rate, allowance.count.seconds
    detail = f"More than {rate} requests in a minute; try again in {seconds} seconds."
    return _refuse(request, 429, "throttled", detail, {"Retry-After": str(seconds)})


def _refuse(
    request: HttpRequest, status: int, code: str, detail: str, headers: Mapping[str, str] = {}
) -> HttpResponse:
    answer = problem_response(request, status, code, detail)
    for name, value in {**headers, "Cache-Control": "no-store"}.items():
        answer[name] = value
    return answer
