"""Lists of imports: the one in the admin with its filter, and the block on the front page."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from curation.base_admin import ReadOnlyAdmin
from curation.dashboard.blocks import Block
from imports.applying import jobs
from imports.choices import RUNNING_STATUSES
from imports.models import Import, ImportChange, ImportFault, ImportRow
from imports.pages.reporting import progress_text
from imports.querysets import ImportQuerySet

IMPORTS_IN_BLOCK = 5


class ResourceFilter(admin.SimpleListFilter):
    """Filters imports by their resource or profile."""

    title = _("file type")
    parameter_name = "sort"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        imports = model_admin.get_queryset(request)
        pairs = imports.without_parts().order_by().values_list("resource", "profile").distinct()
        names = {resource or profile for resource, profile in pairs} - {""}
        return [(name, name) for name in sorted(names)]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Import]") -> "QuerySet[Import]":
        name = self.value()
        return queryset.filter(Q(resource=name) | Q(profile=name)) if name else queryset


class WholeImports(ChangeList):
    """The list of imports without parts, which are on the page of the import they belong to."""

    def get_queryset(self, *args: Any, **kwargs: Any) -> ImportQuerySet:
        imports = cast("ImportQuerySet", super().get_queryset(*args, **kwargs))
        return imports.without_parts()


class Imports(Block):
    """The latest imports that the user may see, running ones first with their progress."""

    title = _("Imports")
    template = "admin/imports/block.html"

    @cached_property
    def content(self) -> list[tuple[Import, str]]:
        model_admin = self.site._registry[Import]
        if not model_admin.has_view_permission(self.request):
            return []
        imports = cast("ImportQuerySet", model_admin.get_queryset(self.request))
        latest = imports.without_parts().busy_first().select_related("user")[:IMPORTS_IN_BLOCK]
        is_running = any(each.is_busy or each.status in RUNNING_STATUSES for each in latest)
        if is_running and jobs.end_lost_imports():
            latest = latest.all()
        return [(each, progress_text(each) if each.is_busy else "") for each in latest]


class DetailAdmin(ReadOnlyAdmin):
    """Rows, faults or changes as lists of their own."""

    list_select_related = ("import_job",)


for _model, _columns in {
    ImportRow: ("number", "state"),
    ImportFault: ("line", "column", "value", "__str__"),
    ImportChange: ("line", "table", "row"),
}.items():
    admin.site.register(_model, DetailAdmin, list_display=("import_job", *_columns))
