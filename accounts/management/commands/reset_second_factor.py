"""Lets somebody in who has lost phone and recovery codes."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import second_factor


class Command(BaseCommand):
    help = "Takes a user's second factor away; at the next login a new one is set up."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["username"]
        user = get_user_model()._default_manager.filter(username=name).first()
        if not user:
            raise CommandError(f"There is no user “{name}”.")
        second_factor.reset(user)
        self.stdout.write(f"{name} sets up a new second factor at the next login.")
