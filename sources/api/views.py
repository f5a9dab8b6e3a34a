"""Sources in the API."""

import datetime as dt
from dataclasses import replace

from api.citation import CitableViewSet, Citation
from records.choices import DatePrecision
from sources.api.filters import SourceFilters
from sources.api.serializers import SourceSerializer
from sources.choices import SourceKind
from sources.models import Source

# Types of CSL 1.0.2; other kinds are documents
CSL_TYPES = {
    SourceKind.TREATY_TEXT: "treaty",
    SourceKind.WIRE: "article-newspaper",
    SourceKind.NEWS: "article-newspaper",
    SourceKind.ANALYSIS: "report",
    SourceKind.ACADEMIC: "article-journal",
    SourceKind.DATASET: "dataset",
    SourceKind.SOCIAL: "post",
    SourceKind.INTERVIEW: "interview",
}
# How many of year, month and day are known at each precision
KNOWN_PARTS = {
    DatePrecision.DAY: 3,
    DatePrecision.MONTH: 2,
    DatePrecision.QUARTER: 1,
    DatePrecision.YEAR: 1,
}


class SourceViewSet(CitableViewSet):
    """Publications, documents and data sets that claims are taken from."""

    queryset = Source.objects.all()
    serializer_class = SourceSerializer
    filterset_class = SourceFilters
    example = "gardner-2025-new-alliances"
    sort_fields = ("slug", "title", "published_on", "updated_at")

    def citation(self, record: Source, *, accessed: dt.date | None) -> Citation:
        """The publication itself, with its own author, publisher and address."""
        day = record.published_on
        parts = (day.year, day.month, day.day) if day else ()
        return replace(
            super().citation(record, accessed=accessed),
            key=record.slug,
            kind=CSL_TYPES.get(SourceKind(record.kind), "document"),
            author=record.author,
            publisher=record.publisher,
            issued=parts[: KNOWN_PARTS.get(DatePrecision(record.published_precision), 0)],
            version="",
            url=record.url,
        )
