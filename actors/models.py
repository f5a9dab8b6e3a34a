"""Actors, their names and codes, and the relationships between them."""

from django.contrib.postgres.indexes import GistIndex
from django.db.models import (
    CASCADE,
    PROTECT,
    BooleanField,
    CharField,
    DateField,
    ForeignKey,
    Index,
    Q,
    TextField,
    UniqueConstraint,
    Value,
)

from actors.choices import (
    STATUSES_OF_KIND,
    ActorKind,
    IdentifierScheme,
    NameKind,
    RelationshipKind,
    RelationshipStatus,
)
from actors.querysets import (
    ActorQuerySet,
    RelationshipQuerySet,
)
from records.choices import DatePrecision, Lifecycle
from records.constraints import (
    different,
    ended_after_start,
    generated_period,
    not_before,
    one_of,
    rule,
    stated_precision,
    within_calendar,
)
from records.fields import choice_field, date_field, precision_field
from records.models import KeyedRow, Record
from records.querysets import TableQuerySet
from records.search import folded_column, search_column, search_indexes
from records.visibility import public_with_others, shows, visible_with
from sources.models import LANGUAGE_PATTERN, Claim, Source, arc_constraints, claim_target
from sources.triggers import (
    claim_still_needed,
    confirmation_still_needed,
    confirmed_independently,
    published_needs_support,
    publishers_still_differ,
    source_still_needed,
)

# The form of a code in each scheme: a pattern for the database and an example for people
IDENTIFIER_FORMS = {
    IdentifierScheme.ISO2: (r"^[A-Z]{2}$", "AL"),
    IdentifierScheme.ISO3: (r"^[A-Z]{3}$", "ALB"),
    IdentifierScheme.COW: (r"^[0-9]{1,3}$", "339"),
    IdentifierScheme.GW: (r"^[0-9]{1,3}$", "339"),
    IdentifierScheme.WIKIDATA: (r"^Q[1-9][0-9]*$", "Q222"),
    IdentifierScheme.ACLED: (r"^.+$", "Military Forces of Albania (2013-)"),
    IdentifierScheme.GED: (r"^[0-9]+$", "118"),
}

# The rows that a claim of this app can be about
ACTOR_ARC = ("actor", "relationship")


class Actor(Record):
    """A state, organisation, bloc, force, person or group that acts, or that others act on."""

    # Who it is
    kind = choice_field(ActorKind, 12, "Kind of actor.")
    name = CharField(
        max_length=200,
        help_text="Name shown in English; other names, languages and scripts go below.",
    )
    country = ForeignKey(
        "self",
        PROTECT,
        null=True,
        blank=True,
        related_name="nationals",
        help_text="Country of a person, institution or force. A state has none.",
    )
    description = TextField(blank=True, help_text="One or two neutral sentences on who this is.")

    # When it existed
    active_from = date_field("Start, or the first day of the stated month or year.")
    active_from_precision = precision_field("How exact the start is; unknown if there is none.")
    active_to = date_field("First day on which it no longer existed.")
    active_to_precision = precision_field("How exact the end is; unknown if there is none.")
    lifecycle = choice_field(
        Lifecycle,
        7,
        "Whether it still exists. Unknown is not the same as ongoing.",
        default=Lifecycle.UNKNOWN,
    )
    period = generated_period(
        "known_period",
        "active_from",
        "active_from_precision",
        "active_to",
        "lifecycle",
        Value(None, DateField()),
    )

    # Searched, together with the names below
    folded = folded_column("name")
    search = search_column(name="A", description="C")

    objects = ActorQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["slug"]
        constraints = [
            *Record.Meta.constraints,
            one_of("kind", ActorKind),
            one_of("active_from_precision", DatePrecision),
            one_of("active_to_precision", DatePrecision),
            one_of("lifecycle", Lifecycle),
            *stated_precision("active_from", "active_from_precision"),
            *stated_precision("active_to", "active_to_precision"),
            within_calendar("active_from", "active_to"),
            ended_after_start(
                "active_to",
                "active_to_precision",
                "active_from",
                "An actor cannot end before it starts.",
            ),
            rule(
                "end_means_ended",
                Q(active_to__isnull=True) | Q(lifecycle=Lifecycle.ENDED),
                "An actor with an end has ended.",
            ),
            rule("named", ~Q(name=""), "An actor needs a name."),
            rule(
                "state_has_no_country",
                ~Q(kind=ActorKind.STATE) | Q(country__isnull=True),
                "A state is a country itself and has none.",
            ),
            different("country", "id", "An actor is not its own country."),
        ]
        indexes = [
            *Record.Meta.indexes,
            Index(name="actors_actor_kind", fields=["kind", "slug"]),
            GistIndex(name="actors_actor_period", fields=["period"]),
            *search_indexes("actors_actor"),
        ]
        triggers = [
            *Record.Meta.triggers,
            published_needs_support("actors_actor", "actors_actorclaim", "actor"),
            shows("actors_actorname", "actor"),
            shows("actors_actoridentifier", "actor"),
            shows("actors_relationship", "subject", "object"),
            shows("actors_actorclaim", "actor"),
        ]

    def __str__(self) -> str:
        return self.name

    def names_from(self, other: "Actor") -> list["ActorName"]:
        """The other actor's English name, unless one of the two has it already."""
        both = (self, other)
        known = {
            self.name,
            *ActorName.objects.filter(actor__in=both).values_list("name", flat=True),
        }
        return (
            [] if other.name in known else [ActorName(actor=self, name=other.name, language="en")]
        )


class ActorName(KeyedRow):
    """One name of an actor in one language and script."""

    actor = ForeignKey(Actor, CASCADE, related_name="names", help_text="Whose name this is.")
    name = CharField(max_length=200, help_text="The name as written in that language and script.")
    language = CharField(
        max_length=20,
        help_text="BCP 47 tag, with the script where a language has two: sq, sr-Cyrl, sr-Latn, mul.",
    )
    kind = choice_field(
        NameKind,
        8,
        "Official, short, former; metonym if a capital stands for its government.",
        default=NameKind.SHORT,
    )
    is_public = public_with_others()

    # Searched
    folded = folded_column("name")
    search = search_column(name="B")

    objects = TableQuerySet.as_manager()

    class Meta:
        ordering = ["actor", "language", "name"]
        verbose_name = "name"
        triggers = [visible_with(actor="actors_actor")]
        constraints = [
            UniqueConstraint(
                name="actors_actorname_unique",
                fields=["actor", "name", "language"],
                violation_error_message="The actor has this name in this language already.",
            ),
            one_of("kind", NameKind),
            rule("named", ~Q(name=""), "A name cannot be empty."),
            rule(
                "language_wellformed",
                Q(language__regex=LANGUAGE_PATTERN),
                "The language is a BCP 47 tag such as sq, sr-Cyrl or de-AT.",
            ),
        ]
        indexes = search_indexes("actors_actorname")

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


class ActorIdentifier(KeyedRow):
    """A code of an actor in another data set or standard."""

    actor = ForeignKey(Actor, CASCADE, related_name="identifiers", help_text="Whose code this is.")
    scheme = choice_field(IdentifierScheme, 8, "The system the code belongs to.")
    value = CharField(max_length=80, help_text="The code as written there: RS, SRB, 345, Q403.")
    preferred = BooleanField(
        default=True,
        help_text="The code to use for this actor, and the actor to find by this code. "
        "COW 345 is both Yugoslavia and Serbia: one of them is preferred.",
    )
    is_public = public_with_others()

    objects = TableQuerySet.as_manager()

    class Meta:
        ordering = ["actor", "scheme", "value"]
        verbose_name = "identifier"
        triggers = [visible_with(actor="actors_actor")]
        constraints = [
            UniqueConstraint(
                name="actors_actoridentifier_unique",
                fields=["actor", "scheme", "value"],
                violation_error_message="The actor has this code already.",
            ),
            UniqueConstraint(
                name="actors_actoridentifier_value_preferred_once",
                fields=["scheme", "value"],
                condition=Q(preferred=True),
                violation_error_message="Another actor is the preferred one for this code.",
            ),
            UniqueConstraint(
                name="actors_actoridentifier_actor_preferred_once",
                fields=["actor", "scheme"],
                condition=Q(preferred=True),
                violation_error_message="The actor has a preferred code in this system already.",
            ),
            one_of("scheme", IdentifierScheme),
            *(
                rule(
                    f"{scheme}_wellformed",
                    ~Q(scheme=scheme) | Q(value__regex=pattern),
                    f"A code of the scheme “{scheme.label}” looks like {example}.",
                )
                for scheme, (pattern, example) in IDENTIFIER_FORMS.items()
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


class Relationship(Record):
    """A dated relationship of one actor to another, such as a membership, an office, a recognition."""

    # Who
    subject = ForeignKey(
        Actor,
        PROTECT,
        related_name="relations_from",
        help_text="The member, office holder, recognising state, part or successor.",
    )
    kind = choice_field(RelationshipKind, 11, "Kind of relationship.")
    status = choice_field(
        RelationshipStatus,
        18,
        "Status of the relationship; the kind decides which ones are allowed.",
    )
    object = ForeignKey(
        Actor,
        PROTECT,
        related_name="relations_to",
        help_text="The organisation, the state with the office, the recognised state, the whole or the predecessor.",
    )
    title = CharField(
        max_length=200,
        blank=True,
        help_text="Name of the office, or what an alignment is about; otherwise empty.",
    )

    # When
    start_on = date_field("Start, or the first day of the stated month or year.")
    start_precision = precision_field("How exact the start is; unknown if there is none.")
    end_on = date_field("First day on which it no longer held.")
    end_precision = precision_field("How exact the end is; unknown if there is none.")
    lifecycle = choice_field(
        Lifecycle,
        7,
        "Whether it still holds. Unknown is not the same as ongoing.",
        default=Lifecycle.UNKNOWN,
    )
    as_of = date_field(
        "Last day on which a source reports it; without a start, the first day on which it is known."
    )
    period = generated_period(
        "known_period", "start_on", "start_precision", "end_on", "lifecycle", "as_of"
    )
    is_public = public_with_others()

    objects = RelationshipQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["slug"]
        constraints = [
            *Record.Meta.constraints,
            one_of("kind", RelationshipKind),
            one_of("start_precision", DatePrecision),
            one_of("end_precision", DatePrecision),
            one_of("lifecycle", Lifecycle),
            *(
                rule(
                    f"{kind}_status",
                    ~Q(kind=kind) | Q(status__in=statuses),
                    f"The status of a relationship of kind {kind} is one of: {', '.join(statuses)}.",
                )
                for kind, statuses in STATUSES_OF_KIND.items()
            ),
            *stated_precision("start_on", "start_precision"),
            *stated_precision("end_on", "end_precision"),
            within_calendar("start_on", "end_on", "as_of"),
            ended_after_start(
                "end_on",
                "end_precision",
                "start_on",
                "A relationship cannot end before it starts.",
            ),
            not_before(
                "as_of", "start_on", "No report is older than the start of what it reports."
            ),
            rule(
                "end_means_ended",
                Q(end_on__isnull=True) | Q(lifecycle=Lifecycle.ENDED),
                "A relationship with an end has ended.",
            ),
            rule(
                "office_titled",
                ~Q(kind=RelationshipKind.OFFICE) | ~Q(title=""),
                "An office needs its title, such as President.",
            ),
            different("subject", "object", "An actor has no relation to itself."),
            UniqueConstraint(
                name="actors_relationship_unique",
                fields=["subject", "kind", "object", "status", "title", "start_on"],
                nulls_distinct=False,
                violation_error_message="This relationship is recorded already.",
            ),
        ]
        indexes = [
            *Record.Meta.indexes,
            Index(name="actors_relationship_object", fields=["object", "kind", "status"]),
            GistIndex(name="actors_relationship_period", fields=["kind", "period"]),
        ]
        triggers = [
            *Record.Meta.triggers,
            published_needs_support("actors_relationship", "actors_actorclaim", "relationship"),
            visible_with(published=True, subject="actors_actor", object="actors_actor"),
            shows("actors_actorclaim", "relationship"),
        ]

    def __str__(self) -> str:
        status = self.get_status_display()
        return f"{self.subject}: {self.title or status} – {self.object}"


class ActorClaim(Claim):
    """What one source states about an actor or a relationship."""

    arc = ACTOR_ARC

    actor = claim_target(Actor, "actor")
    relationship = claim_target(Relationship, "relationship")
    is_public = public_with_others()

    class Meta(Claim.Meta):
        constraints = [
            *Claim.Meta.constraints,
            *arc_constraints(actor=Actor, relationship=Relationship),
        ]
        triggers = [
            claim_still_needed("actors_actor", "actors_actorclaim", "actor"),
            claim_still_needed("actors_relationship", "actors_actorclaim", "relationship"),
            confirmed_independently("actors_actorclaim", ACTOR_ARC),
            confirmation_still_needed("actors_actorclaim", ACTOR_ARC),
            visible_with(
                source="sources_source",
                actor="actors_actor",
                relationship="actors_relationship",
            ),
        ]


class ActorClaimSource(Source):
    """Sources, with the triggers that keep those that this app's claims need."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [
            source_still_needed("actors_actor", "actors_actorclaim", "actor"),
            source_still_needed("actors_relationship", "actors_actorclaim", "relationship"),
            publishers_still_differ("actors_actorclaim", ACTOR_ARC),
            shows("actors_actorclaim", "source"),
        ]
