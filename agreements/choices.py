"""Closed lists of agreements; names follow ATOP, PA-X and the UN Treaty Collection where possible."""

from django.db.models import TextChoices

from records.choices import (
    CELEX_SCHEME,
    OWN_SCHEME,
    PAGE_SCHEME,
    UN_DOCUMENT_SCHEME,
    WIKIDATA_SCHEME,
    IdentifierScheme,
)


class AgreementKind(TextChoices):
    TREATY = "treaty", "Treaty"
    AGREEMENT = "agreement", "Agreement"
    DECLARATION = "declaration", "Declaration"
    MEMORANDUM = "memorandum", "Memorandum"
    MILITARY_COOPERATION = "military_cooperation", "Military cooperation agreement"
    IMPLEMENTING_PLAN = "implementing_plan", "Implementing plan"
    PROTOCOL = "protocol", "Protocol"
    AMENDMENT = "amendment", "Amendment"
    STATUTE = "statute", "Statute"
    STRATEGY = "strategy", "Strategy"
    RESOLUTION = "resolution", "Resolution"
    UNILATERAL_ACT = "unilateral_act", "Unilateral act"


class AgreementStatus(TextChoices):
    PROPOSED = "proposed", "Proposed"
    NEGOTIATING = "negotiating", "Being negotiated"
    INITIALLED = "initialled", "Initialled"
    SIGNED = "signed", "Signed"
    ADOPTED = "adopted", "Adopted"
    PROVISIONAL = "provisional", "Provisionally applied"
    IN_FORCE = "in_force", "In force"
    SUSPENDED = "suspended", "Suspended"
    SUPERSEDED = "superseded", "Superseded"
    TERMINATED = "terminated", "Terminated"
    LAPSED = "lapsed", "Lapsed"


NOT_YET_SIGNED = (AgreementStatus.PROPOSED, AgreementStatus.NEGOTIATING, AgreementStatus.INITIALLED)
NO_LONGER_IN_FORCE = (
    AgreementStatus.SUPERSEDED,
    AgreementStatus.TERMINATED,
    AgreementStatus.LAPSED,
)


class Bindingness(TextChoices):
    LEGAL = "legal", "Legally binding"
    POLITICAL = "political", "Politically binding"
    MIXED = "mixed", "Mixed"
    UNKNOWN = "unknown", "Unknown"


class TextStatus(TextChoices):
    FULL_TEXT = "full_text", "Full text seen"
    SUMMARY = "summary", "Summary seen"
    NOT_SEEN = "not_seen", "Text not seen"


class PartyRole(TextChoices):
    PARTY = "party", "Party"
    SIGNATORY = "signatory", "Signatory"
    DEPOSITARY = "depositary", "Depositary"
    HOST = "host", "Host"
    GUARANTOR = "guarantor", "Guarantor"
    WITNESS = "witness", "Witness"
    THIRD_PARTY = "third_party", "Third party"
    PROSPECTIVE = "prospective", "Prospective party"
    ELIGIBLE = "eligible", "Eligible to accede"


# Roles of actors that bind themselves; the others assist, or may join later
SIGNING_ROLES = (PartyRole.PARTY, PartyRole.SIGNATORY)


class ActionKind(TextChoices):
    """What a party did to an agreement (UN Treaty Collection, participant actions, with our first four)."""

    # Before a signature
    INVITED = "invited", "Invitation"
    IN_TALKS = "in_talks", "Talks"
    DECLINED = "declined", "Refusal"
    INITIALLED = "initialled", "Initialling"

    # Signature, and consent to be bound
    SIGNED = "signed", "Signature"
    PROVISIONAL = "provisional", "Provisional application (n)"
    DEFINITIVELY_SIGNED = "definitively_signed", "Definitive signature (s)"
    RATIFIED = "ratified", "Ratification"
    ACCEPTED = "accepted", "Acceptance (A)"
    APPROVED = "approved", "Approval (AA)"
    ACCEDED = "acceded", "Accession (a)"
    SUCCEEDED = "succeeded", "Succession (d)"
    CONSENTED = "consented", "Consent to be bound"
    CONFIRMED = "confirmed", "Formal confirmation (c)"

    # Afterwards
    SUSPENDED = "suspended", "Suspension"
    RESUMED = "resumed", "Resumption"
    WITHDRAWN = "withdrawn", "Withdrawal"
    DENOUNCED = "denounced", "Denunciation"
    EXPELLED = "expelled", "Expulsion"

    # Statements about its consent
    RESERVATION = "reservation", "Reservation"
    DECLARATION = "declaration", "Declaration"
    OBJECTION = "objection", "Objection"
    RESERVATION_WITHDRAWN = "reservation_withdrawn", "Withdrawal of reservation"
    DECLARATION_WITHDRAWN = "declaration_withdrawn", "Withdrawal of declaration"
    OBJECTION_WITHDRAWN = "objection_withdrawn", "Withdrawal of objection"


# Actions by which a party signs or consents to be bound
SIGNING = (
    ActionKind.SIGNED,
    ActionKind.PROVISIONAL,
    ActionKind.DEFINITIVELY_SIGNED,
    ActionKind.RATIFIED,
    ActionKind.ACCEPTED,
    ActionKind.APPROVED,
    ActionKind.ACCEDED,
    ActionKind.SUCCEEDED,
    ActionKind.CONSENTED,
    ActionKind.CONFIRMED,
)
RESERVING = (ActionKind.RESERVATION, ActionKind.DECLARATION)
# Actions that never take effect before their day
NEVER_BACKDATED = (
    ActionKind.SUSPENDED,
    ActionKind.RESUMED,
    ActionKind.WITHDRAWN,
    ActionKind.DENOUNCED,
    ActionKind.EXPELLED,
)


# Actions that change how far a party is bound; the others are statements about it
STEP_KINDS = tuple(
    kind
    for kind in ActionKind
    if not kind.value.startswith(("reservation", "declaration", "objection"))
)


class PartyStatus(TextChoices):
    """How far an actor is bound on a day: the action that its standing follows from."""

    NONE = "none", "No action known by that day"
    INVITED = "invited", "Invited"
    IN_TALKS = "in_talks", "In talks"
    DECLINED = "declined", "Declined"
    INITIALLED = "initialled", "Initialled"
    SIGNED = "signed", "Signed"
    PROVISIONAL = "provisional", "Applies provisionally"
    DEFINITIVELY_SIGNED = "definitively_signed", "Signed definitively"
    RATIFIED = "ratified", "Ratified"
    ACCEPTED = "accepted", "Accepted"
    APPROVED = "approved", "Approved"
    ACCEDED = "acceded", "Acceded"
    SUCCEEDED = "succeeded", "Succeeded"
    CONSENTED = "consented", "Consented to be bound"
    CONFIRMED = "confirmed", "Confirmed"
    SUSPENDED = "suspended", "Suspended"
    WITHDRAWN = "withdrawn", "Withdrawn"
    DENOUNCED = "denounced", "Denounced"
    EXPELLED = "expelled", "Expelled"


class TextBasis(TextChoices):
    VERBATIM = "verbatim", "Verbatim"
    TRANSLATION = "translation", "Translation"
    PARAPHRASE = "paraphrase", "Paraphrase"


class Commitment(TextChoices):
    """What a clause obliges the parties to do (ATOP obligation types, with our `support` and `none`)."""

    DEFENCE = "defence", "Defence"
    OFFENCE = "offence", "Offence"
    NEUTRALITY = "neutrality", "Neutrality"
    NON_AGGRESSION = "non_aggression", "Non-aggression"
    CONSULTATION = "consultation", "Consultation"
    COOPERATION = "cooperation", "Cooperation"
    SUPPORT = "support", "Support"
    NONE = "none", "None"


class Strength(TextChoices):
    BINDING = "binding", "Binding"
    CONDITIONAL = "conditional", "Conditional"
    PLEDGE = "pledge", "Pledge"
    INTENT = "intent", "Intent"
    STUDY = "study", "To be studied"
    DECLARATORY = "declaratory", "Declaratory"
    UNKNOWN = "unknown", "Unknown"


class Activation(TextChoices):
    STANDING = "standing", "Standing"
    ON_CONSULTATION = "on_consultation", "On consultation"
    ON_THREAT = "on_threat", "On a threat"
    ON_ATTACK = "on_attack", "On an attack"


class AgreementLinkKind(TextChoices):
    IMPLEMENTS = "implements", "Implements"
    AMENDS = "amends", "Amends"
    SUPERSEDES = "supersedes", "Supersedes"
    COMPANION = "companion", "Companion of"
    ALIGNED_WITH = "aligned_with", "Aligned with"
    COUNTERS = "counters", "Counters"
    SIMILAR_TO = "similar_to", "Similar to"
    CITES = "cites", "Cites"


# Links from a later agreement to an earlier one
LATER_LINKS = (
    AgreementLinkKind.IMPLEMENTS,
    AgreementLinkKind.AMENDS,
    AgreementLinkKind.SUPERSEDES,
)


class AgreementScheme(IdentifierScheme):
    """Systems with codes for agreements."""

    UNTS = (
        "unts",
        r"^(II-)?[1-9][0-9]{0,5}$",
        "541",
        ", without “I-”",
        "UN Treaty Series registration number",
    )
    PAX = "pax", r"^[1-9][0-9]{0,5}$", "389", "PA-X agreement (AgtId)"
    ATOP = "atop", r"^[1-9][0-9]{3}$", "3180", "ATOP alliance"
    COW = "cow", r"^[1-9][0-9]{0,3}$", "210", "Correlates of War alliance"
    UN_DOCUMENT = UN_DOCUMENT_SCHEME
    CELEX = CELEX_SCHEME
    WIKIDATA = WIKIDATA_SCHEME
    PAGE = PAGE_SCHEME
    OWN = OWN_SCHEME


class TopicScheme(TextChoices):
    ATOP = "atop", "Alliance Treaty Obligations and Provisions"
    COW = "cow", "Correlates of War formal alliances"
    DCAD = "dcad", "Defense Cooperation Agreement Dataset"
    PAX = "pax", "PA-X Peace Agreements"
