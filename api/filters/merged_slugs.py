"""What slugs in parameters mean: public records, and those that merged ones were merged into."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Model

from api.compiler.json_rows import fetch_all
from api.pagination.count_cache import cached_answer
from records.public_rows import can_be_retracted, table_name


@dataclass(frozen=True, order=True)
class FollowedMerge:
    """A slug in a query that stands for the record into which its own record was merged."""

    kind: str
    slug: str
    merged_into: str


class FoundRecords(NamedTuple):
    """The primary keys of the public records that slugs mean, sorted, and the merges behind them."""

    keys: tuple[int, ...]
    followed: tuple[FollowedMerge, ...]


def find_public(
    records: type[Model], slugs: Iterable[str], version: tuple[object, ...]
) -> FoundRecords:
    """The public records that the slugs mean in this version of the data; unknown slugs mean none."""
    wanted = tuple(sorted(set(slugs)))
    return cached_answer(("slugs", records, *wanted), version, lambda: _find(records, wanted))


def _find(records: type[Model], slugs: tuple[str, ...]) -> FoundRecords:
    rows = records._default_manager
    found = dict(rows.filter(slug__in=slugs).values_list("slug", "pk"))
    missing = [slug for slug in slugs if slug not in found]
    followed = []
    if missing and can_be_retracted(records):
        followed = fetch_all(
            "SELECT slug, merged_into FROM records_tombstone"
            " WHERE table_name = %s AND slug = ANY(%s) AND merged_into IS NOT NULL ORDER BY slug",
            [table_name(records), missing],
        )
    if followed:
        remaining = rows.filter(slug__in=[merged_into for _, merged_into in followed])
        found |= dict(remaining.values_list("slug", "pk"))
    kind = str(records._meta.model_name)
    return FoundRecords(
        tuple(sorted(found.values())), tuple(FollowedMerge(kind, *each) for each in followed)
    )
