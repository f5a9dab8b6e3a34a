"""Declares files as django-import-export resources; each app has its own in resources.py.

The declarations say which columns a file has. Importing and exporting is done in sets, by the SQL of the
columns that are derived from them, also by `import_data()` and `export()` (imports/datasets.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import F, Model, OrderBy
from django.db.models.functions import Collate
from django.utils.module_loading import autodiscover_modules

from imports.cells import CellField, Edtf, ReferenceByName, RowList
from imports.checking.codes import SlugColumn
from imports.checking.columns import EdtfColumn, ValueColumn
from imports.checking.id_columns import id_or_field_column
from imports.checking.related_columns import (
    ListColumn,
    ReferenceColumn,
)
from imports.checking.sql import AnyField, is_text, key_fields
from imports.datasets import DatasetResource
from records.identifiers import identifiers_of
from records.models import Record, own_fields
from records.public_ids import PUBLIC_ID_FIELDS, IdentifiedRow

if TYPE_CHECKING:
    from imports.checking.plan import ImportPlan

AnyColumn = ValueColumn | ListColumn
# Column of downloaded invalid rows that says what is wrong; ignored when they are imported again
ERROR_COLUMN = "error"
# Column of a file that says which rows are to be removed; with the name of a list, which of its items
REMOVE = "remove"


@dataclass(frozen=True)
class DerivedCell:
    """How the cell of a column that a file lacks is derived from `columns`: an SQL function of `arguments`."""

    function: str
    arguments: Sequence[str]
    columns: Sequence[str]


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
    # Columns that files of earlier versions have others for
    derived: ClassVar[Mapping[str, DerivedCell]] = {}

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
    def check_rows(cls, plan: "ImportPlan") -> None:
        """Adds faults that only show once all rows of the file have been read."""

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


def _column(model: type[Model], name: str, declared: CellField) -> AnyColumn:
    if made := declared.make_column(model, name):
        return made
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
            lists=[
                inner
                for part in declared.parts
                if isinstance(part, RowList)
                if isinstance(inner := _column(child, str(part.attribute), part), ListColumn)
            ],
            read=declared.read,
            write=declared.write,
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
