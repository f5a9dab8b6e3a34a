"""Tables as CSV files: columns by natural key, so that a file says the same in every database."""

from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from django.contrib.postgres.aggregates import StringAgg
from django.db import connection
from django.db.models import (
    BooleanField,
    Field,
    ForeignKey,
    Func,
    GeneratedField,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Collate

from records.models import Record
from records.natural_keys import natural_key_fields

# Between the codes of a cell that holds several
SEVERAL = "|"


class FileColumn(NamedTuple):
    """A column of a file: its heading, the way to its value, the field that holds it, the one it is for."""

    name: str
    path: str
    holds: Field
    field: Field


def fields_of(model: type[Model]) -> list[Field]:
    """The fields that are stated: not what is kept by the database, nor what is said in review."""
    kept = {"id", "is_public"}
    if issubclass(model, Record):
        kept |= {field.name for field in Record._meta.local_fields} - {"slug"}
    return [
        field
        for field in model._meta.local_fields
        if field.name not in kept and not isinstance(field, GeneratedField)
    ]


def file_columns(model: type[Model]) -> list[FileColumn]:
    """The columns of a table's file; a reference has one for each field of the key that it names."""
    return [column for field in fields_of(model) for column in _columns_for(field)]


def key_columns(model: type[Model]) -> list[FileColumn]:
    """The columns of the key of a table, in the order of the key."""
    return [
        column for name in natural_key_fields(model) for column in _columns_for(_field(model, name))
    ]


def lists_of(model: type[Model]) -> list[Any]:
    """The fields that hold several rows of another table; each is a column with their codes or slugs."""
    return list(model._meta.local_many_to_many)


def headings_of(model: type[Model]) -> list[str]:
    return [
        *(column.name for column in file_columns(model)),
        *(field.name for field in lists_of(model)),
    ]


def write_table(model: type[Model], file: BinaryIO) -> None:
    """Writes all rows that the transaction sees, in the order of their keys, each line ended by a line feed."""
    rows = _rows(model)
    sql, parameters = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        selection = cursor.mogrify(sql, parameters).decode()
        cursor.copy_expert(f"COPY ({selection}) TO STDOUT WITH (FORMAT csv)", file)


def _rows(model: type[Model]) -> QuerySet:
    values = {f"cell_{i}": _cell(column) for i, column in enumerate(file_columns(model))}
    values |= {f"list_{i}": _list(field) for i, field in enumerate(lists_of(model))}
    order = [_in_order(column) for column in key_columns(model)]
    return model._default_manager.annotate(**values).order_by(*order).values_list(*values)


def _cell(column: FileColumn) -> Any:
    return Cast(column.path, TextField()) if _is_boolean(column.holds) else _plain(column.path)


def _plain(path: str) -> Any:
    return Func(path, template="%(expressions)s", output_field=TextField())


def _list(field: Any) -> Any:
    """The keys of the rows that a row has, in their order, as one text."""
    (key,) = natural_key_fields(field.related_model)
    through = field.remote_field.through._default_manager
    own, other = field.m2m_field_name(), field.m2m_reverse_field_name()
    name = Collate(f"{other}__{key}", "C")
    together = StringAgg(name, SEVERAL, order_by=name)
    found = through.filter(**{own: OuterRef("pk")}).order_by().values(own).values(text=together)
    return Coalesce(Subquery(found), Value(""), output_field=TextField())


def _in_order(column: FileColumn) -> Any:
    text = column.holds.get_internal_type() in {"CharField", "SlugField", "TextField"}
    value: Any = Collate(column.path, "C") if text else _plain(column.path)
    return value.asc(nulls_first=True)


def _columns_for(field: Field, way: tuple[str, ...] = ()) -> Iterator[FileColumn]:
    if not isinstance(field, ForeignKey):
        yield FileColumn(field.name, field.name, field, field)
        return
    other: Any = field.related_model
    parts = [
        part for name in natural_key_fields(other) for part in _columns_for(_field(other, name))
    ]
    for part in parts:
        name = field.name if len(parts) == 1 else f"{field.name}_{part.name}"
        yield FileColumn(name, f"{field.name}__{part.path}", part.holds, field)


def _field(model: type[Model], name: str) -> Field:
    return model._meta.get_field(name)  # type: ignore[return-value]


def _is_boolean(field: Field) -> bool:
    return isinstance(field, BooleanField)
