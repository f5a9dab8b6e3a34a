"""The data set in fixtures/: one JSON file per table, with natural keys, in loading order."""

import json
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.db.models import Model

from balkanwatch.apps import PUBLISHED_APPS

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
    """The models of the data set; apps and models are declared after those they refer to."""
    return [
        model
        for app in PUBLISHED_APPS
        for model in apps.get_app_config(app).get_models()
        if not model._meta.proxy
    ]


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


def key_text(key: Any) -> str:
    """A natural key as JSON."""
    return json.dumps(key, ensure_ascii=False, default=str)


def _sort_key(row: Any) -> str:
    return key_text(row.natural_key())
