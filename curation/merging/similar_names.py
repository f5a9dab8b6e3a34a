"""Possible duplicates: suggestions while a name is typed, and a filter of lists."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curation.admin_urls import admin_url
from curation.base_admin import BaseAdmin
from curation.types import Text
from records.querysets import SearchedQuerySet

MAX_SIMILAR_NAMES = 5
# Shorter texts find too much; longer ones are cut off.
MIN_QUERY_LENGTH, MAX_QUERY_LENGTH = 3, 300


class SimilarNamesMixin(BaseAdmin):
    """Suggests existing records with similar names while the name of a new record is typed."""

    def get_urls(self) -> list[URLPattern]:
        own = self.own_url("namesakes", self.namesakes_view, "namesakes/")
        return [own, *super().get_urls()] if self._name_field() else super().get_urls()

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, change, **kwargs)
        name = self._name_field()
        if obj is None and name in form.base_fields:
            form.base_fields[name].widget.attrs |= {
                "data-namesakes": admin_url(self.model, "namesakes"),
                "data-namesakes-found": _("It may exist already:"),
                "data-namesakes-none": _("No record has a similar name yet."),
            }
        return form

    def namesakes_view(self, request: HttpRequest) -> JsonResponse:
        """The records with names similar to `q`, most similar first, each with its address in the admin."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        text = request.GET.get("q", "").replace("\x00", "").strip()[:MAX_QUERY_LENGTH]
        rows: Any = self.model._default_manager
        is_long = len(text) >= MIN_QUERY_LENGTH
        found = rows.similarly_named(text, MAX_SIMILAR_NAMES) if is_long else []
        results = [{"text": _described(r), "url": admin_url(r, "change", r.pk)} for r in found]
        return JsonResponse({"results": results})

    def _name_field(self) -> str:
        """The field from which the slug is made; empty if rows cannot be searched by name."""
        is_searched = isinstance(self.model._default_manager.all(), SearchedQuerySet)
        return next(iter(self.prepopulated_fields.get("slug", ())), "") if is_searched else ""


class PossibleDuplicatesFilter(admin.SimpleListFilter):
    """Records with a name that another record has, too."""

    title = gettext_lazy("possible duplicates")
    parameter_name = "namesakes"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Text]]:
        return [("yes", gettext_lazy("Same name as another record"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "yes" and isinstance(queryset, SearchedQuerySet):
            return queryset.with_namesakes()
        return queryset


def _described(row: Any) -> str:
    """Name, slug and status of a record."""
    status = row.get_review_status_display() if hasattr(row, "review_status") else ""
    return f"{row} ({row.slug}{', ' if status else ''}{status.lower()})"
