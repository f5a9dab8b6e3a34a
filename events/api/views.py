"""Events, links, figures, places and types of events in the API."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from api.citation import CitableListViewSet, CitableViewSet
from api.filters.base import StrictFilterBackend
from api.rendering.exports import GeoJsonRenderer, PlacedGeoJsonRenderer
from api.views import CODE_REGEX, NUMBER_REGEX
from events.api.aggregate import AggregateFilters, AggregateSerializer, aggregate
from events.api.chain import CHAIN_LINK_KINDS, DEFAULT_DEPTH, ChainFilters, ChainSerializer, chain
from events.api.filters import EventFilters
from events.api.row_filters import (
    EventLinkFilters,
    EventTypeFilters,
    FigureFilters,
    PlaceFilters,
)
from events.api.serializers import (
    EventLinkSerializer,
    EventSerializer,
    EventTypeSerializer,
    FigureSerializer,
    PlaceSerializer,
)
from events.api.timeline import TimelineFilters, TimelineSerializer, timeline
from events.models import Event, EventLink, EventType, Figure, Place


class EventViewSet(CitableViewSet):
    """What happened, was announced or is alleged; by first possible day, the undated last."""

    queryset = Event.objects.all()
    serializer_class = EventSerializer
    filterset_class = EventFilters
    example = "tirana-signing-2025"
    order = ("date_from",)
    sort_fields = ("date_from", "slug", "updated_at")
    formats = (*CitableViewSet.formats, PlacedGeoJsonRenderer)
    filtered_actions = ("list", "chain", "timeline", "aggregate")

    @extend_schema(responses=ChainSerializer, filters=True)
    @action(detail=True, filterset_class=ChainFilters, serializer_class=ChainSerializer)
    def chain(self, request: Request, slug: str) -> Response:
        """What the event set off and what set it off, step by step."""
        checked = StrictFilterBackend().validated_filterset(request, Event.objects.all(), self)
        asked = checked.form.cleaned_data
        root = get_object_or_404(Event.objects.all(), slug=slug)
        kinds = asked["kind__in"] or [kind for kind, _ in CHAIN_LINK_KINDS]
        return self._answer(
            chain(
                root,
                direction=asked["direction"] or "both",
                depth=asked["depth"] or DEFAULT_DEPTH,
                kinds=kinds,
            )
        )

    @extend_schema(responses=TimelineSerializer, filters=True)
    @action(detail=False, filterset_class=TimelineFilters, serializer_class=TimelineSerializer)
    def timeline(self, request: Request) -> Response:
        """How many events there were in each unit of time, all of them or split."""
        checked = StrictFilterBackend().validated_filterset(request, Event.objects.all(), self)
        asked = checked.form.cleaned_data
        interval = asked["interval"] or "month"
        return self._answer(timeline(checked.qs, interval=interval, split=asked["split"]))

    @extend_schema(responses=AggregateSerializer, filters=True)
    @action(detail=False, filterset_class=AggregateFilters, serializer_class=AggregateSerializer)
    def aggregate(self, request: Request) -> Response:
        """How many events there are of each sort, by up to three dimensions."""
        checked = StrictFilterBackend().validated_filterset(request, Event.objects.all(), self)
        asked = checked.form.cleaned_data
        fill = asked["fill"] == "zero"
        return self._answer(aggregate(checked.qs, group_by=asked["group_by"], fill=fill))

    def _answer(self, found: dict[str, Any]) -> Response:
        return Response(self.get_serializer(found).data)


class EventLinkViewSet(CitableListViewSet):
    """What came of what: links from a later event to an earlier one; by number."""

    queryset = EventLink.objects.all()
    serializer_class = EventLinkSerializer
    filterset_class = EventLinkFilters
    example = "20"
    order = ("id",)
    sort_fields = ("id",)
    lookup_field = "pk"
    lookup_value_regex = NUMBER_REGEX


class FigureViewSet(CitableListViewSet):
    """Numbers with their unit, day and source; by slug."""

    queryset = Figure.objects.all()
    serializer_class = FigureSerializer
    filterset_class = FigureFilters
    example = "kfor-troops-2025-03"


class PlaceViewSet(CitableListViewSet):
    """Places that events happen at; by slug."""

    queryset = Place.objects.all()
    serializer_class = PlaceSerializer
    filterset_class = PlaceFilters
    formats = (*CitableListViewSet.formats, GeoJsonRenderer)
    example = "tirana"
    sort_fields = ("slug",)


class EventTypeViewSet(CitableListViewSet):
    """The vocabulary of what events are; by code."""

    queryset = EventType.objects.all()
    serializer_class = EventTypeSerializer
    filterset_class = EventTypeFilters
    example = "treaty.signing"
    order = ("code",)
    sort_fields = ("code",)
    lookup_field = "code"
    lookup_value_regex = CODE_REGEX
