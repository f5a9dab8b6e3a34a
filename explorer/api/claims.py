"""The claims of all apps as one resource of the API."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import Case, Expression, F, Model, Q, QuerySet, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from api.citation import CitableListViewSet, Citation, grades_note
from api.compiler.expressions import Concatenation, Literal
from api.compiler.json_rows import RowPath, compile_statement, fetch_all, json_object
from api.filters import filters
from api.filters.values import kind_value_validator
from api.pagination.ordering import Order
from api.pagination.rows import SerializedRows
from api.serializers import SelfUrlField
from events.models import EventClaim
from explorer.api.claimed_rows import RECORDS, TABLE_OF, TABLES, About, about_by
from records.public_ids import PUBLIC_ID_REGEX, remaining_id
from records.rules import SLUG_PATTERN
from sources.api.filters import ClaimFilters
from sources.api.serializers import ClaimSerializer
from sources.models import Claim


class ListedClaimFilters(ClaimFilters):
    record = filters.TextFilter(
        "Kind and slug of a record, for example event:tirana-signing-2025; includes claims "
        "about its participants, parties, their actions, clauses and links.",
        method="by_record",
        validators=[kind_value_validator(RECORDS, "event:tirana-signing-2025", SLUG_PATTERN)],
        example="event:tirana-signing-2025",
    )

    def by_record(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        kind, _, slug = value.partition(":")
        arc = rows.model.arc
        if kind not in arc:
            return rows.filter(pk__in=[])
        records = self.public_ids(arc[kind], [slug])
        condition = Q()
        for about in (about_by(rows.model, name) for name in arc):
            if about.record == kind:
                condition |= Q(**{f"{about.path}__in": records})
        return rows.filter(condition)


class ClaimField(serializers.CharField):
    """A text computed from a whole claim, in Python and in SQL."""

    def __init__(self, **options: Any) -> None:
        super().__init__(source="*", read_only=True, **options)


class KeyField(ClaimField):
    def to_representation(self, claim: Any) -> str:
        return key_of(claim)

    def to_sql(self, path: RowPath) -> Combinable:
        return key_to_sql(path)


class ClaimUrlField(SelfUrlField):
    def get_url(self, obj: Any, view_name: str, request: Any, format: str | None) -> str:
        return self.reverse(view_name, kwargs={"key": key_of(obj)}, request=request)

    def to_sql(self, path: RowPath) -> Combinable:
        return self.url_to_sql(key_to_sql(path))


class RecordField(ClaimField):
    def to_representation(self, claim: Any) -> str:
        about = subject_of(claim)
        return f"{about.record}:{value_at(claim, about.path).slug}"

    def to_sql(self, path: RowPath) -> Combinable:
        return by_subject(
            path,
            lambda _, about: Concatenation(Literal(f"{about.record}:"), F(f"{about.path}__slug")),
        )


class AboutField(ClaimField):
    def to_representation(self, claim: Any) -> str:
        return claim.about

    def to_sql(self, path: RowPath) -> Combinable:
        return by_subject(path, lambda name, _: Literal(name))


class PartField(ClaimField):
    def to_representation(self, claim: Any) -> Any:
        part = subject_of(claim).part
        values = (value_at(claim, path) for path in part)
        return ":".join("" if value is None else str(value) for value in values) or None

    def to_sql(self, path: RowPath) -> Combinable:
        return by_subject(path, self._part)

    @staticmethod
    def _part(name: str, about: About) -> Value | Concatenation:
        if not about.part:
            return Value(None, output_field=TextField())
        words = [word for path in about.part for word in (Literal(":"), PartField._word(path))]
        return Concatenation(Literal(""), *words[1:])

    @staticmethod
    def _word(path: str) -> F | Coalesce:
        """A word of the key; an unknown day is an empty one."""
        if not path.endswith("_on"):
            return F(path)
        return Coalesce(Cast(F(path), TextField()), Value(""), output_field=TextField())


def key_of(claim: Claim) -> str:
    return f"{TABLE_OF[type(claim)]}-{claim.public_id}"


def key_to_sql(path: RowPath) -> Concatenation:
    return Concatenation(Literal(f"{TABLE_OF[path.model]}-"), F("public_id"))


def subject_of(claim: Claim) -> About:
    return about_by(type(claim), claim.about)


def value_at(claim: Claim, path: str) -> Any:
    return attrgetter(path.replace("__", "."))(claim)


def by_subject(path: RowPath, expression: Callable[[str, About], Combinable]) -> Case:
    """SQL that depends on the kind of row that a claim is about."""
    model: Any = path.model
    cases = (
        When(**{f"{name}__isnull": False}, then=expression(name, about_by(model, name)))
        for name in model.arc
    )
    return Case(*cases, output_field=TextField())


class ListedClaimSerializer(ClaimSerializer):
    """What a source states about a record or a part of it."""

    key = KeyField(help_text="Key of the claim in this API.")
    url = ClaimUrlField("claim-detail", help_text="URL of this claim in the API.")
    record = RecordField(help_text="Kind and slug of the record.")
    about = AboutField(help_text="The record itself or the kind of part.")
    part = PartField(
        allow_null=True,
        help_text="Key of the part: actor:role, actor:role:kind:day of an action, number of a clause, "
        "target:kind; null for the record itself.",
    )

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        own = {name: fields.pop(name) for name in ("key", "url", "record", "about", "part")}
        return own | fields


class ClaimRows(SerializedRows):
    """The claims of all tables, sorted by table and public id; `queryset` has one queryset per table."""

    def count(self, limit: int | None = None) -> int:
        return self._keys(limit)[:limit].count()

    @property
    def querysets(self) -> list[QuerySet]:
        return list(self.queryset.values())

    def batches(
        self, row_expression: Callable[[Serializer, RowPath], Expression] = json_object
    ) -> Generator[list[str]]:
        for name in sorted(self.queryset, reverse=self.order.descending):
            claims = self.queryset[name]
            order = Order(claims.model, ("public_id",), descending=self.order.descending)
            rows = SerializedRows(claims, order, self.serializer, self.request)
            yield from rows.batches(row_expression)

    def page(
        self, start: int, stop: int, *, after: Sequence[str] = (), backwards: bool = False
    ) -> list[tuple[str, ...]]:
        down = self.order.descending != backwards
        keys = list(self._keys(stop, after, down=down)[start:stop])
        selects: list[str] = []
        parameters: list[Any] = []
        for name in sorted({table for table, _ in keys}):
            model = TABLES[name]
            wanted = model.objects.filter(
                public_id__in=[key for table, key in keys if table == name]
            )
            by_id = Order(model, ("public_id",))
            sql, values = compile_statement(self.serializer, by_id).for_rows(wanted, self.request)
            selects.append(f"(SELECT '{name}', * FROM ({sql}) AS claims)")  # noqa: S608 (compiled by Django)
            parameters += values
        rows = fetch_all(" UNION ALL ".join(selects), parameters) if selects else []
        found = {(table, UUID(key)): (text, table, key) for table, text, key in rows}
        return [found[key] for key in keys if key in found]

    def _keys(
        self, limit: int | None, after: Sequence[str] = (), *, down: bool = False
    ) -> QuerySet:
        tables = []
        for name, claims in self.queryset.items():
            if after:
                table, key = after
                if name != table and (name < table) != down:
                    continue
                if name == table:
                    claims = claims.filter(**{"public_id__lt" if down else "public_id__gt": key})
            claims = claims.order_by("-public_id" if down else "public_id")[:limit]
            tables.append(claims.annotate(table=Value(name)).values_list("table", "public_id"))
        if len(tables) == 1:
            return tables[0]
        order = ("-table", "-public_id") if down else ("table", "public_id")
        return tables[0].union(*tables[1:], all=True).order_by(*order)


class ClaimViewSet(CitableListViewSet):
    """Claims: what sources state about actors, relationships, agreements, events and figures."""

    queryset = EventClaim.objects.all()
    serializer_class = ListedClaimSerializer
    filterset_class = ListedClaimFilters
    order = ("public_id",)
    sort_fields = ("key",)
    example = "event-ce0db914-ac62-aefd-6891-9751e8f03b72"
    lookup_field = "key"
    lookup_value_regex = f"(?:{'|'.join(TABLES)})-{PUBLIC_ID_REGEX}"

    @classmethod
    def check_sql(cls) -> None:
        for model in TABLES.values():
            compile_statement(cls.serializer_class, Order(model, cls.order))

    @classmethod
    def models_with_key_sql(cls) -> list[tuple[type[Model], str]]:
        return [(model, f"'{name}-' || {{row}}.public_id") for name, model in TABLES.items()]

    @classmethod
    def count_public(cls) -> int:
        return sum(model.objects.count() for model in TABLES.values())

    def get_queryset(self) -> QuerySet:
        return self.queryset

    def filter_queryset(self, queryset: QuerySet) -> Any:
        return {
            name: super(ClaimViewSet, self).filter_queryset(model.objects.all())
            for name, model in TABLES.items()
        }

    def serialized_rows(self, queryset: Any, order: Order) -> SerializedRows:
        return ClaimRows(queryset, order, self.requested_serializer(), self.request)

    def list_citation(self, rows: SerializedRows) -> Citation:
        return replace(super().list_citation(rows), note=grades_note("claims", *rows.querysets))

    def retrieve(self, request: Request, *args: object, **kwargs: object) -> Response:
        name, _, public_id = self.kwargs["key"].partition("-")
        claims = {name: TABLES[name].objects.filter(public_id=public_id)}
        return self.single_row(self.serialized_rows(claims, self.requested_order()))

    def remaining_key(self, key: str) -> str | None:
        name, _, public_id = key.partition("-")
        remaining = remaining_id(TABLES[name], public_id)
        return remaining and f"{name}-{remaining}"
