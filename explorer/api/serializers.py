"""Serializers of the answers to questions across apps, with records in compact form."""

from typing import Any

from rest_framework import serializers

from actors.choices import ActorKind
from actors.models import Relationship
from agreements.api.serializers import AgreementPartySerializer, AgreementReference
from agreements.models import Agreement, AgreementParty
from api.serializers import ModelRowSerializer, RowSerializer, TextListField
from events.api.serializers import EventReference
from events.models import Event
from explorer.network import MAX_GROUNDS, MAX_TIES, NetworkKind
from explorer.snapshot import MAX_SNAPSHOT_ROWS, RELATIONS

TRUNCATED_HELP = f"Whether a list has more than {MAX_SNAPSHOT_ROWS:,} rows."


class CompactRelationship(ModelRowSerializer):
    """A relationship with the slugs of its actors."""

    subject = serializers.CharField(source="subject.slug", help_text="Slug of the subject.")
    object = serializers.CharField(source="object.slug", help_text="Slug of the object.")

    class Meta:
        model = Relationship
        fields = ["slug", "subject", "object", "status", "title"]


class CompactAgreement(ModelRowSerializer):
    """An agreement with the slugs of the actors that had signed it by the day."""

    parties = serializers.SerializerMethodField(help_text="Slugs of the actors that had signed.")

    class Meta:
        model = Agreement
        fields = ["slug", "title", "kind", "parties"]

    def get_parties(self, agreement: Agreement) -> list[str]:
        parties: list[AgreementParty] = vars(agreement)["signed_parties"]
        return list(dict.fromkeys(party.actor.slug for party in parties))


class CompactEvent(EventReference):
    """The short form of an event, with the code of its type."""

    type = serializers.CharField(source="type.code", help_text="Code of the type.")

    class Meta:
        model = Event
        fields = ["slug", "title", "type", "date"]


class RelationsSerializer(RowSerializer):
    """Relationships by kind."""

    def get_fields(self) -> dict[str, serializers.Field]:
        lists: dict[str, serializers.Field] = {
            name: CompactRelationship(many=True, read_only=True) for name in RELATIONS
        }
        return lists | super().get_fields()


class SnapshotSerializer(RelationsSerializer):
    """Everything known to hold on a day; lists are sorted by slug."""

    on = serializers.DateField()
    agreements_in_force = CompactAgreement(many=True)
    agreements_signed = CompactAgreement(many=True, help_text="Agreements signed by the day.")
    truncated = serializers.BooleanField(help_text=TRUNCATED_HELP)

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        return {"on": fields.pop("on")} | fields


class AgreementChangesSerializer(RowSerializer):
    """Agreements by kind of change."""

    signed = CompactAgreement(many=True)
    entered_into_force = CompactAgreement(many=True)
    ended = CompactAgreement(many=True)


class ChangesSerializer(RowSerializer):
    """Changes after `from` and up to `to`; lists are sorted by slug, events by date."""

    began = RelationsSerializer()
    ended = RelationsSerializer()
    agreements = AgreementChangesSerializer()
    events = CompactEvent(many=True)
    truncated = serializers.BooleanField(help_text=TRUNCATED_HELP)

    def get_fields(self) -> dict[str, serializers.Field]:
        days: dict[str, serializers.Field] = {
            name: serializers.DateField(read_only=True) for name in ("from", "to")
        }
        return days | super().get_fields()


class SignatorySerializer(AgreementPartySerializer):
    """An actor that had signed; sorted by slug."""

    class Meta(AgreementPartySerializer.Meta):
        fields = [
            name
            for name in AgreementPartySerializer.Meta.fields
            if name not in {"actions", "claims"}
        ]


class SignatoriesSerializer(RowSerializer):
    """The signatories of an agreement by a day; `agreement` is null if no such one is published."""

    agreement = AgreementReference(allow_null=True)
    on = serializers.DateField()
    member_of = serializers.CharField(allow_null=True)
    signatories = SignatorySerializer(many=True)


class NodeSerializer(RowSerializer):
    """An actor in a network; sorted by slug."""

    id = serializers.CharField(source="slug", help_text="Slug of the actor.")
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=ActorKind.choices)


class TieSerializer(RowSerializer):
    """A tie between two actors; sorted by weight, heaviest first, then by slugs."""

    source: Any = serializers.CharField(help_text="Slug of the member or of the aligned actor.")
    target = serializers.CharField(help_text="Slug of the other actor.")
    kind = serializers.ChoiceField(choices=NetworkKind.choices)
    weight = serializers.IntegerField(help_text="Number of records behind the tie.")
    statuses = TextListField(
        help_text="Statuses of the memberships or alignments: member, opposed …",
    )
    rests_on = TextListField(
        help_text="Slugs of the relationships, agreements or events behind the tie, "
        f"up to {MAX_GROUNDS}.",
    )


class AboutNetworkSerializer(RowSerializer):
    """The parameters of the request, and whether the answer is complete."""

    kind = serializers.ChoiceField(choices=NetworkKind.choices)
    on = serializers.DateField()
    actor = serializers.CharField(allow_null=True)
    min_weight = serializers.IntegerField()
    truncated = serializers.BooleanField(
        help_text=f"Whether there are more than {MAX_TIES:,} links; only the heaviest are listed."
    )
    footnote = serializers.CharField()


class NetworkSerializer(RowSerializer):
    """A network in the format of networkx: `node_link_graph(answer, edges="links")`."""

    directed = serializers.BooleanField(help_text="Whether the direction of links matters.")
    multigraph = serializers.BooleanField(help_text="Always false: each pair has at most one link.")
    graph = AboutNetworkSerializer()
    nodes = NodeSerializer(many=True)
    links = TieSerializer(many=True)
