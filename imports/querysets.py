"""What imports, their rows and their faults can be asked."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Aggregate,
    BigIntegerField,
    Case,
    Count,
    Exists,
    Min,
    OuterRef,
    Q,
    QuerySet,
    When,
)
from django.utils import timezone

from imports.choices import Step


class FirstLines(Aggregate):
    """The first five lines, in order."""

    template = "(array_agg(%(expressions)s ORDER BY %(expressions)s))[1:5]"
    output_field = ArrayField(BigIntegerField())


class ImportQuerySet(QuerySet[Any]):
    """Imports."""

    def whole(self) -> Self:
        """Those that are no part of another."""
        return self.filter(part_of=None)

    def may_be_seen_with(self, resources: Iterable[str], user: int) -> Self:
        """Those whose files all are among these, and what somebody has brought whose sort is not known yet."""
        ours = Q(resource__in=resources)
        made = self.model.objects.filter(part_of=OuterRef("pk"))
        of_parts = Q(Exists(made)) & ~Exists(made.exclude(resource__in=resources))
        return self.filter(ours | Q(resource="") & (of_parts | Q(who=user)))

    def busy(self) -> Self:
        """Those that the worker is at, or will be."""
        return self.exclude(step=Step.NOTHING)

    def busy_first(self) -> Self:
        """Those that are worked on before the others, the latest first."""
        return self.order_by(Case(When(step=Step.NOTHING, then=1), default=0), "-pk")

    def silent_since(self, moment: dt.datetime) -> Self:
        """Busy ones without a sign of life since then."""
        return self.busy().filter(heartbeat_at__lt=moment)

    def over_since(self, moment: dt.datetime) -> Self:
        """Those with which nothing was done since then."""
        return self.filter(step=Step.NOTHING, created_at__lt=moment).exclude(
            finished_at__gte=moment
        )

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


class NameMatchQuerySet(QuerySet[Any]):
    """Remembered names."""

    def get_by_natural_key(self, table: str, name: str) -> Any:
        return self.get(table=table, name=name)

    def remember(self, table: str, name: str, row: int, who: Any) -> None:
        """The name means this row from now on, whatever it meant before."""
        match = self.model(table=table, name=name, row=row, who=who, changed_at=timezone.now())
        self.bulk_create(
            [match],
            update_conflicts=True,
            unique_fields=["table", "folded"],
            update_fields=["name", "row", "who", "changed_at"],
        )
