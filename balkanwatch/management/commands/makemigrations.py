"""Writes migrations of what the database holds, and of no text for people."""

from typing import Any

from django.core.management.commands import makemigrations
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.state import ProjectState

from balkanwatch.apps import project_apps


class Autodetector(MigrationAutodetector):
    """Ignores labels, help texts, choices and messages: changing one of them needs no migration."""

    def __init__(self, from_state: ProjectState, to_state: ProjectState, *args: Any) -> None:
        ours = {config.label for config in project_apps()}
        for (app, _name), model in to_state.models.items():
            if app not in ours:
                continue
            for field in model.fields.values():
                field.help_text, field.choices, field._verbose_name = "", None, None
            for constraint in model.options.get("constraints", []):
                constraint.violation_error_message = constraint.default_violation_error_message
        for state in (from_state, to_state):
            for model in state.models.values():
                for name in ("verbose_name", "verbose_name_plural"):
                    model.options.pop(name, None)
        super().__init__(from_state, to_state, *args)


class Command(makemigrations.Command):
    autodetector = Autodetector
