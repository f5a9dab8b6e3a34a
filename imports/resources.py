"""Declares files as django-import-export resources; each app has its own in resources.py.

The declarations say which columns a file has. Importing and exporting is done in sets, by the SQL of the
columns that are derived from them, also by `import_data()` and `export()` (imports/datasets.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from django.db.models import F, Manager, Model, OrderBy
from django.db.models.functions import Collate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _
from import_export import fields, widgets

from imports.checking.codes import SlugColumn
from imports.checking.columns import EdtfColumn, ValueColumn
from imports.checking.id_columns import id_or_field_column
from imports.checking.related_columns import (
    ITEM_SEPARATOR,
    ListColumn,
    ReferenceColumn,
    escape_item,
    list_item,
)
from imports.checking.sql import PART_SEPARATOR, AnyField, is_text, key_fields
from imports.datasets import DatasetResource
from imports.reading.delimited import UnreadableFileError
from records.dates import date_text, window_text_of
from records.identifiers import identifiers_of
from records.models import Record, own_fields
from records.public_ids import PUBLIC_ID_FIELDS, IdentifiedRow

AnyColumn = ValueColumn | ListColumn
# Column of downloaded invalid rows that says what is wrong; ignored when they are imported again
ERROR_COLUMN = "error"
# Column of a file that says which rows are to be removed; with the name of a list, which of its items
REMOVE = "remove"


class CellWidget(widgets.Widget):
    """Renders values as files write them: rows as their keys, booleans as true and false."""

    def render(self, value: object, obj: Model | None = None, **kwargs: object) -> str:
        if isinstance(value, Model):
            key = [getattr(value, field.name) for field in key_fields(type(value))]
            return PART_SEPARATOR.join(map(self.render, key))
        if isinstance(value, Manager):
            items = (escape_item(self.render(row)) for row in value.all())
            return ITEM_SEPARATOR.join(sorted(items))
        if isinstance(value, bool):
            return str(value).lower()
        return "" if value is None else str(value)


class CellField(fields.Field):
    """Declares a column that exports an attribute of the row."""

    def __init__(self, attribute: str, *, help_text: str = "") -> None:
        super().__init__(attribute=attribute, widget=CellWidget())
        self.help_text = help_text


class ReferenceByName(CellField):
    """Declares a foreign key whose row is named by its key or, ignoring case and diacritics, its name."""


class Edtf(CellField):
    """Declares a column with an EDTF text, which is stored in the fields `into`.

    Two fields hold a day and its precision; the window of an event has those of `WINDOW_COLUMNS`.
    """

    def __init__(self, *into: str, help_text: str = "") -> None:
        super().__init__(into[0], help_text=help_text)
        self.into = into

    def export(self, instance: Model, **kwargs: object) -> str:
        if len(self.into) > 2:
            return window_text_of(instance)
        return date_text(*(getattr(instance, name) for name in self.into))


class RowList(CellField):
    """Declares a column that lists rows which belong to this one: `actor:role|actor:role`.

    `related_name` leads to these rows and `parent` is their foreign key to this row. `parts` are their
    fields in the order of the text; the last may contain colons. `options` are fields that are written only
    where they have not their default: `;name=value`. `fixed` are values that all have.
    """

    def __init__(
        self,
        related_name: str,
        parent: str,
        parts: Sequence[str | Edtf],
        *,
        options: Sequence[str] = (),
        help_text: str = "",
        fixed: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(related_name, help_text=help_text)
        self.related_name, self.parent, self.fixed = related_name, parent, fixed or {}
        self.parts = [CellField(part) if isinstance(part, str) else part for part in parts]
        self.options = [CellField(name) for name in options]

    def export(self, instance: Model, **kwargs: object) -> str:
        rows = getattr(instance, self.related_name).filter(**self.fixed)
        return ITEM_SEPARATOR.join(sorted(map(self._item, rows)))

    def _item(self, row: Model) -> str:
        options: dict[str, str | None] = {}
        for option in self.options:
            name = str(option.attribute)
            field: AnyField = row._meta.get_field(name)
            is_usual = getattr(row, name) == field.get_default()
            options[name] = None if is_usual else option.export(row)
        parts = [part.export(row) for part in self.parts]
        return list_item(parts, options if self.options else None)


class TableResource(DatasetResource):
    """A file whose rows are rows of one table, with the rows that belong to each.

    `Meta` has the model and, in order, the `fields`; columns that are not plain fields are class
    attributes. Without `fields` the file has all fields that curators write: a declared `Edtf` in the
    place of its fields, the lists after them, and the note of a record at the end.
    """

    # The name of the file without its suffix
    name: ClassVar[str]
    # One sentence on what a row of the file is
    about: ClassVar[str] = ""
    model: ClassVar[type[Model]]

    def __init_subclass__(cls) -> None:
        cls.refuse_unused()
        # The library reads Meta after this.
        cls.model = cls.Meta.model
        cls.Meta.fields = getattr(cls.Meta, "fields", ()) or cls._all_fields()

    @classmethod
    def _all_fields(cls) -> list[str]:
        declared = cls.fields.items()
        merged = {
            into: name for name, each in declared if isinstance(each, Edtf) for into in each.into
        }
        names = list(dict.fromkeys(merged.get(name, name) for name in own_fields(cls.model)))
        names += [name for name, each in declared if isinstance(each, RowList)]
        names += PUBLIC_ID_FIELDS if issubclass(cls.model, IdentifiedRow) else []
        return ["slug", *names, "note"] if issubclass(cls.model, Record) else names

    @classmethod
    def field_from_django_field(
        cls, field_name: str, django_field: AnyField, readonly: bool
    ) -> CellField:
        field = CellField(field_name)
        field.column_name = field_name
        return field

    def get_queryset(self) -> Iterable[Model]:
        """The rows that `export()` exports unless it is given others, sorted by their keys."""
        return self.model._default_manager.order_by(*rows_order(self.model))

    @classmethod
    def columns(cls) -> list[AnyColumn]:
        """The columns of the file, in order."""
        return [_column(cls.model, name, cls.fields[name]) for name in cls._meta.fields]

    @classmethod
    def column_names(cls) -> list[str]:
        return [column.name for column in cls.columns()]

    @classmethod
    def routes(cls) -> "list[TableRoute]":
        """The tables that rows of the file are written to: one, except for claims."""
        return [TableRoute(cls.model, cls.columns())]


def rows_order(model: type[Model], names: Sequence[str] = (), prefix: str = "") -> list[Any]:
    """The order of rows in files: by these fields, or by their key; as `sql.order_sql` in SQL."""
    order: list[Any] = []
    for field in [model._meta.get_field(name) for name in names] or key_fields(model):
        path = f"{prefix}{field.name}"
        if field.remote_field:
            target: Any = field.related_model
            order += rows_order(target, prefix=f"{path}__")
        else:
            value = Collate(F(path), "C") if is_text(field) else F(path)
            order.append(OrderBy(value, nulls_first=True))
    return order


@dataclass
class TableRoute:
    """A table that rows of a file are written to; `when` is a column and the text that selects the table.

    Exports sort the rows by the fields in `order`; without any, by their key.
    """

    model: type[Model]
    columns: list[AnyColumn]
    when: tuple[str, str] | None = None
    order: Sequence[str] = ()


@cache
def known_resources() -> dict[str, type[TableResource]]:
    """The resources that the apps declare in resources.py, by name."""
    autodiscover_modules("resources")
    return {each.name: each for each in TableResource.__subclasses__()}


def table_resource(model: type[Model], *columns: str) -> type[TableResource]:
    """The resource of a whole table, column by column, in a file named after the table.

    `columns` are names of fields; without them, all fields that curators write.
    """
    about = model.__doc__
    body = {"__doc__": about, "name": model._meta.db_table, "about": about}
    meta = type("Meta", (), {"model": model, "fields": columns})
    return type(f"{model.__name__}Table", (TableResource,), body | {"Meta": meta})


def detect_resource(columns: list[str], file_name: str = "") -> str:
    """The name of the resource that has all of these columns.

    Of several, the one that the file is named after is chosen. Raises UnreadableFileError if no choice is clear.
    """
    names = {column.strip().lower() for column in columns} - {ERROR_COLUMN, REMOVE}
    names -= {name for name in names if name.startswith(f"{REMOVE}_")}
    known = {name: set(each.column_names()) for name, each in known_resources().items()}
    fitting = [name for name, has in known.items() if names <= has]
    stem = Path(file_name).stem.lower()
    if stem in fitting:
        return stem
    # The best fit lacks the fewest columns, lists aside; compact files come before whole tables.
    lists = {
        name: {
            each.name for each in known_resources()[name].columns() if isinstance(each, ListColumn)
        }
        for name in fitting
    }
    fitting.sort(key=lambda name: (len(known[name] - names - lists[name]), "_" in name))
    if len(fitting) > 1:
        first, second = fitting[:2]
        if len(known[first]) == len(known[second]) and ("_" in first) == ("_" in second):
            fitting = []
    if not fitting:
        likely = sorted(known, key=lambda name: (-len(names & known[name]), "_" in name, name))[:3]
        message = _(
            "The columns do not show what type of file this is. Choose it; likely: %(likely)s."
        )
        raise UnreadableFileError(message, likely=", ".join(likely))
    return fitting[0]


def _column(model: type[Model], name: str, declared: CellField) -> AnyColumn:
    if isinstance(declared, Edtf):
        into = [model._meta.get_field(each) for each in declared.into]
        return EdtfColumn(name, *into, help_text=declared.help_text)
    if isinstance(declared, RowList):
        child: Any = model._meta.get_field(declared.related_name).related_model
        positional, options = (
            [
                made
                for part in some
                if isinstance(made := _column(child, part.attribute, part), ValueColumn)
            ]
            for some in (declared.parts, declared.options)
        )
        return ListColumn(
            name,
            child,
            declared.parent,
            positional,
            options=options,
            fixed=declared.fixed,
            help_text=declared.help_text,
        )
    column: AnyField = model._meta.get_field(name)
    if column.many_to_many:
        through = column.remote_field.through
        item = ReferenceColumn(name, through._meta.get_field(column.m2m_reverse_field_name()))
        parent = column.m2m_field_name()
        return ListColumn(name, through, parent, [item], help_text=column.help_text)
    if column.many_to_one:
        if isinstance(declared, ReferenceByName):
            return ReferenceColumn(name, column, by_name=True, help_text=declared.help_text)
        return ReferenceColumn(name, column)
    if name == "slug" and identifiers_of(model):
        return SlugColumn(name, column)
    return id_or_field_column(name, column)
