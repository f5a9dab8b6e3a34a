"""Registers the imports app."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "imports"

    def ready(self) -> None:
        from curation.dashboard.front_page import BLOCKS, LatestChanges
        from imports.pages.lists import Imports

        if Imports not in BLOCKS:
            BLOCKS.insert(BLOCKS.index(LatestChanges), Imports)
