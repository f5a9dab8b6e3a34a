"""Middleware of the site."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

# For every origin alike and without cookies, so that caches need not tell origins apart.
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Link, ETag, Retry-After, RateLimit, RateLimit-Policy, "
    "Content-Disposition",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Authorization, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class OpenToEveryOrigin:
    """Lets pages of other sites read the API (CORS), and answers their browsers' preflights itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _is_api(request):
            return self.get_response(request)
        asks = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
        answer = HttpResponse(status=204, headers=PREFLIGHT) if asks else self.get_response(request)
        for name, value in OPEN.items():
            answer[name] = value
        return answer


class InterfaceLocaleMiddleware(LocaleMiddleware):
    """Speaks the visitor's language in the admin; what is public answers everybody with the same bytes."""

    def process_request(self, request: HttpRequest) -> None:
        if _is_interface(request):
            super().process_request(request)
        else:
            # A thread keeps the language of the page that it has answered before.
            translation.activate(settings.LANGUAGE_CODE)

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        return super().process_response(request, response) if _is_interface(request) else response


def _is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def _is_interface(request: HttpRequest) -> bool:
    return request.path_info.startswith(("/admin/", "/language/"))
