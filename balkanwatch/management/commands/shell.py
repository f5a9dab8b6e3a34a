"""Django's shell, whose changes the history tells from plain SQL."""

import getpass
from typing import Any

from django.core.management.commands.shell import Command as Shell

from curation.history.tracking import history_context


class Command(Shell):
    def handle(self, **options: Any) -> None:
        with history_context(through="shell", what=f"shell of {getpass.getuser()}"):
            super().handle(**options)
