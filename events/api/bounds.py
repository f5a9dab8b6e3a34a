"""What is said of the days of an event besides its own date."""

from typing import Any

from django.db.models import F, Func, JSONField
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.compiler.json_rows import RowPath
from api.serializers import LINK_DIRECTIONS
from events.bounds import BOUNDS, GROUNDS
from events.choices import Dating
from events.querysets import DatingOf
from records.sql import run_sql

_BOUNDS = [(name, name) for name in BOUNDS]
_GROUNDS = [(name, name) for name in GROUNDS]


def _slug(of: str) -> serializers.CharField:
    return serializers.CharField(allow_null=True, help_text=f"Slug of the {of}, if it is one.")


class BoundStepSerializer(serializers.Serializer):
    """One step from a bound to a date: why, and the row at the other end."""

    ground = serializers.ChoiceField(_GROUNDS, help_text="What the bound follows from.")
    direction = serializers.ChoiceField(
        LINK_DIRECTIONS,
        allow_null=True,
        help_text="Of a link or a part: `out` if the bounded event is the effect, or the part.",
    )
    event = _slug("other event")
    source = _slug("source that reports it")  # type: ignore[assignment]
    actor = _slug("actor who acted")
    agreement = _slug("agreement")


class BoundSerializer(serializers.Serializer):
    """A day before or after which an event, or its end, cannot have been by what other rows say."""

    bound = serializers.ChoiceField(
        _BOUNDS, help_text="Not before, or not after; of its start or of its end."
    )
    day = serializers.DateField(allow_null=True, help_text="The day; null if no day fits.")
    why = BoundStepSerializer(many=True)


@extend_schema_field(BoundSerializer(many=True))
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
