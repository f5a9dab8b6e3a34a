"""Declares the columns of files: plain fields, references by name, dates as EDTF texts, lists of rows."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db.models import Manager, Model
from import_export import fields, widgets

from imports.checking.related_columns import ITEM_SEPARATOR, escape_item, list_item
from imports.checking.sql import PART_SEPARATOR, AnyField, key_fields
from records.dates import date_text, window_text_of
from records.sql import run_sql

if TYPE_CHECKING:
    from imports.resources import AnyColumn


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

    def make_column(self, model: type[Model], name: str) -> "AnyColumn | None":
        """The column, if it is of another kind than those of its field."""
        return None


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
    where they have not their default: `;name=value`. `fixed` are values that all have. The last part may
    be a list itself; `read` and `write` are SQL functions for a text of another form (`ListColumn`).
    """

    def __init__(
        self,
        related_name: str,
        parent: str,
        parts: Sequence["str | Edtf | RowList"],
        *,
        options: Sequence["str | Edtf"] = (),
        help_text: str = "",
        fixed: Mapping[str, object] | None = None,
        read: str = "",
        write: str = "",
    ) -> None:
        super().__init__(related_name, help_text=help_text)
        self.read, self.write = read, write
        self.related_name, self.parent, self.fixed = related_name, parent, fixed or {}
        self.parts = [CellField(part) if isinstance(part, str) else part for part in parts]
        self.options = [CellField(each) if isinstance(each, str) else each for each in options]

    def export(self, instance: Model, **kwargs: object) -> str:
        if self.write:
            [(text,)] = run_sql(f"SELECT {self.write}(%s)", [instance.pk])
            return text or ""
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


# Options of rows that are so from a date to the day before another
VALIDITY = tuple(
    Edtf(name, f"{name}_precision", help_text="EDTF text.") for name in ("valid_from", "valid_to")
)
