"""Actors and relationships in the API."""

from actors.api.filters import ActorFilters, RelationshipFilters
from actors.api.serializers import ActorSerializer, RelationshipSerializer
from actors.models import Actor, Relationship
from api.citation import CitableViewSet


class ActorViewSet(CitableViewSet):
    """States, organisations, blocs, forces, people and groups; sorted by slug."""

    queryset = Actor.objects.all()
    serializer_class = ActorSerializer
    filterset_class = ActorFilters
    example = "albania"


class RelationshipViewSet(CitableViewSet):
    """Memberships, offices, recognitions and other relationships between actors; sorted by slug."""

    queryset = Relationship.objects.all()
    serializer_class = RelationshipSerializer
    filterset_class = RelationshipFilters
    example = "serbia-membership-nato"
