"""Files that users download: templates, examples, profiles, rows of an import."""

import csv
from collections.abc import Container, Iterable
from itertools import chain

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, StreamingHttpResponse

from api.compiler.csv_rows import escape_formula
from imports.exporting import BOM, header_line
from imports.pages.file_description import example_workbook
from imports.permissions import importable, may_import
from imports.profiles.saved import all_profiles
from imports.resources import TableResource, known_resources

CSV = "text/csv; charset=utf-8"
TOML = "application/toml"
ZIP = "application/zip"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class LineEncoder:
    """A file for csv.writer that returns each line instead of storing it."""

    def write(self, line: str) -> bytes:
        return line.encode()


def rows_file(rows: Iterable[list[str]], name: str) -> StreamingHttpResponse:
    """Rows as a CSV file; texts that look like formulas are escape_formula."""
    writer = csv.writer(LineEncoder())
    lines = (writer.writerow(map(_guarded, row)) for row in rows)
    return file_answer(chain([BOM], lines), name, CSV)


def mapping(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """The mapping file of a profile, to be copied and changed."""
    profiles = all_profiles()
    _check_known(request, name, profiles)
    return file_answer([profiles[name].text.encode()], f"{name}.toml", TOML)


def template(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """An empty file with the column names."""
    return file_answer([header_line(_resource(request, name))], f"{name}.csv", CSV)


def example(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """A workbook with existing rows and notes on the columns."""
    return file_answer([example_workbook(_resource(request, name))], f"{name}.xlsx", XLSX)


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


def file_answer(pieces: Iterable[bytes], name: str, kind: str) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingHttpResponse(pieces, content_type=kind, headers=headers)


def _guarded(cell: str) -> str:
    """Guards a text that a spreadsheet would run as a formula; numbers stay as they are."""
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return escape_formula(cell)
    return cell
