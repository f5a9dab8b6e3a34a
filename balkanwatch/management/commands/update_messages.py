"""Updates and compiles the message catalogues in balkanwatch/locale."""

from django.core.management.base import BaseCommand

from balkanwatch import message_catalogs


class Command(BaseCommand):
    help = (
        "Collects the texts of models, code and templates into balkanwatch/locale and compiles the translations. "
        "Requires the development packages."
    )

    def handle(self, *args: object, **options: object) -> None:
        for language, catalog in message_catalogs.updated_catalogs().items():
            path = message_catalogs.catalog_path(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(message_catalogs.to_po(catalog))
            compiled = message_catalogs.to_mo(message_catalogs.read_catalog(language))
            message_catalogs.catalog_path(language, "mo").write_bytes(compiled)
            missing = sum(1 for message in catalog if message.id and not message.string)
            self.stdout.write(f"{language}: {len(catalog)} texts, {missing} without a translation.")
