"""Rules across rows of actors and their relationships."""

import pgtrigger

from actors.choices import RelationshipKind
from records.triggers import links_without_cycles, rule_naming_rows

# Kinds in which nobody is before or above itself
ACYCLIC_KINDS = (RelationshipKind.SUCCESSION, RelationshipKind.PART_OF)
# The dates of a relationship, and the columns of an actor's lifetime
RELATIONSHIP_DATES = ("start_on", "start_precision", "end_on", "end_precision", "as_of")
LIFETIME = ("active_from", "active_from_precision", "active_to", "active_to_precision")
# A claim that supports one of the dates makes an exception.
OUTSIDE_LIFETIMES = (
    "A relationship holds only while both actors exist, unless a claim supports its date"
)


def follows_no_follower() -> pgtrigger.Trigger:
    """On relationships: no actor succeeds itself, or is part of itself, over any number of others."""
    return links_without_cycles(
        "actors_relationship",
        "subject_id",
        "object_id",
        [kind.value for kind in ACYCLIC_KINDS],
        counted="link.kind = NEW.kind AND link.review_status <> 'retracted'",
        watched=["review_status"],
        message="An actor cannot succeed its own successor, nor be part of its own part.",
    )


def within_lifetimes() -> pgtrigger.Trigger:
    """On relationships: none holds before one of its actors began or after it ended."""
    return _within_lifetimes(
        "relationship_outside_lifetimes(NEW.id)",
        pgtrigger.Insert
        | pgtrigger.UpdateOf(
            "subject_id", "object_id", "kind", "review_status", *RELATIONSHIP_DATES
        ),
        pgtrigger.Q(new__start_on__isnull=False)
        | pgtrigger.Q(new__end_on__isnull=False)
        | pgtrigger.Q(new__as_of__isnull=False),
        # A new lifetime of an actor, written at the same time, waits.
        lock="PERFORM FROM actors_actor WHERE id IN (NEW.subject_id, NEW.object_id) ORDER BY id FOR SHARE;",
    )


def lifetime_of_relationships() -> pgtrigger.Trigger:
    """On actors: a new lifetime leaves no relationship outside."""
    return _within_lifetimes(
        "(SELECT min(outside.name) FROM actors_relationship AS link,"
        " LATERAL relationship_outside_lifetimes(link.id) AS outside (name)"
        " WHERE NEW.id IN (link.subject_id, link.object_id))",
        pgtrigger.UpdateOf(*LIFETIME),
    )


def support_of_date() -> pgtrigger.Trigger:
    """On claims about relationships: one that is needed for a date outside a lifetime stays."""
    return _within_lifetimes(
        "relationship_outside_lifetimes(OLD.relationship_id)",
        pgtrigger.Delete | pgtrigger.UpdateOf("relationship_id", "field", "verdict"),
        pgtrigger.Q(old__verdict="supports", old__field__in=list(RELATIONSHIP_DATES)),
    )


def _within_lifetimes(
    found: str,
    operation: pgtrigger.Operation,
    condition: pgtrigger.Condition | None = None,
    lock: str = "",
) -> pgtrigger.Trigger:
    return rule_naming_rows(
        "within_lifetimes",
        constraint="actors_relationship_within_lifetimes",
        found=found,
        message=OUTSIDE_LIFETIMES,
        operation=operation,
        condition=condition,
        lock=lock,
    )
