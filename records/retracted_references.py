"""Rule: nothing new refers to a record that was retracted or merged into another one.

References that are there when a record is retracted stay. The triggers are made from the models, and hold
whatever program writes; data that was reviewed elsewhere is taken as it comes (records/review.py).
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import CASCADE, ForeignKey, Model

from records.public_rows import rows_differ, table_name
from records.review import LOADING
from records.sql import fill, sql_file
from records.triggers import refuse
from records.versions import is_record

REFERS_TO_RETRACTED = "reference_to_retracted"
RETRACTED_MESSAGE = (
    "A record that was retracted or merged cannot be chosen; choose the one that stayed."
)


# Conditions on the rows that a statement added, and on one that it changed
ADDED = (
    'EXISTS (SELECT FROM new_row JOIN public.:"table" AS target ON target.id = new_row.:"column"'
    " WHERE target.review_status = 'retracted')"
)
CHANGED = (
    'OLD.:"column" IS DISTINCT FROM NEW.:"column" AND EXISTS (SELECT FROM public.:"table" AS target'
    " WHERE target.id = NEW.:\"column\" AND target.review_status = 'retracted')"
)


def references_to_records(model: type[Model]) -> list[Any]:
    """The foreign keys of a row to records that it names, not to what it is part of or was merged into."""
    owner = model._meta.auto_created
    return [
        field
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey)
        and is_record(field.related_model)
        and field.name != "merged_into"
        # A row of a many-to-many field is part of the record that has the field, and names the other one.
        and (
            field.related_model is not owner
            if owner
            else field.remote_field.on_delete is not CASCADE
        )
    ]


def retracted_reference_sql(schema: str, models: Sequence[type[Model]]) -> str:
    """SQL that makes the functions and triggers."""
    return "\n".join(_triggers(schema, model) for model in models if references_to_records(model))


def _triggers(schema: str, model: type[Model]) -> str:
    keys = references_to_records(model)
    return sql_file(
        "records/retracted_reference",
        schema=schema,
        table=table_name(model),
        function=f"{table_name(model)}_refers",
        loading=LOADING,
        added=" OR ".join(_exists_retracted(key, ADDED) for key in keys),
        changed=" OR ".join(_exists_retracted(key, CHANGED) for key in keys),
        references_differ=rows_differ([str(key.column) for key in keys], "OLD", "NEW"),
        refuse=refuse(REFERS_TO_RETRACTED, RETRACTED_MESSAGE),
    )


def _exists_retracted(key: Any, template: str) -> str:
    return fill(template, table=table_name(key.related_model), column=str(key.column))
