"""Tables as CSV files with natural keys, so that a file is the same for every database."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, NamedTuple

from django.contrib.postgres.aggregates import StringAgg
from django.db import connection, models
from django.db.models import Field, ForeignKey, Model, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce, Collate

from agreements.choices import PartyStatus
from agreements.models import AgreementParty
from agreements.standing import standing_on
from records.choices import DatePrecision
from records.models import Record
from records.natural_keys import natural_key_fields

# Separates the codes in a cell with several
CODE_SEPARATOR = "|"


class ReleaseColumn(NamedTuple):
    """A column of a file: heading, lookup path, the field with the value, and the model's own field."""

    name: str
    path: str
    holds: Field
    field: Field


class DerivedColumn(NamedTuple):
    """A column that follows from other tables as of the day of the release; loading a release passes over it."""

    name: str
    kind: str
    about: str
    codes: Sequence[tuple[str, str]] = ()


DERIVED: dict[type[Model], list[DerivedColumn]] = {
    AgreementParty: [
        DerivedColumn(
            "status",
            "string",
            "How far it was bound on the day of the release; follows from its actions.",
            [(str(code), str(label)) for code, label in PartyStatus.choices],
        ),
        DerivedColumn(
            "status_on", "date", "Since when, or the first day of the stated month or year."
        ),
        DerivedColumn(
            "status_precision",
            "string",
            "How exact that day is; unknown if there is none.",
            [(str(code), str(label)) for code, label in DatePrecision.choices],
        ),
        DerivedColumn(
            "reservation",
            "string",
            "Texts of the reservations and declarations that it had made and not withdrawn, one per line.",
        ),
    ]
}


def released_fields(model: type[Model]) -> list[Field]:
    """The fields with data: without those set by the database and those of the review."""
    omitted = {"id", "is_public"}
    if issubclass(model, Record):
        omitted |= {field.name for field in Record._meta.local_fields} - {"slug"}
    return [
        field
        for field in model._meta.local_fields
        if field.name not in omitted and not isinstance(field, models.GeneratedField)
    ]


def file_columns(model: type[Model]) -> list[ReleaseColumn]:
    """The columns of a table's file; a reference has one column for each field of the natural key."""
    return [column for field in released_fields(model) for column in _columns_for(field)]


def key_columns(model: type[Model]) -> list[ReleaseColumn]:
    """The columns of a table's natural key, in its order."""
    return [
        column for name in natural_key_fields(model) for column in _columns_for(_field(model, name))
    ]


def list_fields(model: type[Model]) -> list[Any]:
    """Many-to-many fields; each is one column with codes or slugs."""
    return list(model._meta.local_many_to_many)


def headings(model: type[Model]) -> list[str]:
    return [
        *(column.name for column in file_columns(model)),
        *(field.name for field in list_fields(model)),
        *(column.name for column in DERIVED.get(model, [])),
    ]


def write_table(model: type[Model], file: BinaryIO, day: dt.date) -> None:
    """Writes all rows visible in the transaction, as of the day, ordered by key, with line feeds."""
    rows = _rows(model, day)
    sql, parameters = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        selection = cursor.mogrify(sql, parameters).decode()
        cursor.copy_expert(f"COPY ({selection}) TO STDOUT WITH (FORMAT csv)", file)


def _rows(model: type[Model], day: dt.date) -> QuerySet:
    values = {f"cell_{i}": _cell(column) for i, column in enumerate(file_columns(model))}
    values |= {f"list_{i}": _list(field) for i, field in enumerate(list_fields(model))}
    if model in DERIVED:
        values |= {f"derived_{name}": value for name, value in standing_on(day).items()}
    order = [_sort_key(column) for column in key_columns(model)]
    return model._default_manager.annotate(**values).order_by(*order).values_list(*values)


def _cell(column: ReleaseColumn) -> Any:
    is_boolean = isinstance(column.holds, models.BooleanField)
    return Cast(column.path, TextField()) if is_boolean else _plain(column.path)


def _plain(path: str) -> Any:
    return models.Func(path, template="%(expressions)s", output_field=TextField())


def _list(field: Any) -> Any:
    """The sorted keys of the related rows, as one text."""
    (key,) = natural_key_fields(field.related_model)
    through = field.remote_field.through._default_manager
    own, other = field.m2m_field_name(), field.m2m_reverse_field_name()
    name = Collate(f"{other}__{key}", "C")
    together = StringAgg(name, CODE_SEPARATOR, order_by=name)
    found = through.filter(**{own: OuterRef("pk")}).order_by().values(own).values(text=together)
    return Coalesce(models.Subquery(found), models.Value(""), output_field=TextField())


def _sort_key(column: ReleaseColumn) -> Any:
    text = column.holds.get_internal_type() in {"CharField", "SlugField", "TextField"}
    value: Any = Collate(column.path, "C") if text else _plain(column.path)
    return value.asc(nulls_first=True)


def _columns_for(field: Field) -> Iterator[ReleaseColumn]:
    if not isinstance(field, ForeignKey):
        yield ReleaseColumn(field.name, field.name, field, field)
        return
    other: Any = field.related_model
    parts = key_columns(other)
    for part in parts:
        name = field.name if len(parts) == 1 else f"{field.name}_{part.name}"
        yield ReleaseColumn(name, f"{field.name}__{part.path}", part.holds, field)


def _field(model: type[Model], name: str) -> Field:
    field = model._meta.get_field(name)
    assert isinstance(field, Field)
    return field
