"""Keys of the API in the admin: made there, shown once, revoked there."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_permission_codename
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from accounts.models import ApiKey
from records.admin import RowAdmin


class ValidityFilter(admin.SimpleListFilter):
    title = "validity"
    parameter_name = "valid"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Valid"), ("no", "Revoked or expired")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "yes":
            return queryset.valid()
        return queryset.exclude(pk__in=ApiKey.objects.valid()) if self.value() else queryset


@admin.register(ApiKey)
class ApiKeyAdmin(RowAdmin):
    """A key is made and revoked; nothing else happens to it."""

    fieldsets = [
        ("Whose it is", {"fields": ["name", "owner", "email"]}),
        ("What it allows", {"fields": ["rate", "expires_at"]}),
    ]
    happened = (
        "What happened",
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

    @admin.display(boolean=True, description="valid")
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
            "title": "Copy the key now",
            "opts": self.opts,
            "row": obj,
            "key": request.made_key,  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, "admin/accounts/apikey/made.html", context)

    @admin.action(description="Revoke, for good", permissions=["revoke"])
    def revoke(self, request: HttpRequest, queryset: QuerySet) -> None:
        keys = list(queryset.filter(revoked_at=None))
        ApiKey.objects.filter(pk__in=[key.pk for key in keys]).revoke(request.user)
        for key in keys:
            self.log_change(request, key, "Revoked.")
        self.message_user(request, f"{len(keys)} revoked.")
