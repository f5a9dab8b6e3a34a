"""Cleans the texts of every table as they are written, by triggers, and once those that were stored before.

Which columns: those whose field is a `LineField`, `AddressField` or `ParagraphsField` (records/fields.py).
"""

import logging
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, DataError, IntegrityError, connections, transaction
from django.db.models import Model

from records.fields import CleanField
from records.public_rows import table_name
from records.review import loading
from records.sql import fill, sql_file

logger = logging.getLogger(__name__)


def text_cleaning_sql(schema: str) -> str:
    """SQL that makes the functions and triggers of all tables with such columns."""
    return "\n".join(_triggers(schema, model) for model in models_with_texts())


def models_with_texts() -> list[type[Model]]:
    """The models whose tables have a column with a text that people type."""
    models = apps.get_models(include_auto_created=True)
    return [each for each in models if not each._meta.proxy and any(_text_fields(each))]


def clean_stored_texts(models: Sequence[type[Model]], using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Cleans the stored texts of these tables; returns what had to stay as it is, a line for each row.

    A row stays if, cleaned, it would be the same as another one, or empty.
    """
    left: list[str] = []
    with loading(using):
        for model in models:
            for field in _text_fields(model):
                left += _clean_column(model, field, using)
    for line in left:
        logger.warning(line)
    return left


def _text_fields(model: type[Model]) -> Iterator[CleanField]:
    return (field for field in model._meta.local_fields if isinstance(field, CleanField))


def _triggers(schema: str, model: type[Model]) -> str:
    fields = list(_text_fields(model))
    cleanings = "\n    ".join(_cleaning(field) for field in fields)
    written = 'NEW.:"column" IS DISTINCT FROM OLD.:"column" AND '
    return sql_file(
        "records/clean_texts",
        schema=schema,
        table=table_name(model),
        function=f"{table_name(model)}_clean_texts",
        cleanings=cleanings,
        is_unclean=" OR ".join(_is_unclean(field, "NEW.") for field in fields),
        is_written_unclean=" OR ".join(
            fill(written, column=str(field.column)) + _is_unclean(field, "NEW.") for field in fields
        ),
    )


def _cleaning(field: CleanField) -> str:
    clean = 'NEW.:"column" := public.:"cleaner"(NEW.:"column");'
    return fill(clean, column=str(field.column), cleaner=field.cleaner.__name__)


def _is_unclean(field: CleanField, row: str) -> str:
    """SQL condition: the column holds a text that is not clean."""
    condition = ':row:"column" <> public.:"cleaner"(:row:"column")'
    return fill(condition, row=row, column=str(field.column), cleaner=field.cleaner.__name__)


def _clean_column(model: type[Model], field: CleanField, using: str) -> list[str]:
    """Cleans a column of all rows; if a rule refuses that, row by row. Returns what had to stay."""
    table, column = table_name(model), str(field.column)
    names = {"table": table, "column": column, "cleaner": field.cleaner.__name__}
    unclean = fill(':"table" WHERE ', table=table) + _is_unclean(field, "")
    clean = fill('UPDATE :"table" SET :"column" = :"cleaner"(:"column") WHERE ', **names)
    with connections[using].cursor() as cursor:
        if _refusal(cursor, clean + _is_unclean(field, ""), None, using) is None:
            return []
        left = []
        cursor.execute(f"SELECT id FROM {unclean} ORDER BY id")  # noqa: S608 (table and column names of models)
        for (key,) in cursor.fetchall():
            if error := _refusal(cursor, f"{clean} id = %s", [key], using):
                reason = str(error).partition("\n")[0]
                left.append(f"{table} {key}: {column} stays as it was written: {reason}")
        return left


def _refusal(
    cursor: Any, statement: str, parameters: list[int] | None, using: str
) -> Exception | None:
    """Executes a statement; the error if a rule refuses it, with nothing changed."""
    try:
        with transaction.atomic(using=using):
            cursor.execute(statement, parameters)
    except (IntegrityError, DataError) as error:
        return error
    return None
