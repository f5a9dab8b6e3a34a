"""Agreements, clauses and topics in the API."""

from typing import Any

from agreements.api.filters import AgreementFilters, ClauseFilters, TopicFilters
from agreements.api.serializers import AgreementSerializer, ClauseSerializer, TopicSerializer
from agreements.models import Agreement, Clause, Topic
from records.api.views import CODE, SLUG, ReadViewSet


class AgreementViewSet(ReadViewSet):
    """Instruments that actors agreed to, with their parties and clauses; by slug."""

    queryset = Agreement.objects.all()
    serializer_class = AgreementSerializer
    filterset_class = AgreementFilters
    sorts = ("slug", "signed_on", "updated_at")


class ClauseViewSet(ReadViewSet):
    """Provisions of agreements, coded by topic, commitment and strength; by agreement and number."""

    queryset = Clause.objects.all()
    serializer_class = ClauseSerializer
    filterset_class = ClauseFilters
    order = ("agreement__slug", "number")
    sorts = ("key",)
    lookup_field = "key"
    lookup_value_regex = rf"{SLUG}\.[1-9][0-9]{{0,4}}"

    def key(self) -> dict[str, Any]:
        agreement, _, number = self.kwargs["key"].partition(".")
        return {"agreement__slug": agreement, "number": number}


class TopicViewSet(ReadViewSet):
    """The vocabulary of what clauses are about; by code."""

    queryset = Topic.objects.all()
    serializer_class = TopicSerializer
    filterset_class = TopicFilters
    order = ("code",)
    sorts = ("code",)
    lookup_field = "code"
    lookup_value_regex = CODE
