"""Confirms to the browser which submission of a form was saved; only then it deletes its copy of what was typed.

The script (static/curation/drafts.js) gives each form a random id and sends it along. A response that has saved
the form sets a cookie with that id. Whatever else comes back, such as the login page, an error, a page of a
proxy or nothing at all, sets none, and the copy stays.
"""

import re
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from curation.request_state import request_state

FIELD = "submission_id"
CONFIRMATION = "saved-"
SUBMISSION_ID = re.compile("[0-9a-f]{32}")
# The next page of the admin deletes the cookie.
COOKIE_SECONDS = 24 * 60 * 60


class MessageStorage(FallbackStorage):
    """Messages to the user; a view says with a success message that it has saved what was sent."""

    def add(self, level: int, message: str, extra_tags: str | None = "") -> None:
        super().add(level, message, extra_tags)
        if level == SUCCESS:
            request_state(self.request).is_successful = True


def confirm_saved(request: HttpRequest) -> None:
    """For a view that has saved what was sent and answers with a page instead of a message and a redirect."""
    request_state(request).is_saved = True


class SubmissionMiddleware:
    """Sets the cookie that confirms a submission."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "POST" and request.path_info.startswith("/admin/"):
            state = request_state(request)
            is_redirect = response.status_code == HTTPStatus.FOUND
            is_page = response.status_code == HTTPStatus.OK
            if (is_redirect and state.is_successful) or (is_page and state.is_saved):
                _confirm(response, request.POST.get(FIELD, ""))
        return response


def _confirm(response: HttpResponseBase, submission: str) -> None:
    if SUBMISSION_ID.fullmatch(submission):
        response.set_cookie(
            f"{CONFIRMATION}{submission}",
            "1",
            max_age=COOKIE_SECONDS,
            path="/admin/",
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
