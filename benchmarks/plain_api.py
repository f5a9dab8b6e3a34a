"""The list of events as Django REST framework is commonly written, which `scale.py` compares the API with.

Model serializers, django-filter, numbered pages with an exact count, `select_related` and `prefetch_related`
for nested rows, and the condition on what is published written by hand.
"""

import datetime as dt
from typing import Any

import django_filters
from django.db.models import Model, Prefetch, Q
from django.urls import include, path
from rest_framework import pagination, renderers, serializers, viewsets
from rest_framework.routers import SimpleRouter

from actors.models import Actor
from agreements.models import Agreement
from events.models import Event, EventClaim, EventLink, EventType, Figure, Participation, Place
from sources.models import Source


def serializer_class(
    model: type[Model], names: str, base: type[Any] = serializers.ModelSerializer, **nested: Any
) -> Any:
    """A model serializer with the named fields and nested serializers."""
    meta: dict[str, Any] = {"model": model, "fields": [*names.split(), *nested]}
    if "url" in names:
        meta["extra_kwargs"] = {"url": {"lookup_field": "slug", "view_name": "plain-event-detail"}}
    return type(f"{model.__name__}Serializer", (base,), {**nested, "Meta": type("Meta", (), meta)})


ActorSerializer = serializer_class(Actor, "slug name kind")
AgreementSerializer = serializer_class(Agreement, "slug title kind")
EventTypeSerializer = serializer_class(EventType, "code label")
RelatedEventSerializer = serializer_class(Event, "slug title date_from date_to date_precision")
PlaceSerializer = serializer_class(
    Place,
    "slug name kind latitude longitude",
    country=serializers.SlugRelatedField(slug_field="slug", read_only=True),
)
ClaimSerializer = serializer_class(
    EventClaim,
    "locator field kind verdict credibility attributed_to asserted_value quote",
    source=serializer_class(Source, "slug title kind")(),
)
ParticipationSerializer = serializer_class(
    Participation,
    "role stance capacity statement",
    actor=ActorSerializer(),
    toward=ActorSerializer(),
    on_behalf_of=ActorSerializer(),
    claims=ClaimSerializer(many=True),
)
LinkSerializer = serializer_class(
    EventLink,
    "kind",
    source=RelatedEventSerializer(),
    target=RelatedEventSerializer(),
    claims=ClaimSerializer(many=True),
)
FigureSerializer = serializer_class(
    Figure,
    "slug metric value value_max comparator unit currency as_of as_of_precision",
    claims=ClaimSerializer(many=True),
)
EventSerializer = serializer_class(
    Event,
    "slug url title summary modality date_from date_to date_precision is_span lifecycle geo_precision updated_at",
    serializers.HyperlinkedModelSerializer,
    type=EventTypeSerializer(),
    place=PlaceSerializer(),
    agreement=AgreementSerializer(),
    parent=RelatedEventSerializer(),
    participations=ParticipationSerializer(many=True),
    links_out=LinkSerializer(many=True),
    links_in=LinkSerializer(many=True),
    figures=FigureSerializer(many=True),
    claims=ClaimSerializer(many=True),
)


class EventFilters(django_filters.FilterSet):
    actor = django_filters.CharFilter("participations__actor__slug", distinct=True)
    date__gte = django_filters.DateFilter(method="since")
    date__lte = django_filters.DateFilter("date_from", lookup_expr="lte")

    def since(self, events: Any, name: str, day: dt.date) -> Any:
        return events.filter(Q(date_to__gte=day) | Q(date_to=None, date_from__isnull=False))


class Pages(pagination.PageNumberPagination):
    page_size = 50
    page_size_query_param = "page_size"


def prefetch(name: str, model: type[Model], published: str, *related: str) -> Prefetch:
    """Prefetches nested rows whose `published` record is, with their claims."""
    rows = model._default_manager.filter(**{f"{published}review_status": "published"})
    if model is not EventClaim:
        rows = rows.prefetch_related(CLAIMS)
    return Prefetch(name, rows.select_related(*related) if related else rows)


CLAIMS = prefetch("claims", EventClaim, "source__", "source")


class PlainEvents(viewsets.ReadOnlyModelViewSet):
    queryset = (
        Event.objects.filter(review_status="published")
        .select_related("type", "place__country", "agreement", "parent")
        .prefetch_related(
            prefetch("participations", Participation, "actor__", "actor", "toward", "on_behalf_of"),
            prefetch("links_out", EventLink, "target__", "source", "target"),
            prefetch("links_in", EventLink, "source__", "source", "target"),
            prefetch("figures", Figure, ""),
            CLAIMS,
        )
        .order_by("date_from", "id")
    )
    serializer_class = EventSerializer
    filter_backends = [django_filters.rest_framework.DjangoFilterBackend]
    filterset_class = EventFilters
    pagination_class = Pages
    renderer_classes: Any = [renderers.JSONRenderer]
    lookup_field = "slug"


router = SimpleRouter()
router.register("plain", PlainEvents, basename="plain-event")
urlpatterns = [path("", include("balkanwatch.urls")), path("", include(router.urls))]
