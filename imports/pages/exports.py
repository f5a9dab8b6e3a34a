"""Exports of the rows of a list: the action, the page that asks for columns and format, and the file.

The address of the page and of the file is that of the list with further parameters (`OWN`).
"""

import tempfile
from collections.abc import Iterable
from itertools import chain
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    QueryDict,
)
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curation.base_admin import LIST_ACTIONS, ListAction
from curation.types import AnyUser
from imports.choices import FileFormat
from imports.exporting import ExportRefusedError, export_rows
from imports.pages.downloads import CSV, XLSX, ZIP, file_answer
from imports.permissions import files_of, may_export
from imports.resources import TableResource, known_resources
from imports.whole_exports import archive_pieces, package_resources

FORMAT, COLUMNS, KEYS, TABLE = OWN = ("_format", "_columns", "_keys", "_table")
MEDIA_TYPE_OF_FORMAT = {
    FileFormat.CSV: CSV,
    FileFormat.XLSX: XLSX,
    FileFormat.NDJSON: "application/x-ndjson",
}


class ExportRequest:
    """Which rows of which list a user asks for, as which file."""

    def __init__(self, request: HttpRequest, name: str, site: AdminSite) -> None:
        """Raises Http404 or PermissionDenied; leaves only the filters of the list in `request.GET`."""
        if name not in known_resources():
            raise Http404
        self.request, self.name = request, name
        self.resource: type[TableResource] = known_resources()[name]
        self.own = request.GET.copy()
        filters = request.GET.copy()
        for parameter in OWN:
            filters.pop(parameter, None)
        request.GET = filters  # type: ignore[assignment]
        tables = self.resource.tables()
        labels = {model._meta.label_lower: model for model in tables}
        page = site._registry.get(labels.get(self.own.get(TABLE, ""), tables[0]))
        if page is None or not page.has_view_permission(request):
            raise PermissionDenied
        if not may_export(request.user, name):
            raise PermissionDenied
        self.page: ModelAdmin = page

    @property
    def keys(self) -> list[int]:
        """The primary keys of the chosen rows; without any, all rows of the list are meant."""
        texts = [text for text in self.own.get(KEYS, "").split(".") if text]
        if not all(text.isdecimal() and len(text) <= 18 for text in texts):
            raise Http404
        return [int(text) for text in texts]

    @property
    def columns(self) -> list[str]:
        """The chosen columns in the order of the file, all if none is chosen."""
        known, chosen = self.resource.column_names(), self.own.getlist(COLUMNS)
        if not set(chosen) <= set(known):
            raise Http404
        return [name for name in known if name in chosen] or known

    @property
    def file_format(self) -> FileFormat:
        try:
            return FileFormat(self.own.get(FORMAT) or FileFormat.CSV)
        except ValueError:
            raise Http404 from None

    def rows(self) -> QuerySet[Model]:
        """The rows that the list shows with these filters, or the chosen ones of them."""
        try:
            rows = self.page.get_changelist_instance(self.request).queryset
        except IncorrectLookupParameters:
            raise Http404 from None
        return rows.filter(pk__in=self.keys) if self.keys else rows


def _format_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=FileFormat.choices,
        initial=FileFormat.CSV,
        widget=forms.RadioSelect,
        label=_("Format"),
        help_text=_("All formats can be imported again."),
    )


class ExportForm(forms.Form):
    """In which columns and format rows are exported; its fields are named as in the address."""

    def __init__(self, resource: type[TableResource]) -> None:
        super().__init__()
        self.fields[FORMAT] = _format_field()
        names = resource.column_names()
        key = ", ".join(resource().get_import_id_fields())
        self.fields[COLUMNS] = forms.MultipleChoiceField(
            choices=[(name, name) for name in names],
            initial=names,
            widget=forms.CheckboxSelectMultiple,
            label=_("Columns"),
            help_text=_("To import the file again, keep %(key)s.") % {"key": key},
        )


def export_context(request: HttpRequest, name: str, site: AdminSite) -> dict[str, Any]:
    """What the page needs that asks for columns and format."""
    wanted = ExportRequest(request, name, site)
    kept = [(key, str(value)) for key, values in request.GET.lists() for value in values]
    kept += [(key, str(wanted.own[key])) for key in (KEYS, TABLE) if wanted.own.get(key)]
    query = QueryDict(mutable=True)
    for key, value in kept:
        query.appendlist(key, value)
    others = [other for other in files_of(wanted.page.model) if other != name]
    return {
        "title": _("Export %(rows)s") % {"rows": wanted.page.opts.verbose_name_plural},
        "form": ExportForm(wanted.resource),
        "file_type": name,
        "kept": kept,
        "chosen": len(wanted.keys),
        "may_export_everything": may_export_everything(request.user),
        "others": [
            (
                other,
                f"{reverse('admin:imports_import_choose_export', args=[other])}?{query.urlencode()}",
            )
            for other in others
            if may_export(request.user, other)
        ],
    }


def export_file(request: HttpRequest, name: str, site: AdminSite) -> HttpResponseBase:
    """The rows that a list in the admin shows with these filters, as a file that can be imported."""
    query = request.GET.urlencode()
    wanted = ExportRequest(request, name, site)
    rows, file_format, columns = wanted.rows(), wanted.file_format, wanted.columns
    pieces: Iterable[bytes] = export_rows(wanted.resource, rows, file_format, columns)
    if file_format is FileFormat.XLSX:
        # A workbook is complete before its first byte is sent; then it is known whether the rows fit into one.
        try:
            pieces = chain([next(iter(pieces))], pieces)
        except ExportRefusedError as error:
            messages.error(request, str(error))
            page = reverse("admin:imports_import_choose_export", args=[name])
            return HttpResponseRedirect(f"{page}?{query}")
    return file_answer(pieces, f"{name}.{file_format}", MEDIA_TYPE_OF_FORMAT[file_format])


class WholeExportForm(forms.Form):
    """In which format, and as which files, everything is exported."""

    TABLES, COMPACT = "tables", "compact"

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.fields["format"] = _format_field()
        self.fields["files"] = forms.ChoiceField(
            choices=[
                (self.TABLES, _("One file for each table")),
                (self.COMPACT, _("Compact files for people, with lists in cells")),
            ],
            initial=self.TABLES,
            widget=forms.RadioSelect,
            label=_("Files"),
        )


def may_export_everything(user: AnyUser) -> bool:
    """Whether the user may export the rows of all tables."""
    return all(may_export(user, name) for name in package_resources(is_compact=False))


def export_everything(form: WholeExportForm) -> HttpResponseBase | None:
    """All rows, drafts too, in one archive; None, with an error in the form, if they do not fit into the format."""
    file_format = FileFormat(form.cleaned_data["format"])
    is_compact = form.cleaned_data["files"] == form.COMPACT
    pieces = archive_pieces(file_format=file_format, is_compact=is_compact)
    if file_format is FileFormat.XLSX:
        # Whether all rows fit into workbooks is known only at the end.
        whole = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the answer)
        try:
            whole.writelines(pieces)
        except ExportRefusedError as error:
            whole.close()
            form.add_error("format", str(error))
            return None
        whole.seek(0)
        return FileResponse(whole, as_attachment=True, filename="everything.zip")
    return file_answer(pieces, "everything.zip", ZIP)


def export_selected(page: ModelAdmin, request: HttpRequest, rows: QuerySet[Model]) -> HttpResponse:
    """Leads to the page that asks in which columns and format the chosen rows are exported."""
    query = request.GET.copy()
    query.pop("p", None)
    if request.POST.get("select_across") != "1":
        query[KEYS] = ".".join(request.POST.getlist(ACTION_CHECKBOX_NAME))
    return HttpResponseRedirect(export_address(page.model, request, query))


def export_address(model: type[Model], request: HttpRequest, query: QueryDict) -> str:
    """The page that asks for columns and format, for rows of a list; empty if the user may not export them."""
    names = [name for name in files_of(model) if may_export(request.user, name)]
    if not names:
        return ""
    query = query.copy()
    if len(known_resources()[names[0]].tables()) > 1:
        query[TABLE] = model._meta.label_lower
    address = reverse("admin:imports_import_choose_export", args=names[:1])
    return f"{address}?{query.urlencode()}" if query else address


def _is_exportable(page: ModelAdmin, request: HttpRequest) -> bool:
    return any(may_export(request.user, name) for name in files_of(page.model))


LIST_ACTIONS.append(
    ListAction(
        "export_selected",
        gettext_lazy("Export selected %(verbose_name_plural)s"),
        export_selected,
        _is_exportable,
    )
)
