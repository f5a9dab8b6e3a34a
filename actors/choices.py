"""Closed lists of actors and their relationships."""

from django.db.models import TextChoices

from records.choices import OWN_SCHEME, PAGE_SCHEME, WIKIDATA_SCHEME, IdentifierScheme


class ActorKind(TextChoices):
    STATE = "state", "State"
    ENTITY = "entity", "Entity or territory"
    IGO = "igo", "International organisation"
    PROGRAMME = "programme", "Programme"
    BLOC = "bloc", "Bloc"
    INSTITUTION = "institution", "Institution"
    ARMED_FORCE = "armed_force", "Armed force"
    POLICE = "police", "Police"
    OPERATION = "operation", "Operation"
    PERSON = "person", "Person"
    PARTY = "party", "Political party"
    MOVEMENT = "movement", "Movement"
    MEDIA = "media", "Media"
    COMPANY = "company", "Company"
    GROUP = "group", "Group of people"


class NameKind(TextChoices):
    OFFICIAL = "official", "Official name"
    SHORT = "short", "Short name"
    ALIAS = "alias", "Alias"
    FORMER = "former", "Former name"
    ACRONYM = "acronym", "Acronym"
    EXONYM = "exonym", "Exonym"
    METONYM = "metonym", "Metonym, such as Belgrade for Serbia"


class ActorScheme(IdentifierScheme):
    """Systems with codes for actors."""

    ISO2 = "iso2", r"^[A-Z]{2}$", "AL", "ISO 3166-1 alpha-2"
    ISO3 = "iso3", r"^[A-Z]{3}$", "ALB", "ISO 3166-1 alpha-3"
    COW = "cow", r"^[0-9]{1,3}$", "339", "Correlates of War state number"
    GW = "gw", r"^[0-9]{1,3}$", "339", "Gleditsch and Ward state number"
    WIKIDATA = WIKIDATA_SCHEME
    ACLED = "acled", r"^.+$", "Military Forces of Albania (2013-)", "ACLED actor"
    GED = "ged", r"^[0-9]+$", "118", "UCDP actor"
    PAGE = PAGE_SCHEME
    OWN = OWN_SCHEME


class RelationshipScheme(IdentifierScheme):
    """Systems with codes for relationships."""

    PAGE = PAGE_SCHEME
    OWN = OWN_SCHEME


class RelationshipKind(TextChoices):
    MEMBERSHIP = "membership", "Membership"
    OFFICE = "office", "Office"
    PART_OF = "part_of", "Part of"
    RECOGNITION = "recognition", "Recognition"
    ALIGNMENT = "alignment", "Alignment"
    COOPERATION = "cooperation", "Cooperation"
    SUCCESSION = "succession", "Succession"


class RelationshipStatus(TextChoices):
    """The status of a relationship; STATUSES_OF_KIND says which statuses each kind can have."""

    # membership
    MEMBER = "member", "Member"
    FOUNDING = "founding", "Founding member"
    PERMANENT_MEMBER = "permanent_member", "Permanent member"
    CANDIDATE = "candidate", "Candidate"
    APPLICANT = "applicant", "Applicant"
    INVITED = "invited", "Invited"
    PARTICIPANT = "participant", "Participant"
    OBSERVER = "observer", "Observer"
    SUSPENDED = "suspended", "Suspended"
    LEADING_MEMBER = "leading_member", "Leading member"
    FORMER = "former", "Former"
    NON_MEMBER = "non_member", "Not a member"
    NOT_PURSUED = "not_pursued", "Membership not sought"
    # office
    INCUMBENT = "incumbent", "Incumbent"
    ACTING = "acting", "Acting"
    # part_of
    ORGAN = "organ", "Organ"
    OPERATED_BY = "operated_by", "Operated by"
    UNIT = "unit", "Unit"
    # recognition
    RECOGNISED = "recognised", "Recognised"
    NOT_RECOGNISED = "not_recognised", "Not recognised"
    WITHDRAWN = "withdrawn", "Recognition withdrawn"
    AMBIGUOUS = "ambiguous", "Ambiguous"
    # alignment
    ALIGNED = "aligned", "Aligned"
    CLOSE = "close", "Close"
    PRO = "pro", "In favour"
    NEUTRAL = "neutral", "Neutral"
    OPPOSED = "opposed", "Opposed"
    SUPPORTS_ACCESSION = "supports_accession", "Supports accession"
    OPPOSES_ACCESSION = "opposes_accession", "Opposes accession"
    # cooperation
    ACTIVE = "active", "Active"
    DORMANT = "dormant", "Dormant"
    # succession
    SUCCESSOR = "successor", "Successor"
    CONTINUATOR = "continuator", "Continuator"


# The kinds in which an actor can take the one position or the other, so that having none recorded means neither
STANDING_KINDS = (
    RelationshipKind.MEMBERSHIP,
    RelationshipKind.RECOGNITION,
    RelationshipKind.ALIGNMENT,
)
STATUSES_OF_KIND: dict[RelationshipKind, tuple[RelationshipStatus, ...]] = {
    RelationshipKind.MEMBERSHIP: (
        RelationshipStatus.MEMBER,
        RelationshipStatus.FOUNDING,
        RelationshipStatus.PERMANENT_MEMBER,
        RelationshipStatus.CANDIDATE,
        RelationshipStatus.APPLICANT,
        RelationshipStatus.INVITED,
        RelationshipStatus.PARTICIPANT,
        RelationshipStatus.OBSERVER,
        RelationshipStatus.SUSPENDED,
        RelationshipStatus.LEADING_MEMBER,
        RelationshipStatus.FORMER,
        RelationshipStatus.NON_MEMBER,
        RelationshipStatus.NOT_PURSUED,
    ),
    RelationshipKind.OFFICE: (
        RelationshipStatus.INCUMBENT,
        RelationshipStatus.ACTING,
        RelationshipStatus.FORMER,
    ),
    RelationshipKind.PART_OF: (
        RelationshipStatus.ORGAN,
        RelationshipStatus.OPERATED_BY,
        RelationshipStatus.UNIT,
    ),
    RelationshipKind.RECOGNITION: (
        RelationshipStatus.RECOGNISED,
        RelationshipStatus.NOT_RECOGNISED,
        RelationshipStatus.SUSPENDED,
        RelationshipStatus.WITHDRAWN,
        RelationshipStatus.AMBIGUOUS,
    ),
    RelationshipKind.ALIGNMENT: (
        RelationshipStatus.ALIGNED,
        RelationshipStatus.CLOSE,
        RelationshipStatus.PRO,
        RelationshipStatus.NEUTRAL,
        RelationshipStatus.OPPOSED,
        RelationshipStatus.SUPPORTS_ACCESSION,
        RelationshipStatus.OPPOSES_ACCESSION,
    ),
    RelationshipKind.COOPERATION: (RelationshipStatus.ACTIVE, RelationshipStatus.DORMANT),
    RelationshipKind.SUCCESSION: (RelationshipStatus.SUCCESSOR, RelationshipStatus.CONTINUATOR),
}

# Statuses of full members; candidates, observers and suspended members are none
MEMBER_STATUSES = (
    RelationshipStatus.MEMBER,
    RelationshipStatus.FOUNDING,
    RelationshipStatus.PERMANENT_MEMBER,
    RelationshipStatus.LEADING_MEMBER,
)
