"""Closed lists of choices; event types are a table."""

from django.db.models import TextChoices

from records.choices import OWN_SCHEME, PAGE_SCHEME, WIKIDATA_SCHEME, IdentifierScheme


class Modality(TextChoices):
    OCCURRED = "occurred", "Occurred"
    ANNOUNCED = "announced", "Announced"
    PLANNED = "planned", "Planned"
    ALLEGED = "alleged", "Alleged"
    HYPOTHETICAL = "hypothetical", "Hypothetical"
    DENIED = "denied", "Denied"


class PlaceKind(TextChoices):
    FACILITY = "facility", "Facility"
    SETTLEMENT = "settlement", "Settlement"
    ADMIN = "admin", "Administrative unit"
    COUNTRY = "country", "Country"
    REGION = "region", "Region"
    WATER = "water", "Water"


class GeoPrecision(TextChoices):
    """Precision of the place of an event (based on where_prec of UCDP GED)."""

    FACILITY = "facility", "At the facility"
    SETTLEMENT = "settlement", "In the settlement"
    NEAR = "near", "Near the place"
    ADMIN2 = "admin2", "In the second-order unit"
    ADMIN1 = "admin1", "In the first-order unit"
    AREA = "area", "Somewhere in an area"
    COUNTRY = "country", "Somewhere in the country"
    REGION = "region", "Somewhere in the region"
    WATER_AIR = "water_air", "On water or in the air"


class ParticipationRole(TextChoices):
    INITIATOR = "initiator", "Initiator"
    TARGET = "target", "Target"
    SIGNATORY = "signatory", "Signatory"
    WITNESS = "witness", "Witness"
    HOST = "host", "Host"
    ORGANISER = "organiser", "Organiser"
    PARTICIPANT = "participant", "Participant"
    SPEAKER = "speaker", "Speaker"
    ADDRESSEE = "addressee", "Addressee"
    CONTRIBUTOR = "contributor", "Contributor"
    RECIPIENT = "recipient", "Recipient"
    MEDIATOR = "mediator", "Mediator"
    SUBJECT = "subject", "Subject"


class Stance(TextChoices):
    SUPPORTS = "supports", "Supports"
    OPPOSES = "opposes", "Opposes"
    CONCERNED = "concerned", "Concerned"
    NEUTRAL = "neutral", "Neutral"
    MIXED = "mixed", "Mixed"
    NONE = "none", "None stated"


class EventLinkKind(TextChoices):
    RESPONSE_TO = "response_to", "Response to"
    CAUSED_BY = "caused_by", "Caused by"
    FOLLOWS = "follows", "Follows"
    IMPLEMENTS = "implements", "Implements"
    CONTRADICTS = "contradicts", "Contradicts"


# Kinds of links whose source is later than their target: all but contradictions
CHRONOLOGICAL_LINKS = tuple(kind for kind in EventLinkKind if kind != EventLinkKind.CONTRADICTS)
# Kinds of links whose target is the cause of their source
CAUSAL_LINKS = (EventLinkKind.RESPONSE_TO, EventLinkKind.CAUSED_BY)


class Metric(TextChoices):
    TROOPS = "troops", "Troops"
    CONTRIBUTING_STATES = "contributing_states", "States contributing"
    RECOGNISING_STATES = "recognising_states", "States recognising"
    NON_RECOGNISING_MEMBERS = "non_recognising_members", "Members not recognising"
    SPENDING = "spending", "Spending"
    SPENDING_SHARE = "spending_share", "Spending as a share of GDP"
    FATALITIES_LOW = "fatalities_low", "Fatalities, low estimate"
    FATALITIES_BEST = "fatalities_best", "Fatalities, best estimate"
    FATALITIES_HIGH = "fatalities_high", "Fatalities, high estimate"
    PARTICIPANTS = "participants", "Participants"


class Comparator(TextChoices):
    EQ = "eq", "="
    GT = "gt", ">"
    GTE = "gte", "≥"
    LT = "lt", "<"
    LTE = "lte", "≤"
    APPROX = "approx", "≈"


class Unit(TextChoices):
    PERSONS = "persons", "Persons"
    STATES = "states", "States"
    CURRENCY = "currency", "Currency"
    PERCENT_GDP = "percent_gdp", "Per cent of GDP"


# The units in which each metric is given
UNITS_OF_METRIC: dict[Metric, tuple[Unit, ...]] = {
    Metric.TROOPS: (Unit.PERSONS,),
    Metric.CONTRIBUTING_STATES: (Unit.STATES,),
    Metric.RECOGNISING_STATES: (Unit.STATES,),
    Metric.NON_RECOGNISING_MEMBERS: (Unit.STATES,),
    Metric.SPENDING: (Unit.CURRENCY,),
    Metric.SPENDING_SHARE: (Unit.PERCENT_GDP,),
    Metric.FATALITIES_LOW: (Unit.PERSONS,),
    Metric.FATALITIES_BEST: (Unit.PERSONS,),
    Metric.FATALITIES_HIGH: (Unit.PERSONS,),
    Metric.PARTICIPANTS: (Unit.PERSONS, Unit.STATES),
}
# Units of what is counted, so that there are no fractions
COUNTED_UNITS = (Unit.PERSONS, Unit.STATES)


class EventTypeScheme(TextChoices):
    CAMEO = "cameo", "CAMEO"
    PLOVER = "plover", "PLOVER"
    ACLED = "acled", "ACLED"
    GED = "ged", "UCDP GED"


class EventScheme(IdentifierScheme):
    """Systems with codes for events."""

    GED = "ged", r"^[1-9][0-9]*$", "201949", "UCDP GED event"
    UCDP = "ucdp", r"^[1-9][0-9]*$", "385", "UCDP conflict"
    ACLED = "acled", r"^[A-Z]{3}[0-9]+$", "SRB1234", "ACLED event"
    WIKIDATA = WIKIDATA_SCHEME
    PAGE = PAGE_SCHEME
    OWN = OWN_SCHEME


class PlaceScheme(IdentifierScheme):
    """Systems with codes for places."""

    GEONAMES = "geonames", r"^[1-9][0-9]{0,9}$", "783754", "GeoNames"
    WIKIDATA = WIKIDATA_SCHEME
    OSM = "osm", r"^(node|way|relation)/[1-9][0-9]*$", "relation/53292", "OpenStreetMap"
    UNLOCODE = "unlocode", r"^[A-Z]{2}[A-Z2-9]{3}$", "RSBEG", "UN/LOCODE"
    PAGE = PAGE_SCHEME
    OWN = OWN_SCHEME


class FigureScheme(IdentifierScheme):
    """Systems with codes for figures."""

    PAGE = PAGE_SCHEME
    OWN = OWN_SCHEME
