"""The data set in fixtures/: one JSON file per table, with natural keys, in loading order."""

import json
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.db.models import Model

LOAD_ORDER = (
    "sources.Source",
    "actors.Actor",
    "actors.ActorName",
    "actors.ActorIdentifier",
    "actors.Relationship",
    "actors.ActorClaim",
    "agreements.Topic",
    "agreements.TopicCrosswalk",
    "agreements.Agreement",
    "agreements.AgreementParty",
    "agreements.Clause",
    "agreements.AgreementLink",
    "agreements.AgreementClaim",
    "events.EventType",
    "events.EventTypeCrosswalk",
    "events.Place",
    "events.PlaceName",
    "events.Event",
    "events.Participation",
    "events.EventLink",
    "events.Figure",
    "events.EventClaim",
)
# Set by the database, and different on each machine; left out so that dumps are reproducible.
SET_BY_DATABASE = {
    "version",
    "created_at",
    "updated_at",
    "is_public",
    "submitted_by",
    "submitted_at",
    "reviewed_by",
    "reviewed_at",
}


def models_in_load_order() -> list[type[Model]]:
    return [apps.get_model(label) for label in LOAD_ORDER]


def fixture_path(model: type[Model]) -> Path:
    return Path(settings.FIXTURE_DIRS[0]) / f"{model._meta.db_table}.json"


def dump_table(model: type[Model]) -> str:
    """All rows of a table as JSON, with natural keys and sorted by them."""
    fields = [
        field.name
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if not field.generated and field.name not in SET_BY_DATABASE
    ]
    rows = sorted(model._default_manager.select_related(), key=_sort_key)
    text: str = serializers.serialize(
        "json",
        rows,
        fields=fields,
        indent=2,
        ensure_ascii=False,
        use_natural_foreign_keys=True,
        use_natural_primary_keys=True,
    )
    return text.strip() + "\n"


def _sort_key(row: Model) -> str:
    return json.dumps(row.natural_key(), ensure_ascii=False)  # type: ignore[attr-defined]
