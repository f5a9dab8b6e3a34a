"""The days that rows of a file are about, as SQL: by them a code means the record that it stood for then."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db.models import Model

from imports.checking.codes import depends_on_days, resolve_codes_by_day
from imports.checking.related_columns import ListColumn, ReferenceColumn
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
    own, outer = _own_days(target), _outer_days(target)
    joins, table = "", f"{target.name}_by_day"
    if target.parent:
        joins = f" LEFT JOIN {target.parent.final_table} parent ON {is_parent('parsed')}"
    later = f"{own} IS NULL" if getattr(target.model, "may_begin_later", False) else "false"
    create_temp_table(
        table,
        f"SELECT parsed.*, coalesce({own}, {outer}) AS row_days, {later} AS perhaps_later"  # noqa: S608 (our own tables)
        f" FROM ({rows}) parsed{joins}",
    )
    for column, cell, lookup in references:
        name = column.field.column
        resolve_codes_by_day(
            column.target, lookup, rows=table, cell=cell, column=name, by_name=column.by_name
        )
    return f"SELECT * FROM {table}"  # noqa: S608 (our own table)


def _own_days(target: "Target") -> str:
    """SQL of the days of a row `parsed`: those that the file gives, or lists, or that are stored; NULL if none."""
    model, given = target.model, target.given
    names = getattr(model, "dated_by", ())
    days = [_listed_days(*each) for each in target.lists if _has_one_date(each[0].model)]
    if set(names) & set(given):
        fields = [model._meta.get_field(name) for name in names]
        values = {f.name: f"parsed.{f.name}" if f.name in given else default_sql(f) for f in fields}
        days.append(own_days_sql(model, values))
    elif names and {field.column for field in key_fields(model)} == {"slug"}:
        stored = '(SELECT :days FROM :"table" AS known WHERE known.slug = parsed.slug)'
        days.append(fill(stored, days=days_sql(model, "known"), table=model._meta.db_table))
    return f"coalesce({', '.join([*days, 'NULL::daterange'])})"


def _outer_days(target: "Target") -> str:
    """SQL of the days of what a row `parsed` belongs to; NULL if it has none."""
    if target.parent:
        return "parent.row_days"
    keys = [key for key in wholes_of(target.model) if key.column in target.given]
    days = [whole_days_sql(key, f"parsed.{key.column}") for key in keys]
    return f"coalesce({', '.join([*days, 'NULL::daterange'])})"


def _has_one_date(model: type[Model]) -> bool:
    return len(getattr(model, "dated_by", ())) == 2


def _listed_days(column: ListColumn, cell: str) -> str:
    """SQL of the days from the first to the last date in a list of dated rows; NULL if it has no date."""
    name = getattr(column.model, "dated_by", ("",))[0]
    place = next(n for n, part in enumerate(column.columns) if part.field.name == name)
    items = column.rows_sql(cell.replace("file_row.", "parsed."))
    return (
        "(SELECT CASE WHEN count(*) > 0 THEN"  # noqa: S608 (our own columns)
        " daterange(min(dated.date_from), max(last_day_of(dated.date_from, dated.exactness)), '[]') END"
        f" FROM {items} list CROSS JOIN LATERAL read_window(list.f{place}) dated"
        " WHERE dated.date_from IS NOT NULL)"
    )


def final_days(model: type[Model], values: Mapping[str, str], *, has_parent: bool) -> str:
    """SQL of the days of a row as it is to be written, from the SQL of its columns; its lists ask for them."""
    own = own_days_sql(model, values)
    return f"coalesce({own}, parent.row_days)" if has_parent else own
