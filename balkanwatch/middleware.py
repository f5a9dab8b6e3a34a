"""Middleware of the site: CORS for the API, and the language of the admin."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from accounts.middleware import is_preflight
from api.public_paths import is_public_path
from api.rendering.exports import XlsxRenderer

# The same for every origin, and without cookies, so that caches need no copy per origin.
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Link, ETag, Retry-After, RateLimit, RateLimit-Policy, "
    "Content-Disposition, Answer-Notes, Deprecation, Sunset",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    # What browsers and common clients send along, so that no library fails on a header of its own
    "Access-Control-Allow-Headers": "Accept, Authorization, Cache-Control, Content-Type, "
    "If-Modified-Since, If-None-Match, Pragma, X-Requested-With",
    "Access-Control-Max-Age": "86400",
}


class CorsMiddleware:
    """Allows pages of all sites to read the API, and answers CORS preflights."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/api/"):
            return self.get_response(request)
        if is_preflight(request):
            answer: HttpResponseBase = HttpResponse(status=204, headers=PREFLIGHT)
        else:
            answer = self.get_response(request)
        for name, value in CORS.items():
            answer[name] = value
        return answer


class ApiGZipMiddleware(GZipMiddleware):
    """Compresses what anybody may read, which holds no secrets; admin pages do and stay plain (BREACH)."""

    # The same answer is the same bytes.
    max_random_bytes = 0

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        is_public = is_public_path(request.path_info)
        if is_public and not _is_compressed(response):
            return super().process_response(request, response)
        return response


def _is_compressed(response: HttpResponseBase) -> bool:
    return response.get("Content-Type", "").startswith(XlsxRenderer.media_type)


class InterfaceLocaleMiddleware(LocaleMiddleware):
    """Sets the visitor's language in the admin; public pages are the same bytes for everybody."""

    def process_request(self, request: HttpRequest) -> None:
        if _is_translated(request):
            super().process_request(request)
            # `request.LANGUAGE_CODE` stays what the visitor has chosen.
            if fallback := settings.LANGUAGE_FALLBACKS.get(str(translation.get_language())):
                translation.activate(fallback)
        else:
            # The thread may still have the language of an earlier request.
            translation.activate(settings.LANGUAGE_CODE)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        return super().process_response(request, response) if _is_translated(request) else response


def _is_translated(request: HttpRequest) -> bool:
    return request.path_info.startswith(("/admin/", "/language/"))
