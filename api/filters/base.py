"""Filter sets that check every value and ignore nothing. They only see published records."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django_filters import filters
from django_filters.rest_framework import DjangoFilterBackend, FilterSet
from rest_framework.request import Request

from api.errors import InvalidParameters, ParameterError, closest_match
from api.filters.facets import Facet
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
from api.pagination.pages import LIST_PARAMETERS, list_parameter_errors
from records.constraints import SLUG_PATTERN, last_day_of

MAX_TEXT_LENGTH = 200
# Parameters of every list that are not filters
COMMON_PARAMETERS = ["format", *LIST_PARAMETERS]
INVALID_SLUG = "A slug has lower-case letters, digits and single hyphens."

if TYPE_CHECKING:
    from django_filters.filters import Filter as FilterMixin

    from api.views import ResourceViewSet
else:
    FilterMixin = object


class StrictFilterSet(FilterSet):
    """The filters of a list, which report every error in a query.

    For a page of a list only the filters in the query are built: building all of them would take
    longer than reading the rows.
    """

    # Whether the response comes in pages
    paged = True
    # Filters by whose values the list can be counted
    facets: ClassVar[dict[str, Facet]] = {}
    # For each filter a value that finds something in the article's data set
    examples: dict[str, str] = {}

    def __init__(
        self,
        data: QueryDict | None,
        *args: object,
        today: dt.date,
        version: tuple[object, ...] = (),
        **kwargs: object,
    ) -> None:
        self.all_filters: dict[str, filters.Filter] = type(self).get_filters()
        if self.paged:
            self.base_filters = {n: f for n, f in self.all_filters.items() if n in (data or ())}
        super().__init__(data, *args, **kwargs)
        self.today = today
        self.version = version

    def find_errors(self) -> list[ParameterError]:
        """All errors in the query, those of single parameters in the order of the query."""
        common = COMMON_PARAMETERS if self.paged else ["format"]
        errors = unknown_parameters(self.data, known=[*common, *self.all_filters])
        return errors + value_errors(self.form) + range_errors(self.form.cleaned_data)

    def public_ids(self, records: type[Model], slugs: Iterable[str]) -> list[int]:
        """The primary keys of the public records with these slugs.

        With keys PostgreSQL knows how frequent a value is, and chooses the better index.
        """
        slugs = sorted(set(slugs))
        found = records._default_manager.filter(slug__in=slugs).order_by("pk")
        return cached_answer(
            ("keys", records, *slugs),
            self.version,
            lambda: list(found.values_list("pk", flat=True)),
        )

    def no_filter(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        """Method of parameters that another part of the query or of the view reads."""
        return rows


class StrictFilterBackend(DjangoFilterBackend):
    """Applies the filters of a view, or raises all errors in the query at once."""

    def get_filterset_kwargs(
        self, request: Request, queryset: QuerySet, view: "ResourceViewSet"
    ) -> dict[str, Any]:
        kwargs = super().get_filterset_kwargs(request, queryset, view)
        return {**kwargs, "today": view.today(), "version": view.version}

    def filter_queryset(
        self, request: Request, queryset: QuerySet, view: "ResourceViewSet"
    ) -> QuerySet:
        return self.validated_filterset(request, queryset, view).qs

    def validated_filterset(
        self, request: Request, queryset: QuerySet, view: "ResourceViewSet"
    ) -> StrictFilterSet:
        """The filter set of the view for a valid query; raises InvalidParameters."""
        filterset = self.get_filterset(request, queryset, view)
        errors = filterset.find_errors()
        if filterset.paged:
            errors += list_parameter_errors(request, view)
        if errors:
            raise InvalidParameters(errors)
        return filterset


def unknown_parameters(parameters: QueryDict, *, known: Iterable[str]) -> list[ParameterError]:
    """Errors for parameters that are unknown, repeated, or common ones without a value."""
    known = list(known)
    errors = []
    for name, values in parameters.lists():
        if name not in known:
            hint = closest_match(name, known)
            detail = "There is no such parameter."
            errors.append(ParameterError(name, "unknown_parameter", detail, hint))
        elif len(values) > 1:
            errors.append(ParameterError(name, "repeated", "Give this parameter only once."))
        elif name in COMMON_PARAMETERS and not values[0].strip():
            errors.append(ParameterError(name, "empty", "Enter a value."))
    return errors


def value_errors(form: forms.Form) -> list[ParameterError]:
    """Errors for values that are missing, empty or invalid."""
    empty = [name for name in form.fields if not form.data.get(name, "given").strip()]
    found = [ParameterError(name, "empty", "Enter a value.") for name in empty]
    for name, errors in form.errors.as_data().items():
        found += [_parameter_error(name, error) for error in errors if name not in empty]
    return found


def range_errors(values: dict[str, Any]) -> list[ParameterError]:
    """Errors for limits, such as `date__gte` and `date__lte`, that no value can meet together."""
    errors = []
    for name, lower in values.items():
        stem = name.removesuffix("__gte")
        upper = values.get(f"{stem}__lte") if name != stem else None
        if lower is not None and upper is not None and lower > upper:
            detail = f"This lies before `{name}`: no value can be both."
            errors.append(ParameterError(f"{stem}__lte", "conflict", detail))
    return errors


class QuerysetMethodMixin(FilterMixin):
    """Passes its value to a method of the queryset, if `queryset_method` names one."""

    def __init__(self, *args: object, queryset_method: str = "", **options: object) -> None:
        super().__init__(*args, **options)
        self.queryset_method = queryset_method

    def filter(self, rows: QuerySet, value: Any) -> QuerySet:
        if value in EMPTY_VALUES:
            return rows
        if self.queryset_method:
            return getattr(rows, self.queryset_method)(value)
        return super().filter(rows, value)


class TextFilter(QuerysetMethodMixin, filters.CharFilter):
    """Any text of reasonable length."""

    def __init__(self, *args: object, **options: Any) -> None:
        super().__init__(*args, max_length=MAX_TEXT_LENGTH, **options)


class DayFilter(QuerysetMethodMixin, filters.DateFilter):
    """A day."""

    field_class = DayField


class TimestampFilter(filters.IsoDateTimeFilter):
    """A time in UTC."""

    field_class = TimestampField


class PeriodFilter(filters.CharFilter):
    """A period, as its first and last day."""

    field_class = PeriodField


class BoundingBoxFilter(filters.CharFilter):
    """A bounding box on the map, in degrees."""

    field_class = BoundingBoxField


class ChoiceFilter(filters.ChoiceFilter):
    """One value of a closed list."""

    field_class = ChoiceField


class YesNoFilter(ChoiceFilter):
    """A condition that must hold, or must not."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, choices=[("true", "Yes"), ("false", "No")], **options)


class NotBeforeFilter(DayFilter):
    """Dates with a precision that can be this day or later."""

    def filter(self, rows: QuerySet, value: Any) -> QuerySet:
        if value is None:
            return rows
        name = self.field_name
        last_day = last_day_of(name, f"{name.removesuffix('_on')}_precision")
        return rows.alias(last_day=last_day).filter(last_day__gte=value)


class NotAfterFilter(DayFilter):
    """Dates with a precision that can be this day or earlier; their first day is stored."""

    def __init__(self, *args: object, **options: Any) -> None:
        super().__init__(*args, lookup_expr="lte", **options)


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
    """The slug of a record, which need not exist: it could be that of a draft."""

    field_class = forms.RegexField

    def __init__(self, *args: object, **options: object) -> None:
        options.setdefault("error_messages", {"invalid": INVALID_SLUG})
        options.setdefault("regex", SLUG_PATTERN)
        super().__init__(*args, max_length=MAX_TEXT_LENGTH, **options)


class TermFilter(QuerysetMethodMixin, filters.CharFilter):
    """A code of a vocabulary; `queryset_method` knows which terms are below it."""

    field_class = CodeField

    def __init__(self, *args: object, **options: Any) -> None:
        super().__init__(*args, max_length=MAX_TEXT_LENGTH, **options)


def _parameter_error(parameter: str, error: ValidationError) -> ParameterError:
    hint = getattr(error, "did_you_mean", None)
    return ParameterError(parameter, error.code or "invalid", " ".join(error.messages), hint)
