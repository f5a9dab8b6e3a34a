"""Names and titles in the order of the alphabet, the same on every server, also on one built without ICU.

A stored key is compared byte by byte: `sort_key`, frozen with the migrations of records.
"""

from typing import Any

from django.db import models
from django.db.models import F, Func

from records.search import DatabaseOnlyField, generated_column

SORT_KEY = "sort_key"


class SortKeyField(DatabaseOnlyField, models.TextField):
    """What a name is sorted by."""


def sort_key(name: str) -> Func:
    """SQL of what a text column is sorted by."""
    return Func(F(name), function=SORT_KEY, output_field=SortKeyField(db_collation="C"))


def sort_key_column(name: str) -> models.GeneratedField:
    """The stored key of a name or title."""
    return generated_column(sort_key(name))


def sort_index(table: str) -> models.Index:
    """The index of rows sorted by their name or title, in both directions."""
    return models.Index(name=f"{table}_sorted", fields=[SORT_KEY, "id"])


def sort_column(model: Any, name: str) -> str:
    """The column by which rows are sorted by this field: its stored key, if there is one."""
    stored = next((each for each in model._meta.local_fields if each.name == SORT_KEY), None)
    if stored is None or stored.expression.source_expressions != [F(name)]:
        return name
    return SORT_KEY
