"""Filter sets that check every value and ignore nothing. They only see published records."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django_filters import Filter
from django_filters.rest_framework import DjangoFilterBackend, FilterSet
from rest_framework.request import Request

from api.errors import InvalidParameters, ParameterError, closest_match
from api.field_selection import SELECTION_PARAMETERS, selection_errors
from api.filters.facets import Facet
from api.filters.filters import SlugInFilter, TimestampFilter
from api.filters.limits import limit_errors, with_excluding_limits
from api.filters.merged_slugs import FollowedMerge, find_public
from api.pagination.pages import LIST_PARAMETERS, list_parameter_errors

# Parameters of every list that are not filters
COMMON_PARAMETERS = ["format", *LIST_PARAMETERS]

# Unknown parameters for which a similar one is sought: that takes a millisecond each
MAX_HINTS = 10

# What other APIs call our parameters
NAMES_ELSEWHERE = {
    **dict.fromkeys(("ordering", "order", "order_by", "orderby", "sort_by"), "sort"),
    **dict.fromkeys(("limit", "per_page", "pagesize", "size", "rows"), "page_size"),
    **dict.fromkeys(("offset", "start", "skip", "p"), "page"),
    **dict.fromkeys(("search", "query", "text"), "q"),
    **dict.fromkeys(("select", "only"), "fields"),
    **dict.fromkeys(("include", "embed"), "expand"),
}

if TYPE_CHECKING:
    from api.views import ResourceViewSet


class StrictFilterSet(FilterSet):
    """The filters of a list, which report every error in a query.

    For a page of a list only the filters in the query are built: building all of them would take
    longer than reading the rows.
    """

    # Whether the response comes in pages
    paged = True
    # Whether the rows found have the words of `q`; false if none has, and these have similar names
    as_written = True
    # Filters by whose values the list can be counted
    facets: ClassVar[dict[str, Facet]] = {}
    # Examples of inherited filters
    examples: ClassVar[dict[str, str]] = {}
    _filters: ClassVar[dict[str, Filter]]

    def __init__(
        self,
        data: QueryDict | None,
        *args: object,
        today: dt.date,
        version: tuple[object, ...] = (),
        followed: set[FollowedMerge] | None = None,
        **kwargs: object,
    ) -> None:
        self.all_filters: dict[str, Filter] = type(self).get_filters()
        if self.paged:
            self.base_filters = {n: f for n, f in self.all_filters.items() if n in (data or ())}
        super().__init__(data, *args, **kwargs)
        self.today = today
        self.version = version
        # The merges that the filters have followed so far
        self.followed = set() if followed is None else followed

    @classmethod
    def get_filters(cls) -> dict[str, Filter]:
        """The declared filters, and the limits made from them."""
        if "_filters" not in vars(cls):
            cls._filters = with_excluding_limits(super().get_filters())
        return dict(cls._filters)

    @classmethod
    def example(cls, name: str) -> str | None:
        """The example of a filter; None if there is no filter of that name."""
        return cls.examples.get(name) or getattr(cls.get_filters().get(name), "example", None)

    def find_errors(self) -> list[ParameterError]:
        """All errors in the query, those of single parameters in the order of the query."""
        common = COMMON_PARAMETERS if self.paged else ["format"]
        errors = unknown_parameters(self.data, known=[*common, *self.all_filters])
        return errors + value_errors(self.form) + limit_errors(self.form.cleaned_data)

    def public_ids(self, records: type[Model], slugs: Iterable[str]) -> list[int]:
        """The primary keys of the public records that these slugs mean; merges are followed.

        With keys PostgreSQL knows how frequent a value is, and chooses the better index.
        """
        found = find_public(records, slugs, self.version)
        self.followed.update(found.followed)
        return list(found.keys)

    def no_filter(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        """Method of parameters that another part of the query or of the view reads."""
        return rows


class UnpagedFilterSet(StrictFilterSet):
    """The parameters of an endpoint whose response does not come in pages."""

    paged = False


class RecordFilterSet(StrictFilterSet):
    """The filters of every list of records."""

    slug__in = SlugInFilter("Slugs of the records to return.", method="by_slug")
    updated_at__gte = TimestampFilter(
        "Changed at this time or later, such as 2025-03-18T09:30:00Z or 2025-03-18.",
        field_name="updated_at",
        lookup_expr="gte",
        example="2025-01-01",
    )

    def by_slug(self, rows: QuerySet, name: str, value: list[str]) -> QuerySet:
        return rows.filter(pk__in=self.public_ids(rows.model, value))


class StrictFilterBackend(DjangoFilterBackend):
    """Applies the filters of a view, or raises all errors in the query at once."""

    def get_filterset_kwargs(
        self, request: Request, queryset: QuerySet, view: "ResourceViewSet"
    ) -> dict[str, Any]:
        kwargs = super().get_filterset_kwargs(request, queryset, view)
        if view.ignored_filters:
            kwargs["data"] = kwargs["data"].copy()
            for name in view.ignored_filters:
                del kwargs["data"][name]
        own = {"today": view.today(), "version": view.version, "followed": view.followed}
        return {**kwargs, **own}

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
        view.filterset = filterset
        return filterset


def unknown_parameters(parameters: QueryDict, *, known: Iterable[str]) -> list[ParameterError]:
    """Errors for parameters that are unknown, repeated, or common ones without a value."""
    known = list(known)
    errors: list[ParameterError] = []
    for name, values in parameters.lists():
        if name not in known:
            hint = NAMES_ELSEWHERE.get(name)
            if hint not in known:
                hint = closest_match(name, known) if len(errors) < MAX_HINTS else None
            detail = "There is no such parameter."
            errors.append(ParameterError(name, "unknown_parameter", detail, hint))
        elif len(values) > 1:
            errors.append(ParameterError(name, "repeated", "Give this parameter only once."))
        elif name in COMMON_PARAMETERS and not values[0].strip():
            errors.append(ParameterError(name, "empty", "Enter a value."))
    return errors


def find_record_errors(query: QueryDict, view: "ResourceViewSet") -> list[ParameterError]:
    """All errors in the query for a single record."""
    known = ["format", *SELECTION_PARAMETERS, *view.record_days]
    errors = unknown_parameters(query, known=known)
    days = QueryDict(mutable=True)
    days.update({name: str(query[name]) for name in view.record_days if name in query})
    if days:
        rows = view.get_queryset()
        errors += value_errors(view.filterset_class(days, rows, today=view.today()).form)
    return errors + selection_errors(view.serializer_class, query)


def value_errors(form: forms.Form) -> list[ParameterError]:
    """Errors for values that are missing, empty or invalid."""
    empty = [name for name in form.fields if not form.data.get(name, "given").strip()]
    found = [ParameterError(name, "empty", "Enter a value.") for name in empty]
    for name, errors in form.errors.as_data().items():
        found += [_parameter_error(name, error) for error in errors if name not in empty]
    return found


def _parameter_error(parameter: str, error: ValidationError) -> ParameterError:
    hint = getattr(error, "did_you_mean", None)
    return ParameterError(parameter, error.code or "invalid", " ".join(error.messages), hint)
