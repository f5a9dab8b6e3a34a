"""What every curated table can be asked."""

from typing import Any, ClassVar, Self

from django.db.models import Model, Q, QuerySet

from records.choices import ReviewStatus


class TableQuerySet(QuerySet):
    """Rows of any table."""

    # References of which each row has exactly one: the row is part of whatever that one names.
    arc: ClassVar[tuple[str, ...]] = ()

    def public(self, *, given: str = "") -> Self:
        """What anonymous readers may learn of: published, and part only of what is public itself.

        `given` names a reference to a row that is known to be public: a parent whose children these are.
        """
        return self.filter(self.shown(given=given))

    def shown(self, path: str = "", *, given: str = "") -> Q:
        """Condition: the row at this lookup path is public, as are all rows it cannot do without.

        References that may be empty say nothing about the row; whoever shows it must show those to
        unpublished records as empty.
        """
        condition = Q()
        for field in self.model._meta.concrete_fields:
            if field.name == given:
                continue
            if field.name == "review_status":
                condition &= Q(**{f"{path}review_status": ReviewStatus.PUBLISHED})
            elif field.is_relation and not field.null:
                condition &= self._shown_at(field, path)
        whole = Q()
        for name in self.arc if given not in self.arc else ():
            whole |= self._shown_at(self.model._meta.get_field(name), path)
        return condition & whole

    @staticmethod
    def _shown_at(reference: Any, path: str) -> Q:
        rows: Any = reference.related_model._default_manager.all()
        return rows.shown(f"{path}{reference.name}__")

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

    def within(self, code: str) -> Self:
        """The term of this code and everything below it."""
        return self.filter(within("code", code))

    def get_by_natural_key(self, code: str) -> Any:
        return self.get(code=code)


class CrosswalkQuerySet(QuerySet):
    """Counterparts of terms in other vocabularies."""

    def public(self, *, given: str = "") -> Self:
        """All of them, as all terms are public."""
        return self.all()

    def get_by_natural_key(self, term: str, scheme: str, code: str) -> Any:
        return self.get(term__code=term, scheme=scheme, code=code)


def within(path: str, code: str) -> Q:
    """Condition: the code at this lookup path is the given one or stands below it."""
    return Q(**{path: code}) | Q(**{f"{path}__startswith": f"{code}."})


def key_of(row: Model | None, attribute: str = "slug") -> str | None:
    """The human key of a referenced row, for natural keys with optional parts."""
    return None if row is None else getattr(row, attribute)
