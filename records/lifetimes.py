"""The days on which what a row stands for can have existed: from the first possible one to the last."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.db.models.lookups import GreaterThan

from records.rules import last_day_of
from records.sql import fill


def lifetime_sql(model: Any, row: str) -> str:
    """SQL of the days, a `daterange`, on which a row of this name can have existed; all days without a lifetime."""
    if not hasattr(model, "lifetime"):
        return "daterange(NULL, NULL)"
    began, ended, precision = (f"{row}.{column}" for column in model.lifetime)
    return fill(
        "daterange(:began, CASE WHEN :ended IS NOT NULL"
        " THEN greatest(:began, last_day_of(:ended, :precision)) END)",
        began=began,
        ended=ended,
        precision=precision,
    )


def validity_sql(row: str) -> str:
    """SQL of the days, a `daterange`, on which what a row of this name says can have been so."""
    return f"daterange({row}.valid_from, last_day_of({row}.valid_to, {row}.valid_to_precision))"


def can_exist_on(model: Any, day: dt.date, path: str = "") -> Q:
    """Condition: the row, or that of the model at a lookup path, had neither ended by the day nor begun after it.

    True for rows whose days are not known, and for models without a lifetime.
    """
    if not hasattr(model, "lifetime"):
        return Q()
    began, ended, precision = (f"{path}{column}" for column in model.lifetime)
    has_begun = Q(**{f"{began}__isnull": True}) | Q(**{f"{began}__lte": day})
    return has_begun & (
        Q(**{f"{ended}__isnull": True}) | Q(GreaterThan(last_day_of(ended, precision), day))
    )
