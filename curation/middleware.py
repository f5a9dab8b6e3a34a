"""Middleware of the admin: what is sent there is noted in the history with who sent it, why and where."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from curation.history.tracking import LONGEST_REASON, history_context

# The field at the end of forms and beside actions
REASON = "change_reason"


class HistoryMiddleware:
    """Says who, why and through what to the database, with the statements of a request that changes something."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        changes = request.method == "POST" and request.path_info.startswith("/admin/")
        if not changes or not request.user.is_authenticated:
            return self.get_response(request)
        with history_context(
            through="action" if "action" in request.POST else "form",
            user=request.user,
            why=reason_given(request),
            what=request.path[:LONGEST_REASON],
        ):
            return self.get_response(request)


def reason_given(request: HttpRequest) -> str:
    return request.POST.get(REASON, "").strip()[:LONGEST_REASON]
