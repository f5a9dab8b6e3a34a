"""Queries on imports, their rows, faults and changes, and remembered names."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self, TypedDict, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Exists, F, Func, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone

from imports.choices import NOTICES, RUNNING_STATUSES, FaultKind, ImportStatus, ImportStep

if TYPE_CHECKING:
    from imports.models import Import, ImportFault, NameMatch, SavedProfile

M = TypeVar("M", bound=models.Model)

# Between a value and the nearest known one
NEAREST = "\x01"


class FirstLines(models.Aggregate):
    """The first five lines, in order."""

    template = "(array_agg(DISTINCT %(expressions)s ORDER BY %(expressions)s))[1:5]"
    output_field = ArrayField(models.BigIntegerField())


class FirstText(models.Aggregate):
    """The text of the first of several faults."""

    template = '(array_agg(%(expressions)s ORDER BY "line", "number"))[1]'
    output_field = models.TextField()


class SomeTexts(models.Aggregate):
    """At most twenty different texts, in alphabetical order."""

    template = "(array_agg(DISTINCT %(expressions)s))[1:20]"
    output_field = ArrayField(models.TextField())


class ImportQuerySet(QuerySet["Import"]):
    """Imports."""

    def without_parts(self) -> Self:
        """Imports that are not part of another."""
        return self.filter(part_of=None)

    def visible_to(self, resources: Iterable[str], user_id: int) -> Self:
        """Imports into these resources only, and those of the user whose resource is not known yet."""
        parts = self.model.objects.filter(part_of=models.OuterRef("pk"))
        has_only_visible_parts = Q(Exists(parts)) & ~Exists(parts.exclude(resource__in=resources))
        is_undetected = Q(resource="") & (has_only_visible_parts | Q(user=user_id))
        return self.filter(Q(resource__in=resources) | is_undetected)

    def busy(self) -> Self:
        """Imports with a step that is queued or running."""
        return self.exclude(step=ImportStep.NOTHING)

    def busy_first(self) -> Self:
        """Busy imports before the others, the latest first."""
        is_idle = Case(When(step=ImportStep.NOTHING, then=1), default=0)
        return self.order_by(is_idle, "-pk")

    def silent_since(self, moment: dt.datetime) -> Self:
        """Imports that a worker or a command should be working on, without a heartbeat since then.

        A command queues no step: its imports are running, or were only just created.
        """
        is_busy = ~Q(step=ImportStep.NOTHING)
        is_of_command = Q(status__in=RUNNING_STATUSES) | Q(status=ImportStatus.QUEUED)
        last_sign = Coalesce("heartbeat_at", "created_at")
        silent = self.without_parts().filter(is_busy | is_of_command)
        return silent.alias(last_sign=last_sign).filter(last_sign__lt=moment)

    def finished_before(self, moment: dt.datetime) -> Self:
        """Idle imports whose last step, if any, ended before then."""
        idle = self.filter(step=ImportStep.NOTHING, created_at__lt=moment)
        return idle.exclude(finished_at__gte=moment)

    def get_by_natural_key(self, key: str) -> "Import":
        return self.get(key=key)


class NumberedQuerySet(QuerySet[M]):
    """Rows, faults or changes of imports."""

    def get_by_natural_key(self, key: str, number: int) -> M:
        return self.get(import_job__key=key, number=number)


class FaultGroup(TypedDict):
    """Faults of one kind in one column: the first of them, how many there are, and some of their values."""

    kind: str
    # The column; "" for faults that are in none, or about several
    place: str
    first_column: str
    first_value: str
    first_expected: str
    first_nearest: str
    count: int
    lines: list[int]
    # Each with the nearest known value after `NEAREST`
    some_values: list[str]
    different: int


class FaultQuerySet(NumberedQuerySet["ImportFault"]):
    """Faults of imports."""

    def preventing(self) -> Self:
        """Those that must be fixed before the file can be imported."""
        return self.exclude(kind__in=NOTICES)

    def notices(self) -> Self:
        """Those with which the file can be imported; rows that they are about may be left out."""
        return self.filter(kind__in=NOTICES)

    def grouped(self) -> "QuerySet[ImportFault, FaultGroup]":
        """One row for each kind of fault in a column, the earliest first.

        Faults are of one kind if their messages differ only in the values that they quote; each name that matches no
        record is one of its own.
        """
        text = models.TextField()
        quoted = (Value("“[^”]*”"), Value(""), Value("g"))
        message = Func(F("expected"), *quoted, function="regexp_replace", output_field=text)
        differs = Q(kind__in=(FaultKind.AMBIGUOUS, FaultKind.DUPLICATE))
        is_name = Q(kind=FaultKind.UNMATCHED)
        message_kind = Case(
            When(differs, then=Value("")),
            When(is_name, then=F("value")),
            default=message,
            output_field=text,
        )
        # One line names all unknown columns.
        is_unknown = Q(kind=FaultKind.UNKNOWN_COLUMN)
        place = Case(When(is_unknown, then=Value("")), default=F("column"), output_field=text)
        return (
            self.order_by()
            .annotate(message=message_kind, place=place)
            .values("kind", "place", "message")
            .annotate(
                count=models.Count("id"),
                first=models.Min("line"),
                lines=FirstLines("line"),
                first_value=FirstText("value"),
                first_expected=FirstText("expected"),
                first_nearest=FirstText("nearest"),
                first_column=FirstText("column"),
                some_values=SomeTexts(
                    Concat("value", Value(NEAREST), "nearest", output_field=text)
                ),
                different=models.Count("value", distinct=True),
            )
            .order_by("first", "place", "kind", "first_value")
        )


class NameMatchQuerySet(QuerySet["NameMatch"]):
    """Remembered names."""

    def get_by_natural_key(self, table: str, name: str) -> "NameMatch":
        return self.get(table=table, name=name)

    def remember(self, table: str, name: str, row: int, user_id: int | None) -> None:
        """From now on the name means this row, whatever it meant before."""
        now = timezone.now()
        match = self.model(table=table, name=name, row=row, user_id=user_id, changed_at=now)
        self.bulk_create(
            [match],
            update_conflicts=True,
            unique_fields=["table", "folded"],
            update_fields=["name", "row", "user", "changed_at"],
        )


class SavedProfileQuerySet(QuerySet["SavedProfile"]):
    """Profiles made in the admin."""

    def get_by_natural_key(self, name: str) -> "SavedProfile":
        return self.get(name=name)
