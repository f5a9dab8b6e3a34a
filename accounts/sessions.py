"""When a session in the admin ends: twelve hours after the login, and after three without a request."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout, user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Moments in the session, in seconds; the second is written once a minute at most.
BEGAN, SEEN = "began_at", "seen_at"
SECONDS_BETWEEN_NOTES = 60


@receiver(user_logged_in)
def begin(request: HttpRequest, **kwargs: Any) -> None:
    request.session[BEGAN] = request.session[SEEN] = int(time.time())


def is_over(session: Any, now: float) -> bool:
    """Whether a session has lasted too long; one that does not know its beginning has."""
    began, seen = session.get(BEGAN, 0), session.get(SEEN, 0)
    return now - began > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_SECONDS


class SessionEndsMiddleware:
    """Logs out whose session is over. Only the admin has sessions."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith("/admin/") and request.user.is_authenticated:
            now = int(time.time())
            if is_over(request.session, now):
                logout(request)
            elif now - request.session[SEEN] > SECONDS_BETWEEN_NOTES:
                request.session[SEEN] = now
        return self.get_response(request)
