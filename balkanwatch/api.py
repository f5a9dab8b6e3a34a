"""The public API: composes what the apps offer, and the claims that span them."""

from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import Model, Q, Value
from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerView
from rest_framework import serializers
from rest_framework.generics import get_object_or_404
from rest_framework.reverse import reverse
from rest_framework.routers import APIRootView, DefaultRouter

from actors.api.views import ActorViewSet, RelationshipViewSet
from actors.models import ActorClaim
from agreements.api.views import AgreementViewSet, ClauseViewSet, TopicViewSet
from agreements.models import AgreementClaim
from events.api.views import (
    EventLinkViewSet,
    EventTypeViewSet,
    EventViewSet,
    FigureViewSet,
    PlaceViewSet,
)
from events.models import EventClaim
from explorer.api.meta import MetaView
from explorer.api.urls import QUESTIONS
from records.api.errors import not_found
from records.api.filters import TextFilter
from records.api.values import pair_of
from records.api.views import NUMBER, ReadOnly, ReadViewSet
from sources.api.filters import ClaimFilters
from sources.api.serializers import ClaimSerializer
from sources.api.views import SourceViewSet


class About(NamedTuple):
    """What a claim can be about: the kind of the record, the way to it, and what tells its parts."""

    record: str
    path: str
    part: tuple[str, ...] = ()


# The tables of claims, each with its rows' subjects by the name of their foreign key
TABLES: dict[str, tuple[Any, dict[str, About]]] = {
    "actor": (
        ActorClaim,
        {
            "actor": About("actor", "actor"),
            "relationship": About("relationship", "relationship"),
        },
    ),
    "agreement": (
        AgreementClaim,
        {
            "agreement": About("agreement", "agreement"),
            "party": About("agreement", "party.agreement", ("party.actor.slug", "party.role")),
            "clause": About("agreement", "clause.agreement", ("clause.number",)),
            "link": About("agreement", "link.source", ("link.target.slug", "link.kind")),
        },
    ),
    "event": (
        EventClaim,
        {
            "event": About("event", "event"),
            "participation": About(
                "event",
                "participation.event",
                ("participation.actor.slug", "participation.role"),
            ),
            "link": About("event", "link.source", ("link.target.slug", "link.kind")),
            "figure": About("figure", "figure"),
        },
    ),
}
RECORDS = sorted({about.record for _, subjects in TABLES.values() for about in subjects.values()})
TABLE_OF = {model: name for name, (model, _) in TABLES.items()}


def public_claims(table: str) -> Any:
    """The public claims of one table, with the rows that say what they are about."""
    model, subjects = TABLES[table]
    joined = {"source"}
    for about in subjects.values():
        joined.add(about.path.replace(".", "__"))
        joined |= {part.rpartition(".")[0].replace(".", "__") for part in about.part}
    return model.objects.select_related(*sorted(joined))


class ListedClaimFilters(ClaimFilters):
    record = TextFilter(
        method="by_record",
        validators=[pair_of(RECORDS, "event:tirana-signing-2025")],
        help_text="Kind and slug of the record, such as event:tirana-signing-2025; claims about "
        "its participants, parties, clauses and links count.",
    )

    def by_record(self, rows: Any, name: str, value: str) -> Any:
        kind, _, slug = value.partition(":")
        _, subjects = TABLES[TABLE_OF[rows.model]]
        condition = Q(pk__in=[])
        for about in subjects.values():
            if about.record == kind:
                condition |= Q(**{f"{about.path.replace('.', '__')}__slug": slug})
        return rows.filter(condition)


class ListedClaimSerializer(ClaimSerializer):
    """What one source states about one row, with the record that the row belongs to."""

    key = serializers.SerializerMethodField(help_text="Key of the claim in this API.")
    url = serializers.SerializerMethodField(help_text="Address of this claim in the API.")
    record = serializers.SerializerMethodField(help_text="Kind and slug of the record.")
    about = serializers.SerializerMethodField(help_text="The record itself or a part of it.")
    part = serializers.SerializerMethodField(
        help_text="Which part: actor:role, a clause’s number, target:kind; null for the record."
    )

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        own = {name: fields.pop(name) for name in ("key", "url", "record", "about", "part")}
        return own | fields

    def get_key(self, claim: Any) -> str:
        return f"{TABLE_OF[type(claim)]}-{claim.pk}"

    def get_url(self, claim: Any) -> str:
        address = {"key": self.get_key(claim)}
        return reverse("claim-detail", kwargs=address, request=self.context["request"])

    def get_record(self, claim: Any) -> str:
        about = self._subject(claim)
        return f"{about.record}:{attrgetter(about.path)(claim).slug}"

    def get_about(self, claim: Any) -> str:
        return claim.about

    def get_part(self, claim: Any) -> str | None:
        part = self._subject(claim).part
        return ":".join(str(attrgetter(name)(claim)) for name in part) or None

    @staticmethod
    def _subject(claim: Model) -> About:
        _, subjects = TABLES[TABLE_OF[type(claim)]]
        return subjects[claim.about]  # type: ignore[attr-defined]


class ClaimViewSet(ReadViewSet):
    """What sources say: all claims about actors, relationships, agreements, events and figures."""

    queryset = EventClaim.objects.all()
    serializer_class = ListedClaimSerializer
    filterset_class = ListedClaimFilters
    lookup_field = "key"
    lookup_value_regex = f"(?:{'|'.join(TABLES)})-{NUMBER}"

    @classmethod
    def count_public(cls) -> int:
        return sum(model.objects.count() for model, _ in TABLES.values())

    def get_queryset(self) -> Any:
        return self.queryset

    def filter_queryset(self, queryset: Any) -> Any:
        """Keys of the claims of all tables, by table and number."""
        tables = []
        for name, (model, _) in TABLES.items():
            claims = super().filter_queryset(model.objects).order_by()
            tables.append(claims.annotate(table=Value(name)).values_list("table", "id"))
        return tables[0].union(*tables[1:], all=True).order_by("table", "id")

    def paginate_queryset(self, queryset: Any) -> Any:
        keys: Any = super().paginate_queryset(queryset)
        found: dict[tuple[str, int], Any] = {}
        for name in {table for table, _ in keys}:
            ids = [number for table, number in keys if table == name]
            found |= {(name, claim.pk): claim for claim in public_claims(name).filter(pk__in=ids)}
        return [found[key] for key in keys if key in found]

    def get_object(self) -> Any:
        table, _, number = self.kwargs["key"].partition("-")
        return get_object_or_404(public_claims(table), pk=number)


class Root(ReadOnly, APIRootView):
    """Where the resources are."""

    schema = None  # type: ignore[assignment]


class Router(DefaultRouter):
    APIRootView = Root
    include_format_suffixes = False


router = Router()
router.register("actors", ActorViewSet)
router.register("relationships", RelationshipViewSet)
router.register("agreements", AgreementViewSet)
router.register("clauses", ClauseViewSet)
router.register("topics", TopicViewSet)
router.register("events", EventViewSet)
router.register("event-types", EventTypeViewSet, basename="event-type")
router.register("event-links", EventLinkViewSet, basename="event-link")
router.register("figures", FigureViewSet)
router.register("places", PlaceViewSet)
router.register("sources", SourceViewSet)
router.register("claims", ClaimViewSet, basename="claim")

urlpatterns = [
    path("", include(router.urls)),
    path("", include("explorer.api.urls")),
    path(
        "meta/",
        MetaView.as_view(resources=router.registry, questions=QUESTIONS),
        name="meta",
    ),
    path("openapi.json", SpectacularJSONAPIView.as_view(), name="openapi"),
    path("docs/", SpectacularSwaggerView.as_view(url_name="openapi"), name="api-docs"),
    # Only addresses with a slash at the end, so that those without are sent to it
    re_path(r"^.*/$", not_found),
]
