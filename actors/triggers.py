"""Rules across rows of actors and their relationships."""

import pgtrigger

from actors.choices import RelationshipKind
from records.sql import sql_file
from records.triggers import one_at_a_time, rule_across_rows

# Kinds in which nobody is before or above itself
ACYCLIC_KINDS = (RelationshipKind.SUCCESSION, RelationshipKind.PART_OF)


def follows_no_follower() -> pgtrigger.Trigger:
    """On relationships: no actor succeeds itself, or is part of itself, over any number of others."""
    return rule_across_rows(
        "follows_no_follower",
        constraint="actors_relationship_without_cycles",
        operation=pgtrigger.Insert
        | pgtrigger.UpdateOf("subject_id", "object_id", "kind", "review_status"),
        condition=pgtrigger.Q(new__kind__in=[kind.value for kind in ACYCLIC_KINDS]),
        lock=one_at_a_time("actors_relationship.cycles"),
        broken_when=sql_file("actors/follows_itself"),
        message="An actor cannot succeed its own successor, nor be part of its own part.",
    )
