"""Files that people take from the admin: templates, examples, bad rows, and what a list shows."""

import csv
from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse

from api.compiler.csv_rows import escape_formula
from imports.exporting import BOM, exported
from imports.models import Import
from imports.pages import reporting
from imports.pages.file_description import annotated
from imports.pages.file_description import template as empty
from imports.permissions import importable, may_export, may_import, tables_of
from imports.profiles.profiles import known_profiles
from imports.resources import TableResource, known_resources

CSV = "text/csv; charset=utf-8"
TOML = "application/toml"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Echo:
    """A file that gives each line back."""

    def write(self, line: str) -> bytes:
        return line.encode()


def bad_rows(import_: Import) -> HttpResponse:
    """The bad rows with what is wrong in them, to be mended and brought again."""
    return _rows(reporting.bad_rows(import_), f"bad-rows-{import_.pk}.csv")


def good_rows(import_: Import) -> HttpResponse:
    """The others, to be brought without waiting for the bad ones."""
    return _rows(reporting.good_rows(import_), f"good-rows-{import_.pk}.csv")


def _rows(rows: Iterable[list[str]], name: str) -> HttpResponse:
    lines: Any = csv.writer(Echo())
    return _download(chain([BOM], (lines.writerow(map(_safe, row)) for row in rows)), name, CSV)


def mapping(request: HttpRequest, name: str) -> HttpResponse:
    """A profile as the mapping file that it is, to be copied and changed."""
    if not importable(request.user):
        raise PermissionDenied
    if name not in known_profiles():
        raise Http404
    return _download([known_profiles()[name].text.encode()], f"{name}.toml", TOML)


def template(request: HttpRequest, name: str) -> HttpResponse:
    return _download([empty(_sort(request, name))], f"{name}.csv", CSV)


def example(request: HttpRequest, name: str) -> HttpResponse:
    return _download([annotated(_sort(request, name))], f"{name}.xlsx", XLSX)


def export(request: HttpRequest, name: str, site: Any) -> HttpResponse:
    """What the list of the admin shows with these filters, as the file that brings it in."""
    if name not in known_resources():
        raise Http404
    model = tables_of(name)[0]
    page = site._registry.get(model)
    if page is None or not page.has_view_permission(request):
        raise PermissionDenied
    if not may_export(request.user, name):
        raise PermissionDenied
    try:
        rows = page.get_changelist_instance(request).queryset
    except IncorrectLookupParameters:
        raise Http404 from None
    return _download(exported(known_resources()[name], rows), f"{name}.csv", CSV)


def _sort(request: HttpRequest, name: str) -> type[TableResource]:
    if not importable(request.user):
        raise PermissionDenied
    if name not in known_resources():
        raise Http404
    if not may_import(request.user, name):
        raise PermissionDenied
    return known_resources()[name]


def _download(pieces: Any, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingHttpResponse(pieces, content_type=kind, headers=headers)  # type: ignore[return-value]


def _safe(cell: str) -> str:
    """No formula for a spreadsheet, and numbers as they are."""
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return escape_formula(cell)
    return cell
