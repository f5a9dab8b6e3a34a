"""Columns with the permanent ids of rows that have no readable key: claims and links."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from imports.checking.columns import CellError, ValueColumn, field_column
from imports.checking.sql import AnyField, literal
from imports.choices import FaultKind
from records.public_ids import PUBLIC_ID_REGEX


class PublicIdColumn(ValueColumn):
    """A column with the permanent id of a row: finds the row that has it, and a new row gets it.

    It writes no field of an existing row, which keeps its id.
    """

    is_text = False
    required = False
    fields = ()
    format_help = gettext_lazy(
        "The id as exported; empty for a new row that has none yet. An existing row keeps its id."
    )

    def values(self, cell: str, lookup: str) -> dict[str, str]:
        is_id = f"{cell} ~* '^{PUBLIC_ID_REGEX}$'"
        return {self.field.column: f"CASE WHEN {is_id} THEN {cell}::uuid END"}

    def cell_errors(self, cell: str, lookup: str) -> list[CellError]:
        invalid = f"{cell} IS NOT NULL AND {self.field.column} IS NULL"
        message = _("“%(example)s” shows what an id looks like; leave it empty for new rows.")
        example = "0b5d3c1e-8a47-4f0c-9a2e-6f1d2c3b4a59"
        return [CellError(FaultKind.RULE, invalid, literal(message % {"example": example}))]


class FormerIdsColumn(PublicIdColumn):
    """A column with the ids of rows that were merged into a row; only a new row gets them."""

    format_help = gettext_lazy("Ids as exported, separated by spaces; empty for most rows.")

    def values(self, cell: str, lookup: str) -> dict[str, str]:
        are_ids = f"{cell} ~* '^{PUBLIC_ID_REGEX}( {PUBLIC_ID_REGEX})*$'"
        empty = f"WHEN {cell} IS NULL THEN ''"
        return {self.field.column: f"CASE {empty} WHEN {are_ids} THEN lower({cell}) END"}


def id_or_field_column(name: str, field: AnyField, help_text: str = "") -> ValueColumn:
    """The column for a field that is not a reference, also for one of ids."""
    columns = {"public_id": PublicIdColumn, "former_ids": FormerIdsColumn}
    return columns.get(field.name, field_column)(name, field, help_text)
