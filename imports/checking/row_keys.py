"""How rows are found by the keys that files have for them."""

from typing import Any

from django.db.models import ForeignKey, Model

from imports.checking.columns import PART, key_of, table_of
from records.sql import fill


def key_join(model: type[Model], row: str, text: str) -> str:
    """SQL condition: the row has this key, written as files have it."""
    fields = key_of(model)
    if len(fields) == 1:
        return f"{row}.{fields[0].column} = {text}"
    conditions = []
    for number, field in enumerate(fields, start=1):
        part = f"split_part({text}, '{PART}', {number})"
        if isinstance(field, ForeignKey):
            target: Any = field.related_model
            found = fill(
                '(SELECT target.id FROM :"table" AS target WHERE :same_key)',
                table=table_of(target),
                same_key=key_join(target, "target", part),
            )
            same = f"{row}.{field.column} = {found}"
            if field.null:
                same = f"({same} OR {row}.{field.column} IS NULL AND {part} = '')"
            conditions.append(same)
        else:
            conditions.append(f"{row}.{field.column}::text = {part}")
    return " AND ".join(conditions)
