"""Everything that is wrong with the rows for a table, found set by set, each with its line."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _

from imports.checking.columns import key_of, literal, table_of
from imports.checking.targets import Target, rows, run
from imports.choices import FaultKind
from records.dates import parse_date, parse_window
from records.sql import fill, sql_file

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
    run(sql_file("imports/collect_faults"))


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
            "INSERT INTO import_fault VALUES (%s, %s, %s, %s, %s, %s)",
            [line, kind, column, value, expected, nearest],
        )


def check(target: Target) -> None:
    """Adds all faults of the rows for one table."""
    _check_cells(target)
    _say_what_dates_are()
    _check_missing_columns(target)
    run("ANALYZE import_fault")
    _check_rules(target)
    for rule in unique_rules(target.model):
        _check_unique(target, rule)
    _check_drafts(target)


def _check_cells(target: Target) -> None:
    for number, (column, cell) in enumerate(target.cells):
        for bad in column.bads(cell, target.tag(number)):
            run(
                sql_file(
                    "imports/faults_of_cells",
                    kind=bad.kind.value,
                    column=target.label(column),
                    cell=cell,
                    expected=bad.expected,
                    nearest=bad.nearest,
                    rows=target.name,
                    condition=bad.condition,
                )
            )


def _say_what_dates_are() -> None:
    """Texts that are no date get the sentence that forms and the API use, too."""
    bad = rows(
        "SELECT DISTINCT value, expected FROM import_fault"
        " WHERE kind = 'date' AND expected IN ('window', 'date') LIMIT :most",
        most=SENTENCES_FOR,
    )
    with connection.cursor() as cursor:
        for value, sort in bad:
            cursor.execute(
                "UPDATE import_fault SET expected = %s"
                " WHERE kind = 'date' AND value = %s AND expected = %s",
                [_sentence_of(value, sort), value, sort],
            )
    run(
        "UPDATE import_fault SET expected = :'rest'"
        " WHERE kind = 'date' AND expected IN ('window', 'date')",
        rest=_("This is not a date of the calendar."),
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
            run(
                sql_file(
                    "imports/faults_of_missing_column",
                    column=field.name,
                    expected=_("new rows need it"),
                    whole_rows=target.full,
                )
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
    described = "(:number, :'columns', :'message', ARRAY[:'all_columns']::text[])"
    run(
        sql_file(
            "imports/faults_of_rules",
            broken_rules=[
                f"CASE WHEN ({rule.condition}) IS FALSE THEN {number} END"
                for number, rule in enumerate(rules)
            ],
            any_broken=" OR ".join(f"({rule.condition}) IS FALSE" for rule in rules),
            rules=[
                fill(
                    described,
                    number=number,
                    columns=", ".join(_columns_of_file(target, rule.columns)[:2]),
                    message=rule.message,
                    all_columns=[*_columns_of_file(target, rule.columns), *rule.columns],
                )
                for number, rule in enumerate(rules)
            ],
            whole_rows=target.full,
        )
    )


def _check_unique(target: Target, rule: Rule) -> None:
    """Rows that a constraint of uniqueness would refuse: by each other, then by what is there."""
    key = sorted(rule.columns)
    has_values = " AND ".join(f"{name} IS NOT NULL" for name in key)
    columns = ", ".join(_columns_of_file(target, rule.columns))
    good = sql_file("imports/without_worse_fault", columns=columns)
    of_file = sql_file(
        "imports/rows_under_unique_rule",
        whole_rows=target.full,
        condition=rule.condition,
        has_values=has_values if rule.nulls_distinct else "true",
    )
    again = 'SELECT 1 FROM :rows AS row_of_file GROUP BY :"key" HAVING count(*) > 1 LIMIT 1'
    if rows(again, rows=of_file, key=key):
        value = f"row_of_file.{key[0]}::text" if len(key) == 1 else literal(columns)
        run(
            sql_file(
                "imports/faults_of_duplicates",
                columns=columns,
                value=value,
                rows=of_file,
                key=key,
                good=good,
            )
        )
    if rule.columns <= _key_columns(target):
        return
    same = (
        'row_of_file.:"name" = present.:"name"'
        if rule.nulls_distinct
        else "coalesce(row_of_file.:\"name\"::text, '') = coalesce(present.:\"name\"::text, '')"
    )
    run(
        sql_file(
            "imports/faults_of_taken_keys",
            columns=columns,
            message=rule.message,
            rows=of_file,
            table=target.table,
            condition=rule.condition,
            same_key=" AND ".join(fill(same, name=name) for name in key),
            good=good,
            whole_rows=target.full,
        )
    )


def _key_columns(target: Target) -> set[str]:
    return {field.column for field in key_of(target.model)}


def _check_drafts(target: Target) -> None:
    """What is in review, published or retracted is not changed by a file."""
    column = target.listed_in or target.cells[0][0].name
    run(sql_file("imports/faults_of_non_drafts", column=column, whole_rows=target.full))


@cache
def messages_of(model: type[Model]) -> dict[str, str]:
    """What people are told by each constraint of a table."""
    return {each.name: str(each.violation_error_message) for each in model._meta.constraints}


@cache
def check_rules(model: type[Model]) -> list[Rule]:
    """The check constraints of a table, in PostgreSQL's own words."""
    found = rows(sql_file("imports/check_constraints", table=table_of(model)))
    told = messages_of(model)
    return [
        Rule(name, frozenset(columns), condition, told.get(name, name))
        for name, condition, columns in found
    ]


@cache
def unique_rules(model: type[Model]) -> list[Rule]:
    """The constraints of uniqueness of a table, but for its numbers."""
    found = rows(sql_file("imports/unique_indexes", table=table_of(model)))
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
