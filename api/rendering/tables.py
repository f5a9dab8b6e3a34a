"""Answers of analyses as CSV: one line for each row of their main table."""

import csv
import io
import json
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from rest_framework.serializers import Serializer

from api.compiler.csv_rows import escape_formula
from api.rendering.exports import CUT_OFF
from api.rendering.renderers import TextRenderer

_Row = Mapping[str, Any]


class TableRenderer(TextRenderer):
    """A table (RFC 4180) made from an answer; errors stay JSON.

    Cells are those of lists as CSV. Lists of slugs and codes are separated by spaces. A table that is
    cut at a limit ends in a line that says so.
    """

    media_type = "text/csv"
    format = "csv"
    # How the schema describes the format
    schema: ClassVar[dict[str, str]] = {"type": "string"}

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: _Row | None = None,
    ) -> Any:
        context = renderer_context or {}
        if not (context["response"].exception or context["request"].method == "OPTIONS"):
            name = context["request"].resolver_match.url_name
            context["response"]["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return super().render(data, accepted_media_type, renderer_context)

    def to_text(self, data: Any) -> bytes:
        text = io.StringIO()
        lines = csv.writer(text)
        columns = self.columns(data)
        lines.writerow(columns)
        for row in self.rows(data):
            lines.writerow([_cell(_value(row, column)) for column in columns])
        if self.is_cut(data):
            lines.writerow([CUT_OFF])
        return text.getvalue().encode()

    @abstractmethod
    def columns(self, data: _Row) -> Sequence[str]:
        """The header: dotted names of values in the rows."""

    @abstractmethod
    def rows(self, data: _Row) -> Iterable[_Row]:
        """The rows of the table."""

    def is_cut(self, data: _Row) -> bool:
        """Whether rows are missing in the answer."""
        return bool(data.get("truncated"))


class ListTableRenderer(TableRenderer):
    """One list of the answer, with the columns of its serializer."""

    # Name of the list in the answer, and the serializer of its rows
    list_name = ""
    serializer: type[Serializer]

    def columns(self, data: _Row) -> list[str]:
        return list(_columns(self.serializer()))

    def rows(self, data: _Row) -> Iterable[_Row]:
        rows: Iterable[_Row] = data[self.list_name]
        return rows


def _columns(serializer: Serializer, prefix: str = "") -> Iterator[str]:
    for name, field in serializer.fields.items():
        if isinstance(field, Serializer):
            yield from _columns(field, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"


def _value(row: Any, column: str) -> Any:
    """The value at a dotted name; None where a record on the way is missing."""
    if column in row:
        return row[column]
    name, _, rest = column.partition(".")
    inner = row.get(name)
    return _value(inner, rest) if inner and rest else None


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = " ".join(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return escape_formula(value) if isinstance(value, str) else value
