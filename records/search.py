"""How rows are found by their words: columns folded by the database, their indexes, how they are asked.

What folding does is decided by the SQL functions in `records/migrations/0003_folding.py` alone.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchQueryField, SearchVectorField
from django.db import connection
from django.db.models import (
    Case,
    CharField,
    F,
    FloatField,
    Func,
    GeneratedField,
    Index,
    TextField,
    Transform,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Left
from django.db.models.lookups import Lookup

from records.sql import fill

# What is added to the rank of a row that has the words as written: more than nearness can reach
AS_WRITTEN = 2.0
# Letters of a name that suggestions by its beginning look at
BEGINNING = 80
# A wrong letter inside a word of six still resembles it; PostgreSQL's own 0.6 asks for eleven.
RESEMBLANCE = "0.4"
# Where too many names are so near, nearer ones are looked for.
RESEMBLANCES = (RESEMBLANCE, "0.6", "0.8")
# Fewer letters than this have no trigram of their own.
TRIGRAM = 3
# A word or a quoted phrase that is not wanted
UNWANTED = re.compile(r'(?:^|(?<=\s))-("[^"]+"?|[^\s"]+)')
# What makes a query more than words: then typing errors are not looked for in it.
OPERATORS = re.compile(r'"|\sor\s', re.IGNORECASE)


class Unread:
    """A column that is asked but never read: it stays in the database when rows are fetched."""

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, Any]:
        kind = self.db_type(compiler.connection)  # type: ignore[attr-defined]
        return f"NULL::{kind}", ()


class FoldedField(Unread, TextField):
    """Folded text."""


class WordsField(Unread, SearchVectorField):
    """Folded and weighted words."""


class Folded(Transform):
    """`name__folded=…`: the text without case, diacritics and Cyrillic, on both sides."""

    lookup_name = "folded"
    function = "folded"
    bilateral = True
    output_field = TextField()


class InSql(Lookup):
    """A lookup that is SQL of both sides."""

    prepare_rhs = False
    sql: str

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return self.sql.format(left, right), [*left_params, *map(self.value, right_params)]

    def value(self, given: Any) -> Any:
        """What the right side is asked with."""
        return given


@FoldedField.register_lookup
class FoldedContains(InSql):
    """The folded column contains the text, which is folded too; answered by the index of trigrams."""

    lookup_name = "icontains"
    sql = "{} LIKE '%%' || folded({}) || '%%'"

    def value(self, given: Any) -> Any:
        return connection.ops.prep_for_like_query(given)


@FoldedField.register_lookup
class Begins(InSql):
    """The folded column begins with the folded text; answered by the index of beginnings."""

    lookup_name = "begins"
    sql = f"left({{}}, {BEGINNING}) LIKE {{}}"

    def value(self, given: Any) -> Any:
        return connection.ops.prep_for_like_query(given[:BEGINNING]) + "%"


@WordsField.register_lookup
class Answers(InSql):
    """The words of the column answer the query."""

    lookup_name = "answers"
    sql = "{} @@ {}::tsquery"


@FoldedField.register_lookup
class Resembles(InSql):
    """Some words of the folded column are, but for typing errors, those of the folded text.

    How near they must be is a setting of the connection: see `forgive`.
    """

    lookup_name = "resembles"
    sql = "{} %%> {}"


CharField.register_lookup(Folded)
TextField.register_lookup(Folded)


def folded_column(*names: str) -> GeneratedField:
    """The names or titles of a row, folded, for typing errors and for parts of words."""
    text: Any = F(names[0])
    for name in names[1:]:
        text = Func(text, Value(" "), F(name), template="(%(expressions)s)", arg_joiner=" || ")
    field = FoldedField(db_collation="C")
    return GeneratedField(
        expression=Func(text, function="folded", output_field=field),
        output_field=field,
        db_persist=True,
        editable=False,
    )


def search_column(**weights: str) -> GeneratedField:
    """The words of a row's texts, folded: `title="A"` counts most, then B, then C."""
    words: list[Combinable] = [
        Func(F(name), Value(weight), function="folded_words") for name, weight in weights.items()
    ]
    field = WordsField()
    together = Func(*words, template="(%(expressions)s)", arg_joiner=" || ", output_field=field)
    return GeneratedField(expression=together, output_field=field, db_persist=True, editable=False)


def search_indexes(table: str) -> list[Index]:
    """The indexes of both columns: by words, by trigrams, by the beginning of the name."""
    return [
        GinIndex(name=f"{table}_search", fields=["search"]),
        GinIndex(OpClass(F("folded"), name="gin_trgm_ops"), name=f"{table}_folded"),
        Index(Left("folded", BEGINNING), name=f"{table}_begins"),
    ]


@dataclass(frozen=True)
class Words:
    """What is searched for, folded by the database: as text, as queries of words."""

    # The words that are wanted
    folded: str
    query: str
    # The same while they are typed: every one may go on
    typed: str
    # Queries of what is ruled out by a minus sign
    unwanted: tuple[str, ...]
    # Whether typing errors make sense: words alone, without the signs of web search, not too short
    may_be_mistyped: bool

    @classmethod
    def of(cls, text: str) -> Self:
        """The words of a text in web search syntax; takes one query, the first time they are asked for."""
        folded, query, typed, unwanted = folded_words(text)
        plain = not OPERATORS.search(text) and sum(map(str.isalnum, folded)) >= TRIGRAM
        return cls(folded, query, typed, tuple(unwanted), plain)


@lru_cache(maxsize=1000)
def folded_words(text: str) -> tuple[str, str, str, list[str]]:
    """A text as the database folds it, which depends on nothing else: its words, queries of them, what is unwanted."""
    wanted = UNWANTED.sub(" ", text).strip()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT folded(%s), folded_query(%s)::text, folded_prefixes(%s)::text,"
            " ARRAY(SELECT folded_query(words)::text FROM unnest(%s::text[]) AS words)",
            [wanted, wanted, wanted, UNWANTED.findall(text)],
        )
        found: tuple[str, str, str, list[str]] = cursor.fetchone()
    return found


def nearness(words: Words) -> Func:
    """How near the name of a row is to the words, from 0 to 2."""
    return nearness_to(Value(words.folded, TextField()))


def nearness_to(text: Any) -> Func:
    """How near the name of a row is to a folded text, from 0 to 2."""
    name = Func(F("folded"), text, function="similarity", output_field=FloatField())
    part = Func(text, F("folded"), function="word_similarity", output_field=FloatField())
    return _sum(name, part)


def closeness(words: Words) -> Func:
    """How well a row fits, from 0: how much its words weigh, and how near its name is to the text.

    Of the row alone: nothing in it depends on how often a word is in other rows.
    """
    query = Cast(Value(words.query), SearchQueryField())
    weight = Func(F("search"), query, Value(1), function="ts_rank", output_field=FloatField())
    return _sum(_if(search__answers=words.query), weight, nearness(words))


def eagerness(words: Words) -> Func:
    """How well a row fits a name that is being typed: a name that begins so before every other."""
    return _sum(_if(folded__begins=words.folded), nearness(words))


def best_sentence(text: str, words: Words) -> Func:
    """The sentence of a column that fits best."""
    query = Cast(Value(words.query), SearchQueryField())
    return Func(F(text), query, function="best_sentence", output_field=TextField())


def forgive(resemblance: str = RESEMBLANCE) -> None:
    """Sets how near words must be to resemble; ends with the transaction, if there is one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pg_trgm.word_similarity_threshold', %s, %s)",
            [resemblance, connection.in_atomic_block],
        )


def first_values(rows: Any, most: int) -> list[Any]:
    """The only column of at most so many rows, in no order.

    PostgreSQL plans it as if all rows were wanted, and stops when it has enough: for a few of them it
    would read a table whose index says that there are none.
    """
    sql, parameters = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        first = fill("WITH found AS MATERIALIZED (:rows) SELECT * FROM found LIMIT %s", rows=sql)
        cursor.execute(first, [*parameters, most])
        return [value for (value,) in cursor.fetchall()]


def share_of_latest(rows: Any, condition: Any, most: int) -> tuple[int, list[Any]]:
    """How many rows there are, up to so many of those recorded last, and the keys of those that meet it."""
    latest = rows.order_by("-pk").annotate(meets=condition).values_list("pk", "meets")[:most]
    found = list(latest)
    return len(found), [key for key, meets in found if meets]


def _if(**lookups: str) -> Case:
    return Case(
        When(**lookups, then=Value(AS_WRITTEN)), default=Value(0.0), output_field=FloatField()
    )


def _sum(*parts: Any) -> Func:
    return Func(*parts, template="(%(expressions)s)", arg_joiner=" + ", output_field=FloatField())
