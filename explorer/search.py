"""Search over all kinds of records at once, and suggestions while a name is typed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.db.models import F, TextField, Value
from django.db.models.functions import Concat

from actors.models import Actor
from agreements.models import Agreement, Clause
from events.models import Event, Place
from records.search import SearchTerms, best_sentence
from sources.models import Source

# Pages of what was found reach down to this record.
MAX_SEARCH_RESULTS = 1_000
MAX_SUGGESTIONS = 10


class Kind(NamedTuple):
    """How records of one kind are shown: model, resource, name, text for the snippet, key."""

    model: Any
    resource: str
    name: str
    text: str = ""
    key: Any = F("slug")


CLAUSE_KEY = Concat("agreement__slug", Value("."), "number", output_field=TextField())
# In the order in which records of equal rank come
SEARCHED_KINDS = {
    "actor": Kind(Actor, "actors", "name", "description"),
    "agreement": Kind(Agreement, "agreements", "title", "summary"),
    "event": Kind(Event, "events", "title", "summary"),
    "place": Kind(Place, "places", "name"),
    "source": Kind(Source, "sources", "title"),
    "clause": Kind(Clause, "clauses", "heading", "text", CLAUSE_KEY),
}
SUGGESTED_KINDS = ("actor", "agreement", "event", "place", "source")


@dataclass(frozen=True)
class Hit:
    """One record that was found."""

    kind: str
    key: int
    rank: float

    @property
    def place(self) -> tuple[float, int, int]:
        """Where it stands among others: best first, then by kind and in the order of recording."""
        return -self.rank, list(SEARCHED_KINDS).index(self.kind), self.key


@dataclass(frozen=True)
class Found:
    """Records that were found, and how many there are; of very common words, not all were ranked."""

    hits: list[Hit]
    count: int
    is_whole: bool
    as_written: bool


def search(words: SearchTerms, kinds: Iterable[str], *, start: int, stop: int) -> Found:
    """The records of these kinds from start to stop, best first.

    Those whose name nearly has the words, where none has them as written.
    """
    kinds = list(kinds)
    found = _found(words, kinds, stop, fuzzy=False)
    if not found.count and words.allows_fuzzy:
        found = _found(words, kinds, stop, fuzzy=True)
    return replace(found, hits=_best(found.hits)[start:stop])


def suggestions(words: SearchTerms) -> list[Hit]:
    """At most ten records whose name may be what is being typed, best first."""
    if not words.folded:
        return []
    hits = {
        (kind, key): Hit(kind, key, rank)
        for kind in SUGGESTED_KINDS
        for key, rank in SEARCHED_KINDS[kind]
        .model.objects.name_prefix_ranks(words, MAX_SUGGESTIONS)
        .items()
    }
    if len(hits) < MAX_SUGGESTIONS and words.prefix_query:
        for kind in SUGGESTED_KINDS:
            for hit in _hits(
                kind, SEARCHED_KINDS[kind].model.objects.with_word_prefixes(words), MAX_SUGGESTIONS
            ):
                hits.setdefault((kind, hit.key), hit)
    if not hits and words.allows_fuzzy:
        for kind in SUGGESTED_KINDS:
            for hit in _hits(
                kind, SEARCHED_KINDS[kind].model.objects.with_similar_name(words), MAX_SUGGESTIONS
            ):
                hits[kind, hit.key] = hit
    return _best(hits.values())[:MAX_SUGGESTIONS]


def shown(hits: list[Hit], words: SearchTerms | None = None) -> list[dict[str, Any]]:
    """The records as readers see them, in the same order; with the sentence that fits the words best."""
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


def _found(words: SearchTerms, kinds: list[str], stop: int, *, fuzzy: bool) -> Found:
    hits: list[Hit] = []
    count, is_whole = 0, True
    for kind in kinds:
        rows, most = SEARCHED_KINDS[kind].model.objects.ranked(words, fuzzy=fuzzy)
        of_kind = _hits(kind, rows)
        hits += of_kind[:stop]
        count += len(of_kind)
        is_whole = is_whole and (most is None or len(of_kind) < most)
    return Found(hits, count, is_whole, as_written=not fuzzy)


def _best(hits: Iterable[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: hit.place)


def _hits(kind: str, rows: Any, most: int | None = None) -> list[Hit]:
    return [Hit(kind, key, rank) for key, rank in rows.values_list("pk", "rank")[:most]]


def _rows(kind: str, keys: list[int], words: SearchTerms | None) -> Any:
    """Columns of the rows under names of their own: the model may have a column of that name."""
    record = SEARCHED_KINDS[kind]
    snippet: Any = Value("", TextField())
    if record.text and words and words.query:
        snippet = best_sentence(record.text, words)
    columns = {"shown_key": record.key, "shown_title": F(record.name), "shown_snippet": snippet}
    rows = record.model.objects.order_by().filter(pk__in=keys)
    return rows.annotate(**columns).values("pk", *columns)
