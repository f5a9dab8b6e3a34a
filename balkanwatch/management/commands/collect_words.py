"""Brings the catalogues of the interface's languages up to date with the words there are."""

from typing import Any

from django.core.management.base import BaseCommand

from balkanwatch import message_catalogs


class Command(BaseCommand):
    help = (
        "Collects the words of models, code and templates into balkanwatch/locale, and compiles what is translated "
        "there. Needs the packages for development."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        original = message_catalogs.collected()
        cyrillic = message_catalogs.updated(message_catalogs.CYRILLIC, original)
        for language in message_catalogs.languages():
            if language == message_catalogs.LATIN:
                catalog = message_catalogs.in_latin(cyrillic, original)
            else:
                catalog = message_catalogs.updated(language, original)
            path = message_catalogs.path_of(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(message_catalogs.po_of(catalog))
            message_catalogs.path_of(language, "mo").write_bytes(
                message_catalogs.mo_of(message_catalogs.read(language))
            )
            missing = sum(1 for message in catalog if message.id and not message.string)
            self.stdout.write(f"{language}: {len(catalog)} texts, {missing} without a translation.")
