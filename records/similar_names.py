"""Possible duplicates: rows whose names have the same words, in any order, case and script."""

from collections.abc import Sequence

from django.db.models import Model
from django.db.models.expressions import RawSQL

from records.sql import Value, sql_file


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
    named: dict[str, Value] = {
        "table": rows._meta.db_table,
        "columns": [f"record.{column}" for column in ("id", *same)],
        "present": "record.review_status <> 'retracted'" if _is_record(rows) else "true",
    }
    further = ""
    if aliases:
        names = {"names": aliases._meta.db_table, "key": alias_key}
        further = sql_file("records/similar_further_names", **named, **names)
    grouped = ["words", *same]
    query = sql_file("records/similar_names", **named, further_names=further, grouped=grouped)
    return RawSQL(query, [])  # noqa: S611 (names of our own tables and columns)


def _is_record(model: type[Model]) -> bool:
    return any(field.name == "review_status" for field in model._meta.local_fields)
