"""Loads the tables of a release into an empty database; all rules of the database apply."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import ForeignKey, Model

from balkanwatch.releases import tables
from records.choices import ReviewStatus
from records.models import Record
from records.natural_keys import natural_key_fields
from records.review import loading

# Values of released records that are not in the files
REVIEWED = {"review_status": ReviewStatus.PUBLISHED.value, "retraction_reason": "", "note": ""}


class BrokenReleaseError(Exception):
    """The release cannot be loaded; the text says why."""


def load(models: Sequence[type[Model]], file_of: Callable[[type[Model]], Path]) -> dict[str, int]:
    """Loads the files of all tables; returns the number of rows by table.

    `models` must follow those they refer to; `file_of(model)` is the path of a table's file. Raises
    BrokenReleaseError for wrong columns and for references to missing rows.
    """
    with loading(), connection.cursor() as cursor:
        for model in models:
            _copy_file(cursor, model, file_of(model))
        counts = {}
        for model in models:
            _check_references(cursor, model)
            cursor.execute(_insert(model))
            counts[model._meta.db_table] = cursor.rowcount
            for field in tables.list_fields(model):
                cursor.execute(_insert_list(model, field))
        connection.check_constraints()
    return counts


def _copy_file(cursor: Any, model: type[Model], path: Path) -> None:
    """Copies a file into a temporary table of texts, with the future id of each row."""
    table, names = model._meta.db_table, tables.headings(model)
    with path.open("rb") as file:
        found = file.readline().decode("utf-8").strip().split(",")
        if found != names:
            raise BrokenReleaseError(
                f"{path.name} has the columns {', '.join(found)}; this version of BalkanWatch requires "
                f"{', '.join(names)}."
            )
        quoted = ", ".join(f'"{name}"' for name in names)
        texts = ", ".join(f'"{name}" text' for name in names)
        cursor.execute(
            f"CREATE TEMPORARY TABLE in_{table} ({texts},"
            f" id_ bigint DEFAULT nextval(pg_get_serial_sequence('{table}', 'id')),"
            " line_ bigint GENERATED ALWAYS AS IDENTITY) ON COMMIT DROP"
        )
        cursor.copy_expert(
            f"COPY in_{table} ({quoted}) FROM STDIN WITH (FORMAT csv, FORCE_NOT_NULL ({quoted}))",
            file,
        )
    keys = ", ".join(f'"{column.name}"' for column in tables.key_columns(model))
    cursor.execute(f"CREATE INDEX ON in_{table} ({keys}); ANALYZE in_{table}")


def _check_references(cursor: Any, model: type[Model]) -> None:
    for field in _references(model):
        columns = [each for each in tables.file_columns(model) if each.field is field]
        texts = [f'this."{column.name}"' for column in columns]
        given = " OR ".join(f"{text} <> ''" for text in texts)
        cursor.execute(
            f"SELECT this.line_ + 1, {', '.join(texts)}"  # noqa: S608 (table and column names of models)
            f" FROM in_{model._meta.db_table} this {_join(model, field)}"
            f' WHERE ({given}) AND "{field.name}".id_ IS NULL LIMIT 1'
        )
        if row := cursor.fetchone():
            line, *key = row
            raise BrokenReleaseError(
                f"{model._meta.db_table}, row {line}: {field.name} is {', '.join(key)}, "
                f"but {field.related_model._meta.db_table} has no such row."
            )


def _insert(model: type[Model]) -> str:
    """SQL that inserts the rows: texts become values, keys become references."""
    names, values, joins = ["id"], ["this.id_"], []
    for field in tables.released_fields(model):
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
        f"INSERT INTO {table} ({columns}) SELECT {', '.join(values)}"  # noqa: S608 (table and column names of models)
        f" FROM in_{table} this {' '.join(joins)} ORDER BY this.line_"
    )


def _insert_list(model: type[Model], field: Any) -> str:
    table, other = model._meta.db_table, field.related_model._meta.db_table
    (key,) = natural_key_fields(field.related_model)
    text = f'this."{field.name}"'
    return (
        f"INSERT INTO {field.m2m_db_table()} ({field.m2m_column_name()}, {field.m2m_reverse_name()})"  # noqa: S608 (table and column names of models)
        f" SELECT this.id_, found.id_ FROM in_{table} this"
        f" CROSS JOIN LATERAL unnest(string_to_array({text}, '{tables.CODE_SEPARATOR}')) named"
        f' JOIN in_{other} found ON found."{key}" = named'
        " ORDER BY this.line_, found.id_"
    )


def _join(model: type[Model], field: Any) -> str:
    """SQL that joins the referenced row by the texts of its key."""
    own = [column for column in tables.file_columns(model) if column.field is field]
    condition = " AND ".join(
        f'"{field.name}"."{other.name}" = this."{column.name}"'
        for column, other in zip(own, tables.key_columns(field.related_model), strict=True)
    )
    return f'LEFT JOIN in_{field.related_model._meta.db_table} "{field.name}" ON {condition}'


def _references(model: type[Model]) -> Iterator[Any]:
    return (field for field in tables.released_fields(model) if isinstance(field, ForeignKey))
