"""SQL building blocks for checking and writing: literals, columns, keys of rows, temporary tables."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import CharField, ForeignKey, Model, TextField, UniqueConstraint

from records.sql import run_sql

# In Django's stubs a field may have no column; those of tables always do.
AnyField = Any

# Separates the parts of a key, and of an item in a list
PART_SEPARATOR = ":"


def run(sql: str) -> int:
    """Executes SQL without parameters and returns the number of affected rows."""
    with connection.cursor() as cursor:
        cursor.execute(*_without_parameters(sql))
        return cursor.rowcount


def fetch_rows(sql: str) -> list[tuple[Any, ...]]:
    """Executes SQL without parameters and returns its rows."""
    return run_sql(*_without_parameters(sql))


def _without_parameters(sql: str) -> tuple[str, dict[str, None]]:
    """Escapes percent signs, because the history adds parameters to every statement."""
    return sql.replace("%", "%%"), {"none": None}


def create_temp_table(name: str, query: str) -> None:
    """Creates a temporary table that is dropped at the end of the transaction."""
    run(f"DROP TABLE IF EXISTS {name}; CREATE TEMP TABLE {name} ON COMMIT DROP AS {query}")
    run(f"ANALYZE {name}")


def literal(value: object) -> str:
    """A value as an SQL literal."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "'" + str(value).replace("'", "''") + "'"


def literals(values: Iterable[object]) -> str:
    """Values as SQL literals separated by commas."""
    return ", ".join(literal(value) for value in values)


def column_type(field: AnyField) -> str:
    """SQL type of a column while it is checked; texts are not limited in length."""
    if field.remote_field:
        field = field.target_field
        return field.rel_db_type(connection)
    kind: str = field.db_type(connection) or "text"
    return "text" if kind.startswith("varchar") else kind


def default_sql(field: AnyField) -> str:
    """SQL of the value that a new row has where the file gives none."""
    value = field.get_default()
    if callable(value) or (value == "" and not field.empty_strings_allowed):
        value = None
    return f"{literal(value)}::{column_type(field)}"


def is_parent(row: str) -> str:
    """SQL condition: `parent` is the row of the file that a listed row belongs to."""
    return f"parent.line = {row}.line AND parent.pos = {row}.parent_pos"


def has_aliases(model: type[Model]) -> bool:
    """Whether another table has further names of the rows."""
    return bool(getattr(model._default_manager.all(), "aliases", ""))


def alias_relation(model: type[Model]) -> Any:
    """The relation to the table of further names of the rows, for a model that has one."""
    manager: Any = model._default_manager
    return model._meta.get_field(manager.all().aliases)


def key_fields(model: type[Model]) -> list[AnyField]:
    """The fields that identify a row in files: those of its first unique constraint; its number if it is in no file."""
    if model._meta.auto_created:
        return [field for field in model._meta.local_fields if field.remote_field]
    unique = next((c for c in model._meta.constraints if isinstance(c, UniqueConstraint)), None)
    return [model._meta.get_field(name) for name in unique.fields] if unique else [model._meta.pk]


def key_sql(model: type[Model], row: str) -> str:
    """SQL of the key of a row as files write it: a slug, or parts separated by colons."""
    parts = []
    for field in key_fields(model):
        value = f"{row}.{field.column}"
        if isinstance(field, ForeignKey):
            target: Any = field.related_model
            related = f"{row}_related"
            value = (
                f"(SELECT {key_sql(target, related)} FROM {target._meta.db_table} {related}"  # noqa: S608 (table and column names of models)
                f" WHERE {related}.id = {value})"
            )
        parts.append(f"coalesce({value}::text, '')")
    return f" || '{PART_SEPARATOR}' || ".join(parts)


def is_text(field: AnyField) -> bool:
    """Whether values of the field are compared as texts."""
    return isinstance(field, CharField | TextField)


def order_sql(model: type[Model], row: str, names: Sequence[str] = ()) -> list[str]:
    """SQL to order rows by these fields, or by their key, in one way on every server."""
    fields: list[AnyField] = [model._meta.get_field(name) for name in names]
    order: list[str] = []
    for field in fields or key_fields(model):
        value = f"{row}.{field.column}"
        if not isinstance(field, ForeignKey):
            order.append(f'{value} COLLATE "C"' if is_text(field) else value)
            continue
        target: Any = field.related_model
        related = f"{row}_{field.name}"
        order += [
            f"(SELECT {each} FROM {target._meta.db_table} {related} WHERE {related}.id = {value})"  # noqa: S608 (table and column names of models)
            for each in order_sql(target, related)
        ]
    return order


def key_parts(model: type[Model]) -> int:
    """The number of parts of a key, those of the rows it refers to included."""
    targets: list[Any] = [field.related_model for field in key_fields(model)]
    return sum(key_parts(target) if target else 1 for target in targets)


def key_condition(model: type[Model], row: str, text: str, first: int = 1) -> str:
    """SQL condition: the row has the key that the text states, from its part number `first` on."""
    fields = key_fields(model)
    if len(fields) == 1:
        return f"{row}.{fields[0].column} = {text}"
    conditions, number = [], first - 1
    for field in fields:
        number += 1
        part = f"split_part({text}, '{PART_SEPARATOR}', {number})"
        if not isinstance(field, ForeignKey):
            value = f"{row}.{field.column}::text"
            value = f"coalesce({value}, '')" if field.null else value
            conditions.append(f"{value} = {part}")
            continue
        target: Any = field.related_model
        if (parts := key_parts(target)) > 1:
            same_key = key_condition(target, "related", text, number)
            number += parts - 1
        else:
            same_key = key_condition(target, "related", part)
        related_id = f"(SELECT related.id FROM {target._meta.db_table} related WHERE {same_key})"  # noqa: S608 (table and column names of models)
        same = f"{row}.{field.column} = {related_id}"
        if field.null:
            same = f"({same} OR {row}.{field.column} IS NULL AND {part} = '')"
        conditions.append(same)
    return " AND ".join(conditions)
