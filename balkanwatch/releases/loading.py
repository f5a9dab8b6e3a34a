"""Loads the tables of a release into an empty database, as they were, under all its rules."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import ForeignKey, Model

from balkanwatch.releases.tables import (
    SEVERAL,
    Column,
    columns_of,
    fields_of,
    headings_of,
    key_columns,
    key_of,
    lists_of,
)
from records.choices import ReviewStatus
from records.models import Record
from records.review import loading
from records.sql import fill, quote_name, sql_file

# What a released record has that its file does not say
REVIEWED = {"review_status": ReviewStatus.PUBLISHED.value, "retraction_reason": "", "note": ""}


class BrokenReleaseError(Exception):
    """What is wrong with a release, for people."""


def load(models: Sequence[type[Model]], file_of: Any) -> dict[str, int]:
    """Loads the files of all tables in one transaction; gives the number of rows of each table.

    `models` in an order in which each comes after those it refers to; `file_of(model)` is the path of
    its file. BrokenReleaseError for a file that is not of this table or refers to what is not there.
    """
    with loading(), connection.cursor() as cursor:
        for model in models:
            _take_in(cursor, model, file_of(model))
        counts = {}
        for model in models:
            _check_references(cursor, model)
            cursor.execute(_insert(model))
            counts[model._meta.db_table] = cursor.rowcount
            for field in lists_of(model):
                cursor.execute(_insert_list(model, field))
        connection.check_constraints()
    return counts


def _take_in(cursor: Any, model: type[Model], path: Path) -> None:
    """The file as a temporary table of texts, each row with the id that it will have."""
    table, headings = model._meta.db_table, headings_of(model)
    with path.open("rb") as file:
        found = file.readline().decode("utf-8").strip().split(",")
        if found != headings:
            raise BrokenReleaseError(
                f"{path.name} has the columns {', '.join(found)}; this version of BalkanWatch wants "
                f"{', '.join(headings)}."
            )
        texts = [f"{quote_name(name)} text" for name in headings]
        cursor.execute(
            sql_file("balkanwatch/incoming_table", incoming=f"in_{table}", texts=texts, table=table)
        )
        copy = (
            'COPY :"incoming" (:"headings")'
            ' FROM STDIN WITH (FORMAT csv, FORCE_NOT_NULL (:"headings"))'
        )
        cursor.copy_expert(fill(copy, incoming=f"in_{table}", headings=headings), file)
    cursor.execute(
        fill(
            'CREATE INDEX ON :"incoming" (:"keys"); ANALYZE :"incoming"',
            incoming=f"in_{table}",
            keys=[column.name for column in key_columns(model)],
        )
    )


def _check_references(cursor: Any, model: type[Model]) -> None:
    for field in _references(model):
        texts = [f'this."{each.name}"' for each in columns_of(model) if each.field is field]
        cursor.execute(
            fill(
                'SELECT this.line_ + 1, :texts FROM :"incoming" AS this :join'
                ' WHERE (:given) AND :"field".id_ IS NULL LIMIT 1',
                texts=texts,
                incoming=f"in_{model._meta.db_table}",
                join=_join(model, field),
                given=" OR ".join(f"{text} <> ''" for text in texts),
                field=field.name,
            )
        )
        if row := cursor.fetchone():
            line, *key = row
            raise BrokenReleaseError(
                f"{model._meta.db_table}, row {line}: {field.name} is {', '.join(key)}, "
                f"which {field.related_model._meta.db_table} does not have."
            )


def _insert(model: type[Model]) -> str:
    """SQL that makes the rows: texts become values, keys become references."""
    names, values, joins = ["id"], ["this.id_"], []
    for field in fields_of(model):
        names.append(str(field.column))
        if isinstance(field, ForeignKey):
            joins.append(_join(model, field))
            values.append(f'"{field.name}".id_')
        else:
            text = f'this."{field.name}"'
            kind = field.db_type(connection)
            values.append(f"nullif({text}, '')::{kind}" if field.null else f"{text}::{kind}")
    if issubclass(model, Record):
        names += REVIEWED
        values += [f"'{value}'" for value in REVIEWED.values()]
    return fill(
        'INSERT INTO :"table" (:"columns")'
        ' SELECT :values FROM :"incoming" AS this :joins ORDER BY this.line_',
        table=model._meta.db_table,
        columns=names,
        values=values,
        incoming=f"in_{model._meta.db_table}",
        joins=" ".join(joins),
    )


def _insert_list(model: type[Model], field: Any) -> str:
    (key,) = key_of(field.related_model)
    return sql_file(
        "balkanwatch/insert_list",
        links=field.m2m_db_table(),
        own_key=field.m2m_column_name(),
        other_key=field.m2m_reverse_name(),
        incoming=f"in_{model._meta.db_table}",
        incoming_other=f"in_{field.related_model._meta.db_table}",
        field=field.name,
        key=key,
        separator=SEVERAL,
    )


def _join(model: type[Model], field: Any) -> str:
    """SQL that finds the row a reference names; equal texts, for the files are of one release."""
    own = [column for column in columns_of(model) if column.field is field]
    pairs = zip(own, key_columns(field.related_model), strict=True)
    condition = " AND ".join(_equal(field, mine, other) for mine, other in pairs)
    return f'LEFT JOIN in_{field.related_model._meta.db_table} "{field.name}" ON {condition}'


def _equal(field: Any, mine: Column, other: Column) -> str:
    return f'"{field.name}"."{other.name}" = this."{mine.name}"'


def _references(model: type[Model]) -> Iterator[Any]:
    return (field for field in fields_of(model) if isinstance(field, ForeignKey))
