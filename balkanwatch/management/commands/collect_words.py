"""Brings the catalogues of the interface's languages up to date with the words there are."""

from typing import Any

from django.core.management.base import BaseCommand

from balkanwatch import words


class Command(BaseCommand):
    help = (
        "Collects the words of models, code and templates into balkanwatch/locale, and compiles what is translated "
        "there. Needs the packages for development."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        original = words.collected()
        cyrillic = words.updated(words.CYRILLIC, original)
        for language in words.languages():
            if language == words.LATIN:
                catalog = words.in_latin(cyrillic, original)
            else:
                catalog = words.updated(language, original)
            path = words.path_of(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(words.po_of(catalog))
            words.path_of(language, "mo").write_bytes(words.mo_of(words.read(language)))
            missing = sum(1 for message in catalog if message.id and not message.string)
            self.stdout.write(f"{language}: {len(catalog)} texts, {missing} without a translation.")
