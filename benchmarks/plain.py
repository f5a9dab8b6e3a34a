"""The same list of events as Django REST framework is commonly written: the floor that ours is held against.

Model serializers, django-filter, numbered pages with an exact count, `select_related` and
`prefetch_related` for whatever is nested, the condition on what is published written by hand.
"""

import datetime as dt
from typing import Any

import django_filters
from django.db.models import Prefetch, Q
from django.urls import include, path
from rest_framework import serializers, viewsets
from rest_framework.pagination import PageNumberPagination
from rest_framework.renderers import JSONRenderer
from rest_framework.routers import SimpleRouter

from actors.models import Actor
from agreements.models import Agreement
from events.models import Event, EventClaim, EventLink, EventType, Figure, Participation, Place
from sources.models import Source


class ActorSerializer(serializers.ModelSerializer):
    class Meta:
        model = Actor
        fields = ["slug", "name", "kind"]


class SourceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Source
        fields = ["slug", "title", "kind"]


class ClaimSerializer(serializers.ModelSerializer):
    source = SourceSerializer()  # type: ignore[assignment]

    class Meta:
        model = EventClaim
        fields = [
            "source",
            "locator",
            "field",
            "kind",
            "verdict",
            "credibility",
            "attributed_to",
            "asserted_value",
            "quote",
        ]


class TypeSerializer(serializers.ModelSerializer):
    class Meta:
        model = EventType
        fields = ["code", "label"]


class PlaceSerializer(serializers.ModelSerializer):
    country: Any = serializers.SlugRelatedField(slug_field="slug", read_only=True)

    class Meta:
        model = Place
        fields = ["slug", "name", "kind", "country", "latitude", "longitude"]


class AgreementSerializer(serializers.ModelSerializer):
    class Meta:
        model = Agreement
        fields = ["slug", "title", "kind"]


class ParentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Event
        fields = ["slug", "title", "date_from", "date_to", "date_precision"]


class ParticipationSerializer(serializers.ModelSerializer):
    actor = ActorSerializer()
    toward = ActorSerializer()
    on_behalf_of = ActorSerializer()
    claims = ClaimSerializer(many=True)

    class Meta:
        model = Participation
        fields = [
            "actor",
            "role",
            "stance",
            "toward",
            "on_behalf_of",
            "capacity",
            "statement",
            "claims",
        ]


class LinkSerializer(serializers.ModelSerializer):
    source = ParentSerializer()  # type: ignore[assignment]
    target = ParentSerializer()
    claims = ClaimSerializer(many=True)

    class Meta:
        model = EventLink
        fields = ["source", "target", "kind", "claims"]


class FigureSerializer(serializers.ModelSerializer):
    claims = ClaimSerializer(many=True)

    class Meta:
        model = Figure
        fields = [
            "slug",
            "metric",
            "value",
            "value_max",
            "comparator",
            "unit",
            "currency",
            "as_of",
            "as_of_precision",
            "claims",
        ]


class PlainEventSerializer(serializers.HyperlinkedModelSerializer):
    type = TypeSerializer()
    place = PlaceSerializer()
    agreement = AgreementSerializer()
    parent = ParentSerializer()
    participations = ParticipationSerializer(many=True)
    links_out = LinkSerializer(many=True)
    links_in = LinkSerializer(many=True)
    figures = FigureSerializer(many=True)
    claims = ClaimSerializer(many=True)

    class Meta:
        model = Event
        fields = [
            "slug",
            "url",
            "title",
            "summary",
            "type",
            "modality",
            "date_from",
            "date_to",
            "date_precision",
            "is_span",
            "lifecycle",
            "place",
            "geo_precision",
            "agreement",
            "parent",
            "participations",
            "links_out",
            "links_in",
            "figures",
            "claims",
            "updated_at",
        ]
        extra_kwargs = {"url": {"lookup_field": "slug", "view_name": "plain-event-detail"}}


class EventFilters(django_filters.FilterSet):
    actor = django_filters.CharFilter("participations__actor__slug", distinct=True)
    date__gte = django_filters.DateFilter(method="since")
    date__lte = django_filters.DateFilter("date_from", lookup_expr="lte")

    class Meta:
        model = Event
        fields: list[str] = []

    def since(self, events: Any, name: str, day: dt.date) -> Any:
        return events.filter(Q(date_to__gte=day) | Q(date_to=None, date_from__isnull=False))


class Pages(PageNumberPagination):
    page_size = 50
    page_size_query_param = "page_size"


def _claims(of: str = "claims") -> Prefetch:
    shown = EventClaim.objects.filter(source__review_status="published").select_related("source")
    return Prefetch(of, shown)


class PlainEvents(viewsets.ReadOnlyModelViewSet):
    queryset = (
        Event.objects.filter(review_status="published")
        .select_related("type", "place__country", "agreement", "parent")
        .prefetch_related(
            Prefetch(
                "participations",
                Participation.objects.filter(actor__review_status="published")
                .select_related("actor", "toward", "on_behalf_of")
                .prefetch_related(_claims()),
            ),
            Prefetch(
                "links_out",
                EventLink.objects.filter(target__review_status="published")
                .select_related("source", "target")
                .prefetch_related(_claims()),
            ),
            Prefetch(
                "links_in",
                EventLink.objects.filter(source__review_status="published")
                .select_related("source", "target")
                .prefetch_related(_claims()),
            ),
            Prefetch(
                "figures",
                Figure.objects.filter(review_status="published").prefetch_related(_claims()),
            ),
            _claims(),
        )
        .order_by("date_from", "id")
    )
    serializer_class = PlainEventSerializer
    filter_backends = [django_filters.rest_framework.DjangoFilterBackend]
    filterset_class = EventFilters
    pagination_class = Pages
    renderer_classes: Any = [JSONRenderer]
    lookup_field = "slug"


router = SimpleRouter()
router.register("plain", PlainEvents, basename="plain-event")
urlpatterns = [path("", include("balkanwatch.urls")), path("", include(router.urls))]
