"""Events, links, figures, places and event types in the API."""

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.citation import CitableListViewSet, CitableViewSet
from api.filters.base import StrictFilterBackend, StrictFilterSet
from api.rendering.exports import GeoJsonRenderer, PlacedGeoJsonRenderer
from api.views import CODE_REGEX
from events.api.aggregate import AggregateFilters, AggregateSerializer, AggregateTable, aggregate
from events.api.chain import (
    CHAIN_LINK_KINDS,
    DEFAULT_DEPTH,
    ChainFilters,
    ChainSerializer,
    ChainTable,
    chain,
)
from events.api.filters import EventFilters
from events.api.row_filters import EventLinkFilters, EventTypeFilters, FigureFilters, PlaceFilters
from events.api.serializers import (
    EventLinkSerializer,
    EventSerializer,
    EventTypeSerializer,
    FigureSerializer,
    PlaceSerializer,
)
from events.api.timeline import TimelineFilters, TimelineSerializer, TimelineTable, timeline
from events.models import Event, EventLink, EventType, Figure, Place
from records.public_ids import PUBLIC_ID_REGEX, remaining_id


class EventViewSet(CitableViewSet):
    """Events that happened, were announced or are alleged; sorted by date, on one day effects after
    their causes; undated events last.
    """

    queryset = Event.objects.all()
    serializer_class = EventSerializer
    filterset_class = EventFilters
    example = "tirana-signing-2025"
    order = ("date_from", "causal_rank")
    sort_fields = ("date_from", "slug", "title", "updated_at")
    formats = (*CitableViewSet.formats, PlacedGeoJsonRenderer)
    filtered_actions = ("list", "chain", "timeline", "aggregate")

    @extend_schema(responses=ChainSerializer, filters=True)
    @action(
        detail=True,
        filterset_class=ChainFilters,
        serializer_class=ChainSerializer,
        renderer_classes=[JSONRenderer, ChainTable],
    )
    def chain(self, request: Request, slug: str, **suffix: object) -> Response:
        """Causes and effects of the event, up to ten steps away."""
        parameters = self._filterset(request).form.cleaned_data
        found = chain(
            get_object_or_404(Event.objects.all(), slug=slug),
            direction=parameters["direction"] or "both",
            depth=parameters["depth"] or DEFAULT_DEPTH,
            kinds=parameters["kind__in"] or [kind for kind, _ in CHAIN_LINK_KINDS],
        )
        return Response(self.get_serializer(found).data)

    @extend_schema(responses=TimelineSerializer, filters=True)
    @action(
        detail=False,
        filterset_class=TimelineFilters,
        serializer_class=TimelineSerializer,
        renderer_classes=[JSONRenderer, TimelineTable],
    )
    def timeline(self, request: Request, **suffix: object) -> Response:
        """Numbers of events per interval, in one series or split by a dimension."""
        checked = self._filterset(request)
        interval, split = (checked.form.cleaned_data[name] for name in ("interval", "split"))
        found = timeline(checked.qs, interval=interval or "month", split=split)
        found["as_written"] = checked.as_written
        return Response(self.get_serializer(found).data)

    @extend_schema(responses=AggregateSerializer, filters=True)
    @action(
        detail=False,
        filterset_class=AggregateFilters,
        serializer_class=AggregateSerializer,
        renderer_classes=[JSONRenderer, AggregateTable],
    )
    def aggregate(self, request: Request, **suffix: object) -> Response:
        """Numbers of events by up to three dimensions."""
        checked = self._filterset(request)
        group_by, fill = (checked.form.cleaned_data[name] for name in ("group_by", "fill"))
        found = aggregate(checked.qs, group_by=group_by, fill=fill == "zero")
        found["as_written"] = checked.as_written
        return Response(self.get_serializer(found).data)

    def _filterset(self, request: Request) -> StrictFilterSet:
        return StrictFilterBackend().validated_filterset(request, Event.objects.all(), self)


class EventLinkViewSet(CitableListViewSet):
    """Links between events, each from a later event to an earlier one; sorted by their permanent id."""

    queryset = EventLink.objects.all()
    serializer_class = EventLinkSerializer
    filterset_class = EventLinkFilters
    example = "f6f72e00-7c3a-bca1-1ae7-f9960f3cd5ba"
    order = ("public_id",)
    sort_fields = ("id",)
    lookup_field = "public_id"
    lookup_url_kwarg = "id"
    lookup_value_regex = PUBLIC_ID_REGEX

    def remaining_key(self, key: str) -> str | None:
        return remaining_id(EventLink, key)


class FigureViewSet(CitableListViewSet):
    """Figures: numbers with their unit, date and source; sorted by slug."""

    queryset = Figure.objects.all()
    serializer_class = FigureSerializer
    filterset_class = FigureFilters
    example = "kfor-troops-2025-03"


class PlaceViewSet(CitableListViewSet):
    """Places where events happen; sorted by slug."""

    queryset = Place.objects.all()
    serializer_class = PlaceSerializer
    filterset_class = PlaceFilters
    formats = (*CitableListViewSet.formats, GeoJsonRenderer)
    example = "tirana"
    sort_fields = ("slug", "name")


class EventTypeViewSet(CitableListViewSet):
    """The vocabulary of event types; sorted by code."""

    queryset = EventType.objects.all()
    serializer_class = EventTypeSerializer
    filterset_class = EventTypeFilters
    example = "treaty.signing"
    order = ("code",)
    sort_fields = ("code",)
    lookup_field = "code"
    lookup_value_regex = CODE_REGEX
