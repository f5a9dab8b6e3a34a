"""Whole lists in other formats than JSON, never cut into pages.

CSV, lines of JSON and GeoJSON are streamed from a cursor of the database while the reading
transaction stays open. What is wrong is said before the first byte, as everywhere. A stream that
breaks off later ends in what its format does not know: nobody shall take it for complete.
"""

import csv
import logging
from abc import abstractmethod
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from typing import Any, ClassVar

from django.db import Error
from django.db.models import Case, F, Func, JSONField, When
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from api.compiler.csv_rows import column_kinds, csv_line, parse_csv
from api.compiler.json_rows import JsonFloat, JsonObject, Literal, RawJson, RowPath, json_object
from api.errors import InvalidParameters, ParameterError
from api.pagination.rows import SerializedRows
from api.rendering.spreadsheet import MAX_CELL_LENGTH, MAX_XLSX_ROWS, CellTooLongError, written

logger = logging.getLogger(__name__)
# What makes sense for pages alone
OF_PAGES = ("page", "page_size", "cursor", "count", "facets")
CUT_OFF = "The answer was cut off here. Ask again, or for less."
END = "\r\n"


class StreamedResponse(StreamingHttpResponse):
    """An answer that is still read from the database while it is sent."""

    def __init__(self, source: Generator[list[str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.held = ExitStack()
        self.source = source

    def hold(self, held: ExitStack) -> None:
        """Lets go of these when all is sent, or nobody listens any more."""
        self.held = held
        held.callback(self.source.close)

    def close(self) -> None:
        self.held.close()
        super().close()


class FileRenderer(BaseRenderer):
    """A format that gives the whole list; what is no list, such as an error, stays JSON."""

    charset = "utf-8"
    # How the schema describes it
    schema: ClassVar[dict[str, str]] = {"type": "string"}

    def render(
        self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None
    ) -> bytes:
        return JSONRenderer().render(data)

    @abstractmethod
    def answer(self, rows: SerializedRows, request: Request, name: str) -> HttpResponseBase:
        """The rows as a file of this name."""


class StreamedFileRenderer(FileRenderer):
    """A format in which rows are sent as they are read."""

    # What stands at the end of an answer that broke off
    cut = ""

    def answer(self, rows: SerializedRows, request: Request, name: str) -> StreamedResponse:
        batches = rows.batches(self.written(rows))
        first = next(batches, [])
        if request.method == "HEAD":
            batches.close()
        return StreamedResponse(
            batches,
            self._bytes(rows, chain([first] if first else [], batches)),
            content_type=f"{self.media_type}; charset={self.charset}",
            headers=_as_file(name, self.format),
        )

    def _bytes(self, rows: SerializedRows, batches: Iterable[list[str]]) -> Iterator[bytes]:
        try:
            for text in self.text(rows, batches):
                yield text.encode()
        except Error:
            logger.exception("A list was cut off while it was sent.")
            yield self.cut.encode()

    def written(self, rows: SerializedRows) -> Callable[[Any, RowPath], Any]:
        """How PostgreSQL writes a row."""
        return json_object

    @abstractmethod
    def text(self, rows: SerializedRows, batches: Iterable[list[str]]) -> Iterator[str]:
        """The file, piece by piece."""


class CsvRenderer(StreamedFileRenderer):
    """A table with a line for each row (RFC 4180)."""

    media_type = "text/csv"
    format = "csv"
    cut = f'"{CUT_OFF}"{END}'

    def written(self, rows: SerializedRows) -> Callable[[Any, RowPath], Any]:
        return csv_line

    def text(self, rows: SerializedRows, batches: Iterable[list[str]]) -> Iterator[str]:
        head = ",".join(column_kinds(rows.serializer, rows.order.model)) + END
        for batch in batches:
            yield head + END.join(batch) + END
            head = ""
        yield head


class NdJsonRenderer(StreamedFileRenderer):
    """A JSON object a line, each as in the list."""

    media_type = "application/x-ndjson"
    format = "ndjson"
    cut = f"{CUT_OFF}\n"

    def text(self, rows: SerializedRows, batches: Iterable[list[str]]) -> Iterator[str]:
        for batch in batches:
            yield RawJson.of("\n".join(batch)) + "\n"


class Pair(Func):
    """A JSON array of two numbers."""

    template = "('[' || (%(expressions)s)::text || ']')::json"
    arg_joiner = ")::text || ',' || ("
    output_field = JSONField()


class GeoJsonRenderer(StreamedFileRenderer):
    """A FeatureCollection (RFC 7946): the rows are the properties."""

    media_type = "application/geo+json"
    format = "geojson"
    schema: ClassVar[dict[str, str]] = {"type": "object"}
    cut = CUT_OFF
    # The lookup path from the row to its place; subclasses name it
    place = ""

    def written(self, rows: SerializedRows) -> Callable[[Any, RowPath], Any]:
        return self.feature

    @classmethod
    def feature(cls, row: Any, path: RowPath) -> JsonObject:
        """A row as a feature, with its slug as id; without a point its geometry is null."""
        degrees = [JsonFloat(F(f"{cls.place}{name}")) for name in ("longitude", "latitude")]
        point = JsonObject(Literal("Point"), Pair(*degrees), names=["type", "coordinates"])
        known = When(**{f"{cls.place}longitude__isnull": False}, then=point)
        return JsonObject(
            Literal("Feature"),
            F("slug"),
            Case(known, default=None),
            json_object(row, path),
            names=["type", "id", "geometry", "properties"],
        )

    def text(self, rows: SerializedRows, batches: Iterable[list[str]]) -> Iterator[str]:
        before = '{"type":"FeatureCollection","features":['
        for batch in batches:
            yield before + RawJson.of(",".join(batch))
            before = ","
        yield ("" if before == "," else before) + "]}"


class PlacedGeoJsonRenderer(GeoJsonRenderer):
    """Rows that have a place."""

    place = "place__"


class XlsxRenderer(FileRenderer):
    """A spreadsheet with the columns of the CSV."""

    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    format = "xlsx"
    schema: ClassVar[dict[str, str]] = {"type": "string", "format": "binary"}

    def answer(self, rows: SerializedRows, request: Request, name: str) -> FileResponse:
        if rows.count(MAX_XLSX_ROWS + 1) > MAX_XLSX_ROWS:
            raise _impossible(f"A spreadsheet takes {MAX_XLSX_ROWS:,} rows; csv takes all.")
        kinds = column_kinds(rows.serializer, rows.order.model)
        lines = chain.from_iterable(rows.batches(csv_line))
        try:
            file = written(list(kinds), parse_csv(lines, kinds.values()))
        except (CellTooLongError, csv.Error):
            raise _impossible(
                f"A value is longer than a cell of a sheet can be ({MAX_CELL_LENGTH:,} characters). "
                "Take csv, or name the `fields` that you need."
            ) from None
        return FileResponse(file, content_type=self.media_type, headers=_as_file(name, self.format))


FILE_RENDERERS = (CsvRenderer, NdJsonRenderer, XlsxRenderer)


def format_errors(request: Request) -> list[ParameterError]:
    """Parameters of pages, in a format that gives the whole list."""
    chosen = request.accepted_renderer
    if not isinstance(chosen, FileRenderer):
        return []
    words = f"As {chosen.format} the list comes whole: there are no pages. Leave this out."
    return [
        ParameterError(name, "contradiction", words)
        for name in OF_PAGES
        if name in request.query_params
    ]


def _impossible(words: str) -> InvalidParameters:
    return InvalidParameters([ParameterError("format", "out_of_range", words)])


def _as_file(name: str, suffix: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}.{suffix}"'}
