"""What an event set off and what set it off, step by step."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Prefetch
from rest_framework import serializers

from api.filters.base import ChoiceFilter, ChoiceInFilter, NumberFilter
from api.filters.multi_value import UnpagedFilterSet
from api.serializers import ModelRowSerializer, RelatedSlugField, RowSerializer
from events.api.serializers import EventReference
from events.choices import CHRONOLOGICAL_LINKS, EventLinkKind
from events.models import Event, EventClaim, EventLink
from events.querysets import EventQuerySet
from sources.api.serializers import ClaimSerializer

MAX_NODES = 500
MAX_LINKS = 5_000
MAX_DEPTH, DEFAULT_DEPTH = 10, 5
CHAIN_LINK_KINDS = [(kind.value, kind.label) for kind in CHRONOLOGICAL_LINKS]
# The methods that find the next events in each direction
EFFECTS, CAUSES = EventQuerySet.responding_to, EventQuerySet.setting_off
STEPS = {"out": [EFFECTS], "in": [CAUSES], "both": [EFFECTS, CAUSES]}


class ChainFilters(UnpagedFilterSet):
    examples = {
        "direction": "out",
        "depth": "2",
        "kind__in": "response_to,caused_by",
    }

    direction = ChoiceFilter(
        choices=[
            ("both", "Both ways"),
            ("out", "What it set off"),
            ("in", "What set it off"),
        ],
        method="no_filter",
        help_text="`out`: what it set off, later events; `in`: what set it off, earlier ones; "
        "both unless given.",
    )
    depth = NumberFilter(
        method="no_filter",
        min_value=1,
        max_value=MAX_DEPTH,
        help_text=f"How many steps from the event; {DEFAULT_DEPTH} unless given.",
    )
    kind__in = ChoiceInFilter(
        choices=CHAIN_LINK_KINDS,
        method="no_filter",
        help_text="Kinds of links to follow; all of them unless given.",
    )


class ChainNodeSerializer(EventReference):
    """An event of a chain."""

    depth = serializers.IntegerField(help_text="Steps from the root, the shortest way.")

    class Meta(EventReference.Meta):
        fields = [*EventReference.Meta.fields, "depth"]


class ChainLinkSerializer(ModelRowSerializer):
    """A link of a chain: the source, the later event, came of the target."""

    source = RelatedSlugField(help_text="Slug of the later event.")  # type: ignore[assignment]
    target = RelatedSlugField(help_text="Slug of the earlier event.")
    kind = serializers.ChoiceField(choices=EventLinkKind.choices)
    lag_days = serializers.SerializerMethodField(
        help_text="Days from the first possible day of the target to that of the source; null "
        "where either is undated."
    )
    claims = ClaimSerializer(many=True)

    class Meta:
        model = EventLink
        fields = ["source", "target", "kind", "lag_days", "claims"]

    def get_lag_days(self, link: EventLink) -> int | None:
        later, earlier = link.source.date_from, link.target.date_from
        return (later - earlier).days if later and earlier else None


class ChainSerializer(RowSerializer):
    """The events around one event, by cause and effect."""

    root = serializers.CharField(  # type: ignore[assignment]
        help_text="Slug of the event asked about."
    )
    nodes = ChainNodeSerializer(many=True, help_text="By depth, then date, the undated last.")
    links = ChainLinkSerializer(many=True, help_text="All links between the nodes, by source.")
    truncated = serializers.BooleanField(
        help_text=f"Whether there is more than the first {MAX_NODES} events."
    )


def chain(root: Event, *, direction: str, depth: int, kinds: Iterable[str]) -> dict[str, Any]:
    """The public events within so many steps of the root, and the links between them."""
    links = EventLink.objects.filter(kind__in=kinds)
    nodes = _Nodes(root)
    reached = {step: {root.pk} for step in STEPS[direction]}
    frontier = {step: {root.pk} for step in STEPS[direction]}
    for distance in range(1, depth + 1):
        for step in STEPS[direction]:
            events = step(Event.objects.all(), frontier[step], kinds=kinds)
            events = events.exclude(pk__in=reached[step])
            frontier[step] = nodes.add(events, distance) if frontier[step] else set()
            reached[step] |= frontier[step]
    between = links.filter(source__in=nodes.found, target__in=nodes.found)
    claims = Prefetch("claims", EventClaim.objects.select_related("source"))
    between = between.select_related("source", "target").prefetch_related(claims)
    shown = between.order_by("source__slug", "target__slug", "kind")
    in_answer = list(shown[: MAX_LINKS + 1])
    return {
        "root": root.slug,
        "nodes": nodes.in_order(),
        "links": in_answer[:MAX_LINKS],
        "truncated": nodes.truncated or len(in_answer) > MAX_LINKS,
    }


class _Nodes:
    """The events found so far, as many as an answer holds."""

    def __init__(self, root: Event) -> None:
        self.found: dict[int, Any] = {root.pk: root}
        self.depths = {root.pk: 0}
        self.truncated = False

    def add(self, events: EventQuerySet, distance: int) -> set[int]:
        """Takes in the first of these events, and says which of them to go on from."""
        reached = set()
        for event in events.order_by(F("date_from").asc(nulls_last=True), "slug")[: MAX_NODES + 1]:
            if event.pk not in self.found and len(self.found) >= MAX_NODES:
                self.truncated = True
                break
            self.found.setdefault(event.pk, event)
            self.depths.setdefault(event.pk, distance)
            reached.add(event.pk)
        return reached

    def in_order(self) -> list[Any]:
        """All events, each with its depth."""
        for pk, event in self.found.items():
            event.depth = self.depths[pk]
        return sorted(
            self.found.values(),
            key=lambda event: (
                event.depth,
                event.date_from is None,
                event.date_from.toordinal() if event.date_from else 0,
                event.slug,
            ),
        )
