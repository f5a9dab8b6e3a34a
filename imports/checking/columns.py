"""What a cell of each sort means: the SQL that reads it, and what is wrong where it cannot be read."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Field, ForeignKey, Model, UniqueConstraint

from imports.choices import FaultKind
from imports.reading.decimals import two_ways
from records.models import Record
from records.sql import fill

if TYPE_CHECKING:
    # As Django's own stubs have it, a field may have no column; those of tables do.
    AnyField = Any
else:
    AnyField = Field

TRUE, FALSE = ("true", "yes", "1", "t", "y"), ("false", "no", "0", "f", "n")
PART, ITEM = ":", "|"


def literal(value: Any) -> str:
    """A value as an SQL literal."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "'" + str(value).replace("'", "''") + "'"


def listed(values: Any) -> str:
    return ", ".join(literal(value) for value in values)


def table_of(model: type[Model]) -> str:
    return model._meta.db_table


def has_further_names(model: type[Model]) -> bool:
    """Whether rows of the table are known by names that stand in another one."""
    return bool(getattr(model._default_manager.all(), "aliases", ""))


def key_of(model: type[Model]) -> list[AnyField]:
    """The fields that name a row to people: those of its first constraint of uniqueness."""
    if model._meta.auto_created:
        return [field for field in model._meta.local_fields if field.remote_field]
    unique = next(c for c in model._meta.constraints if isinstance(c, UniqueConstraint))
    return [model._meta.get_field(name) for name in unique.fields]


def stored_type(field: AnyField) -> str:
    """The type of a column while it is checked; texts have no limit there."""
    kind = (field.rel_db_type if field.remote_field else field.db_type)(connection) or "text"
    if field.remote_field:
        target: Any = field.target_field
        kind = target.rel_db_type(connection)
    return "text" if kind.startswith("varchar") else kind


def default_of(field: AnyField) -> str:
    """SQL of what a new row has where nothing is given."""
    value = field.get_default()
    if callable(value) or (value is None and not field.null):
        value = None
    if value == "" and not field.empty_strings_allowed:
        value = None
    return f"{literal(value)}::{stored_type(field)}"


def shown_key(model: type[Model], row: str) -> str:
    """SQL of the key of a row, as files have it: the slug, or parts joined by colons."""
    parts = []
    for field in key_of(model):
        value = f"{row}.{field.column}"
        if isinstance(field, ForeignKey):
            value = shown_reference(field.related_model, f"{row}_above", value)
        parts.append(f"coalesce({value}::text, '')")
    return f" || '{PART}' || ".join(parts)


def shown_reference(target: Any, row: str, reference: str) -> str:
    """SQL of the key of the row that a foreign key refers to; the row gets this name."""
    key, select = shown_key(target, row), '(SELECT :key FROM :"table" AS :row WHERE :row.id = :id)'
    return fill(select, key=key, table=table_of(target), row=row, id=reference)


@dataclass(frozen=True)
class Bad:
    """One way in which a cell can be wrong: an SQL condition, and what was expected."""

    kind: FaultKind
    condition: str
    expected: str = "''"
    nearest: str = "''"


class Column:
    """A column of a file that holds one field of a table as plain text."""

    def __init__(self, name: str, field: AnyField) -> None:
        self.name, self.field = name, field

    @property
    def fields(self) -> list[AnyField]:
        """The fields of the table that the column writes."""
        return [self.field]

    @property
    def required(self) -> bool:
        return not self.field.null and not self.field.blank and not self.field.has_default()

    def joins(self, cell: str, tag: str) -> str:
        """What must be joined to read the cell."""
        return ""

    def values(self, cell: str, tag: str) -> dict[str, str]:
        """SQL of each column of the table; NULL where the cell cannot be read."""
        value = self._value(cell)
        missing = default_of(self.field)
        return {self.field.column: f"CASE WHEN {cell} IS NULL THEN {missing} ELSE {value} END"}

    def bads(self, cell: str, tag: str) -> list[Bad]:
        """What can be wrong; conditions see the cell and the columns that were read."""
        found = [Bad(FaultKind.MISSING, f"{cell} IS NULL")] if self.required else []
        return found + self._bads(cell)

    def shown(self, row: str) -> str:
        """SQL of what a file would have for a row of the table."""
        return f"{row}.{self.field.column}::text"

    @cached_property
    def sort(self) -> str:
        kind = self.field.get_internal_type()
        if self.field.choices:
            return "code"
        if "Integer" in kind:
            return "whole"
        return {"DecimalField": "decimal", "BooleanField": "truth", "DateField": "date"}.get(
            kind, "text"
        )

    @property
    def codes(self) -> list[str]:
        return [str(code) for code, _ in self.field.flatchoices]

    def _value(self, cell: str) -> str:
        kind = stored_type(self.field)
        if self.sort == "code":
            return f"CASE WHEN {cell} IN ({listed(self.codes)}) THEN {cell}::{kind} END"
        if self.sort == "whole":
            least, most = connection.ops.integer_field_range(self.field.get_internal_type())
            return (
                f"CASE WHEN {cell} ~ '^[+-]?[0-9]{{1,15}}$' THEN CASE WHEN {cell}::bigint BETWEEN"
                f" {least} AND {most} THEN {cell}::{kind} END END"
            )
        if self.sort == "decimal":
            places = self.field.decimal_places
            whole = self.field.max_digits - places
            pattern = f"^[+-]?[0-9]{{1,{whole}}}([.,][0-9]{{1,{places}}}0*)?$"
            sure = f"{cell} ~ '{pattern}' AND NOT ({two_ways(cell)})"
            return f"CASE WHEN {sure} THEN replace({cell}, ',', '.')::{kind} END"
        if self.sort == "truth":
            return (
                f"CASE WHEN lower({cell}) IN ({listed(TRUE)}) THEN true"
                f" WHEN lower({cell}) IN ({listed(FALSE)}) THEN false END"
            )
        return f"read_date({cell})" if self.sort == "date" else cell

    def _bads(self, cell: str) -> list[Bad]:
        unread = f"{cell} IS NOT NULL AND {self.field.column} IS NULL"
        if self.sort == "code":
            nearest = fill(
                "(SELECT code FROM unnest(ARRAY[:'codes']) AS code"
                " WHERE similarity(code, :cell) > 0.2"
                " ORDER BY similarity(code, :cell) DESC LIMIT 1)",
                codes=list(self.codes),
                cell=cell,
            )
            return [Bad(FaultKind.CODE, unread, literal(", ".join(self.codes)), nearest)]
        if self.sort == "whole":
            least, most = connection.ops.integer_field_range(self.field.get_internal_type())
            return [Bad(FaultKind.NUMBER, unread, f"'a whole number from {least} to {most}'")]
        if self.sort == "decimal":
            places, two = self.field.decimal_places, two_ways(cell)
            sign = "'a number with the decimal sign of the file: this could be thousands'"
            expected = f"'a number with at most {places} decimals, such as 1234.5'"
            return [
                Bad(FaultKind.NUMBER, f"{unread} AND {two}", sign),
                Bad(FaultKind.NUMBER, f"{unread} AND NOT ({two})", expected),
            ]
        if self.sort == "truth":
            return [Bad(FaultKind.TRUTH, unread)]
        if self.sort == "date":
            expected = f"'“' || {cell} || '” is not a day of the calendar, such as 2025-03-18.'"
            return [Bad(FaultKind.DATE, unread, expected)]
        if self.field.max_length:
            most = self.field.max_length
            return [Bad(FaultKind.LONG, f"char_length({cell}) > {most}", f"'{most}'")]
        return []


class ReferenceColumn(Column):
    """A column that names another row by its key, or by `names`, a field that is folded."""

    def __init__(self, name: str, field: AnyField, *, names: bool = False) -> None:
        super().__init__(name, field)
        self.by_name = names
        self.target: type[Model] = field.related_model

    @property
    def within_table(self) -> bool:
        return self.target._meta.concrete_model is self.field.model._meta.concrete_model

    @property
    def is_remembered(self) -> bool:
        return has_further_names(self.target) and issubclass(self.target, Record)

    @property
    def expected(self) -> str:
        """What is said to be right where a cell names nothing that is known."""
        keys = PART.join(field.name for field in key_of(self.target))
        return f"{self.target._meta.verbose_name}: {keys}" + ", or its name" * self.by_name

    def joins(self, cell: str, tag: str) -> str:
        return f"LEFT JOIN {tag} ON {tag}.value = {cell}"

    def values(self, cell: str, tag: str) -> dict[str, str]:
        return {self.field.column: f"{tag}.id"}

    def bads(self, cell: str, tag: str) -> list[Bad]:
        unread = f"{cell} IS NOT NULL AND {self.field.column} IS NULL"
        of_value = '(SELECT :"column" FROM :"values" WHERE value = :cell)'
        several = fill(of_value, column="several", values=tag, cell=cell)
        nearest = fill(of_value, column="nearest", values=tag, cell=cell)
        found = [Bad(FaultKind.MISSING, f"{cell} IS NULL")] * self.required
        if self.by_name:
            found.append(Bad(FaultKind.AMBIGUOUS, f"{unread} AND {several} <> ''", several))
            unread += f" AND {several} = ''"
        return [*found, Bad(FaultKind.UNKNOWN, unread, literal(self.expected), nearest)]

    def shown(self, row: str) -> str:
        found = shown_reference(self.target, "target", f"{row}.{self.field.column}")
        if not self.field.null:
            return found
        return f"CASE WHEN {row}.{self.field.column} IS NOT NULL THEN {found} END"


class DateColumn(Column):
    """A column with an EDTF text for a day and its precision, or for a window from day to day."""

    def __init__(self, name: str, *fields: AnyField) -> None:
        super().__init__(name, fields[0])
        self._fields = list(fields)

    @property
    def fields(self) -> list[AnyField]:
        return self._fields

    @property
    def is_window(self) -> bool:
        return len(self._fields) == 3

    def joins(self, cell: str, tag: str) -> str:
        return f"LEFT JOIN LATERAL read_window({cell}) {tag} ON true"

    def values(self, cell: str, tag: str) -> dict[str, str]:
        columns = [field.column for field in self._fields]
        if self.is_window:
            parts = [f"{tag}.date_from", f"{tag}.date_to", f"{tag}.exactness"]
        else:
            single = f"position('/' in coalesce({cell}, '')) = 0"
            parts = [f"{tag}.date_from", f"CASE WHEN {single} THEN {tag}.exactness END"]
        return dict(zip(columns, parts, strict=True))

    def bads(self, cell: str, tag: str) -> list[Bad]:
        unread = f"{cell} IS NOT NULL AND {self._fields[-1].column} IS NULL"
        # The sentence is put in its place by imports/checking/checks.py, which asks records/dates.py.
        return [Bad(FaultKind.DATE, unread, "'window'" if self.is_window else "'date'")]

    def shown(self, row: str) -> str:
        columns = ", ".join(f"{row}.{field.column}" for field in self._fields)
        return f"{'window_text' if self.is_window else 'date_text'}({columns})"


class PartsColumn:
    """A column that lists rows of another table which belong to this one: `a:b|c:d`."""

    def __init__(
        self, name: str, model: type[Model], parent: str, columns: list[Column], fixed: Any = None
    ) -> None:
        self.name, self.model, self.columns = name, model, columns
        self.parent: AnyField = model._meta.get_field(parent)
        self.fixed: dict[str, Any] = fixed or {}
