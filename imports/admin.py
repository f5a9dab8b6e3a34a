"""Imports in the admin: upload a file, check its preview, import and undo it; export lists."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST
from django_tasks_db import admin as tasks_admin
from django_tasks_db.models import DBTaskResult

from curation.admin_urls import admin_url
from curation.base_admin import ReadOnlyAdmin
from curation.types import user_id
from imports.applying import jobs
from imports.applying.engine import ImportRefusedError
from imports.checking.name_matching import unmatched_names
from imports.choices import ImportStatus, ImportStep, RowState
from imports.models import Import, ImportChange, ImportFault, ImportRow
from imports.pages import downloads
from imports.pages.file_description import describe_columns, describe_profile_keys
from imports.pages.forms import UploadForm, reading_form
from imports.pages.lists import ResourceFilter, WholeImports
from imports.pages.name_decisions import names_page
from imports.pages.previews import fault_list, row_page, written_rows
from imports.pages.reporting import invalid_rows, progress_text, valid_rows
from imports.permissions import importable, importable_profiles, may_import
from imports.querysets import ImportQuerySet

# Tasks are internal; the page of an import says what became of it.
assert tasks_admin
admin.site.unregister(DBTaskResult)


@admin.register(Import)
class ImportAdmin(ReadOnlyAdmin):
    """The page of an import shows its progress, its preview or its result."""

    list_display = ("file_name", "file_type", "status", "user", "created_at", "finished_at")
    list_filter = ("status", ResourceFilter)
    list_select_related = ("user",)

    class Media:
        css = {"all": ["imports/imports.css"]}
        js = ["imports/progress.js"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(importable(request.user))

    def get_queryset(self, request: HttpRequest) -> ImportQuerySet:
        return Import.objects.visible_to(importable(request.user), user_id(request.user))

    def get_changelist(self, request: HttpRequest, **kwargs: object) -> type[ChangeList]:
        return WholeImports

    @admin.display(description=gettext_lazy("file type"), ordering="resource")
    def file_type(self, import_job: Import) -> str:
        return import_job.resource or import_job.profile

    def get_urls(self) -> list[URLPattern]:
        def url(route: str, name: str, view: Callable[..., HttpResponseBase]) -> URLPattern:
            return path(route, self.admin_site.admin_view(view), name=f"imports_import_{name}")

        return [
            url("sorts/", "sorts", require_GET(self.file_types)),
            url("sorts/<str:name>/mapping.toml", "mapping", require_GET(downloads.mapping)),
            url("sorts/<str:name>/template.csv", "template", require_GET(downloads.template)),
            url("sorts/<str:name>/example.xlsx", "example", require_GET(downloads.example)),
            url("export/<str:name>/", "export", require_GET(self.export)),
            url("<int:number>/progress/", "progress", require_GET(self.progress)),
            url("<int:number>/bad-rows/", "bad_rows", require_GET(self.invalid_rows)),
            url("<int:number>/good-rows/", "good_rows", require_GET(self.valid_rows)),
            url("<int:number>/names/", "names", self.names),
            url("<int:number>/step/", "step", require_POST(self.step)),
            *super().get_urls(),
        ]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: object = None
    ) -> HttpResponse:
        """Takes an upload and queues its check."""
        resources = importable(request.user)
        if not resources:
            raise PermissionDenied
        form = UploadForm(
            *((request.POST, request.FILES) if request.method == "POST" else ()),
            resources=resources,
            profiles=importable_profiles(request.user),
            user=request.user,
            initial={name: request.GET.get(name, "") for name in ("resource", "profile")},
        )
        if form.is_valid():
            import_job = form.save()
            jobs.queue_step(import_job, ImportStep.CHECK)
            return HttpResponseRedirect(admin_url(Import, "change", import_job.pk))
        return self._page(request, "add", title=_("Import a file"), form=form)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: object = None,
    ) -> HttpResponse:
        """The page of an import; its buttons post to the view `step`."""
        if not self.has_view_permission(request) or request.method == "POST":
            raise PermissionDenied
        jobs.end_lost_imports()
        import_job = self.get_object(request, object_id)
        if import_job is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        context = {"import_job": import_job, "title": str(import_job)}
        if not import_job.is_busy:
            context |= self._result(request, import_job)
        return self._page(request, "page", **context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    def step(self, request: HttpRequest, number: int) -> HttpResponse:
        """Does what a button says: check again, import, undo or cancel."""
        import_job = self._permitted_import(request, number)
        step = request.POST.get("step", "")
        try:
            if step == "cancel":
                jobs.cancel_import(import_job)
            elif step == ImportStep.CHECK:
                self._check_again(request, import_job)
            elif step in {ImportStep.APPLY, ImportStep.UNDO}:
                jobs.queue_step(import_job, ImportStep(step))
        except ImportRefusedError as error:
            self.message_user(request, str(error), messages.ERROR)
        return HttpResponseRedirect(admin_url(Import, "change", import_job.pk))

    def progress(self, request: HttpRequest, number: int) -> JsonResponse:
        """The progress of an import, for the script of its page."""
        jobs.end_lost_imports()
        import_job = self._visible_import(request, number)
        answer = {"busy": import_job.is_busy, "status": import_job.status}
        return JsonResponse({**answer, "text": progress_text(import_job)})

    def names(self, request: HttpRequest, number: int) -> HttpResponse:
        """The page for deciding what names mean that match no record."""
        import_job = self._permitted_import(request, number)
        context = names_page(request, import_job)
        if context is None:
            return HttpResponseRedirect(admin_url(Import, "change", import_job.pk))
        return self._page(request, "names", import_job=import_job, **context)

    def invalid_rows(self, request: HttpRequest, number: int) -> StreamingHttpResponse:
        import_job = self._visible_import(request, number)
        return downloads.rows_file(invalid_rows(import_job), f"bad-rows-{import_job.pk}.csv")

    def valid_rows(self, request: HttpRequest, number: int) -> StreamingHttpResponse:
        import_job = self._visible_import(request, number)
        return downloads.rows_file(valid_rows(import_job), f"good-rows-{import_job.pk}.csv")

    def export(self, request: HttpRequest, name: str) -> StreamingHttpResponse:
        return downloads.export(request, name, self.admin_site)

    def file_types(self, request: HttpRequest) -> HttpResponse:
        """The types of files with their columns, templates and examples, and the profiles."""
        resources = importable(request.user)
        if not resources:
            raise PermissionDenied
        files = [
            {"name": name, "about": resource.about, "columns": describe_columns(resource)}
            for name, resource in resources.items()
        ]
        return self._page(
            request,
            "sorts",
            title=_("File types"),
            files=files,
            profiles=importable_profiles(request.user),
            keys=describe_profile_keys(),
        )

    def _visible_import(self, request: HttpRequest, number: int) -> Import:
        if not self.has_view_permission(request):
            raise PermissionDenied
        import_job = self.get_queryset(request).filter(pk=number).first()
        if import_job is None:
            raise Http404
        return import_job

    def _permitted_import(self, request: HttpRequest, number: int) -> Import:
        """The import, for users who may import into all of its tables."""
        import_job = self._visible_import(request, number)
        if not all(may_import(request.user, name) for name in import_job.resources()):
            raise PermissionDenied
        return import_job

    def _check_again(self, request: HttpRequest, import_job: Import) -> None:
        form = reading_form(import_job)(request.POST, resources=importable(request.user))
        if not import_job.upload:
            raise ImportRefusedError(_("The file was deleted. Upload it again."))
        if not form.is_valid():
            errors = (str(error) for field in form.errors.values() for error in field)
            raise ImportRefusedError(" ".join(errors))
        if not import_job.is_busy:
            import_job.resource = form.cleaned_data.get("resource", "")
            import_job.options = form.options
            import_job.save(update_fields=["resource", "options"])
        jobs.queue_step(import_job, ImportStep.CHECK)

    def _result(self, request: HttpRequest, import_job: Import) -> dict[str, Any]:
        """The context of the page once no step is queued or running."""
        state, counts, status = request.GET.get("state", ""), import_job.counts, import_job.status
        page, rows = row_page(import_job, state, request.GET.get("p", "1"))
        faults, has_more_faults = fault_list(import_job)
        labels = [("", _("All"), "rows"), *((s, label, s) for s, label in RowState.choices)]
        is_whole = not import_job.part_of_id
        initial = {
            key: "tab" if value == "\t" else value
            for key, value in {**import_job.options, "resource": import_job.resource}.items()
        }
        return {
            "page": page,
            "rows": rows,
            "state": state,
            "states": [(value, label, counts.get(key, 0)) for value, label, key in labels],
            "faults": faults,
            "unmatched": unmatched_names(import_job).count() if faults else 0,
            "has_more_faults": has_more_faults,
            "written": written_rows(import_job) if status == ImportStatus.DONE else [],
            "reading": reading_form(import_job)(
                initial=initial, resources=importable(request.user)
            ),
            "parts": import_job.parts.order_by("pk"),
            "may_check": bool(import_job.upload)
            and status in jobs.ALLOWED_STATUSES[ImportStep.CHECK],
            "may_apply": status == ImportStatus.CHECKED and not counts.get("faults") and is_whole,
            "may_undo": status == ImportStatus.DONE and is_whole,
        }

    def _page(self, request: HttpRequest, name: str, **context: Any) -> TemplateResponse:
        page_context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "progress": progress_text(context["import_job"]) if "import_job" in context else "",
            **context,
        }
        return TemplateResponse(request, f"admin/imports/import/{name}.html", page_context)


@admin.register(ImportRow)
class ImportRowAdmin(ReadOnlyAdmin):
    list_display = ("import_job", "number", "state")
    list_select_related = ("import_job",)


@admin.register(ImportFault)
class ImportFaultAdmin(ReadOnlyAdmin):
    list_display = ("import_job", "line", "column", "value", "__str__")
    list_select_related = ("import_job",)


@admin.register(ImportChange)
class ImportChangeAdmin(ReadOnlyAdmin):
    list_display = ("import_job", "line", "table", "row")
    list_select_related = ("import_job",)
