"""The closed lists whose values are shown in words."""

from django.db.models import Model

from actors.models import Actor, ActorName, Relationship
from agreements.models import Agreement, AgreementLink, AgreementParty, Clause
from events.models import Event, EventLink, Figure, Participation, Place
from sources.models import Claim, Source

FIELDS: dict[str, tuple[type[Model], str]] = {
    "actor.kind": (Actor, "kind"),
    "name.kind": (ActorName, "kind"),
    "relationship.kind": (Relationship, "kind"),
    "relationship.status": (Relationship, "status"),
    "agreement.kind": (Agreement, "kind"),
    "agreement_link.kind": (AgreementLink, "kind"),
    "party.role": (AgreementParty, "role"),
    "party.status": (AgreementParty, "status"),
    "clause.commitment": (Clause, "commitment"),
    "clause.strength": (Clause, "strength"),
    "clause.activation": (Clause, "activation"),
    "event.modality": (Event, "modality"),
    "event_link.kind": (EventLink, "kind"),
    "participation.role": (Participation, "role"),
    "participation.stance": (Participation, "stance"),
    "figure.metric": (Figure, "metric"),
    "place.kind": (Place, "kind"),
    "source.kind": (Source, "kind"),
    "claim.kind": (Claim, "kind"),
    "claim.verdict": (Claim, "verdict"),
}
