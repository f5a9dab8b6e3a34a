"""Imports in the admin: upload a file, check its preview, import and undo it; export lists."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST
from django_tasks_db import admin as tasks_admin
from django_tasks_db.models import DBTaskResult

from curation.admin_urls import admin_url
from curation.base_admin import ReadOnlyAdmin
from curation.review.batch_pages import open_batch
from curation.review.transitions import NOTE_LENGTH, TRANSITIONS
from curation.types import user_id
from imports.applying import jobs
from imports.applying.transactions import ImportRefusedError
from imports.checking.name_matching import unmatched_names
from imports.choices import ImportStatus, ImportStep, RowState
from imports.models import Import
from imports.pages import downloads, exports, saved_profiles
from imports.pages.correction_lists import proposal_groups
from imports.pages.file_description import describe_columns, describe_profile_keys
from imports.pages.forms import UploadForm, reading_form
from imports.pages.lists import ResourceFilter, WholeImports
from imports.pages.name_decisions import names_page
from imports.pages.previews import fault_list, row_page, written_rows
from imports.pages.reporting import has_invalid_rows, invalid_rows, progress_text, valid_rows
from imports.pages.written_records import REVIEW_STEPS, records_for_step, review_steps
from imports.permissions import importable, importable_profiles, may_import
from imports.querysets import ImportQuerySet
from imports.undoing.corrections import preview_undoing
from imports.undoing.reverting import preview_reverting

# Tasks are internal; the page of an import says what became of it.
assert all((tasks_admin, saved_profiles))
admin.site.unregister(DBTaskResult)


@admin.register(Import)
class ImportAdmin(ReadOnlyAdmin):
    """The page of an import shows its progress, its preview or its result."""

    list_display = ("file_name", "file_type", "status", "user", "created_at", "finished_at")
    list_filter = ("status", ResourceFilter)
    list_select_related = ("user",)

    class Media:
        css = {"all": ["imports/imports.css"]}
        js = ["curation/progress.js"]

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return bool(importable(request.user))

    def get_queryset(self, request: HttpRequest) -> ImportQuerySet:
        return Import.objects.visible_to(importable(request.user), user_id(request.user))

    def get_changelist(self, request: HttpRequest, **kwargs: object) -> type[ChangeList]:
        return WholeImports

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        jobs.end_lost_imports()
        context = {"may_export_everything": exports.may_export_everything(request.user)}
        return super().changelist_view(request, {**(extra_context or {}), **context})

    @admin.display(description=gettext_lazy("file type"), ordering="resource")
    def file_type(self, import_job: Import) -> str:
        return import_job.resource or import_job.profile

    def get_urls(self) -> list[URLPattern]:
        export = partial(exports.export_file, site=self.admin_site)
        url, sorts, job = self.own_url, "sorts/<str:name>", "<int:number>"
        return [
            url("sorts", require_GET(self.file_types), "sorts/"),
            url("mapping", require_GET(downloads.mapping), f"{sorts}/mapping.toml"),
            url("template", require_GET(downloads.template), f"{sorts}/template.csv"),
            url("example", require_GET(downloads.example), f"{sorts}/example.xlsx"),
            url("export", require_GET(export), "export/<str:name>/"),
            url("everything", require_GET(self.everything), "everything/"),
            url("choose_export", require_GET(self.choose_export), "export/<str:name>/choose/"),
            url("progress", require_GET(self.progress), f"{job}/progress/"),
            url("bad_rows", require_GET(self.invalid_rows), f"{job}/bad-rows/"),
            url("good_rows", require_GET(self.valid_rows), f"{job}/good-rows/"),
            url("names", self.names, f"{job}/names/"),
            url("step", require_POST(self.step), f"{job}/step/"),
            url("batch", require_POST(self.prepare_review), f"{job}/batch/"),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
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
            jobs.queue_step(import_job, ImportStep.CHECK, request.user)
            return HttpResponseRedirect(admin_url(Import, "change", import_job.pk))
        return self._page(request, "add", title=_("Import a file"), form=form)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
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

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    def step(self, request: HttpRequest, number: int) -> HttpResponse:
        """Does what a button says: check again, import, undo or cancel."""
        import_job = self._permitted_import(request, number)
        step = request.POST.get("step", "")
        if step == ImportStep.UNDO and "confirmed" not in request.POST:
            return self._ask_to_undo(request, import_job)
        try:
            if step == "cancel":
                jobs.cancel_import(import_job)
            elif step == ImportStep.CHECK:
                self._check_again(request, import_job)
            elif step in {ImportStep.APPLY, ImportStep.UNDO}:
                jobs.queue_step(import_job, ImportStep(step), request.user)
        except ImportRefusedError as error:
            self.message_user(request, str(error), messages.ERROR)
        return HttpResponseRedirect(admin_url(Import, "change", import_job.pk))

    def _ask_to_undo(self, request: HttpRequest, import_job: Import) -> HttpResponse:
        """How many rows undoing would delete and restore, or why it is not possible, before anything is done."""
        reverted = preview_reverting(import_job)
        named = {
            name: [
                (capfirst(m._meta.verbose_name_plural), number_format(n)) for m, n in each.items()
            ]
            for name, each in (("deleted", reverted.deleted), ("restored", reverted.restored))
        }
        context = {"import_job": import_job, "title": _("Undo this import?"), "reverted": reverted}
        context |= {"corrections": preview_undoing(import_job, request.user)}
        return self._page(request, "undo", **context, **named)

    def prepare_review(self, request: HttpRequest, number: int) -> HttpResponse:
        """Prepares a step of the review for the records of an import, which its own page shows and asks about."""
        import_job = self._visible_import(request, number)
        here = admin_url(Import, "change", import_job.pk)
        decision = next(
            (each for each in REVIEW_STEPS if each == request.POST.get("decision")), None
        )
        if decision is None:
            return HttpResponseRedirect(here)
        chosen = records_for_step(import_job, decision, request, self.admin_site)
        if not chosen:
            self.message_user(request, _("None of them can take this step."), messages.ERROR)
            return HttpResponseRedirect(here)
        why = _("Import: %(file)s") % {"file": import_job.file_name}
        note = "" if TRANSITIONS[decision].note_prompt else why[:NOTE_LENGTH]
        return open_batch(self, request, decision, chosen, origin=here, note=note)

    def progress(self, request: HttpRequest, number: int) -> JsonResponse:
        """The progress of an import, for the script of its page."""
        jobs.end_lost_imports()
        job = self._visible_import(request, number)
        said = {"heading": str(job.status_label), "text": progress_text(job)}
        return JsonResponse({"busy": job.is_busy, "status": job.status, **said})

    def names(self, request: HttpRequest, number: int) -> HttpResponse:
        """The page for deciding what names mean that match no record."""
        import_job = self._permitted_import(request, number)
        context = names_page(request, import_job)
        if context is None:
            return HttpResponseRedirect(admin_url(Import, "change", import_job.pk))
        return self._page(request, "names", import_job=import_job, **context)

    def invalid_rows(self, request: HttpRequest, number: int) -> HttpResponseBase:
        rows = invalid_rows(self._visible_import(request, number))
        return downloads.rows_file(rows, f"bad-rows-{number}.csv")

    def valid_rows(self, request: HttpRequest, number: int) -> HttpResponseBase:
        rows = valid_rows(self._visible_import(request, number))
        return downloads.rows_file(rows, f"good-rows-{number}.csv")

    def choose_export(self, request: HttpRequest, name: str) -> HttpResponse:
        return self._page(
            request, "export", **exports.export_context(request, name, self.admin_site)
        )

    def everything(self, request: HttpRequest) -> HttpResponseBase:
        """Asks for the format, and answers with all files in one archive."""
        if not exports.may_export_everything(request.user):
            raise PermissionDenied
        form = exports.WholeExportForm(*([request.GET] if request.GET else []))
        answer = exports.export_everything(form) if form.is_valid() else None
        title = _("Export everything")
        return answer or self._page(request, "export_everything", title=title, form=form)

    def file_types(self, request: HttpRequest) -> HttpResponse:
        """The types of files with their columns, templates and examples, and the profiles."""
        resources = importable(request.user)
        if not resources:
            raise PermissionDenied
        files = [
            {"name": name, "about": resource.about, "columns": describe_columns(resource)}
            for name, resource in resources.items()
        ]
        profiles, keys = importable_profiles(request.user), describe_profile_keys()
        context = {"files": files, "profiles": profiles, "keys": keys}
        return self._page(request, "sorts", title=_("File types"), **context)

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
        jobs.queue_step(import_job, ImportStep.CHECK, request.user)

    def _result(self, request: HttpRequest, import_job: Import) -> dict[str, Any]:
        """The context of the page once no step is queued or running."""
        state, counts, status = request.GET.get("state", ""), import_job.counts, import_job.status
        page, rows = row_page(import_job, state, request.GET.get("p", "1"))
        faults, has_more_faults = fault_list(import_job.faults.all().preventing())
        notices, has_more_notices = fault_list(import_job.faults.all().notices())
        labels = [("", _("All"), "rows"), *((s, label, s) for s, label in RowState.choices)]
        is_whole = not import_job.part_of_id
        chosen = {**import_job.options, "resource": import_job.resource}
        initial = {key: "tab" if value == "\t" else value for key, value in chosen.items()}
        form, resources = reading_form(import_job), importable(request.user)
        may_check = status in jobs.ALLOWED_STATUSES[ImportStep.CHECK]
        is_done = status == ImportStatus.DONE and is_whole
        records, steps = review_steps(import_job, request, self.admin_site) if is_done else ([], [])
        return {
            "page": page,
            "rows": rows,
            "state": state,
            "states": [(value, label, counts.get(key, 0)) for value, label, key in labels],
            "faults": faults,
            "unmatched": unmatched_names(import_job).count() if faults else 0,
            "has_more_faults": has_more_faults,
            "has_invalid_rows": has_invalid_rows(import_job),
            "notices": notices,
            "has_more_notices": has_more_notices,
            "groups": proposal_groups(import_job, request.user),
            "written": written_rows(import_job) if status == ImportStatus.DONE else [],
            "records": records,
            "review_steps": steps,
            "reading": form(initial=initial, resources=resources),
            "parts": import_job.parts.order_by("pk"),
            "may_check": bool(import_job.upload) and may_check,
            "may_apply": status == ImportStatus.CHECKED and not counts.get("faults") and is_whole,
            "may_undo": is_done,
        }

    def _page(self, request: HttpRequest, name: str, **context: Any) -> HttpResponse:
        import_job = context.get("import_job")
        context.setdefault("progress", progress_text(import_job) if import_job else "")
        return self.render_page(request, f"admin/imports/import/{name}.html", **context)
