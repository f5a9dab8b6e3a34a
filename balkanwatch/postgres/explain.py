"""Adds the message of the model to the database error of a violated constraint."""

from functools import cache
from typing import Any

from django.apps import apps
from django.db import IntegrityError
from django.db.models import BaseConstraint
from django.db.utils import DatabaseErrorWrapper


class ExplainingErrorWrapper(DatabaseErrorWrapper):
    """Raises Django's errors; an IntegrityError begins with the message of its constraint."""

    def __exit__(self, *raised: Any) -> None:
        try:
            super().__exit__(*raised)
        except IntegrityError as error:
            name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
            if name and (message := message_of(name)):
                error.args = (f"{message} ({name})\n{error}",)
            raise


def message_of(constraint_name: str) -> str | None:
    """The violation message of a constraint, or None if its model declares none."""
    if not apps.models_ready:
        return None
    constraint = explained_constraints().get(constraint_name)
    return str(constraint.get_violation_error_message()) if constraint else None


@cache
def explained_constraints() -> dict[str, BaseConstraint]:
    """The constraints of all installed models with their own message, by name."""
    return {
        constraint.name: constraint
        for model in apps.get_models(include_auto_created=True)
        for constraint in model._meta.constraints
        if constraint.violation_error_message != constraint.default_violation_error_message
    }
