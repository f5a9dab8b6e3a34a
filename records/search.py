"""Text search: folded columns and their indexes, lookups on them, and how well a row fits.

Folding removes case, diacritics and script. The SQL function `folded` alone decides how.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchQueryField, SearchVectorField
from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Left
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler

from records.sql import fill
from records.texts import clean_line

# Added to the rank of an exact match, so that it exceeds any similarity
EXACT_BONUS = 2.0
# Number of letters of a name in the prefix index
PREFIX_LETTERS = 80
# One wrong letter in a word of six still matches; PostgreSQL's default 0.6 needs eleven letters.
SIMILARITY = "0.4"
# Stricter thresholds, tried in turn while too many names match
SIMILARITIES = (SIMILARITY, "0.6", "0.8")
# Shorter texts have no trigram.
TRIGRAM = 3
# An excluded word or quoted phrase
EXCLUDED = re.compile(r'(?:^|(?<=\s))-("[^"]+"?|[^\s"]+)')
# Web search syntax; a query that uses it is not searched for with typing errors.
OPERATORS = re.compile(r'"|\sor\s', re.IGNORECASE)


class DatabaseOnlyField(models.Field):
    """A column that queries use and rows never fetch."""

    def select_format(self, compiler: SQLCompiler, sql: str, params: Any) -> tuple[str, Any]:
        return f"NULL::{self.db_type(compiler.connection)}", ()


class FoldedField(DatabaseOnlyField, models.TextField):
    """Folded text."""


class WordsField(DatabaseOnlyField, SearchVectorField):
    """Folded words with their weights."""


class Folded(models.Transform):
    """`name__folded=…` compares both sides folded."""

    lookup_name = "folded"
    function = "folded"
    bilateral = True
    output_field = models.TextField()


class SqlLookup(Lookup):
    """A lookup given as an SQL template of its two sides."""

    prepare_rhs = False
    sql: str

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return self.sql.format(left, right), [*left_params, *map(self.convert, right_params)]

    def convert(self, value: str | int) -> str | int:
        """The parameter that the right side is compared with."""
        return value


@FoldedField.register_lookup
class FoldedContains(SqlLookup):
    """The folded column contains the text, folded too; uses the trigram index."""

    lookup_name = "icontains"
    sql = "{} LIKE '%%' || folded({}) || '%%'"

    def convert(self, value: str | int) -> str | int:
        return connection.ops.prep_for_like_query(clean_line(str(value)))


@FoldedField.register_lookup
class HasPrefix(SqlLookup):
    """The folded column begins with the folded text; uses the prefix index."""

    lookup_name = "has_prefix"
    sql = f"left({{}}, {PREFIX_LETTERS}) LIKE {{}}"

    def convert(self, value: str | int) -> str | int:
        return connection.ops.prep_for_like_query(str(value)[:PREFIX_LETTERS]) + "%"


@FoldedField.register_lookup
class IsSimilar(SqlLookup):
    """Words of the folded column are similar to the folded text; see `set_similarity_threshold`."""

    lookup_name = "is_similar"
    sql = "{} %%> {}"


@WordsField.register_lookup
class MatchesQuery(SqlLookup):
    """The words match the tsquery."""

    lookup_name = "matches"
    sql = "{} @@ {}::tsquery"


models.CharField.register_lookup(Folded)
models.TextField.register_lookup(Folded)


def folded(text: str) -> Func:
    """SQL of a typed text, folded."""
    return Func(Value(clean_line(text)), function="folded", output_field=models.TextField())


def folded_column(*names: str) -> models.GeneratedField:
    """The names or titles of a row, folded, for fuzzy and substring matches."""
    text: Combinable = F(names[0])
    for name in names[1:]:
        text = Func(text, Value(" "), F(name), template="(%(expressions)s)", arg_joiner=" || ")
    return generated_column(
        Func(text, function="folded", output_field=FoldedField(db_collation="C"))
    )


def search_column(**weights: str) -> models.GeneratedField:
    """The folded words of a row's texts, weighted: `title="A"` counts most, then B, then C."""
    words = [
        Func(F(name), Value(weight), function="folded_words") for name, weight in weights.items()
    ]
    output = WordsField()
    template = "(%(expressions)s)"
    return generated_column(Func(*words, template=template, arg_joiner=" || ", output_field=output))


def generated_column(expression: Func) -> models.GeneratedField:
    """A stored column with the value of an expression on the row."""
    return models.GeneratedField(
        expression=expression, output_field=expression.output_field, db_persist=True, editable=False
    )


def search_indexes(table: str) -> list[models.Index]:
    """The indexes of both columns: by word, by trigram, by prefix of the name."""
    return [
        GinIndex(name=f"{table}_search", fields=["search"]),
        GinIndex(OpClass(F("folded"), name="gin_trgm_ops"), name=f"{table}_folded"),
        models.Index(Left("folded", PREFIX_LETTERS), name=f"{table}_begins"),
    ]


@dataclass(frozen=True)
class SearchTerms:
    """A search text as the database folds and parses it."""

    folded: str
    # tsquery of the wanted words
    query: str
    # The same, with each word as a prefix
    prefix_query: str
    # tsqueries of the words excluded by a minus sign
    excluded: tuple[str, ...]
    # Whether to look for typing errors: words without web search syntax, and not too short
    allows_fuzzy: bool

    @classmethod
    def of(cls, text: str) -> Self:
        """Parses a text in web search syntax; takes one query the first time."""
        folded, query, prefix_query, excluded = parse_terms(text)
        plain = not OPERATORS.search(text) and sum(map(str.isalnum, folded)) >= TRIGRAM
        return cls(folded, query, prefix_query, tuple(excluded), plain)


@dataclass(frozen=True)
class WordMatches:
    """The rows that match a search: a condition for them, whether there are any, and whether few."""

    condition: models.Q
    exist: bool
    are_few: bool


NO_MATCHES = WordMatches(models.Q(pk__in=[]), exist=False, are_few=True)


@lru_cache(maxsize=1000)
def parse_terms(text: str) -> tuple[str, str, str, list[str]]:
    """The folded text, its tsquery, its tsquery of prefixes, and tsqueries of the excluded words."""
    text = clean_line(text)
    wanted = EXCLUDED.sub(" ", text).strip()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT folded(%s), folded_query(%s)::text, folded_prefixes(%s)::text,"
            " ARRAY(SELECT folded_query(words)::text FROM unnest(%s::text[]) AS words)",
            [wanted, wanted, wanted, EXCLUDED.findall(text)],
        )
        found: tuple[str, str, str, list[str]] = cursor.fetchone()
    return found


def name_similarity(text: Combinable) -> Func:
    """How similar the name of a row is to a folded text, from 0 to 2."""
    output = models.FloatField()
    name = Func(F("folded"), text, function="similarity", output_field=output)
    part = Func(text, F("folded"), function="word_similarity", output_field=output)
    return _sum(name, part)


def similarity(terms: SearchTerms) -> Func:
    """How similar the name of a row is to the terms, from 0 to 2."""
    return name_similarity(Value(terms.folded, models.TextField()))


def relevance(terms: SearchTerms) -> Func:
    """How well a row fits the terms, from 0: exact match, weight of its words, similarity of its name.

    Depends on this row only, not on how frequent a word is in others.
    """
    query = Cast(Value(terms.query), SearchQueryField())
    weight = Func(
        F("search"), query, Value(1), function="ts_rank", output_field=models.FloatField()
    )
    return _sum(_bonus_if(search__matches=terms.query), weight, similarity(terms))


def prefix_relevance(terms: SearchTerms) -> Func:
    """How well a row fits an unfinished name: names with this prefix come first."""
    return _sum(_bonus_if(folded__has_prefix=terms.folded), similarity(terms))


def best_sentence(column: str, terms: SearchTerms) -> Func:
    """The sentence of a text column that fits best."""
    query = Cast(Value(terms.query), SearchQueryField())
    return Func(F(column), query, function="best_sentence", output_field=models.TextField())


def set_similarity_threshold(threshold: str = SIMILARITY) -> None:
    """Sets what `is_similar` accepts, until the end of the transaction, if there is one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pg_trgm.word_similarity_threshold', %s, %s)",
            [threshold, connection.in_atomic_block],
        )


def first_values(rows: models.QuerySet, limit: int) -> list[Any]:
    """The only column of at most `limit` rows, in no particular order.

    The subquery is planned as if all rows were wanted. With a plain LIMIT, PostgreSQL would scan the
    table even where the index shows at once that no row matches.
    """
    sql, parameters = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        first = fill("WITH found AS MATERIALIZED (:rows) SELECT * FROM found LIMIT %s", rows=sql)
        cursor.execute(first, [*parameters, limit])
        return [value for (value,) in cursor.fetchall()]


def sample_newest(
    rows: models.QuerySet, condition: models.Q, limit: int
) -> tuple[int, Sequence[Any]]:
    """Size of a sample of the newest rows, at most `limit`, and keys of those that meet the condition."""
    newest = rows.order_by("-pk").annotate(meets=condition).values_list("pk", "meets")
    sample = list(newest[:limit])
    return len(sample), [key for key, meets in sample if meets]


def _bonus_if(**lookups: str) -> models.Case:
    return models.Case(
        models.When(**lookups, then=Value(EXACT_BONUS)),
        default=Value(0.0),
        output_field=models.FloatField(),
    )


def _sum(*parts: Combinable) -> Func:
    output = models.FloatField()
    return Func(*parts, template="(%(expressions)s)", arg_joiner=" + ", output_field=output)
