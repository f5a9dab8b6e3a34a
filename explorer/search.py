"""Search in all kinds of records at once, and suggestions for a name that is being typed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.functions import Concat

from actors.models import Actor
from agreements.models import Agreement, Clause
from events.models import Event, Place
from records.search import SearchTerms, best_sentence
from sources.models import Source

# Results that can be reached by paging
MAX_SEARCH_RESULTS = 1_000
MAX_SUGGESTIONS = 10


class SearchedKind(NamedTuple):
    """A kind of records: its model and resource, its columns for the title, snippet and key."""

    model: Any
    resource: str
    title: str
    text: str = ""
    key: F | Concat = F("slug")


CLAUSE_KEY = Concat("agreement__slug", Value("."), "number", output_field=TextField())
# Records of equal rank are sorted in this order.
SEARCHED_KINDS = {
    "actor": SearchedKind(Actor, "actors", "name", "description"),
    "agreement": SearchedKind(Agreement, "agreements", "title", "summary"),
    "event": SearchedKind(Event, "events", "title", "summary"),
    "place": SearchedKind(Place, "places", "name"),
    "source": SearchedKind(Source, "sources", "title"),
    "clause": SearchedKind(Clause, "clauses", "heading", "text", CLAUSE_KEY),
}
SUGGESTED_KINDS = ("actor", "agreement", "event", "place", "source")


@dataclass(frozen=True)
class Hit:
    """One result."""

    kind: str
    key: int
    rank: float

    @property
    def sort_key(self) -> tuple[float, int, int]:
        """Best rank first, then by kind and primary key."""
        return -self.rank, list(SEARCHED_KINDS).index(self.kind), self.key


@dataclass(frozen=True)
class SearchResults:
    """Results and their number; `is_exact` is false if only the newest of very many were ranked."""

    hits: list[Hit]
    count: int
    is_exact: bool
    as_written: bool


def search(words: SearchTerms, kinds: Iterable[str], *, start: int, stop: int) -> SearchResults:
    """Records of these kinds from start to stop, best first.

    If no record has the words as written, records with similar names.
    """
    kinds = list(kinds)
    found = _found(words, kinds, stop, fuzzy=False)
    if not found.count and words.allows_fuzzy:
        found = _found(words, kinds, stop, fuzzy=True)
    return replace(found, hits=_best(found.hits)[start:stop])


def suggestions(words: SearchTerms) -> list[Hit]:
    """Up to ten records whose name matches or resembles an unfinished one, best first."""
    if not words.folded:
        return []
    tables = [(kind, SEARCHED_KINDS[kind].model.objects) for kind in SUGGESTED_KINDS]
    hits = {
        (kind, key): Hit(kind, key, rank)
        for kind, rows in tables
        for key, rank in rows.name_prefix_ranks(words, MAX_SUGGESTIONS).items()
    }
    if len(hits) < MAX_SUGGESTIONS and words.prefix_query:
        for kind, rows in tables:
            for hit in _hits(kind, rows.with_word_prefixes(words), MAX_SUGGESTIONS):
                hits.setdefault((kind, hit.key), hit)
    if not hits and words.allows_fuzzy:
        for kind, rows in tables:
            for hit in _hits(kind, rows.with_similar_name(words), MAX_SUGGESTIONS):
                hits[kind, hit.key] = hit
    return _best(hits.values())[:MAX_SUGGESTIONS]


def result_rows(hits: list[Hit], words: SearchTerms | None = None) -> list[dict[str, Any]]:
    """The values shown for each hit, in the same order, with the sentence that matches the words best."""
    rows: dict[tuple[str, int], Any] = {}
    for kind in {hit.kind for hit in hits}:
        keys = [hit.key for hit in hits if hit.kind == kind]
        rows |= {(kind, row["pk"]): row for row in _rows(kind, keys, words)}
    return [
        {
            "resource": SEARCHED_KINDS[hit.kind].resource,
            "kind": hit.kind,
            "slug": row["shown_key"],
            "title": row["shown_title"],
            "snippet": row["shown_snippet"],
            "rank": round(hit.rank, 4),
        }
        for hit in hits
        if (row := rows.get((hit.kind, hit.key)))
    ]


def _found(words: SearchTerms, kinds: list[str], stop: int, *, fuzzy: bool) -> SearchResults:
    hits: list[Hit] = []
    count, is_exact = 0, True
    for kind in kinds:
        rows, limit = SEARCHED_KINDS[kind].model.objects.ranked(words, fuzzy=fuzzy)
        of_kind = _hits(kind, rows)
        hits += of_kind[:stop]
        count += len(of_kind)
        is_exact = is_exact and (limit is None or len(of_kind) < limit)
    return SearchResults(hits, count, is_exact, as_written=not fuzzy)


def _best(hits: Iterable[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: hit.sort_key)


def _hits(kind: str, rows: QuerySet, limit: int | None = None) -> list[Hit]:
    return [Hit(kind, key, rank) for key, rank in rows.values_list("pk", "rank")[:limit]]


def _rows(kind: str, keys: list[int], words: SearchTerms | None) -> QuerySet:
    """The shown columns of these rows, prefixed with `shown_` because models have similar columns."""
    record = SEARCHED_KINDS[kind]
    snippet: Value | Func = Value("", TextField())
    if record.text and words and words.query:
        snippet = best_sentence(record.text, words)
    columns = {"shown_key": record.key, "shown_title": F(record.title), "shown_snippet": snippet}
    rows = record.model.objects.order_by().filter(pk__in=keys)
    return rows.annotate(**columns).values("pk", *columns)
