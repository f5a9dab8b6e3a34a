"""Actors and relationships in the API."""

from actors.models import (
    Actor,
    ActorIdentifier,
    ActorName,
    Relationship,
    RelationshipIdentifier,
)
from api.serializers import (
    EdtfDateField,
    IdentifierSerializer,
    ModelRowSerializer,
    ReferenceSerializer,
    SelfUrlField,
    shown_fields,
)
from sources.api.serializers import ClaimSerializer


class ActorReference(ReferenceSerializer):
    """The short form of an actor."""

    class Meta:
        model = Actor
        fields = ["slug", "name", "kind"]


class ActorNameSerializer(ModelRowSerializer):
    """A name of an actor, and from which to before which date (EDTF) it was used; sorted by language."""

    valid_from = EdtfDateField("valid_from", "valid_from_precision")
    valid_to = EdtfDateField("valid_to", "valid_to_precision")

    class Meta:
        model = ActorName
        fields = ["name", "language", "kind", "valid_from", "valid_to"]


class ActorIdentifierSerializer(IdentifierSerializer):
    """A code of an actor in another system; sorted by system."""

    class Meta(IdentifierSerializer.Meta):
        model = ActorIdentifier


class ActorSerializer(ModelRowSerializer):
    """A state, organisation, bloc, force, person or group."""

    url = SelfUrlField("actor-detail")
    country = ActorReference(allow_null=True)
    active_from_edtf = EdtfDateField("active_from", "active_from_precision")
    active_to_edtf = EdtfDateField("active_to", "active_to_precision")
    names = ActorNameSerializer(many=True)
    identifiers = ActorIdentifierSerializer(many=True)
    claims = ClaimSerializer(many=True)

    class Meta:
        model = Actor
        reference_serializer = ActorReference
        fields = [
            "slug",
            "url",
            *shown_fields(Actor),
            "names",
            "identifiers",
            "claims",
            "updated_at",
        ]


class RelationshipIdentifierSerializer(IdentifierSerializer):
    """A code of a relationship in another system; sorted by system."""

    class Meta(IdentifierSerializer.Meta):
        model = RelationshipIdentifier


class RelationshipSerializer(ModelRowSerializer):
    """A dated relationship of one actor to another; `end_on` is the first day it no longer held."""

    url = SelfUrlField("relationship-detail")
    subject = ActorReference()
    object = ActorReference()
    start_on_edtf = EdtfDateField("start_on", "start_precision")
    end_on_edtf = EdtfDateField("end_on", "end_precision")
    identifiers = RelationshipIdentifierSerializer(many=True)
    claims = ClaimSerializer(many=True)

    class Meta:
        model = Relationship
        fields = [
            "slug",
            "url",
            *shown_fields(Relationship),
            "identifiers",
            "claims",
            "updated_at",
        ]
