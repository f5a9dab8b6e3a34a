"""Declared filters: each value is checked, nothing is ignored, and drafts cannot be asked about."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django_filters import filters
from django_filters.rest_framework import DjangoFilterBackend, FilterSet

from api.errors import InvalidParameters, ParameterError, closest_match
from api.filters.facets import Facet
from api.filters.ranges import range_errors
from api.filters.values import (
    BoundingBoxField,
    ChoiceField,
    CodeField,
    CommaSeparatedField,
    DayField,
    NumberField,
    PeriodField,
    TimestampField,
)
from api.pagination.count_cache import cached_answer
from api.pagination.pages import PARAMETERS, list_parameter_errors
from records.constraints import SLUG_PATTERN, last_day_of

MAX_TEXT_LENGTH = 200
# Parameters of all lists that are no filters
SHARED = ["format", *PARAMETERS]


class StrictFilterSet(FilterSet):
    """The filters of one list, with whatever is wrong in a query.

    A list builds only those that the query names: all of them would cost more than the rows.
    """

    # Whether the answer comes in pages
    paged = True
    # The filters by whose values the list can be counted
    facets: ClassVar[dict[str, Facet]] = {}
    # A value of each filter that finds something in the data set of the article
    examples: dict[str, str] = {}

    def __init__(
        self,
        data: Any,
        *args: Any,
        today: dt.date,
        version: tuple[Any, ...] = (),
        **kwargs: Any,
    ) -> None:
        self.offered: dict[str, Any] = type(self).get_filters()
        if self.paged:
            self.base_filters = {n: f for n, f in self.offered.items() if n in (data or ())}
        super().__init__(data, *args, **kwargs)
        self.today = today
        self.version = version

    def find_errors(self) -> list[ParameterError]:
        """All faults of the query, in its order as far as they are about its words."""
        shared = SHARED if self.paged else ["format"]
        found = unknown_parameters(self.data, known=[*shared, *self.offered])
        found += value_errors(self.form)
        return found + range_errors(self.form.cleaned_data)

    def no_filter(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        """For parameters that other filters or the view read."""
        return rows

    def public_ids(self, records: type[Model], slugs: Iterable[str]) -> list[int]:
        """The primary keys of the public records of these slugs.

        With keys PostgreSQL knows how frequent a value is, and whether to begin with it or with the
        order of the list; behind a slug all values look alike.
        """
        slugs = sorted(set(slugs))
        manager: Any = records._default_manager
        found = manager.filter(slug__in=slugs).order_by("pk").values_list("pk", flat=True)
        return cached_answer(("keys", records, *slugs), self.version, lambda: list(found))


class StrictFilterBackend(DjangoFilterBackend):
    """Applies the filters of a view, or raises all faults of the query at once."""

    def get_filterset_kwargs(self, request: Any, queryset: Any, view: Any) -> dict[str, Any]:
        kwargs = super().get_filterset_kwargs(request, queryset, view)
        return {**kwargs, "today": view.today(), "version": view.version}

    def filter_queryset(self, request: Any, queryset: Any, view: Any) -> Any:
        return self.validated_filterset(request, queryset, view).qs

    def validated_filterset(self, request: Any, queryset: Any, view: Any) -> Any:
        """The filters of the view, with the values of a query that has no fault."""
        filterset = self.get_filterset(request, queryset, view)
        faults = filterset.find_errors()
        if filterset.paged:
            faults += list_parameter_errors(request, view)
        if faults:
            raise InvalidParameters(faults)
        return filterset


def unknown_parameters(parameters: QueryDict, *, known: Iterable[str]) -> list[ParameterError]:
    """Faults of parameters that do not exist here, or are given more than once."""
    known = list(known)
    faults = []
    for name, values in parameters.lists():
        if name not in known:
            hint = closest_match(name, known)
            faults.append(
                ParameterError(name, "unknown_parameter", "There is no such parameter.", hint)
            )
        elif len(values) > 1:
            faults.append(ParameterError(name, "repeated", "This parameter can be given once."))
        elif name in SHARED and not values[0].strip():
            faults.append(ParameterError(name, "empty", "A value is needed."))
    return faults


def value_errors(form: forms.Form) -> list[ParameterError]:
    """Faults of values that are missing, empty or make no sense."""
    empty = [name for name in form.fields if not form.data.get(name, "given").strip()]
    faults = [ParameterError(name, "empty", "A value is needed.") for name in empty]
    for name, errors in form.errors.as_data().items():
        faults += [_fault(name, error) for error in errors if name not in empty]
    return faults


class QuerysetMethodMixin:
    """A filter that hands its value to the queryset's method of the name `queryset_method`, if one is given."""

    def __init__(self, *args: Any, queryset_method: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.queryset_method = queryset_method

    def filter(self, rows: QuerySet, value: Any) -> QuerySet:
        if value in EMPTY_VALUES:
            return rows
        return (
            getattr(rows, self.queryset_method)(value)
            if self.queryset_method
            else super().filter(rows, value)
        )  # type: ignore[misc]


class TextFilter(QuerysetMethodMixin, filters.CharFilter):
    """Any text of reasonable length."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, max_length=MAX_TEXT_LENGTH, **options)


class DayFilter(QuerysetMethodMixin, filters.DateFilter):
    """A day."""

    field_class = DayField


class TimestampFilter(filters.IsoDateTimeFilter):
    """A moment in UTC."""

    field_class = TimestampField


class PeriodFilter(filters.CharFilter):
    """A stretch of time, as its first and last day."""

    field_class = PeriodField


class BoundingBoxFilter(filters.CharFilter):
    """A box on the map, as its edges in degrees."""

    field_class = BoundingBoxField


class YesNoFilter(filters.ChoiceFilter):
    """A condition that is asked for or ruled out."""

    field_class = ChoiceField

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, choices=[("true", "Yes"), ("false", "No")], **options)


class NotBeforeFilter(DayFilter):
    """Dates of stated precision that can be this day or later."""

    def filter(self, rows: QuerySet, value: Any) -> QuerySet:
        if value is None:
            return rows
        name = self.field_name
        precision = f"{name.removesuffix('_on')}_precision"
        return rows.alias(last_possible=last_day_of(name, precision)).filter(
            last_possible__gte=value
        )


class NotAfterFilter(DayFilter):
    """Dates of stated precision that can be this day or earlier: their first day is stored."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, lookup_expr="lte", **options)


class ChoiceFilter(filters.ChoiceFilter):
    """One word of a closed list."""

    field_class = ChoiceField


class ChoiceInFilter(filters.BaseInFilter, filters.ChoiceFilter):
    """Any of several values of a closed list: an enumeration, or pairs of values and labels."""

    base_field_class = CommaSeparatedField
    field_class = ChoiceField

    def __init__(
        self,
        field_name: str | None = None,
        choices: Any = (),
        help_text: str = "Any of these values.",
        **options: Any,
    ) -> None:
        pairs = getattr(choices, "choices", choices)
        super().__init__(field_name, choices=pairs, help_text=help_text, **options)


class NumberFilter(filters.NumberFilter):
    """A whole number."""

    field_class = NumberField


class SlugFilter(filters.CharFilter):
    """The slug of a record. Whether there is such a record is not said: it may be a draft."""

    field_class = forms.RegexField

    def __init__(self, *args: Any, **options: Any) -> None:
        message = "A slug has lower-case letters, digits and single hyphens."
        options.setdefault("error_messages", {"invalid": message})
        options.setdefault("regex", SLUG_PATTERN)
        super().__init__(*args, max_length=MAX_TEXT_LENGTH, **options)


class TermFilter(QuerysetMethodMixin, filters.CharFilter):
    """A code of a vocabulary; `queryset_method` names the queryset's method that knows what is below it."""

    field_class = CodeField

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, max_length=MAX_TEXT_LENGTH, **options)


def _fault(parameter: str, error: ValidationError) -> ParameterError:
    hint = getattr(error, "did_you_mean", None)
    return ParameterError(parameter, error.code or "invalid", " ".join(error.messages), hint)
