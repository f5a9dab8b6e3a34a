"""Sources, and the claims that every other resource shows, in the API."""

from rest_framework import serializers

from api.serializers import (
    EdtfDateField,
    ModelRowSerializer,
    ReferenceSerializer,
    RowSerializer,
    SelfUrlField,
)
from sources.choices import ClaimKind, Credibility, Verdict
from sources.models import Source


class SourceReference(ReferenceSerializer):
    """A source in short."""

    class Meta:
        model = Source
        fields = ["slug", "title", "kind"]


class ClaimSerializer(RowSerializer):
    """What one source states about a row; `field` is empty where it is about the row as a whole."""

    source = SourceReference()  # type: ignore[assignment]
    locator = serializers.CharField(help_text="Where in the source: page, line (L23), timecode.")
    field = serializers.CharField(help_text="The field it is about; empty for the whole row.")
    kind = serializers.ChoiceField(choices=ClaimKind.choices)
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    credibility = serializers.ChoiceField(choices=Credibility.choices)
    attributed_to = serializers.CharField(help_text="Whom the source names as saying so.")
    asserted_value = serializers.CharField(help_text="What the source says instead.")
    quote = serializers.CharField()


class SourceSerializer(ModelRowSerializer):
    """A publication; what it says is at `/claims/?source=`."""

    url = SelfUrlField("source-detail")
    published_on_edtf = EdtfDateField("published_on", "published_precision")
    publisher_url = serializers.CharField(
        source="url", help_text="Address at the publisher; empty where there is none."
    )
    archive_url = serializers.CharField(help_text="Archived copy; empty where there is none.")

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
            "reliability",
            "updated_at",
        ]
