"""The days that rows of a file are about, as SQL: by them a code means the record that it stood for then."""

from collections.abc import Collection, Mapping

from django.db.models import Model

from imports.checking.sql import default_sql, key_fields
from records.row_days import days_sql, own_days_sql, whole_days_sql, wholes_of
from records.sql import fill


def parsed_days(model: type[Model], given: Collection[str], *, has_parent: bool) -> str:
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
