"""Everything that is wrong with the rows for a table, found set by set, each with its line."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _

from imports.checking.columns import key_of, listed, literal, table_of
from imports.checking.targets import REMEMBERED, Target, rows, run
from imports.choices import FaultKind
from records.dates import parse_date, parse_window

FAULTS = "import_fault"
# Beyond so many different bad dates one sentence serves all
SENTENCES_FOR = 1000


@dataclass(frozen=True)
class Rule:
    """A constraint of a table as PostgreSQL has it, and what people are told."""

    name: str
    columns: frozenset[str]
    condition: str
    message: str
    nulls_distinct: bool = True


def collect_faults() -> None:
    """Empty tables of faults and of names that are remembered, for this transaction."""
    run(
        f"DROP TABLE IF EXISTS {FAULTS}; CREATE TEMP TABLE {FAULTS} (line int, kind text, col text,"
        " value text, expected text, nearest text) ON COMMIT DROP;"
        f" DROP TABLE IF EXISTS {REMEMBERED}; CREATE TEMP TABLE {REMEMBERED} (value text, key text,"
        " changed_at timestamptz) ON COMMIT DROP"
    )


def add_fault(
    line: int,
    kind: FaultKind,
    column: str = "",
    value: str = "",
    expected: str = "",
    nearest: str = "",
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {FAULTS} VALUES (%s, %s, %s, %s, %s, %s)",
            [line, kind, column, value, expected, nearest],
        )


def check(target: Target) -> None:
    """Adds all faults of the rows for one table."""
    _check_cells(target)
    _say_what_dates_are()
    _check_missing_columns(target)
    run(f"ANALYZE {FAULTS}")
    _check_rules(target)
    for rule in unique_rules(target.model):
        _check_unique(target, rule)
    _check_drafts(target)


def _check_cells(target: Target) -> None:
    for number, (column, cell) in enumerate(target.cells):
        for bad in column.bads(cell, target.tag(number)):
            run(
                f"INSERT INTO {FAULTS} SELECT i.line, '{bad.kind.value}', {literal(target.label(column))},"
                f" coalesce({cell}, ''), {bad.expected}, coalesce({bad.nearest}, '')"
                f" FROM {target.name} i WHERE {bad.condition}"
            )


def _say_what_dates_are() -> None:
    """Texts that are no date get the sentence that forms and the API use, too."""
    bad = rows(
        f"SELECT DISTINCT value, expected FROM {FAULTS} WHERE kind = 'date'"
        f" AND expected IN ('window', 'date') LIMIT {SENTENCES_FOR}"
    )
    with connection.cursor() as cursor:
        for value, sort in bad:
            cursor.execute(
                f"UPDATE {FAULTS} SET expected = %s WHERE kind = 'date' AND value = %s AND expected = %s",
                [_sentence_of(value, sort), value, sort],
            )
    rest = literal(_("This is not a date of the calendar."))
    run(
        f"UPDATE {FAULTS} SET expected = {rest} WHERE kind = 'date' AND expected IN ('window', 'date')"
    )


def _sentence_of(value: str, sort: str) -> str:
    try:
        (parse_window if sort == "window" else parse_date)(value)
    except ValidationError as error:
        return " ".join(error.messages)
    return _("“%(value)s” is not a date this database reads.") % {"value": value}


def _check_missing_columns(target: Target) -> None:
    """A new row cannot do without what the table needs, and the file has no column for."""
    for field in target.written:
        lacks = not field.null and not field.has_default() and not field.blank
        if lacks and field.column not in target.given and field.name not in target.fixed:
            expected = literal(_("new rows need it"))
            run(
                f"INSERT INTO {FAULTS} SELECT min(line), '{FaultKind.MISSING_COLUMN.value}',"
                f" {literal(field.name)}, '', {expected}, '' FROM {target.full} WHERE is_new HAVING count(*) > 0"
            )


def _columns_of_file(target: Target, columns: frozenset[str]) -> list[str]:
    """The columns of the file that write to any of these columns of the table."""
    names = [
        target.label(column)
        for column, _cell in target.cells
        if columns & {field.column for field in column.fields}
    ]
    return list(dict.fromkeys(names))


def _check_rules(target: Target) -> None:
    """Rows that a check constraint of the table would refuse, but for those with a worse fault."""
    known = {field.column for field in target.written} | {"id"}
    rules = [rule for rule in check_rules(target.model) if rule.columns <= known]
    if not rules:
        return
    broken = ", ".join(
        f"CASE WHEN ({rule.condition}) IS FALSE THEN {at} END" for at, rule in enumerate(rules)
    )
    any_broken = " OR ".join(f"({rule.condition}) IS FALSE" for rule in rules)
    told = ", ".join(
        f"({at}, {literal(', '.join(_columns_of_file(target, rule.columns)[:2]))}, {literal(rule.message)},"
        f" ARRAY[{listed([*_columns_of_file(target, rule.columns), *rule.columns])}]::text[])"
        for at, rule in enumerate(rules)
    )
    run(
        f"INSERT INTO {FAULTS} SELECT DISTINCT f.line, '{FaultKind.RULE.value}', r.col, '', r.message, ''"
        f" FROM (SELECT line, unnest(array_remove(ARRAY[{broken}], NULL)) AS at FROM {target.full}"
        f" WHERE state <> 'unchanged' AND ({any_broken})) f"
        f" JOIN (VALUES {told}) r (at, col, message, columns) ON r.at = f.at"
        f" WHERE NOT EXISTS (SELECT FROM {FAULTS} w WHERE w.col = ANY (r.columns)"
        f" AND (w.line = f.line OR w.kind = '{FaultKind.MISSING_COLUMN.value}'))"
    )


def _check_unique(target: Target, rule: Rule) -> None:
    """Rows that a constraint of uniqueness would refuse: by each other, then by what is there."""
    columns = sorted(rule.columns)
    names = ", ".join(columns)
    given = (
        " AND ".join(f"{name} IS NOT NULL" for name in columns) if rule.nulls_distinct else "true"
    )
    label = literal(", ".join(_columns_of_file(target, rule.columns)))
    good = (
        f"NOT EXISTS (SELECT FROM {FAULTS} w WHERE w.line = f.line AND w.kind <> 'rule'"
        f" AND w.col = ANY (string_to_array({label}, ', ')))"
    )
    of_file = f"(SELECT * FROM {target.full} WHERE ({rule.condition}) AND {given})"
    value = f"f.{names}::text" if len(columns) == 1 else label
    if rows(f"SELECT 1 FROM {of_file} f GROUP BY {names} HAVING count(*) > 1 LIMIT 1"):
        run(
            f"INSERT INTO {FAULTS} SELECT f.line, '{FaultKind.DUPLICATE.value}', {label}, {value},"
            f" f.first::text, '' FROM (SELECT f.*, first_value(line) OVER w AS first,"
            f" row_number() OVER w AS place FROM {of_file} f"
            f" WINDOW w AS (PARTITION BY {names} ORDER BY line, pos)) f WHERE place > 1 AND {good}"
        )
    if rule.columns <= _key_columns(target):
        return
    same = " AND ".join(
        f"f.{name} = e.{name}"
        if rule.nulls_distinct
        else f"coalesce(f.{name}::text, '') = coalesce(e.{name}::text, '')"
        for name in columns
    )
    there = f"(SELECT * FROM {target.table} WHERE {rule.condition})"
    run(
        f"INSERT INTO {FAULTS} SELECT f.line, '{FaultKind.RULE.value}', {label}, '', {literal(rule.message)}, ''"
        f" FROM {of_file} f JOIN {there} e ON {same} AND e.id <> f.id"
        f" WHERE f.state <> 'unchanged' AND {good}"
        f" AND NOT EXISTS (SELECT FROM {target.full} o WHERE o.id = e.id AND NOT o.is_new)"
    )


def _key_columns(target: Target) -> set[str]:
    return {field.column for field in key_of(target.model)}


def _check_drafts(target: Target) -> None:
    """What is in review, published or retracted is not changed by a file."""
    label = literal(target.listed_in or target.cells[0][0].name)
    run(
        f"INSERT INTO {FAULTS} SELECT DISTINCT line, '{FaultKind.NOT_DRAFT.value}', {label},"
        f" root_slug, replace(root_status, '_', ' '), '' FROM {target.full}"
        " WHERE state <> 'unchanged' AND root_status <> 'draft'"
    )


@cache
def messages_of(model: type[Model]) -> dict[str, str]:
    """What people are told by each constraint of a table."""
    return {each.name: str(each.violation_error_message) for each in model._meta.constraints}


@cache
def check_rules(model: type[Model]) -> list[Rule]:
    """The check constraints of a table, in PostgreSQL's own words."""
    found = rows(
        "SELECT c.conname, pg_get_expr(c.conbin, c.conrelid), array_agg(a.attname::text)"
        " FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)"
        f" WHERE c.conrelid = '{table_of(model)}'::regclass AND c.contype = 'c'"
        " GROUP BY c.oid ORDER BY c.conname"
    )
    told = messages_of(model)
    return [
        Rule(name, frozenset(columns), condition, told.get(name, name))
        for name, condition, columns in found
    ]


@cache
def unique_rules(model: type[Model]) -> list[Rule]:
    """The constraints of uniqueness of a table, but for its numbers."""
    nulls = "i.indnullsnotdistinct"
    found = rows(
        "SELECT c.relname, coalesce(pg_get_expr(i.indpred, i.indrelid), 'true'),"
        f" array_agg(a.attname::text), NOT {nulls}"
        " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
        " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)"
        f" WHERE i.indrelid = '{table_of(model)}'::regclass AND i.indisunique AND NOT i.indisprimary"
        f" AND i.indexprs IS NULL GROUP BY c.relname, i.indpred, i.indrelid, {nulls} ORDER BY c.relname"
    )
    told = messages_of(model)
    return [
        Rule(
            name,
            frozenset(columns),
            condition,
            told.get(name, _("This row is there already.")),
            distinct,
        )
        for name, condition, columns, distinct in found
    ]


def constraint_fault(model: type[Model], error: Any) -> tuple[str, str]:
    """Column and sentence of a refusal by the database."""
    diagnosis = getattr(getattr(error, "__cause__", None), "diag", None)
    name = getattr(diagnosis, "constraint_name", "") or ""
    told = messages_of(model).get(name) or getattr(diagnosis, "message_primary", "") or str(error)
    return name, told
