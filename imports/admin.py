"""Imports in the admin: a file is brought, looked at, imported and taken back; rows of lists are exported."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST
from django_tasks_db import admin as tasks_admin
from django_tasks_db.models import DBTaskResult

from curation.admin_urls import admin_url
from imports.applying import jobs
from imports.applying.engine import NotPossibleError
from imports.checking.name_matching import unmatched
from imports.choices import ImportStatus, RowState, Step
from imports.models import Import, ImportChange, ImportFault, ImportRow
from imports.pages import downloads
from imports.pages.file_description import described, keys_of_profiles
from imports.pages.forms import UploadForm, reading_form
from imports.pages.import_list import SortFilter, WholeImports
from imports.pages.name_matching import names_page
from imports.pages.previews import faults_of, progress_of, rows_of, written_by
from imports.permissions import importable, may_import, profiles_for

# The queue is the worker's own affair; what became of an import is said on its page.
assert tasks_admin
admin.site.unregister(DBTaskResult)


class ReadAdmin(admin.ModelAdmin):
    """Shown, and never written here."""

    show_full_result_count = False

    class Media:
        css = {"all": ["curation/admin.css"]}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Import)
class ImportAdmin(ReadAdmin):
    """The page of an import is its progress, its preview or its result, whatever it has come to."""

    list_display = ("file_name", "sort", "status", "who", "created_at", "finished_at")
    list_filter = ("status", SortFilter)
    list_select_related = ("who",)

    class Media:
        css = {"all": ["imports/imports.css"]}
        js = ["imports/progress.js"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(importable(request.user))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found: Any = super().get_queryset(request)
        user: Any = request.user
        seen: QuerySet[Any] = found.may_be_seen_with(importable(user), user.pk)
        return seen

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return WholeImports

    @admin.display(description=gettext_lazy("sort of file"), ordering="resource")
    def sort(self, import_: Import) -> str:
        return import_.resource or import_.profile

    def get_urls(self) -> list[URLPattern]:
        def named(route: str, name: str, view: Callable[..., HttpResponse]) -> URLPattern:
            wrapped = self.admin_site.admin_view(view)
            return path(route, wrapped, name=f"imports_import_{name}")

        return [
            named("sorts/", "sorts", require_GET(self.sorts)),
            named("sorts/<str:name>/mapping.toml", "mapping", require_GET(downloads.mapping)),
            named("sorts/<str:name>/template.csv", "template", require_GET(downloads.template)),
            named("sorts/<str:name>/example.xlsx", "example", require_GET(downloads.example)),
            named("export/<str:name>/", "export", require_GET(self.export)),
            named("<int:number>/progress/", "progress", require_GET(self.progress)),
            named("<int:number>/bad-rows/", "bad_rows", require_GET(self.bad_rows)),
            named("<int:number>/good-rows/", "good_rows", require_GET(self.good_rows)),
            named("<int:number>/names/", "names", self.names),
            named("<int:number>/step/", "step", require_POST(self.step)),
            *super().get_urls(),
        ]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Takes a file; all else is done by the worker."""
        offered = importable(request.user)
        if not offered:
            raise PermissionDenied
        said = (request.POST, request.FILES) if request.method == "POST" else ()
        form = UploadForm(
            *said,
            offered=offered,
            profiles=profiles_for(request.user),
            who=request.user,
            initial={name: request.GET.get(name, "") for name in ("resource", "profile")},
        )
        if form.is_valid():
            import_ = form.save()
            jobs.ask(import_, Step.CHECK)
            return HttpResponseRedirect(admin_url(Import, "change", import_.pk))
        return self._page(request, "add", title=_("Import a file"), form=form)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        # It is not a form: what one does goes to the address of the step.
        if not self.has_view_permission(request) or request.method == "POST":
            raise PermissionDenied
        jobs.end_lost()
        import_ = self.get_object(request, object_id)
        if import_ is None:
            missing: Any = self
            return missing._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        context: dict[str, Any] = {"import_": import_, "title": str(import_)}
        if not import_.is_busy:
            context |= self._result(request, import_)
        return self._page(request, "page", **context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    def step(self, request: HttpRequest, number: int) -> HttpResponse:
        """Asks for what a button says: check, import, undo, or the end of it."""
        import_ = self._import(request, number)
        self._refuse_others(request, import_)
        wanted = request.POST.get("step", "")
        try:
            if wanted == "cancel":
                jobs.cancel(import_)
            elif wanted == Step.CHECK:
                self._read_anew(request, import_)
            elif wanted in {Step.APPLY, Step.UNDO}:
                jobs.ask(import_, Step(wanted))
        except NotPossibleError as error:
            self.message_user(request, str(error), messages.ERROR)
        return HttpResponseRedirect(admin_url(Import, "change", import_.pk))

    def progress(self, request: HttpRequest, number: int) -> HttpResponse:
        jobs.end_lost()
        import_ = self._import(request, number)
        return JsonResponse(
            {"busy": import_.is_busy, "status": import_.status, "text": progress_of(import_)}
        )

    def names(self, request: HttpRequest, number: int) -> HttpResponse:
        """What names that match no record may mean."""
        import_ = self._import(request, number)
        self._refuse_others(request, import_)
        context = names_page(request, import_)
        if context is None:
            return HttpResponseRedirect(admin_url(Import, "change", import_.pk))
        return self._page(request, "names", import_=import_, **context)

    def bad_rows(self, request: HttpRequest, number: int) -> HttpResponse:
        return downloads.bad_rows(self._import(request, number))

    def good_rows(self, request: HttpRequest, number: int) -> HttpResponse:
        return downloads.good_rows(self._import(request, number))

    def export(self, request: HttpRequest, name: str) -> HttpResponse:
        return downloads.export(request, name, self.admin_site)

    def sorts(self, request: HttpRequest) -> HttpResponse:
        """The sorts of files, their columns, templates and examples."""
        offered = importable(request.user)
        if not offered:
            raise PermissionDenied
        files = [
            {"name": name, "about": each.about, "columns": described(each)}
            for name, each in offered.items()
        ]
        return self._page(
            request,
            "sorts",
            title=_("Sorts of files"),
            files=files,
            profiles=profiles_for(request.user),
            keys=keys_of_profiles(),
        )

    def _refuse_others(self, request: HttpRequest, import_: Import) -> None:
        """Who may not import into all of its tables does nothing with it."""
        if not all(may_import(request.user, name) for name in import_.resources()):
            raise PermissionDenied

    def _import(self, request: HttpRequest, number: int) -> Import:
        if not self.has_view_permission(request):
            raise PermissionDenied
        import_ = self.get_queryset(request).filter(pk=number).first()
        if import_ is None:
            raise Http404
        return import_

    def _read_anew(self, request: HttpRequest, import_: Import) -> None:
        form = reading_form(import_)(request.POST, offered=importable(request.user))
        if not import_.upload:
            raise NotPossibleError(_("The file is not kept any more. Bring it again."))
        if not form.is_valid():
            raise NotPossibleError(" ".join(str(e) for each in form.errors.values() for e in each))
        if not import_.is_busy:
            import_.resource = form.cleaned_data.get("resource", "")
            import_.options = form.options
            import_.save(update_fields=["resource", "options"])
        jobs.ask(import_, Step.CHECK)

    def _result(self, request: HttpRequest, import_: Import) -> dict[str, Any]:
        """What there is to look at once nobody works on it."""
        state = request.GET.get("state", "")
        shown, rows = rows_of(import_, state, request.GET.get("p", "1"))
        faults, is_more = faults_of(import_)
        states = [("", _("All"), import_.counts.get("rows", 0))]
        states += [(s.value, s.label, import_.counts.get(s, 0)) for s in RowState]  # type: ignore[misc]
        said = {
            key: "tab" if value == "\t" else value
            for key, value in {**import_.options, "resource": import_.resource}.items()
        }
        return {
            "page": shown,
            "rows": rows,
            "state": state,
            "states": states,
            "faults": faults,
            "unmatched": unmatched(import_).count() if faults else 0,
            "is_more": is_more,
            "written": written_by(import_) if import_.status == ImportStatus.DONE else [],
            "reading": reading_form(import_)(initial=said, offered=importable(request.user)),
            "parts": import_.parts.order_by("pk"),
            "may_check": bool(import_.upload) and import_.status in jobs.STARTS[Step.CHECK],
            "may_apply": import_.status == ImportStatus.CHECKED
            and not import_.counts.get("faults")
            and not import_.part_of_id,
            "may_undo": import_.status == ImportStatus.DONE and not import_.part_of_id,
        }

    def _page(self, request: HttpRequest, name: str, **context: Any) -> HttpResponse:
        whole = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "progress": progress_of(context["import_"]) if "import_" in context else "",
            **context,
        }
        return TemplateResponse(request, f"admin/imports/import/{name}.html", whole)


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
