"""Limits that exclude their value: each `x__gte` has an `x__gt`, each `x__lte` an `x__lt`.

Days, whole numbers and times have a next value, so `x__gt=3` is `x__gte=4`. The filters are made from
one another; that for imprecise dates needs no second rule.
"""

import datetime as dt
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django_filters import Filter

from api.errors import ParameterError

# Suffix of a limit, of the one that excludes its value, and the direction to the next value
EXCLUDING_LIMITS = (("__gte", "__gt", 1), ("__lte", "__lt", -1))
# Steps to the next value, and what a value is called; a time is a day too, so it comes first
VALUE_STEPS: dict[type, Any] = {
    dt.datetime: dt.timedelta(microseconds=1),
    dt.date: dt.timedelta(days=1),
    int: 1,
}

if TYPE_CHECKING:
    FieldMixin = forms.Field
else:
    FieldMixin = object


class ExcludingField(FieldMixin):
    """A field that returns the value next to the one given."""

    direction = 0

    def clean(self, value: Any) -> Any:
        limit = super().clean(value)
        return limit if limit is None else next_value(limit, self.direction)


def next_value(value: Any, direction: int) -> Any:
    """The value after (1) or before (-1); raises ValidationError beyond the first and last day."""
    step = next(step for kind, step in VALUE_STEPS.items() if isinstance(value, kind))
    try:
        return value + direction * step
    except OverflowError:
        raise ValidationError("No value lies beyond this one.", code="out_of_range") from None


@cache
def excluding_field(field: type[forms.Field], direction: int) -> type[forms.Field]:
    """The class of fields that exclude their value."""
    return type(f"Excluding{field.__name__}", (ExcludingField, field), {"direction": direction})


def with_excluding_limits(filters: Mapping[str, Filter]) -> dict[str, Filter]:
    """The filters, each limit followed by the one that excludes its value."""
    found: dict[str, Filter] = {}
    for name, declared in filters.items():
        found[name] = declared
        for suffix, excluding, direction in EXCLUDING_LIMITS:
            if name.endswith(suffix):
                made = _excluding(name, declared, direction)
                found[name.removesuffix(suffix) + excluding] = made
    return found


def limit_errors(values: Mapping[str, Any]) -> list[ParameterError]:
    """Errors for limits, such as `date__gte` and `date__lt`, that no value can meet together.

    `values` are checked: a limit that excludes its value is the next value already.
    """
    lower: dict[str, tuple[Any, str]] = {}
    upper: dict[str, tuple[Any, str]] = {}
    for name, value in values.items():
        stem, _, kind = name.rpartition("__")
        if value is None:
            continue
        if kind in {"gte", "gt"}:
            lower[stem] = max(lower.get(stem, (value, name)), (value, name))
        elif kind in {"lte", "lt"}:
            upper[stem] = min(upper.get(stem, (value, name)), (value, name))
    return [
        ParameterError(name, "conflict", f"No value meets both this and `{lower[stem][1]}`.")
        for stem, (limit, name) in upper.items()
        if stem in lower and lower[stem][0] > limit
    ]


def _excluding(name: str, declared: Any, direction: int) -> Filter:
    """The filter like this one, without the value itself."""
    made = deepcopy(declared)
    # The field of the other filter, if it has been built
    vars(made).pop("_field", None)
    made.field_class = excluding_field(declared.field_class, direction)
    made.extra = {**declared.extra, "help_text": f"Like `{name}`, without this value itself."}
    for bound in ("min_value", "max_value"):
        if bound in made.extra:
            made.extra[bound] -= direction
    made.example = _example(declared, direction)
    return made


def _example(declared: Any, direction: int) -> str:
    """An example that finds the same rows."""
    value = declared.field_class().clean(declared.example)
    shifted = next_value(value, -direction)
    return str(value.date() if isinstance(shifted, dt.datetime) else shifted)
