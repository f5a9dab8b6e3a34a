"""The days that a row is about, as SQL: when what it says happened, or began if it lasted."""

from collections.abc import Mapping
from typing import Any

from django.db.models import CASCADE, ForeignKey, Model

from records.sql import fill

# The day and its precision, or the first and the last day of a window, the precision, and whether it lasted
DatedBy = tuple[str, str] | tuple[str, str, str, str]


def own_days_sql(model: type[Model], values: Mapping[str, str]) -> str:
    """SQL of the days, a `daterange`, from the SQL of the columns in `dated_by`; NULL where there is no date.

    A model without `dated_by` has none.
    """
    names: DatedBy | None = getattr(model, "dated_by", None)
    if not names:
        return "NULL::daterange"
    first, *others = (values[name] for name in names)
    if len(others) == 1:
        template = "CASE WHEN :first IS NOT NULL THEN daterange(:first, last_day_of(:first, :precision), '[]') END"
        return fill(template, first=first, precision=others[0])
    last, precision, lasted = others
    return fill(
        "CASE WHEN :lasted AND :first IS NOT NULL THEN daterange(:first, last_day_of(:first, :precision), '[]')"
        " WHEN coalesce(:first, :last) IS NOT NULL AND coalesce(:first <= :last, true)"
        " THEN daterange(:first, :last, '[]') END",
        first=first,
        last=last,
        precision=precision,
        lasted=lasted,
    )


def days_sql(model: type[Model], row: str) -> str:
    """SQL of the days of a stored row, by its name in the query: its own, or those of what it is part of."""
    own = own_days_sql(model, {name: f"{row}.{name}" for name in getattr(model, "dated_by", ())})
    days = [own] if hasattr(model, "dated_by") else []
    days += [whole_days_sql(key, f"{row}.{key.column}") for key in wholes_of(model)]
    return f"coalesce({', '.join(days)})" if days else own


def whole_days_sql(key: Any, value: str) -> str:
    """SQL of the days of the row that a foreign key leads to; `value` is the SQL of the key."""
    whole = f"whole_{key.model._meta.model_name}"
    return fill(
        '(SELECT :days FROM :"table" AS :"whole" WHERE :"whole".id = :value)',
        days=days_sql(key.related_model, whole),
        table=key.related_model._meta.db_table,
        whole=whole,
        value=value,
    )


def wholes_of(model: type[Model]) -> list[Any]:
    """The foreign keys to what a row is part of, where that has days."""
    keys = [
        field
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and field.remote_field.on_delete is CASCADE
    ]
    return [key for key in keys if _has_days(key.related_model)]


def _has_days(model: Any) -> bool:
    return hasattr(model, "dated_by") or bool(wholes_of(model))
