"""Actors and relationships in the API."""

from functools import cached_property
from typing import Any

from actors.api.filters import ActorFilters, RelationshipFilters
from actors.api.serializers import ActorSerializer, RelationshipSerializer
from actors.api.standings import WITHOUT_STANDING_SCHEMA, without_standing_note
from actors.models import Actor, Relationship
from api.citation import CitableViewSet
from api.errors import Json
from api.pagination.pages import ListPagination


class StandingsPagination(ListPagination):
    """Pages of a list that can be one of standings."""

    def get_paginated_response_schema(self, schema: Json) -> Json:
        envelope = super().get_paginated_response_schema(schema)
        envelope["properties"]["without_standing"] = WITHOUT_STANDING_SCHEMA
        return envelope


class StandingsViewSet(CitableViewSet):
    """A resource whose lists can be lists of standings, and then say how many actors have none recorded."""

    pagination_class = StandingsPagination

    @cached_property
    def notes(self) -> Json:
        notes = super().notes
        filterset: Any = getattr(self, "filterset", None)
        found = [
            without_standing_note(question, filterset.actor_kinds(), self.version, self.request)
            for question in (filterset.standing_questions() if filterset else [])
        ]
        return notes | ({"without_standing": found} if found else {})


class ActorViewSet(StandingsViewSet):
    """States, organisations, blocs, forces, people and groups; sorted by slug."""

    queryset = Actor.objects.all()
    serializer_class = ActorSerializer
    filterset_class = ActorFilters
    example = "albania"
    sort_fields = ("slug", "name", "updated_at")


class RelationshipViewSet(StandingsViewSet):
    """Memberships, offices, recognitions and other relationships between actors; sorted by slug."""

    queryset = Relationship.objects.all()
    serializer_class = RelationshipSerializer
    filterset_class = RelationshipFilters
    example = "serbia-membership-nato"
