"""Filters of the lists of sources and claims."""

from typing import ClassVar

from api.filters.base import (
    ChoiceFilter,
    ChoiceInFilter,
    NotAfterFilter,
    NotBeforeFilter,
    NumberFilter,
    StrictFilterSet,
    TextFilter,
)
from api.filters.facets import Facet
from api.filters.multi_value import ChoiceNotFilter, RecordFilterSet
from api.filters.references import ReferenceFilter
from sources.choices import ClaimKind, Reliability, SourceKind, Verdict
from sources.models import Source


class SourceFilters(RecordFilterSet):
    facets: ClassVar = {
        "kind": Facet("kind"),
        "publisher": Facet("publisher"),
        "language": Facet("language"),
    }
    examples = {
        "slug__in": "gardner-2025-new-alliances",
        "updated_at__gte": "2025-01-01",
        "q": "recognition",
        "kind": "analysis",
        "kind__in": "analysis,news",
        "kind__not": "dataset",
        "publisher": "Balkan Insight",
        "published_on__gte": "2025-01-01",
        "published_on__lte": "2010-12-31",
        "language": "sr-Latn",
        "reliability__in": "A,B",
    }

    q = TextFilter(
        queryset_method="matching",
        help_text="Words of the title, the author or the publisher, in any script.",
    )
    kind = ChoiceFilter(choices=SourceKind.choices, help_text="Kind of publication.")
    kind__in = ChoiceInFilter("kind", SourceKind)
    kind__not = ChoiceNotFilter("kind", SourceKind)
    publisher = TextFilter(
        lookup_expr="folded", help_text="Publisher; case and diacritics are ignored."
    )
    published_on__gte = NotBeforeFilter(
        field_name="published_on", help_text="Published on this day or later, as far as known."
    )
    published_on__lte = NotAfterFilter(
        field_name="published_on", help_text="Published on this day or earlier, as far as known."
    )
    language = TextFilter(help_text="BCP 47 tag as stored, such as sq or sr-Cyrl.")
    reliability__in = ChoiceInFilter(
        "reliability", Reliability, "Any of these letters of the NATO Admiralty code."
    )


class ClaimFilters(StrictFilterSet):
    facets: ClassVar = {
        "kind": Facet("kind"),
        "verdict": Facet("verdict"),
        "source": Facet("source__slug", "source__title"),
    }
    examples = {
        "source": "gardner-2025-new-alliances",
        "kind": "assessment",
        "verdict": "contradicts",
        "credibility__lte": "2",
    }

    source = ReferenceFilter(Source, help_text="Slug of the source.")
    kind = ChoiceFilter(choices=ClaimKind.choices, help_text="Kind of statement.")
    verdict = ChoiceFilter(choices=Verdict.choices, help_text="Supports, contradicts or mentions.")
    credibility__lte = NumberFilter(
        field_name="credibility",
        lookup_expr="lte",
        min_value=1,
        max_value=6,
        help_text="At least this credible: 1 confirmed … 6 cannot be judged (Admiralty code).",
    )
