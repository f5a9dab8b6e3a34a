"""Agreements: their parties, their clauses, and the links between them."""

from django.contrib.postgres.indexes import GistIndex
from django.db.models import (
    CASCADE,
    PROTECT,
    BooleanField,
    Case,
    CharField,
    DateField,
    ForeignKey,
    Index,
    ManyToManyField,
    PositiveSmallIntegerField,
    Q,
    TextField,
    UniqueConstraint,
    URLField,
    Value,
    When,
)

from actors.models import Actor
from agreements.choices import (
    NO_LONGER_IN_FORCE,
    NOT_YET_SIGNED,
    Activation,
    AgreementKind,
    AgreementLinkKind,
    AgreementStatus,
    Bindingness,
    Commitment,
    PartyRole,
    PartyStatus,
    Strength,
    TextBasis,
    TextStatus,
    TopicScheme,
)
from agreements.querysets import (
    AgreementPartyQuerySet,
    AgreementQuerySet,
    ClauseQuerySet,
)
from records.choices import DatePrecision, Lifecycle
from records.constraints import (
    different,
    generated_period,
    not_before,
    one_of,
    or_infinite,
    rule,
    stated_precision,
    within_calendar,
)
from records.fields import choice_field, date_field, precision_field
from records.models import Crosswalk, KeyedRow, Record, Term
from records.search import folded_column, search_column, search_indexes
from records.triggers import child_code_below_parent, parent_keeps_code
from records.visibility import public_with_others, shows, visible_with
from sources.models import Claim, Source, arc_constraints, claim_target
from sources.querysets import CitedQuerySet
from sources.triggers import (
    claim_still_needed,
    confirmation_still_needed,
    confirmed_independently,
    published_needs_support,
    publishers_still_differ,
    source_still_needed,
)

AGREEMENT_ARC = ("agreement", "party", "clause", "link")


class Topic(Term):
    """A subject of clauses, in a vocabulary of two levels."""

    class Meta(Term.Meta):
        triggers = [
            child_code_below_parent("agreements_topic"),
            parent_keeps_code("agreements_topic"),
        ]


class TopicCrosswalk(Crosswalk):
    """A topic's counterpart in another data set's vocabulary."""

    term = ForeignKey(Topic, CASCADE, related_name="crosswalks", help_text="Our topic.")
    scheme = choice_field(TopicScheme, 4, "The data set the code belongs to.")

    class Meta(Crosswalk.Meta):
        verbose_name = "counterpart"
        constraints = [*Crosswalk.Meta.constraints, one_of("scheme", TopicScheme)]


class Agreement(Record):
    """An instrument that actors agreed to, from treaty to declaration."""

    # What it is
    kind = choice_field(
        AgreementKind,
        20,
        "Kind of instrument; as its own text says, if the text has been seen.",
    )
    title = CharField(max_length=300, help_text="Full title, in English.")
    short_title = CharField(
        max_length=80, blank=True, help_text="What people call it, such as Tirana Declaration."
    )
    status = choice_field(
        AgreementStatus, 12, "Status of the agreement. Signed does not mean in force."
    )
    bindingness = choice_field(
        Bindingness,
        9,
        "Whether it binds legally or only politically; unknown unless a source says.",
        default=Bindingness.UNKNOWN,
    )
    open_to_accession = BooleanField(
        null=True, blank=True, help_text="Whether others may join; unknown unless a source says."
    )
    bloc = ForeignKey(
        Actor,
        PROTECT,
        null=True,
        blank=True,
        related_name="founding_agreements",
        help_text="The group of actors that this agreement forms.",
    )
    summary = TextField(blank=True, help_text="Two or three neutral sentences, in our own words.")

    # When
    signed_on = date_field(
        "Day of signature or adoption, or the first day of the stated month or year."
    )
    signed_precision = precision_field("How exact that day is; unknown if there is none.")
    in_force_on = date_field("Day of entry into force.")
    terminated_on = date_field("First day on which it was no longer in force.")
    period = generated_period(
        "known_period",
        "in_force_on",
        Value(DatePrecision.DAY),
        "terminated_on",
        Case(
            When(status=AgreementStatus.IN_FORCE, then=Value(Lifecycle.ONGOING)),
            When(status__in=NO_LONGER_IN_FORCE, then=Value(Lifecycle.ENDED)),
            default=Value(Lifecycle.UNKNOWN),
            output_field=CharField(),
        ),
        Value(None, DateField()),
    )

    # Its text
    text_status = choice_field(
        TextStatus, 9, "Whether the curator has read the text itself.", default=TextStatus.NOT_SEEN
    )
    text_url = URLField(max_length=500, blank=True, help_text="Address of the text.")

    # Searched
    folded = folded_column("title", "short_title")
    search = search_column(title="A", short_title="B", summary="C")

    objects = AgreementQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["slug"]
        constraints = [
            *Record.Meta.constraints,
            one_of("kind", AgreementKind),
            one_of("status", AgreementStatus),
            one_of("bindingness", Bindingness),
            one_of("text_status", TextStatus),
            one_of("signed_precision", DatePrecision),
            *stated_precision("signed_on", "signed_precision"),
            not_before(
                "terminated_on", "in_force_on", "An agreement cannot end before it is in force."
            ),
            rule(
                "signed_date_means_signed",
                Q(signed_on__isnull=True) | ~Q(status__in=NOT_YET_SIGNED),
                "An agreement with a day of signature is at least signed.",
            ),
            rule(
                "terminated_means_not_in_force",
                Q(terminated_on__isnull=True) | Q(status__in=NO_LONGER_IN_FORCE),
                "An agreement with an end is superseded, terminated or lapsed.",
            ),
            rule("titled", ~Q(title=""), "An agreement needs a title."),
            within_calendar("signed_on", "in_force_on", "terminated_on"),
            rule(
                "in_force_means_signed",
                Q(in_force_on__isnull=True) | ~Q(status__in=NOT_YET_SIGNED),
                "An agreement with a day of entry into force is at least signed.",
            ),
        ]
        indexes = [
            *Record.Meta.indexes,
            Index(name="agreements_agreement_signed", fields=["signed_on", "id"]),
            Index(or_infinite("signed_on", "infinity"), "id", name="agreements_agreement_day_asc"),
            Index(
                or_infinite("signed_on", "-infinity"), "id", name="agreements_agreement_day_desc"
            ),
            GistIndex(name="agreements_agreement_period", fields=["period"]),
            *search_indexes("agreements_agreement"),
        ]
        triggers = [
            *Record.Meta.triggers,
            published_needs_support(
                "agreements_agreement", "agreements_agreementclaim", "agreement"
            ),
            shows("agreements_agreementparty", "agreement"),
            shows("agreements_clause", "agreement"),
            shows("agreements_agreementlink", "source", "target"),
            shows("agreements_agreementclaim", "agreement"),
        ]

    def __str__(self) -> str:
        return self.short_title or self.title


class AgreementParty(KeyedRow):
    """An actor in one role in an agreement, and how far it is bound now."""

    agreement = ForeignKey(
        Agreement, CASCADE, related_name="parties", help_text="The agreement this is about."
    )
    actor = ForeignKey(
        Actor,
        PROTECT,
        related_name="agreement_roles",
        help_text="The state, organisation or group.",
    )
    role = choice_field(PartyRole, 11, "Its role in the agreement.", default=PartyRole.PARTY)
    status = choice_field(PartyStatus, 11, "How far it is bound now.")
    status_on = date_field("Since when, or the first day of the stated month or year.")
    status_precision = precision_field("How exact that day is; unknown if there is none.")
    signatory = ForeignKey(
        Actor,
        PROTECT,
        null=True,
        blank=True,
        related_name="signatures",
        help_text="The person who signed on its behalf.",
    )
    signatory_capacity = CharField(
        max_length=120, blank=True, help_text="In which office that person signed."
    )
    reservation = TextField(blank=True, help_text="Reservation or declaration made, in our words.")
    is_public = public_with_others()

    objects = AgreementPartyQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "role", "actor__slug"]
        verbose_name = "party"
        verbose_name_plural = "parties"
        triggers = [
            visible_with(agreement="agreements_agreement", actor="actors_actor"),
            shows("agreements_agreementclaim", "party"),
        ]
        constraints = [
            UniqueConstraint(
                name="agreements_agreementparty_unique",
                fields=["agreement", "actor", "role"],
                violation_error_message="The actor already has this role in the agreement.",
            ),
            one_of("role", PartyRole),
            one_of("status", PartyStatus),
            one_of("status_precision", DatePrecision),
            *stated_precision("status_on", "status_precision"),
            within_calendar("status_on"),
            different("signatory", "actor", "A party cannot be its own signatory."),
        ]

    def __str__(self) -> str:
        return f"{self.actor} – {self.get_role_display()}"


class Clause(KeyedRow):
    """A provision of an agreement, coded by its commitment and strength."""

    agreement = ForeignKey(
        Agreement, CASCADE, related_name="clauses", help_text="The agreement this belongs to."
    )
    number = PositiveSmallIntegerField(
        help_text="Running number within the agreement, from 1, in the order of the text."
    )
    heading = CharField(
        max_length=200, help_text="What it is about, in a few words; the article’s number if known."
    )
    text = TextField(blank=True, help_text="What it says: verbatim, translated, or in our words.")
    text_basis = choice_field(
        TextBasis, 11, "Where the wording above comes from.", default=TextBasis.PARAPHRASE
    )
    commitment = choice_field(
        Commitment,
        14,
        "What the parties oblige themselves to (ATOP).",
        default=Commitment.COOPERATION,
    )
    strength = choice_field(
        Strength,
        11,
        "How strongly it binds, from binding to merely stated.",
        default=Strength.UNKNOWN,
    )
    activation = choice_field(Activation, 15, "When it applies.", default=Activation.STANDING)
    topics = ManyToManyField(
        Topic,
        blank=True,
        related_name="clauses",
        help_text="What it is about; the narrowest topics that fit.",
    )
    concerns = ManyToManyField(
        Actor,
        blank=True,
        related_name="concerning_clauses",
        help_text="Actors that it is about but that do not act in it.",
    )
    is_public = public_with_others()

    # Searched
    folded = folded_column("heading")
    search = search_column(heading="A", text="C")

    objects = ClauseQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "number"]
        triggers = [
            visible_with(agreement="agreements_agreement"),
            shows("agreements_agreementclaim", "clause"),
        ]
        constraints = [
            UniqueConstraint(
                name="agreements_clause_unique",
                fields=["agreement", "number"],
                violation_error_message="The agreement has a clause of this number already.",
            ),
            one_of("text_basis", TextBasis),
            one_of("commitment", Commitment),
            one_of("strength", Strength),
            one_of("activation", Activation),
            rule("number_from_one", Q(number__gte=1), "Clauses are numbered from 1."),
            rule("headed", ~Q(heading=""), "A clause needs a heading."),
        ]
        indexes = search_indexes("agreements_clause")

    def __str__(self) -> str:
        return f"{self.number}. {self.heading}"


class AgreementLink(KeyedRow):
    """A link from one agreement to another, which it implements, amends, counters or resembles."""

    source = ForeignKey(
        Agreement, CASCADE, related_name="links_out", help_text="The agreement with the link."
    )
    kind = choice_field(AgreementLinkKind, 12, "How it relates to the other agreement.")
    target = ForeignKey(
        Agreement,
        PROTECT,
        related_name="links_in",
        help_text="The agreement that the link leads to.",
    )
    is_public = public_with_others()

    objects = CitedQuerySet.as_manager()

    class Meta:
        ordering = ["source", "kind", "target"]
        verbose_name = "link"
        triggers = [
            visible_with(source="agreements_agreement", target="agreements_agreement"),
            shows("agreements_agreementclaim", "link"),
        ]
        constraints = [
            UniqueConstraint(
                name="agreements_agreementlink_unique",
                fields=["source", "target", "kind"],
                violation_error_message="This link is recorded already.",
            ),
            one_of("kind", AgreementLinkKind),
            different("source", "target", "An agreement has no link to itself."),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display().lower()} {self.target}"


class AgreementClaim(Claim):
    """What one source states about an agreement, a party, a clause or a link."""

    arc = AGREEMENT_ARC

    agreement = claim_target(Agreement, "agreement")
    party = claim_target(AgreementParty, "party")
    clause = claim_target(Clause, "clause")
    link = claim_target(AgreementLink, "link")
    is_public = public_with_others()

    class Meta(Claim.Meta):
        constraints = [
            *Claim.Meta.constraints,
            *arc_constraints(
                agreement=Agreement, party=AgreementParty, clause=Clause, link=AgreementLink
            ),
        ]
        triggers = [
            claim_still_needed("agreements_agreement", "agreements_agreementclaim", "agreement"),
            confirmed_independently("agreements_agreementclaim", AGREEMENT_ARC),
            confirmation_still_needed("agreements_agreementclaim", AGREEMENT_ARC),
            visible_with(
                source="sources_source",
                agreement="agreements_agreement",
                party="agreements_agreementparty",
                clause="agreements_clause",
                link="agreements_agreementlink",
            ),
        ]


class AgreementClaimSource(Source):
    """Sources, with the triggers that keep those that this app's claims need."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [
            source_still_needed("agreements_agreement", "agreements_agreementclaim", "agreement"),
            publishers_still_differ("agreements_agreementclaim", AGREEMENT_ARC),
            shows("agreements_agreementclaim", "source"),
        ]


class AgreementPartyActor(Actor):
    """Actors, with the triggers that show and hide this app's rows with them."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [shows("agreements_agreementparty", "actor")]
