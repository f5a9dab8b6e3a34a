"""Sources in the API, and the claims that other resources show."""

from rest_framework import serializers

from api.serializers import (
    EdtfDateField,
    IdentifierSerializer,
    ModelRowSerializer,
    ReferenceSerializer,
    RelatedSlugField,
    RowSerializer,
    SelfUrlField,
)
from sources.choices import ClaimKind, Credibility, Verdict
from sources.models import Source, SourceIdentifier


class SourceReference(ReferenceSerializer):
    """The short form of a source."""

    relies_on = RelatedSlugField(
        help_text="Slug of the source that it repeats: both are one origin; null if it is one itself."
    )

    class Meta:
        model = Source
        fields = ["slug", "title", "kind", "relies_on"]


class ClaimSerializer(RowSerializer):
    """What a source states about a row; `field` is empty if it is about the whole row."""

    source = SourceReference()  # type: ignore[assignment]
    locator = serializers.CharField(help_text="Where in the source: page, line (L23), timecode.")
    field = serializers.CharField(help_text="The field it is about; empty for the whole row.")
    kind = serializers.ChoiceField(choices=ClaimKind.choices)
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    credibility = serializers.ChoiceField(choices=Credibility.choices)
    attributed_to = serializers.CharField(help_text="Whom the source names as its origin.")
    asserted_value = serializers.CharField(help_text="What the source says instead.")
    quote = serializers.CharField()


class SourceIdentifierSerializer(IdentifierSerializer):
    """A code of a source in another system; sorted by system."""

    class Meta(IdentifierSerializer.Meta):
        model = SourceIdentifier


class SourceSerializer(ModelRowSerializer):
    """A publication; its claims are at `/claims/?source=`."""

    url = SelfUrlField("source-detail")
    published_on_edtf = EdtfDateField("published_on", "published_precision")
    publisher_url = serializers.CharField(
        source="url", help_text="Address at the publisher; empty if there is none."
    )
    archive_url = serializers.CharField(help_text="Archived copy; empty if there is none.")
    relies_on = SourceReference(allow_null=True)
    identifiers = SourceIdentifierSerializer(many=True)

    class Meta:
        model = Source
        reference_serializer = SourceReference
        fields = [
            "slug",
            "url",
            "kind",
            "title",
            "author",
            "publisher",
            "published_on",
            "published_precision",
            "published_on_edtf",
            "language",
            "publisher_url",
            "archive_url",
            "accessed_on",
            "licence",
            "relies_on",
            "word_count",
            "reliability",
            "identifiers",
            "updated_at",
        ]
