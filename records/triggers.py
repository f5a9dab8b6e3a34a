"""Builders for the rules that no single row can hold: PostgreSQL triggers with messages."""

from collections.abc import Iterable

import pgtrigger

from records.sql import fill, sql_file

FIXED = ("published", "retracted")
# “on” in a transaction whose added rows are handled once for each statement: see records/added_rows.py
BY_STATEMENT = "records.by_statement"
# Generated columns, which say nothing new
COMPUTED = ("period", "is_public", "folded", "search", "sort_key", "causal_rank")


def refuse(constraint: str, message: str) -> str:
    """PL/pgSQL that refuses the change like a check constraint of this name, with this message."""
    return sql_file("records/refuse", constraint=constraint, message=message)


def rule_across_rows(
    name: str,
    *,
    constraint: str,
    broken_when: str,
    message: str,
    operation: pgtrigger.Operation,
    condition: pgtrigger.Condition | None = None,
    lock: str = "",
) -> pgtrigger.Trigger:
    """A deferred constraint trigger: at the end of the transaction `broken_when` must be false.

    `broken_when` is an SQL condition on NEW or OLD; it reads the tables as they then are. `lock` is
    SQL that makes two transactions which could break the rule together wait for each other.
    """
    func = sql_file(
        "records/rule_across_rows",
        lock=lock,
        broken_when=broken_when,
        refuse=refuse(constraint, message),
    )
    return _at_the_end(name, func, operation, condition)


def rule_naming_rows(
    name: str,
    *,
    constraint: str,
    found: str,
    message: str,
    operation: pgtrigger.Operation,
    condition: pgtrigger.Condition | None = None,
    lock: str = "",
) -> pgtrigger.Trigger:
    """A deferred constraint trigger whose message ends with the names of rows.

    `found` is SQL of these names, of NEW or OLD, and NULL at the end of the transaction if nothing is wrong; `lock` is
    that of `rule_across_rows`.
    """
    func = sql_file(
        "records/refuse_naming_rows",
        lock=lock,
        found=found,
        constraint=constraint,
        message=message,
    )
    return _at_the_end(name, func, operation, condition)


def _at_the_end(
    name: str, func: str, operation: pgtrigger.Operation, condition: pgtrigger.Condition | None
) -> pgtrigger.Trigger:
    """A trigger for each row that runs at the end of the transaction."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=operation,
        condition=condition,
        timing=pgtrigger.Deferred,
        func=func,
    )


def one_at_a_time(name: str) -> str:
    """A lock for a rule about cycles: two changes that each add half of one wait for each other."""
    return fill("PERFORM pg_advisory_xact_lock(hashtext(:'name'));", name=name)


def without_cycles(table: str, parent: str, message: str) -> pgtrigger.Trigger:
    """Refuses a row that would be part of itself, over any number of rows that it is part of."""
    key = f"{parent}_id"
    return rule_across_rows(
        "without_cycles",
        constraint=f"{table}_without_cycles",
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(key),
        condition=pgtrigger.Q(**{f"new__{parent}__isnull": False}),
        lock=one_at_a_time(f"{table}.{key}"),
        broken_when=sql_file("records/row_above_itself", table=table, key=key),
        message=message,
    )


def links_without_cycles(
    table: str,
    start: str,
    end: str,
    kinds: Iterable[str],
    *,
    counted: str,
    watched: Iterable[str] = (),
    message: str,
) -> pgtrigger.Trigger:
    """Refuses a link of one of the kinds that leads back to its start, over any number of others.

    `start` and `end` are the columns of both rows; `counted` is the SQL condition on a `link` for those that count,
    which reads its kind and the columns `watched`.
    """
    return rule_across_rows(
        "links_without_cycles",
        constraint=f"{table}_without_cycles",
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(start, end, "kind", *watched),
        condition=pgtrigger.Q(new__kind__in=list(kinds)),
        lock=one_at_a_time(f"{table}.cycles"),
        broken_when=sql_file(
            "records/link_of_circle", table=table, start=start, end=end, counted=counted
        ),
        message=message,
    )


def _refused(
    constraint: str, operation: pgtrigger.Operation, condition: pgtrigger.Condition, message: str
) -> pgtrigger.Trigger:
    """Refuses a change of a record before it happens."""
    return pgtrigger.Trigger(
        name=constraint.removeprefix("record_"),
        when=pgtrigger.Before,
        operation=operation,
        condition=condition,
        func=refuse(constraint, message),
    )


def _of_own_table(path: str, **values: str) -> pgtrigger.Func:
    """A trigger's SQL that names the table the trigger is on."""
    return pgtrigger.Func(sql_file(path, table="{meta.db_table}", **values))


RECORD_TRIGGERS = [
    # Version and times are the database's: they move when something else in the row does, other than
    # what is computed. Readers see when a record was updated, so a note moves its version alone, and so
    # does another trigger that counts what is written on the record's page (records/versions.py):
    # a program that writes to the version is at the first depth.
    pgtrigger.Trigger(
        name="bookkeeping",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=sql_file(
            "records/bookkeeping",
            ignored=["created_at", "updated_at", "retracted_at", "version", *COMPUTED],
        ),
    ),
    # A slug the public may have seen keeps meaning the same record.
    _refused(
        "record_slug_fixed",
        pgtrigger.UpdateOf("slug"),
        pgtrigger.Q(old__review_status__in=FIXED, old__slug__df=pgtrigger.F("new__slug")),
        "The slug of a published or retracted record never changes.",
    ),
    # What has been public is retracted, never quietly taken back to a draft.
    _refused(
        "record_never_a_draft_again",
        pgtrigger.Update,
        pgtrigger.Q(old__review_status__in=FIXED, new__review_status__in=("draft", "in_review")),
        "A published or retracted record does not become a draft again; retract it instead.",
    ),
    # What has been public is retracted, not deleted, so that its slug is never used again.
    _refused(
        "record_kept_once_published",
        pgtrigger.Delete,
        pgtrigger.Q(old__review_status__in=FIXED),
        "A published or retracted record cannot be deleted; retract it instead.",
    ),
    # A merged record leads to the one that stayed in one step: no chains, no cycles.
    pgtrigger.Trigger(
        name="merged_into_one_that_stays",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__merged_into__isnull=False),
        timing=pgtrigger.Deferred,
        func=_of_own_table(
            "records/merged_into_one_that_stays",
            refuse=refuse(
                "record_merged_into_one_that_stays",
                "The record it is merged into is merged itself; name the one that stayed.",
            ),
        ),
    ),
    # What was merged into a record goes with it when it is merged itself.
    pgtrigger.Trigger(
        name="merged_along",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(
            new__merged_into__isnull=False, old__merged_into__df=pgtrigger.F("new__merged_into")
        ),
        func=_of_own_table("records/merged_along"),
    ),
]
TERM_TRIGGERS = [
    # `treaty.signing` stands below `treaty` and nowhere else.
    pgtrigger.Trigger(
        name="code_below_parent",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__parent__isnull=False),
        func=_of_own_table(
            "records/code_below_parent",
            refuse=refuse(
                "term_code_below_parent",
                "A term’s code is the code of its parent, a dot and one word.",
            ),
        ),
    ),
    # A term with others below it keeps its code, as theirs begin with it.
    pgtrigger.Trigger(
        name="parent_keeps_code",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("code"),
        condition=pgtrigger.Q(old__code__df=pgtrigger.F("new__code")),
        func=_of_own_table(
            "records/parent_keeps_code",
            refuse=refuse("term_parent_keeps_code", "A term with others below it keeps its code."),
        ),
    ),
]
