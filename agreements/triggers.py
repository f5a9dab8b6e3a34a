"""Rules between a party, its actions and the persons who acted, and between agreements, as deferred triggers."""

import pgtrigger

from actors.triggers import LIFETIME
from agreements.choices import LATER_LINKS
from records.sql import fill, sql_file
from records.triggers import links_without_cycles, rule_across_rows, rule_naming_rows

IMPOSSIBLE_ORDER = "A party cannot have done these two things in this order"
# A claim that supports the date makes an exception.
ACTED_OUTSIDE_LIFETIME = (
    "A party and those who act for it exist when they act, unless a claim supports the date"
)
# Fields of claims that make the exceptions
SUPPORTING_FIELDS = ("happened_on", "happened_precision", "representatives", "actor", "role")


def actions_in_possible_order() -> pgtrigger.Trigger:
    """On actions: what a party did can have happened in the order of its dates; the message names two that cannot."""
    return rule_naming_rows(
        "possible_order",
        constraint="agreements_partyaction_possible_order",
        found="impossible_order(coalesce(NEW.party_id, OLD.party_id))",
        message=IMPOSSIBLE_ORDER,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
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


def acts_within_lifetimes(
    operation: pgtrigger.Operation,
    parties: str,
    *,
    actors: str = "",
    condition: pgtrigger.Condition | None = None,
    name: str = "within_lifetimes",
) -> pgtrigger.Trigger:
    """Refuses what leaves an action of a party outside the lifetime of the party or of who acted for it.

    `parties` is SQL of the keys of the parties to check, `actors` of the actors whose lifetimes must not change
    at the same time.
    """
    return rule_naming_rows(
        name,
        constraint="agreements_party_within_lifetimes",
        found=fill(
            "(SELECT min(outside.name) FROM (:parties) AS party (id),"
            " LATERAL party_outside_lifetimes(party.id) AS outside (name))",
            parties=parties,
        ),
        message=ACTED_OUTSIDE_LIFETIME,
        operation=operation,
        condition=condition,
        lock=fill(
            "PERFORM FROM actors_actor WHERE id IN (:actors) ORDER BY id FOR SHARE;", actors=actors
        )
        if actors
        else "",
    )


def party_within_lifetimes() -> pgtrigger.Trigger:
    """On parties: an actor that had ended before an agreement was signed is no party to it."""
    return acts_within_lifetimes(
        pgtrigger.Insert | pgtrigger.UpdateOf("actor_id", "agreement_id", "role"),
        "SELECT NEW.id",
        actors="NEW.actor_id",
    )


def action_within_lifetimes() -> pgtrigger.Trigger:
    """On actions: the party exists when it acts; without an action, when the agreement is signed."""
    return acts_within_lifetimes(
        pgtrigger.Insert
        | pgtrigger.Delete
        | pgtrigger.UpdateOf("party_id", "happened_on", "happened_precision"),
        "SELECT coalesce(NEW.party_id, OLD.party_id)",
        actors="SELECT actor_id FROM agreements_agreementparty WHERE id = coalesce(NEW.party_id, OLD.party_id)",
    )


def representative_within_lifetimes() -> pgtrigger.Trigger:
    """On representatives: a person acts for a party while alive."""
    return acts_within_lifetimes(
        pgtrigger.Insert | pgtrigger.UpdateOf("action_id", "person_id"),
        "SELECT party_id FROM agreements_partyaction WHERE id = NEW.action_id",
        actors="NEW.person_id",
        condition=pgtrigger.Q(new__person__isnull=False),
    )


def signature_within_lifetimes() -> pgtrigger.Trigger:
    """On agreements: none of its parties had ended by a new day of signature."""
    return acts_within_lifetimes(
        pgtrigger.UpdateOf("signed_on", "signed_precision"),
        "SELECT id FROM agreements_agreementparty WHERE agreement_id = NEW.id",
    )


def lifetime_of_parties() -> pgtrigger.Trigger:
    """On actors: a new lifetime leaves nothing that it did outside."""
    return acts_within_lifetimes(
        pgtrigger.UpdateOf(*LIFETIME),
        "SELECT id FROM agreements_agreementparty WHERE actor_id = NEW.id"
        " UNION SELECT action.party_id FROM agreements_representative AS acting"
        " JOIN agreements_partyaction AS action ON action.id = acting.action_id WHERE acting.person_id = NEW.id",
        name="acts_within_lifetime",
    )


def support_of_act() -> pgtrigger.Trigger:
    """On claims about parties and actions: one that is needed for a date outside a lifetime stays."""
    return acts_within_lifetimes(
        pgtrigger.Delete | pgtrigger.UpdateOf("party_id", "action_id", "field", "verdict"),
        "SELECT OLD.party_id UNION SELECT party_id FROM agreements_partyaction WHERE id = OLD.action_id",
        condition=pgtrigger.Q(old__verdict="supports", old__field__in=list(SUPPORTING_FIELDS)),
    )


def follows_no_later_agreement() -> pgtrigger.Trigger:
    """On links: no agreement carries out, amends or replaces one that does so to it, over any number of others."""
    kinds = [kind.value for kind in LATER_LINKS]
    return links_without_cycles(
        "agreements_agreementlink",
        "source_id",
        "target_id",
        kinds,
        counted=fill("link.kind IN (:'kinds')", kinds=kinds),
        message="An agreement cannot implement, amend or supersede one that implements, amends or supersedes it.",
    )
