"""Actors, their names and codes, and the relationships between them."""

from collections.abc import Collection

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Q, Value

from actors import choices
from actors.querysets import ActorQuerySet, RelationshipQuerySet
from actors.triggers import (
    follows_no_follower,
    lifetime_of_relationships,
    support_of_date,
    within_lifetimes,
)
from records import fields, rules
from records.choices import Lifecycle
from records.identifiers import Identifier, canonical_codes, identifier_rules, scheme_field
from records.models import KeyedRow, Record
from records.querysets import TableQuerySet
from records.search import folded_column, search_column, search_indexes
from records.sorting import sort_index, sort_key_column
from records.visibility import public_with_others, shows, visible_with
from sources.models import Claim, Source, arc_constraints, claim_target
from sources.triggers import claim_triggers, published_needs_support, source_triggers


class Actor(Record):
    """A state, organisation, bloc, force, person or group that acts, or that others act on."""

    dated_by = ("active_from", "active_from_precision")
    # Between which days it existed: columns of the first day, of the day it ended, and of that day’s precision
    lifetime = ("active_from", "active_to", "active_to_precision")

    # Who it is
    kind = fields.choice(choices.ActorKind, 12, "Kind of actor.")
    name = fields.short_text(
        200, "Name shown in English; other names, languages and scripts go below."
    )
    country = fields.optional_reference(
        "self", "nationals", "Country of a person, institution or force. A state has none."
    )
    description = fields.text("One or two neutral sentences on who this is.")

    # When it existed
    active_from = fields.date("Start, or the first day of the stated month or year.")
    active_from_precision = fields.precision("How exact the start is; unknown if there is none.")
    active_to = fields.date("First day on which it no longer existed.")
    active_to_precision = fields.precision("How exact the end is; unknown if there is none.")
    lifecycle = fields.choice(
        Lifecycle,
        7,
        "Whether it still exists. Unknown is not the same as ongoing.",
        default=Lifecycle.UNKNOWN,
    )
    period = rules.generated_period(
        "known_period",
        "active_from",
        "active_from_precision",
        "active_to",
        "lifecycle",
        Value(None, models.DateField()),
    )

    # Searched, together with the names below
    folded = folded_column("name")
    search = search_column(name="A", description="C")

    # Sorted
    sort_key = sort_key_column("name")

    objects = ActorQuerySet.as_manager()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            *rules.known(kind=choices.ActorKind, lifecycle=Lifecycle),
            *rules.stated_precision("active_from", "active_from_precision"),
            *rules.stated_precision("active_to", "active_to_precision"),
            rules.within_calendar("active_from", "active_to"),
            rules.ended_after_start(
                "active_to",
                "active_to_precision",
                "active_from",
                "An actor cannot end before it starts.",
            ),
            rules.check(
                "end_means_ended",
                Q(active_to__isnull=True) | Q(lifecycle=Lifecycle.ENDED),
                "An actor with an end has ended.",
            ),
            rules.check("named", ~Q(name=""), "An actor needs a name."),
            rules.check(
                "state_has_no_country",
                ~Q(kind=choices.ActorKind.STATE) | Q(country__isnull=True),
                "A state is a country itself and has none.",
            ),
            rules.different("country", "id", "An actor is not its own country."),
        ]
        indexes = [
            *Record.Meta.indexes,
            models.Index(name="actors_actor_kind", fields=["kind", "slug"]),
            GistIndex(name="actors_actor_period", fields=["period"]),
            *search_indexes("actors_actor"),
            sort_index("actors_actor"),
        ]
        triggers = [
            *Record.Meta.triggers,
            published_needs_support("actors_actor", "actors_actorclaim", "actor"),
            lifetime_of_relationships(),
            shows("actors_actorname", "actor"),
            shows("actors_actoridentifier", "actor"),
            shows("actors_relationship", "subject", "object"),
            shows("actors_actorclaim", "actor"),
        ]

    def __str__(self) -> str:
        return self.name

    def rows_from(self, other: "Actor", take: Collection[str]) -> list[models.Model]:
        """The other actor's English name, unless one of the two has it already."""
        names = ActorName.objects.filter(actor__in=(self, other))
        if other.name in {self.name, *names.values_list("name", flat=True)}:
            return []
        return [ActorName(actor=self, name=other.name, language="en")]


class ActorName(KeyedRow):
    """One name of an actor in one language and script."""

    actor = fields.part_of(Actor, "names", "Whose name this is.")
    name = fields.short_text(200, "The name as written in that language and script.")
    language = fields.short_text(
        20, "BCP 47 tag, with the script where a language has two: sq, sr-Cyrl, sr-Latn, mul."
    )
    kind = fields.choice(
        choices.NameKind,
        8,
        "Official, short, former; metonym if a capital stands for its government.",
        default=choices.NameKind.SHORT,
    )

    # When it was used
    valid_from = fields.date("First day on which it was so called; empty if from the beginning.")
    valid_from_precision = fields.precision("How exact that day is; unknown if there is none.")
    valid_to = fields.date("First day on which it was no longer so called; empty if it still is.")
    valid_to_precision = fields.precision("How exact that day is; unknown if there is none.")
    is_public = public_with_others()

    # Searched
    folded = folded_column("name")
    search = search_column(name="B")

    # Sorted
    sort_key = sort_key_column("name")

    objects = TableQuerySet.as_manager()

    class Meta:
        ordering = ["actor", "language", "sort_key"]
        verbose_name = "name"
        triggers = [visible_with(actor="actors_actor")]
        constraints = [
            rules.unique(
                ["actor", "name", "language"], "The actor has this name in this language already."
            ),
            rules.one_of("kind", choices.NameKind),
            rules.check("named", ~Q(name=""), "A name cannot be empty."),
            rules.language_tag(),
            *rules.validity("A name cannot end before it begins."),
        ]
        indexes = search_indexes("actors_actorname")

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


class ActorIdentifier(Identifier):
    """A code of an actor in another data set or standard."""

    actor = fields.part_of(Actor, "identifiers", "Whose code this is.")
    schemes = choices.ActorScheme
    scheme = scheme_field(choices.ActorScheme)

    class Meta(Identifier.Meta):
        ordering = ["actor", "scheme", "value"]
        triggers = [
            visible_with(actor="actors_actor"),
            canonical_codes(choices.ActorScheme),
        ]
        constraints = identifier_rules("actor", choices.ActorScheme)


class Relationship(Record):
    """A dated relationship of one actor to another, such as a membership, an office, a recognition."""

    dated_by = ("start_on", "start_precision")

    # Who
    subject = fields.reference(
        Actor, "relations_from", "The member, office holder, recognising state, part or successor."
    )
    kind = fields.choice(choices.RelationshipKind, 11, "Kind of relationship.")
    status = fields.choice(
        choices.RelationshipStatus,
        18,
        "Status of the relationship; the kind decides which ones are allowed.",
    )
    object = fields.reference(
        Actor,
        "relations_to",
        "The organisation, the state with the office, the recognised state, the whole or the predecessor.",
    )
    title = fields.short_text(
        200, "Name of the office, or what an alignment is about; otherwise empty.", blank=True
    )

    # When
    start_on = fields.date("Start, or the first day of the stated month or year.")
    start_precision = fields.precision("How exact the start is; unknown if there is none.")
    end_on = fields.date("First day on which it no longer held.")
    end_precision = fields.precision("How exact the end is; unknown if there is none.")
    lifecycle = fields.choice(
        Lifecycle,
        7,
        "Whether it still holds. Unknown is not the same as ongoing.",
        default=Lifecycle.UNKNOWN,
    )
    as_of = fields.date(
        "Last day on which a source reports it; without a start, the first day on which it is known."
    )
    period = rules.generated_period(
        "known_period", "start_on", "start_precision", "end_on", "lifecycle", "as_of"
    )
    is_public = public_with_others()

    objects = RelationshipQuerySet.as_manager()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            *rules.known(kind=choices.RelationshipKind, lifecycle=Lifecycle),
            *(
                rules.check(
                    f"{kind}_status",
                    ~Q(kind=kind) | Q(status__in=statuses),
                    f"The status of a relationship of kind {kind} is one of: {', '.join(statuses)}.",
                )
                for kind, statuses in choices.STATUSES_OF_KIND.items()
            ),
            *rules.stated_precision("start_on", "start_precision"),
            *rules.stated_precision("end_on", "end_precision"),
            rules.within_calendar("start_on", "end_on", "as_of"),
            rules.ended_after_start(
                "end_on", "end_precision", "start_on", "A relationship cannot end before it starts."
            ),
            rules.not_before(
                "as_of", "start_on", "No report is older than the start of what it reports."
            ),
            rules.check(
                "end_means_ended",
                Q(end_on__isnull=True) | Q(lifecycle=Lifecycle.ENDED),
                "A relationship with an end has ended.",
            ),
            rules.check(
                "office_titled",
                ~Q(kind=choices.RelationshipKind.OFFICE) | ~Q(title=""),
                "An office needs its title, such as President.",
            ),
            rules.different("subject", "object", "An actor has no relation to itself."),
            rules.unique(
                ["subject", "kind", "object", "status", "title", "start_on"],
                "This relationship is recorded already.",
                nulls_distinct=False,
            ),
        ]
        indexes = [
            *Record.Meta.indexes,
            models.Index(name="actors_relationship_object", fields=["object", "kind", "status"]),
            GistIndex(name="actors_relationship_period", fields=["kind", "period"]),
        ]
        triggers = [
            *Record.Meta.triggers,
            published_needs_support("actors_relationship", "actors_actorclaim", "relationship"),
            follows_no_follower(),
            within_lifetimes(),
            visible_with(published=True, subject="actors_actor", object="actors_actor"),
            shows("actors_relationshipidentifier", "relationship"),
            shows("actors_actorclaim", "relationship"),
        ]

    def __str__(self) -> str:
        status = self.get_status_display()
        return f"{self.subject}: {self.title or status} – {self.object}"


class RelationshipIdentifier(Identifier):
    """A code of a relationship in another data set."""

    relationship = fields.part_of(
        Relationship, "identifiers", "The relationship that the code stands for."
    )
    schemes = choices.RelationshipScheme
    scheme = scheme_field(choices.RelationshipScheme)

    class Meta(Identifier.Meta):
        verbose_name_plural = "identifiers of relationships"
        ordering = ["relationship", "scheme", "value"]
        triggers = [visible_with(relationship="actors_relationship")]
        constraints = identifier_rules("relationship", choices.RelationshipScheme)


# The rows that a claim of this app can be about
ACTOR_ARC = {"actor": Actor, "relationship": Relationship}


class ActorClaim(Claim):
    """What one source states about an actor or a relationship."""

    arc = ACTOR_ARC

    actor = claim_target(Actor, "actor")
    relationship = claim_target(Relationship, "relationship")
    is_public = public_with_others()

    class Meta(Claim.Meta):
        constraints = [*Claim.Meta.constraints, *arc_constraints(ACTOR_ARC)]
        triggers = [*claim_triggers("actors_actorclaim", ACTOR_ARC), support_of_date()]


class ActorClaimSource(Source):
    """Sources, with the triggers that keep those that this app's claims need."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = source_triggers("actors_actorclaim", ACTOR_ARC)
