"""The files that actors, their names, codes and relationships come in."""

from actors.models import Actor, ActorClaim, ActorIdentifier, ActorName, Relationship
from imports.resources import Edtf, RowList, TableResource, table_resource
from sources.resources import CLAIM_FIELDS, supporting

ActorTable = table_resource(
    Actor,
    "slug",
    "kind",
    "name",
    "country",
    "description",
    "active_from",
    "active_from_precision",
    "active_to",
    "active_to_precision",
    "lifecycle",
    "note",
)
ActorNameTable = table_resource(ActorName, "actor", "name", "language", "kind")
ActorIdentifierTable = table_resource(ActorIdentifier, "actor", "scheme", "value", "preferred")
RelationshipTable = table_resource(
    Relationship,
    "slug",
    "subject",
    "kind",
    "status",
    "object",
    "title",
    "start_on",
    "start_precision",
    "end_on",
    "end_precision",
    "lifecycle",
    "as_of",
    "note",
)
ActorClaimTable = table_resource(ActorClaim, "source", *ActorClaim.arc, *CLAIM_FIELDS)


class ActorResource(TableResource):
    """One actor a row, with its names and codes."""

    name = "actors"
    about = "One actor with its names, its codes and its sources."

    active_from = Edtf("active_from", "active_from_precision", help_text="EDTF text of the start.")
    active_to = Edtf(
        "active_to", "active_to_precision", help_text="EDTF text of the first day it was no more."
    )
    names = RowList(
        "names",
        "actor",
        ["language", "kind", "name"],
        help_text="Language, kind, name: sq:short:Shqipëria|sr-Cyrl:official:Република Албанија",
    )
    identifiers = RowList(
        "identifiers", "actor", ["scheme", "value"], help_text="Scheme and code: iso2:AL|cow:339"
    )
    sources = supporting("actor")

    model = Actor
    fields = (
        "slug",
        "kind",
        "name",
        "country",
        "description",
        "active_from",
        "active_to",
        "lifecycle",
        "names",
        "identifiers",
        "sources",
        "note",
    )


class RelationshipResource(TableResource):
    """One relationship a row."""

    name = "relationships"
    about = "One actor’s dated standing towards another, with its sources."

    start = Edtf("start_on", "start_precision", help_text="EDTF text of the start.")
    end = Edtf("end_on", "end_precision", help_text="EDTF text of the first day it no longer held.")
    sources = supporting("relationship")

    model = Relationship
    fields = (
        "slug",
        "subject",
        "kind",
        "status",
        "object",
        "title",
        "start",
        "end",
        "lifecycle",
        "as_of",
        "sources",
        "note",
    )
