"""What a file holds, declared with django-import-export: the base of the resources of all apps."""

from collections.abc import Iterable
from functools import cache
from typing import Any, ClassVar

from django.db.models import Model
from django.utils.module_loading import autodiscover_modules
from import_export import fields, resources, widgets

from imports.checking.columns import (
    ITEM,
    PART,
    AnyField,
    Column,
    DateColumn,
    PartsColumn,
    ReferenceColumn,
    key_of,
)
from imports.checking.list_cells import joined, written
from records.dates import date_text, window_text
from records.models import Record, own_fields


def key_text(row: Any) -> str:
    """The key of a row as files have it: its slug, or parts joined by colons."""
    parts = []
    for field in key_of(type(row)):
        value = getattr(row, field.name)
        parts.append(key_text(value) if isinstance(value, Model) else value)
    return PART.join("" if part is None else str(part) for part in parts)


class KeyWidget(widgets.Widget):
    """Names another row by its key."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return key_text(value) if value is not None else ""


class Reference(fields.Field):
    """Names another row by its key or, with `names`, by a name that is folded."""

    def __init__(self, attribute: str, *, names: bool = False, help_text: str = "") -> None:
        super().__init__(attribute=attribute, widget=KeyWidget())
        self.names, self.help_text = names, help_text


class Edtf(fields.Field):
    """An EDTF text for a day and its precision, or for a window: two or three fields."""

    def __init__(self, *into: str, help_text: str = "") -> None:
        super().__init__(attribute=into[0])
        self.into, self.help_text = into, help_text

    def export(self, instance: Any, **kwargs: Any) -> str:
        values = [getattr(instance, name) for name in self.into]
        return window_text(*values) if len(values) == 3 else date_text(*values)


class Parts(fields.Field):
    """Rows of another table that belong to this one: `actor:role|actor:role`.

    `through` is the name by which they are reached, `parent` their foreign key to here; `parts` are
    their fields in the order of the text, the last of which may hold colons; `fixed` what all have.
    """

    def __init__(
        self,
        through: str,
        parent: str,
        parts: Iterable["str | Edtf | Reference"],
        *,
        model: type[Model] | None = None,
        help_text: str = "",
        **fixed: Any,
    ) -> None:
        super().__init__(attribute=through)
        self.through, self.parent, self.parts = through, parent, list(parts)
        self.model, self.fixed, self.help_text = model, fixed, help_text

    def export(self, instance: Any, **kwargs: Any) -> str:
        if instance.pk is None:
            return ""
        if self.model is not None:
            keys = (key_text(row) for row in getattr(instance, self.through).all())
            return ITEM.join(sorted(map(written, keys)))
        rows = getattr(instance, self.through).filter(**self.fixed).order_by("pk")
        return ITEM.join(self._text(row) for row in rows)

    def _text(self, row: Any) -> str:
        texts = []
        for part in self.parts:
            if isinstance(part, Edtf):
                texts.append(part.export(row))
                continue
            value = getattr(row, part if isinstance(part, str) else part.attribute)
            value = key_text(value) if isinstance(value, Model) else value
            texts.append("" if value is None else str(value))
        return joined(texts)


class TableResource(resources.ModelResource):
    """A file whose rows are rows of one table, with those that belong to each."""

    # The file is named after it, without its ending
    name: ClassVar[str]
    # One sentence on what a row of the file is
    about: ClassVar[str] = ""

    @classmethod
    def field_from_django_field(
        cls, field_name: str, django_field: Any, readonly: bool
    ) -> fields.Field:
        if django_field.many_to_one:
            return _named(Reference(field_name), field_name)
        if django_field.many_to_many:
            key = key_of(django_field.related_model)[0].name
            widget = widgets.ManyToManyWidget(django_field.related_model, ITEM, key)
            return fields.Field(attribute=field_name, column_name=field_name, widget=widget)
        return super().field_from_django_field(field_name, django_field, readonly)

    @classmethod
    def model(cls) -> type[Model]:
        model: type[Model] = cls._meta.model
        return model

    @classmethod
    def routes(cls) -> list["Route"]:
        """The tables that rows of the file go to; one, but for files about anything."""
        return [Route(cls.model(), cls.columns())]

    @classmethod
    def columns(cls) -> list[Column | PartsColumn]:
        """The columns of the file, in order."""
        declared = cls.fields
        return [_column(cls.model(), name, declared[name]) for name in cls._meta.fields]

    @classmethod
    def column_names(cls) -> list[str]:
        return [column.name for column in cls.columns()]


class Route:
    """One table that rows of a file go to; `when` is a column and the text that rows for it have there."""

    def __init__(
        self,
        model: type[Model],
        columns: list[Column | PartsColumn],
        when: tuple[str, str] | None = None,
    ) -> None:
        self.model, self.columns, self.when = model, columns, when


@cache
def known_resources() -> dict[str, type[TableResource]]:
    """The resources that the apps declare in resources.py, by name."""
    autodiscover_modules("resources")
    return {each.name: each for each in _below(TableResource) if "name" in vars(each)}


def file_columns(model: type[Model], *lists: str) -> tuple[str, ...]:
    """The columns of a file with one record per row: its own fields, then `lists` of related rows.

    A date and its precision are one column, named like the date without `_on`.
    """
    names = own_fields(model)
    dates = {name: name.removesuffix("_on") for name in names}
    dates = {name: stem for name, stem in dates.items() if f"{stem}_precision" in names}
    precisions = {f"{stem}_precision" for stem in dates.values()}
    columns = [dates.get(name, name) for name in names if name not in precisions]
    return _with_slug_and_note(model, [*columns, *lists])


def _with_slug_and_note(model: type[Model], names: list[str]) -> tuple[str, ...]:
    return ("slug", *names, "note") if issubclass(model, Record) else tuple(names)


def table_resource(model: type[Model], *names: str) -> type[TableResource]:
    """The resource of a whole table, column by column, in a file named after the table.

    `names` are the columns; without them, all fields that curators write.
    """
    if not names:
        names = _with_slug_and_note(model, own_fields(model))
    meta = type("Meta", (), {"model": model, "fields": names, "import_order": names})
    body = {
        "Meta": meta,
        "name": model._meta.db_table,
        "about": model.__doc__,
        "__doc__": model.__doc__,
    }
    return type(f"{model.__name__}Table", (TableResource,), body)


def _below(parent: type[TableResource]) -> list[type[TableResource]]:
    children = parent.__subclasses__()
    return children + [deeper for child in children for deeper in _below(child)]


def _named(field: fields.Field, name: str) -> fields.Field:
    field.column_name = name
    return field


def _column(model: type[Model], name: str, declared: Any) -> Column | PartsColumn:
    if isinstance(declared, Parts):
        return _parts(model, name, declared)
    if isinstance(declared, Edtf):
        return DateColumn(name, *(_field(model, each) for each in declared.into))
    field = model._meta.get_field(declared.attribute)
    if field.many_to_many:
        many: Any = field
        own, other = many.m2m_field_name(), many.m2m_reverse_field_name()
        through = many.remote_field.through
        column = ReferenceColumn(name, _field(through, other))
        return PartsColumn(name, through, own, [column])
    if field.many_to_one:
        names = isinstance(declared, Reference) and declared.names
        return ReferenceColumn(name, _field(model, declared.attribute), names=names)
    return Column(name, _field(model, declared.attribute))


def _parts(model: type[Model], name: str, declared: Parts) -> PartsColumn:
    child: Any = declared.model or model._meta.get_field(declared.through).related_model
    columns = [
        _column(child, part, Reference(part))
        if isinstance(part, str)
        else _column(child, part.attribute, part)
        for part in declared.parts
    ]
    plain = [column for column in columns if isinstance(column, Column)]
    return PartsColumn(name, child, declared.parent, plain, declared.fixed)


def _field(model: type[Model], name: str) -> AnyField:
    field: Any = model._meta.get_field(name)
    return field
