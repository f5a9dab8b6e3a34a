"""Queries on sources, claims, and rows that claims are about."""

from typing import Any, Self

from django.db.models import Count, Exists, F, Max, Min

from records.querysets import RecordQuerySet, SearchedQuerySet, TableQuerySet
from sources.choices import Verdict


class SourceQuerySet(RecordQuerySet, SearchedQuerySet):
    """Sources."""


class CitedQuerySet(TableQuerySet):
    """Rows that claims are about."""

    def with_source_count(self) -> Self:
        """Adds `source_count` to filter by: how many different sources support the row."""
        supporting = {"verdict": Verdict.SUPPORTS}
        return self.alias(source_count=self.distinct_child_count("claims", "source", **supporting))

    def without_claim(self) -> Self:
        """Rows without any claim."""
        return self.filter(~self.child_exists("claims"))

    def resting_on_one_source(self) -> Self:
        """Rows that exactly one source supports."""
        claims = self._referring("claims").filter(verdict=Verdict.SUPPORTS)
        # Compares row by row: the first few of a million are found without counting all claims.
        sources = claims.values(self._reference("claims")).annotate(
            first=Min("source"), last=Max("source")
        )
        return self.filter(Exists(sources.filter(first=F("last"))))

    def contradicted(self) -> Self:
        """Rows with a field that a source contradicts."""
        return self.filter_distinct(claims__verdict=Verdict.CONTRADICTS)


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
