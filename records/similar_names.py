"""Rows that may be about one thing: the same words in their names, whatever their order, case and script."""

from collections.abc import Sequence
from typing import Any

from django.db.models.expressions import RawSQL

from records.choices import ReviewStatus

# The words of a row's own name and of a further one, each once and in order, as the text index has them
OWN_WORDS = "tsvector_to_array(ts_filter(r.search, '{a}'))"
FURTHER_WORDS = "tsvector_to_array(n.search)"


def keys_of_namesakes(
    rows: Any, *, aliases: Any = None, alias_key: str = "", same: Sequence[str] = ()
) -> RawSQL:
    """Keys of rows with a name that another row has too; both must agree in the columns `same`.

    `aliases` is the model of further names, `alias_key` its column with the key of the row.
    """
    table = rows._meta.db_table
    present = f"r.review_status <> '{ReviewStatus.RETRACTED}'" if _is_record(rows) else "true"
    also = "".join(f", r.{column}" for column in same)
    names = f"SELECT r.id, {OWN_WORDS} AS words{also} FROM {table} r WHERE {present}"
    if aliases:
        names += (
            f" UNION ALL SELECT r.id, {FURTHER_WORDS}{also} FROM {aliases._meta.db_table} n"
            f" JOIN {table} r ON r.id = n.{alias_key} WHERE {present}"
        )
    grouped = ", ".join(["words", *same])
    return RawSQL(
        f"SELECT unnest(array_agg(id)) FROM ({names}) named WHERE words <> '{{}}'"
        f" GROUP BY {grouped} HAVING min(id) <> max(id)",
        [],
    )


def _is_record(model: Any) -> bool:
    return any(field.name == "review_status" for field in model._meta.local_fields)
