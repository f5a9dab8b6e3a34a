"""Hints at what may be there already: while a name is typed, and as a filter of lists."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.querysets import SearchedQuerySet

MOST = 5
# Fewer letters than this say nothing yet; no name is longer than that.
MIN_QUERY_LENGTH, MAX_QUERY_LENGTH = 3, 300


class SimilarNamesMixin:
    """Adds to the form of a new record what is known by nearly the name that is being typed."""

    opts: Any
    model: Any
    admin_site: admin.AdminSite
    prepopulated_fields: ClassVar[Any]

    def get_urls(self) -> list[Any]:
        urls: list[Any] = super().get_urls()  # type: ignore[misc]
        if not self._watched():
            return urls
        view = self.admin_site.admin_view(self.namesakes_view)
        return [path("namesakes/", view, name=self._address_name()), *urls]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)  # type: ignore[misc]
        watched = self._watched()
        if obj is None and watched in form.base_fields:
            form.base_fields[watched].widget.attrs |= {
                "data-namesakes": reverse(f"admin:{self._address_name()}"),
                "data-namesakes-found": _("Perhaps it is there already:"),
                "data-namesakes-none": _("Nothing of that name is there yet."),
            }
        return form

    def namesakes_view(self, request: HttpRequest) -> JsonResponse:
        """The records known by nearly the name in `q`, best first, each with its address in the admin."""
        page: Any = self
        if not page.has_view_permission(request):
            raise PermissionDenied
        text = request.GET.get("q", "").replace("\x00", "").strip()[:MAX_QUERY_LENGTH]
        found = (
            self.model._default_manager.similarly_named(text, MOST)
            if len(text) >= MIN_QUERY_LENGTH
            else []
        )
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        results = [{"text": _told(row), "url": reverse(name, args=[row.pk])} for row in found]
        return JsonResponse({"results": results})

    def _watched(self) -> str:
        """The field from which the slug is made, where rows can be searched by it; else none."""
        searched = isinstance(self.model._default_manager.all(), SearchedQuerySet)
        return next(iter(self.prepopulated_fields.get("slug", ())), "") if searched else ""

    def _address_name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_namesakes"


class PossibleDuplicatesFilter(admin.SimpleListFilter):
    """Records with a name that another one has too."""

    title = gettext_lazy("possible duplicates")
    parameter_name = "namesakes"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Any]:
        return [("yes", gettext_lazy("The same name as another one"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "yes" and isinstance(queryset, SearchedQuerySet):
            return queryset.with_namesakes()
        return queryset


def _told(row: Any) -> str:
    status = row.get_review_status_display() if hasattr(row, "review_status") else ""
    return f"{row} ({row.slug}{', ' if status else ''}{status.lower()})"
