"""What every curated table can be asked."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.db.models import Count, Exists, Func, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Greatest, Left

from records.choices import ReviewStatus
from records.natural_keys import natural_key_lookups
from records.search import (
    BEGINNING,
    RESEMBLANCES,
    SearchTerms,
    closeness,
    eagerness,
    first_values,
    forgive,
    nearness,
    nearness_to,
    share_of_latest,
)
from records.similar_names import keys_of_namesakes

# Rows of one table that are found by their keys, and all of which are ranked
FEW = 2_000
# Of words that more rows have: how many are ranked, those recorded last
LATEST = 500
# The same for suggestions, which come with every letter typed
FEW_SUGGESTED, LATEST_SUGGESTED = 300, 50
# How many rows recorded last a word is looked for in before the index is asked, and in how many it is common
SAMPLE, COMMON = 1_000, 50


class TableQuerySet(QuerySet):
    """Rows of any table."""

    def having(self, *conditions: Q, **related: Any) -> Self:
        """Rows with one related row that meets all conditions; never a row twice."""
        matching = self.model._default_manager.filter(*conditions, **related)
        return self.filter(pk__in=matching.values("pk"))

    def child_exists(self, relation: str, **lookups: Any) -> Exists:
        """Condition: a row that refers to the outer row by this relation meets the lookups."""
        return Exists(self._referring(relation).filter(**lookups))

    def distinct_child_count(self, relation: str, different: str, **lookups: Any) -> Subquery:
        """How many different values of a field the rows that refer to the outer row have.

        `relation` is the relation by which they refer to it, `different` the field. NULL for none.
        """
        rows = self._referring(relation).filter(**lookups)
        counted = rows.values(self._reference(relation)).annotate(n=Count(different, distinct=True))
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

    def recorded_last(self, most: int) -> Self:
        """Of these rows so many that were recorded last, as a condition that more can be added to."""
        return self.filter(pk__in=self.order_by("-pk").values("pk")[:most])


class RecordQuerySet(TableQuerySet):
    """Curated records, addressed by slug."""

    def published(self) -> Self:
        """What the public may see."""
        return self.filter(review_status=ReviewStatus.PUBLISHED)

    def unfinished(self) -> Self:
        """What is on its way to publication."""
        return self.filter(review_status__in=[ReviewStatus.DRAFT, ReviewStatus.IN_REVIEW])

    def standing(self) -> Self:
        """What has not been retracted."""
        return self.exclude(review_status=ReviewStatus.RETRACTED)

    def waiting_for_review(self) -> Self:
        """What has been submitted and is neither published nor sent back yet."""
        return self.filter(review_status=ReviewStatus.IN_REVIEW)


@dataclass(frozen=True)
class WordMatches:
    """Which rows have certain words: a condition that they meet, and whether they are none, few or many."""

    condition: Q
    any: bool
    few: bool


class SearchedQuerySet(TableQuerySet):
    """Rows with the columns `folded` and `search` (`records/search.py`).

    Few rows with a word are found by their keys, which the text index gives. Of many, whatever order
    they are wanted in soon meets enough: then the word is looked for row by row.
    """

    # Reverse relation to rows that name this one too, and are searched with it
    aliases: ClassVar[str] = ""
    # Columns in which rows of one name must agree to be about one thing
    namesakes_agree_in: ClassVar[tuple[str, ...]] = ()

    def matching(self, text: str) -> Self:
        """Rows with the words of the text; where no row of the table has them, rows whose name nearly has."""
        words = SearchTerms.of(text)
        found = self._with_words(words)
        if not found.any:
            found = self._resembling(words)
        return self._narrowed(found, words)

    def ranked(self, words: SearchTerms, *, forgiving: bool = False) -> tuple[Self, int | None]:
        """Rows with the words and their `rank`, best first, and how many at most; None if all are.

        Forgiving: rows whose name nearly has them. Of words in very many rows, those recorded last.
        """
        found = self._resembling(words) if forgiving else self._with_words(words)
        rows = self._narrowed(found, words)._latest(found, LATEST)
        return rows._by(closeness(words)), None if found.few else LATEST

    def beginning(self, words: SearchTerms, most: int) -> dict[Any, float]:
        """Keys and ranks of rows one of whose names begins so: of each sort of name the first ones."""
        tables = [(self._own(), "pk")]
        if self.aliases:
            tables.append((self._aliases(), self._alias_key))
        ranks: dict[Any, float] = {}
        for rows, key in tables:
            rows = rows.filter(folded__begins=words.folded).annotate(rank=eagerness(words))
            rows = rows.order_by(Left("folded", BEGINNING), "pk").values_list(key, "rank")
            for pk, rank in rows[:most]:
                ranks[pk] = max(rank, ranks.get(pk, 0.0))
        return ranks

    def continuing(self, words: SearchTerms) -> Self:
        """Rows in one of whose names each of the words begins a word, with their `rank`, best first."""
        found = self._find(FEW_SUGGESTED, search__answers=words.prefix_query)
        return self.filter(found.condition)._latest(found, LATEST_SUGGESTED)._by(nearness(words))

    def near(self, words: SearchTerms) -> Self:
        """Rows whose name nearly is what is being typed, with their `rank`, best first."""
        found = self._resembling(words, FEW_SUGGESTED)
        return self.filter(found.condition)._latest(found, LATEST_SUGGESTED)._by(nearness(words))

    def admin_search(self, text: str) -> Self:
        """For the admin: rows with the text anywhere in a name or in their slug, and those matching."""
        keys = self._keys_of(folded__icontains=text)
        others = [self._own().matching(text).values("pk")]
        if hasattr(self.model, "slug"):
            others.append(self._own(slug__contains=text.lower()).values("pk"))
        return self.filter(pk__in=keys.union(*others, all=True))

    def nearest_first(self, text: str) -> Self:
        """The same rows, those first one of whose names is nearest to the text."""
        return self._by(nearness_to(Func(Value(text), function="folded")))

    def with_name(self, text: str) -> Self:
        """Rows one of whose names is this one, in whatever case, script and diacritics."""
        return self.filter(pk__in=self._keys_of(folded=Func(Value(text), function="folded")))

    def namesakes(self, text: str, most: int) -> list[Any]:
        """While a new name is typed: rows known by nearly this one, best first."""
        words = SearchTerms.of(text)
        ranks = self.beginning(words, most) if words.folded else {}
        if len(ranks) < most:
            nearest: Any = self.filter(pk__in=self._nearest_keys(words))._by(nearness(words))
            near = nearest.values_list("pk", "rank")[:most]
            ranks |= {key: rank for key, rank in near if key not in ranks}
        best = sorted(ranks, key=lambda key: (-ranks[key], key))[:most]
        found = self.in_bulk(best)
        return [found[key] for key in best if key in found]

    def with_namesakes(self) -> Self:
        """Rows of one of whose names another row is known too, whatever the order of its words."""
        aliases: Any = self.model._meta.get_field(self.aliases) if self.aliases else None
        keys = keys_of_namesakes(
            self.model,
            aliases=aliases and aliases.related_model,
            alias_key=aliases.field.column if aliases else "",
            same=self.namesakes_agree_in,
        )
        return self.filter(pk__in=keys)

    def _with_words(self, words: SearchTerms) -> WordMatches:
        if not words.query:
            # Only what is not wanted is said, or nothing at all.
            many = bool(words.unwanted)
            return WordMatches(Q() if many else Q(pk__in=[]), any=many, few=not many)
        return self._find(FEW, search__answers=words.query)

    def _resembling(self, words: SearchTerms, few: int = FEW) -> WordMatches:
        if not words.may_be_mistyped:
            return WordMatches(Q(pk__in=[]), any=False, few=True)
        forgive()
        return self._by_index(few, folded__resembles=words.folded)

    def _nearest_keys(self, words: SearchTerms) -> list[Any]:
        """Keys of a few rows whose name nearly is the words; where many are near, of nearer ones."""
        keys: list[Any] = []
        for resemblance in RESEMBLANCES if words.may_be_mistyped else ():
            forgive(resemblance)
            nearer = first_values(self._keys_of(folded__resembles=words.folded), FEW_SUGGESTED)
            keys = nearer or keys
            if len(nearer) < FEW_SUGGESTED:
                break
        return sorted(set(keys))

    def _find(self, few: int, **lookups: Any) -> WordMatches:
        """Which rows of the whole table meet the lookups themselves or in one of their aliases."""
        condition = self._meets(**lookups)
        looked_at, keys = share_of_latest(self._own(), condition, SAMPLE)
        if looked_at < SAMPLE:
            return WordMatches(Q(pk__in=keys), any=bool(keys), few=True)
        if len(keys) >= COMMON:
            return WordMatches(condition, any=True, few=False)
        return self._by_index(few, **lookups)

    def _by_index(self, few: int, **lookups: Any) -> WordMatches:
        keys = first_values(self._keys_of(**lookups), few + 1)
        if len(keys) <= few:
            return WordMatches(Q(pk__in=sorted(set(keys))), any=bool(keys), few=True)
        return WordMatches(self._meets(**lookups), any=True, few=False)

    def _narrowed(self, found: WordMatches, words: SearchTerms) -> Self:
        rows = self.filter(found.condition)
        for query in words.unwanted:
            rows = rows.exclude(self._meets(search__answers=query))
        return rows

    def _latest(self, found: WordMatches, most: int) -> Self:
        """All of few rows; of many, as many as that."""
        if found.few:
            return self
        return self._own(pk__in=self.order_by("-pk").values("pk")[:most])

    def _keys_of(self, **lookups: Any) -> Any:
        """Keys of rows that meet the lookups themselves or in one of their aliases."""
        keys = self._own(**lookups).values("pk")
        if not self.aliases:
            return keys
        return keys.union(self._aliases(**lookups).values(self._alias_key), all=True)

    def _meets(self, **lookups: Any) -> Q:
        """The same as a condition on each row."""
        condition = Q(**lookups)
        if self.aliases:
            condition |= Q(Exists(self._aliases(**{self._alias_key: OuterRef("pk")}, **lookups)))
        return condition

    def _own(self, **lookups: Any) -> Any:
        return self.model._default_manager.filter(**lookups).order_by()

    def _aliases(self, **lookups: Any) -> Any:
        reference: Any = self.model._meta.get_field(self.aliases)
        return reference.related_model._default_manager.filter(**lookups).order_by()

    @property
    def _alias_key(self) -> str:
        reference: Any = self.model._meta.get_field(self.aliases)
        return str(reference.field.name)

    def _by(self, rank: Any) -> Self:
        """With their `rank`, which is that of the best of their names, best first."""
        if self.aliases:
            named = self._aliases(**{self._alias_key: OuterRef("pk")}).values(self._alias_key)
            best = named.annotate(best=Max(rank)).values("best")
            rank = Greatest(rank, Subquery(best))
        return self.annotate(rank=rank).order_by("-rank", "pk")


class TermQuerySet(TableQuerySet):
    """Terms of a vocabulary, addressed by code."""

    def within(self, *codes: str) -> Self:
        """The terms of these codes and everything below them."""
        return self.filter(within("code", *codes))


def within(path: str, *codes: str) -> Q:
    """Condition: the code at this lookup path is one of the given ones or stands below it."""
    condition = Q(**{f"{path}__in": codes}) if len(codes) > 1 else Q(**{path: codes[0]})
    for code in codes:
        condition |= Q(**{f"{path}__startswith": f"{code}."})
    return condition
