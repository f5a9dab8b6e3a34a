"""The admin of saved searches: created on lists, listed and deleted here."""

from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from curation.admin import RowAdmin
from curation.lists.saved_searches import SavedSearchForm, record_admins, search_url
from curation.models import SavedSearch


@admin.register(SavedSearch)
class SavedSearchAdmin(RowAdmin):
    """The user's own and shared searches."""

    form = SavedSearchForm
    list_display = ["name", "open", "owner", "is_shared", "created_at"]
    list_filter = ["is_shared"]
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        searches = SavedSearch.objects.for_user(request.user)
        tables = record_admins(self.admin_site, request)
        # Users without any list are refused the page, rather than shown an empty one.
        return searches.filter(table__in=tables) if tables else searches

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> type[ModelForm]:
        form: Any = super().get_form(request, *args, **kwargs)
        form.request, form.admins = request, record_admins(self.admin_site, request)
        return form

    def has_view_permission(self, request: HttpRequest, obj: SavedSearch | None = None) -> bool:
        return bool(record_admins(self.admin_site, request))

    has_module_permission = has_add_permission = has_view_permission

    def has_change_permission(self, request: HttpRequest, obj: SavedSearch | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SavedSearch | None = None) -> bool:
        is_own = obj is None or obj.owner_id == request.user.pk
        return is_own and self.has_view_permission(request)

    @admin.display(description=_("list"))
    def open(self, search: SavedSearch) -> str:
        name = apps.get_model(search.table)._meta.verbose_name_plural
        return format_html('<a href="{}">{}</a>', search_url(search), name)

    def response_add(
        self, request: HttpRequest, obj: SavedSearch, post_url_continue: str | None = None
    ) -> HttpResponse:
        message = gettext("The search “%(name)s” is saved.") % {"name": obj.name}
        self.message_user(request, message, messages.SUCCESS)
        return HttpResponseRedirect(search_url(obj))
