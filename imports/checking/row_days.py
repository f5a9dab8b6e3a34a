"""The days that rows of a file are about, as SQL: by them a code means the record that it stood for then."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from django.db.models import Model

from imports.checking.codes import depends_on_days, resolve_codes_by_day
from imports.checking.related_columns import ReferenceColumn
from imports.checking.sql import create_temp_table, default_sql, is_parent, key_fields
from records.row_days import days_sql, own_days_sql, whole_days_sql, wholes_of
from records.sql import fill

if TYPE_CHECKING:
    from imports.checking.targets import Target


def with_codes_of_their_days(target: "Target", rows: str) -> str:
    """A query for parsed rows in which codes that depend on the day mean what they did on the days of each row."""
    references = [
        (column, cell, target.lookup(number))
        for number, (column, cell) in enumerate(target.cells)
        if isinstance(column, ReferenceColumn)
        if column.by_code and depends_on_days(target.lookup(number))
    ]
    if not references:
        return rows
    days = _parsed_days(target.model, target.given, has_parent=target.parent is not None)
    joins, table = "", f"{target.name}_by_day"
    if target.parent:
        joins = f" LEFT JOIN {target.parent.final_table} parent ON {is_parent('parsed')}"
    query = f"SELECT parsed.*, {days} AS row_days FROM ({rows}) parsed{joins}"  # noqa: S608 (our own tables)
    create_temp_table(table, query)
    for column, cell, lookup in references:
        name = column.field.column
        resolve_codes_by_day(column.target, lookup, rows=table, cell=cell, column=name)
    return f"SELECT * FROM {table}"  # noqa: S608 (our own table)


def _parsed_days(model: type[Model], given: Collection[str], *, has_parent: bool) -> str:
    """SQL of the days of a row `parsed`: those that the file gives, or has stored, or those of what it is part of.

    `given` are the columns of the table that the file has; rows of a list (`has_parent`) have those of `parent`.
    """
    names = getattr(model, "dated_by", ())
    days = []
    if set(names) & set(given):
        fields = [model._meta.get_field(name) for name in names]
        values = {f.name: f"parsed.{f.name}" if f.name in given else default_sql(f) for f in fields}
        days.append(own_days_sql(model, values))
    elif names and {field.column for field in key_fields(model)} == {"slug"}:
        stored = '(SELECT :days FROM :"table" AS known WHERE known.slug = parsed.slug)'
        days.append(fill(stored, days=days_sql(model, "known"), table=model._meta.db_table))
    if has_parent:
        days.append("parent.row_days")
    else:
        keys = [key for key in wholes_of(model) if key.column in given]
        days += [whole_days_sql(key, f"parsed.{key.column}") for key in keys]
    return f"coalesce({', '.join([*days, 'NULL::daterange'])})"


def final_days(model: type[Model], values: Mapping[str, str], *, has_parent: bool) -> str:
    """SQL of the days of a row as it is to be written, from the SQL of its columns; its lists ask for them."""
    own = own_days_sql(model, values)
    return f"coalesce({own}, parent.row_days)" if has_parent else own
