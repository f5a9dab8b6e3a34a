"""Builders for the constraints that tables share, each with a name and a message people understand."""

import datetime as dt

from django.contrib.postgres.fields import DateRangeField
from django.db.models import CheckConstraint, DateField, F, Func, GeneratedField, Q, TextChoices
from django.db.models.expressions import Combinable

FIRST_DAY, LAST_DAY = dt.date.min, dt.date(9998, 12, 31)
SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def one_of(field: str, choices: type[TextChoices]) -> CheckConstraint:
    """The field holds one of the choices."""
    return CheckConstraint(
        name=f"%(app_label)s_%(class)s_{field}_known",
        condition=Q(**{f"{field}__in": sorted(choices.values)}),
        violation_error_message=f"The {_words(field)} must be one of: {', '.join(choices.values)}.",
    )


def rule(name: str, condition: Q, message: str) -> CheckConstraint:
    """A check named `<app>_<model>_<name>` with a message."""
    return CheckConstraint(
        name=f"%(app_label)s_%(class)s_{name}", condition=condition, violation_error_message=message
    )


def different(first: str, second: str, message: str) -> CheckConstraint:
    """Two foreign keys of a row never point at the same record."""
    return rule(f"{first}_is_not_{second}", ~Q(**{first: F(second)}), message)


def stated_precision(date: str, precision: str) -> list[CheckConstraint]:
    """A single date and its precision belong together, and the stored day is the first of its unit."""
    words = _words(date)
    return [
        rule(
            f"{date}_has_precision",
            Q(**{f"{date}__isnull": True, precision: "unknown"})
            | Q(**{f"{date}__isnull": False}) & ~Q(**{precision: "unknown"}),
            f"The {words} and its precision belong together: no date means precision “unknown”.",
        ),
        rule(
            f"{date}_fits_precision",
            Q(**{f"{date}__isnull": True}) | Q(**{date: first_day_of(date, precision)}),
            f"The {words} must be the first day of the month, quarter, year or decade it stands for.",
        ),
    ]


def within_calendar(*dates: str) -> CheckConstraint:
    """Days that every reader of the data can hold, with room for the day after."""
    condition = Q()
    for date in dates:
        condition &= Q(**{f"{date}__isnull": True}) | Q(**{f"{date}__range": (FIRST_DAY, LAST_DAY)})
    return rule("within_calendar", condition, "Dates run from the year 1 to the year 9998.")


def not_before(later: str, earlier: str, message: str) -> CheckConstraint:
    """Where both dates are known, the later one is not before the earlier one."""
    return rule(
        f"{later}_not_before_{earlier}",
        Q(**{f"{later}__isnull": True})
        | Q(**{f"{earlier}__isnull": True})
        | Q(**{f"{later}__gte": F(earlier)}),
        message,
    )


def ended_after_start(end: str, end_precision: str, start: str, message: str) -> CheckConstraint:
    """The last day on which the end can have been is not before the first of the start."""
    return rule(
        f"{end}_not_before_{start}",
        Q(**{f"{end}__isnull": True})
        | Q(**{f"{start}__isnull": True})
        | Q(**{f"{start}__lte": last_day_of(end, end_precision)}),
        message,
    )


def first_day_of(date: str, precision: str) -> Func:
    """SQL function of ours: the first day of the unit around a date."""
    return Func(F(date), F(precision), function="first_day_of", output_field=DateField())


def last_day_of(date: str, precision: str) -> Func:
    """SQL function of ours: the last day of the unit around a date."""
    return Func(F(date), F(precision), function="last_day_of", output_field=DateField())


def or_infinite(date: str, infinity: str) -> Func:
    """The date, or `infinity` or `-infinity` where it is unknown, so that it has a place in an order."""
    known = f"COALESCE(%(expressions)s, '{infinity}'::date)"
    return Func(F(date), template=known, output_field=DateField())


def generated_period(function: str, *arguments: str | Combinable) -> GeneratedField:
    """A stored `daterange` computed by one of our SQL functions, NULL where no day is known."""
    return GeneratedField(
        expression=Func(*arguments, function=function, output_field=DateRangeField()),
        output_field=DateRangeField(),
        db_persist=True,
        null=True,
        editable=False,
    )


def _words(field: str) -> str:
    return field.replace("_", " ").removesuffix(" on")
