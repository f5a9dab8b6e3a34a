"""Loads the tables of a release into an empty database, as they were, under all its rules."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import ForeignKey, Model

from balkanwatch.releases.tables import (
    SEVERAL,
    FileColumn,
    fields_of,
    file_columns,
    headings_of,
    key_columns,
    lists_of,
)
from records.choices import ReviewStatus
from records.models import Record
from records.natural_keys import natural_key_fields
from records.review import loading

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
        quoted = ", ".join(f'"{name}"' for name in headings)
        texts = ", ".join(f'"{name}" text' for name in headings)
        cursor.execute(
            f"CREATE TEMPORARY TABLE in_{table} ({texts},"
            f" id_ bigint DEFAULT nextval(pg_get_serial_sequence('{table}', 'id')),"
            " line_ bigint GENERATED ALWAYS AS IDENTITY) ON COMMIT DROP"
        )
        cursor.copy_expert(
            f"COPY in_{table} ({quoted}) FROM STDIN WITH (FORMAT csv, FORCE_NOT_NULL ({quoted}))",
            file,
        )
    keys = ", ".join(f'"{column.name}"' for column in key_columns(model))
    cursor.execute(f"CREATE INDEX ON in_{table} ({keys}); ANALYZE in_{table}")


def _check_references(cursor: Any, model: type[Model]) -> None:
    for field in _references(model):
        texts = [f'this."{each.name}"' for each in file_columns(model) if each.field is field]
        given = " OR ".join(f"{text} <> ''" for text in texts)
        cursor.execute(
            f"SELECT this.line_ + 1, {', '.join(texts)}"
            f" FROM in_{model._meta.db_table} this {_join(model, field)}"
            f' WHERE ({given}) AND "{field.name}".id_ IS NULL LIMIT 1'
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
    table, columns = model._meta.db_table, ", ".join(f'"{name}"' for name in names)
    return (
        f"INSERT INTO {table} ({columns}) SELECT {', '.join(values)}"
        f" FROM in_{table} this {' '.join(joins)} ORDER BY this.line_"
    )


def _insert_list(model: type[Model], field: Any) -> str:
    table, other = model._meta.db_table, field.related_model._meta.db_table
    (key,) = natural_key_fields(field.related_model)
    text = f'this."{field.name}"'
    return (
        f"INSERT INTO {field.m2m_db_table()} ({field.m2m_column_name()}, {field.m2m_reverse_name()})"
        f" SELECT this.id_, found.id_ FROM in_{table} this"
        f" CROSS JOIN LATERAL unnest(string_to_array({text}, '{SEVERAL}')) named"
        f' JOIN in_{other} found ON found."{key}" = named'
        " ORDER BY this.line_, found.id_"
    )


def _join(model: type[Model], field: Any) -> str:
    """SQL that finds the row a reference names; equal texts, for the files are of one release."""
    own = [column for column in file_columns(model) if column.field is field]
    pairs = zip(own, key_columns(field.related_model), strict=True)
    condition = " AND ".join(_equal(field, mine, other) for mine, other in pairs)
    return f'LEFT JOIN in_{field.related_model._meta.db_table} "{field.name}" ON {condition}'


def _equal(field: Any, mine: FileColumn, other: FileColumn) -> str:
    return f'"{field.name}"."{other.name}" = this."{mine.name}"'


def _references(model: type[Model]) -> Iterator[Any]:
    return (field for field in fields_of(model) if isinstance(field, ForeignKey))
