"""Limits on login attempts that stop password guessing without locking a user's colleagues out.

Attempts from a browser in which the user has logged in before have their own count. All other attempts
count per user and address, and per address. Second-factor codes, which need the password first, count
per user.
"""

import datetime as dt
import secrets
from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts import second_factor
from accounts.client_address import client_network
from accounts.rate_counter import count_one, forget, uncount
from api.concurrency import ConcurrencyLimit, TooBusyError

WINDOW = dt.timedelta(minutes=15)
USER_ATTEMPTS = 5
BROWSER_ATTEMPTS = 10
ADDRESS_ATTEMPTS = 50
CODE_ATTEMPTS = 10

COOKIE = "known_browser"
KNOWN_BROWSER_SALT = "accounts.known_browser"
KNOWN_BROWSER_AGE = dt.timedelta(days=180)


def seconds_to_wait(request: HttpRequest, username: str, step: str) -> int:
    """Counts an attempt at a login step (“password” or “code”); the seconds to wait, 0 if within limits."""
    waits = [0]
    for kind, name, limit in _counters(request, username, step):
        count = count_one(kind, name, within=WINDOW)
        if count.hits > limit:
            waits.append(count.seconds)
    return max(waits)


def succeeded(request: HttpRequest, username: str, step: str) -> None:
    """Resets the count of the user or browser after a success, and uncounts this attempt elsewhere."""
    (kind, name, _), *others = _counters(request, username, step)
    forget(kind, name)
    for kind, name, _ in others:
        uncount(kind, name)


def take_back(request: HttpRequest, username: str, step: str) -> None:
    """Uncounts an attempt that was not checked."""
    for kind, name, _limit in _counters(request, username, step):
        uncount(kind, name)


def remember_browser(response: HttpResponse, username: str) -> None:
    """Sets the cookie that says the user has logged in here before. It grants no access."""
    response.set_cookie(
        COOKIE,
        signing.dumps([_folded(username), secrets.token_hex(16)], salt=KNOWN_BROWSER_SALT),
        max_age=KNOWN_BROWSER_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _counters(request: HttpRequest, username: str, step: str) -> list[tuple[str, str, int]]:
    """Kind, name and limit of each counter that an attempt counts for."""
    username = _folded(username)
    if browser := _known_browser(request, username):
        return [(f"{step} of browser", browser, BROWSER_ATTEMPTS)]
    if step == "code":
        return [("code of user", username, CODE_ATTEMPTS)]
    address = client_network(request)
    return [
        ("password of user", f"{username} {address}", USER_ATTEMPTS),
        ("password of address", address, ADDRESS_ATTEMPTS),
    ]


def _known_browser(request: HttpRequest, username: str) -> str:
    try:
        name, browser = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=KNOWN_BROWSER_SALT, max_age=KNOWN_BROWSER_AGE
        )
    except signing.BadSignature:
        return ""
    return browser if name == username else ""


def _folded(username: str) -> str:
    return username.strip().casefold()


def _too_many(seconds: int) -> ValidationError:
    text = _("Too many attempts. Try again in %(minutes)d min.")
    return ValidationError(text, code="too_many", params={"minutes": -(-seconds // 60)})


# A check takes a tenth of a second and 100 MB: strangers must not fill threads and memory with them.
PASSWORD_CHECKS = ConcurrencyLimit(
    "Too many people are logging in.", running=2, waiting=2, patience=3.0
)


class LoginForm(AdminAuthenticationForm):
    """Name and password, with limited attempts."""

    def clean(self) -> dict[str, Any]:
        username = self.cleaned_data.get("username")
        if not username or not self.request:
            return super().clean()
        # Attempts beyond the limits take no place.
        if wait := seconds_to_wait(self.request, username, "password"):
            raise _too_many(wait)
        try:
            with PASSWORD_CHECKS.slot():
                cleaned = super().clean()
        except TooBusyError:
            take_back(self.request, username, "password")
            raise ValidationError(
                _("Too many people are logging in. Try again in a few seconds."), code="busy"
            ) from None
        succeeded(self.request, username, "password")
        return cleaned


class CodeForm(forms.Form):
    """A second-factor code or a recovery code."""

    code = forms.CharField(
        label=_("code"),
        max_length=second_factor.CODE_MAX_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
    )

    def __init__(
        self, request: HttpRequest, verify: Callable[[User, str], object], data: Any = None
    ) -> None:
        super().__init__(data)
        self.request, self.verify = request, verify

    def clean(self) -> dict[str, Any]:
        """Adds the result of `verify` as `proof`."""
        cleaned = super().clean() or {}
        user = cast("User", self.request.user)
        if self.errors:
            return cleaned
        if wait := seconds_to_wait(self.request, user.get_username(), "code"):
            raise _too_many(wait)
        proof = self.verify(user, cleaned["code"])
        if not proof:
            raise ValidationError(_("This code is wrong or already used."), code="invalid")
        succeeded(self.request, user.get_username(), "code")
        return {**cleaned, "proof": proof}
