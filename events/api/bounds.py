"""What is said of the days of an event besides its own date."""

from typing import Any

from django.db.models import F, Func, JSONField
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.compiler.json_rows import RowPath
from events.bounds import BOUNDS, GROUNDS
from events.choices import Dating
from events.querysets import DatingOf
from records.sql import run_sql

_TEXT = {"type": "string"}


@extend_schema_field(
    {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "bound": {"type": "string", "enum": list(BOUNDS)},
                "day": {"type": ["string", "null"], "format": "date"},
                "why": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {
                            "ground": {"type": "string", "enum": list(GROUNDS)},
                            "direction": {"type": "string", "enum": ["out", "in"]},
                            **dict.fromkeys(("event", "source", "actor", "agreement"), _TEXT),
                        },
                        "required": ["ground"],
                    },
                },
            },
            "required": ["bound", "day", "why"],
        },
    }
)
class BoundsField(serializers.JSONField):
    """What follows from other rows about the days of the event, with the reasons; a stated date is none of them."""

    def __init__(self) -> None:
        super().__init__(
            source="*",
            read_only=True,
            help_text="What other rows say about its days: not before (`start_from`), not after (`start_to`), and the "
            "same of the end of a span; `why` leads from row to row to a date. Without a `day`, no day fits: the rows "
            "contradict each other. A bound is no date.",
        )

    def to_representation(self, value: Any) -> Any:
        [(bounds,)] = run_sql("SELECT event_bounds(%s)", [value.pk])
        return bounds

    def to_sql(self, path: RowPath) -> Func:
        # Most events have none.
        return Func(
            F(path.lookup("pk")),
            template="coalesce((SELECT event_bounds(event_id) FROM events_bound WHERE event_id = %(expressions)s"
            " LIMIT 1), '[]')",
            output_field=JSONField(),
        )


class DatingField(serializers.ChoiceField):
    """How the days of the event are known."""

    def __init__(self) -> None:
        super().__init__(
            source="*",
            read_only=True,
            choices=Dating.choices,
            help_text="How its days are known: by its own date, inferred on at least one side, on one side only, not "
            "at all, or not because rows contradict each other.",
        )

    def to_representation(self, value: Any) -> Any:
        return type(value)._base_manager.filter(pk=value.pk).values_list(DatingOf(), flat=True)[0]

    def to_sql(self, path: RowPath) -> Func:
        return DatingOf(path.prefix)
