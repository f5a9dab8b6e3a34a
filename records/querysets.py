"""What every curated table can be asked."""

from typing import Any, Self

from django.db.models import Q, QuerySet

from records.choices import ReviewStatus


class TableQuerySet(QuerySet):
    """Rows of any table."""

    def having(self, *conditions: Q, **related: Any) -> Self:
        """Rows with one related row that meets all conditions; never a row twice."""
        matching = self.model._default_manager.filter(*conditions, **related)
        return self.filter(pk__in=matching.values("pk"))


class RecordQuerySet(TableQuerySet):
    """Curated records, addressed by slug."""

    def published(self) -> Self:
        """What the public may see."""
        return self.filter(review_status=ReviewStatus.PUBLISHED)

    def get_by_natural_key(self, slug: str) -> Any:
        return self.get(slug=slug)


class TermQuerySet(TableQuerySet):
    """Terms of a vocabulary, addressed by code."""

    def within(self, *codes: str) -> Self:
        """The terms of these codes and everything below them."""
        return self.filter(within("code", *codes))

    def get_by_natural_key(self, code: str) -> Any:
        return self.get(code=code)


class CrosswalkQuerySet(QuerySet):
    """Counterparts of terms in other vocabularies."""

    def get_by_natural_key(self, term: str, scheme: str, code: str) -> Any:
        return self.get(term__code=term, scheme=scheme, code=code)


def within(path: str, *codes: str) -> Q:
    """Condition: the code at this lookup path is one of the given ones or stands below it."""
    condition = Q(**{f"{path}__in": codes}) if len(codes) > 1 else Q(**{path: codes[0]})
    for code in codes:
        condition |= Q(**{f"{path}__startswith": f"{code}."})
    return condition
