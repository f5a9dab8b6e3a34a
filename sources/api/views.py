"""Sources in the API."""

from records.api.views import ReadViewSet
from sources.api.filters import SourceFilters
from sources.api.serializers import SourceSerializer
from sources.models import Source


class SourceViewSet(ReadViewSet):
    """Publications, documents and data sets that claims are taken from."""

    queryset = Source.objects.all()
    serializer_class = SourceSerializer
    filterset_class = SourceFilters
    sorts = ("slug", "published_on", "updated_at")
