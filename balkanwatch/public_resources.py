"""The API resources with the tables and columns they show, for which the database records public changes."""

from typing import Any

from api.compiler.dependencies import SerializerDependencies
from balkanwatch.api import router
from records.public_rows import PublicResource


def public_resources() -> list[PublicResource]:
    """One entry for each table whose rows are API records."""
    registry: Any = router.registry
    return [
        PublicResource(
            prefix, model, key, SerializerDependencies(view.serializer_class, model).columns()
        )
        for prefix, view, _ in registry
        for model, key in view.models_with_key_sql()
    ]
