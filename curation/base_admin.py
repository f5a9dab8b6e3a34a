"""Bases of the admin classes: Django's own class with its private methods declared, and one without forms."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Model
from django.db.models.options import Options
from django.http import HttpRequest, HttpResponse


class BaseAdmin(admin.ModelAdmin):
    """Django's ModelAdmin; mixins that extend its methods derive from it."""

    if TYPE_CHECKING:
        # Methods that are missing from django-stubs, or too narrow there
        def get_object(
            self, request: HttpRequest, object_id: str, from_field: str | None = None
        ) -> Any: ...

        def _create_formsets(
            self, request: HttpRequest, obj: Model | None, change: bool
        ) -> tuple[list[Any], list[Any]]: ...

        def _get_obj_does_not_exist_redirect(
            self, request: HttpRequest, opts: Options, object_id: str
        ) -> HttpResponse: ...


class ReadOnlyAdmin(BaseAdmin):
    """Rows that can only be viewed; subclasses may add views that act on them."""

    show_full_result_count = False

    class Media:
        css = {"all": ["curation/admin.css"]}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
