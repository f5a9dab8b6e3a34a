"""Admin of API keys, which are created, shown once and revoked; and of users and their roles."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
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
from curation.review.transitions import may
from curation.submissions import confirm_saved
from curation.types import Text

# The pages of django-otp show secrets. Users set up devices themselves, and administrators only reset them.
assert otp_totp_admin and otp_static_admin
admin.site.unregister([TOTPDevice, StaticDevice, User, Group])


class ValidityFilter(admin.SimpleListFilter):
    title = _("validity")
    parameter_name = "valid"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Text]]:
        return [("yes", _("Valid")), ("no", _("Revoked or expired"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> QuerySet[ApiKey]:
        valid = ApiKey.objects.valid()
        if self.value() == "yes":
            return queryset.filter(pk__in=valid)
        return queryset.exclude(pk__in=valid) if self.value() else queryset


@admin.register(ApiKey)
class ApiKeyAdmin(RowAdmin):
    """Keys can be created and revoked, but not changed."""

    fieldsets = [
        (_("Owner"), {"fields": ["name", "owner", "email"]}),
        (_("Limits"), {"fields": ["rate", "expires_at"]}),
    ]
    log_fields = [
        "prefix",
        ("created_at", "created_by"),
        "last_used_at",
        ("revoked_at", "revoked_by"),
    ]
    list_display = ["name", "owner", "prefix", "rate", "last_used_at", "expires_at", "is_valid"]
    list_filter = [ValidityFilter]
    search_fields = ["name", "owner", "email", "prefix"]
    actions = ["revoke"]

    def get_fieldsets(self, request: HttpRequest, obj: ApiKey | None = None) -> list[Any]:
        fieldsets = list(super().get_fieldsets(request, obj))
        return [*fieldsets, (_("Log"), {"fields": self.log_fields})] if obj else fieldsets

    def has_change_permission(self, request: HttpRequest, obj: ApiKey | None = None) -> bool:
        return False

    has_delete_permission = has_change_permission

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "revoke", ApiKey)

    @admin.display(boolean=True, description=_("valid"))
    def is_valid(self, key: ApiKey) -> bool:
        return key.is_valid_at(timezone.now())

    def save_model(self, request: HttpRequest, obj: ApiKey, form: Any, change: bool) -> None:
        obj.created_by = cast("User", request.user)
        obj.make_key()
        super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: ApiKey, post_url_continue: str | None = None
    ) -> HttpResponse:
        """The only page that shows the key; it is sent directly, so that the key is never stored."""
        context = {"title": _("Copy the key now"), "row": obj, "key": obj.key}
        confirm_saved(request)
        return self.render_page(request, "admin/accounts/apikey/made.html", **context)

    @admin.action(description=_("Revoke permanently"), permissions=["revoke"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        keys = list(queryset.filter(revoked_at=None))
        ApiKey.objects.filter(pk__in=[key.pk for key in keys]).revoke(request.user)
        for key in keys:
            self.log_change(request, key, "Revoked.")
        text = ngettext("%(count)d key revoked.", "%(count)d keys revoked.", len(keys))
        self.message_user(request, text % {"count": len(keys)})


@admin.register(User)
class CuratorAdmin(UserAdmin):
    """A user. Roles are groups; users who leave are deactivated and stay in the history."""

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

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Only superusers change superusers: an administrator could take over their account."""
        if obj and obj.is_superuser and not _is_superuser(request):
            return False
        return bool(super().has_change_permission(request, obj))

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[Any]:
        fields = [*super().get_readonly_fields(request, obj), "last_login", "date_joined"]
        return fields if _is_superuser(request) else [*fields, "is_superuser", "user_permissions"]

    @admin.action(description=_("Reset the second factor"), permissions=["change"])
    def reset_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        people = [user for user in queryset if self.has_change_permission(request, user)]
        for user in people:
            second_factor.reset(user)
            self.log_change(request, user, "Second factor reset.")
        text = ngettext(
            "%(count)d user will set up a new second factor at the next login.",
            "%(count)d users will set up a new second factor at the next login.",
            len(people),
        )
        self.message_user(request, text % {"count": len(people)})


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """Groups of permissions; those of roles are declared in code and cannot be edited."""

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return not _is_role(obj) and bool(super().has_change_permission(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return not _is_role(obj) and bool(super().has_delete_permission(request, obj))


def _is_role(group: Group | None) -> bool:
    return group is not None and group.name in ROLES


def _is_superuser(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))
