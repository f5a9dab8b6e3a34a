"""Refuses request bodies that are too large before they are stored.

Anybody may send SMALL_BODY bytes, enough for every public form. Members of staff may send more: when a
page of the admin is shown to them, they get a signed cookie that the server can check without a database.
"""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, parse_cookie
from django.http.response import HttpResponseBase
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.utilities import BadRequest, Error

SMALL_BODY = 64_000
# A record with all its rows is one form. Django has the same limit.
FORM_BODY = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
# The largest upload in megabytes below each address
UPLOADS = {
    "/admin/imports/": "UPLOAD_MAX_MB",
    "/admin/evidence/sourcesnapshot/": "SNAPSHOT_MAX_MB",
}
# What an upload has besides its files
UPLOAD_OVERHEAD = 1_000_000
BODY_COOKIE = "body_size"
# Browsers send about thirty header lines.
MAX_HEADER_LINES = 200
# What a body in chunks may take beside its content, as a part of it and in any case
CHUNK_OVERHEAD, SMALL_OVERHEAD = 0.25, 16_000
SIGNER = signing.TimestampSigner(salt="balkanwatch.server.body_limits")


class BodyTooLargeError(Error):
    """The refusal of a body that is too large."""

    code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE.value
    reason = "Content Too Large"

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        """Status line, headers and body; waitress would name itself in the body."""
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]
        return f"{self.code} {self.reason}", headers, f"{self.body}\n".encode()


class LimitedParser(HTTPRequestParser):
    """Parses a request, and refuses a body as soon as it is known to be too large.

    waitress has one limit for all requests. It uses the parser that its channel names in `parser_class`.
    """

    # The largest body of this request in bytes; 0 before its header is complete
    largest_body = 0
    # Bytes received after the header
    received_bytes = 0
    error: Error | None

    def parse_header(self, header_plus: bytes) -> None:
        """Raises ParsingError for a header that takes too long to parse."""
        if header_plus.count(b"\n") > MAX_HEADER_LINES:
            raise ParsingError(f"A request may have at most {MAX_HEADER_LINES} header lines.")
        super().parse_header(header_plus)

    def received(self, data: bytes) -> int:
        """Takes what it needs of the data; returns how many bytes that is."""
        reads_body = self.headers_finished
        consumed: int = super().received(data)
        if self.headers_finished and not self.error and (self.content_length or self.chunked):
            self.largest_body = self.largest_body or largest_body(self.path, self.headers)
            if max(self.content_length, self.body_bytes_received) > self.largest_body:
                self.error = BodyTooLargeError(
                    f"A request to this address may have at most {self.largest_body:,} bytes."
                )
                self.completed = True
                # The client waits for leave to send the body, and gets none.
                self.expect_continue = False
            elif self.chunked and reads_body:
                self._limit_chunks(consumed)
        return consumed

    def _limit_chunks(self, consumed: int) -> None:
        """Refuses a body in tiny chunks, each of which costs as much as a large one."""
        self.received_bytes += consumed
        body = self.body_bytes_received
        if self.received_bytes - body > SMALL_OVERHEAD + CHUNK_OVERHEAD * body:
            self.error = BadRequest("The chunks of this body are too small.")
            self.completed = True


def largest_body(path: str, headers: dict[str, str]) -> int:
    """How many bytes the body of a request may have; `headers` have names such as CONTENT_TYPE."""
    if not path.startswith("/admin/") or not _is_from_staff(headers.get("COOKIE", "")):
        return SMALL_BODY
    for start, setting in UPLOADS.items():
        if path.startswith(start):
            return getattr(settings, setting) * 1_000_000 + UPLOAD_OVERHEAD
    return FORM_BODY


def _is_from_staff(cookies: str) -> bool:
    try:
        SIGNER.unsign(
            parse_cookie(cookies).get(BODY_COOKIE, ""), max_age=settings.SESSION_COOKIE_AGE
        )
    except signing.BadSignature:
        return False
    return True


class BodySizeMiddleware:
    """Gives members of staff the cookie that lets them send large bodies."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = self.get_response(request)
        user: Any = getattr(request, "user", None)
        if request.path_info.startswith("/admin/") and user and user.is_staff:
            self._renew(request, response)
        return response

    @staticmethod
    def _renew(request: HttpRequest, response: HttpResponseBase) -> None:
        """Sets the cookie, unless one that lasts for at least half of its time is there."""
        try:
            SIGNER.unsign(
                request.COOKIES.get(BODY_COOKIE, ""), max_age=settings.SESSION_COOKIE_AGE // 2
            )
        except signing.BadSignature:
            response.set_cookie(
                BODY_COOKIE,
                SIGNER.sign("staff"),
                max_age=settings.SESSION_COOKIE_AGE,
                path="/admin/",
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
