"""What fields suggest while a name is typed: the name itself first, what begins with it, codes, words inside."""

from enum import IntEnum
from typing import Any

from django.db.models import Case, IntegerField, Model, QuerySet, When

from records.codes import keys_with_code
from records.querysets import RecordQuerySet, SearchedQuerySet, TermQuerySet
from records.search import EXACT_BONUS, SearchTerms
from records.sorting import SORT_KEY

# How many rows are put in this order; other matches follow in the order of the list
MOST_SUGGESTED = 60
# The rank of a name that is exactly the text: the bonus, and both similarities
EXACT_RANK = EXACT_BONUS + 2.0
ROUNDING = 1e-6


class Closeness(IntEnum):
    """How a row fits the text, the closest first."""

    NAME = 0
    FURTHER_NAME = 1
    BEGINNING = 2
    CODE = 3
    WORD = 4
    OTHER = 5


def selectable(rows: QuerySet) -> QuerySet:
    """The rows that a field can newly refer to: none that was retracted or merged into another one."""
    return rows.not_retracted() if isinstance(rows, RecordQuerySet) else rows


def by_name(rows: QuerySet) -> QuerySet:
    """The rows in the order of their names or titles, where these have a sort key; otherwise as they are."""
    fields = {field.name for field in rows.model._meta.local_fields}
    return rows.order_by(SORT_KEY, "pk") if SORT_KEY in fields else rows


def closest_rows(rows: SearchedQuerySet, text: str) -> list[Model]:
    """Up to `MOST_SUGGESTED` of the rows, those that fit the unfinished name best, the closest first."""
    terms = SearchTerms.of(text)
    if not terms.folded:
        return []
    table: Any = rows.model._default_manager.all()
    places: dict[Any, tuple[Closeness, float]] = {}
    if terms.prefix_query:
        words = table.with_word_prefixes(terms).values_list("pk", "rank")[:MOST_SUGGESTED]
        places |= {key: (Closeness.WORD, -rank) for key, rank in words}
    if hasattr(rows.model, "slug"):
        coded = keys_with_code(rows.model, rows.codes, text)
        places |= {each["pk"]: (Closeness.CODE, 0.0) for each in coded}
    for key, rank in table.name_prefix_ranks(terms, MOST_SUGGESTED).items():
        is_exact = rank > EXACT_RANK - ROUNDING
        places[key] = (Closeness.FURTHER_NAME if is_exact else Closeness.BEGINNING, -rank)
    best = sorted(places, key=lambda key: places[key])[:MOST_SUGGESTED]
    is_own_name = _place((Closeness.NAME, {"folded": terms.folded}))
    found = by_name(rows.filter(pk__in=best)).annotate(closeness=is_own_name)
    # Rows that are equally close stay in the order of their names.
    return sorted(found, key=lambda row: min((row.closeness, 0.0), places[row.pk]))


def terms_by_closeness(terms: TermQuerySet, text: str) -> TermQuerySet:
    """The same terms of a vocabulary, those first that are called so or have this code."""
    place = _place(
        (Closeness.NAME, {"label__folded": text}),
        (Closeness.BEGINNING, {"label__folded__startswith": text}),
        (Closeness.CODE, {"code__startswith": text.lower()}),
    )
    return terms.order_by(place, "code")


def _place(*cases: tuple[Closeness, dict[str, str]]) -> Case:
    """The closeness of the first lookups that a row meets."""
    whens = [When(**lookups, then=closeness.value) for closeness, lookups in cases]
    return Case(*whens, default=Closeness.OTHER.value, output_field=IntegerField())
