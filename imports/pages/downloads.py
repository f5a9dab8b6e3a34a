"""Files that users download: templates, examples, profiles, rows of an import, exports of a list."""

import csv
from collections.abc import Container, Iterable
from itertools import chain

from django.contrib.admin import AdminSite
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, StreamingHttpResponse

from api.compiler.csv_rows import escape_formula
from imports.exporting import BOM, export_rows, header_line
from imports.pages.file_description import example_workbook
from imports.permissions import importable, may_export, may_import, resource_tables
from imports.profiles.saved import all_profiles
from imports.resources import TableResource, known_resources

CSV = "text/csv; charset=utf-8"
TOML = "application/toml"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class LineEncoder:
    """A file for csv.writer that returns each line instead of storing it."""

    def write(self, line: str) -> bytes:
        return line.encode()


def rows_file(rows: Iterable[list[str]], name: str) -> StreamingHttpResponse:
    """Rows as a CSV file; texts that look like formulas are escape_formula."""
    writer = csv.writer(LineEncoder())
    lines = (writer.writerow(map(_guarded, row)) for row in rows)
    return _download(chain([BOM], lines), name, CSV)


def mapping(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """The mapping file of a profile, to be copied and changed."""
    profiles = all_profiles()
    _check_known(request, name, profiles)
    return _download([profiles[name].text.encode()], f"{name}.toml", TOML)


def template(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """An empty file with the column names."""
    return _download([header_line(_resource(request, name))], f"{name}.csv", CSV)


def example(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """A workbook with existing rows and notes on the columns."""
    return _download([example_workbook(_resource(request, name))], f"{name}.xlsx", XLSX)


def export(request: HttpRequest, name: str, site: AdminSite) -> StreamingHttpResponse:
    """The rows that a list in the admin shows with these filters, as a file that can be imported."""
    if name not in known_resources():
        raise Http404
    model_admin = site._registry.get(resource_tables(name)[0])
    may_view = model_admin is not None and model_admin.has_view_permission(request)
    if model_admin is None or not may_view or not may_export(request.user, name):
        raise PermissionDenied
    try:
        rows = model_admin.get_changelist_instance(request).queryset
    except IncorrectLookupParameters:
        raise Http404 from None
    return _download(export_rows(known_resources()[name], rows), f"{name}.csv", CSV)


def _check_known(request: HttpRequest, name: str, known: Container[str]) -> None:
    if not importable(request.user):
        raise PermissionDenied
    if name not in known:
        raise Http404


def _resource(request: HttpRequest, name: str) -> type[TableResource]:
    _check_known(request, name, known_resources())
    if not may_import(request.user, name):
        raise PermissionDenied
    return known_resources()[name]


def _download(pieces: Iterable[bytes], name: str, kind: str) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingHttpResponse(pieces, content_type=kind, headers=headers)


def _guarded(cell: str) -> str:
    """Guards a text that a spreadsheet would run as a formula; numbers stay as they are."""
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return escape_formula(cell)
    return cell
