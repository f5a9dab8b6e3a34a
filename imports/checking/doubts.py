"""Finds values that are possible but doubtful, and cells that are no values; a user may have doubts refused."""

from collections.abc import Iterable

from django.db.models import Model
from django.utils.translation import gettext as _

from imports.checking.cell_texts import CELL_TEXTS
from imports.checking.checks import FAULTS, add_faults
from imports.checking.columns import DayColumn, EdtfColumn, ValueColumn
from imports.checking.plan import ImportPlan
from imports.checking.related_columns import ReferenceColumn
from imports.checking.sql import alias_relation, fetch_rows, has_aliases, key_sql, literal, run
from imports.checking.staging import INCOMING
from imports.checking.targets import Target, stays_sql
from imports.choices import FaultKind

# A year is far from the others if it is at least this many years from each of them, and few rows have it
FAR_YEARS = 25
FEW_ROWS = 2
FEW_OF = 100
MIN_DATED_ROWS = 10


def find_doubts(plan: ImportPlan, odd: Iterable[tuple[int, str]], *, strict: bool) -> None:
    """Adds the faults of cells that are no values, and the doubts, which with `strict` prevent importing.

    `odd` has the numbers of columns and what some of their cells are, as `odd_cells` names it.
    """
    _find_odd_cells(plan, sorted(odd))
    for target in plan.targets:
        for number, (column, cell) in enumerate(target.cells):
            if isinstance(column, DayColumn | EdtfColumn):
                _find_far_years(target, column, cell)
            if (
                isinstance(column, ReferenceColumn)
                and column.by_name
                and has_aliases(column.target)
            ):
                _find_further_names(target, column, cell, target.lookup(number))
        if has_aliases(target.model) and target.parent is None:
            _find_known_names(target)
    if strict:
        refused, doubt = FaultKind.REFUSED_DOUBT.value, FaultKind.DOUBT.value
        run(f"UPDATE {FAULTS} SET kind = '{refused}' WHERE kind = '{doubt}'")  # noqa: S608 (our own table)


def _add_doubts(rows: str, *, line: str, column: str, value: str, expected: str) -> None:
    """Adds a doubt for each row, except for cells that have a fault or a doubt."""
    add_faults(
        FaultKind.DOUBT,
        f"{rows} AND NOT EXISTS (SELECT FROM {FAULTS} other"
        f" WHERE other.line = {line} AND other.col = {column})",
        line=line,
        column=column,
        value=value,
        expected=expected,
    )


def _message(text: str, value: str) -> str:
    """SQL of a message with the SQL of a value in it."""
    before, after = text.split("%(value)s")
    return f"{literal(before)} || {value} || {literal(after)}"


def _find_odd_cells(plan: ImportPlan, odd: Iterable[tuple[int, str]]) -> None:
    texts = {
        each.name for route in plan.resource.routes() for each in route.columns if each.is_text
    }
    known = plan.resource.column_names()
    written = " UNION ALL ".join(
        f"SELECT line FROM {target.final_table} WHERE state <> 'unchanged'"  # noqa: S608 (table and column names of models)
        for target in plan.targets
    )
    for number, name in odd:
        found, cell, column = CELL_TEXTS[name], f"file_row.f{number}", plan.names[number]
        if column not in known:
            continue
        rows = f"FROM {INCOMING} file_row WHERE {found.condition(cell)}"
        expected = _message(str(found.advice), cell)
        if found.kind is FaultKind.DOUBT:
            if column in texts and written:
                rows += f" AND file_row.line IN ({written})"
                _add_doubts(
                    rows,
                    line="file_row.line",
                    column=literal(column),
                    value=cell,
                    expected=expected,
                )
            continue
        # What the type of the column says of such a cell is beside the point.
        run(
            f"DELETE FROM {FAULTS} fault USING {INCOMING} file_row"  # noqa: S608 (table and column names of models)
            f" WHERE fault.line = file_row.line AND fault.col = {literal(column)} AND {found.condition(cell)}"
        )
        add_faults(found.kind, rows, column=literal(column), value=cell, expected=expected)


def _find_far_years(target: Target, column: ValueColumn, cell: str) -> None:
    day = f"file_row.{column.fields[0].column}"
    years = fetch_rows(
        f"SELECT extract(year FROM {day})::int AS year, count(*) FROM {target.parsed_table} file_row"  # noqa: S608 (table and column names of models)
        f" WHERE {day} IS NOT NULL GROUP BY 1 ORDER BY 1"
    )
    groups: list[list[tuple[int, int]]] = []
    for year, count in years:
        if not groups or year - groups[-1][-1][0] >= FAR_YEARS:
            groups.append([])
        groups[-1].append((year, count))
    sizes = [sum(count for _year, count in group) for group in groups]
    if sum(sizes) < MIN_DATED_ROWS:
        return
    most = max(FEW_ROWS, sum(sizes) // FEW_OF)
    usual = groups[sizes.index(max(sizes))]
    far = [group for group, size in zip(groups, sizes, strict=True) if size <= most]
    message = _("“%(value)s” is far from the other dates in this column, {first} to {last}.")
    message = message.format(first=usual[0][0], last=usual[-1][0])
    for group in far if len(far) < len(groups) else []:
        _add_doubts(
            f"FROM {target.parsed_table} file_row JOIN {target.final_table} final"
            " ON final.line = file_row.line AND final.pos = file_row.pos AND final.state <> 'unchanged'"
            f" WHERE extract(year FROM {day}) BETWEEN {group[0][0]} AND {group[-1][0]}",
            line="file_row.line",
            column=literal(target.label(column)),
            value=cell,
            expected=_message(message, cell),
        )


def _find_further_names(target: Target, column: ReferenceColumn, cell: str, lookup: str) -> None:
    """References by a further name of a row, not by its own name or key."""
    known = column.target
    _add_doubts(
        f"FROM {target.parsed_table} file_row JOIN {lookup} lookup"
        f" ON lookup.value = {cell} AND lookup.is_further_name"
        f" JOIN {known._meta.db_table} known ON known.id = lookup.id WHERE true",
        line="file_row.line",
        column=literal(target.label(column)),
        value=cell,
        expected=_about_known(
            _("“%(value)s” is read as “{key}”, of which it is a further name."), cell, known
        ),
    )


def _find_known_names(target: Target) -> None:
    """New rows with a name of an existing row, or at its coordinates."""
    model, table = target.model, target.table
    aliases = alias_relation(model)
    names = (
        f"SELECT id, folded FROM {table} UNION"  # noqa: S608 (table and column names of models)
        f" SELECT {aliases.field.column}, folded FROM {aliases.related_model._meta.db_table}"
    )
    known = f"{table} known ON {stays_sql(model, 'known')}"
    given = {column.name: cell for column, cell in target.cells}
    is_new = f"FROM {target.parsed_table} file_row JOIN {known}"
    if "name" in given:
        name = given["name"]
        _add_doubts(
            f"{is_new} JOIN ({names}) named ON named.id = known.id AND named.folded = folded({name})"
            " WHERE file_row.is_new",
            line="file_row.line",
            column="'name'",
            value=name,
            expected=_about_known(
                _("“%(value)s” is a name of “{key}”. Use that row if it is the same."), name, model
            ),
        )
    if {"name", "latitude", "longitude", "kind"} <= set(given):
        point = f"{given['latitude']} || ', ' || {given['longitude']}"
        _add_doubts(
            f"{is_new} AND round(known.latitude, 2) = round(file_row.latitude, 2)"
            " AND round(known.longitude, 2) = round(file_row.longitude, 2) AND known.kind = file_row.kind"
            f" WHERE file_row.is_new AND NOT EXISTS (SELECT FROM {FAULTS} named"
            " WHERE named.line = file_row.line AND named.col = 'name')",
            line="file_row.line",
            column="'latitude'",
            value=point,
            expected=_about_known(
                _(
                    "At “%(value)s” there is “{key}” already. Use that row if it is the same under another name."
                ),
                point,
                model,
            ),
        )


def _about_known(text: str, value: str, model: type[Model]) -> str:
    """SQL of a message with the SQL of a value, and the key of an existing row, in it."""
    before, after = text.split("{key}")
    return f"{_message(before, value)} || {key_sql(model, 'known')} || {literal(after)}"
