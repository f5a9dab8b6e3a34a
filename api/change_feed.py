"""The feed of public changes: what happened to which record, oldest first."""

import datetime as dt
import re
from typing import ClassVar

from django.core.exceptions import ValidationError
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from api.absolute_urls import absolute_url, link_header
from api.compiler.expressions import UtcTimestamp
from api.compiler.json_rows import fetch_all
from api.errors import InvalidParameters, Json, ParameterError
from api.filters.values import NumberField, TimestampField
from api.form_views import ParameterForm, ParameterFormView
from api.pagination.pages import MAX_PAGE_SIZE
from api.rendering.tables import ListTableRenderer
from api.serializers import RowSerializer
from records.public_changes import FEED

DEFAULT_CHANGES = 100
CHANGE_KINDS = ("created", "updated", "deleted", "retracted", "merged", "reset")
INVALID_SINCE = (
    "Enter the number of a change, a time in UTC such as 2025-03-18T09:30:00Z, or a day."
)
FUTURE_CHANGE = (
    "There is no change with this number yet. If your copy is of other data, make a new one."
)


class SinceField(TimestampField):
    """The number of the last change that the client has, or a time."""

    def to_python(self, value: str | None) -> int | dt.datetime | None:  # type: ignore[override]
        if value and re.fullmatch(r"\d{1,18}", value, re.ASCII):
            return int(value)
        try:
            return super().to_python(value)
        except ValidationError:
            raise ValidationError(INVALID_SINCE, code="invalid") from None


class FeedForm(ParameterForm):
    examples = {"since": "2025-01-01", "page_size": "100"}

    since = SinceField(
        required=False,
        help_text="Number of the last change that you have, as in `next`, or a time; by default "
        "the feed starts with the first change.",
    )
    page_size = NumberField(
        required=False,
        min_value=1,
        max_value=MAX_PAGE_SIZE,
        help_text=f"Changes per response; {DEFAULT_CHANGES} by default.",
    )


class ChangeSerializer(RowSerializer):
    """What happened to a record."""

    number = serializers.IntegerField(help_text="Greater than the number of the change before.")
    at = serializers.DateTimeField()
    kind = serializers.ChoiceField(choices=CHANGE_KINDS)
    resource = serializers.CharField(allow_null=True, help_text="Null for a reset.")
    key = serializers.CharField(allow_null=True, help_text="Key of the record; null for a reset.")
    url = serializers.CharField(allow_null=True, help_text="URL of the record.")
    merged_into = serializers.CharField(
        allow_null=True, help_text="Key of the record that a merged one was merged into."
    )


class FeedSerializer(RowSerializer):
    """Changes, oldest first."""

    results = ChangeSerializer(many=True)
    more = serializers.BooleanField(help_text="Whether there are more changes already.")
    next = serializers.CharField(help_text="URL to continue from, now or at any later time.")


class FeedTable(ListTableRenderer):
    """One line for each change."""

    list_name = "results"
    serializer = ChangeSerializer


class FeedView(ParameterFormView):
    """What happened to which record, oldest first; subclasses name the resources."""

    answer_serializer = FeedSerializer
    renderer_classes = [JSONRenderer, FeedTable]
    is_analysis = False
    form_class = FeedForm
    # The resources of the API, each with the base name of its URLs
    resources: ClassVar[dict[str, str]] = {}

    def source_tables(self) -> frozenset[str]:
        return frozenset([FEED])

    def get(self, request: Request, **suffix: object) -> Response:
        answer = super().get(request, **suffix)
        for name, value in link_header(answer.data["next"], None).items():
            answer[name] = value
        return answer

    def get_answer(
        self, *, since: int | dt.datetime | None, resource: str, page_size: int | None
    ) -> Json:
        size = page_size or DEFAULT_CHANGES
        condition = "at >= %s" if isinstance(since, dt.datetime) else "number > %s"
        parameters: list[object] = [since or 0]
        if resource:
            condition += " AND resource IN (%s, '')"
            parameters.append(resource)
        timestamp = UtcTimestamp.template % {"expressions": "at"}
        rows = fetch_all(
            f"SELECT number, {timestamp}, kind, resource, key, merged_into FROM {FEED}"  # noqa: S608 (no input)
            f" WHERE {condition} ORDER BY number LIMIT %s",
            [*parameters, size + 1],
        )
        if not rows and isinstance(since, int) and since > last_change()[0]:
            raise InvalidParameters([ParameterError("since", "out_of_range", FUTURE_CHANGE)])
        changes = [self._change(*row) for row in rows[:size]]
        if changes:
            continue_from = changes[-1]["number"]
        elif isinstance(since, dt.datetime):
            continue_from = since.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        else:
            continue_from = since or 0
        return {
            "results": changes,
            "more": len(rows) > size,
            "next": replace_query_param(
                self.request.build_absolute_uri(), "since", str(continue_from)
            ),
        }

    def _change(
        self, number: int, at: str, kind: str, resource: str, key: str, into: str | None
    ) -> Json:
        url = None
        if resource in self.resources:
            list_url = absolute_url(f"{self.resources[resource]}-list", request=self.request)
            url = f"{list_url}{key}/"
        return {
            "number": number,
            "at": at,
            "kind": kind,
            "resource": resource or None,
            "key": key or None,
            "url": url,
            "merged_into": into,
        }


def last_change() -> tuple[int, dt.datetime | None]:
    """Number and time of the last public change; 0 and None before the first one."""
    [found] = fetch_all(
        "SELECT number, changed_at FROM records_stamp WHERE table_name = %s", [FEED]
    )
    return found
