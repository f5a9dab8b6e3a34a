"""The resources of the API with all that their records are made of, as the database watches over it."""

from typing import Any

from api.compiler.dependencies import SerializerDependencies
from balkanwatch.api import router
from records.public_rows import PublicResource


def public_resources() -> list[PublicResource]:
    """Every table whose rows are records of the API."""
    registry: Any = router.registry
    return [
        PublicResource(
            prefix, model, key, SerializerDependencies(view.serializer_class, model).columns()
        )
        for prefix, view, _ in registry
        for model, key in view.tables()
    ]
