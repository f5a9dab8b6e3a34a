"""Django's shell; the history records its changes as made in the shell."""

import getpass

from django.core.management.commands.shell import Command as Shell

from curation.history.tracking import history_context


class Command(Shell):
    def handle(self, **options: object) -> None:
        with history_context(through="shell", what=f"shell of {getpass.getuser()}"):
            super().handle(**options)
