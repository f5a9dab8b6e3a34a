"""Base serializers and fields of the API. Each one writes its value in Python and in SQL.

Lists and records are written by PostgreSQL, from `to_sql`; the answers of other endpoints are written
in Python. Tests compare the two.
"""

from collections.abc import Collection
from types import SimpleNamespace
from typing import Any

from django.db.models import F, Func, Model, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from rest_framework import serializers

from api.absolute_urls import absolute_url
from api.compiler.expressions import ArraySubquery, Concatenation, ListUrl, Literal
from api.compiler.json_rows import RowPath, children_subquery, json_object, null_if_missing
from records.dates import WINDOW_COLUMNS, date_text, window_text_of
from records.models import own_fields


def shown_fields(model: type[Model], *, without: Collection[str] = ()) -> list[str]:
    """The fields of a row that curators write, in order; each date with its EDTF text."""
    names: list[str] = []
    for name in own_fields(model):
        names.append(name)
        if name.endswith("_precision"):
            names.append(f"{names[-2]}_edtf")
    return [name for name in names if name not in without]


class RowSerializer(serializers.Serializer):
    """A row of the API, read only."""

    list_class: type[serializers.ListSerializer] = serializers.ListSerializer
    # Whether `to_sql` finds the row itself, and not by a foreign key
    is_computed = False

    def to_sql(self, path: RowPath) -> Combinable:
        source = self.source or ""
        return null_if_missing(path, source, json_object(self, path.follow(source)))

    def children_to_sql(self, path: RowPath, source: str) -> list[ArraySubquery]:
        return [children_subquery(self, path, source)]

    def function_to_sql(self, path: RowPath) -> Func | None:
        """An SQL function that is called once for the row, and whose columns its fields read."""
        return None

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        for field in fields.values():
            field.read_only = True
        return fields


class ModelRowSerializer(RowSerializer, serializers.ModelSerializer):
    """A row whose fields are those of its model."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        meta = vars(cls).get("Meta")
        reference = vars(meta).get("reference_serializer") if meta else None
        if reference:
            reference.full_serializer = cls


class ReferenceSerializer(ModelRowSerializer):
    """A reference to another record, with few fields; null if there is no record.

    The serializer of the full record names this one as `reference_serializer` in its Meta.
    """

    full_serializer: type[serializers.Serializer] | None = None


class TermSerializer(ReferenceSerializer):
    """A reference to a term; subclasses name the vocabulary."""

    class Meta:
        fields = ["code", "label"]


class CrosswalkSerializer(ModelRowSerializer):
    """The equivalent of a term in another coding scheme; subclasses name the vocabulary."""

    class Meta:
        fields = ["scheme", "code", "match"]


class IdentifierSerializer(ModelRowSerializer):
    """A code of a record in another system; subclasses name the table."""

    class Meta:
        fields = ["scheme", "value", "preferred", "valid_from", "valid_to"]


class TextListField(serializers.ListField):
    """A list of texts."""

    child = serializers.CharField()


class SelfUrlField(serializers.HyperlinkedIdentityField):
    """The URL of the record in this API; the view name is `<resource>-detail`."""

    def __init__(self, view_name: str, lookup_field: str = "slug", **options: Any) -> None:
        options.setdefault("help_text", "URL of this record in the API.")
        super().__init__(view_name=view_name, lookup_field=lookup_field, **options)
        self.reverse = absolute_url

    def to_sql(self, path: RowPath) -> Combinable:
        return self.url_to_sql(F(path.lookup(self.lookup_field)))

    def url_to_sql(self, key: Combinable) -> Concatenation:
        """The URL of the record with this key: the URL of the list, the key, a slash."""
        list_view = f"{str(self.view_name).removesuffix('-detail')}-list"
        return Concatenation(ListUrl(list_view), key, Literal("/"))


class PublicIdField(serializers.CharField):
    """The permanent public id of a row."""

    def __init__(self, **options: Any) -> None:
        super().__init__(source="public_id", read_only=True, **options)

    def to_sql(self, path: RowPath) -> Combinable:
        return Cast(F(path.lookup("public_id")), TextField())


class RelatedSlugField(serializers.CharField):
    """The slug of a related record; null if there is none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_null=True, read_only=True, **options)

    def to_representation(self, value: Any) -> str:
        return value.slug

    def to_sql(self, path: RowPath) -> Combinable:
        source = self.source or ""
        return null_if_missing(path, source, F(path.lookup(f"{source}.slug")))


class EdtfDateField(serializers.CharField):
    """The EDTF text of a date and its precision; null if the date is unknown."""

    def __init__(self, date: str, precision: str) -> None:
        super().__init__(
            source="*",
            allow_null=True,
            read_only=True,
            help_text=f"EDTF text of `{date}`, as exact as it is known: 2025-03-18, 2025-03, 2025.",
        )
        self.names = (date, precision)

    def to_representation(self, value: Any) -> Any:
        return date_text(*(getattr(value, name) for name in self.names)) or None

    def to_sql(self, path: RowPath) -> Func:
        return _sql_function("date_text", path, *self.names)


class EdtfWindowField(serializers.CharField):
    """The EDTF text of the window of an event; null if it is undated."""

    def __init__(self) -> None:
        super().__init__(
            source="*",
            allow_null=True,
            read_only=True,
            help_text="EDTF text: 2025-03-18, 2025-03; [2025-03-18..2025-04-01] for one day between these, "
            "[2025..] for 2025 or later; 2025-03-18/2025-04-01 and 2025/.. for what lasted.",
        )

    def to_representation(self, value: Any) -> Any:
        return window_text_of(value) or None

    def to_sql(self, path: RowPath) -> Func:
        return _sql_function("window_text", path, *WINDOW_COLUMNS, "is_span")


LINK_DIRECTIONS = [("out", "From this record"), ("in", "To this record")]


class LinkListSerializer(serializers.ListSerializer):
    """The links of a record: first those from it (out), then those to it (in)."""

    # Direction, related name of the links, foreign key to the other record
    SIDES = (("out", "links_out", "target"), ("in", "links_in", "source"))

    def to_representation(self, data: Any) -> list[Any]:
        child: Any = self.child
        own = {field.source for field in child.fields.values()} - {"direction", "other"}
        sides = [
            SimpleNamespace(
                direction=direction,
                other=getattr(link, other),
                **{name: getattr(link, name) for name in own},
            )
            for direction, links, other in self.SIDES
            for link in getattr(data, links).all()
        ]
        return super().to_representation(sides)


class LinkSerializer(RowSerializer):
    """A link; subclasses add the other record (`source="other"`) and the claims."""

    direction = serializers.ChoiceField(choices=LINK_DIRECTIONS)

    list_class = LinkListSerializer

    class Meta:
        list_serializer_class = LinkListSerializer

    def children_to_sql(self, path: RowPath, source: str) -> list[ArraySubquery]:
        return [
            children_subquery(self, path, links, other=other, direction=Literal(direction))
            for direction, links, other in LinkListSerializer.SIDES
        ]


def _sql_function(name: str, path: RowPath, *fields: str) -> Func:
    columns = (F(path.lookup(field)) for field in fields)
    return Func(*columns, function=name, output_field=TextField())
