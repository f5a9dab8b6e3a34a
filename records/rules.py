"""Builders for the rules of single rows: constraints that tables share, each with a name and a message for people."""

import datetime as dt
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Case, CheckConstraint, F, Func, Q, TextChoices, Value, When
from django.db.models.expressions import Combinable

from records.choices import DatePrecision

FIRST_DAY, LAST_DAY = dt.date.min, dt.date(9998, 12, 31)
SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"


def one_of(field: str, choices: type[TextChoices]) -> CheckConstraint:
    """The field holds one of the choices."""
    return CheckConstraint(
        name=f"%(app_label)s_%(class)s_{field}_known",
        condition=Q(**{f"{field}__in": sorted(choices.values)}),
        violation_error_message=f"The {_words(field)} must be one of: {', '.join(choices.values)}.",
    )


def one_of_or_empty(field: str, choices: type[TextChoices]) -> CheckConstraint:
    """The field holds one of the choices, or nothing."""
    return CheckConstraint(
        name=f"%(app_label)s_%(class)s_{field}_known",
        condition=Q(**{f"{field}__in": ["", *sorted(choices.values)]}),
        violation_error_message=f"The {_words(field)} must be one of: {', '.join(choices.values)}, or empty.",
    )


def known(**choices: type[TextChoices]) -> list[CheckConstraint]:
    """Each of the fields holds one of its choices."""
    return [one_of(field, of_field) for field, of_field in choices.items()]


def check(name: str, condition: Q, message: str) -> CheckConstraint:
    """A check constraint named `<app>_<model>_<name>`; `message` is shown when it fails."""
    return CheckConstraint(
        name=f"%(app_label)s_%(class)s_{name}", condition=condition, violation_error_message=message
    )


def different(first: str, second: str, message: str) -> CheckConstraint:
    """Two foreign keys of a row never refer to the same record."""
    return check(f"{first}_is_not_{second}", ~Q(**{first: F(second)}), message)


def unique(
    fields: list[str], message: str, *, name: str = "unique", **options: Any
) -> models.UniqueConstraint:
    """No two rows agree in the fields; the constraint is named `<app>_<model>_<name>`."""
    name = f"%(app_label)s_%(class)s_{name}"
    return models.UniqueConstraint(
        name=name, fields=fields, violation_error_message=message, **options
    )


def language_tag(*, optional: bool = False) -> CheckConstraint:
    """The language is a tag of BCP 47, with `optional` perhaps none."""
    given = Q(language__regex=LANGUAGE_PATTERN)
    return check(
        "language_wellformed",
        Q(language="") | given if optional else given,
        "The language is a BCP 47 tag such as sq, sr-Cyrl or de-AT.",
    )


def stated_precision(date: str, precision: str) -> list[CheckConstraint]:
    """A date and its precision are set together, and the stored day is the first of its unit."""
    words = _words(date)
    return [
        one_of(precision, DatePrecision),
        check(
            f"{date}_has_precision",
            Q(**{f"{date}__isnull": True, precision: "unknown"})
            | Q(**{f"{date}__isnull": False}) & ~Q(**{precision: "unknown"}),
            f"Give the {words} date and its precision together; without a date, the precision is “unknown”.",
        ),
        check(
            f"{date}_fits_precision",
            Q(**{f"{date}__isnull": True}) | Q(**{date: first_day_of(date, precision)}),
            f"The {words} date must be the first day of its month, quarter, year or decade.",
        ),
    ]


def within_calendar(*dates: str) -> CheckConstraint:
    """The dates are between `FIRST_DAY` and `LAST_DAY`, so that readers can store the day after, too."""
    condition = Q()
    for date in dates:
        condition &= Q(**{f"{date}__isnull": True}) | Q(**{f"{date}__range": (FIRST_DAY, LAST_DAY)})
    return check("within_calendar", condition, "Dates must be between the years 1 and 9998.")


def not_before(later: str, earlier: str, message: str) -> CheckConstraint:
    """Where both dates are known, the later one is not before the earlier one."""
    return check(
        f"{later}_not_before_{earlier}",
        Q(**{f"{later}__isnull": True})
        | Q(**{f"{earlier}__isnull": True})
        | Q(**{f"{later}__gte": F(earlier)}),
        message,
    )


def ended_after_start(end: str, end_precision: str, start: str, message: str) -> CheckConstraint:
    """The last possible day of the end is not before the start."""
    return check(
        f"{end}_not_before_{start}",
        Q(**{f"{end}__isnull": True})
        | Q(**{f"{start}__isnull": True})
        | Q(**{f"{start}__lte": last_day_of(end, end_precision)}),
        message,
    )


def validity(message: str) -> list[CheckConstraint]:
    """The rules of a row that is so from `valid_from` to the day before `valid_to`.

    `message` is for one that ends before it begins.
    """
    return [
        *stated_precision("valid_from", "valid_from_precision"),
        *stated_precision("valid_to", "valid_to_precision"),
        within_calendar("valid_from", "valid_to"),
        ended_after_start("valid_to", "valid_to_precision", "valid_from", message),
    ]


def first_day_of(date: str, precision: str) -> Func:
    """SQL: the first day of the day, month, quarter, year or decade of a date."""
    return Func(F(date), F(precision), function="first_day_of", output_field=models.DateField())


def last_day_of(date: str, precision: str) -> Func:
    """SQL: the last day of the day, month, quarter, year or decade of a date."""
    return Func(F(date), F(precision), function="last_day_of", output_field=models.DateField())


def or_infinite(date: str, infinity: str) -> Func:
    """SQL: the date, or `infinity` (“infinity” or “-infinity”) if unknown, so that it can be sorted."""
    known = f"COALESCE(%(expressions)s, '{infinity}'::date)"
    return Func(F(date), template=known, output_field=models.DateField())


def day_indexes(table: str, date: str, *then: str) -> list[models.Index]:
    """The indexes for rows sorted by a date, and `then` by columns, in both directions; those without it last."""
    return [
        models.Index(or_infinite(date, "infinity"), *then, "id", name=f"{table}_day_asc"),
        models.Index(or_infinite(date, "-infinity"), *then, "id", name=f"{table}_day_desc"),
    ]


def possible_days(first: str, last: str, first_qualifier: str, last_qualifier: str) -> Func:
    """SQL: the days from the first to the last one; a side that is unknown or doubtful has no limit."""
    return Func(
        Case(When(**{first_qualifier: ""}, then=F(first))),
        Case(When(**{last_qualifier: ""}, then=F(last))),
        Value("[]"),
        function="daterange",
        output_field=DateRangeField(),
    )


def generated_period(function: str, *arguments: str | Combinable) -> models.GeneratedField:
    """A stored `daterange` computed by an SQL function of this project; NULL where no day is known."""
    return models.GeneratedField(
        expression=Func(*arguments, function=function, output_field=DateRangeField()),
        output_field=DateRangeField(),
        db_persist=True,
        null=True,
        editable=False,
    )


def _words(field: str) -> str:
    return field.replace("_", " ").removesuffix(" on")
