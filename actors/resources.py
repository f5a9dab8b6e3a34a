"""The files in which actors, their names, codes and relationships are imported."""

from actors.models import Actor, ActorClaim, ActorIdentifier, ActorName, Relationship
from imports.resources import Edtf, RowList, TableResource, table_resource
from sources.resources import CLAIM_FIELDS, supporting

ActorTable = table_resource(Actor)
ActorNameTable = table_resource(ActorName)
ActorIdentifierTable = table_resource(ActorIdentifier)
RelationshipTable = table_resource(Relationship)
ActorClaimTable = table_resource(ActorClaim, "source", *ActorClaim.arc, *CLAIM_FIELDS)


class ActorResource(TableResource):
    """One actor per row, with its names and codes."""

    name = "actors"
    about = "One actor with its names, codes and sources."

    active_from = Edtf("active_from", "active_from_precision", help_text="EDTF text of the start.")
    active_to = Edtf(
        "active_to",
        "active_to_precision",
        help_text="EDTF text of the first day on which it no longer existed.",
    )
    names = RowList(
        "names",
        "actor",
        ["language", "kind", "name"],
        help_text="Language, kind, name: sq:short:Shqipëria|sr-Cyrl:official:Република Албанија",
    )
    identifiers = RowList(
        "identifiers",
        "actor",
        ["scheme", "value"],
        options=["preferred"],
        help_text="Scheme and code: iso2:AL|cow:339; with ;preferred=false where the code means another actor first",
    )
    sources = supporting("actor")

    class Meta:
        model = Actor


class RelationshipResource(TableResource):
    """One relationship per row."""

    name = "relationships"
    about = "One dated relationship of an actor to another, with its sources."

    start = Edtf("start_on", "start_precision", help_text="EDTF text of the start.")
    end = Edtf(
        "end_on",
        "end_precision",
        help_text="EDTF text of the first day on which it no longer held.",
    )
    sources = supporting("relationship")

    class Meta:
        model = Relationship
