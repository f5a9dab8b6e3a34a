"""Agreements, their clauses and topics in the API."""

from typing import Any

from django.db.models import F, Func
from rest_framework import serializers

from actors.api.serializers import ActorReference
from agreements.api.party_fields import (
    PartyStatusDayField,
    PartyStatusEdtfField,
    PartyStatusField,
    PartyStatusPrecisionField,
    ReservationField,
    SignatoryField,
    SignatoryOfficeField,
    StandingField,
    standing_to_sql,
)
from agreements.choices import AgreementLinkKind
from agreements.models import (
    Agreement,
    AgreementIdentifier,
    AgreementParty,
    Clause,
    PartyAction,
    Representative,
    Topic,
    TopicCrosswalk,
)
from api.compiler.expressions import Concatenation, Literal
from api.compiler.json_rows import RowPath
from api.serializers import (
    CrosswalkSerializer,
    EdtfDateField,
    IdentifierSerializer,
    LinkSerializer,
    ModelRowSerializer,
    ReferenceSerializer,
    SelfUrlField,
    TermSerializer,
    shown_fields,
)
from sources.api.serializers import ClaimSerializer


class TopicReference(TermSerializer):
    """The short form of a topic."""

    class Meta(TermSerializer.Meta):
        model = Topic


class TopicCrosswalkSerializer(CrosswalkSerializer):
    """A topic's counterpart in another data set's vocabulary."""

    class Meta(CrosswalkSerializer.Meta):
        model = TopicCrosswalk


class TopicSerializer(ModelRowSerializer):
    """A subject of clauses."""

    url = SelfUrlField("topic-detail", lookup_field="code")
    parent = TopicReference(allow_null=True)
    crosswalks = TopicCrosswalkSerializer(many=True)

    class Meta:
        model = Topic
        reference_serializer = TopicReference
        fields = ["code", "url", "label", "definition", "parent", "crosswalks"]


class AgreementReference(ReferenceSerializer):
    """The short form of an agreement."""

    class Meta:
        model = Agreement
        fields = ["slug", "title", "kind"]


class RepresentativeSerializer(ModelRowSerializer):
    """A person who acted for a party; sorted by slug and office."""

    person = ActorReference(allow_null=True)

    class Meta:
        model = Representative
        fields = shown_fields(Representative, without=["action"])


class PartyActionSerializer(ModelRowSerializer):
    """What a party did, with the persons who acted; sorted by day, undated actions last."""

    happened_on_edtf = EdtfDateField("happened_on", "happened_precision")
    effective_on_edtf = EdtfDateField("effective_on", "effective_precision")
    representatives = RepresentativeSerializer(many=True)
    claims = ClaimSerializer(many=True)

    class Meta:
        model = PartyAction
        fields = [*shown_fields(PartyAction, without=["party"]), "representatives", "claims"]


class AgreementPartySerializer(ModelRowSerializer):
    """An actor's role in an agreement; sorted by role and actor."""

    actor = ActorReference()
    status = PartyStatusField()
    status_on = PartyStatusDayField()
    status_precision = PartyStatusPrecisionField()
    status_on_edtf = PartyStatusEdtfField()
    signatory = SignatoryField(allow_null=True)
    signatory_capacity = SignatoryOfficeField()
    reservation = ReservationField()
    actions = PartyActionSerializer(many=True)
    claims = ClaimSerializer(many=True)

    class Meta:
        model = AgreementParty
        fields = [
            *shown_fields(AgreementParty, without=["agreement"]),
            "status",
            "status_on",
            "status_precision",
            "status_on_edtf",
            "signatory",
            "signatory_capacity",
            "reservation",
            "actions",
            "claims",
        ]

    def function_to_sql(self, path: RowPath) -> Func | None:
        asks = any(isinstance(field, StandingField) for field in self.fields.values())
        return standing_to_sql(path) if asks else None


class AgreementClauseSerializer(ModelRowSerializer):
    """A clause of an agreement; sorted by number."""

    topics = TopicReference(many=True)
    concerns = ActorReference(many=True)
    claims = ClaimSerializer(many=True)

    class Meta:
        model = Clause
        fields = [*shown_fields(Clause, without=["agreement"]), "claims"]


class ClauseKey(serializers.CharField):
    """The key of a clause: the agreement's slug, a dot and the clause's number."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            source="*",
            read_only=True,
            help_text="Slug of the agreement, a dot, the number: tirana-declaration-2025.3",
            **options,
        )

    def to_representation(self, value: Any) -> str:
        return f"{value.agreement.slug}.{value.number}"

    def to_sql(self, path: RowPath) -> Concatenation:
        return clause_key(path)


class ClauseUrlField(SelfUrlField):
    """The address of a clause."""

    def get_url(self, obj: Any, view_name: str, request: Any, format: Any) -> str:
        key = f"{obj.agreement.slug}.{obj.number}"
        return self.reverse(view_name, kwargs={"key": key}, request=request)

    def to_sql(self, path: RowPath) -> Concatenation:
        return self.url_to_sql(clause_key(path))


def clause_key(path: RowPath) -> Concatenation:
    """SQL of a clause's key."""
    return Concatenation(F(path.lookup("agreement.slug")), Literal("."), F(path.lookup("number")))


class ClauseSerializer(AgreementClauseSerializer):
    """A provision of an agreement, coded by its commitment and strength."""

    key = ClauseKey()
    url = ClauseUrlField("clause-detail")
    agreement = AgreementReference()

    class Meta(AgreementClauseSerializer.Meta):
        fields = ["key", "url", "agreement", *AgreementClauseSerializer.Meta.fields]


class AgreementLinkSerializer(LinkSerializer):
    """A link between two agreements, seen from one of them."""

    kind = serializers.ChoiceField(choices=AgreementLinkKind.choices)
    agreement = AgreementReference(source="other")
    claims = ClaimSerializer(many=True)


class AgreementIdentifierSerializer(IdentifierSerializer):
    """A code of an agreement in another system; sorted by system."""

    class Meta(IdentifierSerializer.Meta):
        model = AgreementIdentifier


class AgreementSerializer(ModelRowSerializer):
    """An instrument that actors agreed to, from treaty to declaration."""

    url = SelfUrlField("agreement-detail")
    bloc = ActorReference(allow_null=True)
    signed_on_edtf = EdtfDateField("signed_on", "signed_precision")
    in_force_on_edtf = EdtfDateField("in_force_on", "in_force_precision")
    terminated_on_edtf = EdtfDateField("terminated_on", "terminated_precision")
    parties = AgreementPartySerializer(many=True)
    clauses = AgreementClauseSerializer(many=True)
    links = AgreementLinkSerializer(many=True, source="*")
    identifiers = AgreementIdentifierSerializer(many=True)
    claims = ClaimSerializer(many=True)

    class Meta:
        model = Agreement
        reference_serializer = AgreementReference
        fields = [
            "slug",
            "url",
            *shown_fields(Agreement),
            "parties",
            "clauses",
            "links",
            "identifiers",
            "claims",
            "updated_at",
        ]
