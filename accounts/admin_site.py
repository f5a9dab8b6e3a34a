"""The admin site: login with password and second factor, front page, guides."""

from collections.abc import Callable
from typing import Any, cast

import django_otp
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from accounts import second_factor
from accounts.login_throttling import CodeForm, LoginForm, remember_browser
from curation.dashboard.front_page import blocks_for
from curation.editing.suggestions import AutocompleteView
from curation.guide import CURATING, IMPORTING, load_guide

View = Callable[[HttpRequest], HttpResponse]


class CurationSite(admin.AdminSite):
    """Admits staff; with SECOND_FACTOR on, only after they have entered a code."""

    login_form = LoginForm
    index_template = "admin/dashboard.html"

    def has_permission(self, request: HttpRequest) -> bool:
        return self._has_password(request) and _is_verified(request)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if request.method == "GET" and self._has_password(request) and not _is_verified(request):
            return _redirect("admin:second_factor", request)
        response = super().login(request, extra_context)
        if request.method == "POST" and self.has_permission(request):
            remember_browser(response, request.user.get_username())
        return response

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        context = {"blocks": blocks_for(request, self), **(extra_context or {})}
        return super().index(request, context)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        show_guide = self.admin_view(require_safe(self.show_guide))
        verify, set_up = self._after_password(self.verify), self._after_password(self.set_up)
        return [
            path("guide/", show_guide, {"document": CURATING}, name="guide"),
            path("guide/importing/", show_guide, {"document": IMPORTING}, name="guide_importing"),
            path("second-factor/", verify, name="second_factor"),
            path("second-factor/set-up/", set_up, name="second_factor_set_up"),
            *super().get_urls(),
        ]

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return cast("HttpResponse", AutocompleteView.as_view(admin_site=self)(request))

    def show_guide(self, request: HttpRequest, document: str) -> HttpResponse:
        """A guide for curators."""
        page = load_guide(document)
        context = {**self.each_context(request), "title": page.title, "guide": page}
        return TemplateResponse(request, "curation/guide.html", context)

    def verify(self, request: HttpRequest) -> HttpResponse:
        """Asks for a code; redirects users without a device to the set-up page."""
        if not second_factor.device_of(_user(request)):
            return _redirect("admin:second_factor_set_up", request)
        if "leave" in request.POST:
            logout(request)
            return HttpResponseRedirect(reverse("admin:login"))
        form = CodeForm(request, second_factor.verify, request.POST or None)
        if form.is_valid():
            django_otp.login(request, form.cleaned_data["proof"])
            return _remembered(request, HttpResponseRedirect(_next(request)))
        return self._page(request, "prove", title=_("Second factor"), form=form)

    def set_up(self, request: HttpRequest) -> HttpResponse:
        """Shows a new secret until a code confirms it, then the recovery codes once."""
        if second_factor.device_of(_user(request)) and not _has_second_factor(request):
            return _redirect("admin:second_factor", request)
        form = CodeForm(request, second_factor.set_up, request.POST or None)
        if form.is_valid():
            device, codes = form.cleaned_data["proof"]
            django_otp.login(request, device)
            context = {"title": _("Recovery codes"), "codes": codes, "next": _next(request)}
            return _remembered(request, self._page(request, "codes", **context))
        device = second_factor.unconfirmed_device(_user(request))
        secret = {
            "qr_code": second_factor.qr_code(device),
            "key": second_factor.secret_text(device),
        }
        title = _("Set up the second factor")
        return self._page(request, "set_up", title=title, form=form, **secret)

    def _has_password(self, request: HttpRequest) -> bool:
        return super().has_permission(request)

    def _after_password(self, view: View) -> View:
        """A view for staff who have logged in with a password; never cached or logged."""

        def guarded(request: HttpRequest) -> HttpResponse:
            if not self._has_password(request):
                return _redirect("admin:login", request)
            return view(request)

        return never_cache(csrf_protect(sensitive_post_parameters()(guarded)))

    def _page(self, request: HttpRequest, name: str, **context: object) -> HttpResponse:
        context = self.each_context(request) | context
        return TemplateResponse(request, f"admin/second_factor/{name}.html", context)


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)


def _remembered(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response, marking the browser as one in which the user has logged in."""
    remember_browser(response, request.user.get_username())
    return response


def _is_verified(request: HttpRequest) -> bool:
    return not settings.SECOND_FACTOR or _has_second_factor(request)


def _has_second_factor(request: HttpRequest) -> bool:
    return getattr(request.user, "otp_device", None) is not None


def _next(request: HttpRequest) -> str:
    """The requested page, if it is on this site; otherwise the front page of the admin."""
    wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
    is_local = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_local else reverse("admin:index")


def _redirect(name: str, request: HttpRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(name, query={REDIRECT_FIELD_NAME: _next(request)}))
