"""Imports and their parts in the admin, to be read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from imports.models import Import, ImportChange, ImportFault, ImportRow


class ReadAdmin(admin.ModelAdmin):
    """Shown, and never written here."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Import)
class ImportAdmin(ReadAdmin):
    list_display = ("file_name", "resource", "status", "who", "created_at", "finished_at")
    list_filter = ("status", "resource")
    list_select_related = ("who",)


@admin.register(ImportRow)
class ImportRowAdmin(ReadAdmin):
    list_display = ("of", "number", "state")
    list_select_related = ("of",)


@admin.register(ImportFault)
class ImportFaultAdmin(ReadAdmin):
    list_display = ("of", "line", "column", "value", "__str__")
    list_select_related = ("of",)


@admin.register(ImportChange)
class ImportChangeAdmin(ReadAdmin):
    list_display = ("of", "line", "table", "row")
    list_select_related = ("of",)
