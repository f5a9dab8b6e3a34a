"""Removals: columns that name rows to remove, and reports of rows that a file does not have, which stay.

A file of rows that belong to records can have a column `remove`; a compact file has `remove_` with the name of a list.
"""

from django.db.models import CASCADE, Model
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from imports.checking.checks import FAULTS, add_faults
from imports.checking.columns import FALSE, TRUE
from imports.checking.related_columns import ListColumn
from imports.checking.roots import keys_of_records
from imports.checking.sql import AnyField, fetch_rows, key_fields, literal, literals
from imports.checking.staging import INCOMING
from imports.checking.targets import Target
from imports.choices import FaultKind
from imports.resources import REMOVE, TableResource
from records.models import Record
from records.term_use import is_term, term_key


def removal_columns(resource: type[TableResource]) -> dict[str, ListColumn | None]:
    """The columns of a file that remove rows, each with its list; None for the column that removes rows of the file."""
    found: dict[str, ListColumn | None] = {
        f"{REMOVE}_{column.name}": column
        for column in resource.columns()
        if isinstance(column, ListColumn)
    }
    if all(_belongs_to_a_record(route.model) for route in resource.routes()):
        found[REMOVE] = None
    return found


def _belongs_to_a_record(model: type[Model]) -> bool:
    """Whether rows are part of a record, a place or a term; these themselves are not removed by files."""
    if issubclass(model, Record):
        return False
    columns = {str(field.column) for field in model._meta.local_concrete_fields}
    keys = keys_of_records(model, "{0}", columns)
    return bool(keys) or (is_term(model) and term_key(model) is not None)


def is_removed_sql(cell: str) -> str:
    """SQL condition: the cell says that its row is to be removed."""
    return f"coalesce(lower({cell}) IN ({literals(TRUE)}), false)"


def check_removal_cells(cell: str) -> None:
    """Adds a fault for each cell that says neither yes nor no."""
    add_faults(
        FaultKind.TRUTH,
        f"FROM {INCOMING} file_row WHERE lower({cell}) NOT IN ({literals([*TRUE, *FALSE])})",
        column=literal(REMOVE),
        value=cell,
    )


def report_absent(target: Target) -> None:
    """Adds a notice for each row that is to be removed and does not exist."""
    if not target.removes:
        return
    keys = {field.name for field in key_fields(target.model)}
    parts = [cell for column, cell in target.cells if keys & {f.name for f in column.fields}]
    value = "file_row.item" if target.parent else f"concat_ws(':', {', '.join(parts)})"
    add_faults(
        FaultKind.ABSENT,
        f"FROM {target.parsed_table} file_row JOIN {target.final_table} final"
        " ON final.line = file_row.line AND final.pos = file_row.pos"
        f" WHERE file_row.removes AND final.state = 'unchanged'"
        f" AND NOT EXISTS (SELECT FROM {FAULTS} other WHERE other.line = file_row.line)",
        line="file_row.line",
        column=literal(target.listed_in or REMOVE),
        value=value,
    )


def missing_rows_notes(targets: list[Target]) -> list[str]:
    """One note for each kind of rows that exist and are not in the file, which stay as they are."""
    return [
        note
        for target in targets
        if not target.removes or not target.parent
        for note in _missing(target)
    ]


def _missing(target: Target) -> list[str]:
    rows = f"SELECT id FROM {target.final_table} WHERE NOT is_new"  # noqa: S608 (our own table)
    others = (
        f"{target.table} existing WHERE existing.id NOT IN (SELECT id FROM {target.final_table})"  # noqa: S608 (table and column names of models)
    )
    if target.parent is not None:
        owners = f"SELECT id FROM {target.parent.final_table} WHERE NOT is_new"  # noqa: S608 (our own table)
        key: AnyField = target.parent_field
        belongs = [f"existing.{key.column} IN ({owners})"]
        for name, value in target.fixed.items():
            field: AnyField = target.model._meta.get_field(name)
            belongs.append(f"existing.{field.column} = {literal(value)}")
        text = _(
            "%(count)s %(rows)s of records in the file are not in the column “%(list)s”. They stay; "
            "to remove some, name them in a column “%(column)s”."
        )
        return _note(text, target, f"{others} AND {' AND '.join(belongs)}", owners)
    if issubclass(target.model, Record) or (is_term(target.model) and not term_key(target.model)):
        if issubclass(target.model, Record):
            others += " AND existing.review_status <> 'retracted'"
        text = _("%(count)s %(rows)s of the database are not in the file. They stay as they are.")
        return _note(text, target, others, rows)
    owned = [
        f"existing.{field.column} IN (SELECT {field.column} FROM {target.final_table})"  # noqa: S608 (our own table)
        for field in target.model._meta.local_concrete_fields
        if field.remote_field
        and field.remote_field.on_delete is CASCADE
        and field.column in target.given
    ]
    text = _(
        "%(count)s %(rows)s of records in the file are not in the file. They stay; "
        "to remove some, write them with “true” in a column “%(column)s”."
    )
    return _note(text, target, f"{others} AND ({' OR '.join(owned)})", rows) if owned else []


def _note(text: str, target: Target, missing: str, known: str) -> list[str]:
    """The note, if rows are missing and the file has rows that exist."""
    if not fetch_rows(f"{known} LIMIT 1"):
        return []
    ((count,),) = fetch_rows(f"SELECT count(*) FROM {missing}")  # noqa: S608 (table and column names of models)
    if not count:
        return []
    column = f"{REMOVE}_{target.listed_in}" if target.listed_in else REMOVE
    values = {
        "count": number_format(count, force_grouping=True),
        "rows": target.model._meta.verbose_name_plural,
        "list": target.listed_in,
        "column": column,
    }
    return [capfirst(text % values)]
