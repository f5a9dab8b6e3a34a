"""Base views of the API: read-only, strict about parameters, always in English."""

import builtins
import datetime as dt
import logging
from collections.abc import Collection, Iterable
from contextlib import ExitStack
from functools import cache
from typing import Any

from django.db import InterfaceError, OperationalError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone, translation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.viewsets import ReadOnlyModelViewSet

from api.abandonment import ClientGoneError, cancelled_when_abandoned, has_gone
from api.answer_notes import NotesMixin
from api.caching import NO_STORE, ConditionalView
from api.compiler.dependencies import SerializerDependencies
from api.compiler.json_rows import RawJson, compile_statement
from api.concurrency import ANALYSES, EXPORTS, TooBusyError, export_slot, too_busy
from api.deprecation import add_deprecation_headers
from api.errors import InvalidParameters, ParameterError, service_unavailable
from api.field_selection import SELECTION_PARAMETERS, SerializerFactory, select_fields
from api.filters.base import (
    StrictFilterBackend,
    StrictFilterSet,
    find_record_errors,
    unknown_parameters,
)
from api.filters.facets import own_filters
from api.filters.filters import SeveralFilter
from api.filters.values import join_lists
from api.pagination.ordering import Order
from api.pagination.pages import FACET_PARAMETERS, LIST_PARAMETERS
from api.pagination.rows import SerializedRows
from api.rendering.exports import FILE_RENDERERS, FileRenderer, GeoJsonRenderer, StreamedResponse
from api.rendering.negotiation import StrictNegotiation
from api.rendering.renderers import JsonRenderer
from api.schema import ApiSchema
from api.tombstones import TombstoneMixin
from records.publication import reading
from records.sorting import sort_column

logger = logging.getLogger(__name__)

SLUG_REGEX = "[a-z0-9-]+"
CODE_REGEX = "[a-z_.]+"
FILE_FORMATS = {renderer.format for renderer in (*FILE_RENDERERS, GeoJsonRenderer)}
# Parameters with which a list takes longer than its page
COUNTED_OR_SEARCHED = {"facets", "q"}
# Actions that read one record; others count or compare many
QUICK_ACTIONS = {"retrieve", "cite"}


class ReadOnlyView(NotesMixin, ConditionalView, TombstoneMixin):
    """Base of all views of the API."""

    content_negotiation_class = StrictNegotiation
    parser_classes = []
    schema = ApiSchema()
    action = ""
    # The key of an existing record, for the documentation
    example = ""
    # Whether an answer takes longer than a page of a list; then only few are computed at once
    is_analysis = False
    # Actions whose filter set checks the parameters; others only take `format`
    filtered_actions: tuple[str, ...] = ("list",)
    # The filter set of the request, once it has been checked
    filterset: StrictFilterSet | None = None

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            self.check_limits(request, kwargs.get("format"))
            # Form messages would follow Accept-Language; the API has one language.
            with translation.override("en"), ExitStack() as self.cleanup:
                if self.uses_database:
                    self.stamps = self.cleanup.enter_context(reading())
                    self.cleanup.enter_context(cancelled_when_abandoned(request))
                response = super().dispatch(request, *args, **kwargs)
                if isinstance(response, StreamedResponse):
                    response.keep_open(self.cleanup.pop_all())
                return response
        except (OperationalError, InterfaceError):
            if not has_gone(request):
                logger.exception("The database is unavailable or took too long.")
        except ClientGoneError:
            pass
        except TooBusyError as error:
            return too_busy(request, error)
        return service_unavailable(request)

    def check_limits(self, request: HttpRequest, suffix: object) -> None:
        """Raises TooBusyError where that is clear at once: then a refusal costs no transaction."""
        if "If-None-Match" in request.headers or request.method not in {"GET", "HEAD"}:
            return
        is_list = getattr(self, "action_map", {}).get("get") == "list"
        if self.is_analysis:
            ANALYSES.check()
        elif is_list and (suffix or request.GET.get("format")) in FILE_FORMATS:
            EXPORTS.check()

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        if not hasattr(self, str(request.method).lower()):
            self.http_method_not_allowed(request)
        self._join_lists(request._request)
        super().initial(request, *args, **kwargs)
        # After the ETag: a client that has the current response takes no slot.
        if request.method not in {"GET", "HEAD"}:
            return
        if isinstance(request.accepted_renderer, FileRenderer):
            self.cleanup.enter_context(export_slot(request._request))
        elif self.is_analysis or self.asks_for_analysis(request):
            self.cleanup.enter_context(ANALYSES.slot())

    def asks_for_analysis(self, request: Request) -> bool:
        """Whether the parameters make this request one of those of which only few run at once."""
        return False

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        final = super().finalize_response(request, response, *args, **kwargs)
        if isinstance(final, StreamedResponse):
            # The stream can still break off: no cache may keep an incomplete list.
            final["Cache-Control"] = NO_STORE
        elif isinstance(response, StreamedResponse):
            response.batches.close()
        add_deprecation_headers(final, request._request)
        return final

    def list_parameters(self) -> Iterable[str]:
        """The parameters that take several values."""
        return ()

    def _join_lists(self, request: HttpRequest) -> None:
        """Turns `a=1&a=2` into `a=1,2` where `a` is a list."""
        if (joined := join_lists(request.GET, self.list_parameters())) is not request.GET:
            request.GET = joined  # type: ignore[assignment]
            request.META["QUERY_STRING"] = joined.urlencode(safe=",")

    def check_request(self, request: Request) -> None:
        errors = self.find_parameter_errors(request)
        if errors:
            raise InvalidParameters(errors)

    def find_parameter_errors(self, request: Request) -> list[ParameterError]:
        """Errors in the query; filtered actions report theirs through their filter set."""
        if self.action in self.filtered_actions:
            return []
        return unknown_parameters(request.query_params, known=["format"])

    @staticmethod
    def today() -> dt.date:
        """The day used where a query needs one and names none."""
        return timezone.localdate()

    @property
    def default_response_headers(self) -> dict[str, str]:
        headers = {**super().default_response_headers, "Content-Language": "en"}
        return {**headers, "Vary": "Accept"} if len(self.get_renderers()) > 1 else headers


class ResourceViewSet(ReadOnlyView, ReadOnlyModelViewSet):
    """List and detail of a resource. Subclasses declare queryset, serializer, filters and order.

    PostgreSQL writes the rows as the serializer describes them (`api/compiler/json_rows.py`).
    """

    queryset: QuerySet
    # The checked query, once its filters are applied
    filterset: StrictFilterSet
    serializer_class: type[Serializer]
    filterset_class: type[StrictFilterSet]
    filter_backends = [StrictFilterBackend]
    # Formats of the list; a single record is always JSON
    formats: tuple[type[BaseRenderer], ...] = (JsonRenderer, *FILE_RENDERERS)
    lookup_field = "slug"
    lookup_value_regex = SLUG_REGEX
    # The fields of the default order
    order: tuple[str, ...] = ("slug",)
    # Filters with a day that a single record takes, too: it chooses what the record shows
    record_days: tuple[str, ...] = ()
    # Parameters of the query that are not applied
    ignored_filters: Collection[str] = ()
    # The values of `sort`; the first one names the default order
    sort_fields: tuple[str, ...] = ("slug", "updated_at")

    @classmethod
    def as_view(cls, actions: Any = None, **options: Any) -> Any:
        """The view; raises UnknownFieldError on startup if a serializer field has no SQL."""
        cls.check_sql()
        return super().as_view(actions, **options)

    @classmethod
    def check_sql(cls) -> None:
        """Compiles the serializer, which fails if one of its fields has no SQL."""
        compile_statement(cls.serializer_class, Order(cls.queryset.model, cls.order))

    @classmethod
    def models_with_key_sql(cls) -> list[tuple[type[Model], str]]:
        """The models of the records, each with the SQL of a record's key; {row} is the row's alias."""
        model = cls.queryset.model
        return [(model, f"{{row}}.{cls.lookup_field}::text")]

    @classmethod
    @cache
    def record_tables(cls) -> frozenset[str]:
        """The tables that records are read from."""
        models = {model for model, _ in cls.models_with_key_sql()}
        for model in list(models):
            for joins in SerializerDependencies(cls.serializer_class, model).columns():
                models |= {join.model for join in joins}
        return frozenset(model._meta.db_table for model in models)

    def source_tables(self) -> frozenset[str] | None:
        """Those of the records; all tables if the query filters by other rows."""
        known = {"format", *LIST_PARAMETERS} - {"expand", *FACET_PARAMETERS}
        if self.action in {"list", "retrieve"} and known.issuperset(self.request.query_params):
            return self.record_tables()
        return None

    def list_parameters(self) -> Iterable[str]:
        filters = self.filterset_class.get_filters().items()
        yield from (name for name, each in filters if isinstance(each, SeveralFilter))
        yield from (*SELECTION_PARAMETERS, "facets")

    @classmethod
    def count_public(cls) -> int:
        """The number of public rows of the resource."""
        return cls.queryset.count()

    def get_renderers(self) -> builtins.list[BaseRenderer]:
        if self.action == "list":
            return [renderer() for renderer in self.formats]
        return super().get_renderers()

    def list(self, request: Request, *args: object, **kwargs: object) -> Any:
        filtered = self.filter_queryset(self.get_queryset())
        rows: Any = self.serialized_rows(filtered, self.requested_order())
        if isinstance(request.accepted_renderer, FileRenderer):
            return request.accepted_renderer.response(rows, request, f"{self.basename}s")
        return self.get_paginated_response(self.paginate_queryset(rows))

    def rows_without_own_filter(self, facets: Iterable[str]) -> dict[str, builtins.list[QuerySet]]:
        """The list as querysets for each facet by which the query filters, without that filter."""
        found = {}
        for name in facets:
            self.ignored_filters = own_filters(name, self.request.query_params)
            if self.ignored_filters:
                filtered = self.filter_queryset(self.get_queryset())
                found[name] = self.serialized_rows(filtered, self.requested_order()).querysets
        self.ignored_filters = ()
        return found

    def retrieve(self, request: Request, *args: object, **kwargs: object) -> Response:
        found = self.get_queryset().filter(**self.key_lookup())
        return self.single_row(self.serialized_rows(found, self.requested_order()))

    def asks_for_analysis(self, request: Request) -> bool:
        if self.action == "list":
            query = request.query_params
            return query.get("count") == "exact" or not query.keys().isdisjoint(COUNTED_OR_SEARCHED)
        return self.action not in QUICK_ACTIONS

    def find_parameter_errors(self, request: Request) -> builtins.list[ParameterError]:
        if self.action != "retrieve":
            return super().find_parameter_errors(request)
        return find_record_errors(request.query_params, self)

    @staticmethod
    def single_row(rows: SerializedRows) -> Response:
        """The response with the only row; raises Http404 if there is none."""
        for text, *_ in rows.page(0, 1):
            return Response(RawJson.from_text(text))
        raise Http404

    def key_lookup(self) -> dict[str, object]:
        """The lookup of the record that the address names."""
        return {self.lookup_field: self.kwargs[self.lookup_url_kwarg or self.lookup_field]}

    def requested_order(self) -> Order:
        """The order that `sort` asks for."""
        sort = self.request.query_params.get("sort", self.sort_fields[0])
        name = sort.removeprefix("-")
        column = sort_column(self.queryset.model, name)
        names = self.order if name == self.sort_fields[0] else (column,)
        return Order(self.queryset.model, names, descending=sort.startswith("-"))

    def serialized_rows(self, queryset: Any, order: Order) -> SerializedRows:
        """The rows of a queryset in this order, with the fields that the query asks for."""
        return SerializedRows(queryset, order, self.requested_serializer(), self.request)

    def requested_serializer(self) -> SerializerFactory:
        """The serializer with the fields that the query asks for."""
        return select_fields(self.serializer_class, self.request.query_params)
