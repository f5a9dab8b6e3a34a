"""Filters of the lists of sources and claims."""

from typing import ClassVar

from api.filters import filters
from api.filters.base import RecordFilterSet, StrictFilterSet
from api.filters.facets import Facet
from sources.choices import ClaimKind, Reliability, SourceKind, SourceScheme, Verdict
from sources.models import Source


class SourceFilters(RecordFilterSet):
    facets: ClassVar = {
        "kind": Facet("kind"),
        "publisher": Facet("publisher"),
        "language": Facet("language"),
    }
    examples = {"slug__in": "gardner-2025-new-alliances"}

    q = filters.SearchFilter(
        "Words of the title, the author or the publisher, in any script.", example="recognition"
    )
    identifier = filters.IdentifierFilter(SourceScheme, "doi:10.1080/03050629908434958")
    kind = filters.ChoiceFilter(SourceKind, "Kind of publication.", example="analysis")
    kind__in = filters.ChoiceInFilter("kind", SourceKind, example="analysis,news")
    kind__not = filters.ChoiceNotFilter("kind", SourceKind, example="dataset")
    publisher = filters.TextFilter(
        "Publisher; case and diacritics are ignored.",
        lookup_expr="folded",
        example="Balkan Insight",
    )
    published_on__gte = filters.NotBeforeFilter(
        "published_on", "Published on this day or later, as far as known.", example="2025-01-01"
    )
    published_on__lte = filters.NotAfterFilter(
        "published_on", "Published on this day or earlier, as far as known.", example="2010-12-31"
    )
    language = filters.TextFilter("BCP 47 tag as stored, such as sq or sr-Cyrl.", example="sr-Latn")
    reliability__in = filters.ChoiceInFilter(
        "reliability",
        Reliability,
        "Any of these letters of the NATO Admiralty code.",
        example="A,B",
    )


class ClaimFilters(StrictFilterSet):
    facets: ClassVar = {
        "kind": Facet("kind"),
        "verdict": Facet("verdict"),
        "source": Facet("source__slug", "source__title"),
    }

    source = filters.ReferenceFilter(
        Source, "Slug of the source.", example="gardner-2025-new-alliances"
    )
    kind = filters.ChoiceFilter(ClaimKind, "Kind of statement.", example="assessment")
    verdict = filters.ChoiceFilter(
        Verdict, "Supports, contradicts or mentions.", example="contradicts"
    )
    credibility__lte = filters.NumberFilter(
        "At least this credible: 1 confirmed … 6 cannot be judged (Admiralty code).",
        field_name="credibility",
        lookup_expr="lte",
        min_value=1,
        max_value=6,
        example="2",
    )
