"""Declares the files that can be imported and exported; each app has its own in resources.py."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from django.db.models import Model
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

from imports.checking.columns import EdtfColumn, ValueColumn, field_column
from imports.checking.related_columns import ListColumn, ReferenceColumn
from imports.checking.sql import AnyField
from imports.reading.delimited import UnreadableFileError
from records.models import Record, own_fields

AnyColumn = ValueColumn | ListColumn
# Column of downloaded invalid rows that says what is wrong; ignored when they are imported again
ERROR_COLUMN = "error"


class Edtf:
    """Declares a column with an EDTF text, which is stored in the fields `into`.

    Two fields hold a day and its precision, three a window: first day, last day and precision.
    """

    def __init__(self, *into: str, help_text: str = "") -> None:
        self.into, self.help_text = into, help_text


@dataclass
class ReferenceByName:
    """Declares a foreign key whose row is named by its key or, ignoring case and diacritics, its name."""

    help_text: str = ""


@dataclass
class RowList:
    """Declares a column that lists rows which belong to this one: `actor:role|actor:role`.

    `related_name` leads to these rows and `parent` is their foreign key to this row. `parts` are their
    fields in the order of the text; the last may contain colons. `fixed` are values that all have.
    """

    related_name: str
    parent: str
    parts: Sequence[str | Edtf]
    help_text: str = ""
    fixed: Mapping[str, object] = field(default_factory=dict)


class TableResource:
    """A file whose rows are rows of one table, with the rows that belong to each.

    Class attributes declare columns that are not plain fields, by their name. Without `fields` the
    file has all fields that curators write: a declared `Edtf` in the place of its fields, the lists
    after them, and the note of a record at the end.
    """

    # The name of the file without its suffix
    name: ClassVar[str]
    # One sentence on what a row of the file is
    about: ClassVar[str] = ""
    model: ClassVar[type[Model]]
    # Names of the columns, in order
    fields: ClassVar[Sequence[str]] = ()

    def __init_subclass__(cls) -> None:
        if not cls.fields:
            cls.fields = cls._all_fields()

    @classmethod
    def _all_fields(cls) -> list[str]:
        declared = vars(cls).items()
        merged = {
            into: name for name, each in declared if isinstance(each, Edtf) for into in each.into
        }
        names = list(dict.fromkeys(merged.get(name, name) for name in own_fields(cls.model)))
        names += [name for name, each in declared if isinstance(each, RowList)]
        return ["slug", *names, "note"] if issubclass(cls.model, Record) else names

    @classmethod
    def columns(cls) -> list[AnyColumn]:
        """The columns of the file, in order."""
        return [_column(cls.model, name, getattr(cls, name, None)) for name in cls.fields]

    @classmethod
    def column_names(cls) -> list[str]:
        return [column.name for column in cls.columns()]

    @classmethod
    def routes(cls) -> "list[TableRoute]":
        """The tables that rows of the file are written to: one, except for claims."""
        return [TableRoute(cls.model, cls.columns())]


@dataclass
class TableRoute:
    """A table that rows of a file are written to; `when` is a column and the text that selects the table."""

    model: type[Model]
    columns: list[AnyColumn]
    when: tuple[str, str] | None = None


@cache
def known_resources() -> dict[str, type[TableResource]]:
    """The resources that the apps declare in resources.py, by name."""
    autodiscover_modules("resources")
    return {each.name: each for each in TableResource.__subclasses__()}


def table_resource(model: type[Model], *fields: str) -> type[TableResource]:
    """The resource of a whole table, column by column, in a file named after the table.

    `fields` are the columns; without them, all fields that curators write.
    """
    about = model.__doc__
    body = {"__doc__": about, "name": model._meta.db_table, "about": about}
    return type(
        f"{model.__name__}Table", (TableResource,), body | {"model": model, "fields": fields}
    )


def detect_resource(columns: list[str], file_name: str = "") -> str:
    """The name of the resource that has all of these columns.

    Of several, the one that the file is named after is chosen. Raises UnreadableFileError if no choice is clear.
    """
    names = {column.strip().lower() for column in columns} - {ERROR_COLUMN}
    known = {name: set(each.column_names()) for name, each in known_resources().items()}
    fitting = [name for name, has in known.items() if names <= has]
    stem = Path(file_name).stem.lower()
    if stem in fitting:
        return stem
    # The best fit lacks the fewest columns; compact files come before whole tables.
    fitting.sort(key=lambda name: (len(known[name] - names), "_" in name))
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


def _column(model: type[Model], name: str, declared: object) -> AnyColumn:
    if isinstance(declared, Edtf):
        fields = [model._meta.get_field(each) for each in declared.into]
        return EdtfColumn(name, *fields, help_text=declared.help_text)
    if isinstance(declared, RowList):
        child: Any = model._meta.get_field(declared.related_name).related_model
        columns = [
            _column(child, part.into[0], part)
            if isinstance(part, Edtf)
            else _column(child, part, None)
            for part in declared.parts
        ]
        return ListColumn(
            name,
            child,
            declared.parent,
            [column for column in columns if isinstance(column, ValueColumn)],
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
    return field_column(name, column)
