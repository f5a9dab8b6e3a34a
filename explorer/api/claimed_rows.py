"""What claims of all apps can be about: kinds of records, and keys of their parts."""

from typing import NamedTuple

from django.db.models import Model

from actors.models import ActorClaim
from agreements.models import AgreementClaim
from events.models import EventClaim
from sources.models import Claim

TABLES: dict[str, type[Claim]] = {
    "actor": ActorClaim,
    "agreement": AgreementClaim,
    "event": EventClaim,
}
TABLE_OF: dict[type[Model], str] = {model: name for name, model in TABLES.items()}
# The key of a part of a record: lookup paths from the claim, by the foreign key to the part
PARTS = {
    "party": ("party__actor__slug", "party__role"),
    "action": (
        "action__party__actor__slug",
        "action__party__role",
        "action__kind",
        "action__happened_on",
    ),
    "participation": ("participation__actor__slug", "participation__role"),
    "clause": ("clause__number",),
    "link": ("link__target__slug", "link__kind"),
}


class About(NamedTuple):
    """What a claim can be about: the kind of record, its path from the claim, paths of the part's key."""

    record: str
    path: str
    part: tuple[str, ...]


def about_by(model: type[Claim], name: str) -> About:
    """What claims with this foreign key are about."""
    path = model.path_to_record(name)
    return About(name if path == name else TABLE_OF[model], path, PARTS.get(name, ()))


RECORDS = sorted({about_by(model, n).record for model in TABLES.values() for n in model.arc})
