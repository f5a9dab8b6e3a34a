"""Columns that refer to other rows: references by key or name, and lists of rows that belong to a row."""

from collections.abc import Mapping

from django.db.models import Model
from django.utils.translation import gettext as _

from imports.checking.columns import CellError, ValueColumn
from imports.checking.sql import PART_SEPARATOR, AnyField, has_aliases, key_fields, key_sql, literal
from imports.choices import FaultKind
from records.identifiers import code_example, identifiers_of
from records.models import Record

# Separates the items of a list; written with a backslash inside an item
ITEM_SEPARATOR = "|"
ESCAPED_SEPARATOR = f"\\{ITEM_SEPARATOR}"


class ReferenceColumn(ValueColumn):
    """A column that names another row by its key or, with `by_name`, also by a name."""

    def __init__(
        self, name: str, field: AnyField, *, by_name: bool = False, help_text: str = ""
    ) -> None:
        super().__init__(name, field, help_text)
        self.by_name = by_name
        self.target: type[Model] = field.related_model

    @property
    def is_within_table(self) -> bool:
        return self.target._meta.concrete_model is self.field.model._meta.concrete_model

    @property
    def by_code(self) -> bool:
        return identifiers_of(self.target) is not None

    @property
    def uses_remembered_names(self) -> bool:
        return has_aliases(self.target) and issubclass(self.target, Record)

    @property
    def _key_name(self) -> str:
        return PART_SEPARATOR.join(field.name for field in key_fields(self.target))

    @property
    def format_help(self) -> str:
        text = _("%(what)s: its %(key)s")
        if self.by_name:
            text = _("%(what)s: its %(key)s, a code such as %(code)s, or its name")
        elif self.by_code:
            text = _("%(what)s: its %(key)s, or a code such as %(code)s")
        code = code_example(self.target) if self.by_code else ""
        what = self.target._meta.verbose_name
        return text % {"what": what, "key": self._key_name, "code": code}

    def joins(self, cell: str, lookup: str) -> str:
        return f"LEFT JOIN {lookup} ON {lookup}.value = {cell}"

    def values(self, cell: str, lookup: str) -> dict[str, str]:
        return {self.field.column: f"{lookup}.id"}

    def _invalid(self, cell: str, invalid: str, lookup: str) -> list[CellError]:
        candidates = f"(SELECT several FROM {lookup} WHERE value = {cell})"  # noqa: S608 (table and column names of models)
        nearest = f"(SELECT nearest FROM {lookup} WHERE value = {cell})"  # noqa: S608 (table and column names of models)
        found = []
        if self.by_name or self.by_code:
            is_ambiguous = f"{invalid} AND {candidates} <> ''"
            found.append(CellError(FaultKind.AMBIGUOUS, is_ambiguous, candidates))
            invalid += f" AND {candidates} = ''"
        or_name = ", or its name" if self.by_name else ""
        expected = f"{self.target._meta.verbose_name}: {self._key_name}{or_name}"
        return [*found, CellError(FaultKind.UNKNOWN, invalid, literal(expected), nearest)]

    def export_sql(self, row: str) -> str:
        reference = f"{row}.{self.field.column}"
        key = (
            f"(SELECT {key_sql(self.target, 'target')} FROM {self.target._meta.db_table} target"  # noqa: S608 (table and column names of models)
            f" WHERE target.id = {reference})"
        )
        return f"CASE WHEN {reference} IS NOT NULL THEN {key} END" if self.field.null else key


class ListColumn:
    """A column that lists rows of another table which belong to this row: `a:b|c:d`.

    `parent` is their foreign key to this row, `columns` are the parts of an item, of which the last may
    contain colons, and `fixed` are values that all of them have.
    """

    required = False
    is_text = True

    def __init__(
        self,
        name: str,
        model: type[Model],
        parent: str,
        columns: list[ValueColumn],
        *,
        fixed: Mapping[str, object] | None = None,
        help_text: str = "",
    ) -> None:
        self.name, self.model, self.columns = name, model, columns
        self.parent: AnyField = model._meta.get_field(parent)
        self.fixed, self.help_text = fixed or {}, str(help_text)

    @property
    def format_help(self) -> str:
        parts = PART_SEPARATOR.join(column.name for column in self.columns)
        text = _("%(parts)s, several separated by %(item)s")
        return text % {"parts": parts, "item": ITEM_SEPARATOR}

    def items_sql(self, cell: str) -> str:
        """SQL of the items of a cell, as an array."""
        separator = f"(?<!\\\\)\\{ITEM_SEPARATOR}"
        return (
            f"CASE WHEN position('{ESCAPED_SEPARATOR}' in {cell}) = 0"  # noqa: S608 (table and column names of models)
            f" THEN string_to_array({cell}, '{ITEM_SEPARATOR}')"
            f" ELSE ARRAY(SELECT replace(escaped.item, '{ESCAPED_SEPARATOR}', '{ITEM_SEPARATOR}')"
            f" FROM regexp_split_to_table({cell}, '{separator}') WITH ORDINALITY escaped (item, pos)"
            " ORDER BY escaped.pos) END"
        )

    def export_sql(self, row: str) -> str:
        """SQL of the cell that lists the rows belonging to a row."""
        texts = [f"coalesce({column.export_sql('item')}, '')" for column in self.columns]
        joined = f"array_to_string(ARRAY[{', '.join(texts)}], '{PART_SEPARATOR}')"
        # Empty parts at the end are left out, but a last part may itself end with a colon.
        trimmed = f"rtrim({joined}, '{PART_SEPARATOR}')"
        text = f"CASE WHEN {texts[-1]} = '' THEN {trimmed} ELSE {joined} END"
        order = text if self.model._meta.auto_created else "item.id"
        belongs = [f"item.{self.parent.column} = {row}.id"]
        for name, value in self.fixed.items():
            field: AnyField = self.model._meta.get_field(name)
            belongs.append(f"item.{field.column} = {literal(value)}")
        escaped = f"replace({text}, '{ITEM_SEPARATOR}', '{ESCAPED_SEPARATOR}')"
        return (
            f"(SELECT string_agg({escaped}, '{ITEM_SEPARATOR}' ORDER BY {order})"  # noqa: S608 (table and column names of models)
            f" FROM {self.model._meta.db_table} item WHERE {' AND '.join(belongs)})"
        )


def escape_item(text: str) -> str:
    """A text as an item of a list."""
    return text.replace(ITEM_SEPARATOR, ESCAPED_SEPARATOR)
