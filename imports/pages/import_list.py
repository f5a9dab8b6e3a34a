"""The list of imports in the admin: wholes alone, by what sort of file they are."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy


class SortFilter(admin.SimpleListFilter):
    """Files of ours by what they are, files of others by their profile."""

    title = gettext_lazy("sort of file")
    parameter_name = "sort"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        whole = model_admin.get_queryset(request).whole().order_by()
        pairs = whole.values_list("resource", "profile").distinct()
        return [(name, name) for name in sorted({one or other for one, other in pairs} - {""})]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        name = self.value()
        return queryset.filter(Q(resource=name) | Q(profile=name)) if name else queryset


class WholeImports(ChangeList):
    """The list of imports without their parts, which are on the page of the whole."""

    def get_queryset(self, *args: Any, **kwargs: Any) -> QuerySet[Any]:
        found: Any = super().get_queryset(*args, **kwargs)
        return found.whole()
