"""Middleware that notes in the history who changes something in the admin, why and where."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from curation.history.tracking import LONGEST_REASON, history_context
from records.lock_waits import limited_lock_waits

# The form field for the reason of a change
REASON = "change_reason"


class HistoryMiddleware:
    """Passes the context of a change to the database, together with the statements that change something."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        changes = request.method == "POST" and request.path_info.startswith("/admin/")
        if not changes or not request.user.is_authenticated:
            return self.get_response(request)
        # An import may hold what is changed for minutes.
        with (
            limited_lock_waits(),
            history_context(
                through="action" if "action" in request.POST else "form",
                user=request.user,
                why=change_reason(request),
                what=request.path[:LONGEST_REASON],
            ),
        ):
            return self.get_response(request)


def change_reason(request: HttpRequest) -> str:
    """The reason that the user gave for a change."""
    return request.POST.get(REASON, "").strip()[:LONGEST_REASON]
