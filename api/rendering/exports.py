"""Formats that return the whole list: CSV, NDJSON, GeoJSON and XLSX.

All but XLSX are streamed from a database cursor while the reading transaction stays open. Errors are
reported before the first byte. A stream that breaks off later ends in text that is invalid in its
format, so that nobody takes it for complete.
"""

import csv
import logging
import time
from abc import abstractmethod
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, closing
from itertools import chain
from typing import Any, ClassVar

from django.db import Error, OperationalError
from django.db.models import Case, Expression, F, Func, JSONField, When
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.serializers import Serializer

from api.abandonment import ClientGoneError, has_gone
from api.compiler.csv_rows import column_kinds, csv_line, parse_csv
from api.compiler.expressions import JsonFloat, JsonObject, Literal
from api.compiler.json_rows import RawJson, RowPath, json_object
from api.errors import InvalidParameters, ParameterError
from api.pagination.rows import SerializedRows
from api.rendering.spreadsheet import (
    MAX_CELL_LENGTH,
    MAX_XLSX_ROWS,
    CellTooLongError,
    write_workbook,
)

logger = logging.getLogger(__name__)
# Parameters that only make sense for pages
PAGE_ONLY_PARAMETERS = ("page", "page_size", "cursor", "count", "facets", "facet_filters")
# A file that is still being written after this time is cut off, even if that is because its reader is slow.
MAX_EXPORT_SECONDS = 1800
CUT_OFF = "The answer was cut off here. Ask again, or for less."
CRLF = "\r\n"


class StreamedResponse(StreamingHttpResponse):
    """A response that is still being read from the database while it is sent."""

    def __init__(self, batches: Generator[list[str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.batches = batches
        self._resources = ExitStack()

    def keep_open(self, resources: ExitStack) -> None:
        """Takes resources, such as the transaction, and closes them when the response is closed."""
        self._resources = resources
        resources.callback(self.batches.close)

    def close(self) -> None:
        self._resources.close()
        super().close()


class FileRenderer(BaseRenderer):
    """A format that returns the whole list as a file; everything else, such as errors, stays JSON."""

    charset = "utf-8"
    # How the schema describes the format
    schema: ClassVar[dict[str, str]] = {"type": "string"}

    def render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        return JSONRenderer().render(data)

    @abstractmethod
    def response(self, rows: SerializedRows, request: Request, name: str) -> HttpResponseBase:
        """The rows as a file with this name."""

    def file_headers(self, name: str) -> dict[str, str]:
        return {"Content-Disposition": f'attachment; filename="{name}.{self.format}"'}


class StreamedFileRenderer(FileRenderer):
    """A format whose rows are sent as they are read."""

    # What ends a response that broke off
    cut_off_mark = ""
    # How PostgreSQL writes a row
    row_expression: Callable[[Serializer, RowPath], Expression] = staticmethod(json_object)

    def response(self, rows: SerializedRows, request: Request, name: str) -> StreamedResponse:
        batches = while_wanted(rows.batches(self.row_expression), request)
        first = next(batches, [])
        if request.method == "HEAD":
            batches.close()
        return StreamedResponse(
            batches,
            self._encode(rows, chain([first] if first else [], batches)),
            content_type=f"{self.media_type}; charset={self.charset}",
            headers=self.file_headers(name),
        )

    def _encode(self, rows: SerializedRows, batches: Iterable[list[str]]) -> Iterator[bytes]:
        try:
            for text in self.to_text(rows, batches):
                yield text.encode()
        except Error:
            logger.exception("A list broke off while it was sent.")
            yield self.cut_off_mark.encode()
        except ClientGoneError:
            return

    @abstractmethod
    def to_text(self, rows: SerializedRows, batches: Iterable[list[str]]) -> Iterator[str]:
        """The text of the file, piece by piece."""


class CsvRenderer(StreamedFileRenderer):
    """A table with one line per row (RFC 4180)."""

    media_type = "text/csv"
    format = "csv"
    cut_off_mark = f'"{CUT_OFF}"{CRLF}'
    row_expression = staticmethod(csv_line)

    def to_text(self, rows: SerializedRows, batches: Iterable[list[str]]) -> Iterator[str]:
        header = ",".join(column_kinds(rows.serializer, rows.order.model)) + CRLF
        for batch in batches:
            yield header + CRLF.join(batch) + CRLF
            header = ""
        yield header


class NdJsonRenderer(StreamedFileRenderer):
    """One JSON object per line, each as in the list."""

    media_type = "application/x-ndjson"
    format = "ndjson"
    cut_off_mark = f"{CUT_OFF}\n"

    def to_text(self, rows: SerializedRows, batches: Iterable[list[str]]) -> Iterator[str]:
        for batch in batches:
            yield RawJson.from_text("\n".join(batch)) + "\n"


class JsonPair(Func):
    """A JSON array of two numbers."""

    template = "('[' || (%(expressions)s)::text || ']')::json"
    arg_joiner = ")::text || ',' || ("
    output_field = JSONField()


class GeoJsonRenderer(StreamedFileRenderer):
    """A FeatureCollection (RFC 7946) with the rows as properties."""

    media_type = "application/geo+json"
    format = "geojson"
    schema: ClassVar[dict[str, str]] = {"type": "object"}
    cut_off_mark = CUT_OFF
    # The lookup prefix from the row to its place
    place = ""

    @classmethod
    def row_expression(cls, row: Serializer, path: RowPath) -> JsonObject:
        """A row as a feature with its slug as id; the geometry is null without coordinates."""
        degrees = [JsonFloat(F(f"{cls.place}{name}")) for name in ("longitude", "latitude")]
        point = JsonObject(Literal("Point"), JsonPair(*degrees), names=["type", "coordinates"])
        has_point = When(**{f"{cls.place}longitude__isnull": False}, then=point)
        return JsonObject(
            Literal("Feature"),
            F("slug"),
            Case(has_point, default=None),
            json_object(row, path),
            names=["type", "id", "geometry", "properties"],
        )

    def to_text(self, rows: SerializedRows, batches: Iterable[list[str]]) -> Iterator[str]:
        prefix = '{"type":"FeatureCollection","features":['
        for batch in batches:
            yield prefix + RawJson.from_text(",".join(batch))
            prefix = ","
        yield ("" if prefix == "," else prefix) + "]}"


class PlacedGeoJsonRenderer(GeoJsonRenderer):
    """Features for rows that refer to a place."""

    place = "place__"


class XlsxRenderer(FileRenderer):
    """A spreadsheet with the columns of the CSV."""

    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    format = "xlsx"
    schema: ClassVar[dict[str, str]] = {"type": "string", "format": "binary"}

    def response(self, rows: SerializedRows, request: Request, name: str) -> FileResponse:
        if rows.count(MAX_XLSX_ROWS + 1) > MAX_XLSX_ROWS:
            raise _too_large(
                f"xlsx is limited to {MAX_XLSX_ROWS:,} rows. Use csv for longer lists."
            )
        kinds = column_kinds(rows.serializer, rows.order.model)
        lines = chain.from_iterable(while_wanted(rows.batches(csv_line), request))
        try:
            file = write_workbook(list(kinds), parse_csv(lines, kinds.values()))
        except (CellTooLongError, csv.Error):
            raise _too_large(
                f"A value is longer than an xlsx cell can be ({MAX_CELL_LENGTH:,} characters). "
                "Use csv, or select the `fields` that you need."
            ) from None
        return FileResponse(file, content_type=self.media_type, headers=self.file_headers(name))


def while_wanted(batches: Generator[list[str]], request: Request) -> Generator[list[str]]:
    """The batches; raises ClientGoneError or OperationalError when the client or the time is gone."""
    ends_at = time.monotonic() + MAX_EXPORT_SECONDS
    with closing(batches):
        for batch in batches:
            if has_gone(request):
                raise ClientGoneError
            if time.monotonic() > ends_at:
                raise OperationalError("The file took too long.")
            yield batch


FILE_RENDERERS = (CsvRenderer, NdJsonRenderer, XlsxRenderer)


def format_errors(request: Request) -> list[ParameterError]:
    """Errors for parameters of pages in a format that returns the whole list."""
    renderer = request.accepted_renderer
    if not isinstance(renderer, FileRenderer):
        return []
    detail = f"{renderer.format} returns the whole list without pages. Leave this parameter out."
    return [
        ParameterError(name, "contradiction", detail)
        for name in PAGE_ONLY_PARAMETERS
        if name in request.query_params
    ]


def _too_large(detail: str) -> InvalidParameters:
    return InvalidParameters([ParameterError("format", "out_of_range", detail)])
