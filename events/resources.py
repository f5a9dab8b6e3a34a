"""The import files for events with their participants, for places and for figures."""

from events import models
from imports.cells import VALIDITY, Edtf, ReferenceByName, RowList
from imports.resources import TableResource, table_resource
from records.dates import WINDOW_COLUMNS
from sources.resources import CLAIM_FIELDS, CODE_FIELDS, codes_of, supporting

EventTypeTable = table_resource(models.EventType)
EventTypeCrosswalkTable = table_resource(
    models.EventTypeCrosswalk, "term", "scheme", "code", "match"
)
PlaceTable = table_resource(models.Place)
PlaceNameTable = table_resource(models.PlaceName)
PlaceIdentifierTable = table_resource(models.PlaceIdentifier, "place", *CODE_FIELDS)
EventTable = table_resource(models.Event)
EventIdentifierTable = table_resource(models.EventIdentifier, "event", *CODE_FIELDS)
ParticipationTable = table_resource(models.Participation)
EventLinkTable = table_resource(models.EventLink)
FigureTable = table_resource(models.Figure)
FigureIdentifierTable = table_resource(models.FigureIdentifier, "figure", *CODE_FIELDS)
EventClaimTable = table_resource(models.EventClaim, "source", *models.EventClaim.arc, *CLAIM_FIELDS)


class EventResource(TableResource):
    """One event per row, with its participants."""

    name = "events"
    about = "One event with its date, its place, its participants and its sources."

    date = Edtf(
        *WINDOW_COLUMNS,
        help_text="EDTF text: 2025-03-18, 2025-03, 2025-33 (first quarter), 2025-21 (spring), 199X, 2008~; "
        "[2025-03-18..2025-04-01] or [2025-04..] for what happened once, 2025-04/.. for what lasted.",
    )
    place = ReferenceByName("place", help_text="Slug of the place, or its name.")
    participants = RowList(
        "participations",
        "event",
        ["actor", "role", "stance", "toward", "on_behalf_of", "capacity", "statement"],
        help_text="Actor, role, stance, towards whom, on whose behalf, in which office, what was said: "
        "serbia:speaker:opposes:kosovo|albania:signatory",
    )
    identifiers = codes_of("event", "ged:201949|acled:SRB1234")
    sources = supporting("event")

    class Meta:
        model = models.Event


class PlaceResource(TableResource):
    """One place per row, with its further names."""

    name = "places"
    about = "One place with its further names."

    names = RowList(
        "names",
        "place",
        ["language", "name"],
        options=VALIDITY,
        help_text="Language, or und, and name: hu:Szabadka|sr-Cyrl:Суботица|und:Maria-Theresiopel; perhaps with "
        ";valid_from=1779 and ;valid_to=1845",
    )
    identifiers = codes_of("place", "wikidata:Q3711|unlocode:RSBEG")

    class Meta:
        model = models.Place


class FigureResource(TableResource):
    """One figure per row."""

    name = "figures"
    about = "One number with its unit, its day and what it is about, with its sources."

    as_of = Edtf("as_of", "as_of_precision", help_text="EDTF text of the day it holds for.")
    identifiers = codes_of("figure", "local:desk-2025-17")
    sources = supporting("figure")

    class Meta:
        model = models.Figure
