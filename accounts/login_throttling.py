"""How often somebody may try to log in, so that nobody guesses a password and nobody locks a colleague out.

Attempts from a browser in which the user has logged in before count for themselves, whatever others
try. All other attempts count for user and address together, and for the address. Codes of the second factor,
which only who has the password can try, count for the user.
"""

import datetime as dt
import secrets
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts import second_factor
from accounts.client_address import origin
from accounts.rate_counter import count_one, forget, uncount

WINDOW = dt.timedelta(minutes=15)
MOST_OF_USER = 5
MOST_OF_BROWSER = 10
MOST_OF_ADDRESS = 50
MOST_CODES = 10

COOKIE = "known_browser"
KNOWN_BROWSER_SALT = "accounts.known_browser"
KNOWN_FOR = dt.timedelta(days=180)


def seconds_to_wait(request: HttpRequest, username: str, step: str) -> int:
    """Counts an attempt at a step of the login; how long to wait before it is answered, mostly 0."""
    waits = [0]
    for kind, who, most in _counts(request, username, step):
        count = count_one(kind, who, within=WINDOW)
        if count.hits > most:
            waits.append(count.seconds)
    return max(waits)


def succeeded(request: HttpRequest, username: str, step: str) -> None:
    """Forgets the failures before a success, and that it was an attempt of its address."""
    (kind, who, _most), *rest = _counts(request, username, step)
    forget(kind, who)
    for kind, who, _most in rest:
        uncount(kind, who)


def remember_browser(response: HttpResponse, username: str) -> None:
    """Marks the browser as one in which the user has logged in. The mark opens nothing."""
    response.set_cookie(
        COOKIE,
        signing.dumps([_folded(username), secrets.token_hex(16)], salt=KNOWN_BROWSER_SALT),
        max_age=KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _counts(request: HttpRequest, username: str, step: str) -> list[tuple[str, str, int]]:
    """Sort, name and limit of what an attempt is counted for."""
    username = _folded(username)
    browser = _known_browser(request, username)
    if browser:
        return [(f"{step} of browser", browser, MOST_OF_BROWSER)]
    if step == "code":
        return [("code of user", username, MOST_CODES)]
    address = origin(request)
    return [
        ("password of user", f"{username} {address}", MOST_OF_USER),
        ("password of address", address, MOST_OF_ADDRESS),
    ]


def _known_browser(request: HttpRequest, username: str) -> str:
    try:
        name, browser = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=KNOWN_BROWSER_SALT, max_age=KNOWN_FOR
        )
    except signing.BadSignature:
        return ""
    return browser if name == username else ""


def _folded(username: str) -> str:
    return username.strip().casefold()


def _too_many(seconds: int) -> ValidationError:
    minutes = -(-seconds // 60)
    return ValidationError(
        _("Too many attempts. Try again in %(minutes)d min."),
        code="too_many",
        params={"minutes": minutes},
    )


class LoginForm(AdminAuthenticationForm):
    """Name and password, tried so often and no more."""

    def clean(self) -> Any:
        username = self.cleaned_data.get("username")
        if not username or not self.request:
            return super().clean()
        wait = seconds_to_wait(self.request, username, "password")
        if wait:
            raise _too_many(wait)
        cleaned = super().clean()
        succeeded(self.request, username, "password")
        return cleaned


class CodeForm(forms.Form):
    """The code of the second factor, or a recovery code in its place."""

    code = forms.CharField(
        label=_("code"),
        max_length=second_factor.LONGEST_CODE,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
    )

    def __init__(self, request: HttpRequest, prove: Any, data: Any = None) -> None:
        super().__init__(data)
        self.request, self.prove = request, prove

    def clean(self) -> Any:
        """Adds what the code proves, as `proof`."""
        cleaned: Any = super().clean()
        user: Any = self.request.user
        if self.errors:
            return cleaned
        wait = seconds_to_wait(self.request, user.get_username(), "code")
        if wait:
            raise _too_many(wait)
        proof = self.prove(user, cleaned["code"])
        if not proof:
            raise ValidationError(_("This code is not right, or was used before."), code="invalid")
        succeeded(self.request, user.get_username(), "code")
        return {**cleaned, "proof": proof}
