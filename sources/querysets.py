"""Queries on sources, claims, and rows that claims are about."""

from typing import Any, Self

from django.db.models import Count, Exists, F, Max, Min, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from records.querysets import RecordQuerySet, SearchedQuerySet, TableQuerySet
from sources.choices import Verdict

# The origin of a claim: the source that its own source relies on, or that source itself
ORIGIN = Coalesce("source__relies_on", "source")


def support_counts() -> dict[str, Count]:
    """Numbers of different sources, and of different origins, that support a row with claims."""
    origin = Coalesce("claims__source__relies_on", "claims__source")
    counted: dict[str, Combinable] = {"source_count": F("claims__source"), "origin_count": origin}
    supporting = Q(claims__verdict=Verdict.SUPPORTS)
    return {name: Count(what, filter=supporting, distinct=True) for name, what in counted.items()}


class SourceQuerySet(RecordQuerySet, SearchedQuerySet):
    """Sources."""


class CitedQuerySet(TableQuerySet):
    """Rows that claims are about."""

    def with_source_count(self) -> Self:
        """Adds `source_count` to filter by: how many different sources support the row."""
        supporting = {"verdict": Verdict.SUPPORTS}
        return self.alias(source_count=self.distinct_child_count("claims", "source", **supporting))

    def with_origin_count(self) -> Self:
        """Adds `origin_count` to filter by: how many independent origins support the row."""
        supporting = {"verdict": Verdict.SUPPORTS}
        return self.alias(origin_count=self.distinct_child_count("claims", ORIGIN, **supporting))

    def without_claim(self) -> Self:
        """Rows without any claim."""
        return self.filter(~self.child_exists("claims"))

    def resting_on_one_source(self) -> Self:
        """Rows that exactly one source supports."""
        return self.filter(Exists(self._supporting_sources().filter(first=F("last"))))

    def resting_on_one_origin(self) -> Self:
        """Rows that several sources support, which all rely on one of them, or on the same one."""
        several = self._supporting_sources().exclude(first=F("last"))
        return self.filter(Exists(several.filter(first_origin=F("last_origin"))))

    def contradicted(self) -> Self:
        """Rows with a field that a source contradicts."""
        return self.filter_distinct(claims__verdict=Verdict.CONTRADICTS)

    def _supporting_sources(self) -> Any:
        """First and last source that support the outer row, and their first and last origin."""
        claims = self._referring("claims").filter(verdict=Verdict.SUPPORTS)
        # Compares row by row: the first few of a million are found without counting all claims.
        return claims.values(self._reference("claims")).annotate(
            first=Min("source"),
            last=Max("source"),
            first_origin=Min(ORIGIN),
            last_origin=Max(ORIGIN),
        )


class CitedRecordQuerySet(RecordQuerySet, CitedQuerySet):
    """Records that claims are about."""


class ClaimQuerySet(TableQuerySet):
    """Claims of one app."""

    def supporting(self) -> Self:
        return self.filter(verdict=Verdict.SUPPORTS)

    def count_by_grade(self) -> dict[str, int]:
        """Number of claims by grade, such as B2: reliability of the source, credibility of the claim."""
        grades = self.order_by().values_list("source__reliability", "credibility")
        return {f"{letter}{digit}": n for letter, digit, n in grades.annotate(n=Count("pk"))}

    def get_by_natural_key(
        self, source: str, about: str, row: list[object], *statement: object
    ) -> Any:
        model: Any = self.model
        target = model._meta.get_field(about).related_model._default_manager
        keys = dict(zip(model.STATEMENT, statement, strict=True))
        return self.get(source__slug=source, **{about: target.get_by_natural_key(*row)}, **keys)
