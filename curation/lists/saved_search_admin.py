"""Saved searches in the admin: made on lists, looked through and taken away here."""

from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from curation.admin import RowAdmin
from curation.lists.saved_searches import SavedSearchForm, record_pages, search_url
from curation.models import SavedSearch


@admin.register(SavedSearch)
class SavedSearchAdmin(RowAdmin):
    """Searches are made on lists; here they are looked through and taken away again."""

    form = SavedSearchForm
    list_display = ["name", "open", "owner", "is_shared", "created_at"]
    list_filter = ["is_shared"]
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        searches = SavedSearch.objects.for_user(request.user)
        tables = record_pages(self.admin_site, request)
        # Who sees no list at all is refused the page, rather than told that there is nothing.
        return searches.filter(table__in=tables) if tables else searches

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.request, form.pages = request, record_pages(self.admin_site, request)
        return form

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(record_pages(self.admin_site, request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request) and (
            obj is None or obj.owner_id == request.user.pk
        )

    @admin.display(description=_("list"))
    def open(self, search: SavedSearch) -> str:
        name = apps.get_model(search.table)._meta.verbose_name_plural
        return format_html('<a href="{}">{}</a>', search_url(search), name)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        said = gettext("The search “%(name)s” is saved.") % {"name": obj.name}
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(search_url(obj))
