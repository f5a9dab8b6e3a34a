"""What readers see of a row, as SQL on the tables: whether they see it, and in which columns it differs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model

from records.sql import fill, sql_file

# Columns in which a change is nothing to readers
INTERNAL = {
    "note",
    "version",
    "created_at",
    "review_status",
    "is_public",
    "submitted_by_id",
    "submitted_at",
    "reviewed_by_id",
    "reviewed_at",
    "causal_rank",
}


@dataclass(frozen=True)
class Join:
    """From rows to rows of `model`: `back` along its foreign key, else by that of the rows."""

    model: type[Model]
    column: str
    back: bool


JoinPath = tuple[Join, ...]


@dataclass(frozen=True)
class PublicResource:
    """A table whose rows are the records of a resource, and what is shown of each.

    `key` is the SQL of a row's key, with {row} for the row; `reads` are the columns shown of the rows
    that a path leads to.
    """

    resource: str
    model: type[Model]
    key: str
    reads: dict[JoinPath, frozenset[str]] = field(hash=False)

    def tables(self) -> set[str]:
        """Names of all tables that are read."""
        return {table_name(self.model)} | {
            table_name(step.model) for path in self.reads for step in path
        }


def table_name(model: type[Model]) -> str:
    return model._meta.db_table


@cache
def models_by_table() -> dict[str, type[Model]]:
    """The model of each table, by the name of the table; also of tables between many and many."""
    models = apps.get_models(include_auto_created=True)
    return {table_name(model): model for model in models if not model._meta.proxy}


def is_flagged(model: Any) -> bool:
    """Whether rows of the model can be hidden, and say themselves if they are."""
    return _has(model, "is_public")


def can_be_hidden(item: Any) -> bool:
    """Whether the field is a reference to a row that readers may not see."""
    return isinstance(item, ForeignKey) and is_flagged(item.related_model)


def can_be_retracted(model: Any) -> bool:
    """Whether rows of the model stay behind as retracted or merged."""
    return _has(model, "retracted_at")


def is_identified(model: Any) -> bool:
    """Whether rows of the model have a public id, and those of equal rows that were merged into them."""
    return _has(model, "former_ids")


def _has(model: Any, name: str) -> bool:
    return any(field.name == name for field in model._meta.local_fields)


def stored_columns(model: type[Model]) -> Iterator[Any]:
    """The stored columns of a table."""
    return (item for item in model._meta.local_concrete_fields)


def public_columns(model: type[Model]) -> frozenset[str]:
    """Those in which a change is one for readers."""
    kept = (item for item in stored_columns(model) if not item.generated)
    return frozenset(item.column for item in kept if item.column not in INTERNAL)


def differs(model: type[Model], columns: Iterable[str]) -> str:
    """Condition: readers see another value in one of the columns; a hidden reference is none."""
    shown = [item for item in stored_columns(model) if item.column in columns]
    parts = [
        sql_file(
            "records/reference_differs",
            column=item.column,
            table=table_name(item.related_model),
        )
        for item in filter(can_be_hidden, shown)
    ]
    if plain := [item.column for item in shown if not can_be_hidden(item)]:
        parts.append(rows_differ(plain, "old_row", "new_row"))
    return f"({' OR '.join(parts)})"


def rows_differ(columns: Iterable[str], old: str, new: str) -> str:
    """Condition: two rows hold different values in one of the columns."""
    before, after = (", ".join(f"{row}.{column}" for column in columns) for row in (old, new))
    return f"ROW({before}) IS DISTINCT FROM ROW({after})"


def visible(model: type[Model], row: str) -> str:
    """Condition: readers see the row."""
    if is_flagged(model):
        return f"{row}.is_public"
    if model._meta.auto_created:
        # A row of a many-to-many field is seen with both of its ends.
        exists = 'EXISTS (SELECT FROM public.:"table" AS other WHERE other.id = :key AND other.is_public)'
        return " AND ".join(
            fill(exists, table=table_name(item.related_model), key=f"{row}.{item.column}")
            for item in filter(can_be_hidden, stored_columns(model))
        )
    return f"{row}.id IS NOT NULL"


def concerns_readers(model: type[Model], row: str) -> str:
    """Condition: readers see the row, or that it was retracted."""
    stone = f" OR {row}.retracted_at IS NOT NULL" if can_be_retracted(model) else ""
    return f"({visible(model, row)}{stone})"
