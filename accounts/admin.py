"""Keys of the API in the admin, made, shown once and revoked there; people and their roles."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_permission_codename
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_otp.plugins.otp_static import admin as otp_static_admin
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp import admin as otp_totp_admin
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import second_factor
from accounts.models import ApiKey
from accounts.roles import ROLES
from curation.admin import RowAdmin

# django-otp shows secrets there; people set theirs up themselves, and administrators only reset them.
assert otp_totp_admin and otp_static_admin
admin.site.unregister([TOTPDevice, StaticDevice, User, Group])


class ValidityFilter(admin.SimpleListFilter):
    title = _("validity")
    parameter_name = "valid"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Valid")), ("no", _("Revoked or expired"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "yes":
            return queryset.valid()
        return queryset.exclude(pk__in=ApiKey.objects.valid()) if self.value() else queryset


@admin.register(ApiKey)
class ApiKeyAdmin(RowAdmin):
    """A key is made and revoked; nothing else happens to it."""

    fieldsets = [
        (_("Whose it is"), {"fields": ["name", "owner", "email"]}),
        (_("What it allows"), {"fields": ["rate", "expires_at"]}),
    ]
    happened = (
        _("What happened"),
        {
            "fields": [
                "prefix",
                ("created_at", "created_by"),
                "last_used_at",
                ("revoked_at", "revoked_by"),
            ]
        },
    )
    list_display = ["name", "owner", "prefix", "rate", "last_used_at", "expires_at", "is_valid"]
    list_filter = [ValidityFilter]
    search_fields = ["name", "owner", "email", "prefix"]
    actions = ["revoke"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = list(super().get_fieldsets(request, obj))
        return [*fieldsets, self.happened] if obj else fieldsets

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        codename = get_permission_codename("revoke", self.opts)
        return bool(request.user.has_perm(f"{self.opts.app_label}.{codename}"))

    @admin.display(boolean=True, description=_("valid"))
    def is_valid(self, key: ApiKey) -> bool:
        return key.is_valid_at(timezone.now())

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.created_by = request.user
        # Kept for the answer to this request alone
        request.made_key = obj.make_key()  # type: ignore[attr-defined]
        super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """The only page that shows the key. It is the answer itself: nothing keeps the key for it."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("Copy the key now"),
            "opts": self.opts,
            "row": obj,
            "key": request.made_key,  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, "admin/accounts/apikey/made.html", context)

    @admin.action(description=_("Revoke, for good"), permissions=["revoke"])
    def revoke(self, request: HttpRequest, queryset: QuerySet) -> None:
        keys = list(queryset.filter(revoked_at=None))
        ApiKey.objects.filter(pk__in=[key.pk for key in keys]).revoke(request.user)
        for key in keys:
            self.log_change(request, key, "Revoked.")
        count = len(keys)
        self.message_user(
            request,
            ngettext("%(count)d key revoked.", "%(count)d keys revoked.", count) % {"count": count},
        )


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Somebody who curates. Roles are groups; who leaves is made inactive, and stays in the history."""

    list_display = [
        "username",
        "first_name",
        "last_name",
        "email",
        "is_staff",
        "is_active",
        "last_login",
    ]
    actions = ["reset_second_factor"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes who stands above: else an administrator could take a superuser's place."""
        if obj and obj.is_superuser and not _is_superuser(request):
            return False
        return bool(super().has_change_permission(request, obj))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = [*super().get_readonly_fields(request, obj), "last_login", "date_joined"]
        return fields if _is_superuser(request) else [*fields, "is_superuser", "user_permissions"]

    @admin.action(description=_("Reset the second factor"), permissions=["change"])
    def reset_second_factor(self, request: HttpRequest, queryset: QuerySet) -> None:
        people = [user for user in queryset if self.has_change_permission(request, user)]
        for user in people:
            second_factor.reset(user)
            self.log_change(request, user, "Second factor reset.")
        count = len(people)
        self.message_user(
            request,
            ngettext(
                "%(count)d person sets up a new second factor at the next login.",
                "%(count)d people set up a new second factor at the next login.",
                count,
            )
            % {"count": count},
        )


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """Groups of permissions; those of the roles are declared in the code."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not _is_role(obj) and bool(super().has_change_permission(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not _is_role(obj) and bool(super().has_delete_permission(request, obj))


def _is_role(group: Any) -> bool:
    return bool(group) and group.name in ROLES


def _is_superuser(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))
