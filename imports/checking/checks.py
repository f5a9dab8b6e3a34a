"""Finds every fault in the rows for a table, in sets, and collects them with their lines."""

from dataclasses import replace
from itertools import compress

from django.utils.translation import gettext as _

from imports.checking.columns import CellError, EdtfColumn, ValueColumn
from imports.checking.constraints import Rule, check_constraints, unique_constraints
from imports.checking.date_messages import DATE_KINDS, date_message, wrong_form
from imports.checking.related_columns import ReferenceColumn
from imports.checking.sql import fetch_rows, key_fields, literal, literals, run
from imports.checking.targets import REMEMBERED_NAMES, Target
from imports.choices import NOTICES, FaultKind
from records.retracted_references import references_to_records
from records.sql import run_sql

# Temporary table of the faults found so far
FAULTS = "import_fault"
# At most this many different invalid dates get their own message
MAX_DATE_MESSAGES = 1000


def start_collecting() -> None:
    """Creates the empty tables of faults and of remembered names for this transaction."""
    run(
        f"DROP TABLE IF EXISTS {FAULTS}; CREATE TEMP TABLE {FAULTS} (line int, kind text, col text,"
        " value text, expected text, nearest text) ON COMMIT DROP;"
        f" DROP TABLE IF EXISTS {REMEMBERED_NAMES}; CREATE TEMP TABLE {REMEMBERED_NAMES}"
        " (value text, key text, changed_at timestamptz) ON COMMIT DROP"
    )


def add_fault(
    line: int,
    kind: FaultKind,
    column: str = "",
    value: str = "",
    expected: str = "",
    nearest: str = "",
) -> None:
    """Adds one fault."""
    values = [line, kind, column, value, expected, nearest]
    run_sql(f"INSERT INTO {FAULTS} VALUES (%s, %s, %s, %s, %s, %s)", values)  # noqa: S608 (table and column names of models)


def add_faults(
    kind: FaultKind,
    rows: str,
    *,
    line: str = "line",
    column: str = "''",
    value: str = "''",
    expected: str = "''",
    nearest: str = "''",
) -> None:
    """Adds a fault for each row; all parts are SQL, `rows` begins with FROM."""
    run(
        f"INSERT INTO {FAULTS} (line, kind, col, value, expected, nearest) SELECT {line},"
        f" '{kind.value}', {column}, coalesce({value}, ''), {expected}, coalesce({nearest}, '') {rows}"
    )


def has_faults() -> bool:
    """Whether a fault was found that prevents importing."""
    found = f"SELECT 1 FROM {FAULTS} WHERE kind NOT IN ({literals(NOTICES)}) LIMIT 1"  # noqa: S608 (our own table)
    return bool(fetch_rows(found))


def check_target(target: Target) -> None:
    """Adds all faults of the rows for one table."""
    _check_cells(target)
    _check_windows(target)
    _explain_dates()
    _check_missing_columns(target)
    run(f"ANALYZE {FAULTS}")
    _check_constraints(target)
    for rule in unique_constraints(target.model):
        _check_unique(target, rule)
    _check_retracted(target)


def _check_cells(target: Target) -> None:
    checks = [
        (column, cell, error)
        for number, (column, cell) in enumerate(target.cells)
        for error in _cell_errors(target, column, cell, target.lookup(number))
    ]
    # Most cells are right: one look at the rows says which checks find something.
    looks = ", ".join(f"bool_or({error.condition})" for *_, error in checks) or "true"
    (found,) = fetch_rows(f"SELECT {looks} FROM {target.parsed_table} file_row")  # noqa: S608 (table and column names of models)
    for column, cell, error in compress(checks, found):
        add_faults(
            error.kind,
            f"FROM {target.parsed_table} file_row WHERE {error.condition}",
            column=literal(target.label(column)),
            value=cell,
            expected=error.expected,
            nearest=error.nearest,
        )


def _check_windows(target: Target) -> None:
    for column, cell in target.cells:
        if isinstance(column, EdtfColumn) and column.is_window:
            rows, expected = wrong_form(target, cell)
            label = literal(target.label(column))
            add_faults(FaultKind.DATE, rows, column=label, value=cell, expected=expected)


def _cell_errors(target: Target, column: ValueColumn, cell: str, lookup: str) -> list[CellError]:
    """What can be wrong in a cell; a row that is removed needs its key alone."""
    errors = column.cell_errors(cell, lookup)
    if not target.removes or set(column.fields) & set(key_fields(target.model)):
        return errors
    return [replace(e, condition=f"({e.condition}) AND NOT file_row.removes") for e in errors]


def _explain_dates() -> None:
    """Gives invalid dates the same message that forms and the API use."""
    invalid = fetch_rows(
        f"SELECT DISTINCT value, expected FROM {FAULTS} WHERE kind = 'date'"  # noqa: S608 (table and column names of models)
        f" AND expected IN ({literals(DATE_KINDS)}) LIMIT {MAX_DATE_MESSAGES}"
    )
    update = (
        f"UPDATE {FAULTS} SET expected = %s WHERE kind = 'date' AND value = %s AND expected = %s"  # noqa: S608 (table and column names of models)
    )
    for value, kind in invalid:
        run_sql(update, [date_message(value, kind), value, kind])
    other = literal(_("This date does not exist in the calendar."))
    run(
        f"UPDATE {FAULTS} SET expected = {other} WHERE kind = 'date' AND expected IN ({literals(DATE_KINDS)})"  # noqa: S608 (table and column names of models)
    )


def _check_missing_columns(target: Target) -> None:
    """A new row needs every required field that the file has no column for."""
    for field in target.written:
        required = not field.null and not field.has_default() and not field.blank
        if required and field.column not in target.given and field.name not in target.fixed:
            add_faults(
                FaultKind.MISSING_COLUMN,
                f"FROM {target.final_table} WHERE is_new HAVING count(*) > 0",
                line="min(line)",
                column=literal(field.name),
                expected=literal(_("new rows need it")),
            )


def _file_columns(target: Target, columns: frozenset[str]) -> list[str]:
    """Names of the columns of the file that write to any of these columns of the table."""
    writing = [
        each
        for each, _cell in target.cells
        if columns & {each.name, *(f.column for f in each.fields)}
    ]
    return list(dict.fromkeys(target.label(column) for column in writing))


def _check_constraints(target: Target) -> None:
    """Rows that violate a check constraint, except where one of its columns has a fault already."""
    known = {field.column for field in target.written} | {"id"}
    rules = [rule for rule in check_constraints(target.model) if rule.columns <= known]
    if not rules:
        return
    violated = [f"({rule.condition}) IS FALSE" for rule in rules]
    numbers = ", ".join(f"CASE WHEN {each} THEN {n} END" for n, each in enumerate(violated))
    values = []
    for number, rule in enumerate(rules):
        names = _file_columns(target, rule.columns)
        label, columns = literal(", ".join(names[:2])), literals([*names, *rule.columns])
        values.append(f"({number}, {label}, {literal(rule.message)}, ARRAY[{columns}]::text[])")
    add_faults(
        FaultKind.RULE,
        f"FROM (SELECT DISTINCT line, unnest(array_remove(ARRAY[{numbers}], NULL)) AS number"  # noqa: S608 (table and column names of models)
        f" FROM {target.final_table} WHERE state IN ('new', 'changed') AND ({' OR '.join(violated)})) violation"
        f" JOIN (VALUES {', '.join(values)}) rule (number, label, message, columns)"
        " ON rule.number = violation.number"
        f" WHERE NOT EXISTS (SELECT FROM {FAULTS} other WHERE other.col = ANY (rule.columns)"
        f" AND (other.line = violation.line OR other.kind = '{FaultKind.MISSING_COLUMN.value}'))",
        line="violation.line",
        column="rule.label",
        expected="rule.message",
    )


def _check_unique(target: Target, rule: Rule) -> None:
    """Rows that violate a unique constraint: with another row of the file, then with an existing one."""
    columns = sorted(rule.columns)
    names = ", ".join(columns)
    given = [f"{name} IS NOT NULL" for name in columns] if rule.nulls_distinct else []
    condition = " AND ".join([f"({rule.condition})", *given])
    label = literal(", ".join(_file_columns(target, rule.columns)))
    has_no_fault = (
        f"NOT EXISTS (SELECT FROM {FAULTS} other WHERE other.line = file_row.line"
        f" AND other.kind <> 'rule' AND other.col = ANY (string_to_array({label}, ', ')))"
    )
    rows = f"(SELECT * FROM {target.final_table} WHERE state <> 'removed' AND {condition})"  # noqa: S608 (table and column names of models)
    if fetch_rows(f"SELECT 1 FROM {rows} file_row GROUP BY {names} HAVING count(*) > 1 LIMIT 1"):  # noqa: S608 (table and column names of models)
        add_faults(
            FaultKind.DUPLICATE,
            "FROM (SELECT file_row.*, first_value(line) OVER same AS first,"  # noqa: S608 (table and column names of models)
            f" row_number() OVER same AS place FROM {rows} file_row"
            f" WINDOW same AS (PARTITION BY {names} ORDER BY line, pos)) file_row"
            f" WHERE place > 1 AND {has_no_fault}",
            column=label,
            value=f"file_row.{names}::text" if len(columns) == 1 else label,
            expected="file_row.first::text",
        )
    # Rows were found by their key; only one that was found by its public id can have the key of another.
    is_key = rule.columns == {field.column for field in key_fields(target.model)}
    is_found_otherwise = "NOT file_row.is_new AND" if is_key and rule.condition == "true" else ""
    is_same = " AND ".join(
        f"file_row.{name} = existing.{name}"
        if rule.nulls_distinct
        else f"coalesce(file_row.{name}::text, '') = coalesce(existing.{name}::text, '')"
        for name in columns
    )
    add_faults(
        FaultKind.RULE,
        f"FROM {rows} file_row JOIN (SELECT * FROM {target.table} WHERE {rule.condition}) existing"  # noqa: S608 (table and column names of models)
        f" ON {is_same} AND existing.id <> file_row.id"
        f" WHERE {is_found_otherwise} file_row.state <> 'unchanged' AND {has_no_fault}"
        # An existing row that the file changes, too, is among the rows of the file.
        f" AND NOT EXISTS (SELECT FROM {target.final_table} other"
        " WHERE other.id = existing.id AND NOT other.is_new)",
        line="file_row.line",
        column=label,
        expected=literal(rule.message),
    )


def _check_retracted(target: Target) -> None:
    """A file makes no row refer to a record that was retracted or merged; the fault names the one that stayed."""
    text = literal(_("“%s” was retracted or merged into another record."))
    references = references_to_records(target.model)
    columns = [column for column, _ in target.cells if isinstance(column, ReferenceColumn)]
    for column in [column for column in columns if column.field in references]:
        name, table = column.field.column, column.target._meta.db_table
        is_gone = f"known.id = file_row.{name} AND known.review_status = 'retracted'"
        add_faults(
            FaultKind.RULE,
            f"FROM {target.final_table} file_row JOIN {table} known ON {is_gone}"
            f" LEFT JOIN {table} stayed ON stayed.id = known.merged_into_id"
            f" WHERE state IN ('new', 'changed') AND (was ->> '{name}')::bigint IS DISTINCT FROM known.id",
            column=literal(target.label(column)),
            expected=f"replace({text}, '%s', known.slug)",
            nearest="stayed.slug",
        )
