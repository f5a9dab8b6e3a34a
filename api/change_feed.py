"""The feed of public changes: what became of which record, in the order in which it happened."""

import datetime as dt
import re
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from rest_framework import serializers
from rest_framework.utils.urls import replace_query_param

from api.absolute_urls import address_of
from api.compiler.json_rows import Moment, fetch
from api.errors import Fault, InvalidParameters
from api.filters.values import MomentField, NumberField
from api.pagination.pages import LARGEST_PAGE
from api.questions import Question, QuestionView
from api.serializers import RowSerializer
from records.public_changes import FEED
from records.sql import fill

USUAL = 100
KINDS = ("created", "updated", "deleted", "retracted", "merged", "reset")
SINCE = "This is the number of a change, a moment in UTC such as 2025-03-18T09:30:00Z, or a day."

AHEAD = "There is no change of this number yet. Is the copy of other data? Make it anew."


class SinceField(MomentField):
    """The number of the last change that is known, or a moment."""

    def to_python(self, value: Any) -> Any:
        if value and re.fullmatch(r"\d{1,18}", value, re.ASCII):
            return int(value)
        try:
            return super().to_python(value)
        except ValidationError:
            raise ValidationError(SINCE, code="invalid") from None


class FeedQuestion(Question):
    examples = {"since": "2025-01-01", "page_size": "100"}

    since = SinceField(
        required=False,
        help_text="Number of the last change known, as `next` says it, or a moment; from the first "
        "change without it.",
    )
    page_size = NumberField(
        required=False,
        min_value=1,
        max_value=LARGEST_PAGE,
        help_text=f"Changes at a time; {USUAL} unless given.",
    )


class ChangeSerializer(RowSerializer):
    """What became of a record."""

    number = serializers.IntegerField(help_text="One more than that of the change before.")
    at = serializers.DateTimeField()
    kind = serializers.ChoiceField(choices=[(kind, kind) for kind in KINDS])
    resource = serializers.CharField(allow_null=True, help_text="Null for a reset.")
    key = serializers.CharField(allow_null=True, help_text="Key of the record; null for a reset.")
    url = serializers.CharField(allow_null=True, help_text="Address of the record.")
    merged_into = serializers.CharField(
        allow_null=True, help_text="Key of the record that a merged one was merged into."
    )


class FeedSerializer(RowSerializer):
    """Changes, oldest first."""

    results = ChangeSerializer(many=True)
    more = serializers.BooleanField(help_text="Whether there are more changes by now.")
    next = serializers.CharField(help_text="Address to go on from, now or at any later time.")


class FeedView(QuestionView):
    """What became of which record, oldest first; subclasses name the resources."""

    answer = FeedSerializer
    question = FeedQuestion
    # The resources of the API by name, each with the name of its addresses
    resources: ClassVar[dict[str, str]] = {}

    def tables_read(self) -> frozenset[str]:
        return frozenset([FEED])

    def ask(self, *, since: Any, resource: str, page_size: int | None) -> dict[str, Any]:  # type: ignore[override]
        size = page_size or USUAL
        condition = "at >= %s" if isinstance(since, dt.datetime) else "number > %s"
        parameters: list[Any] = [since or 0]
        if resource:
            condition += " AND resource IN (%s, '')"
            parameters.append(resource)
        moment = Moment.template % {"expressions": "at"}
        query = fill(
            'SELECT number, :at, kind, resource, key, merged_into FROM :"feed"'
            " WHERE :condition ORDER BY number LIMIT %s",
            at=moment,
            feed=FEED,
            condition=condition,
        )
        rows = fetch(query, [*parameters, size + 1])
        if not rows and isinstance(since, int) and since > last_change()[0]:
            raise InvalidParameters([Fault("since", "out_of_range", AHEAD)])
        shown = [self._change(*row) for row in rows[:size]]
        address = self.request.build_absolute_uri()
        last = shown[-1]["number"] if shown else self._before(since)
        return {
            "results": shown,
            "more": len(rows) > size,
            "next": replace_query_param(address, "since", last),
        }

    def _change(
        self, number: int, at: str, kind: str, resource: str, key: str, into: str | None
    ) -> dict[str, Any]:
        found = {"number": number, "at": at, "kind": kind, "resource": resource or None}
        address = None
        if resource in self.resources:
            there = address_of(f"{self.resources[resource]}-list", request=self.request)
            address = f"{there}{key}/"
        return {**found, "key": key or None, "url": address, "merged_into": into}

    @staticmethod
    def _before(since: Any) -> str:
        """Where to go on from while there is nothing new."""
        if isinstance(since, dt.datetime):
            return since.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        return str(since or 0)


def last_change() -> tuple[int, dt.datetime | None]:
    """Number and moment of the last public change; 0 and None before the first one."""
    [found] = fetch("SELECT number, changed_at FROM records_stamp WHERE table_name = %s", [FEED])
    return found
