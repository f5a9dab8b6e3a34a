"""Causes and effects of an event, several steps away."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, Prefetch
from rest_framework import serializers

from api.filters import filters
from api.filters.base import UnpagedFilterSet
from api.rendering.tables import TableRenderer
from api.serializers import ModelRowSerializer, RelatedSlugField, RowSerializer
from events.api.serializers import EventReference
from events.choices import CHRONOLOGICAL_LINKS, EventLinkKind
from events.models import Event, EventClaim, EventLink
from events.querysets import EventQuerySet
from sources.api.serializers import ClaimSerializer

# The events of a link: the later one, the earlier one
ENDS = ("source", "target")
MAX_NODES = 500
MAX_LINKS = 5_000
MAX_DEPTH, DEFAULT_DEPTH = 10, 5
CHAIN_LINK_KINDS = [(kind.value, kind.label) for kind in CHRONOLOGICAL_LINKS]
# The queryset methods that take one step in each direction
EFFECTS, CAUSES = EventQuerySet.effects_of, EventQuerySet.causes_of
STEPS = {"out": [EFFECTS], "in": [CAUSES], "both": [EFFECTS, CAUSES]}


class ChainFilters(UnpagedFilterSet):
    direction = filters.ChoiceFilter(
        [("both", "Both ways"), ("out", "Effects"), ("in", "Causes")],
        "`out`: effects, which are later events; `in`: causes, which are earlier ones; "
        "default: both.",
        method="no_filter",
        example="out",
    )
    depth = filters.NumberFilter(
        f"Number of steps from the event; default: {DEFAULT_DEPTH}.",
        method="no_number_filter",
        min_value=1,
        max_value=MAX_DEPTH,
        example="2",
    )
    kind__in = filters.ChoiceInFilter(
        "kind__in",
        CHAIN_LINK_KINDS,
        "Kinds of links to follow; default: all of these.",
        method="no_filter",
        example="response_to,caused_by",
    )

    def no_number_filter(self, rows: EventQuerySet, name: str, value: int) -> EventQuerySet:
        """`no_filter` for whole numbers: the schema takes the type from the annotation."""
        return rows


class ChainNodeSerializer(EventReference):
    """An event of a chain."""

    depth = serializers.IntegerField(
        help_text="Number of steps from the root on the shortest path."
    )

    class Meta(EventReference.Meta):
        fields = [*EventReference.Meta.fields, "depth"]


class ChainLinkSerializer(ModelRowSerializer):
    """A link in a chain: `source` is the later event, `target` the earlier one."""

    source: Any = RelatedSlugField(help_text="Slug of the later event.")
    target = RelatedSlugField(help_text="Slug of the earlier event.")
    kind = serializers.ChoiceField(choices=EventLinkKind.choices)
    lag_days = serializers.SerializerMethodField(
        help_text="Days from the first possible day of the target to that of the source; null "
        "if either is undated."
    )
    claims = ClaimSerializer(many=True)

    class Meta:
        model = EventLink
        fields = ["source", "target", "kind", "lag_days", "claims"]

    def get_lag_days(self, link: EventLink) -> int | None:
        later, earlier = link.source.date_from, link.target.date_from
        return (later - earlier).days if later and earlier else None


class ChainSerializer(RowSerializer):
    """The causes and effects of an event."""

    root: Any = serializers.CharField(help_text="Slug of the event in the request.")
    nodes = ChainNodeSerializer(
        many=True, help_text="Events by depth, then by date; undated events last."
    )
    links = ChainLinkSerializer(many=True, help_text="All links between the nodes, by source.")
    truncated = serializers.BooleanField(
        help_text=f"Whether the chain has more than {MAX_NODES} events."
    )


class ChainTable(TableRenderer):
    """One line for each link, with the titles and dates of its events."""

    def columns(self, data: Mapping[str, Any]) -> list[str]:
        of_events = [f"{end}{part}" for end in ENDS for part in ("", "_title", "_date")]
        return [*of_events, "kind", "lag_days", "claims"]

    def rows(self, data: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
        events = {node["slug"]: node for node in data["nodes"]}
        for link in data["links"]:
            row = dict(link)
            for end in ENDS:
                event = events[link[end]]
                row |= {f"{end}_title": event["title"], f"{end}_date": event["date"]}
            yield row


def chain(root: Event, *, direction: str, depth: int, kinds: Iterable[str]) -> dict[str, Any]:
    """The public events within `depth` steps of the root, and the links between them."""
    nodes = _Nodes(root)
    reached = {step: {root.pk} for step in STEPS[direction]}
    frontier = {step: {root.pk} for step in STEPS[direction]}
    for distance in range(1, depth + 1):
        for step in STEPS[direction]:
            events = step(Event.objects.all(), frontier[step], kinds=kinds)
            events = events.exclude(pk__in=reached[step])
            frontier[step] = nodes.add(events, distance) if frontier[step] else set()
            reached[step] |= frontier[step]
    between = EventLink.objects.filter(
        kind__in=kinds, source__in=nodes.found, target__in=nodes.found
    )
    claims = Prefetch("claims", EventClaim.objects.select_related("source"))
    between = between.select_related("source", "target").prefetch_related(claims)
    links = list(between.order_by("source__slug", "target__slug", "kind")[: MAX_LINKS + 1])
    return {
        "root": root.slug,
        "nodes": nodes.sorted(),
        "links": links[:MAX_LINKS],
        "truncated": nodes.truncated or len(links) > MAX_LINKS,
    }


class _Nodes:
    """The events found so far, at most MAX_NODES, each with its `depth`."""

    def __init__(self, root: Event) -> None:
        self.found: dict[int, Any] = {}
        self.truncated = False
        self._add(root, 0)

    def _add(self, event: Any, depth: int) -> None:
        event.depth = depth
        self.found[event.pk] = event

    def add(self, events: EventQuerySet, depth: int) -> set[int]:
        """Adds the earliest of these events; returns the keys of those to continue from."""
        reached = set()
        for event in events.order_by(F("date_from").asc(nulls_last=True), "slug")[: MAX_NODES + 1]:
            if event.pk not in self.found:
                if len(self.found) >= MAX_NODES:
                    self.truncated = True
                    break
                self._add(event, depth)
            reached.add(event.pk)
        return reached

    def sorted(self) -> list[Any]:
        """All events by depth, then by date, undated events last."""
        return sorted(
            self.found.values(),
            key=lambda event: (event.depth, event.date_from or dt.date.max, event.slug),
        )
