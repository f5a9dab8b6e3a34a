"""Filters: each says what it is about, and has an example, a value that finds something in the article's data set.

Values are checked by the form fields of `api/filters/values.py`.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.validators import EMPTY_VALUES
from django.db.models import Model, Q, QuerySet
from django_filters import filters

from api.filters import values
from records.choices import IdentifierScheme
from records.querysets import TableQuerySet
from records.rules import SLUG_PATTERN, last_day_of

# Each value of a parameter such as `actor__all` is a separate condition.
MAX_CONDITIONS = 10

if TYPE_CHECKING:
    from django_filters.filters import Filter as FilterMixin
else:
    FilterMixin = object


class DescribedFilter(FilterMixin):
    """Filters by its field, or passes the value to a method of the queryset, the `queryset_method`."""

    queryset_method = ""
    defaults: ClassVar[dict[str, Any]] = {}

    def __init__(
        self, about: str, *, example: str = "", queryset_method: str = "", **options: Any
    ) -> None:
        super().__init__(**{**self.defaults, **options, "help_text": about})
        self.example = example
        self.queryset_method = queryset_method or self.queryset_method

    def filter(self, rows: Any, value: Any) -> Any:
        if value in EMPTY_VALUES:
            return rows
        if self.queryset_method:
            return getattr(rows, self.queryset_method)(value)
        return super().filter(rows, value)


class TextFilter(DescribedFilter, filters.CharFilter):
    """Any text of reasonable length."""

    defaults = {"max_length": values.MAX_TEXT_LENGTH}


class IdentifierFilter(TextFilter):
    """Rows found by a code in another system, such as cow:345."""

    def __init__(self, schemes: type[IdentifierScheme], example: str) -> None:
        super().__init__(
            f"System and code, such as {example}: the record for which the code is `preferred`; if "
            "there is none, all that have it. With `on`, where the list has it, of those that existed "
            f"and had the code on that day. Systems: {', '.join(schemes.values)}.",
            validators=[values.kind_value_validator(schemes.values, example)],
            example=example,
        )
        self.schemes = schemes

    def filter(self, rows: Any, value: str) -> Any:
        if value in EMPTY_VALUES:
            return rows
        scheme, _, code = value.partition(":")
        return rows.with_code(scheme, code, self.parent.form.cleaned_data.get("on"))


class SearchFilter(TextFilter):
    """Words, in any script; tells the filter set whether the rows have them as written."""

    def filter(self, rows: Any, value: Any) -> Any:
        if value in EMPTY_VALUES:
            return rows
        found, self.parent.as_written = rows.matching_or_similar(value)
        return found


class NumberFilter(DescribedFilter, filters.NumberFilter):
    """A whole number."""

    field_class = values.NumberField


class DayFilter(DescribedFilter, filters.DateFilter):
    """A day."""

    field_class = values.DayField


class TimestampFilter(DescribedFilter, filters.IsoDateTimeFilter):
    """A time in UTC."""

    field_class = values.TimestampField


class PeriodFilter(DescribedFilter, filters.CharFilter):
    """A period, as its first and last day."""

    field_class = values.PeriodField


class BoundingBoxFilter(DescribedFilter, filters.CharFilter):
    """A bounding box on the map, in degrees."""

    field_class = values.BoundingBoxField


class NotBeforeFilter(DayFilter):
    """Dates with a precision that can be this day or later."""

    def __init__(self, field_name: str, about: str, **options: Any) -> None:
        super().__init__(about, field_name=field_name, **options)

    def filter(self, rows: QuerySet, value: Any) -> QuerySet:
        if value is None:
            return rows
        name = self.field_name
        last_day = last_day_of(name, f"{name.removesuffix('_on')}_precision")
        return rows.alias(last_day=last_day).filter(last_day__gte=value)


class NotAfterFilter(DayFilter):
    """Dates with a precision that can be this day or earlier; their first day is stored."""

    def __init__(self, field_name: str, about: str, **options: Any) -> None:
        super().__init__(about, field_name=field_name, lookup_expr="lte", **options)


class ChoiceFilter(DescribedFilter, filters.ChoiceFilter):
    """One value of a closed list: an enumeration, or pairs of values and labels."""

    field_class = values.ChoiceField

    def __init__(self, choices: Any, about: str, **options: Any) -> None:
        super().__init__(about, choices=getattr(choices, "choices", choices), **options)


class YesNoFilter(ChoiceFilter):
    """A condition that must hold, or must not."""

    def __init__(self, about: str, **options: Any) -> None:
        super().__init__([("true", "Yes"), ("false", "No")], about, **options)


class SeveralFilter(filters.BaseInFilter):
    """Several values, separated by commas."""

    base_field_class = values.CommaSeparatedField


class ChoiceInFilter(SeveralFilter, ChoiceFilter):
    """Any of several values of a closed list."""

    def __init__(
        self, field_name: str, choices: Any, about: str = "Any of these values.", **options: Any
    ) -> None:
        super().__init__(choices, about, field_name=field_name, **options)


class ChoiceNotFilter(ChoiceInFilter):
    """None of several values of a closed list."""

    def __init__(self, field_name: str, choices: Any, **options: Any) -> None:
        super().__init__(field_name, choices, "None of these values.", exclude=True, **options)


class TermFilter(DescribedFilter, filters.CharFilter):
    """A code of a vocabulary; the `queryset_method` knows which terms are below it."""

    field_class = values.CodeField

    defaults = TextFilter.defaults

    def __init__(
        self, terms: type[Model], about: str, queryset_method: str = "", **options: Any
    ) -> None:
        super().__init__(about, queryset_method=queryset_method, terms=terms, **options)


class TermInFilter(SeveralFilter, TermFilter):
    """Several codes of a vocabulary, passed to the `queryset_method`."""

    def filter(self, rows: QuerySet, value: list[str] | None) -> QuerySet:
        return getattr(rows, self.queryset_method)(*value) if value else rows


class SlugFilter(DescribedFilter, filters.CharFilter):
    """The slug of a record, which need not exist: it could be that of a draft."""

    field_class = forms.RegexField
    defaults = {
        "max_length": values.MAX_TEXT_LENGTH,
        "regex": SLUG_PATTERN,
        "error_messages": {"invalid": values.INVALID_SLUG},
    }


class SlugInFilter(SeveralFilter, SlugFilter):
    """Several slugs."""


class ReferenceFilter(SlugFilter):
    """Rows of which one reference is the public record with this slug.

    `paths` are the lookup paths of the references; without any, the name of the parameter.
    """

    def __init__(self, records: type[Model], about: str, *paths: str, **options: Any) -> None:
        super().__init__(about, **options)
        self.records = records
        self.paths = paths

    def filter(self, rows: QuerySet, value: Any) -> QuerySet:
        return rows.filter(self.condition([value])) if value else rows

    def condition(self, slugs: Iterable[str]) -> Q:
        """Condition: one of the references is one of these records."""
        found = self.parent.public_ids(self.records, slugs)
        condition = Q()
        for path in self.paths or [self.field_name]:
            condition |= Q(**{f"{path}__in": found})
        return condition


class ReferenceInFilter(SeveralFilter, ReferenceFilter):
    """Rows of which one reference is any of the records."""

    def filter(self, rows: QuerySet, value: list[str] | None) -> QuerySet:
        return rows.filter(self.condition(value)) if value else rows


class ChildFilter(SlugFilter):
    """Rows with a public child that has this value at the lookup path, such as parties__actor__slug.

    `child_lookups` are further conditions on the child.
    """

    def __init__(
        self,
        path: str,
        about: str,
        *,
        child_lookups: dict[str, object] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(about, field_name=path, **options)
        self.child_lookups = child_lookups or {}

    def filter(self, rows: TableQuerySet, value: Any) -> TableQuerySet:
        return rows.filter(self.condition(rows, [value])) if value else rows

    def condition(self, rows: TableQuerySet, wanted: list[str]) -> Q:
        """Condition: a child has one of these values."""
        relation, _, lookup = self.field_name.partition("__")
        lookups = {f"{lookup}__in": wanted}
        reference, _, field = lookup.rpartition("__")
        if field == "slug":
            child: Any = rows.model._meta.get_field(relation).related_model
            records = child._meta.get_field(reference).related_model
            lookups = {f"{reference}__in": self.parent.public_ids(records, wanted)}
        return Q(rows.child_exists(relation, **lookups, **self.child_lookups))


class ChildInFilter(SeveralFilter, ChildFilter):
    """Rows with a public child that has any of the values; with `exclude`, rows without one."""

    def filter(self, rows: TableQuerySet, value: list[str] | None) -> TableQuerySet:
        if not value:
            return rows
        return self.get_method(rows)(self.condition(rows, value))


class ChildAllFilter(ChildInFilter):
    """Rows that have a public child for each of the values."""

    defaults = {**SlugFilter.defaults, "at_most": MAX_CONDITIONS}

    def filter(self, rows: TableQuerySet, value: list[str] | None) -> TableQuerySet:
        for slug in value or []:
            rows = rows.filter(self.condition(rows, [slug]))
        return rows
