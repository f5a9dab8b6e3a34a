"""Where the records are that were public once: merged into others (308), or retracted (410)."""

from typing import Any, NamedTuple

from django.db import connection
from django.http import Http404
from django.urls import reverse
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.response import Response
from rest_framework.views import APIView

from api.compiler.json_rows import Moment
from api.errors import MEDIA_TYPE, ProblemSerializer, problem
from records.public_rows import can_be_retracted
from records.sql import fill

MERGED = "This record was merged into another one."
RETRACTED = "This record was retracted."


class Tombstone(NamedTuple):
    """What is left of a record that was public; `merged_into` is the slug of a public record."""

    retracted_at: str
    reason: str
    merged_into: str | None


class TombstoneSerializer(serializers.Serializer):
    """What is left of a retracted record."""

    resource = serializers.CharField(read_only=True)
    slug = serializers.CharField(read_only=True)
    retracted_at = serializers.DateTimeField(read_only=True)
    reason = serializers.CharField(read_only=True, help_text="Empty where none was given.")


class GoneSerializer(ProblemSerializer):
    """An error (RFC 9457) that says what became of the record."""

    tombstone = TombstoneSerializer(read_only=True)


class Remembering(APIView):
    """Sends readers of a merged record on, and tells those of a retracted one."""

    def handle_exception(self, exc: Exception) -> Response:
        slug = self.kwargs.get("slug")
        rows: Any = getattr(self, "queryset", None)
        missing = isinstance(exc, Http404 | NotFound)
        if missing and slug and can_be_retracted(rows.model):
            stone = tombstone(rows.model._meta.db_table, slug)
            if stone and stone.merged_into:
                return self._moved(stone.merged_into)
            if stone:
                return self._retracted(slug, stone)
        return super().handle_exception(exc)

    def _moved(self, slug: str) -> Response:
        match: Any = self.request.resolver_match
        # Django's own: that of REST framework would hand on the format of this request.
        path = reverse(match.view_name, kwargs={**match.kwargs, "slug": slug})
        query = self.request.META.get("QUERY_STRING", "")
        address = self.request.build_absolute_uri(f"{path}?{query}" if query else path)
        return self._problem(problem(self.request, 308, "merged", MERGED), {"Location": address})

    def _retracted(self, slug: str, stone: Tombstone) -> Response:
        left = {
            "resource": self.request.path.split("/")[3],
            "slug": slug,
            "retracted_at": stone.retracted_at,
            "reason": stone.reason,
        }
        answer = problem(self.request, 410, "retracted", RETRACTED)
        return self._problem({**answer, "tombstone": left})

    def _problem(self, answer: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
        response = Response(answer, answer["status"], headers=headers, content_type=MEDIA_TYPE)
        response.exception = True
        return response


def tombstone(table: str, slug: str) -> Tombstone | None:
    """What is left of a record; None where nothing was ever public under this slug."""
    moment = Moment.template % {"expressions": "retracted_at"}
    with connection.cursor() as cursor:
        query = fill(
            "SELECT :retracted_at, retraction_reason, merged_into FROM records_tombstone"
            " WHERE table_name = %s AND slug = %s",
            retracted_at=moment,
        )
        cursor.execute(query, [table, slug])
        found = cursor.fetchone()
    return Tombstone(*found) if found else None


def described(schema: AutoSchema, answers: dict[str, Any]) -> dict[str, Any]:
    """Adds to the answers of an operation those about records that are no longer there."""
    rows: Any = getattr(schema.view, "queryset", None)
    if "{slug}" not in schema.path or not can_be_retracted(rows.model):
        return answers
    moved = schema._get_response_for_code(ProblemSerializer, "308", [MEDIA_TYPE])
    gone = schema._get_response_for_code(GoneSerializer, "410", [MEDIA_TYPE])
    moved["description"] = "Merged: `Location` is the same address of the record that stayed."
    gone["description"] = "Retracted, with what is left of the record."
    return {**answers, "308": moved, "410": gone}
