"""What every view of the API does: it reads, refuses unknown parameters, and speaks English."""

import builtins
import datetime as dt
import logging
from contextlib import ExitStack
from functools import cache
from typing import Any

from django.db import InterfaceError, OperationalError
from django.db.models import Model
from django.http import Http404, HttpResponseBase
from django.utils import timezone, translation
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from api.caching import NO_STORE, ConditionalView
from api.compiler.dependencies import SerializerDependencies
from api.compiler.json_rows import RawJson, compile_statement
from api.errors import InvalidParameters, ParameterError, service_unavailable
from api.field_selection import PARAMETERS as SHAPES
from api.field_selection import select_fields, selection_errors
from api.filters.base import StrictFilterBackend, unknown_parameters
from api.pagination.ordering import Order
from api.pagination.pages import PARAMETERS
from api.pagination.rows import SerializedRows
from api.rendering.exports import FILE_RENDERERS, FileRenderer, StreamedResponse
from api.rendering.renderers import JsonRenderer
from api.schema import ApiSchema
from api.tombstones import TombstoneMixin
from records.publication import reading

logger = logging.getLogger(__name__)

SLUG_REGEX = "[a-z0-9-]+"
CODE_REGEX = "[a-z_.]+"
NUMBER_REGEX = "[1-9][0-9]{0,17}"


class Negotiation(DefaultContentNegotiation):
    """Content negotiation that answers a format it does not know with 406."""

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        asked = request.query_params.get("format")
        if format_suffix and asked is not None:
            words = "Name the format at the end of the address or here, not both."
            raise InvalidParameters([ParameterError("format", "contradiction", words)])
        return super().select_renderer(request, renderers, format_suffix)

    def filter_renderers(self, renderers: Any, format: str) -> Any:
        try:
            return super().filter_renderers(renderers, format)
        except Http404:
            formats = ", ".join(renderer.format for renderer in renderers)
            message = f"This format is not offered; the formats are: {formats}."
            raise NotAcceptable(message) from None


class ReadOnlyView(ConditionalView, TombstoneMixin):
    """Shared by all views of the API."""

    content_negotiation_class = Negotiation
    parser_classes = []
    schema = ApiSchema()
    action = ""
    # What stands in the address of a record that everybody knows
    example = ""
    # Actions that check their parameters with their filters; the others take `format` alone
    filtered_actions: tuple[str, ...] = ("list",)

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Messages of forms would follow Accept-Language; the API has one language.
        try:
            with translation.override("en"), ExitStack() as held:
                if self.uses_database:
                    self.stamps = held.enter_context(reading())
                response = super().dispatch(request, *args, **kwargs)
                if isinstance(response, StreamedResponse):
                    response.hold(held.pop_all())
                return response
        except (OperationalError, InterfaceError):
            logger.exception("The database is away or took too long.")
            return service_unavailable(request)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().finalize_response(request, response, *args, **kwargs)
        if isinstance(answer, StreamedResponse):
            # It may still break off: no cache shall take a part for the whole.
            answer["Cache-Control"] = NO_STORE
        elif isinstance(response, StreamedResponse):
            response.source.close()
        return answer

    def check_request(self, request: Request) -> None:
        faults = self.find_parameter_errors(request)
        if faults:
            raise InvalidParameters(faults)

    def find_parameter_errors(self, request: Request) -> list[ParameterError]:
        """What is wrong with the query; lists and other filtered actions check theirs with filters."""
        if self.action in self.filtered_actions:
            return []
        return unknown_parameters(request.query_params, known=["format"])

    @staticmethod
    def today() -> dt.date:
        """The day taken where a question has a day and the query names none."""
        return timezone.localdate()

    @property
    def default_response_headers(self) -> dict[str, str]:
        return {**super().default_response_headers, "Content-Language": "en"}


class ResourceViewSet(ReadOnlyView, ReadOnlyModelViewSet):
    """List and detail of one resource: subclasses declare rows, serializer, filters and order.

    The serializer says what a row looks like; PostgreSQL writes it (api/compiler/json_rows.py).
    """

    filter_backends = [StrictFilterBackend]
    # The formats of the list; a record is JSON
    formats: tuple[type[BaseRenderer], ...] = (JsonRenderer, *FILE_RENDERERS)
    lookup_field = "slug"
    lookup_value_regex = SLUG_REGEX
    # The fields that the list is ordered by, and the words for orders, the first of which is that one
    order: tuple[str, ...] = ("slug",)
    sort_fields: tuple[str, ...] = ("slug", "updated_at")

    @classmethod
    def as_view(cls, actions: Any = None, **options: Any) -> Any:
        """The view; fails at the start where SQL does not know a field of the serializer."""
        cls.check()
        return super().as_view(actions, **options)

    @classmethod
    def check(cls) -> None:
        """Fails where what is declared makes no sense."""
        serializer: Any = cls.serializer_class
        rows: Any = cls.queryset
        compile_statement(serializer, Order(rows.model, cls.order))

    @classmethod
    def tables(cls) -> list[tuple[type[Model], str]]:
        """The models of the records, each with the SQL of a record's key, {row} standing for it."""
        rows: Any = cls.queryset
        column = rows.model._meta.pk.column if cls.lookup_field == "pk" else cls.lookup_field
        return [(rows.model, f"{{row}}.{column}::text")]

    @classmethod
    @cache
    def record_tables(cls) -> frozenset[str]:
        """The tables that records are read from."""
        ways = (
            SerializerDependencies(cls.serializer_class, model).columns()
            for model, _ in cls.tables()
        )
        steps = (step.model for columns in ways for way in columns for step in way)
        roots = (model for model, _ in cls.tables())
        return frozenset(model._meta.db_table for model in (*roots, *steps))

    def source_tables(self) -> frozenset[str] | None:
        """Those of the records; all of them where the query asks about other rows."""
        usual = {"format", *PARAMETERS} - {"expand", "facets"}
        if self.action in {"list", "retrieve"} and usual.issuperset(self.request.query_params):
            return self.record_tables()
        return None

    @classmethod
    def count_public(cls) -> int:
        """How many rows of the resource are public."""
        return cls.queryset.count()  # type: ignore[union-attr]

    def get_renderers(self) -> list[Any]:
        """The formats of what is asked for."""
        return (
            [kind() for kind in self.formats] if self.action == "list" else super().get_renderers()
        )

    def list(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        rows: Any = self.rows(self.filter_queryset(self.get_queryset()), self.sorted())
        if isinstance(request.accepted_renderer, FileRenderer):
            return request.accepted_renderer.answer(rows, request, f"{self.basename}s")
        return self.get_paginated_response(self.paginate_queryset(rows))

    def retrieve(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        return self.single_row(self.rows(self.get_queryset().filter(**self.key()), self.sorted()))

    def find_parameter_errors(self, request: Request) -> builtins.list[ParameterError]:
        if self.action != "retrieve":
            return super().find_parameter_errors(request)
        faults = unknown_parameters(request.query_params, known=["format", *SHAPES])
        return faults + selection_errors(self.get_serializer_class(), request.query_params)

    @staticmethod
    def single_row(rows: SerializedRows) -> Response:
        """The only row there is, or 404."""
        for text, *_ in rows.page(0, 1):
            return Response(RawJson.of(text))
        raise Http404

    def key(self) -> dict[str, Any]:
        """What the address says of the record that is asked for."""
        return {self.lookup_field: self.kwargs[self.lookup_field]}

    def sorted(self) -> Order:
        """The order that the query asks for."""
        resource: Any = type(self)
        sort = self.request.query_params.get("sort", self.sort_fields[0])
        name = sort.removeprefix("-")
        names = self.order if name == self.sort_fields[0] else (name,)
        return Order(resource.queryset.model, names, descending=sort.startswith("-"))

    def rows(self, queryset: Any, order: Order) -> SerializedRows:
        """The rows of a queryset in an order, ready to be written."""
        return SerializedRows(queryset, order, self.shape(), self.request)

    def shape(self) -> Any:
        """What is shown of each row."""
        return select_fields(self.get_serializer_class(), self.request.query_params)
