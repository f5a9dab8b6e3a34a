"""Reads and changes rows one by one as JSON, and logs the changes of a merge so that it can be undone."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from records.natural_keys import natural_key_fields
from records.public_rows import stored_columns, table_name
from records.sql import run_sql

# A row by the names of its stored columns
StoredRow = dict[str, Any]


class ChangeLog:
    """The changes of rows in their order; undone from the end, they restore everything."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []

    def update(self, model: type[Model], key: int, values: StoredRow) -> None:
        """Writes those columns of a row whose values differ."""
        before = read_row(model, key) or {}
        was = {name: before[name] for name, value in values.items() if before[name] != value}
        if was:
            now = {name: values[name] for name in was}
            write_row(model, key, now)
            self._log("update", model, key, was=was, now=now)

    def delete(self, model: type[Model], key: int) -> None:
        row = read_row(model, key)
        delete_row(model, key)
        self._log("delete", model, key, was=row)

    def insert(self, row: Model) -> None:
        """Saves a new row."""
        row.save(force_insert=True)
        self._log("insert", type(row), row.pk)

    def _log(self, what: str, model: type[Model], key: int, **values: StoredRow | None) -> None:
        self.entries.append({"what": what, "model": model._meta.label, "id": key, **values})


def read_row(model: type[Model], key: int) -> StoredRow | None:
    """All stored columns of a row; None if there is no such row."""
    sql = f"SELECT to_jsonb(stored)::text FROM {table_name(model)} stored WHERE id = %s"  # noqa: S608 (table name of a model)
    for (text,) in run_sql(sql, [key]):
        row = json.loads(text)
        return {c.column: row[c.column] for c in stored_columns(model) if not c.generated}
    return None


def read_rows(rows: Iterable[tuple[type[Model], int]]) -> dict[tuple[type[Model], int], StoredRow]:
    """All stored columns of these rows, in one query for each table, without those of rows that do not exist.

    Decimal numbers are texts, so that they keep all their digits.
    """
    keys = defaultdict(list)
    for model, key in rows:
        keys[model].append(key)
    found: dict[tuple[type[Model], int], StoredRow] = {}
    for model, ids in keys.items():
        sql = f"SELECT to_jsonb(stored)::text FROM {table_name(model)} stored WHERE id = ANY(%s)"  # noqa: S608 (table name of a model)
        columns = [column.column for column in stored_columns(model) if not column.generated]
        for (text,) in run_sql(sql, [ids]):
            row = json.loads(text, parse_float=str)
            found[model, row["id"]] = {name: row[name] for name in columns}
    return found


def natural_key_columns(model: type[Model]) -> list[str]:
    """The columns that identify a row of a table, apart from its number."""
    fields: list[Any] = [field for field in model._meta.local_fields if field.remote_field]
    if not model._meta.auto_created:
        fields = [model._meta.get_field(name) for name in natural_key_fields(model)]
    return [field.attname for field in fields]


def row_with_same_key(model: type[Model], row: StoredRow) -> int | None:
    """The number of the row that has the natural key of this one; None if there is none."""
    values = {name: row[name] for name in natural_key_columns(model)}
    lookups = {f"{n}__isnull" if v is None else n: v is None or v for n, v in values.items()}
    same: int | None = model._base_manager.filter(**lookups).values_list("pk", flat=True).first()
    return same


def delete_row(model: type[Model], key: int) -> None:
    """Deletes a row alone; whatever refers to it must be deleted before."""
    run_sql(f"DELETE FROM {table_name(model)} WHERE id = %s", [key])  # noqa: S608 (table name of a model)


def write_row(model: type[Model], key: int, values: StoredRow) -> None:
    """Writes columns of a row, in the form in which `read_row` returns them."""
    table, names = table_name(model), ", ".join(values)
    run_sql(
        f"UPDATE {table} SET ({names}) = (SELECT {names}"  # noqa: S608 (table and column names of models)
        f" FROM jsonb_populate_record(NULL::{table}, %s::jsonb)) WHERE id = %s",
        [json.dumps(values), key],
    )


def insert_row(model: type[Model], row: StoredRow) -> None:
    """Inserts a deleted row with its key."""
    table, names = table_name(model), ", ".join(row)
    run_sql(
        f"INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE SELECT {names}"  # noqa: S608 (table and column names of models)
        f" FROM jsonb_populate_record(NULL::{table}, %s::jsonb)",
        [json.dumps(row)],
    )
