"""Serializers that say which rows they need, show only what is public, and share a few fields.

A serializer is the one declaration of a response. What a list fetches is derived from it: nested
records come with a join, children with one query each, all of them seen through the published views.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import F, Func, Model, Prefetch, TextField
from rest_framework import serializers

from api.absolute_urls import absolute_url
from api.compiler.json_rows import (
    Concatenation,
    ListUrl,
    Literal,
    RowPath,
    children_subquery,
    json_object,
    null_if_missing,
)
from records.dates import date_text, window_text


class RowSerializer(serializers.Serializer):
    """A row of the API, read only."""

    list_class: type[Any] = serializers.ListSerializer

    @classmethod
    def rows(cls, queryset: Any) -> Any:
        """The public rows among these, with all that this serializer shows of them."""
        joined, prefetches = _needs(cls, queryset.model)
        queryset = queryset.prefetch_related(*prefetches)
        return queryset.select_related(*joined) if joined else queryset

    def to_sql(self, path: RowPath) -> Any:
        source: Any = self.source
        return null_if_missing(path, source, json_object(self, path.below(source)))

    def children_to_sql(self, path: RowPath, source: str) -> list[Any]:
        return [children_subquery(self, path, source)]

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for field in fields.values():
            field.read_only = True
        return fields


class ModelRowSerializer(RowSerializer, serializers.ModelSerializer):
    """A row whose fields are those of its model."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        reference_serializer = (
            vars(cls.Meta).get("reference_serializer") if "Meta" in vars(cls) else None
        )
        if reference_serializer:
            reference_serializer.whole = cls


class ReferenceSerializer(ModelRowSerializer):
    """A nested row in short; null where there is none.

    The serializer that shows it whole names this one as `reference_serializer`, and is `whole` here.
    """

    whole: type[Any] | None = None


class TermSerializer(ReferenceSerializer):
    """A term in short; subclasses name the vocabulary."""

    class Meta:
        fields = ["code", "label"]


class CrosswalkSerializer(ModelRowSerializer):
    """A term's counterpart elsewhere; subclasses name the vocabulary."""

    class Meta:
        fields = ["scheme", "code", "match"]


class SelfUrlField(serializers.HyperlinkedIdentityField):
    """The address of the record in this API; the view name is `<resource>-detail`."""

    def __init__(self, view_name: str, lookup_field: str = "slug", **options: Any) -> None:
        options.setdefault("help_text", "Address of this record in the API.")
        super().__init__(view_name=view_name, lookup_field=lookup_field, **options)
        self.reverse = absolute_url

    def to_sql(self, path: RowPath) -> Any:
        return self.address(F(path.at(self.lookup_field)))

    def address(self, key: Any) -> Concatenation:
        """The address of the record of this key: that of the list, the key, a slash."""
        view: Any = self.view_name
        above = ListUrl(view.removesuffix("-detail") + "-list")
        return Concatenation(above, key, Literal("/"))


class RelatedSlugField(serializers.CharField):
    """The slug of a nested record; null where there is none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_null=True, read_only=True, **options)

    def to_representation(self, value: Any) -> Any:
        return value.slug

    def to_sql(self, path: RowPath) -> Any:
        source: Any = self.source
        return null_if_missing(path, source, F(path.at(f"{source}.slug")))


class EdtfDateField(serializers.CharField):
    """The EDTF text of a date and its precision; null where the date is unknown."""

    def __init__(self, date: str, precision: str) -> None:
        super().__init__(
            source="*",
            allow_null=True,
            read_only=True,
            help_text=f"EDTF text of `{date}`, as exact as it is known: 2025-03-18, 2025-03, 2025.",
        )
        self.names = (date, precision)

    def to_representation(self, value: Any) -> Any:
        date, precision = (getattr(value, name) for name in self.names)
        return date_text(date, precision) or None

    def to_sql(self, path: RowPath) -> Any:
        return _function("date_text", path, *self.names)


class EdtfWindowField(serializers.CharField):
    """The EDTF text of a window of two dates; null where it is undated."""

    def __init__(self) -> None:
        super().__init__(
            source="*",
            allow_null=True,
            read_only=True,
            help_text="EDTF text of the window: 2025-03-18, 2025-03, 2025-03-18/2025-04-01, 2025/..",
        )

    def to_representation(self, value: Any) -> Any:
        return window_text(value.date_from, value.date_to, value.date_precision) or None

    def to_sql(self, path: RowPath) -> Any:
        return _function("window_text", path, "date_from", "date_to", "date_precision")


@dataclass(frozen=True)
class LinkSide:
    """A link as one of its two records sees it."""

    direction: str
    kind: str
    other: Any
    claims: Any


class LinkListSerializer(serializers.ListSerializer):
    """The links of a record, first those from it (out), then those to it (in)."""

    SIDES = (("out", "links_out", "target"), ("in", "links_in", "source"))

    def to_representation(self, data: Any) -> Any:
        sides = [
            LinkSide(direction, link.kind, getattr(link, other), link.claims)
            for direction, links, other in self.SIDES
            for link in getattr(data, links).all()
        ]
        return super().to_representation(sides)


class LinkSerializer(RowSerializer):
    """A link; subclasses add the record at its other end, with `source="other"`, and the claims."""

    direction = serializers.ChoiceField(
        choices=[("out", "From this record"), ("in", "To this record")]
    )

    list_class = LinkListSerializer

    class Meta:
        list_serializer_class = LinkListSerializer

    def children_to_sql(self, path: RowPath, source: str) -> list[Any]:
        return [
            children_subquery(self, path, links, other=other, direction=Literal(direction))
            for direction, links, other in LinkListSerializer.SIDES
        ]


def _function(name: str, path: RowPath, *fields: str) -> Func:
    return Func(*(F(path.at(field)) for field in fields), function=name, output_field=TextField())


@cache
def _needs(serializer: type[Any], model: Any) -> tuple[list[str], list[Prefetch]]:
    """What to join and what to fetch besides, for rows of the model shown by the serializer."""
    joined: list[str] = []
    prefetches: list[Prefetch] = []
    for field in serializer().fields.values():
        source: Any = field.source
        if isinstance(field, LinkListSerializer):
            prefetches += _link_needs(field.child, model)
        elif isinstance(field, serializers.ListSerializer):
            child: Any = field.child
            prefetches.append(Prefetch(source, child.rows(_related(model, source))))
        elif isinstance(field, RowSerializer):
            nested, _ = _needs(type(field), _related(model, source).model)
            joined += [source, *(f"{source}__{path}" for path in nested)]
        elif isinstance(field, RelatedSlugField):
            joined.append(source)
    return joined, prefetches


def _link_needs(serializer: Any, model: Any) -> list[Prefetch]:
    claims = serializer.fields["claims"].child
    prefetches = []
    for _, links, other in LinkListSerializer.SIDES:
        rows = _related(model, links).select_related(other)
        with_claims = Prefetch("claims", claims.rows(_related(rows.model, "claims")))
        prefetches.append(Prefetch(links, rows.prefetch_related(with_claims)))
    return prefetches


def _related(model: type[Model], relation: str) -> Any:
    related: Any = model._meta.get_field(relation).related_model
    return related._default_manager.all()
