"""Resets the second factor of a user who has lost phone and recovery codes."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import second_factor


class Command(BaseCommand):
    help = "Removes a user's second factor, so that they set up a new one at the next login."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: object, **options: str) -> None:
        name = options["username"]
        user = get_user_model()._default_manager.filter(username=name).first()
        if not user:
            raise CommandError(f"There is no user “{name}”.")
        second_factor.reset(user)
        self.stdout.write(f"{name} will set up a new second factor at the next login.")
