"""Records that files name by a code in another system, such as unts:541, in place of their slug.

A code can stand for different records at different times: cow:345 is Yugoslavia until 2006, then Serbia. What a row
says happened on some days (records/row_days.py), and a code means the record that it stood for on one of these.
"""

from django.db.models import Model
from django.utils.translation import gettext as _

from imports.checking.columns import CellError, ValueColumn
from imports.checking.sql import (
    PART_SEPARATOR,
    alias_relation,
    create_temp_table,
    fetch_rows,
    key_sql,
    literal,
    run,
)
from imports.choices import FaultKind
from records.codes import canonical_code_sql
from records.identifiers import codes_sql, identifiers_of
from records.lifetimes import validity_sql
from records.models import Record

# What a code means: the row for which it is preferred, else the only one; of several, their keys
MEANT = (
    "CASE WHEN count(*) FILTER (WHERE place = 1) = 1 THEN min(coded.id) FILTER (WHERE place = 1) END AS id,"
    " CASE WHEN count(*) FILTER (WHERE place = 1) > 1"
    " THEN string_agg(coded.key, ', ' ORDER BY coded.key) FILTER (WHERE place = 1) ELSE '' END AS several"
)
# The rows that a code stands for, and between which days: yugoslavia 1918-12-01/2006-06-04, serbia 2006-06-05/..
HOLDERS = (
    "string_agg(coded.key || ' ' || coalesce(lower(coded.days)::text, '..') || '/'"
    " || coalesce((upper(coded.days) - 1)::text, '..'), ', ' ORDER BY lower(coded.days), coded.key)"
    " FILTER (WHERE NOT isempty(coded.days))"
)
DEPENDS_ON_DAY = "NOT bool_and(lower_inf(coded.days) AND upper_inf(coded.days))"


def resolve_codes(target: type[Model], lookup: str) -> None:
    """Resolves codes in a table of unknown references: the row for which a code is preferred, else the only one.

    Where there are several, `several` gets their keys. `holders` says what a code stands for, and between which days,
    if its meaning depends on the day. Does nothing for rows without codes.
    """
    if not identifiers_of(target):
        return
    run(
        f"UPDATE {lookup} lookup SET id = found.id, several = found.several, holders = found.holders"  # noqa: S608 (table and column names of models)
        f" FROM (SELECT unknown.value, {MEANT},"
        f" CASE WHEN {DEPENDS_ON_DAY} THEN coalesce({HOLDERS}, '') ELSE '' END AS holders"
        f" FROM {lookup} unknown CROSS JOIN LATERAL ({_coded(target, 'unknown.value')}) coded"
        " WHERE unknown.id IS NULL GROUP BY unknown.value) found WHERE found.value = lookup.value"
    )


def depends_on_days(lookup: str) -> bool:
    """Whether the meaning of a code in the lookup table depends on the day."""
    return bool(fetch_rows(f"SELECT 1 FROM {lookup} WHERE holders <> '' LIMIT 1"))  # noqa: S608 (table and column names of models)


def resolve_codes_by_day(
    target: type[Model], lookup: str, *, rows: str, cell: str, column: str, by_name: bool = False
) -> None:
    """Resolves the codes of `lookup` that depend on the day, in a table of rows that have `row_days`.

    Where `perhaps_later`, a row can also have begun later: a state can have joined an agreement long after it was
    signed. Then a code that stood for nobody on these days means what it did afterwards. `cell` is the SQL of the
    text of the code, `column` the column that gets the key of the row it means. With `by_name` the text can be a
    further name.
    """
    meant = f"{rows}_codes"
    create_temp_table(
        meant,
        "SELECT unknown.value, unknown.row_days, unknown.perhaps_later, coalesce(found.id, CASE WHEN"  # noqa: S608 (table and column names of models)
        f" perhaps_later THEN {_meant(target, 'daterange(lower(unknown.row_days), NULL)', by_name)} END) AS id"
        f" FROM (SELECT DISTINCT {cell} AS value, row_days, perhaps_later"
        f" FROM {rows} file_row JOIN {lookup} lookup ON lookup.value = {cell} AND lookup.holders <> ''"
        " WHERE row_days IS NOT NULL) unknown CROSS JOIN LATERAL"
        f" (SELECT {_meant(target, 'unknown.row_days', by_name)} AS id) found",
    )
    run(
        f"UPDATE {rows} file_row SET {column} = meant.id FROM {meant} meant"  # noqa: S608 (table and column names of models)
        f" WHERE meant.value = {cell} AND meant.row_days = file_row.row_days"
        " AND meant.perhaps_later = file_row.perhaps_later"
    )


def _meant(target: type[Model], days: str, by_name: bool) -> str:
    """SQL of the key of the row that the code `unknown.value`, or with `by_name` the name, means on one of the days."""
    coded = _coded(target, "unknown.value", days=days)
    if by_name:
        coded += f" UNION ALL {_named(target, 'unknown.value', days)}"
    return f"(SELECT meant.id FROM (SELECT {MEANT} FROM ({coded}) coded) meant)"  # noqa: S608 (table and column names of models)


def _coded(target: type[Model], text: str, *, days: str = "") -> str:
    """A query for the rows for which a text such as unts:541 stands on one of the days, with `id`, `key` and `days`.

    `place` is 1 for those for which it is preferred; if it is so for none, for all.
    """
    colon = f"strpos({text}, '{PART_SEPARATOR}')"
    scheme, value = f"left({text}, {colon} - 1)", f"substr({text}, {colon} + 1)"
    identifiers = identifiers_of(target)
    canonical = canonical_code_sql(identifiers.schemes, scheme, value) if identifiers else value
    stays = "known.review_status <> 'retracted'" if issubclass(target, Record) else "true"
    during = f" AND code.days && {days}" if days else ""
    return (
        f"SELECT known.id, {key_sql(target, 'known')} AS key, code.days,"  # noqa: S608 (table and column names of models)
        f" rank() OVER (ORDER BY code.preferred DESC) AS place"
        f" FROM ({codes_sql(target)}) code JOIN {target._meta.db_table} known"
        f" ON known.id = code.id AND {stays} WHERE {colon} > 0"
        f" AND code.scheme = {scheme} AND code.value = {canonical}{during}"
    )


def _named(target: type[Model], text: str, days: str) -> str:
    """The same query for the rows that had a further name on one of the days. The rows must have further names."""
    aliases = alias_relation(target)
    return (
        f"SELECT DISTINCT known.id, {key_sql(target, 'known')}, {validity_sql('further')}, 1::bigint"  # noqa: S608 (table and column names of models)
        f" FROM {aliases.related_model._meta.db_table} further JOIN {target._meta.db_table} known"
        f" ON known.id = further.{aliases.field.column}"
        f" WHERE further.folded = folded({text}) AND {validity_sql('further')} && {days}"
    )


class SlugColumn(ValueColumn):
    """The slug of a row. A code of an existing row may stand in its place, to change that row."""

    @property
    def format_help(self) -> str:
        return _("Text, at most %(most)d characters, or a code that the row has already") % {
            "most": self.field.max_length
        }

    def _parsed(self, cell: str) -> str:
        query = _coded(self.field.model, cell)
        only = f"(SELECT CASE WHEN count(*) = 1 THEN min(coded.key) END FROM ({query}) coded WHERE place = 1)"  # noqa: S608 (table and column names of models)
        is_code = f"strpos({cell}, '{PART_SEPARATOR}') > 0"
        return f"CASE WHEN {is_code} THEN coalesce({only}, {cell}) ELSE {cell} END"

    def _invalid(self, cell: str, invalid: str, lookup: str) -> list[CellError]:
        unknown = f"strpos({self.field.column}, '{PART_SEPARATOR}') > 0"
        expected = _("a slug, or a code of one record that exists")
        return [
            *super()._invalid(self.field.column, invalid, lookup),
            CellError(FaultKind.UNKNOWN, unknown, literal(expected)),
        ]
