"""Query methods of every curated table."""

from typing import Any, ClassVar, Self

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable, RawSQL
from django.db.models.functions import Greatest, Left

from records import search
from records.choices import ReviewStatus
from records.codes import CodedQuerySet, keys_with_code
from records.natural_keys import natural_key_lookups
from records.search import NO_MATCHES, SearchTerms, WordMatches
from records.sql import sql_file

# Up to so many rows with a word are selected by key, and all of them are ranked.
FEW = 2_000
# Of more rows, only so many of the newest are ranked.
LATEST = 500
# The same limits for suggestions, which are requested with every letter typed
FEW_SUGGESTED, LATEST_SUGGESTED = 300, 50
# A word in COMMON of the SAMPLE newest rows is common: the index is not asked.
SAMPLE, COMMON = 1_000, 50


class TableQuerySet(QuerySet):
    """Rows of any table."""

    def filter_distinct(self, *conditions: Q, **related: Any) -> Self:
        """Rows with one related row that meets all conditions; no row twice."""
        matching = self.model._default_manager.filter(*conditions, **related)
        return self.filter(pk__in=matching.values("pk"))

    def child_exists(self, relation: str, **lookups: Any) -> Exists:
        """Condition: a row that refers to the outer row by this relation meets the lookups."""
        return Exists(self._referring(relation).filter(**lookups))

    def distinct_child_count(
        self, relation: str, field: str | Combinable, **lookups: Any
    ) -> Subquery:
        """Number of different values of a field or expression in the rows that refer to the outer row, or NULL."""
        rows = self._referring(relation).filter(**lookups)
        counted = rows.values(self._reference(relation)).annotate(n=Count(field, distinct=True))
        return Subquery(counted.values("n"))

    def _referring(self, relation: str) -> Any:
        """Rows that refer to a row of an outer query by this relation, without an order."""
        field: Any = self.model._meta.get_field(relation)
        rows = field.related_model._default_manager.order_by()
        return rows.filter(**{field.field.name: OuterRef("pk")})

    def _reference(self, relation: str) -> str:
        """Name of the foreign key that leads back from this relation."""
        field: Any = self.model._meta.get_field(relation)
        return str(field.field.name)

    def get_by_natural_key(self, *values: Any) -> Any:
        return self.get(**natural_key_lookups(self.model, values))

    def newest(self, limit: int) -> Self:
        """The rows recorded last, at most `limit`; can be filtered further."""
        return self.filter(pk__in=self.order_by("-pk").values("pk")[:limit])


class RecordQuerySet(CodedQuerySet, TableQuerySet):
    """Curated records, addressed by slug."""

    def published(self) -> Self:
        """Records visible to the public."""
        return self.filter(review_status=ReviewStatus.PUBLISHED)

    def unfinished(self) -> Self:
        """Drafts and records in review."""
        return self.filter(review_status__in=[ReviewStatus.DRAFT, ReviewStatus.IN_REVIEW])

    def not_retracted(self) -> Self:
        return self.exclude(review_status=ReviewStatus.RETRACTED)

    def waiting_for_review(self) -> Self:
        """Records that were submitted and neither published nor sent back."""
        return self.filter(review_status=ReviewStatus.IN_REVIEW)


class SearchedQuerySet(TableQuerySet):
    """Rows with the columns `folded` and `search` (see `records/search.py`).

    Where few rows match, their keys come from the text index. Where many match, each row is checked in
    the requested order, which soon yields a page.
    """

    # Reverse relation to further names of a row, which are searched too
    aliases: ClassVar[str] = ""
    # Reverse relation to the codes of a row in other systems
    codes: ClassVar[str] = ""
    # Columns in which namesakes must agree
    namesake_columns: ClassVar[tuple[str, ...]] = ()

    def matching(self, text: str) -> Self:
        """Rows with the words of the text; if the table has none, rows with similar names."""
        return self.matching_or_similar(text)[0]

    def matching_or_similar(self, text: str) -> tuple[Self, bool]:
        """The same, and whether the rows have the words as written; false for similar names."""
        terms = SearchTerms.of(text)
        matches = self._with_words(terms)
        as_written = matches.exist or not terms.allows_fuzzy
        if not as_written:
            matches = self._similar(terms)
        return self._matching(matches, terms), as_written

    def ranked(self, terms: SearchTerms, *, fuzzy: bool = False) -> tuple[Self, int | None]:
        """Matching rows with their `rank`, best first, and the limit if not all were ranked.

        `fuzzy` finds similar names. Of very many rows, only the newest are ranked.
        """
        matches = self._similar(terms) if fuzzy else self._with_words(terms)
        rows = self._matching(matches, terms)._newest_if_many(matches, LATEST)
        return rows._order_by_rank(search.relevance(terms)), None if matches.are_few else LATEST

    def name_prefix_ranks(self, terms: SearchTerms, limit: int) -> dict[Any, float]:
        """Keys and ranks of rows with a name that has this prefix; at most `limit` by own name and by alias."""
        tables = [(self._all(), "pk")]
        if self.aliases:
            tables.append((self._aliases(), self._alias_key))
        ranks: dict[Any, float] = {}
        for rows, key in tables:
            rows = rows.filter(folded__has_prefix=terms.folded)
            rows = rows.annotate(rank=search.prefix_relevance(terms))
            rows = rows.order_by(Left("folded", search.PREFIX_LETTERS), "pk").values_list(
                key, "rank"
            )
            for pk, rank in rows[:limit]:
                ranks[pk] = max(rank, ranks.get(pk, 0.0))
        return ranks

    def with_word_prefixes(self, terms: SearchTerms) -> Self:
        """Rows with a name in which every term begins a word, with their `rank`, best first."""
        matches = self._find(FEW_SUGGESTED, search__matches=terms.prefix_query)
        return self._suggested(matches, terms)

    def with_similar_name(self, terms: SearchTerms) -> Self:
        """Rows whose name is similar to an unfinished one, with their `rank`, best first."""
        return self._suggested(self._similar(terms, FEW_SUGGESTED), terms)

    def admin_search(self, text: str) -> Self:
        """Rows with the text in a name or the slug, with this code, and rows matching its words."""
        keys = self._keys_of(folded__icontains=text)
        others = [self._all().matching(text).values("pk")]
        if hasattr(self.model, "slug"):
            others.append(self._all(slug__contains=text.lower()).values("pk"))
            others.append(keys_with_code(self.model, self.codes, text))
        return self.filter(pk__in=keys.union(*others, all=True))

    def order_by_similarity(self, text: str) -> Self:
        """The same rows, those with the most similar name first."""
        return self._order_by_rank(search.name_similarity(search.folded(text)))

    def with_name(self, text: str) -> Self:
        """Rows with exactly this name, ignoring case, script and diacritics."""
        return self.filter(pk__in=self._keys_of(folded=search.folded(text)))

    def similarly_named(self, text: str, limit: int) -> list[Any]:
        """Up to `limit` rows with a name similar to a new, perhaps unfinished one, best first."""
        terms = SearchTerms.of(text)
        ranks = self.name_prefix_ranks(terms, limit) if terms.folded else {}
        if len(ranks) < limit:
            nearest = self.filter(pk__in=self._most_similar_keys(terms))
            nearest = nearest._order_by_rank(search.similarity(terms))
            ranks = dict(nearest.values_list("pk", "rank")[:limit]) | ranks
        best = sorted(ranks, key=lambda key: (-ranks[key], key))[:limit]
        rows = self.in_bulk(best)
        return [rows[key] for key in best if key in rows]

    def with_namesakes(self) -> Self:
        """Rows that share a name with another row, whatever the order of its words."""
        is_record = isinstance(self, RecordQuerySet)
        named: dict[str, Any] = {
            "table": self.model._meta.db_table,
            "columns": [f"record.{column}" for column in ("id", *self.namesake_columns)],
            "present": "record.review_status <> 'retracted'" if is_record else "true",
        }
        further = ""
        if relation := self._alias_relation():
            names = relation.related_model._meta.db_table
            further = sql_file(
                "records/similar_further_names", **named, names=names, key=relation.field.column
            )
        grouped = ["words", *self.namesake_columns]
        query = sql_file("records/similar_names", **named, further_names=further, grouped=grouped)
        return self.filter(pk__in=RawSQL(query, []))  # noqa: S611 (our own tables and columns)

    def _with_words(self, terms: SearchTerms) -> WordMatches:
        if terms.query:
            return self._find(FEW, search__matches=terms.query)
        # Only excluded words, or no words at all
        return WordMatches(Q(), exist=True, are_few=False) if terms.excluded else NO_MATCHES

    def _similar(self, terms: SearchTerms, few: int = FEW) -> WordMatches:
        if not terms.allows_fuzzy:
            return NO_MATCHES
        search.set_similarity_threshold()
        return self._find_by_index(few, folded__is_similar=terms.folded)

    def _most_similar_keys(self, terms: SearchTerms) -> list[Any]:
        """Keys of rows with similar names; the threshold rises while there are too many."""
        keys: list[Any] = []
        for threshold in search.SIMILARITIES if terms.allows_fuzzy else ():
            search.set_similarity_threshold(threshold)
            found = search.first_values(
                self._keys_of(folded__is_similar=terms.folded), FEW_SUGGESTED
            )
            keys = found or keys
            if len(found) < FEW_SUGGESTED:
                break
        return sorted(set(keys))

    def _find(self, few: int, **lookups: Any) -> WordMatches:
        """The rows of the whole table that meet the lookups, themselves or by an alias."""
        condition = self._condition(**lookups)
        sample_size, keys = search.sample_newest(self._all(), condition, SAMPLE)
        if sample_size < SAMPLE:
            return WordMatches(Q(pk__in=keys), exist=bool(keys), are_few=True)
        if len(keys) >= COMMON:
            return WordMatches(condition, exist=True, are_few=False)
        return self._find_by_index(few, **lookups)

    def _find_by_index(self, few: int, **lookups: Any) -> WordMatches:
        keys = search.first_values(self._keys_of(**lookups), few + 1)
        if len(keys) <= few:
            return WordMatches(Q(pk__in=sorted(set(keys))), exist=bool(keys), are_few=True)
        return WordMatches(self._condition(**lookups), exist=True, are_few=False)

    def _matching(self, matches: WordMatches, terms: SearchTerms) -> Self:
        rows = self.filter(matches.condition)
        for query in terms.excluded:
            rows = rows.exclude(self._condition(search__matches=query))
        return rows

    def _suggested(self, matches: WordMatches, terms: SearchTerms) -> Self:
        rows = self.filter(matches.condition)._newest_if_many(matches, LATEST_SUGGESTED)
        return rows._order_by_rank(search.similarity(terms))

    def _newest_if_many(self, matches: WordMatches, limit: int) -> Self:
        if matches.are_few:
            return self
        return self._all(pk__in=self.order_by("-pk").values("pk")[:limit])

    def _keys_of(self, **lookups: Any) -> Any:
        """Keys of rows that meet the lookups, themselves or by an alias."""
        keys = self._all(**lookups).values("pk")
        if not self.aliases:
            return keys
        return keys.union(self._aliases(**lookups).values(self._alias_key), all=True)

    def _condition(self, **lookups: Any) -> Q:
        """Condition on a row: it meets the lookups, itself or by an alias."""
        condition = Q(**lookups)
        if self.aliases:
            condition |= Q(Exists(self._aliases(**{self._alias_key: OuterRef("pk")}, **lookups)))
        return condition

    def _all(self, **lookups: Any) -> Any:
        return self.model._default_manager.filter(**lookups).order_by()

    def _alias_relation(self) -> Any:
        return self.model._meta.get_field(self.aliases) if self.aliases else None

    def _aliases(self, **lookups: Any) -> Any:
        return self._alias_relation().related_model._default_manager.filter(**lookups).order_by()

    @property
    def _alias_key(self) -> str:
        return str(self._alias_relation().field.name)

    def _order_by_rank(self, rank: Combinable) -> Self:
        """Adds `rank`, the best of all names of a row, and orders by it, best first."""
        if self.aliases:
            named = self._aliases(**{self._alias_key: OuterRef("pk")}).values(self._alias_key)
            best = named.annotate(best=Max(rank)).values("best")
            rank = Greatest(rank, Subquery(best))
        return self.annotate(rank=rank).order_by("-rank", "pk")


class TermQuerySet(TableQuerySet):
    """Terms of a vocabulary, addressed by code."""

    def within(self, *codes: str) -> Self:
        """The terms with these codes and all terms below them."""
        return self.filter(within("code", *codes))


def within(path: str, *codes: str) -> Q:
    """Condition: the code at this lookup path is one of the codes or below one of them."""
    condition = Q(**{f"{path}__in": codes}) if len(codes) > 1 else Q(**{path: codes[0]})
    for code in codes:
        condition |= Q(**{f"{path}__startswith": f"{code}."})
    return condition
