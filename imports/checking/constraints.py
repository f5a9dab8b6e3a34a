"""The constraints of a table as PostgreSQL stores them, with their messages for users."""

from dataclasses import dataclass
from functools import cache

from django.db.models import Model
from django.utils.translation import gettext as _

from imports.checking.sql import fetch_rows


@dataclass(frozen=True)
class Rule:
    """A check or unique constraint of a table as PostgreSQL stores it, and its message for users."""

    name: str
    columns: frozenset[str]
    condition: str
    message: str
    nulls_distinct: bool = True


@cache
def constraint_messages(model: type[Model]) -> dict[str, str]:
    """The message for users of each constraint of a table, by its name."""
    return {each.name: str(each.violation_error_message) for each in model._meta.constraints}


@cache
def check_constraints(model: type[Model]) -> list[Rule]:
    """The check constraints of a table, with the conditions that PostgreSQL stores."""
    found = fetch_rows(
        "SELECT rule.conname, pg_get_expr(rule.conbin, rule.conrelid), array_agg(col.attname::text)"  # noqa: S608 (table and column names of models)
        " FROM pg_constraint rule"
        " JOIN pg_attribute col ON col.attrelid = rule.conrelid AND col.attnum = ANY (rule.conkey)"
        f" WHERE rule.conrelid = '{model._meta.db_table}'::regclass AND rule.contype = 'c'"
        " GROUP BY rule.oid ORDER BY rule.conname"
    )
    said = constraint_messages(model)
    return [Rule(n, frozenset(columns), sql, said.get(n, n)) for n, sql, columns in found]


@cache
def unique_constraints(model: type[Model]) -> list[Rule]:
    """The unique constraints of a table except its primary key."""
    nulls = "index.indnullsnotdistinct"
    found = fetch_rows(
        "SELECT rule.relname, coalesce(pg_get_expr(index.indpred, index.indrelid), 'true'),"  # noqa: S608 (table and column names of models)
        f" array_agg(col.attname::text), NOT {nulls}"
        " FROM pg_index index JOIN pg_class rule ON rule.oid = index.indexrelid"
        " JOIN pg_attribute col ON col.attrelid = index.indrelid AND col.attnum = ANY (index.indkey)"
        f" WHERE index.indrelid = '{model._meta.db_table}'::regclass"
        " AND index.indisunique AND NOT index.indisprimary AND index.indexprs IS NULL"
        f" GROUP BY rule.relname, index.indpred, index.indrelid, {nulls} ORDER BY rule.relname"
    )
    messages, default = constraint_messages(model), _("This row exists already.")
    return [
        Rule(name, frozenset(columns), condition, messages.get(name, default), nulls_distinct)
        for name, condition, columns, nulls_distinct in found
    ]
