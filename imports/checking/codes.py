"""Records that files name by a code in another system, such as unts:541, in place of their slug."""

from django.db.models import Model
from django.utils.translation import gettext as _

from imports.checking.columns import CellError, ValueColumn
from imports.checking.sql import PART_SEPARATOR, key_sql, literal, run
from imports.choices import FaultKind
from records.identifiers import codes_sql, identifiers_of
from records.models import Record


def resolve_codes(target: type[Model], lookup: str) -> None:
    """Resolves codes in a table of unknown references: the row for which a code is preferred, else the only one.

    Where there are several, `several` gets their keys. Does nothing for rows without codes.
    """
    if not identifiers_of(target):
        return
    run(
        f"UPDATE {lookup} lookup SET several = found.keys,"  # noqa: S608 (table and column names of models)
        " id = CASE WHEN found.count = 1 THEN found.id END"
        " FROM (SELECT unknown.value, min(coded.id) AS id, count(*) AS count,"
        " CASE WHEN count(*) > 1 THEN string_agg(coded.key, ', ' ORDER BY coded.key) ELSE '' END AS keys"
        f" FROM {lookup} unknown CROSS JOIN LATERAL ({_coded(target, 'unknown.value')}) coded"
        " WHERE unknown.id IS NULL GROUP BY unknown.value) found WHERE found.value = lookup.value"
    )


def _coded(target: type[Model], text: str) -> str:
    """A query for the rows, with `id` and `key`, that a text such as unts:541 means."""
    colon = f"strpos({text}, '{PART_SEPARATOR}')"
    stays = "known.review_status <> 'retracted'" if issubclass(target, Record) else "true"
    return (
        f"SELECT known.id, {key_sql(target, 'known')} AS key"  # noqa: S608 (table and column names of models)
        f" FROM (SELECT code.id, rank() OVER (ORDER BY code.preferred DESC) AS place"
        f" FROM ({codes_sql(target)}) code JOIN {target._meta.db_table} known"
        f" ON known.id = code.id AND {stays} WHERE {colon} > 0"
        f" AND code.scheme = left({text}, {colon} - 1) AND code.value = substr({text}, {colon} + 1)"
        f") found JOIN {target._meta.db_table} known ON known.id = found.id WHERE found.place = 1"
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
        only = f"(SELECT CASE WHEN count(*) = 1 THEN min(coded.key) END FROM ({query}) coded)"  # noqa: S608 (table and column names of models)
        is_code = f"strpos({cell}, '{PART_SEPARATOR}') > 0"
        return f"CASE WHEN {is_code} THEN coalesce({only}, {cell}) ELSE {cell} END"

    def _invalid(self, cell: str, invalid: str, lookup: str) -> list[CellError]:
        unknown = f"strpos({self.field.column}, '{PART_SEPARATOR}') > 0"
        expected = _("a slug, or a code of one record that exists")
        return [
            *super()._invalid(self.field.column, invalid, lookup),
            CellError(FaultKind.UNKNOWN, unknown, literal(expected)),
        ]
