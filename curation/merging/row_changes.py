"""Rows as JSON that PostgreSQL writes and reads: changed one by one, noted, and put back."""

import json
from typing import Any

from django.db import connection
from django.db.models import Model

from records.public_rows import columns_of, table_of
from records.sql import fill

Row = dict[str, Any]


class Changes:
    """What is done to rows, noted in its order, so that it can be undone from the end."""

    def __init__(self) -> None:
        self.done: list[dict[str, Any]] = []

    def update(self, model: type[Model], key: int, values: Row) -> None:
        """Writes columns of a row; those that hold the value already are left."""
        before = read(model, key) or {}
        was = {name: before[name] for name, value in values.items() if before[name] != value}
        if was:
            values = {name: values[name] for name in was}
            write(model, key, values)
            self.done.append(_note("update", model, key, was=was, now=values))

    def delete(self, model: type[Model], key: int) -> None:
        row = read(model, key)
        with connection.cursor() as cursor:
            deletion = fill('DELETE FROM :"table" WHERE id = %s', table=table_of(model))
            cursor.execute(deletion, [key])
        self.done.append(_note("delete", model, key, was=row))

    def insert(self, row: Model) -> None:
        """Saves a new row."""
        row.save(force_insert=True)
        self.done.append(_note("insert", type(row), row.pk))

    def count(self, what: str) -> int:
        return sum(each["what"] == what for each in self.done)


def read(model: type[Model], key: int) -> Row | None:
    """All stored columns of a row; None if there is no such row."""
    with connection.cursor() as cursor:
        rows = 'SELECT to_jsonb(present)::text FROM :"table" AS present WHERE id = %s'
        cursor.execute(fill(rows, table=table_of(model)), [key])
        found = cursor.fetchone()
    if not found:
        return None
    row = json.loads(found[0])
    return {
        column.column: row[column.column] for column in columns_of(model) if not column.generated
    }


def write(model: type[Model], key: int, values: Row) -> None:
    """Writes columns of a row, as `read` gives them."""
    update = fill(
        'UPDATE :"table" SET (:"columns") = ('
        ' SELECT :"columns" FROM jsonb_populate_record(CAST(NULL AS :"table"), %s::jsonb)'
        ") WHERE id = %s",
        table=table_of(model),
        columns=list(values),
    )
    with connection.cursor() as cursor:
        cursor.execute(update, [json.dumps(values), key])


def put_back(model: type[Model], row: Row) -> None:
    """Inserts a deleted row with its key."""
    insertion = fill(
        'INSERT INTO :"table" (:"columns") OVERRIDING SYSTEM VALUE'
        ' SELECT :"columns" FROM jsonb_populate_record(CAST(NULL AS :"table"), %s::jsonb)',
        table=table_of(model),
        columns=list(row),
    )
    with connection.cursor() as cursor:
        cursor.execute(insertion, [json.dumps(row)])


def _note(what: str, model: type[Model], key: int, **more: Any) -> dict[str, Any]:
    return {"what": what, "model": model._meta.label, "id": key, **more}
