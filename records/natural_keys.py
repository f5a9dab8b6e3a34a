"""The natural key of a row: what identifies it in files, whatever its number in the database."""

from typing import Any

from django.db.models import Model, UniqueConstraint


def natural_key_fields(model: type[Model]) -> tuple[str, ...]:
    """Names of the fields of the natural key: those of the first unconditional unique constraint."""
    constraints = model._meta.constraints
    unique = next(c for c in constraints if isinstance(c, UniqueConstraint) and not c.condition)
    return tuple(unique.fields)


def natural_key_of(row: Model) -> tuple[Any, ...]:
    """The values of the natural key; a reference stands for the natural key of its row."""
    values: list[Any] = []
    for name in natural_key_fields(type(row)):
        value: Any = getattr(row, name)
        values += natural_key_of(value) if isinstance(value, Model) else [value]
    return tuple(values)


def natural_key_lookups(model: type[Model], values: tuple[Any, ...]) -> dict[str, Any]:
    """The lookups that find the row with this natural key."""
    paths = natural_key_paths(model)
    return {
        path.partition("__")[0] if value is None else path: value
        for path, value in zip(paths, values, strict=True)
    }


def natural_key_paths(model: type[Model]) -> list[str]:
    """The lookup paths to the values of the natural key, those of the rows it refers to included."""
    paths = []
    for name in natural_key_fields(model):
        target = model._meta.get_field(name).related_model
        inner = natural_key_paths(target) if target else []
        paths += [f"{name}__{path}" for path in inner] or [name]
    return paths
