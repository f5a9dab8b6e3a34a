"""What sources and claims can be asked."""

from typing import Any, Self

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q
from django.db.models.functions import Length

from records.querysets import RecordQuerySet, SearchedQuerySet, TableQuerySet
from sources.choices import Verdict


class SourceQuerySet(RecordQuerySet, SearchedQuerySet):
    """Sources."""


class CitedQuerySet(TableQuerySet):
    """Rows that claims are about, asked for the ground they stand on."""

    def with_source_count(self) -> Self:
        """Adds `source_count`: how many different sources support the row."""
        supporting = Q(claims__verdict=Verdict.SUPPORTS)
        return self.annotate(source_count=Count("claims__source", filter=supporting, distinct=True))

    def without_claim(self) -> Self:
        """Rows that no source says anything about."""
        return self.filter(~Exists(self._claims()))

    def resting_on_one_source(self) -> Self:
        """Rows that exactly one source supports."""
        claims = self._claims().filter(verdict=Verdict.SUPPORTS)
        # Row by row: whoever wants the first few of a million does not have all claims counted.
        sources = (
            claims.order_by().values(self._about).annotate(one=Min("source"), all=Max("source"))
        )
        return self.filter(Exists(sources.filter(one=F("all"))))

    def unsupported(self) -> Self:
        """Rows that no source supports."""
        return self.exclude(claims__verdict=Verdict.SUPPORTS)

    def contradicted(self) -> Self:
        """Rows that a source contradicts in some field."""
        return self.filter_distinct(claims__verdict=Verdict.CONTRADICTS)

    def _claims(self) -> Any:
        """The claims about one row of an outer query."""
        claims: Any = self.model._meta.get_field("claims")
        return claims.related_model._default_manager.filter(**{self._about: OuterRef("pk")})

    @property
    def _about(self) -> str:
        """Name of the foreign key by which claims are about these rows."""
        claims: Any = self.model._meta.get_field("claims")
        return str(claims.field.name)


class CitedRecordQuerySet(RecordQuerySet, CitedQuerySet):
    """Records that claims are about."""


class ClaimQuerySet(TableQuerySet):
    """Claims of one app; `arc` of the model names the kinds of rows that they can be about."""

    def supporting(self) -> Self:
        return self.filter(verdict=Verdict.SUPPORTS)

    def contradicting(self) -> Self:
        return self.filter(verdict=Verdict.CONTRADICTS)

    def count_by_grade(self) -> dict[str, int]:
        """Number of claims by grade, such as B2: reliability of the source, credibility of the claim."""
        grades = self.order_by().values_list("source__reliability", "credibility")
        return {f"{letter}{digit}": n for letter, digit, n in grades.annotate(n=Count("pk"))}

    def of_source(self, slug: str) -> Self:
        """What one source says, line by line: L2 before L10."""
        model: Any = self.model
        claims = self.filter(source__slug=slug).select_related("source", *model.arc)
        return claims.order_by(Length("locator"), "locator", "id")

    def get_by_natural_key(self, source: str, about: str, row: list[Any], *statement: Any) -> Any:
        model: Any = self.model
        target = model._meta.get_field(about).related_model._default_manager
        keys = dict(zip(model.STATEMENT, statement, strict=True))
        return self.get(source__slug=source, **{about: target.get_by_natural_key(*row)}, **keys)
