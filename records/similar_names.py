"""Possible duplicates: rows whose names have the same words, in any order, case and script."""

from collections.abc import Sequence

from django.db.models import Model
from django.db.models.expressions import RawSQL

from records.choices import ReviewStatus

# The sorted words of a row's own name and of a further name, as in the text index
OWN_WORDS = "tsvector_to_array(ts_filter(r.search, '{a}'))"
ALIAS_WORDS = "tsvector_to_array(n.search)"


def keys_of_namesakes(
    rows: type[Model],
    *,
    aliases: type[Model] | None = None,
    alias_key: str = "",
    same: Sequence[str] = (),
) -> RawSQL:
    """Keys of rows that share a name with another row and agree with it in the columns `same`.

    `aliases` is the model of further names, `alias_key` its column with the key of the row.
    """
    table = rows._meta.db_table
    is_record = any(field.name == "review_status" for field in rows._meta.local_fields)
    current = f"r.review_status <> '{ReviewStatus.RETRACTED}'" if is_record else "true"
    also = "".join(f", r.{column}" for column in same)
    names = f"SELECT r.id, {OWN_WORDS} AS words{also} FROM {table} r WHERE {current}"
    if aliases:
        names += (
            f" UNION ALL SELECT r.id, {ALIAS_WORDS}{also} FROM {aliases._meta.db_table} n"
            f" JOIN {table} r ON r.id = n.{alias_key} WHERE {current}"
        )
    grouped = ", ".join(["words", *same])
    return RawSQL(
        f"SELECT unnest(array_agg(id)) FROM ({names}) named WHERE words <> '{{}}'"
        f" GROUP BY {grouped} HAVING min(id) <> max(id)",
        [],
    )
