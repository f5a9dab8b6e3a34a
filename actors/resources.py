"""The files in which actors, their names, codes and relationships are imported."""

from actors.models import (
    Actor,
    ActorClaim,
    ActorIdentifier,
    ActorName,
    Relationship,
    RelationshipIdentifier,
)
from imports.cells import VALIDITY, Edtf, RowList
from imports.resources import TableResource, table_resource
from sources.resources import CLAIM_FIELDS, CODE_FIELDS, codes_of, supporting

ActorTable = table_resource(Actor)
ActorNameTable = table_resource(ActorName)
ActorIdentifierTable = table_resource(ActorIdentifier, "actor", *CODE_FIELDS)
RelationshipTable = table_resource(Relationship)
RelationshipIdentifierTable = table_resource(RelationshipIdentifier, "relationship", *CODE_FIELDS)
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
        options=VALIDITY,
        help_text="Language, kind, name: sq:short:Shqipëria|sr-Cyrl:official:Република Албанија; perhaps with "
        ";valid_from=1991 and ;valid_to=2019-02-12",
    )
    identifiers = codes_of("actor", "iso2:AL|cow:339")
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
    identifiers = codes_of("relationship", "local:desk-2025-17")
    sources = supporting("relationship")

    class Meta:
        model = Relationship
