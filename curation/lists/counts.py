"""Counts that stay quick however long a table gets: up to a bound, and of a sample of pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.core.exceptions import EmptyResultSet
from django.core.paginator import Paginator
from django.db import connection
from django.utils.formats import number_format
from django.utils.functional import cached_property

from records.sql import fill, sql_file

# Lists are counted, and leafed through, up to here; beyond, one narrows them down.
MOST_OF_LIST = 10_000
# Pages of a table that an estimate reads
PAGES, PAGE_BYTES = 1_000, 8_192


class Bounded(int):
    """A count that goes up to a bound; shown as “10,000+” where there are more."""

    is_bounded = False

    @classmethod
    def of(cls, counted: int, most: int) -> Self:
        """From a count that went one further than the bound."""
        count = cls(min(counted, most))
        count.is_bounded = counted > most
        return count

    def at_least(self) -> Self:
        """The same count where there may be more."""
        count = type(self)(self)
        count.is_bounded = True
        return count

    def __str__(self) -> str:
        text = number_format(int(self), force_grouping=True)
        return f"{text}+" if self.is_bounded else text


def bounded_counts(*limited: tuple[Any, int]) -> list[Bounded]:
    """How many rows each queryset has, up to the bound that comes with it, in one query."""
    counts: list[str] = []
    parameters: list[Any] = []
    for queryset, most in limited:
        try:
            sql, values = queryset.order_by().values("pk")[: most + 1].query.sql_with_params()
        except EmptyResultSet:
            counts.append("0")
            continue
        counts.append(fill("(SELECT count(*) FROM (:rows) AS found)", rows=sql))
        parameters.extend(values)
    if not counts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counts)}", parameters)
        found = cursor.fetchone()
    return [Bounded.of(count, most) for count, (_, most) in zip(found, limited, strict=True)]


class BoundedPaginator(Paginator):
    """Pages up to a bound: no list is counted whole, and no page lies deep in it."""

    @cached_property
    def count(self) -> Bounded:
        return bounded_counts((self.object_list, MOST_OF_LIST))[0]


@dataclass(frozen=True)
class Share:
    """How many rows have a value; an estimate where only some pages of a table were read."""

    value: Any
    count: int
    is_estimate: bool

    def __str__(self) -> str:
        if not self.is_estimate:
            return number_format(self.count, force_grouping=True)
        digits = len(str(self.count)) - 2
        return f"≈ {number_format(round(self.count, -max(digits, 0)), force_grouping=True)}"


def shares(tables: Iterable[str], value: str, condition: str = "true") -> list[Share]:
    """How many rows of the tables meet the condition, by a value; both are SQL of our own.

    Tables of up to `PAGES` pages are read whole; of longer ones a sample of so many, always the same.
    """
    sampled = [
        sql_file(
            "curation/shares_of_table",
            table=table,
            value=value,
            condition=condition,
            bytes_read=PAGES * PAGE_BYTES,
        )
        for table in tables
    ]
    if not sampled:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            fill(
                "SELECT value, round(sum(n)), bool_or(estimated)"
                " FROM (:shares) AS found GROUP BY 1 ORDER BY 1",
                shares=" UNION ALL ".join(sampled),
            )
        )
        return [Share(each, int(count), estimated) for each, count, estimated in cursor.fetchall()]
