"""Session limits in the admin: twelve hours after login, or three hours without a request."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout, user_logged_in
from django.contrib.sessions.backends.base import SessionBase
from django.dispatch import receiver
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Session keys of the login time and of the last request, in seconds; the latter is saved once a minute.
BEGAN, SEEN = "began_at", "seen_at"
SAVE_INTERVAL_SECONDS = 60


@receiver(user_logged_in)
def begin(request: HttpRequest, **kwargs: object) -> None:
    request.session[BEGAN] = request.session[SEEN] = int(time.time())


def has_expired(session: SessionBase, now: float) -> bool:
    """Whether the session has lasted too long; True as well if its start is unknown."""
    began, seen = session.get(BEGAN, 0), session.get(SEEN, 0)
    return now - began > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_SECONDS


class SessionLimitMiddleware:
    """Logs users out whose session has expired. Only the admin has sessions."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith("/admin/") and request.user.is_authenticated:
            now = int(time.time())
            if has_expired(request.session, now):
                logout(request)
            elif now - request.session[SEEN] > SAVE_INTERVAL_SECONDS:
                request.session[SEEN] = now
        return self.get_response(request)
