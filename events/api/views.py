"""Events, links, figures, places and types of events in the API."""

from events.api.filters import (
    EventFilters,
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
from events.models import Event, EventLink, EventType, Figure, Place
from records.api.views import CODE, NUMBER, ReadViewSet


class EventViewSet(ReadViewSet):
    """What happened, was announced or is alleged; by first possible day, the undated last."""

    queryset = Event.objects.all()
    serializer_class = EventSerializer
    filterset_class = EventFilters
    order = ("date_from",)
    sorts = ("date_from", "slug", "updated_at")


class EventLinkViewSet(ReadViewSet):
    """What came of what: links from a later event to an earlier one; by number."""

    queryset = EventLink.objects.all()
    serializer_class = EventLinkSerializer
    filterset_class = EventLinkFilters
    order = ("id",)
    sorts = ("id",)
    lookup_field = "pk"
    lookup_value_regex = NUMBER


class FigureViewSet(ReadViewSet):
    """Numbers with their unit, day and source; by slug."""

    queryset = Figure.objects.all()
    serializer_class = FigureSerializer
    filterset_class = FigureFilters


class PlaceViewSet(ReadViewSet):
    """Places that events happen at; by slug."""

    queryset = Place.objects.all()
    serializer_class = PlaceSerializer
    filterset_class = PlaceFilters
    sorts = ("slug",)


class EventTypeViewSet(ReadViewSet):
    """The vocabulary of what events are; by code."""

    queryset = EventType.objects.all()
    serializer_class = EventTypeSerializer
    filterset_class = EventTypeFilters
    order = ("code",)
    sorts = ("code",)
    lookup_field = "code"
    lookup_value_regex = CODE
