"""What imports, their rows and their faults can be asked."""

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db.models import Aggregate, BigIntegerField, Count, Min, QuerySet


class FirstLines(Aggregate):
    """The first five lines, in order."""

    template = "(array_agg(%(expressions)s ORDER BY %(expressions)s))[1:5]"
    output_field = ArrayField(BigIntegerField())


class ImportQuerySet(QuerySet[Any]):
    """Imports."""

    def get_by_natural_key(self, key: str) -> Any:
        return self.get(key=key)


class PartQuerySet(QuerySet[Any]):
    """Rows or changes of imports."""

    def get_by_natural_key(self, key: str, number: int) -> Any:
        return self.get(of__key=key, number=number)


class FaultQuerySet(PartQuerySet):
    """Faults of imports."""

    def grouped(self) -> Self:
        """One row for each root fault, with `count`, and `lines`, the first five it is in."""
        grouped: Any = (
            self.order_by()
            .values("kind", "column", "value", "expected", "nearest")
            .annotate(count=Count("id"), first=Min("line"), lines=FirstLines("line"))
            .order_by("first", "column", "kind", "value")
        )
        return grouped
