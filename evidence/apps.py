"""Registers the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "evidence"
    verbose_name = _("Evidence")

    def ready(self) -> None:
        from curation.dashboard.front_page import BLOCKS, Queues
        from evidence.quotes import OpenQuotes

        if OpenQuotes not in BLOCKS:
            BLOCKS.insert(BLOCKS.index(Queues) + 1, OpenQuotes)
