"""Answers to questions across apps as CSV tables."""

from collections.abc import Iterable, Mapping
from typing import Any

from api.rendering.tables import ListTableRenderer, TableRenderer
from explorer.api.serializers import SignatorySerializer, TieSerializer


class SignatoriesTable(ListTableRenderer):
    """One line for each actor that had signed."""

    list_name = "signatories"
    serializer = SignatorySerializer


class TiesTable(ListTableRenderer):
    """One line for each tie of a network."""

    list_name = "links"
    serializer = TieSerializer

    def is_cut(self, data: Mapping[str, Any]) -> bool:
        return bool(data["graph"]["truncated"])


class SnapshotTable(TableRenderer):
    """One line for each relationship and each agreement, with the name of its list."""

    def columns(self, data: Mapping[str, Any]) -> list[str]:
        return ["list", "slug", "title", "kind", "status", "subject", "object", "parties"]

    def rows(self, data: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
        for name, rows in data.items():
            if isinstance(rows, list):
                yield from ({"list": name, **row} for row in rows)


class ChangesTable(SnapshotTable):
    """One line for each change, with what changed and the name of its list."""

    def columns(self, data: Mapping[str, Any]) -> list[str]:
        return ["change", *super().columns(data), "type", "date"]

    def rows(self, data: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
        for change in ("began", "ended"):
            for row in super().rows(data[change]):
                yield {"change": change, **row}
        for change, rows in data["agreements"].items():
            yield from ({"change": change, "list": "agreements", **row} for row in rows)
        yield from ({"change": "happened", "list": "events", **row} for row in data["events"])
