"""Agreements, clauses and topics in the API."""

from django.db.models import Model
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.api.compare import CellsTable, CompareFilters, ComparisonSerializer, compare
from agreements.api.filters import AgreementFilters, ClauseFilters, TopicFilters
from agreements.api.serializers import AgreementSerializer, ClauseSerializer, TopicSerializer
from agreements.models import Agreement, Clause, Topic
from api.citation import CitableListViewSet, CitableViewSet
from api.errors import InvalidParameters, ParameterError
from api.filters.base import StrictFilterBackend
from api.views import CODE_REGEX, SLUG_REGEX

SAME_AGREEMENT = "Two of these slugs mean the same agreement, since one was merged into the other."


class AgreementViewSet(CitableViewSet):
    """Instruments that actors agreed to, with their parties and clauses; sorted by slug."""

    queryset = Agreement.objects.all()
    serializer_class = AgreementSerializer
    filterset_class = AgreementFilters
    example = "tirana-declaration-2025"
    sort_fields = ("slug", "title", "signed_on", "updated_at")
    filtered_actions = ("list", "compare")
    record_days = ("on",)

    @extend_schema(responses=ComparisonSerializer, filters=True)
    @action(
        detail=False,
        filterset_class=CompareFilters,
        serializer_class=ComparisonSerializer,
        renderer_classes=[JSONRenderer, CellsTable],
    )
    def compare(self, request: Request, **suffix: object) -> Response:
        """Comparison of agreements: the topics that each of them covers and those they share."""
        checked = StrictFilterBackend().validated_filterset(request, Agreement.objects.all(), self)
        slugs = checked.form.cleaned_data["ids"]
        try:
            found = compare(slugs)
        except NotFound:
            slugs = self.current_slugs(Agreement, slugs)
            if len(set(slugs)) < len(slugs):
                raise InvalidParameters(
                    [ParameterError("ids", "repeated", SAME_AGREEMENT)]
                ) from None
            found = compare(slugs)
        return Response(self.get_serializer(found).data)

    def citation_title(self, record: Agreement) -> str:
        return record.title


class ClauseViewSet(CitableListViewSet):
    """Provisions of agreements, by topic, commitment and strength; sorted by agreement and number."""

    queryset = Clause.objects.all()
    serializer_class = ClauseSerializer
    filterset_class = ClauseFilters
    example = "tirana-declaration-2025.3"
    order = ("agreement__slug", "number")
    sort_fields = ("key",)
    lookup_field = "key"
    lookup_value_regex = rf"{SLUG_REGEX}\.[1-9][0-9]{{0,4}}"

    @classmethod
    def models_with_key_sql(cls) -> list[tuple[type[Model], str]]:
        agreement = "(SELECT slug FROM public.agreements_agreement WHERE id = {row}.agreement_id)"
        return [(Clause, f"{agreement} || '.' || {{row}}.number")]

    def key_lookup(self) -> dict[str, object]:
        agreement, _, number = self.kwargs["key"].partition(".")
        return {"agreement__slug": agreement, "number": number}

    def remaining_key(self, key: str) -> str | None:
        agreement, _, number = key.partition(".")
        [current] = self.current_slugs(Agreement, [agreement])
        is_there = Clause.objects.filter(agreement__slug=current, number=number).exists()
        return f"{current}.{number}" if current != agreement and is_there else None


class TopicViewSet(CitableListViewSet):
    """The topics of clauses; sorted by code."""

    queryset = Topic.objects.all()
    serializer_class = TopicSerializer
    filterset_class = TopicFilters
    example = "hyb.cyber"
    order = ("code",)
    sort_fields = ("code",)
    lookup_field = "code"
    lookup_value_regex = CODE_REGEX
