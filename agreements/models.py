"""Agreements: their parties and what these did, their clauses, and the links between them."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Q, Value

from actors.models import Actor
from agreements import choices
from agreements.querysets import (
    AgreementPartyQuerySet,
    AgreementQuerySet,
    ClauseQuerySet,
    PartyActionQuerySet,
)
from agreements.triggers import (
    action_within_lifetimes,
    actions_in_possible_order,
    follows_no_later_agreement,
    lifetime_of_parties,
    not_its_own_representative,
    party_within_lifetimes,
    representative_within_lifetimes,
    signature_within_lifetimes,
    support_of_act,
)
from records import fields, rules
from records.choices import Lifecycle
from records.dates import date_text
from records.identifiers import Identifier, canonical_codes, identifier_rules, scheme_field
from records.models import Crosswalk, KeyedRow, Record, Term
from records.public_ids import (
    IdentifiedRow,
    former_id_index,
    keeps_public_id,
    unique_public_id,
)
from records.querysets import TableQuerySet
from records.search import folded_column, search_column, search_indexes
from records.sorting import sort_index, sort_key_column
from records.visibility import public_with_others, shows, visible_with
from sources.models import Claim, Source, arc_constraints, claim_target
from sources.querysets import CitedQuerySet
from sources.triggers import claim_triggers, published_needs_support, source_triggers


class Topic(Term):
    """A subject of clauses, in a vocabulary of two levels."""


class TopicCrosswalk(Crosswalk):
    """A topic's counterpart in another data set's vocabulary."""

    term = fields.part_of(Topic, "crosswalks", "Our topic.")
    scheme = fields.choice(choices.TopicScheme, 4, "The data set the code belongs to.")

    class Meta(Crosswalk.Meta):
        verbose_name = "counterpart"
        constraints = [*Crosswalk.Meta.constraints, rules.one_of("scheme", choices.TopicScheme)]


class Agreement(Record):
    """An instrument that actors agreed to, from treaty to declaration."""

    dated_by = ("signed_on", "signed_precision")

    # What it is
    kind = fields.choice(
        choices.AgreementKind,
        20,
        "Kind of instrument; as its own text says, if the text has been seen.",
    )
    title = fields.short_text(300, "Full title, in English.")
    short_title = fields.short_text(
        80, "What people call it, such as Tirana Declaration.", blank=True
    )
    status = fields.choice(
        choices.AgreementStatus, 12, "Status of the agreement. Signed does not mean in force."
    )
    bindingness = fields.choice(
        choices.Bindingness,
        9,
        "Whether it binds legally or only politically; unknown unless a source says.",
        default=choices.Bindingness.UNKNOWN,
    )
    open_to_accession = models.BooleanField(
        null=True, blank=True, help_text="Whether others may join; unknown unless a source says."
    )
    bloc = fields.optional_reference(
        Actor, "founding_agreements", "The group of actors that this agreement forms."
    )
    summary = fields.text("Two or three neutral sentences, in our own words.")

    # When
    signed_on = fields.date(
        "Day of signature or adoption, or the first day of the stated month or year."
    )
    signed_precision = fields.precision("How exact that day is; unknown if there is none.")
    in_force_on = fields.date(
        "Day of entry into force, or the first day of the stated month or year."
    )
    in_force_precision = fields.precision("How exact that day is; unknown if there is none.")
    terminated_on = fields.date("First day on which it was no longer in force.")
    terminated_precision = fields.precision("How exact that day is; unknown if there is none.")
    period = rules.generated_period(
        "known_period",
        "in_force_on",
        "in_force_precision",
        "terminated_on",
        models.Case(
            models.When(status=choices.AgreementStatus.IN_FORCE, then=Value(Lifecycle.ONGOING)),
            models.When(status__in=choices.NO_LONGER_IN_FORCE, then=Value(Lifecycle.ENDED)),
            default=Value(Lifecycle.UNKNOWN),
            output_field=models.CharField(),
        ),
        Value(None, models.DateField()),
    )

    # Its text
    text_status = fields.choice(
        choices.TextStatus,
        9,
        "Whether the curator has read the text itself.",
        default=choices.TextStatus.NOT_SEEN,
    )
    text_url = fields.address("Address of the text.")

    # Searched
    folded = folded_column("title", "short_title")
    search = search_column(title="A", short_title="B", summary="C")

    # Sorted
    sort_key = sort_key_column("title")

    objects = AgreementQuerySet.as_manager()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            *rules.known(
                kind=choices.AgreementKind,
                status=choices.AgreementStatus,
                bindingness=choices.Bindingness,
                text_status=choices.TextStatus,
            ),
            *rules.stated_precision("signed_on", "signed_precision"),
            *rules.stated_precision("in_force_on", "in_force_precision"),
            *rules.stated_precision("terminated_on", "terminated_precision"),
            rules.ended_after_start(
                "terminated_on",
                "terminated_precision",
                "in_force_on",
                "An agreement cannot end before it is in force.",
            ),
            rules.check(
                "signed_date_means_signed",
                Q(signed_on__isnull=True) | ~Q(status__in=choices.NOT_YET_SIGNED),
                "An agreement with a day of signature is at least signed.",
            ),
            rules.check(
                "terminated_means_not_in_force",
                Q(terminated_on__isnull=True) | Q(status__in=choices.NO_LONGER_IN_FORCE),
                "An agreement with an end is superseded, terminated or lapsed.",
            ),
            rules.check("titled", ~Q(title=""), "An agreement needs a title."),
            rules.within_calendar("signed_on", "in_force_on", "terminated_on"),
            rules.check(
                "in_force_means_signed",
                Q(in_force_on__isnull=True) | ~Q(status__in=choices.NOT_YET_SIGNED),
                "An agreement with a day of entry into force is at least signed.",
            ),
        ]
        indexes = [
            *Record.Meta.indexes,
            models.Index(name="agreements_agreement_signed", fields=["signed_on", "id"]),
            *rules.day_indexes("agreements_agreement", "signed_on"),
            GistIndex(name="agreements_agreement_period", fields=["period"]),
            *search_indexes("agreements_agreement"),
            sort_index("agreements_agreement"),
        ]
        triggers = [
            *Record.Meta.triggers,
            published_needs_support(
                "agreements_agreement", "agreements_agreementclaim", "agreement"
            ),
            signature_within_lifetimes(),
            shows("agreements_agreementparty", "agreement"),
            shows("agreements_clause", "agreement"),
            shows("agreements_agreementlink", "source", "target"),
            shows("agreements_agreementidentifier", "agreement"),
            shows("agreements_agreementclaim", "agreement"),
        ]

    def __str__(self) -> str:
        return self.short_title or self.title


class AgreementParty(KeyedRow):
    """An actor in one role in an agreement; how far it is bound follows from its actions."""

    # It can have joined after the agreement was signed
    may_begin_later = True

    agreement = fields.part_of(Agreement, "parties", "The agreement this is about.")
    actor = fields.reference(Actor, "agreement_roles", "The state, organisation or group.")
    role = fields.choice(
        choices.PartyRole, 11, "Its role in the agreement.", default=choices.PartyRole.PARTY
    )
    is_public = public_with_others()

    objects = AgreementPartyQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "role", "actor__slug"]
        verbose_name = "party"
        verbose_name_plural = "parties"
        triggers = [
            visible_with(agreement="agreements_agreement", actor="actors_actor"),
            shows("agreements_partyaction", "party"),
            shows("agreements_agreementclaim", "party"),
            not_its_own_representative(pgtrigger.UpdateOf("actor_id"), "action.party_id = NEW.id"),
            party_within_lifetimes(),
        ]
        constraints = [
            rules.unique(
                ["agreement", "actor", "role"], "The actor already has this role in the agreement."
            ),
            *rules.known(role=choices.PartyRole),
        ]

    def __str__(self) -> str:
        return f"{self.actor} – {self.get_role_display()}"


class PartyAction(KeyedRow):
    """One thing that a party did to an agreement, such as signing, ratifying or withdrawing."""

    # Further names of fields that claims can be about
    cited_parts: ClassVar[tuple[str, ...]] = ("representatives",)
    dated_by = ("happened_on", "happened_precision")

    party = fields.part_of(AgreementParty, "actions", "The party that did this.")
    kind = fields.choice(choices.ActionKind, 21, "What it did (UN Treaty Collection).")
    happened_on = fields.date("When, or the first day of the stated month or year.")
    happened_precision = fields.precision("How exact that day is; unknown if there is none.")
    effective_on = fields.date(
        "When it took effect, if on another day; for a withdrawal after a notice, its end."
    )
    effective_precision = fields.precision("How exact that day is; unknown if there is none.")
    text = fields.text(
        "What it says, in our words: the clauses that a reservation is about, whose reservation an "
        "objection is about."
    )
    is_public = public_with_others()

    objects = PartyActionQuerySet.as_manager()

    class Meta:
        ordering = ["party", "happened_on", "kind"]
        verbose_name = "action"
        triggers = [
            visible_with(party="agreements_agreementparty"),
            shows("agreements_representative", "action"),
            shows("agreements_agreementclaim", "action"),
            actions_in_possible_order(),
            action_within_lifetimes(),
        ]
        constraints = [
            rules.unique(
                ["party", "kind", "happened_on"],
                "This action of the party is recorded already.",
                nulls_distinct=False,
            ),
            rules.one_of("kind", choices.ActionKind),
            *rules.stated_precision("happened_on", "happened_precision"),
            *rules.stated_precision("effective_on", "effective_precision"),
            rules.within_calendar("happened_on", "effective_on"),
            rules.check(
                "effect_not_before_action",
                ~Q(kind__in=choices.NEVER_BACKDATED)
                | Q(happened_on__isnull=True)
                | Q(effective_on__isnull=True)
                | Q(happened_on__lte=rules.last_day_of("effective_on", "effective_precision")),
                "A suspension, withdrawal, denunciation or expulsion takes effect on its day or later.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party.actor} – {self.what}"

    @property
    def what(self) -> str:
        """What it did and when, such as Signature 1996-09-24."""
        when = date_text(self.happened_on, self.happened_precision)
        return f"{self.get_kind_display()} {when}".strip()


class Representative(KeyedRow):
    """A person who acted for a party, such as a signatory, with the office in which that person acted."""

    action = fields.part_of(PartyAction, "representatives", "The action this is about.")
    person = fields.optional_reference(
        Actor, "signatures", "The person; empty if only the office is known."
    )
    office = fields.short_text(120, "In which office that person acted.", blank=True)
    is_public = public_with_others()

    objects = TableQuerySet.as_manager()

    class Meta:
        ordering = ["action", "person__slug", "office"]
        triggers = [
            visible_with(action="agreements_partyaction", person="actors_actor"),
            not_its_own_representative(
                pgtrigger.Insert | pgtrigger.Update, "representative.id = NEW.id"
            ),
            representative_within_lifetimes(),
        ]
        constraints = [
            rules.unique(
                ["action", "person", "office"],
                "This person is recorded for this action already.",
                nulls_distinct=False,
            ),
            rules.check(
                "named",
                Q(person__isnull=False) | ~Q(office=""),
                "Name the person or the office.",
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [str(self.person or ""), self.office]))


class Clause(KeyedRow):
    """A provision of an agreement, coded by its commitment and strength."""

    agreement = fields.part_of(Agreement, "clauses", "The agreement this belongs to.")
    number = models.PositiveSmallIntegerField(
        help_text="Running number within the agreement, from 1, in the order of the text."
    )
    heading = fields.short_text(
        200, "What it is about, in a few words; the article’s number if known."
    )
    text = fields.text("What it says: verbatim, translated, or in our words.")
    text_basis = fields.choice(
        choices.TextBasis,
        11,
        "Where the wording above comes from.",
        default=choices.TextBasis.PARAPHRASE,
    )
    commitment = fields.choice(
        choices.Commitment,
        14,
        "What the parties oblige themselves to (ATOP).",
        default=choices.Commitment.COOPERATION,
    )
    strength = fields.choice(
        choices.Strength,
        11,
        "How strongly it binds, from binding to merely stated.",
        default=choices.Strength.UNKNOWN,
    )
    activation = fields.choice(
        choices.Activation, 15, "When it applies.", default=choices.Activation.STANDING
    )
    topics = models.ManyToManyField(
        Topic,
        blank=True,
        related_name="clauses",
        help_text="What it is about; the narrowest topics that fit.",
    )
    concerns = models.ManyToManyField(
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
            rules.unique(
                ["agreement", "number"], "The agreement has a clause of this number already."
            ),
            *rules.known(
                text_basis=choices.TextBasis,
                commitment=choices.Commitment,
                strength=choices.Strength,
                activation=choices.Activation,
            ),
            rules.check("number_from_one", Q(number__gte=1), "Clauses are numbered from 1."),
            rules.check("headed", ~Q(heading=""), "A clause needs a heading."),
        ]
        indexes = search_indexes("agreements_clause")

    def __str__(self) -> str:
        return f"{self.number}. {self.heading}"


class AgreementLink(IdentifiedRow):
    """A link from one agreement to another, which it implements, amends, counters or resembles."""

    source = fields.part_of(Agreement, "links_out", "The agreement with the link.")
    kind = fields.choice(choices.AgreementLinkKind, 12, "How it relates to the other agreement.")
    target = fields.reference(Agreement, "links_in", "The agreement that the link leads to.")
    is_public = public_with_others()

    objects = CitedQuerySet.as_manager()

    class Meta:
        ordering = ["source", "kind", "target"]
        indexes = [former_id_index("agreements_agreementlink_ids")]
        verbose_name = "link"
        triggers = [
            visible_with(source="agreements_agreement", target="agreements_agreement"),
            follows_no_later_agreement(),
            keeps_public_id(),
            shows("agreements_agreementclaim", "link"),
        ]
        constraints = [
            rules.unique(["source", "target", "kind"], "This link is recorded already."),
            unique_public_id(),
            rules.one_of("kind", choices.AgreementLinkKind),
            rules.different("source", "target", "An agreement has no link to itself."),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display().lower()} {self.target}"


class AgreementIdentifier(Identifier):
    """A code of an agreement in a treaty register or another data set."""

    agreement = fields.part_of(Agreement, "identifiers", "The agreement that the code stands for.")
    schemes = choices.AgreementScheme
    scheme = scheme_field(choices.AgreementScheme)

    class Meta(Identifier.Meta):
        ordering = ["agreement", "scheme", "value"]
        triggers = [
            visible_with(agreement="agreements_agreement"),
            canonical_codes(choices.AgreementScheme),
        ]
        constraints = identifier_rules("agreement", choices.AgreementScheme)


# The rows that a claim of this app can be about
AGREEMENT_ARC = {
    "agreement": Agreement,
    "party": AgreementParty,
    "action": PartyAction,
    "clause": Clause,
    "link": AgreementLink,
}


class AgreementClaim(Claim):
    """What one source states about an agreement, a party, an action of it, a clause or a link."""

    arc = AGREEMENT_ARC

    agreement = claim_target(Agreement, "agreement")
    party = claim_target(AgreementParty, "party")
    action = claim_target(PartyAction, "action")
    clause = claim_target(Clause, "clause")
    link = claim_target(AgreementLink, "link")
    is_public = public_with_others()

    class Meta(Claim.Meta):
        constraints = [*Claim.Meta.constraints, *arc_constraints(AGREEMENT_ARC)]
        triggers = [*claim_triggers("agreements_agreementclaim", AGREEMENT_ARC), support_of_act()]


class AgreementClaimSource(Source):
    """Sources, with the triggers that keep those that this app's claims need."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = source_triggers("agreements_agreementclaim", AGREEMENT_ARC)


class AgreementPartyActor(Actor):
    """Actors, with the triggers that show and hide this app's rows with them."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [
            lifetime_of_parties(),
            shows("agreements_agreementparty", "actor"),
            shows("agreements_representative", "person"),
        ]
