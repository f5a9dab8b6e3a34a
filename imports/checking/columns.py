"""Columns with plain values: the SQL that parses a cell, what can be wrong in it, and how it is exported."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curation.types import Text
from imports.checking.sql import AnyField, column_type, default_sql, literal, literals
from imports.choices import FaultKind
from records.fields import CleanField
from records.sql import run_sql

TRUE, FALSE = ("true", "yes", "1", "t", "y"), ("false", "no", "0", "f", "n")
# What read_window returns for each of the columns of a window (records/dates.py)
WINDOW_PARTS = (
    *("date_from", "date_to", "exactness"),
    *("end_exactness", "qualifier", "end_qualifier"),
)
# Setting of the transaction: the decimal sign of the file that is read
DECIMAL_SETTING = "imports.decimal"


@dataclass(frozen=True)
class CellError:
    """One way in which a cell can be wrong; `condition`, `expected` and `nearest` are SQL."""

    kind: FaultKind
    condition: str
    expected: str = "''"
    nearest: str = "''"


class ValueColumn:
    """A column that writes one field as text; subclasses parse other kinds of fields.

    `cell` is always the SQL of a cell, and `lookup` the table of the rows that a reference can mean.
    """

    is_text: ClassVar[bool] = True

    def __init__(self, name: str, field: AnyField, help_text: str = "") -> None:
        self.name, self.field = name, field
        self.help_text = str(help_text or field.help_text)

    @property
    def fields(self) -> Sequence[AnyField]:
        """The fields that the column writes."""
        return [self.field]

    @property
    def required(self) -> bool:
        return not self.field.null and not self.field.blank and not self.field.has_default()

    @property
    def format_help(self) -> Text:
        """How a cell is written, for users."""
        if not self.field.max_length:
            return _("Text")
        return _("Text, at most %(most)d characters") % {"most": self.field.max_length}

    def joins(self, cell: str, lookup: str) -> str:
        """SQL joins that parsing the cell needs."""
        return ""

    def values(self, cell: str, lookup: str) -> dict[str, str]:
        """SQL of each column of the table; NULL where the cell cannot be parsed."""
        missing, value = default_sql(self.field), self._parsed(cell)
        return {self.field.column: f"CASE WHEN {cell} IS NULL THEN {missing} ELSE {value} END"}

    def cell_errors(self, cell: str, lookup: str) -> list[CellError]:
        """What can be wrong; conditions refer to the cell and to the parsed columns."""
        missing = [CellError(FaultKind.MISSING, f"{cell} IS NULL")] if self.required else []
        invalid = f"{cell} IS NOT NULL AND {self.fields[-1].column} IS NULL"
        return missing + self._invalid(cell, invalid, lookup)

    def export_sql(self, row: str) -> str:
        """SQL of the cell that a file has for a row of the table."""
        return f"{row}.{self.field.column}::text"

    def _parsed(self, cell: str) -> str:
        """The cell as it will be stored, so that a file that was imported changes nothing."""
        if not isinstance(self.field, CleanField):
            return cell
        return f"{self.field.cleaner.__name__}({cell})"

    def _invalid(self, cell: str, invalid: str, lookup: str) -> list[CellError]:
        if not (most := self.field.max_length):
            return []
        too_long = f"char_length({self._parsed(cell)}) > {most}"
        return [CellError(FaultKind.LONG, too_long, f"'{most}'")]


class CodeColumn(ValueColumn):
    """A column with a code of a closed list."""

    is_text = False

    @property
    def codes(self) -> list[str]:
        return [str(code) for code, _label in self.field.flatchoices]

    @property
    def format_help(self) -> str:
        return one_of_help(self.codes)

    def _parsed(self, cell: str) -> str:
        kind = column_type(self.field)
        return f"CASE WHEN {cell} IN ({literals(self.codes)}) THEN {cell}::{kind} END"

    def _invalid(self, cell: str, invalid: str, lookup: str) -> list[CellError]:
        nearest = (
            f"(SELECT code FROM unnest(ARRAY[{literals(self.codes)}]) code"  # noqa: S608 (table and column names of models)
            f" WHERE similarity(code, {cell}) > 0.2 ORDER BY similarity(code, {cell}) DESC LIMIT 1)"
        )
        return [CellError(FaultKind.CODE, invalid, literal(", ".join(self.codes)), nearest)]


class IntegerColumn(ValueColumn):
    """A column with a whole number."""

    is_text = False
    format_help = gettext_lazy("A whole number")

    @property
    def limits(self) -> tuple[int | None, int | None]:
        return connection.ops.integer_field_range(self.field.get_internal_type())

    def _parsed(self, cell: str) -> str:
        least, most = self.limits
        return (
            f"CASE WHEN {cell} ~ '^[+-]?[0-9]{{1,15}}$' THEN CASE WHEN {cell}::bigint BETWEEN"
            f" {least} AND {most} THEN {cell}::{column_type(self.field)} END END"
        )

    def _invalid(self, cell: str, invalid: str, lookup: str) -> list[CellError]:
        least, most = self.limits
        return [CellError(FaultKind.NUMBER, invalid, f"'a whole number from {least} to {most}'")]


class DecimalColumn(ValueColumn):
    """A column with a number that has decimals after a point or a comma."""

    is_text = False
    format_help = gettext_lazy("A number with a decimal point or comma")

    @staticmethod
    def set_decimal_sign(sign: str) -> None:
        """Sets the decimal sign of the file that is read in this transaction."""
        run_sql("SELECT set_config(%s, %s, true)", [DECIMAL_SETTING, sign])

    @staticmethod
    def _is_ambiguous(cell: str) -> str:
        """SQL condition: the number may be thousands, as 1,234 in a file with decimal points."""
        sign = f"coalesce(nullif(current_setting('{DECIMAL_SETTING}', true), ''), '.')"
        return f"{cell} ~ '^[+-]?[0-9]{{1,3}}[.,][0-9]{{3}}$' AND strpos({cell}, {sign}) = 0"

    def _parsed(self, cell: str) -> str:
        decimals = self.field.decimal_places
        digits = self.field.max_digits - decimals
        pattern = f"^[+-]?[0-9]{{1,{digits}}}([.,][0-9]{{1,{decimals}}}0*)?$"
        return (
            f"CASE WHEN {cell} ~ '{pattern}' AND NOT ({self._is_ambiguous(cell)})"
            f" THEN replace({cell}, ',', '.')::{column_type(self.field)} END"
        )

    def _invalid(self, cell: str, invalid: str, lookup: str) -> list[CellError]:
        decimals = self.field.decimal_places
        digits = self.field.max_digits - decimals
        grouped = f"{cell} ~ '^[+-]?[0-9]{{1,3}}([., ''’][0-9]{{3}})+([.,][0-9]+)?$'"
        large = f"{cell} ~ '^[+-]?[0-9]{{{digits + 1},}}([.,][0-9]*)?$'"
        long = f"{cell} ~ '^[+-]?[0-9]+[.,][0-9]+$'"
        expectations = {
            self._is_ambiguous(cell): _(
                "a number with the decimal sign of the file: this could be thousands"
            ),
            grouped: _("a number without separators of thousands, such as 1234.5"),
            large: _("a number that fits here: at most %(digits)d digits before the decimal sign"),
            long: _("a number with at most %(decimals)d decimals"),
            f"position('%' in {cell}) > 0": _(
                "a number without a percent sign, such as 2.5 for 2.5 %%"
            ),
            "true": _("a number, such as 1234.5"),
        }
        errors, before = [], invalid
        for condition, text in expectations.items():
            expected = literal(text % {"digits": digits, "decimals": decimals})
            errors.append(CellError(FaultKind.NUMBER, f"{before} AND {condition}", expected))
            before += f" AND NOT ({condition})"
        return errors


class BooleanColumn(ValueColumn):
    """A column with true or false."""

    is_text = False
    format_help = gettext_lazy("true or false")

    def _parsed(self, cell: str) -> str:
        return (
            f"CASE WHEN lower({cell}) IN ({literals(TRUE)}) THEN true"
            f" WHEN lower({cell}) IN ({literals(FALSE)}) THEN false END"
        )

    def _invalid(self, cell: str, invalid: str, lookup: str) -> list[CellError]:
        return [CellError(FaultKind.TRUTH, invalid)]


class DayColumn(ValueColumn):
    """A column with a day, such as 2025-03-18."""

    is_text = False
    format_help = gettext_lazy("A day: 2025-03-18")

    def _parsed(self, cell: str) -> str:
        return f"read_date({cell})"

    def _invalid(self, cell: str, invalid: str, lookup: str) -> list[CellError]:
        # A marker, as in EdtfColumn
        return [CellError(FaultKind.DATE, invalid, "'day'")]


class EdtfColumn(ValueColumn):
    """A column with an EDTF text: a day and its precision, or the window of an event."""

    is_text = False

    def __init__(self, name: str, *fields: AnyField, help_text: str = "") -> None:
        super().__init__(name, fields[0], help_text)
        self._fields = fields

    @property
    def fields(self) -> Sequence[AnyField]:
        return self._fields

    @property
    def is_window(self) -> bool:
        return len(self._fields) > 2

    @property
    def format_help(self) -> str:
        if self.is_window:
            return _(
                "An EDTF date: 2025-03-18, 2025-03, 199X; [2025-03..2025-05] once; 2025-03/2025-05, 2025/.. lasting"
            )
        return _("A date as EDTF: 2025-03-18, 2025-03 or 2025")

    def joins(self, cell: str, lookup: str) -> str:
        return f"LEFT JOIN LATERAL read_window({cell}) {lookup} ON true"

    def values(self, cell: str, lookup: str) -> dict[str, str]:
        columns = [field.column for field in self._fields]
        if self.is_window:
            parts = [f"{lookup}.{name}" for name in WINDOW_PARTS]
        else:
            is_single = f"{lookup}.form = 'date' AND {lookup}.qualifier = ''"
            precision = f"CASE WHEN {is_single} THEN {lookup}.exactness END"
            parts = [f"{lookup}.date_from", precision]
        return dict(zip(columns, parts, strict=True))

    def _invalid(self, cell: str, invalid: str, lookup: str) -> list[CellError]:
        # Markers: checks.py replaces them by the message of date_messages.py.
        return [CellError(FaultKind.DATE, invalid, "'window'" if self.is_window else "'date'")]

    def export_sql(self, row: str) -> str:
        columns = ", ".join(f"{row}.{field.column}" for field in self._fields)
        return (
            f"window_text({columns}, {row}.is_span)" if self.is_window else f"date_text({columns})"
        )


def one_of_help(codes: Sequence[str]) -> str:
    return _("One of: %(codes)s") % {"codes": ", ".join(codes)}


def field_column(name: str, field: AnyField, help_text: str = "") -> ValueColumn:
    """The column for a field that is not a reference."""
    kind = field.get_internal_type()
    kinds = {
        "DecimalField": DecimalColumn,
        "BooleanField": BooleanColumn,
        "DateField": DayColumn,
    }
    column = IntegerColumn if "Integer" in kind else kinds.get(kind, ValueColumn)
    return (CodeColumn if field.choices else column)(name, field, help_text)
