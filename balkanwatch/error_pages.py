"""Error pages that need no database: who was saving a form is told that nothing is lost, and can send it again."""

import sys
from http import HTTPStatus
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from api import errors
from api.errors import RETRY_AFTER_SECONDS
from records.lock_waits import lock_message, waited_in_vain

TEMPLATE = "balkanwatch/error.html"
# SQLSTATE of a database that only reads: a standby, or a server whose disk is full
READ_ONLY = "25006"
# Pages whose forms hold secrets, which no other page repeats
SECRET_PAGES = ("/admin/login/", "/admin/second-factor/", "/admin/password_change/")
# A larger submission is not sent back; the browser's own copy is enough.
LARGEST_SUBMISSION = 5_000_000


def bad_request_page(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400."""
    if errors.is_api_request(request):
        return errors.bad_request(request, exception)
    text = _("The request is malformed or too large.")
    return _page(request, HTTPStatus.BAD_REQUEST, _("Bad request"), text)


def not_found_page(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    if errors.is_api_request(request):
        return errors.not_found(request, exception)
    text = _("There is no page at this address.")
    return _page(request, HTTPStatus.NOT_FOUND, _("Not found"), text)


def permission_denied_page(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler403."""
    text = _("You do not have the permission for this. Perhaps you are logged in as somebody else.")
    return _page(request, HTTPStatus.FORBIDDEN, _("Not allowed"), text)


def csrf_failure_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that was opened before the latest login, or by another site."""
    text = _(
        "This form was opened before you logged in, or by another site, and cannot be sent any more."
    )
    return _page(request, HTTPStatus.FORBIDDEN, _("Not allowed"), text)


def server_error_page(request: HttpRequest) -> HttpResponse:
    """Django's handler500; 503 while the database is unavailable, wherever a request found that out."""
    if not is_unavailable(sys.exc_info()[1]):
        if errors.is_api_request(request):
            return errors.server_error(request)
        text = _("Something went wrong on the server; it has been logged.")
        return _page(request, HTTPStatus.INTERNAL_SERVER_ERROR, _("Error"), text)
    if errors.is_api_request(request):
        return errors.service_unavailable(request)
    text = _("The database is unavailable just now. This usually lasts a few seconds.")
    if waited_in_vain(sys.exc_info()[1]):
        text = lock_message()
    context = {"kept": kept_submission(request), "try_again": True}
    status = HTTPStatus.SERVICE_UNAVAILABLE
    response = _page(request, status, _("Not available just now"), text, **context)
    response["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def is_unavailable(error: BaseException | None) -> bool:
    """Whether the database could not do its work, and may be able to soon."""
    if isinstance(error, OperationalError | InterfaceError):
        return True
    state = getattr(getattr(error, "__cause__", None), "pgcode", None)
    return isinstance(error, DatabaseError) and state == READ_ONLY


def kept_submission(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of a form that was sent to the admin; none of a form with secrets or files.

    The CSRF token is the one that was sent, or none: a form of another site cannot be sent again.
    """
    if request.method != "POST" or not request.path.startswith("/admin/"):
        return []
    try:
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
        has_files = bool(request.FILES)
    except (SuspiciousOperation, UnreadablePostError, MultiPartParserError):
        return []
    has_secrets = request.path.startswith(SECRET_PAGES) or any(
        "password" in name for name, _value in fields
    )
    size = sum(len(name) + len(value) for name, value in fields)
    return [] if has_files or has_secrets or size > LARGEST_SUBMISSION else fields


def _page(
    request: HttpRequest, status: HTTPStatus, title: str, text: str, **context: Any
) -> HttpResponse:
    context |= {
        "title": title,
        "text": text,
        "address": request.get_full_path(),
        "was_form": request.method == "POST" and request.path.startswith("/admin/"),
    }
    response = HttpResponse(render_to_string(TEMPLATE, context), status=status)
    response["Cache-Control"] = "no-store"
    return response
