"""Counts that stay fast in tables of any length: up to a limit, or estimated from a sample of pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.core.exceptions import EmptyResultSet
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.functional import cached_property

from records.sql import run_sql

# Lists are counted and paged up to here; longer ones must be narrowed down.
MAX_LISTED = 10_000
# Pages of a table that an estimate reads
SAMPLED_PAGES, PAGE_BYTES = 1_000, 8_192


class BoundedCount(int):
    """A count up to a limit; shown as “10,000+” where there are more."""

    is_bounded = False

    @classmethod
    def of(cls, counted: int, limit: int) -> Self:
        """From a count that went one beyond the limit."""
        count = cls(min(counted, limit))
        count.is_bounded = counted > limit
        return count

    def __str__(self) -> str:
        text = number_format(int(self), force_grouping=True)
        return f"{text}+" if self.is_bounded else text


def bounded_counts(*limited: tuple[QuerySet, int]) -> list[BoundedCount]:
    """How many rows each queryset has, up to the limit that comes with it, in one query."""
    counts: list[str] = []
    parameters: list[Any] = []
    for queryset, limit in limited:
        try:
            sql, values = queryset.order_by().values("pk")[: limit + 1].query.sql_with_params()
        except EmptyResultSet:
            counts.append("0")
            continue
        counts.append(f"(SELECT count(*) FROM ({sql}) AS found)")  # noqa: S608 (made by the ORM)
        parameters.extend(values)
    if not counts:
        return []
    (found,) = run_sql(f"SELECT {', '.join(counts)}", parameters)
    return [BoundedCount.of(count, limit) for count, (_, limit) in zip(found, limited, strict=True)]


class BoundedPaginator(Paginator):
    """Pages up to a limit: no list is counted completely, and no page lies beyond the limit."""

    @cached_property
    def count(self) -> BoundedCount:
        rows: Any = self.object_list
        return bounded_counts((rows, MAX_LISTED))[0]


@dataclass(frozen=True)
class ValueCount:
    """How many rows have a value; an estimate where only a sample of pages was read."""

    value: Any
    count: int
    is_estimate: bool

    def __str__(self) -> str:
        if not self.is_estimate:
            return number_format(self.count, force_grouping=True)
        digits = len(str(self.count)) - 2
        return f"≈ {number_format(round(self.count, -max(digits, 0)), force_grouping=True)}"


def value_counts(tables: Iterable[str], value: str, condition: str = "true") -> list[ValueCount]:
    """How many rows of the tables meet the condition, by value; both are trusted SQL expressions.

    Tables of up to `SAMPLED_PAGES` pages are read completely; of longer ones a sample of that size,
    always the same.
    """
    sampled = [
        f"SELECT {value} AS value, count(*) * max(pages.part) AS n, max(pages.part) > 1 AS estimated "  # noqa: S608 (no input)
        f'FROM "{table}" TABLESAMPLE SYSTEM (100 / {_sampling_factor(table)}) REPEATABLE (1), '
        f"(SELECT {_sampling_factor(table)} AS part) AS pages WHERE {condition} GROUP BY 1"
        for table in tables
    ]
    if not sampled:
        return []
    found = run_sql(
        "SELECT value, round(sum(n)), bool_or(estimated) "  # noqa: S608 (no input)
        f"FROM ({' UNION ALL '.join(sampled)}) AS found GROUP BY 1 ORDER BY 1"
    )
    return [ValueCount(each, int(count), estimated) for each, count, estimated in found]


def _sampling_factor(table: str) -> str:
    """SQL for the number of pages of the table per page that is read."""
    return f"greatest(1, pg_relation_size('{table}') / {SAMPLED_PAGES * PAGE_BYTES}.0)"
