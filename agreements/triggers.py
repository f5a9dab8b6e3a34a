"""Rules between a party, its actions and the persons who acted, as deferred triggers."""

import pgtrigger

from records.sql import sql_file
from records.triggers import rule_across_rows

IMPOSSIBLE_ORDER = "A party cannot have done these two things in this order"


def actions_in_possible_order() -> pgtrigger.Trigger:
    """On actions: what a party did can have happened in the order of its dates; the message names two that cannot."""
    return pgtrigger.Trigger(
        name="possible_order",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        timing=pgtrigger.Deferred,
        func=sql_file(
            "agreements/refuse_impossible_order",
            constraint="agreements_partyaction_possible_order",
            message=IMPOSSIBLE_ORDER,
        ),
    )


def not_its_own_representative(operation: pgtrigger.Operation, rows: str) -> pgtrigger.Trigger:
    """On representatives and parties: nobody represents itself; `rows` is the SQL condition for the rows to check."""
    return rule_across_rows(
        "not_its_own_representative",
        constraint="agreements_representative_is_not_the_party",
        operation=operation,
        broken_when=sql_file("agreements/own_representative", rows=rows),
        message="A party cannot be its own representative.",
    )
