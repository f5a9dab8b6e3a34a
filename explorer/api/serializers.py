"""Answers to the questions that span the apps, records in compact form."""

from typing import Any

from rest_framework import serializers

from actors.choices import ActorKind
from actors.models import Relationship
from agreements.api.serializers import AgreementPartySerializer, AgreementReference
from agreements.models import Agreement
from api.serializers import ModelRowSerializer, RowSerializer
from events.api.serializers import EventReference
from events.models import Event
from explorer.network import MAX_GROUNDS, MAX_TIES, NetworkKind
from explorer.snapshot import MAX_SNAPSHOT_ROWS, RELATIONS

CUT = f"Whether a list was cut at {MAX_SNAPSHOT_ROWS:,} rows."


class CompactRelationship(ModelRowSerializer):
    """A relationship by slugs."""

    subject = serializers.CharField(source="subject.slug", help_text="Slug of who stands so.")
    object = serializers.CharField(source="object.slug", help_text="Slug of towards whom.")

    class Meta:
        model = Relationship
        fields = ["slug", "subject", "object", "status", "title"]


class CompactAgreement(ModelRowSerializer):
    """An agreement with the slugs of those that had signed it by the day."""

    parties = serializers.SerializerMethodField(help_text="Slugs of those that had signed.")

    class Meta:
        model = Agreement
        fields = ["slug", "title", "kind", "parties"]

    def get_parties(self, agreement: Any) -> list[str]:
        return list(dict.fromkeys(party.actor.slug for party in agreement.signed_parties))


class CompactEvent(EventReference):
    """An event in short, with the code of its type."""

    type = serializers.CharField(source="type.code", help_text="Code of the type.")

    class Meta:
        model = Event
        fields = ["slug", "title", "type", "date"]


class RelationsSerializer(RowSerializer):
    """Relations by kind."""

    def get_fields(self) -> dict[str, Any]:
        lists = {name: CompactRelationship(many=True, read_only=True) for name in RELATIONS}
        return lists | super().get_fields()


class SnapshotSerializer(RelationsSerializer):
    """What is known to hold on a day; lists by slug."""

    on = serializers.DateField()
    agreements_in_force = CompactAgreement(many=True)
    agreements_signed = CompactAgreement(many=True, help_text="Signed by the day.")
    truncated = serializers.BooleanField(help_text=CUT)

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        return {"on": fields.pop("on")} | fields

    def to_representation(self, instance: Any) -> dict[str, Any]:
        return super().to_representation(vars(instance) | instance.relations)


class AgreementChangesSerializer(RowSerializer):
    """Agreements by what became of them."""

    signed = CompactAgreement(many=True)
    entered_into_force = CompactAgreement(many=True)
    ended = CompactAgreement(many=True)


class ChangesSerializer(RowSerializer):
    """What changed after `from`, up to and including `to`; lists by slug, events by day."""

    began = RelationsSerializer()
    ended = RelationsSerializer()
    agreements = AgreementChangesSerializer()
    events = CompactEvent(many=True)
    truncated = serializers.BooleanField(help_text=CUT)

    def get_fields(self) -> dict[str, Any]:
        days = {
            "from": serializers.DateField(source="first", read_only=True),
            "to": serializers.DateField(source="last", read_only=True),
        }
        return days | super().get_fields()


class SignatorySerializer(AgreementPartySerializer):
    """An actor that had signed; by slug."""

    class Meta(AgreementPartySerializer.Meta):
        fields = [name for name in AgreementPartySerializer.Meta.fields if name != "claims"]


class SignatoriesSerializer(RowSerializer):
    """Who had signed an agreement by a day; `agreement` is null where none is published."""

    agreement = AgreementReference(allow_null=True)
    on = serializers.DateField()
    member_of = serializers.CharField(allow_null=True)
    signatories = SignatorySerializer(many=True)


class NodeSerializer(RowSerializer):
    """An actor of a network; by slug."""

    id = serializers.CharField(source="slug", help_text="Slug of the actor.")
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=ActorKind.choices)


class TieSerializer(RowSerializer):
    """A tie between two actors; heaviest first, then by slugs."""

    source = serializers.CharField(help_text="Slug of the member, or of the one that is aligned.")  # type: ignore[assignment]
    target = serializers.CharField(help_text="Slug of the other actor.")
    kind = serializers.ChoiceField(choices=NetworkKind.choices)
    weight = serializers.IntegerField(help_text="How many records it rests on.")
    statuses = serializers.ListField(
        child=serializers.CharField(), help_text="Of memberships and alignments: member, opposed …"
    )
    rests_on = serializers.ListField(
        child=serializers.CharField(),
        help_text="Slugs of the relationships, agreements or events it rests on, "
        f"{MAX_GROUNDS} at most.",
    )


class AboutNetworkSerializer(RowSerializer):
    """What was asked, and whether all of it is there."""

    kind = serializers.ChoiceField(choices=NetworkKind.choices)
    on = serializers.DateField()
    actor = serializers.CharField(allow_null=True)
    min_weight = serializers.IntegerField()
    truncated = serializers.BooleanField(
        help_text=f"Whether there are more than {MAX_TIES:,} links; the heaviest are here."
    )
    footnote = serializers.CharField()


class NetworkSerializer(RowSerializer):
    """A network as networkx reads it: `node_link_graph(answer, edges="links")`."""

    directed = serializers.BooleanField(help_text="Whether source and target are not alike.")
    multigraph = serializers.BooleanField(help_text="Always false: a pair is linked once.")
    graph = AboutNetworkSerializer()
    nodes = NodeSerializer(many=True)
    links = TieSerializer(many=True)
