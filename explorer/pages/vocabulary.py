"""The closed lists whose values are shown in words."""

from typing import Any

from django.db.models import Model

from actors.models import Actor, ActorName, Relationship
from agreements.choices import PartyStatus
from agreements.models import Agreement, AgreementLink, AgreementParty, Clause, PartyAction
from events.models import Event, EventLink, Figure, Participation
from sources.models import Claim, Source


def words_of(model: type[Model], field: str) -> dict[Any, str]:
    """What each value of a closed list is called."""
    choices = model._meta.get_field(field).flatchoices  # type: ignore[union-attr]
    return {value: str(label) for value, label in choices}


_FIELDS: dict[str, tuple[type[Model], str]] = {
    "actor.kind": (Actor, "kind"),
    "name.kind": (ActorName, "kind"),
    "relationship.kind": (Relationship, "kind"),
    "relationship.status": (Relationship, "status"),
    "agreement.kind": (Agreement, "kind"),
    "agreement.status": (Agreement, "status"),
    "agreement_link.kind": (AgreementLink, "kind"),
    "party.role": (AgreementParty, "role"),
    "action.kind": (PartyAction, "kind"),
    "clause.commitment": (Clause, "commitment"),
    "clause.strength": (Clause, "strength"),
    "event.modality": (Event, "modality"),
    "event_link.kind": (EventLink, "kind"),
    "participation.role": (Participation, "role"),
    "participation.stance": (Participation, "stance"),
    "figure.metric": (Figure, "metric"),
    "source.kind": (Source, "kind"),
    "claim.kind": (Claim, "kind"),
    "claim.verdict": (Claim, "verdict"),
}

# What a value is called, by list and value
WORDS: dict[str, dict[Any, str]] = {
    name: words_of(model, field) for name, (model, field) in _FIELDS.items()
}
# Follows from the actions of a party, so it is no field
WORDS["party.status"] = dict(PartyStatus.choices)
