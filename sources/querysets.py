"""What sources and claims can be asked."""

from typing import Any, Self

from django.db.models import Count, Q, QuerySet

from records.choices import ReviewStatus
from records.querysets import RecordQuerySet
from sources.choices import Verdict


class SourceQuerySet(RecordQuerySet):
    """Sources."""


class ClaimQuerySet(QuerySet):
    """Claims of one app; `arc` of the model names the kinds of rows that they can be about."""

    def public(self) -> Self:
        """Claims whose source is published."""
        return self.filter(source__review_status=ReviewStatus.PUBLISHED)

    def supporting(self) -> Self:
        return self.filter(verdict=Verdict.SUPPORTS)

    def contradicting(self) -> Self:
        return self.filter(verdict=Verdict.CONTRADICTS)

    def of_source(self, slug: str) -> Self:
        """What one source says, in the order of its locators' appearance."""
        return self.filter(source__slug=slug).select_related("source", *self.model.arc)

    def get_by_natural_key(self, source: str, about: str, row: list[Any], *statement: Any) -> Any:
        target = self.model._meta.get_field(about).related_model._default_manager
        keys = dict(zip(self.model.STATEMENT, statement, strict=True))
        return self.get(source__slug=source, **{about: target.get_by_natural_key(*row)}, **keys)


def count_of_sources(claims: str = "claims") -> Count:
    """How many different sources support a row, for annotations."""
    return Count(
        f"{claims}__source", filter=Q(**{f"{claims}__verdict": Verdict.SUPPORTS}), distinct=True
    )
