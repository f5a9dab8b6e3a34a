"""The resources of the API with all that their records are made of, as the database watches over it."""

from typing import Any

from api.compiler.dependencies import SerializerDependencies
from balkanwatch.api import router
from records.public_rows import Shown


def shown_resources() -> list[Shown]:
    """Every table whose rows are records of the API."""
    registry: Any = router.registry
    return [
        Shown(prefix, model, key, SerializerDependencies(view.serializer_class, model).columns())
        for prefix, view, _ in registry
        for model, key in view.tables()
    ]
