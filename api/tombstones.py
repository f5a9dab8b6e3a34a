"""Responses for records that were public: merged ones redirect (308), retracted ones are gone (410)."""

from typing import Any, NamedTuple

from django.db import connection
from django.http import Http404
from django.urls import reverse
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.response import Response
from rest_framework.views import APIView

from api.compiler.expressions import UtcTimestamp
from api.errors import MEDIA_TYPE, Json, ProblemSerializer, problem_body
from records.public_rows import can_be_retracted

# The names of keys in addresses of records
KEY_NAMES = {"slug", "code", "key", "id"}


class Tombstone(NamedTuple):
    """What remains of a public record; `merged_into` is the slug of a public record."""

    retracted_at: str
    reason: str
    merged_into: str | None


class TombstoneSerializer(serializers.Serializer):
    """What remains of a retracted record."""

    resource = serializers.CharField(read_only=True)
    slug = serializers.CharField(read_only=True)
    retracted_at = serializers.DateTimeField(read_only=True)
    reason = serializers.CharField(read_only=True, help_text="Empty if no reason was given.")


class GoneSerializer(ProblemSerializer):
    """An error (RFC 9457) for a retracted record, with its tombstone."""

    tombstone = TombstoneSerializer(read_only=True)


class TombstoneMixin(APIView):
    """Redirects from merged records, and reports retracted ones as gone."""

    def handle_exception(self, exc: Exception) -> Response:
        if not isinstance(exc, Http404 | NotFound):
            return super().handle_exception(exc)
        for name in self.kwargs.keys() & KEY_NAMES:
            if remaining := self.remaining_key(self.kwargs[name]):
                return self._redirect(name, remaining)
        slug = self.kwargs.get("slug")
        if slug and (found := self._tombstone(slug)):
            return self._gone(slug, found)
        return super().handle_exception(exc)

    def remaining_key(self, key: str) -> str | None:
        """The key of the record into which the one with this key was merged; None if there is none."""
        tombstone = self._tombstone(key)
        return tombstone and tombstone.merged_into

    def _tombstone(self, key: str) -> Tombstone | None:
        queryset = getattr(self, "queryset", None)
        if queryset is None or not can_be_retracted(queryset.model):
            return None
        return find_tombstone(queryset.model._meta.db_table, key)

    def _redirect(self, name: str, key: str) -> Response:
        match = self.request.resolver_match
        assert match is not None
        # Django's reverse: that of REST framework would append the format of this request.
        path = reverse(match.view_name, kwargs={**match.kwargs, name: key})
        query = self.request.META.get("QUERY_STRING", "")
        response = self._problem(308, "merged", "This record was merged into another one.")
        response["Location"] = self.request.build_absolute_uri(f"{path}?{query}" if query else path)
        return response

    def _gone(self, slug: str, tombstone: Tombstone) -> Response:
        remains = {
            "resource": self.request.path.split("/")[3],
            "slug": slug,
            "retracted_at": tombstone.retracted_at,
            "reason": tombstone.reason,
        }
        return self._problem(410, "retracted", "This record was retracted.", tombstone=remains)

    def _problem(self, status: int, code: str, detail: str, **extra: object) -> Response:
        body = problem_body(self.request.get_full_path(), status, code, detail) | extra
        response = Response(body, status, content_type=MEDIA_TYPE)
        response.exception = True
        return response


def find_tombstone(table: str, slug: str) -> Tombstone | None:
    """The tombstone of a record; None if nothing was ever public under this slug."""
    timestamp = UtcTimestamp.template % {"expressions": "retracted_at"}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {timestamp}, retraction_reason, merged_into FROM records_tombstone"  # noqa: S608 (no input)
            " WHERE table_name = %s AND slug = %s",
            [table, slug],
        )
        found = cursor.fetchone()
    return Tombstone(*found) if found else None


def add_tombstone_responses(schema: AutoSchema, responses: Json) -> Json:
    """The responses of an operation in the schema, with 308 and 410 if its record can be merged or retracted."""
    view: Any = schema.view
    reads_record = any(f"{{{name}}}" in schema.path for name in KEY_NAMES)
    has_tombstones = reads_record and can_be_retracted(view.queryset.model)
    if has_tombstones or (reads_record and overrides_remaining_key(type(view))):
        merged = schema._get_response_for_code(ProblemSerializer, "308", [MEDIA_TYPE])
        merged["description"] = "Merged: `Location` is the same address for the remaining record."
        responses = {**responses, "308": merged}
    if has_tombstones:
        gone = schema._get_response_for_code(GoneSerializer, "410", [MEDIA_TYPE])
        gone["description"] = "Retracted; `tombstone` says when and why."
        responses = {**responses, "410": gone}
    return responses


def overrides_remaining_key(view: type) -> bool:
    """Whether the records of a view leave another trace than a tombstone when they are merged."""
    return getattr(view, "remaining_key", None) is not TombstoneMixin.remaining_key
