"""Events, links, figures, places and event types in the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from actors.api.serializers import ActorReference
from agreements.api.serializers import AgreementReference
from api.serializers import (
    CrosswalkSerializer,
    EdtfDateField,
    EdtfWindowField,
    IdentifierSerializer,
    LinkSerializer,
    ModelRowSerializer,
    PublicIdField,
    ReferenceSerializer,
    RelatedSlugField,
    SelfUrlField,
    TermSerializer,
    shown_fields,
)
from events import models
from events.api.bounds import BoundsField, DatingField
from events.choices import EventLinkKind, LagUnit
from sources.api.serializers import ClaimSerializer


class EventTypeReference(TermSerializer):
    """The short form of an event type."""

    class Meta(TermSerializer.Meta):
        model = models.EventType


class EventTypeCrosswalkSerializer(CrosswalkSerializer):
    """An event type's counterpart in another coding scheme."""

    class Meta(CrosswalkSerializer.Meta):
        model = models.EventTypeCrosswalk


class EventTypeSerializer(ModelRowSerializer):
    """A type of event."""

    url = SelfUrlField("event-type-detail", lookup_field="code")
    parent = EventTypeReference(allow_null=True)
    crosswalks = EventTypeCrosswalkSerializer(many=True)

    class Meta:
        model = models.EventType
        reference_serializer = EventTypeReference
        fields = ["code", "url", "label", "definition", "parent", "crosswalks"]


@extend_schema_field(
    {
        "anyOf": [
            {"type": ["string", "null"]},
            {"$ref": "#/components/schemas/ActorReference"},
        ]
    }
)
class PlaceCountryField(RelatedSlugField):
    """The slug of the country; a place in full, which `expand` gives, has a reference here."""


class PlaceReference(ReferenceSerializer):
    """The short form of a place; degrees in WGS 84."""

    country = PlaceCountryField(
        help_text="Slug of the country; a reference to it if the place is expanded."
    )
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)

    class Meta:
        model = models.Place
        fields = ["slug", "name", "kind", "country", "latitude", "longitude"]


class PlaceNameSerializer(ModelRowSerializer):
    """A further name of a place, and from which to before which date (EDTF) it was used; sorted by language."""

    valid_from = EdtfDateField("valid_from", "valid_from_precision")
    valid_to = EdtfDateField("valid_to", "valid_to_precision")

    class Meta:
        model = models.PlaceName
        fields = ["name", "language", "valid_from", "valid_to"]


class PlaceIdentifierSerializer(IdentifierSerializer):
    """A code of a place in another system, besides its GeoNames number; sorted by system."""

    class Meta(IdentifierSerializer.Meta):
        model = models.PlaceIdentifier


class PlaceSerializer(ModelRowSerializer):
    """A place where events happen, from a facility to a region; degrees in WGS 84."""

    url = SelfUrlField("place-detail")
    country = ActorReference(allow_null=True)
    parent = PlaceReference(allow_null=True)
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    names = PlaceNameSerializer(many=True)
    identifiers = PlaceIdentifierSerializer(many=True)

    class Meta:
        model = models.Place
        reference_serializer = PlaceReference
        fields = [
            "slug",
            "url",
            *shown_fields(models.Place, without=["slug"]),
            "names",
            "identifiers",
        ]


class EventReference(ReferenceSerializer):
    """The short form of an event."""

    date = EdtfWindowField()

    class Meta:
        model = models.Event
        fields = ["slug", "title", "date"]


class ParticipationSerializer(ModelRowSerializer):
    """An actor's role in an event; sorted by role and actor."""

    actor = ActorReference()
    toward = ActorReference(allow_null=True)
    on_behalf_of = ActorReference(allow_null=True)
    claims = ClaimSerializer(many=True)

    class Meta:
        model = models.Participation
        fields = [*shown_fields(models.Participation, without=["event"]), "claims"]


class EventLinkSideSerializer(LinkSerializer):
    """A link from or to an event, as part of that event."""

    kind = serializers.ChoiceField(choices=EventLinkKind.choices)
    event = EventReference(source="other")
    lag = serializers.IntegerField(
        allow_null=True, help_text="How long after the earlier event the later one happened."
    )
    lag_unit = serializers.ChoiceField(choices=["", *LagUnit.values])
    claims = ClaimSerializer(many=True)


class EventFigureSerializer(ModelRowSerializer):
    """A number about an event; sorted by slug."""

    value = serializers.FloatField(
        help_text="The number in the given unit; the lower end of a range."
    )
    value_max = serializers.FloatField(allow_null=True, help_text="The upper end of a range.")
    as_of_edtf = EdtfDateField("as_of", "as_of_precision")
    claims = ClaimSerializer(many=True)

    class Meta:
        model = models.Figure
        fields = [
            "slug",
            *shown_fields(models.Figure, without=["actor", "agreement", "event"]),
            "claims",
        ]


class FigureIdentifierSerializer(IdentifierSerializer):
    """A code of a figure in another system; sorted by system."""

    class Meta(IdentifierSerializer.Meta):
        model = models.FigureIdentifier


class FigureSerializer(EventFigureSerializer):
    """A number with its unit and date, about an actor, an agreement or an event."""

    url = SelfUrlField("figure-detail")
    actor = ActorReference(allow_null=True)
    agreement = AgreementReference(allow_null=True)
    event = EventReference(allow_null=True)
    identifiers = FigureIdentifierSerializer(many=True)

    class Meta(EventFigureSerializer.Meta):
        fields = [
            "url",
            *EventFigureSerializer.Meta.fields,
            "actor",
            "agreement",
            "event",
            "identifiers",
            "updated_at",
        ]


class EventLinkSerializer(ModelRowSerializer):
    """A link between two events: `source` is the later event; `kind` says how it relates to `target`."""

    id: Any = PublicIdField(help_text="Permanent id of the link.")
    url = SelfUrlField("event-link-detail", lookup_field="public_id", lookup_url_kwarg="id")
    source: Any = EventReference()
    target = EventReference()
    claims = ClaimSerializer(many=True)

    class Meta:
        model = models.EventLink
        fields = ["id", "url", "source", "kind", "target", "lag", "lag_unit", "claims"]


class EventIdentifierSerializer(IdentifierSerializer):
    """A code of an event in another system; sorted by system."""

    class Meta(IdentifierSerializer.Meta):
        model = models.EventIdentifier


class EventSerializer(ModelRowSerializer):
    """Something that happened, was announced or is alleged, with its date window."""

    url = SelfUrlField("event-detail")
    type = EventTypeReference()
    date = EdtfWindowField()
    place = PlaceReference(allow_null=True)
    agreement = AgreementReference(allow_null=True)
    parent = EventReference(allow_null=True)
    dating = DatingField()
    bounds = BoundsField()
    participations = ParticipationSerializer(many=True)
    links = EventLinkSideSerializer(many=True, source="*")
    figures = EventFigureSerializer(many=True)
    identifiers = EventIdentifierSerializer(many=True)
    claims = ClaimSerializer(many=True)

    class Meta:
        model = models.Event
        reference_serializer = EventReference
        fields = [
            "slug",
            "url",
            "title",
            "summary",
            "type",
            "modality",
            "date",
            "date_from",
            "date_to",
            "date_precision",
            "end_precision",
            "date_qualifier",
            "end_qualifier",
            "is_span",
            "lifecycle",
            "dating",
            "undated_reason",
            "bounds",
            "place",
            "geo_precision",
            "agreement",
            "parent",
            "part_in_time",
            "participations",
            "links",
            "figures",
            "identifiers",
            "claims",
            "updated_at",
        ]
